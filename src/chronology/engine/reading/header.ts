import { columnName, type Grid, type GridRow, isFilled } from './grid.ts';
import {
  type Column,
  corrected,
  headingKey,
  type Mapping,
  mappingOf,
  meaningOf,
  type Remembered,
} from './columns.ts';
import { isDateLike } from './date-like.ts';

/** Where a table's header is, and what its columns are. `row` null: the table has none, and its columns were told by what stands in them. */
export interface Header {
  readonly row: number | null;
  /** The last row that the header takes: a second line of headings may stand below the first. */
  readonly last: number;
  readonly mapping: Mapping;
  /** True where the date or the event was told by what stands in a column, not by its heading. */
  readonly isGuessed: boolean;
}

const looked = 80;
const longestHeading = 120;

/** Finds the header of a sheet or a table. Null where it seems to be no chronology: nothing in it says or looks like when something happened. */
export function findHeader(grid: Grid, remembered: Remembered): Header | null {
  const rows = grid.rows.slice(0, looked);
  for (const row of rows) if (isHeaderRow(row, remembered)) return headerAt(grid, row, remembered);
  return guessed(grid, remembered);
}

/** True for a row whose words are headings of a chronology: when and, beside it, what, who or from where. */
export function isHeaderRow(row: GridRow, remembered: Remembered): boolean {
  const filled = row.cells.filter(isFilled);
  if (filled.length < 2 || filled.some((text) => text.length > longestHeading)) return false;
  const meanings = filled.map((text) => meaningOf(text, remembered));
  const known = new Set(meanings.filter(({ sure }) => sure > 0).map(({ field }) => field));
  const isSure = meanings.some(({ field, sure }) => field === 'date' && sure > 1);
  const rest = [...known].filter((field) => field !== 'date' && field !== 'dateTo');
  // Where the heading of the date could mean something else, more of the others must be headings.
  if (!known.has('date') || rest.length < (isSure ? 1 : 2)) return false;
  return !filled.some((text) => isDateLike(text) && !/[a-z]{3}/i.test(text));
}

function headerAt(grid: Grid, row: GridRow, remembered: Remembered): Header {
  const below = grid.rows.find(({ number }) => number > row.number);
  const width = grid.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const first = Array.from({ length: width }, (_, at) => row.cells[at] ?? '');
  const two = below?.number === row.number + 1 ? secondLine(first, below) : null;
  const mapping = mappingOf(two ?? first, remembered, (at) => `Column ${columnName(at)}`);
  return { row: row.number, last: row.number + (two === null ? 0 : 1), mapping, isGuessed: false };
}

/** The headings of two lines, where the second only names the parts of headings that reach over several columns. */
function secondLine(first: readonly string[], below: GridRow): readonly string[] | null {
  const own = below.cells.flatMap((text, at) =>
    isFilled(text) && below.merged?.includes(at) !== true ? [at] : [],
  );
  const isPart = (at: number) =>
    !isFilled(first[at]) || (!isFilled(first[at + 1]) && at + 1 < first.length && own.includes(at + 1));
  const isShort = own.every((at) => {
    const text = below.cells[at] ?? '';
    return text.length <= 40 && !isDateLike(text) && !/^\d+$/.test(text);
  });
  if (own.length < 2 || !isShort || !own.every(isPart) || !own.some((at) => !isFilled(first[at])))
    return null;
  let above = '';
  return first.map((text, at) => {
    if (isFilled(text)) above = text;
    if (!own.includes(at)) return text;
    return above === '' ? (below.cells[at] ?? '') : `${above}: ${below.cells[at] ?? ''}`;
  });
}

/** True where a row says the same as the header: a table that goes on over pages repeats it. */
export function repeatsHeader(row: GridRow, { mapping, row: own }: Header): boolean {
  if (own === null) return false;
  let same = 0;
  for (const [at, { heading }] of mapping.entries()) {
    const text = row.cells[at] ?? '';
    if (!isFilled(text)) continue;
    // A row is mostly told from the header by the length of its first cell, before anything is compared.
    if (Math.abs(text.length - heading.length) > 12 || headingKey(text) !== headingKey(heading)) return false;
    same += 1;
  }
  return same >= 2;
}

/** Tells the columns by what stands in them: mostly dates in one, and in another the longest words. */
function guessed(grid: Grid, remembered: Remembered): Header | null {
  const rows = grid.rows.slice(0, looked);
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, at) => factsOf(rows, at));
  const dateAt = columns.findIndex(({ filled, dates }) => dates >= 3 && dates >= filled * 0.6);
  if (dateAt === -1) return null;
  const others = columns.filter((_, at) => at !== dateAt);
  const longest = Math.max(0, ...others.map(({ letters }) => letters));
  const eventAt = columns.findIndex(({ letters }, at) => at !== dateAt && letters === longest);
  if (eventAt === -1 || longest < 15) return null;
  const first = rows[0];
  // Days of birth, and days on which somebody signed, are no chronology.
  if (/birth|\bdob\b|sign/i.test(first?.cells[dateAt] ?? '')) return null;
  const isHeading =
    first !== undefined &&
    first.cells.filter(isFilled).length >= 2 &&
    first.cells.every((text) => text.length <= 60 && !isDateLike(text)) &&
    isFilled(first.cells[dateAt]);
  const headings = Array.from({ length: width }, (_, at) => (isHeading ? (first.cells[at] ?? '') : ''));
  const mapping = mappingOf(headings, remembered, (at) => `Column ${columnName(at)}`).map(
    (column, at): Column =>
      at === dateAt
        ? { ...column, field: 'date' }
        : at === eventAt && column.field === 'other'
          ? { ...column, field: 'event' }
          : column.field === 'date'
            ? { ...column, field: 'other' }
            : column,
  );
  const row = isHeading ? first.number : null;
  const last = row ?? (rows[0]?.number ?? 1) - 1;
  return { row, last, mapping: corrected(mapping, remembered), isGuessed: true };
}

function factsOf(rows: readonly GridRow[], at: number) {
  const texts = rows.map(({ cells }) => cells[at] ?? '').filter(isFilled);
  const stored = rows.filter((row) => typeof row.stored?.[at]?.day === 'string').length;
  const dates = Math.max(stored, texts.filter(isDateLike).length);
  const letters = texts.length === 0 ? 0 : texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  return { filled: texts.length, dates, letters };
}
