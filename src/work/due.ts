import { bankHolidayOn, type Calendar, holidayName, lastProjectedDay } from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import { ruleNamed } from '../law/rules.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import { dayKind, isWorkingDay } from '../law/working-days.ts';
import { timeToEscalate } from '../requests/ladder.ts';
import type { OpenRequest } from '../requests/request.ts';
import {
  clockName,
  holderWords,
  isReviewClock,
  isUnrecorded,
  standingOf,
  standingWords,
} from '../cases/clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { chairDecidesBy } from '../law/review-clocks.ts';

/** A limit of a case that has not been met. */
export interface DueClock {
  readonly reference: string;
  readonly rule: string;
  readonly startsOn: Day;
  readonly dueOn: Day;
  /** The day on which its record was opened here. */
  readonly openedOn: Day;
}

/** How many limits there are, each counted to one over `countedTo` at most. */
export interface DueCounts {
  readonly late: number;
  readonly today: number;
  readonly week: number;
  /** Due long before the record was opened here, and not recorded; in none of the others. */
  readonly unrecorded: number;
}

/** What is due: rows up to a bound, and what is counted of the whole. */
export interface DueList {
  readonly late: readonly DueClock[];
  /** From today on, the nearest first; longer than this week where the week is short. */
  readonly coming: readonly DueClock[];
  /** What was due long before its record was opened here: nobody can say whether it is late. */
  readonly unrecorded: readonly DueClock[];
  readonly counts: DueCounts;
}

/** Beyond this many nothing is counted, and so many rows a group shows. */
export const countedTo = 100;
export const rowsShown = 25;

/** "This week" are the seven days after today. */
export const weekEnd = (today: Day): Day => today.add({ days: 7 });

/** One thing that is due, from whom, and when. */
export interface DueRow {
  readonly thing: string;
  readonly reference: string;
  readonly href: string;
  readonly body: string;
  readonly who: string | null;
  readonly due: Day;
  readonly mark: string;
  readonly words: string;
  /** To whom a delay is to be taken now; null where it is not time, and for whoever takes none further. */
  readonly next: { readonly text: string; readonly href: string } | null;
}

/** A limit as a row of a list, as it reads on `today`. */
export function dueRow(
  { reference, rule, dueOn, openedOn }: DueClock,
  today: Day,
  calendar: Calendar,
): DueRow {
  const { mark, words } = standingWords(standingOf({ dueOn, metOn: null, openedOn }, today, calendar));
  return {
    thing: clockName(rule),
    reference,
    href: isReviewClock(rule) ? `/cases/${reference}/reviews` : `/cases/${reference}`,
    // What was asked in writing is for the reviewer to answer, whoever had to ask.
    ...(rule === 'REV-02' ? { body: 'The reviewer', who: null } : holderWords(ruleNamed(rule).holder)),
    due: dueOn,
    mark,
    words,
    next: null,
  };
}

const asks: Readonly<Record<OpenRequest['what'], string>> = {
  request: 'Say what is known of the family',
  summary: 'Give a summary for the rapid review',
};

/** What an agency is waited for, as a row of the same list. `chases`: whether whoever reads takes delays further. */
export function requestRow(
  { what, reference, agency, dueOn, escalatedOn, href }: OpenRequest,
  today: Day,
  calendar: Calendar,
  chases = false,
): DueRow {
  const next = chases ? timeToEscalate({ state: 'asked', dueOn }, escalatedOn, today, calendar) : null;
  const { mark, words } = standingWords(standingOf({ dueOn, metOn: null }, today, calendar));
  return {
    thing: asks[what],
    reference,
    href,
    body: agency,
    who: null,
    due: dueOn,
    mark,
    words,
    next: next === null ? null : { text: next, href: `${href}/escalate` },
  };
}

/** In which of the lists something stands; later than this week it stands in none. */
export type When = 'late' | 'today' | 'week' | 'later';

/** Where something that is due stands on `today`. */
export function whenDue({ dueOn }: Pick<OpenRequest, 'dueOn'>, today: Day): When {
  if (isBefore(dueOn, today)) return 'late';
  if (dueOn.equals(today)) return 'today';
  return isBefore(weekEnd(today), dueOn) ? 'later' : 'week';
}

/** What is counted of the clocks, and the requests besides. */
export function withRequests(counts: DueCounts, requests: readonly OpenRequest[], today: Day): DueCounts {
  const of = (when: When) => requests.filter((one) => whenDue(one, today) === when).length;
  return {
    late: counts.late + of('late'),
    today: counts.today + of('today'),
    week: counts.week + of('week'),
    unrecorded: counts.unrecorded,
  };
}

