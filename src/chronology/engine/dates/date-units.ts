import {
  asRefusal,
  dayIn,
  inWords,
  monthIn,
  oneNumber,
  openDay,
  threeNumbers,
  twoNumbers,
} from './date-numbers.ts';
import {
  dayOf,
  type Mark,
  marked,
  monthOf,
  monthsFrom,
  noted,
  type Refusal,
  refused,
  type Span,
  stretch,
} from './date-span.ts';
import type { Token } from './date-tokens.ts';
import { qualifiers, type Season, terms, weekdayNames } from './date-words.ts';
import {
  isYearAndNext,
  noYear,
  type Reading,
  type TwelveMonths,
  twelveMonths,
  withNote,
  type Year,
  yearFrom,
} from './date-years.ts';
import { civil, dayNumber, easterSunday, weekdayOf } from './day-number.ts';

/** The bare bones of a date: what kinds of words it is made of, with what stood between the first two and how it was qualified. */
interface Bones {
  readonly pattern: string;
  readonly values: readonly Token[];
  readonly sign: string;
  readonly mark: Mark;
  readonly weekday: number | null;
}

/** Reads one date of whatever precision: no ranges and no "before". */
export function unit(tokens: readonly Token[], reading: Reading): Span | Refusal {
  const bones = bonesOf(tokens);
  if ('why' in bones) return bones;
  const read = fromBones(bones, reading);
  if (refused(read)) return read;
  const span = marked(read, bones.mark);
  return bones.weekday === null ? span : onWeekday(span, bones.weekday);
}

function bonesOf(tokens: readonly Token[]): Bones | Refusal {
  let pattern = '';
  let sign = '';
  let mark: Mark = '';
  let weekday: number | null = null;
  const values: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'x') return { why: `“${token.text}” is not read in a date.` };
    if (token.kind === 'j') return { why: 'It names more than one date in a way that is not read.' };
    if (token.kind === 'w') weekday = token.value;
    else if (token.kind === 'q')
      mark = both(mark, token.text.startsWith('?') ? '?' : (qualifiers.get(token.text) ?? '~'));
    else if (token.kind === 'p') {
      if (!/[-/.,:()'_|*\\]/.test(token.text))
        return { why: `The sign “${token.text}” is not read in a date.` };
      if (values.length === 1) sign += token.text;
    } else if (token.kind !== 'f') {
      values.push(token);
      pattern += token.kind === 'y' || token.kind === 'o' ? 'n' : token.kind;
    }
  }
  return { pattern, values, sign, mark, weekday };
}

function both(mark: Mark, next: '?' | '~'): Mark {
  return mark === '' || mark === next ? next : '%';
}

/** Each way of putting the words of one date in a row, by the kinds of its words. */
const patterns: Readonly<
  Record<string, (values: readonly Token[], reading: Reading, sign: string) => Span | Refusal>
