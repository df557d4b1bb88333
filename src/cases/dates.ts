import { typedLong } from '../intake/typed.ts';
import { dayFrom, monthFrom } from '../law/typed-day.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { firstDay, lastProjectedDay } from '../law/bank-holidays.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import { OutsideCalendar } from '../law/working-days.ts';
import type { CaseState } from './case.ts';
import { clocksOf } from './clocks.ts';
import { type DateKind, kindWords } from './date-kinds.ts';

/** A day on record: its hour in London where that is known as well. */
export interface RecordedDay {
  readonly id: string;
  readonly kind: DateKind;
  readonly day: Day;
  readonly time: Temporal.PlainTime | null;
  readonly source: string;
  /** Why it took the place of another; empty for the first. */
  readonly reason: string;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string;
}

/** What a new day is held against. */
export interface DayContext {
  readonly event: IncidentEvent;
  readonly state: CaseState;
  /** The earliest day on which what happened can have happened; null where nobody knows. */
  readonly earliest: Day | null;
  /** The days as they stand, at most one of a kind. */
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
}

/** A day as it is in the boxes of the form, right or wrong. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
  readonly source: string;
  readonly reason: string;
}

/** What is wrong with one field: its name in the form and the sentence. */
export interface DayProblem {
  readonly field: 'day' | 'time' | 'source' | 'reason';
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
  const long = (text: string) => text.length > longest;
  if (typed.source === '') problems.push({ field: 'source', text: 'Say how this is known' });
  if (long(typed.source)) problems.push({ field: 'source', text: 'Use 2,000 characters or fewer' });
  if (corrects !== null && typed.reason === '')
    problems.push({ field: 'reason', text: 'Say why the day on record was wrong' });
  if (long(typed.reason)) problems.push({ field: 'reason', text: 'Use 2,000 characters or fewer' });
  if (typeof day === 'string' || time === 'wrong' || problems.length > 0) return problems;
  return {
    kind,
    day,
    time,
    source: typed.source,
    reason: corrects === null ? '' : typed.reason,
    corrects,
  };
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

function awaited({ days, event }: DayContext, { kind }: GivenDay): Refusal | null {
  const needed = first[kind];
  if (needed === undefined || days.some((one) => one.kind === needed)) return null;
  return refuse('day-needed-first', { day: kindWords(needed, event).day });
}

type Moment = Pick<RecordedDay, 'kind' | 'day' | 'time'>;

// Only what is certain is refused: the partnership, for instance, may have known before the council did.
const order: readonly (readonly [earlier: DateKind, later: DateKind])[] = [
  ['first-agency-aware', 'authority-aware'],
  ['authority-aware', 'panel-notified'],
  ['panel-notified', 'rapid-review-sent'],
];

function disorder({ event }: DayContext, days: readonly Moment[], given: DateKind): Refusal | null {
  for (const [before, after] of order) {
    if (before !== given && after !== given) continue;
    const one = days.find(({ kind }) => kind === before);
    const two = days.find(({ kind }) => kind === after);
    if (one === undefined || two === undefined || !isLater(one, two)) continue;
    const told = (at: Moment) => `${kindWords(at.kind, event).day} (${momentWords(at)})`;
    return refuse('days-out-of-order', { second: capital(told(two)), first: told(one) });
  }
  return null;
}

function isLater(one: Moment, two: Moment): boolean {
  if (!one.day.equals(two.day)) return isBefore(two.day, one.day);
  return one.time !== null && two.time !== null && Temporal.PlainTime.compare(one.time, two.time) > 0;
}

function uncountable(
  { event }: DayContext,
  moments: readonly Moment[],
  conventions: Conventions,
): Refusal | null {
  const days = new Map(moments.map(({ kind, day }) => [kind, day]));
  try {
    clocksOf({ event, days }, conventions);
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
