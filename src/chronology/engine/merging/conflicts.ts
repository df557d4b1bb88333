import { withDay } from './ages.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Conflict } from '../entry.ts';
import type { Standing } from './lane.ts';
import { inList, type Suggestion } from './same-event.ts';

/** Two clock times of one event that lie further apart than this many minutes do not agree. Our own proposal. */
const minutesApart = 60;

/**
 * Where rows that may tell of one event do not agree: its day, its time, what happened, or who was there. Only what the words themselves show
 * is said, and only of rows that were suggested as one event; which of them is right, nobody decides here.
 */
export function conflictsIn(suggestions: readonly Suggestion[]): readonly Conflict[] {
  return suggestions.flatMap(({ rows, apart }) => {
    const found: Conflict[] = [...(apart ? ofDate(rows) : []), ...ofTime(rows), ...ofSeen(rows)];
    const facts = rows.map(factsOf);
    for (const [at, a] of facts.entries())
      for (const [other, b] of facts.entries()) {
        if (other <= at) continue;
        const pair = [rows[at] as Standing, rows[other] as Standing] as const;
        for (const what of between(pair, a, b)) found.push({ ids: idsOf(pair), what });
      }
    return found;
  });
}

const idsOf = (rows: readonly Standing[]) => rows.map(({ entry }) => entry.id);

function ofDate(rows: readonly Standing[]): readonly Conflict[] {
  const said = rows.map(({ entry }) => `${entry.agency} says ${withDay(entry)}`);
  return [{ ids: idsOf(rows), what: `Date: ${inList(said)}.` }];
}

/** A clock time as it was written out, and not one that is approximate or uncertain. */
function clockOf({ entry }: Standing): number | null {
  const match = /^(\d\d):(\d\d)(?:\/|$)/.exec(entry.time ?? '');
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

function ofTime(rows: readonly Standing[]): readonly Conflict[] {
  const timed = rows.filter(
    (row) => row.entry.time !== null && clockOf(row) !== null && row.first === row.last,
  );
  const [first] = timed;
  if (first === undefined || timed.some((row) => row.first !== first.first)) return [];
  const clocks = timed.map((row) => clockOf(row) ?? 0);
  if (Math.max(...clocks) - Math.min(...clocks) <= minutesApart) return [];
  const said = timed.map(({ entry }) => `${entry.agency} says ${entry.time}`);
  return [{ ids: idsOf(timed), what: `Time: ${inList(said)}.` }];
}

function ofSeen(rows: readonly Standing[]): readonly Conflict[] {
  const yes = rows.filter(({ seen }) => seen === true);
  const no = rows.filter(({ seen }) => seen === false);
  if (yes.length === 0 || no.length === 0) return [];
  const names = (these: readonly Standing[]) => inList(these.map(({ entry }) => entry.agency));
  const what = `Fact: child seen according to ${names(yes)}, not seen according to ${names(no)}.`;
  return [{ ids: idsOf([...yes, ...no]), what }];
}

function* between([a, b]: readonly [Standing, Standing], x: Facts, y: Facts): Generator<string> {
  const [left, right] = [a.entry.agency, b.entry.agency];
  for (const [at, own] of x.said.entries()) {
    const other = y.said[at];
    if (own === null || other === undefined || other === null || own.denied === other.denied) continue;
    yield `Fact: ${left} says “${own.words}”, ${right} says “${other.words}”.`;
  }
  for (const kind of ['sides', 'numbers'] as const)
    for (const [thing, own] of x[kind]) {
      const other = y[kind].get(thing);
      if (own === null || other === undefined || other === null || own.value === other.value) continue;
      yield `Fact: ${left} says “${own.words}”, ${right} says “${other.words}”.`;
    }
  const onlyLeft = [...x.people.keys()].filter((key) => !y.people.has(key));
  const onlyRight = [...y.people.keys()].filter((key) => !x.people.has(key));
  // One list that merely says more than the other is no conflict.
  if (onlyLeft.length === 0 || onlyRight.length === 0) return;
  yield `Who was there: only ${left} names ${names(x, onlyLeft)}, only ${right} names ${names(y, onlyRight)}.`;
}

function names({ people }: Facts, keys: readonly string[]): string {
  return inList(keys.slice(0, 6).map((key) => `“${people.get(key)}”`));
}
