import { typedLong } from '../intake/typed.ts';
import { dayFrom, monthFrom } from '../law/typed-day.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { firstDay, lastProjectedDay } from '../law/bank-holidays.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { OutsideCalendar } from '../law/working-days.ts';
import type { CaseState } from './case.ts';
import { clockFacts, type ClockRecord, clocksOf, meetingKind } from './clocks.ts';
import { type DateKind, kindWords } from './date-kinds.ts';
import { isLate, type Late, readLateReason } from './late-reasons.ts';

/** A day on record: its hour in London where that is known as well. */
export interface RecordedDay {
  readonly id: string;
  readonly kind: DateKind;
  readonly day: Day;
  readonly time: Temporal.PlainTime | null;
  readonly source: string;
  /** Why it took the place of another; empty for the first. */
  readonly reason: string;
  /** Why it came after its last day; null where it did not, or nobody said. */
  readonly late?: Late | null;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string;
}

/** What a new day is held against. */
export interface DayContext extends ClockRecord {
  readonly state: CaseState;
  /** The earliest day on which what happened can have happened; null where nobody knows. */
  readonly earliest: Day | null;
  readonly days: readonly RecordedDay[];
}

/** A day as it was typed, once it can be read. */
export interface GivenDay {
  readonly kind: DateKind;
  readonly day: Day;
  readonly time: Temporal.PlainTime | null;
  readonly source: string;
  readonly reason: string;
  /** The record that the form showed; null where there was none. */
  readonly corrects: string | null;
  /** Why it comes after its last day; absent where it does not. */
  readonly late?: Late;
}

/** A day as it is in the boxes of the form, right or wrong. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
  readonly source: string;
  readonly reason: string;
  /** The code that was chosen; empty for none. */
  readonly late: string;
  readonly lateWords: string;
}

/** What is wrong with one field: its name in the form and the sentence. */
export interface DayProblem {
  readonly field: 'day' | 'time' | 'source' | 'reason' | 'late' | 'late-words';
  readonly text: string;
}

const longest = 2_000;

/** The boxes of a form as they came. */
export function typedIn(form: URLSearchParams): TypedDay {
  const box = (name: string) => (form.get(name) ?? '').trim().slice(0, 30);
  const text = (name: string) => typedLong(form.get(name)).slice(0, 4 * longest);
  return {
    day: box('day-day'),
    month: box('day-month'),
    year: box('day-year'),
    time: box('time'),
    source: text('source'),
    reason: text('reason'),
    late: box('late'),
    lateWords: text('late-words'),
  };
}

/** What was typed as a day, an hour and words; or everything that is wrong with it, in the order of the form. */
export function readDayForm(
  typed: TypedDay,
  kind: DateKind,
  corrects: string | null,
): GivenDay | readonly DayProblem[] {
  const problems: DayProblem[] = [];
  const day = readDay(typed);
  if (typeof day === 'string') problems.push({ field: 'day', text: day });
  const time = readTime(typed.time);
  if (time === 'wrong') problems.push({ field: 'time', text: 'Write the time with 24 hours, like 16:40' });
  else if (time !== null && typeof day !== 'string' && !existed(day, time))
    problems.push({ field: 'time', text: 'There was no such time: the clocks went forward in that hour' });
  const long = (text: string) => text.length > longest;
  if (typed.source === '') problems.push({ field: 'source', text: 'Say how this is known' });
  if (long(typed.source)) problems.push({ field: 'source', text: 'Use 2,000 characters or fewer' });
  if (corrects !== null && typed.reason === '')
    problems.push({ field: 'reason', text: 'Say why the day on record was wrong' });
  if (long(typed.reason)) problems.push({ field: 'reason', text: 'Use 2,000 characters or fewer' });
  const late = readLate(typed);
  if (long(typed.lateWords)) problems.push({ field: 'late-words', text: 'Use 2,000 characters or fewer' });
  if (late?.reason === 'other' && late.words === '')
    problems.push({ field: 'late-words', text: 'Say in words why it is late' });
  if (typeof day === 'string' || time === 'wrong' || problems.length > 0) return problems;
  return {
    kind,
    day,
    time,
    source: typed.source,
    reason: corrects === null ? '' : typed.reason,
    corrects,
    ...(late === null ? {} : { late }),
  };
}

function readLate({ late, lateWords }: TypedDay): Late | null {
  const reason = readLateReason(late);
  return reason === null ? null : { reason, words: lateWords };
}

// In the night in which the clocks go forward an hour is missing. The one that comes twice in autumn is taken as it is told.
const existed = (day: Day, time: Temporal.PlainTime) =>
  day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: time }).toPlainTime().equals(time);

