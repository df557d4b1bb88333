import type { Day } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { OutcomeKind } from '../law/outcomes.ts';
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
  }[];
  /** The days that stand. */
  readonly days: readonly RecordedDay[];
}