> = {
  n: ([a], reading) => oneNumber(a as Token, reading),
  nn: ([a, b], reading, sign) => twoNumbers(a as Token, b as Token, sign, reading),
  nnn: ([a, b, c], reading) => threeNumbers(a as Token, b as Token, c as Token, reading),
  nmn: ([a, b, c], reading) => aroundMonth(a as Token, b as Token, c as Token, reading),
  mnn: ([a, b, c], reading) => dayIn((b as Token).value, (a as Token).value, c as Token, reading),
  nnm: ([a, b, c], reading) =>
    (a as Token).digits === 4
      ? dayIn((b as Token).value, (c as Token).value, a as Token, reading)
      : { why: 'The order of its numbers is not read.' },
  mn: ([a, b], reading) => monthThenNumber(a as Token, b as Token, reading),
  nm: ([a, b], reading) => numberThenMonth(a as Token, b as Token, reading),
  m: ([a], { fill }) =>
    fill?.year === undefined
      ? { why: 'It names no year.' }
      : { ...monthOf(fill.year, (a as Token).value), borrowedYear: true },
  umn: ([, b, c], reading) => openDayOf((b as Token).value, c as Token, reading),
  unn: ([, b, c], reading) => openDayOf((b as Token).value, c as Token, reading),
  uun: ([, , c], reading) => oneNumber(c as Token, reading),
  d: ([a], reading) => decade(a as Token, reading),
  sn: ([a, b], reading) => season(a as Token, [b as Token], reading),
  ns: ([a, b], reading) => season(b as Token, [a as Token], reading),
  snn: ([a, b, c], reading) => season(a as Token, [b as Token, c as Token], reading),
  s: ([a], { fill }) =>
    fill?.year === undefined
      ? { why: 'It names no year.' }
      : seasonIn((a as Token).season as Season, fill.year),
  stn: ([a, , c], reading) => term(a as Token, [c as Token], reading),
  nst: ([a, b], reading) => term(b as Token, [a as Token], reading),
  stnn: ([a, , c, d], reading) => term(a as Token, [c as Token, d as Token], reading),
  nnst: ([a, b, c], reading) => term(c as Token, [a as Token, b as Token], reading),
  shn: ([a, , c], reading) => holidays(a as Token, c as Token, reading),
  kn: ([a, b], reading) => quarter(a as Token, [b as Token], reading),
  nk: ([a, b], reading) => quarter(b as Token, [a as Token], reading),
  knn: ([a, b, c], reading) => quarterOrNumbered(a as Token, b as Token, c as Token, reading),
  knnn: ([, b, c, d], reading) => quarter(b as Token, [c as Token, d as Token], reading),
  nkn: ([a, , c], reading) => quarter(a as Token, [c as Token], reading),
  nknn: ([a, , c, d], reading) => quarter(a as Token, [c as Token, d as Token], reading),
  nnk: ([a, b, c], reading) => quarter(c as Token, [a as Token, b as Token], reading),
  en: ([a, b], reading) => feast(a as Token, b as Token, reading),
  ne: ([a, b], reading) => feast(b as Token, a as Token, reading),
  ehn: ([a, , c], reading) => feast(a as Token, c as Token, reading),
};
for (const kind of ['F', 'A', 'X'] as const) {
  const pair = (a: Token, b: Token, reading: Reading) => yearOfKind(kind, [a, b], reading);
  Object.assign(patterns, {
    [`${kind}nn`]: ([, b, c]: Token[], reading: Reading) => pair(b as Token, c as Token, reading),
    [`nn${kind}`]: ([a, b]: Token[], reading: Reading) => pair(a as Token, b as Token, reading),
    [`${kind}n`]: ([, b]: Token[], reading: Reading) => yearOfKind(kind, [b as Token], reading),
    [`n${kind}`]: ([a]: Token[], reading: Reading) => yearOfKind(kind, [a as Token], reading),
  });
}

function fromBones({ pattern, values, sign }: Bones, reading: Reading): Span | Refusal {
  const read = patterns[pattern];
  if (read !== undefined) return read(values, reading, sign);
  if (pattern === '') return { why: 'It names no day, month or year.' };
  if (/^[nud]*$/.test(pattern)) return { why: 'Its numbers do not make a date.' };
  if (/[mskteFAX]/.test(pattern) && !/[nd]/.test(pattern)) return { why: 'It names no year.' };
  if (pattern.includes('h') || pattern.includes('t'))
    return {
      why: 'Terms and holidays are read with their season and year only; other ones differ from school to school.',
    };
  return { why: 'Its words are not in an order that is read as a date.' };
}

