import { type BankHoliday, type Calendar, holidayName } from './bank-holidays.ts';
import type { ConventionName } from './conventions.ts';
import { type Day, inWords, withoutWeekday } from './day.ts';
import type { CountedLimit } from './rule.ts';
import { type CountedDay, dayKind } from './working-days.ts';

/** What the working of a date is told from. */
export interface Working {
  readonly limit: CountedLimit;
  readonly trigger: string;
  readonly from: Day;
  readonly due: Day;
  readonly convention: ConventionName;
  readonly counted: readonly CountedDay[];
  readonly steppedOver: readonly BankHoliday[];
  readonly calendar: Calendar;
}

const unitWords = {
  'working-day': 'working day',
  'calendar-day': 'day',
  'calendar-month': 'calendar month',
  'calendar-year': 'calendar year',
} as const;

/** "5 working days", "1 calendar month". */
export function withinWords(within: { count: number; unit: CountedLimit['unit'] }): string {
  return `${within.count} ${unitWords[within.unit]}${within.count === 1 ? '' : 's'}`;
}

/** How a date was reached, in sentences for a person: where the count starts, where it ends, what it passed over. */
export function why(working: Working): string {
  const sentences = [start(working), end(working), ...passedOver(working)];
  return sentences.join(' ');
}

function start({ convention, trigger, from, counted, limit }: Working): string {
  const event = `${inWords(from)} (${trigger})`;
  if (limit.unit !== 'working-day') return `The limit runs from ${event}.`;
  const first = counted.find((line) => line.count === 1);
  if (limit.kind === 'not-after') return `Day 0, not counted, is ${event}.`;
  if (convention !== 'notified-inclusive') {
    const next = first === undefined ? '' : `; day 1 is ${inWords(first.day)}`;
    return `Day 0, not counted, is ${event}${next}.`;
  }
  if (first === undefined || first.day.equals(from)) return `Day 1 is ${event}.`;
  return `Day 1 is ${inWords(first.day)}, the first working day after ${event}.`;
}

function end(working: Working): string {
  const { limit, due, convention, calendar } = working;
  const length = withinWords(limit);
  const day = inWords(due);
  const ends = limit.count === 1 ? 'ends' : 'end';
  if (limit.noLaterThan?.equals(due) === true) return `The last day allowed, whatever the start, is ${day}.`;
  if (limit.kind === 'not-before')
    return `${length} ${ends} on ${day}, the earliest day for taking it down.${shortMonth(working)}`;
  if (convention === 'clear-days')
    return `${length} lie clear in between, so ${day} is the last day for sending.`;
  if (limit.kind === 'not-after') return `${length} before it is ${day}, the last day for sending.`;
  if (limit.unit === 'working-day') return `Day ${limit.count} is ${day}, and the limit ends with it.`;
  return `${length} ${ends} with ${day}.${shortMonth(working)}${notMoved(due, calendar)}`;
}

/** Says so where the day of the month had to give way to the end of a shorter month. */
function shortMonth({ from, due, limit }: Working): string {
  if (limit.unit === 'calendar-day' || from.day === due.day) return '';
  return ' That month has no such day, so its last day is taken.';
}

/** A limit in months or years is not moved off a weekend: nothing in the rules held says so. */
function notMoved(due: Day, calendar: Calendar): string {
  return dayKind(due, calendar) === 'working-day'
    ? ''
    : ' It is not a working day, and the date is not moved for that.';
}

function passedOver({ limit, steppedOver }: Working): readonly string[] {
  if (limit.unit !== 'working-day') return [];
  if (steppedOver.length === 0)
    return ['No bank holiday on a weekday falls in between; weekends do not count.'];
  const list = steppedOver.map((holiday) => `${holidayName(holiday)} on ${withoutWeekday(holiday.day)}`);
  return [`Not counted besides weekends: ${list.join('; ')}.`];
}
