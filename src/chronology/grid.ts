import type { AskedColumn } from './columns-asked.ts';
import { type DateSaid, dateInWords } from './date-in-words.ts';
import { cellsKept, type DraftRow, type DraftSaved, type DraftSent, mostInCell } from './draft.ts';
import { meaningOf } from './engine/reading/columns.ts';
import type { Field } from './engine/entry.ts';

/** The most rows that the grid sends at once; it sends the next when these are answered. */
export const mostInBatch = 200;
/** The most bytes of a row's cells, as the database has it. */
const mostInRow = 58_000;

/** What became of a row that the grid sent; `too-long` was not kept, and `column` says where where one cell is the reason. */
export type RowAnswer =
  | DraftSaved
  | { readonly id: string; readonly outcome: 'too-long'; readonly column: string | null };

/** What the dates of a row are understood as, by the keys of their columns; `of` are the words that it is said of. */
export type DatesSaid = Readonly<Record<string, DateSaid & { readonly of: string }>>;

/** The answer to a batch. `closed` where nothing is taken any more, `full` where the draft has no room for so many rows. */
export interface BatchAnswer {
  readonly outcome: 'answered' | 'closed' | 'full';
  readonly rows: readonly RowAnswer[];
  readonly dates: Readonly<Record<string, DatesSaid>>;
  /** The time of day, as "14:03". */
  readonly at: string;
}

/** The rows of a batch as the grid sends them, in JSON; null for what no grid sends. */
export function batchIn(text: string | null): readonly DraftSent[] | null {
  const read = parsed(text);
  if (!Array.isArray(read) || read.length > mostInBatch) return null;
  const rows = read.map(rowIn);
  return rows.every((row) => row !== null) ? rows : null;
}

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

function rowIn(given: unknown): DraftSent | null {
  if (typeof given !== 'object' || given === null) return null;
  const { id, position, cells, isRemoved, version } = given as Readonly<Record<string, unknown>>;
  if (
    typeof id !== 'string' ||
    !identifier.test(id) ||
    typeof position !== 'number' ||
    !Number.isFinite(position)
  )
    return null;
  if (typeof isRemoved !== 'boolean' || typeof version !== 'number' || !Number.isInteger(version))
    return null;
  if (typeof cells !== 'object' || cells === null || Array.isArray(cells)) return null;
  const entries = Object.entries(cells as object);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return null;
  return { id, position, isRemoved, version, cells: Object.fromEntries(entries) };
}

/** A row as it is kept; where it would lose words by that, the column that is too long, or null for the row as a whole. */
export function keptOf(
  columns: readonly AskedColumn[],
  sent: DraftSent,
): { readonly row: DraftSent } | { readonly tooLong: string | null } {
  const cells = cellsKept(columns, (key) => sent.cells[key]);
  const cut = columns.find(({ key }) => {
    const typed = sent.cells[key] ?? '';
    return typed.length > mostInCell || tight(typed).length > tight(cells[key] ?? '').length;
  });
  if (cut !== undefined) return { tooLong: cut.title };
  if (Buffer.byteLength(JSON.stringify(cells)) > mostInRow) return { tooLong: null };
  return { row: { ...sent, cells } };
}

// Spaces and what nobody can see are taken out of a cell when it is kept; only a loss beyond that is one.
const tight = (text: string) => text.normalize('NFC').replace(/[\s\p{Cc}]+/gu, '');

/** What the dates of these rows are understood as, by the identifiers of the rows. */
export function datesOf(
  columns: readonly AskedColumn[],
  rows: readonly Pick<DraftRow, 'id' | 'cells'>[],
  today: Temporal.PlainDate,
): Readonly<Record<string, DatesSaid>> {
  const asked = columns.filter(({ kind }) => kind === 'date' || kind === 'dateTo');
  return Object.fromEntries(
    rows.map(({ id, cells }) => [
      id,
      Object.fromEntries(
        asked.flatMap(({ key }) => {
          const of = cells[key] ?? '';
          const said = dateInWords(of, today);
          return said === null ? [] : [[key, { ...said, of }]];
        }),
      ),
    ]),
  );
}

/** Which of the first lines of something pasted are headings, and the key of the column that each cell of the line names. */
export interface HeadingsFound {
  readonly line: number;
  readonly keys: readonly (string | null)[];
}

/**
 * Looks whether one of the first lines of something pasted is a line of headings: at least two of its cells name columns that are asked.
 * The line is the first of those with the most; null where there is none.
 */
export function headingsIn(
  columns: readonly AskedColumn[],
  lines: readonly (readonly string[])[],
): HeadingsFound | null {
  const found = lines.map((cells, line) => ({ line, keys: keysOf(columns, cells) }));
  const best = found.toSorted((a, b) => known(b) - known(a) || a.line - b.line)[0];
  return best === undefined || known(best) < 2 ? null : best;
}

const known = ({ keys }: HeadingsFound) => keys.filter((key) => key !== null).length;

// The column's own title first; then what the engine takes the heading for. Each column is named once.
function keysOf(columns: readonly AskedColumn[], cells: readonly string[]): readonly (string | null)[] {
  const left = new Map(columns.map((column) => [column.key, column]));
  const taken = cells.map((cell) => take(left, ({ title }) => same(title, cell)));
  return cells.map((cell, at) => {
    const own = taken[at] ?? null;
    if (own !== null) return own;
    const { field, sure } = meaningOf(cell);
    return sure === 0 ? null : take(left, ({ kind }) => kind === (field satisfies Field));
  });
}

function take(left: Map<string, AskedColumn>, fits: (column: AskedColumn) => boolean): string | null {
  const found = [...left.values()].find(fits);
  if (found === undefined) return null;
  left.delete(found.key);
  return found.key;
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const same = (a: string, b: string) => plain(b) !== '' && plain(a) === plain(b);

/** The first lines of something pasted, in JSON, as the grid asks about them; null for what no grid sends. */
export function linesIn(text: string | null): readonly (readonly string[])[] | null {
  const read = parsed(text);
  if (!Array.isArray(read) || read.length > 6) return null;
  const isLine = (line: unknown): line is string[] =>
    Array.isArray(line) &&
    line.length <= 60 &&
    line.every((cell) => typeof cell === 'string' && cell.length <= 100);
  return read.every(isLine) ? read : null;
}
