import { inWords } from '../dates/date-numbers.ts';
import { civil, type DayNumber, fromIso } from '../dates/day-number.ts';
import type { Entry } from '../entry.ts';

/** How old somebody is on a day, in words: years and months; months under a year; days under a month. Null before birth or where open. */
export function ageAt(born: string, day: string | null): string | null {
  const [from, to] = [fromIso(born), day === null ? null : fromIso(day)];
  if (from === null || to === null || to < from) return null;
  const months = monthsBetween(from, to);
  if (months === 0) return counted(to - from, 'day');
  const years = Math.floor(months / 12);
  const rest = months % 12;
  if (years === 0) return counted(rest, 'month');
  return rest === 0 ? counted(years, 'year') : `${counted(years, 'year')} ${counted(rest, 'month')}`;
}

/** Whole months from one day to a later one; somebody born on the 31st is a month older on the first day after a shorter month. */
function monthsBetween(from: DayNumber, to: DayNumber): number {
  const [a, b] = [civil(from), civil(to)];
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** How long after an event something else was, in calendar days; `least` and `most` differ where a date is imprecise. Negative: before it. */
export interface Interval {
  readonly least: number | null;
  readonly most: number | null;
}

/** The calendar days from an event to an entry. What is open at one end of either is null. */
export function intervalSince(event: Entry, entry: Entry): Interval {
  const number = (day: string | null) => (day === null ? null : fromIso(day));
  const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  return {
    least: minus(number(entry.earliest), number(event.latest)),
    most: minus(number(entry.latest), number(event.earliest)),
  };
}

/** The day of an entry as it is told to people: "12 March 2016", or from the one day to the other. */
export function withDay({ earliest, latest }: Entry): string {
  const [from, to] = [earliest, latest].map((day) => (day === null ? null : fromIso(day)));
  if (from === null || from === undefined)
    return to === null || to === undefined ? 'no date' : `up to ${inWords(to)}`;
  if (to === null || to === undefined) return `from ${inWords(from)}`;
  return from === to ? inWords(from) : `${inWords(from)} to ${inWords(to)}`;
}
