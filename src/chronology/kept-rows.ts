import { type Changes, sentAgain } from './engine/merging/again.ts';
import type { Lane, Standing } from './engine/merging/lane.ts';
import { sortKeyOf } from './engine/merging/sort-key.ts';
import { fromIso } from './engine/dates/day-number.ts';
import type { Cell, Place, ReadFile, RowDate } from './engine/entry.ts';
import type { AskedColumn } from './columns-asked.ts';
import type { DraftRow } from './draft.ts';

/** A row of a lane as it is kept; `agency` is its agency's identifier, which stands where the engine has a name. */
export interface KeptRow {
  readonly rowId: string;
  readonly agency: string;
  readonly content: string;
  readonly minutes: number;
  readonly sequence: number | null;
  readonly position: number;
  readonly sortKey: string;
  readonly given: string;
  readonly edtf: string;
  /** YYYY-MM-DD, null where open. */
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly time: string | null;
  readonly source: string;
  readonly event: string;
  readonly who: string;
  readonly seen: boolean | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly ambiguous: string;
}

/** A kept row as the engine has it, so that lanes can be merged, analysed and sent again. */
export function standingOf(row: KeptRow): Standing {
  const { rowId, agency, given, edtf, earliest, latest, time, source, event, columns, place } = row;
  return {
    entry: {
      id: rowId,
      agency,
      file: '',
      place,
      given,
      edtf,
      earliest,
      latest,
      time,
      source,
      event,
      columns,
    },
    content: row.content,
    first: earliest === null ? null : fromIso(earliest),
    last: latest === null ? null : fromIso(latest),
    minutes: row.minutes,
    sequence: row.sequence,
    index: row.position,
    notes: row.ambiguous === '' ? [] : [row.ambiguous],
    who: row.who,
    seen: row.seen,
  };
}

function keptOf(row: Standing, laneNumber: number): KeptRow {
  const { id, agency, given, edtf, earliest, latest, time, source, event, columns, place } = row.entry;
  return {
    rowId: id,
    agency,
    content: row.content,
    minutes: row.minutes,
    sequence: row.sequence,
    position: row.index,
    sortKey: sortKeyOf(row, laneNumber),
    given,
    edtf,
    earliest,
    latest,
    time,
    source,
    event,
    who: row.who,
    seen: row.seen,
    columns,
    place,
    ambiguous: [...new Set(row.notes)].join(' ').slice(0, 5_000),
  };
}

/** What a return does to the rows of its lane, with what a person is told of it. */
export interface Taken {
  readonly changes: Changes;
  /** The rows that it changes or leaves out, by their identifiers. */
  readonly ended: readonly string[];
  readonly begun: readonly KeptRow[];
  /** The same words in another place. */
  readonly moved: readonly KeptRow[];
}

/** Compares a return with the rows that stand in its lane; the first return adds all of its rows. */
export function takenInto(before: readonly KeptRow[], after: Lane, laneNumber: number): Taken {
  const old: Lane = { ...after, rows: before.map(standingOf), notUnderstood: [], setAside: [] };
  const { lane, changes } = sentAgain(old, after);
  const standing = new Map(before.map((row) => [row.rowId, row]));
  const corrected = new Set(changes.changed.map(({ id }) => id));
  const begun: KeptRow[] = [];
  const moved: KeptRow[] = [];
  for (const row of lane.rows) {
    const kept = keptOf(row, laneNumber);
    const was = standing.get(kept.rowId);
    if (was === undefined || corrected.has(kept.rowId) || isReadOtherwise(was, kept)) begun.push(kept);
    else if (was.sortKey !== kept.sortKey || JSON.stringify(was.place) !== JSON.stringify(kept.place))
      moved.push(kept);
  }
  const anew = begun.map(({ rowId }) => rowId).filter((id) => standing.has(id));
  return { changes, ended: [...new Set([...anew, ...changes.withdrawn.map(({ id }) => id)])], begun, moved };
}

// The same words may be understood anew: a column was taken for something else, or the file was said to write the month first.
const isReadOtherwise = (was: KeptRow, is: KeptRow): boolean =>
  was.content !== is.content ||
  was.edtf !== is.edtf ||
  was.time !== is.time ||
  was.ambiguous !== is.ambiguous ||
  was.seen !== is.seen ||
  was.event !== is.event ||
  was.source !== is.source;

/** What was typed as a file would have it: each row at its place in the draft, its columns by what they are. */
export function typedFile(
  agency: string,
  columns: readonly AskedColumn[],
  rows: readonly DraftRow[],
): ReadFile {
  const typed = rows.filter(({ isRemoved, cells }) => !isRemoved && Object.keys(cells).length > 0);
  return {
    file: 'Typed here',
    agency,
    setAside: [],
    rows: typed.map(({ cells }, at) => {
      const filled = columns.flatMap(({ key, title, kind }): Cell[] => {
        const text = cells[key] ?? '';
        return text === '' ? [] : [{ heading: title, field: kind, text }];
      });
      const said = (kind: AskedColumn['kind']) => filled.find(({ field }) => field === kind)?.text;
      const [date, time] = [said('date'), said('time')];
      const day: RowDate = date === undefined ? { kind: 'blank' } : { kind: 'text', text: date };
      return {
        place: { row: at + 1 },
        date: day,
        cells: filled,
        ...(time === undefined ? {} : { time: { kind: 'text' as const, text: time } }),
      };
    }),
  };
}
