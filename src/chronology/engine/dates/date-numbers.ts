import {
  dayOf,
  marked,
  monthOf,
  noted,
  type Refusal,
  refused,
  type Span,
  stretch,
  yearOf,
} from './date-span.ts';
import type { Token } from './date-tokens.ts';
import { monthNames } from './date-words.ts';
import { isYearAndNext, noYear, type Reading, withNote, yearAndNext, yearFrom } from './date-years.ts';
import { civil, type DayNumber, dayNumber, daysInMonth } from './day-number.ts';

/** The day of a month and year that were read; a day that does not exist is refused, never moved to one that does. */
export function dayIn(day: number, month: number, yearToken: Token, reading: Reading): Span | Refusal {
  const year = yearFrom(yearToken, reading, (candidate) => dayNumber(candidate, month, day));
  if (noYear(year)) return year;
  return asRefusal(year.year, month, day) ?? withNote(dayOf(year.year, month, day), year);
}

/** "12 March 2016". */
export function inWords(number: DayNumber): string {
  const { year, month, day } = civil(number);
  return `${day} ${monthNames[month - 1]} ${year}`;
}

/** Why there is no such day; null where there is. */
export function asRefusal(year: number, month: number, day: number): Refusal | null {
  const has = daysInMonth(year, month);
  if (day >= 1 && day <= has) return null;
  return { why: `There is no ${day} ${monthNames[month - 1]} ${year}: that month has ${has} days.` };
}

/** Three numbers with any signs between them: 12/03/16, 22.05/16, 2016-03-12. */
export function threeNumbers(a: Token, b: Token, c: Token, reading: Reading): Span | Refusal {
  if (a.digits === 4) {
    if (b.value > 12) return { why: `After the year ${a.text}, ${b.text} cannot be the month.` };
    if (b.value === 0 || c.value === 0) return openFigures(c, b, a, reading);
    return dayIn(c.value, b.value, a, reading);
  }
  if (c.digits !== 4 && c.digits !== 2) return yearRefusal(c);
  if (a.value === 0 || b.value === 0) return openFigures(a, b, c, reading);
  return inOrder(a, b, c, reading);
}

function yearRefusal(token: Token): Refusal {
  return { why: `The year “${token.text}” has neither four nor two figures.` };
}

/** 00/03/2016 and 00/00/2016: the writer left the day, or day and month, open. */
function openFigures(day: Token, month: Token, year: Token, reading: Reading): Span | Refusal {
  if (day.value !== 0 || month.value > 12) return { why: 'A month 0 is none.' };
  const read = yearFrom(year, reading, (candidate) => dayNumber(candidate, Math.max(1, month.value), 1));
  if (noYear(read)) return read;
  return withNote(month.value === 0 ? yearOf(read.year) : openDay(read.year, month.value), read);
}

/** A month of which the day was left open by its writer (??/03/2016): `2016-03-XX`. */
export function openDay(year: number, month: number): Span {
  return { ...monthOf(year, month), single: `${monthOf(year, month).from}-XX` };
}

function inOrder(a: Token, b: Token, c: Token, reading: Reading): Span | Refusal {
  const couldBeMonthFirst = a.value <= 12 && b.value <= 31;
  const couldBeDayFirst = b.value <= 12 && a.value <= 31;
  if (!couldBeDayFirst && !couldBeMonthFirst) {
    const month = a.value > 12 && b.value > 12;
    return {
      why: month ? `Neither ${a.text} nor ${b.text} can be a month.` : `No month has a day ${a.text}.`,
    };
  }
  if (reading.order === 'month first') {
    if (couldBeMonthFirst) return dayIn(b.value, a.value, c, reading);
    const read = dayIn(a.value, b.value, c, reading);
    const note = `The file is said to write the month first, but here only the day can come first.`;
    return refused(read) ? read : noted(read, note);
  }
  if (!couldBeDayFirst) {
    const read = dayIn(b.value, a.value, c, reading);
    return refused(read) ? read : { ...read, monthFirst: true };
  }
  const dayFirst = dayIn(a.value, b.value, c, reading);
  if (reading.order === 'day first' || !couldBeMonthFirst || a.value === b.value) return dayFirst;
  return eitherOrder(dayFirst, dayIn(b.value, a.value, c, reading));
}

/** A date that could be read both ways in a column that shows months first: both days and all between, to be asked about. */
export function eitherOrder(dayFirst: Span | Refusal, monthFirst: Span | Refusal): Span | Refusal {
  if (refused(dayFirst)) return monthFirst;
  if (refused(monthFirst)) return dayFirst;
  const first = Math.min(dayFirst.first ?? 0, monthFirst.first ?? 0);
  const last = Math.max(dayFirst.last ?? 0, monthFirst.last ?? 0);
  const note = `Its column holds dates with the month first: ${inWords(first)} or ${inWords(last)}.`;
  return { ...stretch(first, last, [note]), year: dayFirst.year ?? 0 };
}

