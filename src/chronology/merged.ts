import { fromIso } from './engine/dates/day-number.ts';
import type { Entry, Place } from './engine/entry.ts';
import type { Standing } from './engine/merging/lane.ts';

/** A lane of the merge, with how many of its rows the reader sees. */
export interface MergedLane {
  readonly id: string;
  readonly number: number;
  readonly agency: string;
  readonly state: 'asked' | 'given' | 'nil' | 'withdrawn';
  readonly returns: number;
  readonly rows: number;
  readonly notUnderstood: number;
}

/** A row of the merge as it is kept. Days are YYYY-MM-DD, null where open. */
export interface MergedRow {
  readonly laneId: string;
  readonly lane: number;
  readonly agency: string;
  readonly rowId: string;
  readonly sortKey: string;
  readonly given: string;
  readonly edtf: string;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly time: string | null;
  readonly source: string;
  readonly event: string;
  readonly who: string;
  readonly seen: boolean | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly placeReturn: number;
  /** The file of that return; "Typed here" where it was typed. */
  readonly file: string;
  readonly ambiguous: string;
}

/** One of the texts of a row that a later return ended, or that stands. */
export interface RowVersion extends MergedRow {
  readonly since: number;
  readonly until: number | null;
  readonly sinceAt: Temporal.Instant;
}

/** A row that no return could date, with its agency and its file. */
export interface UnreadRow {
  readonly lane: number;
  readonly agency: string;
  readonly file: string;
  readonly placeReturn: number;
  readonly place: Place;
  readonly given: string;
  readonly why: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** How a row is named in an address: the number of its lane and its own name. */
export const rowKey = ({ lane, rowId }: Pick<MergedRow, 'lane' | 'rowId'>): string => `${lane}.${rowId}`;

/** The lane and the row of such a name; null for what is none. */
export function rowFrom(key: string): { readonly lane: number; readonly rowId: string } | null {
  const [, lane, rowId] = /^([1-9]\d{0,4})\.([\w+:-]{1,80})$/.exec(key) ?? [];
  return lane === undefined || rowId === undefined ? null : { lane: Number(lane), rowId };
}

/** How many rows stand on one page of the merge. */
export const pageRows = 50;

/** A kept row as an entry of the engine. */
export const entryOf = (row: MergedRow): Entry => ({
  id: rowKey(row),
  agency: row.agency,
  file: row.file,
  place: row.place,
  given: row.given,
  edtf: row.edtf,
  earliest: row.earliest,
  latest: row.latest,
  time: row.time,
  source: row.source,
  event: row.event,
  columns: row.columns,
});

/** A kept row as the analysis of the engine has it, among rows that stand in the order of the merge already. */
export const standingOfMerged = (row: MergedRow, index: number): Standing => ({
  entry: entryOf(row),
  content: row.rowId,
  first: row.earliest === null ? null : fromIso(row.earliest),
  last: row.latest === null ? null : fromIso(row.latest),
  minutes: 0,
  sequence: null,
  index,
  notes: [],
  who: row.who,
  seen: row.seen,
});
