import { iso } from './day-number.ts';
import { type Refusal, refused, type Span } from './date-span.ts';
import type { Token } from './date-tokens.ts';
import { unit } from './date-units.ts';
import type { Reading } from './date-years.ts';

/** How strongly a sign or word parts two dates: words first, then a dash with spaces, a dash without, and a stroke last. */
function strength(token: Token, next: Token | undefined, between: boolean): number {
  if (token.kind === 'j')
    return /^(?:to|until|till|through|thru)$/.test(token.text) || (between && /^(?:and|&)$/.test(token.text))
      ? 1
      : 0;
  if (token.kind !== 'p') return 0;
  if (token.text === '-') return token.spaced || next?.spaced === true ? 2 : 3;
  return token.text === '/' ? 4 : 0;
}

/** Reads one date, a stretch from one to another, or several dates one after the other. `between`: "and" parts the two ends. */
export function manyDates(tokens: readonly Token[], reading: Reading, between: boolean): Span | Refusal {
  const whole = unit(tokens, reading);
  if (!refused(whole)) return whole;
  let why = whole.why;
  // Three numbers that make no day are a slip of the pen: 14/15/2016 is no stretch of years.
  const weakest = tokens.filter(({ kind }) => kind !== 'p').length === 3 && tokens.every(isFigure) ? 2 : 4;
  for (let wanted = 1; wanted <= weakest; wanted++) {
    for (let at = 1; at < tokens.length - 1; at++) {
      if (strength(tokens[at] as Token, tokens[at + 1], between) !== wanted) continue;
      const read = pair(tokens.slice(0, at), tokens.slice(at + 1), reading);
      if (!refused(read)) return read;
      if (wanted <= 2) why = read.why;
    }
  }
  return several(tokens, reading) ?? { why };
}

function isFigure({ kind }: Token): boolean {
  return kind === 'n' || kind === 'p';
}

/** Two dates of which one may leave out what the other says: the month and year, or the year. */
function pair(left: readonly Token[], right: readonly Token[], reading: Reading): Span | Refusal {
  const last = unit(right, reading);
  if (refused(last)) {
    const first = unit(left, reading);
    if (refused(first)) return first.why.startsWith('It names no') ? last : first;
    const rest = unit(right, { ...reading, fill: first });
    return refused(rest) ? rest : joined(first, rest);
  }
  const first = unit(left, reading);
  if (!refused(first)) return joined(first, last);
  const filled = unit(left, { ...reading, fill: last });
  if (refused(filled)) return filled;
  if (filled.borrowedYear !== true || (filled.first ?? 0) <= (last.last ?? 0)) return joined(filled, last);
  // "28 Dec – 3 Jan 2017" can only have begun in the year before.
  const year = (last.year ?? 0) - 1;
  const before = unit(left, { ...reading, fill: { ...last, year } });
  if (refused(before)) return before;
  const read = joined(before, last);
  return refused(read)
    ? read
    : { ...read, notes: [...read.notes, `Its first date names no year and is read as in ${year}.`] };
}

function joined(first: Span, last: Span): Span | Refusal {
  if (first.first === null || last.last === null || first.last === null || last.first === null)
    return { why: 'Its ends are not read.' };
  if (first.first > last.last || first.last > last.last) return { why: 'It ends before it begins.' };
  if (first.first > last.first) return { why: 'It ends before it begins.' };
  // "March 2016 – 2016": of two dates that begin together, EDTF wants the days.
  const nested = first.first === last.first;
  const same = first.first === last.first && first.last === last.last;
  if (same && first.single !== null) return { ...first, notes: [...first.notes, ...last.notes] };
  return {
    first: first.first,
    last: last.last,
    from: `${nested ? iso(first.first) : first.from}${first.mark}`,
    to: `${nested ? iso(last.last) : last.to}${last.mark}`,
    single: null,
    mark: '',
    notes: [...first.notes, ...last.notes],
    ...(first.monthFirst === true || last.monthFirst === true ? { monthFirst: true } : {}),
  };
}

/** "3, 4 and 5 May 2016", "12/03/16 & 14/03/16": the stretch from the first to the last, to be asked about. */
function several(tokens: readonly Token[], reading: Reading): Span | null {
  const groups: Token[][] = [[]];
  for (const token of tokens) {
    const parts = token.kind === 'j' || (token.kind === 'p' && token.text === ',');
    if (parts) groups.push([]);
    else groups.at(-1)?.push(token);
  }
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length < 2 || filled.length > 12) return null;
  let fill: Span | undefined;
  let all: Span | null = null;
  for (const group of filled.toReversed()) {
    const alone = unit(group, reading);
    const read = refused(alone) && fill !== undefined ? unit(group, { ...reading, fill }) : alone;
    if (refused(read)) return null;
    fill ??= read;
    const next: Span | Refusal = all === null ? read : joined(read, all);
    if (refused(next)) return null;
    all = next;
  }
  return all === null
    ? null
    : { ...all, notes: [...all.notes, 'It names several dates; the interval holds them all.'] };
}