/** Two numbers: 03/2016, 2016-03, 2014/15, 05/15; with a year taken over, 3/5. */
export function twoNumbers(a: Token, b: Token, sign: string, reading: Reading): Span | Refusal {
  if (a.digits === 4 && isYearAndNext(a, b)) return bareYears(a, reading);
  if (a.digits === 4 && b.digits === 2 && b.value >= 1 && b.value <= 12) return monthIn(b.value, a, reading);
  if (b.digits === 4 && a.digits <= 2 && a.value >= 1 && a.value <= 12)
    return sign === '' ? { why: nameless(a, b) } : monthIn(a.value, b, reading);
  if (b.digits === 4 && a.digits <= 2) return { why: `There is no month ${a.text}.` };
  if (a.digits > 2 || b.digits > 2) return { why: nameless(a, b) };
  const year = reading.fill?.year;
  if (year !== undefined && sign !== '') {
    const digits = { ...b, value: year, digits: 4, text: String(year) };
    const read = inOrder(a, b, digits, reading);
    return refused(read) ? read : { ...read, borrowedYear: true };
  }
  if (sign === '/' && a.digits === 2 && b.digits === 2 && b.value > 12) {
    if (a.value >= 1 && a.value <= 12) return shortYear(a, b, reading);
    if (isYearAndNext(a, b)) return bareYears(a, reading);
  }
  return { why: 'It names no year.' };
}

function nameless(a: Token, b: Token): string {
  return `“${a.text}” and “${b.text}” do not make a date.`;
}

function bareYears(a: Token, reading: Reading): Span | Refusal {
  const year = yearFrom(a, reading, (candidate) => dayNumber(candidate, 1, 1));
  return noYear(year) ? year : withNote(yearAndNext(year.year), year);
}

/** 05/15: May 2015, unless the year is missing and 15 is the day; 12/13 may be two years too. */
function shortYear(a: Token, b: Token, reading: Reading): Span | Refusal {
  if (isYearAndNext(a, b)) return bareYears(a, reading);
  const read = monthIn(a.value, b, reading);
  if (refused(read)) return read;
  const month = monthNames[a.value - 1];
  return noted(read, `It is read as a month and a year; it may be a day of ${month} without its year.`);
}

/** The month of a year that was read. */
export function monthIn(month: number, yearToken: Token, reading: Reading): Span | Refusal {
  const year = yearFrom(yearToken, reading, (candidate) => dayNumber(candidate, month, 1));
  return noYear(year) ? year : withNote(monthOf(year.year, month), year);
}

/** One number: a year; six or eight figures in a row; or a day, or the end of a pair of years, beside a date that says the rest. */
export function oneNumber(token: Token, reading: Reading): Span | Refusal {
  const { value, digits } = token;
  if (digits === 4 || token.kind === 'y') {
    const year = yearFrom(token, reading, (candidate) => dayNumber(candidate, 1, 1));
    return noYear(year) ? year : withNote(yearOf(year.year), year);
  }
  const { fill } = reading;
  if (digits <= 2 && fill?.year !== undefined) {
    if (fill.month !== undefined && fill.first === fill.last && fill.first !== null)
      return asRefusal(fill.year, fill.month, value) ?? dayOf(fill.year, fill.month, value);
    if (fill.month === undefined && digits === 2 && fill.from.length === 4)
      return yearOf(fill.year + ((value - (fill.year % 100) + 100) % 100));
  }
  if (digits === 8) return eightFigures(token, reading);
  if (digits === 6) return sixFigures(token, reading);
  if (digits === 5)
    return {
      why: `${token.text} is no year; it may be a spreadsheet's own count of days, shown without its format.`,
    };
  return { why: digits <= 2 ? 'It names no month and no year.' : `“${token.text}” is a number and no date.` };
}

function part(token: Token, from: number, to: number): Token {
  const text = token.text.slice(from, to);
  return { ...token, text, value: Number(text), digits: to - from };
}

function eightFigures(token: Token, reading: Reading): Span | Refusal {
  const yearFirst = threeNumbers(part(token, 0, 4), part(token, 4, 6), part(token, 6, 8), reading);
  if (!refused(yearFirst)) return yearFirst;
  return threeNumbers(part(token, 0, 2), part(token, 2, 4), part(token, 4, 8), reading);
}

/** 120316: day first, as all numbers here; but so short a row of figures is written year first as well. */
function sixFigures(token: Token, reading: Reading): Span | Refusal {
  const [a, b, c] = [part(token, 0, 2), part(token, 2, 4), part(token, 4, 6)];
  const dayFirst = inOrderOrNone(a, b, c, reading);
  const yearFirst = b.value >= 1 && b.value <= 12 ? dayIn(c.value, b.value, a, reading) : null;
  if (dayFirst === null || refused(dayFirst))
    return dayFirst ?? { why: `“${token.text}” is a number and no date.` };
  if (yearFirst === null || refused(yearFirst) || yearFirst.from === dayFirst.from) return dayFirst;
  const first = Math.min(dayFirst.first ?? 0, yearFirst.first ?? 0);
  const last = Math.max(dayFirst.last ?? 0, yearFirst.last ?? 0);
  return marked(stretch(first, last, [`${token.text} may be ${inWords(first)} or ${inWords(last)}.`]), '');
}

function inOrderOrNone(a: Token, b: Token, c: Token, reading: Reading): Span | Refusal | null {
  return a.value === 0 || b.value === 0 ? null : inOrder(a, b, c, reading);
}
