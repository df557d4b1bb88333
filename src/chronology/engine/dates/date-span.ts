import { civil, type DayNumber, dayNumber, daysInMonth, iso, two } from './day-number.ts';

/** EDTF's marks: uncertain, approximate, both. */
export type Mark = '' | '?' | '~' | '%';

/**
 * A stretch of days that somebody's words name. `from` and `to` are its ends as plain EDTF dates, `single` its writing as one EDTF date
 * where there is one. `year` and `month` are what a shorter date beside it may take over ("3–5 May 2017"). `notes` say what a person
 * should look at.
 */
export interface Span {
  readonly first: DayNumber | null;
  readonly last: DayNumber | null;
  readonly from: string;
  readonly to: string;
  readonly single: string | null;
  readonly mark: Mark;
  readonly year?: number;
  readonly month?: number;
  readonly notes: readonly string[];
  /** Read as month first because it can be nothing else: a sign of how the whole column is written. */
  readonly monthFirst?: boolean;
  /** The year was not written with it, but taken from the date beside it. */
  readonly borrowedYear?: boolean;
}

/** Why something is not read as a date, in plain words. */
export interface Refusal {
  readonly why: string;
}

/** Whether the reading failed. */
export function refused(read: Span | Refusal): read is Refusal {
  return 'why' in read;
}

const none: readonly string[] = [];

/** One day. */
export function dayOf(year: number, month: number, day: number): Span {
  const number = dayNumber(year, month, day);
  const text = `${year}-${two(month)}-${two(day)}`;
  return {
    first: number,
    last: number,
    from: text,
    to: text,
    single: text,
    mark: '',
    year,
    month,
    notes: none,
  };
}

/** One month, never its first day. */
export function monthOf(year: number, month: number): Span {
  const text = `${year}-${two(month)}`;
  const first = dayNumber(year, month, 1);
  const last = first + daysInMonth(year, month) - 1;
  return { first, last, from: text, to: text, single: text, mark: '', year, month, notes: none };
}

/** One calendar year. */
export function yearOf(year: number): Span {
  const text = String(year);
  const [first, last] = [dayNumber(year, 1, 1), dayNumber(year, 12, 31)];
  return { first, last, from: text, to: text, single: text, mark: '', year, notes: none };
}

/** The stretch between two days, its ends written as years or months where they are whole ones. */
export function stretch(first: DayNumber, last: DayNumber, notes: readonly string[] = none): Span {
  const [a, b] = [civil(first), civil(last)];
  const months = a.day === 1 && b.day === daysInMonth(b.year, b.month);
  const wholeYears = months && a.month === 1 && b.month === 12;
  const from = wholeYears ? String(a.year) : months ? `${a.year}-${two(a.month)}` : iso(first);
  const to = wholeYears ? String(b.year) : months ? `${b.year}-${two(b.month)}` : iso(last);
  return { first, last, from, to, single: from === to ? from : null, mark: '', notes };
}

/** The stretch of whole months. */
export function monthsFrom(year: number, month: number, toYear: number, toMonth: number): Span {
  return { ...stretch(dayNumber(year, month, 1), monthOf(toYear, toMonth).last ?? 0), year };
}

/** Both marks on one date are EDTF's `%`. */
export function marked(span: Span, mark: Mark): Span {
  if (mark === '' || span.mark === mark) return span;
  return { ...span, mark: span.mark === '' ? mark : '%' };
}

/** The span, with one more thing that a person should look at. */
export function noted(span: Span, note: string): Span {
  return { ...span, notes: [...span.notes, note] };
}

const plain = /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/;

/** A date with one more mark; the ends of a stretch may have marks of their own. */
function withMark(date: string, mark: Mark): string {
  const own = date.at(-1) ?? '';
  if (mark === '' || own === mark || own === '%') return date;
  return own === '?' || own === '~' ? `${date.slice(0, -1)}%` : `${date}${mark}`;
}

/** The span as EDTF level 1. Level 1 puts its marks on plain dates only, so a marked season is written by its months. */
export function edtfOf(span: Span): string {
  const { mark, single } = span;
  if (span.first === null && span.last === null) return 'XXXX';
  if (span.first === null) return `../${withMark(span.to, mark)}`;
  if (span.last === null) return `${withMark(span.from, mark)}/..`;
  if (single !== null && (mark === '' || plain.test(single))) return `${single}${mark}`;
  const [from, to] = [withMark(span.from, mark), withMark(span.to, mark)];
  return from === to ? from : `${from}/${to}`;
}