/** The day of the week that was typed is proof or contradiction; it never changes the date. */
function onWeekday(span: Span, weekday: number): Span {
  const { first, last } = span;
  if (first === null || last === null) return span;
  if (first !== last) {
    for (let at = first; at <= Math.min(last, first + 6); at++) if (weekdayOf(at) === weekday) return span;
    return noted(span, `It has no ${weekdayNames[weekday - 1]}.`);
  }
  if (weekdayOf(first) === weekday) return span;
  const was = weekdayNames[weekdayOf(first) - 1];
  const { year, month, day } = civil(first);
  const swapped = day <= 12 && weekdayOf(dayNumber(year, day, month)) === weekday;
  const said = weekdayNames[weekday - 1];
  if (!swapped) return marked(noted(span, `It says ${said}, but ${inWords(first)} was a ${was}.`), '?');
  const other = dayOf(year, day, month);
  const note = `It says ${said}: ${inWords(first)} was a ${was}, ${inWords(other.first ?? first)} was a ${said}.`;
  const wide = stretch(Math.min(first, other.first ?? first), Math.max(first, other.first ?? first), [
    ...span.notes,
    note,
  ]);
  return { ...wide, mark: span.mark };
}

function aroundMonth(a: Token, b: Token, c: Token, reading: Reading): Span | Refusal {
  if (a.digits === 4) return dayIn(c.value, b.value, a, reading);
  if (a.value === 0) return openDayOf(b.value, c, reading);
  return dayIn(a.value, b.value, c, reading);
}

function openDayOf(month: number, year: Token, reading: Reading): Span | Refusal {
  if (month < 1 || month > 12) return { why: `There is no month ${month}.` };
  const read = yearFrom(year, reading, (candidate) => dayNumber(candidate, month, 1));
  return noYear(read) ? read : withNote(openDay(read.year, month), read);
}

/** "March 2019", "Mar '19"; "Nov 15" is a month and a year unless its year is missing, which nobody can see. */
function monthThenNumber(a: Token, b: Token, reading: Reading): Span | Refusal {
  const { fill } = reading;
  const dayLike = b.kind !== 'y' && b.digits <= 2;
  if (dayLike && fill?.year !== undefined && (b.kind === 'o' || fill.first === fill.last))
    return (
      asRefusal(fill.year, a.value, b.value) ?? { ...dayOf(fill.year, a.value, b.value), borrowedYear: true }
    );
  if (dayLike && (b.kind === 'o' || b.digits === 1)) return { why: 'It names no year.' };
  const read = monthIn(a.value, b, reading);
  if (refused(read) || !dayLike || b.value > 31) return read;
  return noted(
    read,
    `“${a.text} ${b.text}” is read as a month and a year; it may be a day without its year.`,
  );
}

function numberThenMonth(a: Token, b: Token, reading: Reading): Span | Refusal {
  if (a.kind === 'y' || a.digits > 2) return monthIn(b.value, a, reading);
  const year = reading.fill?.year;
  if (year === undefined) return { why: 'It names no year.' };
  return asRefusal(year, b.value, a.value) ?? { ...dayOf(year, b.value, a.value), borrowedYear: true };
}

function decade(token: Token, reading: Reading): Span | Refusal {
  const read = yearFrom(token, reading, (candidate) => dayNumber(candidate, 1, 1));
  if (noYear(read)) return read;
  if (read.year % 10 !== 0) return { why: `“${token.text}” is no decade.` };
  const { year } = read;
  const span = stretch(dayNumber(year, 1, 1), dayNumber(year + 9, 12, 31));
  return { ...span, single: `${Math.floor(year / 10)}X`, year };
}

/** The first of the years that one or two numbers name: 2015, 2015/16, 15/16. */
function firstYear(numbers: readonly Token[], reading: Reading, month: number): Year | Refusal {
  const [a, b] = numbers as [Token, Token?];
  if (b !== undefined && !isYearAndNext(a, b))
    return { why: `${a.text} and ${b.text} are not a year and the next.` };
  return yearFrom(a, reading, (candidate) => dayNumber(candidate, month, 1));
}

