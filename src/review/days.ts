import { type Refusal, refuse } from '../acts/refusal.ts';
import { firstDay, lastProjectedDay } from '../law/bank-holidays.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { closedOn, type OutcomeKind } from '../law/outcomes.ts';
import type { ReviewRegime } from '../law/review-clocks.ts';

/** The days on record of a review, in the order in which they come as a rule. */
export const reviewDayKinds = [
  'decided',
  'others-told',
  'reviewers-appointed',
  'names-sent',
  'terms-agreed',
  'expected',
  'overrun-told',
  'completed',
  'publish-on',
  'copy-sent',
  'published',
] as const;
export type ReviewDayKind = (typeof reviewDayKinds)[number];

/** The kind that `text` names; null for anything else. */
export const readReviewDayKind = (text: string): ReviewDayKind | null =>
  reviewDayKinds.find((kind) => kind === text) ?? null;

/** A day as it is on record. `reason` says why it took the place of another; empty for a first one. */
export interface ReviewDay {
  readonly id: string;
  readonly kind: ReviewDayKind;
  readonly day: Day;
  readonly source: string;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** A day to go on record; `corrects` is the record that the form showed. */
export interface GivenReviewDay {
  readonly kind: ReviewDayKind;
  readonly day: Day;
  readonly source: string;
  readonly reason: string;
  readonly corrects: string | null;
}

/** Plans: they may lie ahead, and putting one off is a revision and not the correction of a mistake. */
export const isPlan = (kind: ReviewDayKind): boolean => kind === 'expected' || kind === 'publish-on';

/** Put on record by moving the review on; afterwards they can be corrected like any other. */
export const comesByMove = (kind: ReviewDayKind): boolean => kind === 'completed' || kind === 'published';

/** The days that a review under that law has. Whom others are to be told of it is said by law alone. */
export const dayKindsFor = (regime: ReviewRegime): readonly ReviewDayKind[] =>
  regime === 'none'
    ? reviewDayKinds.filter(
        (kind) => !['others-told', 'names-sent', 'overrun-told', 'copy-sent'].includes(kind),
      )
    : reviewDayKinds;

/** What a day of a review is held against. */
export interface ReviewDayGround {
  readonly outcome: OutcomeKind;
  readonly regime: ReviewRegime;
  readonly isClosed: boolean;
  readonly days: readonly ReviewDay[];
}

const calendarWords = { first: withoutWeekday(firstDay), last: withoutWeekday(lastProjectedDay) };

/**
 * The day that may go on record. Refuses a day to come where it is no plan, one before the decision to start, a decision on a day on which
 * the law knew no such review, one from which the calendar cannot count, and a correction of what somebody has corrected meanwhile.
 */
export function decideReviewDay(
  ground: ReviewDayGround,
  given: GivenReviewDay,
  conventions: Conventions,
  today: Day,
): GivenReviewDay | Refusal {
  const { kind, day } = given;
  if (ground.isClosed) return refuse('case-closed');
  const current = ground.days.find((one) => one.kind === kind) ?? null;
  if ((current?.id ?? null) !== given.corrects) return refuse('changed-elsewhere');
  if (!dayKindsFor(ground.regime).includes(kind) || (comesByMove(kind) && current === null))
    return refuse('answers-wrong');
  if (!isPlan(kind) && isBefore(today, day)) return refuse('day-to-come');
  // A year beyond the day itself must be within the calendar as well: that long a report stays public.
  if (isBefore(day, firstDay) || isBefore(lastProjectedDay.subtract({ years: 1 }), day))
    return refuse('outside-calendar', calendarWords);
  if (kind === 'decided') {
    const closed = closedOn(ground.outcome, day, conventions);
    if (closed !== null) return refuse('review-not-then', { why: closed.why });
  }
  return beforeDecision(ground, given) ?? given;
}

function beforeDecision({ days }: ReviewDayGround, given: GivenReviewDay): Refusal | null {
  const all = [...days.filter(({ kind }) => kind !== given.kind), given];
  const decided = all.find(({ kind }) => kind === 'decided');
  if (decided === undefined) return null;
  const early = all.find(({ kind, day }) => kind !== 'decided' && isBefore(day, decided.day));
  if (early === undefined || (given.kind !== 'decided' && early.kind !== given.kind)) return null;
  return refuse('days-out-of-order', {
    second: `${withoutWeekday(early.day)}, which is on record for this review,`,
    first: `the decision to start it (${withoutWeekday(decided.day)})`,
  });
}
