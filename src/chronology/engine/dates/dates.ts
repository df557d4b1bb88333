import { tokensOf } from './date-tokens.ts';
import { dayOf, edtfOf, marked, noted, type Refusal, refused, type Span, stretch } from './date-span.ts';
import { asRefusal } from './date-numbers.ts';
import { feastDays, ditto, undated } from './date-words.ts';
import { manyDates } from './date-pairs.ts';
import { noYear, type NumberOrder, type Reading, withNote, yearFrom } from './date-years.ts';
import { dayNumber, easterSunday, fromIso, iso, two, weekdayOf, years } from './day-number.ts';
import { withoutTime } from './date-with-time.ts';
import { writingRefused, written } from './date-writing.ts';

/**
 * What somebody's words for a date say. `notes`: what a person should look at, because it can be read in more than one way or contradicts
 * itself; the interval then holds every reading. `time`: the words of a time of day that stood with the date.
 */
export interface DateRead {
  readonly understood: true;
  readonly edtf: string;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly time: string | null;
  readonly notes: readonly string[];
  /** The date is numeric and can only have its month first. */
  readonly monthFirst: boolean;
}

/** Words that are not read as a date, and why, in plain words. */
export interface DateNotUnderstood {
  readonly understood: false;
  readonly why: string;
}

/** How to read a file's dates: `today` is YYYY-MM-DD; `order` that of numbers, `either` where the column shows months first. */
export interface DateOptions {
  readonly today: string;
  readonly order: NumberOrder;
}

/** Whether the words say "as in the row above". */
export function isDitto(text: string): boolean {
  return ditto.has(text.trim().toLowerCase());
}

/** Whether the words say that there is no date. */
export function isUndated(text: string): boolean {
  return saysUndated(text.trim().toLowerCase());
}

function saysUndated(words: string): boolean {
  return undated.has(words) || undated.has(words.replace(/^[([]+|[)\].]+$/g, '').trim());
}

const readings = new Map<string, DateRead | DateNotUnderstood>();
const keptReadings = 50_000;
let readFor = '';

/**
 * Reads a date as it was written. The words themselves are never changed; the caller keeps them. The same words in the same file's order
 * are read once, because the dates of a chronology repeat.
 */
export function readDate(text: string, options: DateOptions): DateRead | DateNotUnderstood {
  if (readFor !== options.today || readings.size > keptReadings) readings.clear();
  readFor = options.today;
  const key = `${options.order}\n${text}`;
  const known = readings.get(key);
  if (known !== undefined) return known;
  const read = readAfresh(text, options);
  readings.set(key, read);
  return read;
}

/** Reads a date without looking whether the same words were read before; for measuring. Throws where `today` is not a day. */
export function readAfresh(text: string, { today, order }: DateOptions): DateRead | DateNotUnderstood {
  const now = fromIso(today);
  if (now === null) throw new RangeError(`"${today}" is not a day written YYYY-MM-DD.`);
  const reading: Reading = { today: now, order };
  const numeric = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  const quick = numeric === null || order !== 'day first' ? null : quickDay(numeric);
  if (quick !== null) return understood(quick, null, now);
  const words = written(text);
  if (words === '') return { understood: false, why: 'Nothing is written.' };
  const refusal = writingRefused(words);
  if (refusal !== null) return { understood: false, why: refusal };
  if (saysUndated(words)) return noDate;
  const whole = readSpan(words, reading);
  if (!refused(whole)) return understood(whole, null, now);
  const split = withoutTime(words);
  if (split === null) return { understood: false, why: whole.why };
  if (split.rest === '') return { understood: false, why: 'It is a time without a date.' };
  const beside = readSpan(split.rest, reading);
  if (refused(beside)) return { understood: false, why: beside.why };
  const span = split.time.includes('midnight') ? aroundMidnight(beside) : beside;
  return understood(split.note === null ? span : noted(span, split.note), split.time, now);
}

