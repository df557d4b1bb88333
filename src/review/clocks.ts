import { changedTime, type ClockChange, mayChangeTime } from '../cases/clock-change.ts';
import type { ClockStanding } from '../cases/clocks.ts';
import { standingOf } from '../cases/clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore } from '../law/day.ts';
import type { Due } from '../law/due.ts';
import { type ReviewRegime, reviewClocksFor } from '../law/review-clocks.ts';
import type { ReviewDay, ReviewDayKind } from './days.ts';
import { type Check, isAtWork, type Review, regimeFor, type WrittenRequest } from './review.ts';

/** A date of the law in a review, and the day that met it. */
export interface ReviewClock {
  /** The last day that holds; `counted` is the answer of the law alone, before anybody paused or extended it. */
  readonly due: Due;
  readonly counted: Due;
  readonly pausedOn: Day | null;
  /** The day on which the review was opened here. */
  readonly openedOn: Day;
  readonly met: Day | null;
  /** False for the earliest day for taking a report down, which nobody has to meet; and for what nobody waits for any longer. */
  readonly isFollowed: boolean;
}

/** Which day on record of a review meets which rule. */
const metBy: Readonly<Record<string, ReviewDayKind>> = {
  'SCR-04': 'decided',
  'SCR-05': 'others-told',
  'SCR-06': 'completed',
  'SCR-07': 'copy-sent',
  'TR-03': 'published',
  'REP-02': 'published',
  'REP-04': 'copy-sent',
};

/** A date of the law in the few words of a list. */
export const reviewClockNames: Readonly<Record<string, string>> = {
  'SCR-04': 'Chair decides whether to start it',
  'SCR-05': 'Tell others of the decision',
  'SCR-05b': 'Tell the national panel of a decision not to start',
  'SCR-06': 'Aim to complete it',
  'SCR-07': 'Send the report to the national panel',
  'SCR-08': 'Keep the report on the website',
  'TR-03': 'Complete and publish what was carried over',
  'REP-02': 'Complete and publish the review',
  'REP-04': 'Send the full report before publication',
  'REP-06': 'Keep the report public',
};

/** What a review has on record for its dates. */
export interface ReviewRecord {
  readonly review: Review;
  readonly days: readonly ReviewDay[];
  readonly notified: Day | null;
  /** What was done to its dates by somebody's authority, the first first. */
  readonly changes?: readonly ClockChange[];
}

/** The day of that kind that stands; null where none is on record. */
export const dayIn = (days: readonly ReviewDay[], kind: ReviewDayKind): Day | null =>
  days.find((one) => one.kind === kind)?.day ?? null;

/** The dates of the law in a review, in the order in which they come. Throws OutsideCalendar. */
export function clocksOfReview(
  { review, days, notified, changes = [] }: ReviewRecord,
  conventions: Conventions,
): readonly ReviewClock[] {
  const facts = {
    regime: regimeFor(review),
    notified,
    decided: dayIn(days, 'decided') ?? review.decisionDay,
    publishOn: dayIn(days, 'publish-on'),
    publishedOn: dayIn(days, 'published'),
  };
  const isOver = review.state === 'stopped' || review.state === 'not-published';
  const openedOn = review.openedAt.toZonedDateTimeISO('Europe/London').toPlainDate();
  return reviewClocksFor(facts, conventions).map((counted) => {
    const { id } = counted.rule;
    const kind = metBy[id];
    const met = kind === undefined ? null : dayIn(days, kind);
    const own = changes.filter(({ rule }) => rule === id);
    const { dueOn, pausedOn } = changedTime(counted.due, own, conventions.calendar, counted.within.unit);
    const due = own.length === 0 ? counted : { ...counted, due: dueOn };
    return {
      due,
      counted,
      pausedOn,
      openedOn,
      met,
      isFollowed: kind !== undefined && (met !== null || !isOver),
    };
  });
}

/** How a date stands on `today`; null for one that nobody has to meet. */
export const reviewStanding = (
  { due, met, pausedOn, openedOn, isFollowed }: ReviewClock,
  today: Day,
): ClockStanding | null =>
  isFollowed ? standingOf({ dueOn: due.due, metOn: met, pausedOn, openedOn }, today, due.countedBy) : null;