function season({ season: named }: Token, numbers: readonly Token[], reading: Reading): Span | Refusal {
  const which = named as Season;
  const read = firstYear(numbers, reading, which.from);
  if (noYear(read)) return read;
  if (numbers.length === 1) return withNote(seasonIn(which, read.year), read);
  if (which.name !== 'winter') return { why: `A ${which.name} is in one year, not in two.` };
  return withNote(winterFrom(read.year), read);
}

function seasonIn(which: Season, year: number): Span {
  if (which.name !== 'winter')
    return { ...monthsFrom(year, which.from, year, which.to), single: `${year}-${which.edtf}` };
  const note = `Winter ${year} may be its January and February, or begin in its December.`;
  return { ...monthsFrom(year, 1, year + 1, 2), notes: [note] };
}

function winterFrom(year: number): Span {
  return { ...monthsFrom(year, 12, year + 1, 2), single: `${year}-24` };
}

/** A school term as whole months; of a school year ("spring term 2015/16"), autumn is in the first year and the others in the second. */
function term({ season: named }: Token, numbers: readonly Token[], reading: Reading): Span | Refusal {
  const { name } = named as Season;
  const [from, to] = terms[name] as readonly [number, number];
  const read = firstYear(numbers, reading, from);
  if (noYear(read)) return read;
  const year = numbers.length === 2 && from < 9 ? read.year + 1 : read.year;
  return withNote(monthsFrom(year, from, year, to), read);
}

function holidays({ season: named }: Token, number: Token, reading: Reading): Span | Refusal {
  const { name } = named as Season;
  if (name !== 'summer') return { why: `When the ${name} holidays are differs from school to school.` };
  const read = yearFrom(number, reading, (candidate) => dayNumber(candidate, 7, 1));
  if (noYear(read)) return read;
  return withNote(
    noted(monthsFrom(read.year, 7, read.year, 9), 'Summer holidays differ: July to September.'),
    read,
  );
}

function quarterOrNumbered(a: Token, b: Token, c: Token, reading: Reading): Span | Refusal {
  return a.value > 0 ? quarter(a, [b, c], reading) : quarter(b, [c], reading);
}

/** A quarter of a calendar year; of a financial year where two years are named ("Q2 2017/18" is July to September 2017). */
function quarter({ value }: Token, numbers: readonly Token[], reading: Reading): Span | Refusal {
  if (value < 1 || value > 4) return { why: 'A year has quarters 1 to 4.' };
  const read = firstYear(numbers, reading, 1);
  if (noYear(read)) return read;
  const { year } = read;
  const month = value * 3 - 2 + (numbers.length === 2 ? 3 : 0);
  const [inYear, from] = month > 12 ? [year + 1, month - 12] : [year, month];
  return withNote(monthsFrom(inYear, from, inYear, from + 2), read);
}

function yearOfKind(kind: TwelveMonths, numbers: readonly Token[], reading: Reading): Span | Refusal {
  const begins = kind === 'A' ? 9 : 4;
  const read = firstYear(numbers, reading, begins);
  if (noYear(read)) return read;
  const { year } = read;
  if (numbers.length === 2) return withNote({ ...twelveMonths(kind, year), year }, read);
  const [before, after] = [twelveMonths(kind, year - 1), twelveMonths(kind, year)];
  const note = `It names one year, and may be the twelve months that begin or that end in ${year}.`;
  return withNote(stretch(before.first ?? 0, after.last ?? 0, [note]), read);
}

/** Easter and Christmas as people mean them loosely: two weeks either side, to be asked about. */
function feast({ text }: Token, number: Token, reading: Reading): Span | Refusal {
  const dayIn = (year: number) => (text.startsWith('e') ? easterSunday(year) : dayNumber(year, 12, 25));
  const read = yearFrom(number, reading, dayIn);
  if (noYear(read)) return read;
  const around = dayIn(read.year);
  const note = `How many days ${text.startsWith('e') ? 'Easter' : 'Christmas'} means is not said: two weeks either side.`;
  return withNote(stretch(around - 14, around + 14, [note]), read);
}
