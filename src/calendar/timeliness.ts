import { isUnrecorded } from '../cases/clocks.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import type { TimelyClock } from './store-timely.ts';

/** A reporting year of the national figures: 1 April to 31 March, named by the year in which it begins. */
export interface ReportingYear {
  readonly begins: number;
  readonly from: Day;
  readonly to: Day;
  /** "1 April 2026 to 31 March 2027" in short: "2026–27". */
  readonly name: string;
}

/** The reporting year that begins on 1 April of a year. Source: the Department for Education's statistics of incident notifications. */
export function reportingYear(begins: number): ReportingYear {
  return {
    begins,
    from: Temporal.PlainDate.from({ year: begins, month: 4, day: 1 }),
    to: Temporal.PlainDate.from({ year: begins + 1, month: 3, day: 31 }),
    name: `${begins}–${String((begins + 1) % 100).padStart(2, '0')}`,
  };
}

/** The reporting year in which a day lies. */
export const yearOf = (day: Day): ReportingYear => reportingYear(day.month >= 4 ? day.year : day.year - 1);

/** The year that the address asks for; that of today for anything else. */
export function yearAsked(text: string | null, today: Day): ReportingYear {
  const present = yearOf(today);
  const begins = Number(text);
  if (!/^\d{4}$/.test(text ?? '') || begins < 2013 || begins > present.begins) return present;
  return reportingYear(begins);
}

/**
 * How something stands: sent in time, sent late, late and not sent, with time left; or due so long before the case was opened here that
 * nobody can say.
 */
export type Timely = 'in-time' | 'late' | 'not-sent' | 'running' | 'not-recorded';

/** How a clock stands on `today`. */
export function timelyOf(
  { dueOn, metOn, openedOn }: Pick<TimelyClock, 'dueOn' | 'metOn' | 'openedOn'>,
  today: Day,
): Timely {
  if (isUnrecorded(dueOn, metOn, openedOn)) return 'not-recorded';
  if (metOn !== null) return isBefore(dueOn, metOn) ? 'late' : 'in-time';
  return isBefore(dueOn, today) ? 'not-sent' : 'running';
}

/** By how many working days something came late: 1 to 5, 6 to 10, more than 10; on the days off after the last day by none. */
export type LateBand = '0' | '1-5' | '6-10' | '11+';

/** The count of one duty in a year. `median`: of the working days that what was sent took; null where nothing was. */
export interface TimelyCount {
  readonly inTime: number;
  readonly late: number;
  readonly notSent: number;
  readonly median: number | null;
  readonly bands: Readonly<Record<LateBand, number>>;
}

/** Counts clocks of one duty as they stand on `today`. What still has time is in none of the numbers, nor is what is not recorded here. */
export function countTimely(clocks: readonly TimelyClock[], today: Day, calendar: Calendar): TimelyCount {
  const of = (wanted: Timely) => clocks.filter((clock) => timelyOf(clock, today) === wanted);
  const took = clocks.flatMap(({ startsOn, metOn }) =>
    metOn === null || isBefore(metOn, startsOn) ? [] : [workingDaysUntil(startsOn, metOn, calendar)],
  );
  const bands: Record<LateBand, number> = { '0': 0, '1-5': 0, '6-10': 0, '11+': 0 };
  for (const { dueOn, metOn } of of('late')) if (metOn !== null) bands[bandOf(dueOn, metOn, calendar)] += 1;
  return {
    inTime: of('in-time').length,
    late: of('late').length,
    notSent: of('not-sent').length,
    median: medianOf(took),
    bands,
  };
}

function bandOf(dueOn: Day, metOn: Day, calendar: Calendar): LateBand {
  const days = workingDaysUntil(dueOn, metOn, calendar);
  if (days === 0) return '0';
  return days <= 5 ? '1-5' : days <= 10 ? '6-10' : '11+';
}

/** The middle of some numbers; between the two in the middle where they are even in number; null of none. */
export function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) return null;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}