/**
 * Whether the time of a date of a review can be paused or extended at all: of what guidance sets for the review as a whole (REP-02). The days
 * before publication are counted back from a day that the partnership chooses, and a board's dates nobody can change (REP-04, SCR, TR).
 */
export const mayChangeReviewTime = (rule: string): boolean => rule === 'REP-02' && mayChangeTime(rule);

/**
 * Until when an entry about time and quality is awaited; null where none is. Regulation 14 says "at regular intervals" of a review under the
 * law of 2018 and gives no length: the weeks are the partnership's own.
 */
export function nextCheck({
  review,
  days,
  checks,
}: Pick<ReviewRecord, 'review' | 'days'> & { readonly checks: readonly Pick<Check, 'day'>[] }): {
  readonly from: Day;
  readonly due: Day;
} | null {
  if (regimeFor(review) !== 'practice-review' || !isAtWork(review.state)) return null;
  const decided = dayIn(days, 'decided') ?? review.decisionDay;
  const from = checks.reduce((last, { day }) => (isBefore(last, day) ? day : last), decided);
  return { from, due: from.add({ weeks: review.checkWeeks }) };
}

/**
 * Whether a review is expected to take longer than the law has it, without it being on record that the Panel and the Secretary of State were
 * told why (REP-03): by what was expected, planned, or has become of it by `today`.
 */
export function overrunUntold(record: ReviewRecord, conventions: Conventions, today: Day): boolean {
  const { review, days } = record;
  if (regimeFor(review) !== 'practice-review' || !isAtWork(review.state)) return false;
  // Longer time by somebody's authority is longer than the six months all the same.
  const last = clocksOfReview(record, conventions).find(({ counted }) => counted.rule.id === 'REP-02')
    ?.counted.due;
  const told = days.find(({ kind }) => kind === 'overrun-told');
  if (last === undefined) return false;
  const later = days.filter(
    ({ kind, day }) => ['expected', 'publish-on'].includes(kind) && isBefore(last, day),
  );
  // What was put off again after they had been told is for them to know as well.
  const unsaid = later.some(
    ({ recordedAt }) => told === undefined || Temporal.Instant.compare(told.recordedAt, recordedAt) < 0,
  );
  return unsaid || (told === undefined && isBefore(last, today));
}

/** A row of the index of what is due. */
export interface KeptReviewClock {
  readonly rule: string;
  /** The review, or the request that waits. */
  readonly about: string;
  readonly startsOn: Day;
  readonly dueOn: Day;
  readonly metOn: Day | null;
  readonly pausedOn: Day | null;
}

/** What is kept of a review for lists of what is due: its dates, the next entry about time and quality, and the answers awaited. */
export function keptReviewClocks(
  record: ReviewRecord & { readonly checks: readonly Pick<Check, 'day'>[] } & {
    readonly requests: readonly Pick<WrittenRequest, 'id' | 'askedOn' | 'dueOn' | 'answeredOn'>[];
  },
  conventions: Conventions,
): readonly KeptReviewClock[] {
  const { review, requests } = record;
  const check = nextCheck(record);
  return [
    ...clocksOfReview(record, conventions)
      .filter(({ isFollowed }) => isFollowed)
      .map(({ due, met, pausedOn }) => ({
        rule: due.rule.id,
        about: review.id,
        startsOn: due.from,
        dueOn: due.due,
        metOn: met,
        pausedOn,
      })),
    ...(check === null
      ? []
      : [
          {
            rule: 'REV-01',
            about: review.id,
            startsOn: check.from,
            dueOn: check.due,
            metOn: null,
            pausedOn: null,
          },
        ]),
    ...requests
      .filter(({ answeredOn }) => answeredOn !== null || isAtWork(review.state))
      .map(({ id, askedOn, dueOn, answeredOn }) => ({
        rule: 'REV-02',
        about: id,
        startsOn: askedOn,
        dueOn,
        metOn: answeredOn,
        pausedOn: null,
      })),
  ];
}

/** Whether the law holds a review to anything at all. */
export const hasLaw = (regime: ReviewRegime): boolean => regime !== 'none';