/** The last day of the clock that a kind of day meets, as things stand; null where it meets none that runs. */
export function lastDayFor(record: ClockRecord, kind: DateKind, conventions: Conventions): Day | null {
  try {
    const clocks = clocksOf(clockFacts(record), conventions);
    return clocks.find(({ due }) => meetingKind(due.rule.id) === kind)?.due.due ?? null;
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** A day with the reason for which it is late, where it is: without one it is refused, and on a day in time there is none. */
export function explained(
  context: DayContext,
  given: GivenDay,
  conventions: Conventions,
): GivenDay | Refusal {
  const last = lastDayFor(context, given.kind, conventions);
  if (last === null || !isLate(given.day, last)) {
    const { late: _, ...inTime } = given;
    return inTime;
  }
  return given.late === undefined ? refuse('late-reason-missing', { day: withoutWeekday(last) }) : given;
}

function readDay({ day, month, year }: TypedDay): Day | string {
  if (day + month + year === '') return 'Enter the day';
  const parts = [
    ['day', day],
    ['month', month],
    ['year', year],
  ] as const;
  const absent = parts.filter(([, text]) => text === '').map(([name]) => name);
  if (absent.length > 0) return `The day must include a ${absent.join(' and a ')}`;
  if (!/^\d{4}$/.test(year)) return 'Write the year with four figures, like 2026';
  if (!/^\d{1,2}$/.test(day) || monthFrom(month) === null) return 'Enter a real day, like 15 12 2026';
  return dayFrom({ day, month, year }) ?? 'There is no such day. Check the day and the month';
}

function readTime(typed: string): Temporal.PlainTime | null | 'wrong' {
  if (typed === '') return null;
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.]?(\d{2})$/.exec(typed) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return 'wrong';
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
}

/**
 * The day that may go on record, with the one that it supersedes. Refuses what cannot be: a day to come, one before what happened, two
 * days in an order that cannot be, a day from which the calendar cannot count, and a correction of what somebody has corrected meanwhile.
 */
export function decideDay(
  context: DayContext,
  given: GivenDay,
  conventions: Conventions,
  now: Temporal.PlainDateTime,
): GivenDay | Refusal {
  if (context.state === 'closed') return refuse('case-closed');
  const current = context.days.find(({ kind }) => kind === given.kind) ?? null;
  if ((current?.id ?? null) !== given.corrects) return refuse('changed-elsewhere');
  if (isBefore(now.toPlainDate(), given.day) || isAfterNow(given, now)) return refuse('day-to-come');
  if (isBefore(given.day, firstDay)) return refuse('outside-calendar', calendarWords);
  const days = [...context.days.filter(({ kind }) => kind !== given.kind), given];
  return (
    beforeIncident(context, given) ??
    awaited(context, given) ??
    disorder(context, days, given.kind) ??
    uncountable(context, days, conventions) ??
    given
  );
}

const calendarWords = { first: withoutWeekday(firstDay), last: withoutWeekday(lastProjectedDay) };

const isAfterNow = ({ day, time }: GivenDay, now: Temporal.PlainDateTime) =>
  time !== null && day.equals(now.toPlainDate()) && Temporal.PlainTime.compare(time, now.toPlainTime()) > 0;

// Abuse may have been suspected long before it came to what happened.
function beforeIncident({ earliest }: DayContext, { kind, day }: GivenDay): Refusal | null {
  if (kind === 'abuse-suspected' || earliest === null || !isBefore(day, earliest)) return null;
  return refuse('day-before-incident', { day: withoutWeekday(earliest) });
}

// What follows from a day cannot be on record without it: the limit that it meets would have no beginning.
const first: Partial<Record<DateKind, DateKind>> = {
  'panel-notified': 'authority-aware',
  'rapid-review-sent': 'panel-notified',
};

function awaited(context: DayContext, { kind }: GivenDay): Refusal | null {
  const needed = first[kind];
  if (needed === undefined || context.days.some((one) => one.kind === needed)) return null;
  return refuse('day-needed-first', { day: kindWords(needed, context).day });
}

type Moment = Pick<RecordedDay, 'kind' | 'day' | 'time'>;

// Only what is certain is refused: the partnership, for instance, may have known before the council did.
const order: readonly (readonly [earlier: DateKind, later: DateKind])[] = [
  ['first-agency-aware', 'authority-aware'],
  ['authority-aware', 'panel-notified'],
  ['panel-notified', 'rapid-review-sent'],
];

function disorder(context: DayContext, days: readonly Moment[], given: DateKind): Refusal | null {
  for (const [before, after] of order) {
    if (before !== given && after !== given) continue;
    const one = days.find(({ kind }) => kind === before);
    const two = days.find(({ kind }) => kind === after);
    if (one === undefined || two === undefined || !isLater(one, two)) continue;
    const told = (at: Moment) => `${kindWords(at.kind, context).day} (${momentWords(at)})`;
    return refuse('days-out-of-order', { second: capital(told(two)), first: told(one) });
  }
  return null;
}

function isLater(one: Moment, two: Moment): boolean {
  if (!one.day.equals(two.day)) return isBefore(two.day, one.day);
  return one.time !== null && two.time !== null && Temporal.PlainTime.compare(one.time, two.time) > 0;
}

function uncountable(record: ClockRecord, days: readonly Moment[], conventions: Conventions): Refusal | null {
  try {
    clocksOf(clockFacts({ ...record, days }), conventions);
    return null;
  } catch (error) {
    if (error instanceof OutsideCalendar) return refuse('outside-calendar', calendarWords);
    throw error;
  }
}

/** "15 December 2026, 4:40pm"; without the hour where it is not known. */
export const momentWords = ({ day, time }: Pick<RecordedDay, 'day' | 'time'>): string =>
  `${withoutWeekday(day)}${time === null ? '' : `, ${timeWords(time)}`}`;

/** "4:40pm", "9am": the hour in London as it is told; it is typed with 24 hours, which nobody misreads. */
export function timeWords({ hour, minute }: Temporal.PlainTime): string {
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
