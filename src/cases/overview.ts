import type { Day } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { OutcomeKind } from '../law/outcomes.ts';
import type { NotifiableRecord } from '../notifiable/record.ts';
import type { ReviewKind, ReviewState } from '../review/review.ts';
import type { RecordedChange } from './clock-change.ts';
import type { RecordedDay } from './dates.ts';
import type { HeadedCase } from './header.ts';
import type { Harm } from './opening.ts';

/** The last time a case was closed or opened again, by whom, and why. */
export interface CaseMoved {
  readonly act: 'close' | 'reopen';
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly reason: string;
}

/** Everything on the overview of a case. A child is its pseudonym here, and the day of birth only makes the age. */
export interface OverviewFacts {
  readonly headed: HeadedCase;
  readonly event: IncidentEvent;
  readonly harm: Harm;
  readonly summary: string;
  readonly openedAt: Temporal.Instant;
  readonly incident: { readonly earliest: Day | null; readonly latest: Day | null; readonly asGiven: string };
  readonly agencies: number;
  /** How many immediate safety actions are on record, corrections not counted. */
  readonly safety: number;
  readonly decision: { readonly outcome: OutcomeKind; readonly day: Day } | null;
  readonly moved: CaseMoved | null;
  /**
   * The rapid review that was opened: whether a reply of the Panel waits for the partners, and whether they have settled the last one with the
   * decision that stands; absent where nobody asked. That it was sent is one of the days.
   */
  readonly rapidReview?: { readonly replied: boolean; readonly settled: boolean } | null;
  /** What the case was opened from, of what the reader may see. */
  readonly referrals: readonly {
    readonly id: string;
    readonly number: number;
    readonly sentAt: Temporal.Instant;
  }[];
  readonly children: readonly {
    readonly pseudonym: string;
    readonly bornOn: Day | null;
    readonly ageGiven: string;
    readonly diedOn: Day | null;
  }[];
  /** The days that stand. */
  readonly days: readonly RecordedDay[];
  /** What was done to its clocks by somebody's authority, the first first. */
  readonly changes: readonly RecordedChange[];
  /** Whether it is notifiable, as it was decided last; null while it was not. */
  readonly notifiable: NotifiableRecord | null;
  /** Whether no limit runs, because nothing is notified from here. */
  readonly stopped: boolean;
  /** Whether the notification was withdrawn, and none was sent after it. */
  readonly withdrawn: boolean;
  /** The reviews of the case that the reader sees, the first first; `dueOn` is by when one that is at work has to be done. */
  readonly reviews?: readonly {
    readonly kind: ReviewKind;
    readonly jointWith: string;
    readonly state: ReviewState;
    readonly dueOn: Day | null;
  }[];
}