/** A clock that runs, as a strip of working days: those that are gone, today, and those to come. */
export interface RunningClock extends DueRow {
  readonly boxes: readonly { readonly x: number; readonly kind: 'gone' | 'today' | 'coming' }[];
  readonly width: number;
}

const stripWidth = 300;
const mostBoxes = 15;

/** The strip of a clock as it stands on `today`; without boxes where it has more than fifteen working days. */
export function runningClock(clock: DueClock, today: Day, calendar: Calendar): RunningClock {
  const row = dueRow(clock, today, calendar);
  const count = workingDaysUntil(clock.startsOn, clock.dueOn, calendar);
  if (count < 1 || count > mostBoxes) return { ...row, boxes: [], width: 0 };
  const begun = isBefore(clock.startsOn, today) ? workingDaysUntil(clock.startsOn, today, calendar) : 0;
  const isOn = begun > 0 && isWorkingDay(today, calendar);
  const gone = begun - (isOn ? 1 : 0);
  const width = Math.min(26, stripWidth / count);
  const kindOf = (index: number) => (index < gone ? 'gone' : index === gone && isOn ? 'today' : 'coming');
  return {
    ...row,
    boxes: Array.from({ length: count }, (_, index) => ({ x: index * width, kind: kindOf(index) })),
    width: width - 3,
  };
}

/** "a working day", "a Saturday", "Christmas Day, a bank holiday". */
export function kindOfDay(today: Day, calendar: Calendar): string {
  if (isBefore(lastProjectedDay, today)) return 'past the calendar of bank holidays';
  const kind = dayKind(today, calendar);
  if (kind === 'working-day') return 'a working day';
  if (kind === 'weekend') return 'not a working day';
  const holiday = bankHolidayOn(today, calendar);
  return holiday === null ? 'a bank holiday' : `a bank holiday: ${holidayName(holiday)}`;
}

/** What the page says in its largest words: "2 late, 3 due today, 4 more this week". */
export function dueHeading({ late, today, week }: Omit<DueCounts, 'unrecorded'>, waiting: number): string {
  const many = (count: number) =>
    count > countedTo ? `more than ${countedTo}` : count.toLocaleString('en-GB');
  const more = late + today > 0 ? 'more' : 'due';
  const parts = [
    ...(waiting > 0
      ? [`${many(waiting)} ${waiting === 1 ? 'referral waits' : 'referrals wait'} for somebody`]
      : []),
    ...(late > 0 ? [`${many(late)} late`] : []),
    ...(today > 0 ? [`${many(today)} due today`] : []),
    ...(week > 0 ? [`${many(week)} ${more} this week`] : []),
  ];
  const heading = parts.join(', ');
  return heading === '' ? 'Nothing is due today' : heading.charAt(0).toUpperCase() + heading.slice(1);
}

/** A case of the boards' time of which the chair had to decide, and of which no decision and no review is on record here. */
export interface ChairsCase {
  readonly reference: string;
  readonly notified: Day;
  readonly openedOn: Day;
}

/**
 * What is due with the month of a board's chair (SCR-04), where there is no review to keep it: by the law of the day of notification; none
 * where that was not the law, or where the calendar cannot count.
 */
export function withChairs(
  due: DueList,
  cases: readonly ChairsCase[],
  conventions: Conventions,
  today: Day,
): DueList {
  const found = cases.flatMap(({ reference, notified, openedOn }): readonly DueClock[] => {
    const by = chairDecidesBy(notified, conventions);
    return by === null ? [] : [{ reference, rule: 'SCR-04', startsOn: notified, dueOn: by.due, openedOn }];
  });
  if (found.length === 0) return due;
  const unrecorded = found.filter(({ dueOn, openedOn }) => isUnrecorded(dueOn, null, openedOn));
  const late = found.filter((one) => !unrecorded.includes(one) && isBefore(one.dueOn, today));
  const merged = (clocks: readonly DueClock[]) =>
    clocks.toSorted((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn)).slice(0, rowsShown);
  return {
    ...due,
    late: merged([...due.late, ...late]),
    unrecorded: merged([...due.unrecorded, ...unrecorded]),
    counts: {
      ...due.counts,
      late: due.counts.late + late.length,
      unrecorded: due.counts.unrecorded + unrecorded.length,
    },
  };
}
