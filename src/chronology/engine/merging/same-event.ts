import type { SameEvent } from '../entry.ts';
import type { Standing } from './lane.ts';
import { numberedWords, tellingWords } from './words-of-event.ts';

/** A suggestion with the rows it is about, for the analysis that follows. `apart`: their dates do not touch. */
export interface Suggestion extends SameEvent {
  readonly rows: readonly Standing[];
  readonly apart: boolean;
}

/**
 * How near and how alike two rows must be to be suggested as one event. `days` between their dates; `alike` from 0 to 1, by the weight of
 * the words they share; `words` how many. What lies further apart must be more alike. Our own proposal, tried on made-up chronologies.
 */
const rules: readonly { readonly days: number; readonly alike: number; readonly words: number }[] = [
  { days: 0, alike: 0.36, words: 2 },
  { days: 2, alike: 0.5, words: 3 },
  { days: 7, alike: 0.66, words: 4 },
];
const furthest = 7;
/** Of each word, only so many rows back are compared: a word that more rows share within a week shows nothing. */
const kept = 12;
/** At most so many rows make one suggestion; what more agencies tell in the same words is a phrase of theirs. */
const largest = 20;

/** The rows whose dates are narrow enough, their telling words as numbers, and what each word and each row weighs. */
interface Weighed {
  readonly rows: readonly Standing[];
  readonly words: readonly (readonly number[])[];
  readonly weightOf: readonly number[];
  readonly weights: readonly number[];
  readonly numberOf: (stemmed: string) => number | undefined;
}

/**
 * Rows of different agencies that may tell of one event: their dates touch or nearly do, and they share telling words. The rows come in the
 * order of the merge. Every row is compared with the last ones that share a word with it within a week, so the work grows with the
 * number of rows and not with its square. A row stands in one suggestion at most.
 */
export function sameEvents(rows: readonly Standing[]): readonly Suggestion[] {
  const known = weighed(rows.filter(isNarrow));
  const groupOf = new Map<number, readonly number[]>();
  for (const { a, b } of pairsOf(known).toSorted((x, y) => y.alike - x.alike)) join(groupOf, known, a, b);
  const groups = [...new Set(groupOf.values())].map((group) => group.toSorted((a, b) => a - b));
  return groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).map((group) => suggestion(group, known));
}

/** A date as wide as a month or a year touches everything in it, and shows nothing. */
function isNarrow({ first, last }: Standing): boolean {
  return first !== null && last !== null && last - first <= furthest;
}

/** A word weighs the more, the fewer rows have it. */
function weighed(rows: readonly Standing[]): Weighed {
  const { rows: words, rowsWith, numberOf } = numberedWords(rows);
  const weightOf = rowsWith.map((count) => Math.log(1 + (rows.length + 4) / count));
  const weights = words.map((own) => own.reduce((sum, number) => sum + (weightOf[number] ?? 0), 0));
  return { rows, words, weightOf, weights, numberOf };
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly alike: number;
}

function pairsOf(known: Weighed): readonly Pair[] {
  const { rows, words, weightOf } = known;
  const recent: number[][] = weightOf.map(() => []);
  const weight = new Float64Array(rows.length);
  const shared = new Uint16Array(rows.length);
  const pairs: Pair[] = [];
  for (const [at, own] of words.entries()) {
    const touched: number[] = [];
    // The rows come by their earliest day, and none is wider than a week.
    const tooEarly = (rows[at]?.first ?? 0) - 2 * furthest;
    for (const word of own) {
      const before = recent[word] as number[];
      for (let back = before.length - 1; back >= 0; back--) {
        const other = before[back] as number;
        if ((rows[other]?.first ?? 0) < tooEarly) break;
        if (shared[other] === 0) touched.push(other);
        shared[other] = (shared[other] as number) + 1;
        weight[other] = (weight[other] as number) + (weightOf[word] as number);
      }
      if (before.length === kept) before.shift();
      before.push(at);
    }
    for (const other of touched) {
      const alike = likeness(known, other, at, weight[other] as number, shared[other] as number);
      if (alike !== null) pairs.push({ a: other, b: at, alike });
      shared[other] = 0;
      weight[other] = 0;
    }
  }
  return pairs;
}

/** How alike two rows are; null where that is not enough for how far their dates lie apart. */
function likeness(
  { rows, weights }: Weighed,
  a: number,
  b: number,
  shared: number,
  words: number,
): number | null {
  const [x, y] = [rows[a] as Standing, rows[b] as Standing];
  if (words < 2 || x.entry.agency === y.entry.agency) return null;
  const apart = daysApart(x, y);
  const rule = rules.find(({ days }) => apart <= days);
  if (rule === undefined || words < rule.words) return null;
  const [ofA, ofB] = [weights[a] ?? 0, weights[b] ?? 0];
  const alike = (2 * shared) / (ofA + ofB);
  // A short row that is wholly in a long one ("Strategy meeting.") tells of it too, on the same day.
  const within = shared / Math.min(ofA, ofB);
  const enough = alike >= rule.alike || (apart === 0 && within >= 0.7);
  return enough ? Math.max(alike, within * 0.7) - apart * 0.02 : null;
}

function daysApart(a: Standing, b: Standing): number {
  return Math.max(0, (b.first ?? 0) - (a.last ?? 0), (a.first ?? 0) - (b.last ?? 0));
}

/** The most alike pairs come first. A group takes one row of each agency: two rows of one agency are two events, as that agency sees it. */
function join(groupOf: Map<number, readonly number[]>, { rows }: Weighed, a: number, b: number): void {
  const [ofA, ofB] = [groupOf.get(a) ?? [a], groupOf.get(b) ?? [b]];
  if (ofA === ofB || ofA.length + ofB.length > largest) return;
  const together = [...ofA, ...ofB];
  if (new Set(together.map((at) => rows[at]?.entry.agency)).size < together.length) return;
  const days = together.map((at) => rows[at]?.first ?? 0);
  if (Math.max(...days) - Math.min(...days) > furthest) return;
  for (const at of together) groupOf.set(at, together);
}

function suggestion(group: readonly number[], known: Weighed): Suggestion {
  const rows = group.map((at) => known.rows[at] as Standing);
  const rest = group.slice(1).map((at) => new Set(known.words[at]));
  const [first] = rows;
  const shared = [...(first === undefined ? [] : tellingWords(first))]
    .map(([stemmed, written]) => ({ written, number: known.numberOf(stemmed) ?? -1 }))
    .filter(({ number }) => rest.filter((words) => words.has(number)).length >= Math.max(1, rest.length / 2))
    .toSorted((a, b) => (known.weightOf[b.number] ?? 0) - (known.weightOf[a.number] ?? 0));
  const listed = inList(shared.slice(0, 5).map(({ written }) => `“${written}”`));
  const apart = rows.some((row) => rows.some((other) => daysApart(row, other) > 0));
  const why = `${inList(rows.map(({ entry }) => entry.agency))} ${whenOf(rows)} and share the words ${listed}.`;
  return { ids: rows.map(({ entry }) => entry.id), why, rows, apart };
}

function whenOf(rows: readonly Standing[]): string {
  const days = new Set(rows.map(({ entry }) => `${entry.earliest} ${entry.latest}`));
  if (days.size === 1) return 'give the same date';
  const widest = Math.max(...rows.flatMap((row) => rows.map((other) => daysApart(row, other))));
  if (widest === 0) return 'give dates that overlap';
  return `give dates ${widest} ${widest === 1 ? 'day' : 'days'} apart`;
}

/** "a, b and c". */
export function inList(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
