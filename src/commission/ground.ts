import type { HeadedCase } from '../cases/header.ts';
import { regimeOf } from '../law/review-clocks.ts';
import type { ListedReview, Review } from '../review/review.ts';
import { type Entry, standingEntries } from './entry-kinds.ts';
import type { AgencyReport } from './report.ts';
import type { InScope, SavedTerms } from './terms.ts';

/** A review with everything by which it is set up and carried. */
export interface Ground extends ListedReview {
  readonly headed: HeadedCase;
  /** The newest first. */
  readonly terms: readonly SavedTerms[];
  readonly entries: readonly Entry[];
  /** The agencies that are involved today. */
  readonly involved: readonly InScope[];
}

/** What the agencies of a review were asked for. `review` is null for those who are here for an agency: they see their own papers alone. */
export interface ReportsGround {
  readonly headed: HeadedCase;
  readonly reviewId: string;
  readonly review: Review | null;
  readonly terms: readonly SavedTerms[];
  readonly involved: readonly InScope[];
  readonly reports: readonly AgencyReport[];
  /** Whom the case is about, one line each, to begin words from. */
  readonly whom: readonly string[];
  /** Whether mail goes out from here. */
  readonly goesOut: boolean;
}

/** Whether the law of 2018 asks something of the report of this review. */
export const isByLaw = ({ review }: Pick<Ground, 'review'>): boolean =>
  regimeOf(review.outcome) === 'practice-review';

/** The check of the report that stands; null where there is none. */
export const reportCheck = ({ entries }: Pick<Ground, 'entries'>) =>
  standingEntries(entries, 'report')[0]?.answers ?? null;

/** A page that was given to somebody of the family. */
export interface FamilyPage {
  readonly id: string;
  readonly forWhom: string;
  readonly givenOn: Temporal.PlainDate;
  readonly endedOn: Temporal.PlainDate | null;
  /** The code, for whoever passes it on; null once it opens nothing. */
  readonly code: string | null;
}