/** "Midnight" with a day may begin that day or end it, and so be the first moment of the next. */
function aroundMidnight(span: Span): Span {
  const { first, last } = span;
  if (first === null || first !== last) return span;
  const wide = stretch(first, first + 1, [...span.notes, 'Midnight may begin the day or end it.']);
  return { ...wide, mark: span.mark };
}

const noDate: DateRead = {
  understood: true,
  edtf: 'XXXX',
  earliest: null,
  latest: null,
  time: null,
  notes: [],
  monthFirst: false,
};

/** 12/03/2016, by far the most frequent writing, without taking it apart. */
function quickDay(match: RegExpExecArray): Span | null {
  const [day, month, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (month < 1 || month > 12 || year < years.first || year > years.last) return null;
  return asRefusal(year, month, day) === null ? dayOf(year, month, day) : null;
}

function understood(span: Span, time: string | null, today: number): DateRead {
  const { first, last, notes } = span;
  const late = first !== null && first > today ? [...notes, 'It is after today.'] : notes;
  return {
    understood: true,
    edtf: edtfOf(span),
    earliest:
      first === null
        ? null
        : first === last && span.single !== null && span.single.length === 10
          ? span.single
          : iso(first),
    latest: last === null ? null : iso(last),
    time,
    notes: late,
    monthFirst: span.monthFirst === true,
  };
}

type Relation =
  | 'before'
  | 'up to'
  | 'after'
  | 'since'
  | 'week from'
  | 'week to'
  | 'week of'
  | 'weekend'
  | 'week end';

/** Words before a date that make it an end, a beginning or a week. The first that fits is taken, so longer ones stand first. */
const relations: readonly (readonly [RegExp, Relation])[] = [
  [/^(?:on or before|no later than|not later than|not after|up to|up until|until|till|by) /, 'up to'],
  [
    /^(?:on or after|no earlier than|not earlier than|not before|since|from|starting|as of|as from) /,
    'since',
  ],
  [/^(?:before|prior to|earlier than|pre)[ -]/, 'before'],
  [/^(?:after|later than|following|post)[ -]/, 'after'],
  [
    /^(?:the )?(?:week|wk)[ -]?(?:commencing|comm|com|beginning|beg|starting)\.? |^(?:w\/c|w\.c\.|wc|w\/b|w\/comm)\.?:? ?/,
    'week from',
  ],
  [/^(?:the )?(?:week|wk)[ -]?ending\.? /, 'week to'],
  [/^(?:w\/e|w\.e\.)\.?:? ?/, 'week end'],
  [/^(?:the )?week (?:of|including) (?:the )?/, 'week of'],
  [/^(?:the )?weekend (?:of|commencing) (?:the )?/, 'weekend'],
];

const loosely =
  /^(shortly|just|soon|immediately|some time|sometime|at some point|any time) (?=before |after |prior |since |following |by )/;
const onwards =
  /[ ,-]*(?:\bonwards?|\band after|\bor after|\bor later|- ?(?:present|ongoing|now|current|to date)|to (?:present|the present|date|now)|and ongoing)$/;
const upwards = /[ ,]*(?:or|and) (?:before|earlier)$/;

function readSpan(words: string, reading: Reading): Span | Refusal {
  const loose = loosely.exec(words);
  if (loose !== null) {
    const rest = readSpan(words.slice(loose[0].length), reading);
    return refused(rest) ? rest : marked(rest, /shortly|just|soon|immediately/.test(loose[0]) ? '~' : '');
  }
  const asked = words.startsWith('?') && !/^\?+[/.-]/.test(words) && !words.startsWith('??');
  if (asked) {
    const rest = readSpan(words.slice(1).trim(), reading);
    return refused(rest) ? rest : marked(rest, '?');
  }
  for (const [pattern, relation] of relations) {
    const match = pattern.exec(words);
    if (match !== null) return related(words.slice(match[0].length), relation, reading);
  }
  const end = onwards.exec(words) ?? upwards.exec(words);
  if (end !== null && end.index > 0)
    return related(words.slice(0, end.index), upwards.test(words) ? 'up to' : 'since', reading);
  const feast = feastDay(words, reading);
  return (
    feast ??
    manyDates(
      tokensOf(words.replace(/^between (?=.* (?:and|&) )/, '')),
      reading,
      words.startsWith('between '),
    )
  );
}

/** "from 3 May to 5 June" is a stretch; "from 3 May 2016" has only a beginning. */
function related(words: string, relation: Relation, reading: Reading): Span | Refusal {
  const read = readSpan(words, reading);
  if (refused(read)) return read;
  const { first, last } = read;
  if (relation === 'since' && first !== null && last === null) return read;
  if (first === null || last === null) return { why: 'It is open at both ends in a way that is not read.' };
  if (relation === 'since' && isStretch(words)) return read;
  if (relation === 'before')
    return { ...read, first: null, last: first - 1, to: beside(read.from, first - 1), single: null };
  if (relation === 'up to') return { ...read, first: null, single: null };
  if (relation === 'after')
    return { ...read, first: last + 1, last: null, from: beside(read.to, last + 1), single: null };
  if (relation === 'since') return { ...read, last: null, single: null };
  if (first !== last) return { why: 'A week is read with one day only.' };
  return {
    ...week(first, relation),
    mark: read.mark,
    notes: [...read.notes, ...week(first, relation).notes],
  };
}

function isStretch(words: string): boolean {
  return / (?:to|until|till|through) | - |\d-\d+[a-z ]/.test(words);
}

/** The day beside a date, written no more exactly than that date: before 2012 is `../2011`. */
function beside(date: string, number: number): string {
  return iso(number).slice(0, date.replace(/[?~%]$/, '').length);
}

function week(day: number, relation: Relation): Span {
  if (relation === 'week from') return stretch(day, day + 6);
  if (relation === 'week to') return stretch(day - 6, day);
  if (relation === 'week of')
    return stretch(day - 6, day + 6, ['The week may begin on this day or hold it.']);
  const weekday = weekdayOf(day);
  if (relation === 'week end')
    return stretch(day - 6, weekday === 6 ? day + 1 : day, [
      '“w/e” may be the week that ends then, or the weekend.',
    ]);
  if (weekday === 6) return stretch(day, day + 1);
  if (weekday === 7) return stretch(day - 1, day);
  return stretch(day - 6, day + 6, ['The day is in no weekend.']);
}

/** Christmas Day, Good Friday: words that are one day of a year. */
function feastDay(words: string, reading: Reading): Span | null {
  const match = /^(?:on )?([a-z' ]+?),? (\d{4}|'?\d\d)$/.exec(words);
  const days = match === null ? undefined : feastDays.get(match[1] ?? '');
  if (match === null || days === undefined) return null;
  const on = (year: number) =>
    typeof days === 'number' ? easterSunday(year) + days : dayNumber(year, days[0], days[1]);
  const [token] = tokensOf(match[2] ?? '');
  if (token === undefined) return null;
  const year = yearFrom(token, reading, on);
  if (noYear(year)) return null;
  const [y, m, d] = iso(on(year.year)).split('-').map(Number) as [number, number, number];
  return withNote(dayOf(y, m, d), year);
}

/** The span that a spreadsheet's own date stands for, at the precision that its cell shows; null where it is no day. */
export function readCellDate(day: string, precision: 'day' | 'month' | 'year'): DateRead | null {
  const number = fromIso(day);
  if (number === null) return null;
  const year = Number(day.slice(0, 4));
  if (year < years.first || year > years.last) return null;
  if (precision === 'day') return { ...noDate, edtf: day, earliest: day, latest: day };
  const month = Number(day.slice(5, 7));
  const [from, to] = precision === 'year' ? [1, 12] : [month, month];
  return {
    ...noDate,
    edtf: precision === 'year' ? String(year) : day.slice(0, 7),
    earliest: `${year}-${two(from)}-01`,
    latest: iso(dayNumber(to === 12 ? year + 1 : year, to === 12 ? 1 : to + 1, 1) - 1),
  };
}
