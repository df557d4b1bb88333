import { type DayNumber, dayNumber, iso, years } from './day-number.ts';
import { noted, type Refusal, type Span, stretch } from './date-span.ts';
import type { Token } from './date-tokens.ts';

/** How the numbers of a file's dates are ordered; `either` where its column shows months first, and a date could be both. */
export type NumberOrder = 'day first' | 'month first' | 'either';

/** What a date is read with: today, the order of numbers, and what it may take over from the date that it forms a pair with. */
export interface Reading {
  readonly today: DayNumber;
  readonly order: NumberOrder;
  readonly fill?: Span;
}

/** A year that was resolved, and whether a person should look at how. */
export interface Year {
  readonly year: number;
  readonly note: string | null;
}

/**
 * The year that figures mean. Two figures take the latest century in which what they date has not begun after today; `begins` gives its first
 * day in a year. Where the next years' date would have been so near, the note says so.
 */
export function yearFrom(
  token: Token,
  reading: Reading,
  begins: (year: number) => DayNumber,
): Year | Refusal {
  const { value, digits } = token;
  if (digits === 4) {
    if (value >= years.first && value <= years.last) return { year: value, note: null };
    return { why: `The year ${token.text} is not between ${years.first} and ${years.last}.` };
  }
  if (digits !== 2) return { why: `“${token.text}” is not a year of four or of two figures.` };
  const thisYear = Number(iso(reading.today).slice(0, 4));
  const here = Math.floor(thisYear / 100) * 100 + value;
  if (begins(here) <= reading.today) return { year: here, note: null };
  const note =
    here <= thisYear + 1 ? `In ${here} it would be after today, so the year is read as ${here - 100}.` : null;
  return { year: here - 100, note };
}

/** Whether a year could not be read. */
export function noYear(read: Year | Refusal): read is Refusal {
  return 'why' in read;
}

/** The span, with the note of its year. */
export function withNote(span: Span, { note }: Year): Span {
  return note === null ? span : noted(span, note);
}

/** Which twelve months a pair of years names: the council's and the government's, the schools', the tax office's. */
export type TwelveMonths = 'F' | 'A' | 'X';

/** Twelve months: the financial year from 1 April, the school year from 1 September, the tax year from 6 April. */
export function twelveMonths(kind: TwelveMonths, year: number): Span {
  if (kind === 'F') return stretch(dayNumber(year, 4, 1), dayNumber(year + 1, 3, 31));
  if (kind === 'A') return stretch(dayNumber(year, 9, 1), dayNumber(year + 1, 8, 31));
  return stretch(dayNumber(year, 4, 6), dayNumber(year + 1, 4, 5));
}

/** Whether two numbers are a year and the one after it, as in 2014/15, 14/15, 1999/00 or 2014/2015. */
export function isYearAndNext(a: Token, b: Token): boolean {
  if (a.digits !== 2 && a.digits !== 4) return false;
  if (b.digits === 4) return a.digits === 4 && b.value === a.value + 1;
  return b.digits === 2 && (a.value + 1) % 100 === b.value;
}

/** "2014/15" alone: a financial year, a school year, or two calendar years. The widest of the three, with a note. */
export function yearAndNext(year: number): Span {
  const note = `${year}/${String(year + 1).slice(2)} may be a financial year, a school year or two calendar years.`;
  return { ...stretch(dayNumber(year, 1, 1), dayNumber(year + 1, 12, 31), [note]), year };
}
