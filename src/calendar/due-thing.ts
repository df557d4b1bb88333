import { clockName, isReviewClock } from '../cases/clocks.ts';
import type { Day } from '../law/day.ts';

/** Something that is due in a case on a day: a limit, an answer or a summary of an agency, or another look at whether it is notifiable. Never a name. */
export interface DueThing {
  readonly kind: 'clock' | 'request' | 'summary' | 'look-again';
  /** The rule of a limit, the identifier of a request or a summary; empty for the rest. */
  readonly what: string;
  /** The reference of the case; of a request made before there was one, that of the referral. */
  readonly reference: string;
  /** The identifier of the referral on which it was asked, before there was a case; null in a case. */
  readonly referral: string | null;
  readonly dueOn: Day;
  readonly metOn: Day | null;
  readonly pausedOn: Day | null;
  /** The day on which its record was opened here; null where nothing can be due before. */
  readonly openedOn: Day | null;
}

/** The duty in a few words. */
export function duty({ kind, what }: Pick<DueThing, 'kind' | 'what'>): string {
  if (kind === 'clock') return clockName(what);
  if (kind === 'summary') return 'An agency’s summary';
  return kind === 'request' ? 'An agency’s answer' : 'Look again: is it notifiable?';
}

/** Where the thing is found in the workspace. */
export function placeOf({
  kind,
  what,
  reference,
  referral,
}: Pick<DueThing, 'kind' | 'what' | 'reference' | 'referral'>): string {
  if (referral !== null) return `/referrals/${referral}/requests/${what}`;
  const base = `/cases/${reference}`;
  if (kind === 'clock') return isReviewClock(what) ? `${base}/reviews` : `${base}/clocks/${what}`;
  if (kind === 'summary') return `${base}/rapid-review/summaries/${what}`;
  return kind === 'request' ? `${base}/requests/${what}` : base;
}
