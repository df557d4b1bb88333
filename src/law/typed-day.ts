import type { Day } from './day.ts';

/** A day as it was typed, part by part. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The number of a month that was typed in one or two figures or by its name, of which three letters are enough; null where it is none. */
export function monthFrom(typed: string): number | null {
  const named = months.findIndex((short) => typed.toLowerCase().startsWith(short)) + 1;
  const number = named > 0 ? named : /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= 12 ? number : null;
}

/** The day that was typed, the month in figures or by name and the year in four figures; null where there is none such. */
export function dayFrom({ day, month, year }: TypedDay): Day | null {
  const number = monthFrom(month);
  if (number === null || !/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year) || Number(year) === 0) return null;
  const first = Temporal.PlainDate.from({ year: Number(year), month: number, day: 1 });
  const dayOfMonth = Number(day);
  return dayOfMonth >= 1 && dayOfMonth <= first.daysInMonth ? first.with({ day: dayOfMonth }) : null;
}
