import { ageAt } from './ages.ts';
import { conflictsIn } from './conflicts.ts';
import type { Ambiguous, Entry, Left, Merged, MergeOptions, ReadFile } from '../entry.ts';
import { gapsIn } from './gaps.ts';
import { inOrder, type Lane, laneOf, type Standing } from './lane.ts';
import { sameEvents } from './same-event.ts';

/** Understands every file and merges them: the whole of what the command prints. Files keep the order in which they were given. */
export function merge(files: readonly ReadFile[], options: MergeOptions): Merged {
  return mergeLanes(
    files.map((file) => laneOf(file, options.today)),
    options,
  );
}

/** Merges files that were understood before; putting another version of one among them costs no reading of the others. */
export function mergeLanes(lanes: readonly Lane[], options: MergeOptions): Merged {
  const rows = inOneOrder(lanes);
  const same = sameEvents(rows);
  return {
    entries: rows.map(({ entry }) => withAges(entry, options.born ?? [])),
    notUnderstood: lanes.flatMap((lane) => lane.notUnderstood),
    ambiguous: rows.filter(({ notes }) => notes.length > 0).map(doubtful),
    setAside: lanes.flatMap((lane) => lane.setAside),
    sameEvent: same.map(({ ids, why }) => ({ ids, why })),
    conflicts: conflictsIn(same),
    gaps: gapsIn(rows),
    left: leftOf(lanes),
  };
}

/**
 * All rows in the order of the chronology: earliest day, latest day, place within the day, sequence, then file and row as given. Rows
 * without an earliest day stand after the dated ones, by their latest day, then the undated. The sort is stable, so the order of the
 * lanes decides what nothing else does.
 */
export function inOneOrder(lanes: readonly Lane[]): readonly Standing[] {
  const all: { readonly row: Standing; readonly lane: number }[] = [];
  const names = new Set<string>();
  for (const [lane, { rows }] of lanes.entries())
    for (const row of rows) all.push({ row: withOwnName(row, names), lane });
  all.sort((a, b) => inOrder(a.row, b.row) || a.lane - b.lane || a.row.index - b.row.index);
  return all.map(({ row }) => row);
}

/** The same words in two files of one agency are two rows: a file sent twice is seen as such, and neither copy disappears. */
function withOwnName(row: Standing, names: Set<string>): Standing {
  const { id } = row.entry;
  let own = id;
  for (let number = 2; names.has(own); number++) own = `${id}+${number}`;
  names.add(own);
  return own === id ? row : { ...row, entry: { ...row.entry, id: own } };
}

function withAges(entry: Entry, born: readonly string[]): Entry {
  if (born.length === 0) return entry;
  const ages = born.map((day) => ({
    born: day,
    from: ageAt(day, entry.earliest),
    to: ageAt(day, entry.latest),
  }));
  return { ...entry, ages };
}

function doubtful({ entry, notes }: Standing): Ambiguous {
  return { id: entry.id, why: [...new Set(notes)].join(' ') };
}

function leftOf(lanes: readonly Lane[]): Left {
  const sum = (count: (lane: Lane) => number) => lanes.reduce((total, lane) => total + count(lane), 0);
  return {
    rowsRead: sum((lane) => lane.rowsRead),
    rowsKept: sum((lane) => lane.rows.length),
    rowsNotUnderstood: sum((lane) => lane.notUnderstood.length),
    rowsSetAside: sum((lane) => lane.setAside.length),
  };
}

/** Two files that hold the same rows, as when one is sent twice, and how many rows they share. */
export interface SentTwice {
  readonly files: readonly [string, string];
  readonly rows: number;
}

/** Files of which every row stands word for word in the other too, under whatever agency they were sent. */
export function sentTwice(lanes: readonly Lane[]): readonly SentTwice[] {
  const first = new Map<string, Lane>();
  const found: SentTwice[] = [];
  for (const lane of lanes) {
    if (lane.rows.length === 0) continue;
    const words = lane.rows.map(({ entry }) =>
      JSON.stringify([entry.given, entry.time, entry.source, entry.event, entry.columns]),
    );
    const whole = words.toSorted().join('\n');
    const before = first.get(whole);
    if (before === undefined) first.set(whole, lane);
    else found.push({ files: [before.file, lane.file], rows: lane.rows.length });
  }
  return found;
}
