import { isRefusal, type Refusal, refuse } from '../acts/refusal.ts';
import type { HeadedCase } from '../cases/header.ts';
import type { FindingKind } from './words.ts';

/** A finding as it stands, or as one of its versions. */
export interface Finding {
  readonly id: string;
  readonly reviewId: string;
  /** Counted within the review. */
  readonly number: number;
  readonly version: number;
  readonly kind: FindingKind;
  readonly title: string;
  readonly words: string;
  readonly enquiry: string;
  readonly themes: readonly string[];
  readonly themeList: number;
  readonly because: string;
  readonly savedBy: string;
  readonly savedAt: Temporal.Instant;
}

/** A finding as it is to be saved. */
export interface GivenFinding {
  readonly kind: FindingKind;
  readonly title: string;
  readonly words: string;
  readonly enquiry: string;
  readonly themes: readonly string[];
  readonly because: string;
}

/** What a finding rests on. */
export interface Evidence {
  readonly id: string;
  readonly kind: 'chronology' | 'paragraph' | 'document';
  readonly laneId: string | null;
  readonly rowId: string | null;
  readonly documentId: string | null;
  readonly document: string | null;
  /** The paragraph, or the pages. */
  readonly place: string;
  /** What it says, as it stood when it was cited. */
  readonly words: string;
  readonly addedBy: string;
  readonly addedAt: Temporal.Instant;
  /** Why it was struck; null while it stands. */
  readonly struck: string | null;
}

/** Evidence as it is to be added. */
export type GivenEvidence = Pick<Evidence, 'kind' | 'laneId' | 'rowId' | 'documentId' | 'place' | 'words'>;

/** A review as findings hang on it. */
export interface OfReview {
  readonly id: string;
  readonly name: string;
  readonly isRunning: boolean;
}

/** The most findings of one review. */
export const mostFindings = 100;

/** Why nothing can be written on a case just now; null where it can. */
export const whyNotWrite = ({ state }: Pick<HeadedCase, 'state'>): Refusal | null =>
  state === 'closed' ? refuse('case-closed') : null;

/**
 * Whether a finding may be saved over the version that its form was shown with. Two people who edit at the same time: the second is told,
 * sees what the first wrote, and keeps what both of them need.
 */
export function decideFinding(
  headed: Pick<HeadedCase, 'state'>,
  stands: Pick<Finding, 'version'> | null,
  known: number,
  given: GivenFinding,
): GivenFinding | Refusal {
  const closed = whyNotWrite(headed);
  if (closed !== null) return closed;
  if ((stands?.version ?? 0) !== known) return refuse('finding-meanwhile');
  return given;
}

/** Whether evidence may be struck: once, with a reason. */
export function decideStrike(
  headed: Pick<HeadedCase, 'state'>,
  links: readonly Pick<Evidence, 'id' | 'struck'>[],
  id: string,
): string | Refusal {
  const closed = whyNotWrite(headed);
  const link = links.find((one) => one.id === id);
  if (closed !== null || isRefusal(closed)) return closed;
  return link === undefined || link.struck !== null ? refuse('so-already') : id;
}
