import { type Mapping, type Remembered } from './columns.ts';
import type { Place, ReadFile, ReadRow, SetAside } from '../entry.ts';
import {
  type Book,
  columnName,
  type FileNote,
  type Grid,
  isFilled,
  placeIn,
  UnreadableFile,
} from './grid.ts';
import { findHeader, type Header } from './header.ts';
import { kindOfFile } from './file-kind.ts';
import { agenciesInRows } from './row-agency.ts';
import { readCsv } from './read-csv.ts';
import { readDocx } from './read-docx.ts';
import { readMergedJson } from './read-json.ts';
import { readOds } from './read-ods.ts';
import { readRows, type RowsRead } from './read-rows.ts';
import { readXlsx } from './read-xlsx.ts';

/** What somebody says of a file before it is read. */
export interface ReadOptions {
  /** The agency whose file it is; else its name without its ending is the agency. */
  readonly agency?: string;
  /** The file writes the month first. */
  readonly usDates?: boolean;
  /** What headings mean in this agency's files, as a person corrected it before. */
  readonly remembered?: Remembered;
}

/** One table of a file with what its columns were taken for, for a person to correct. */
export interface ReadTable {
  /** The sheet's name or the table's number; neither for separated values. */
  readonly sheet?: string;
  readonly table?: number;
  /** The row of the headings; null where the table has none. */
  readonly headerRow: number | null;
  /** True where columns were told by what stands in them. */
  readonly isGuessed: boolean;
  readonly mapping: Mapping;
}

/** A file as it was read, with all that a person should know of it. */
export interface ReadReturn extends ReadFile {
  readonly tables: readonly ReadTable[];
  readonly notes: readonly FileNote[];
}

/** The name of a file without its ending. */
export const agencyOfFile = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? name).replace(/(?<=.)\.[^.\s]{1,5}$/, '');

/**
 * Reads one agency's chronology. Pure: it opens nothing, and may run in a worker. Every row with something in it is in `rows` or in
 * `setAside`. Throws `UnreadableFile` with one sentence for a person where nothing can be read.
 */
export function readReturn(bytes: Uint8Array, name: string, options: ReadOptions = {}): ReadReturn {
  const agency = options.agency ?? agencyOfFile(name);
  const given = { file: name, agency, ...(options.usDates === true ? { usDates: true } : {}) };
  const kind = kindOfFile(bytes, name);
  if (kind === 'json') return { ...given, ...readMergedJson(bytes, name, options.agency) };
  const book = readers[kind](bytes);
  const all = assembled(book, name, options.remembered ?? {});
  // Separated values under a spreadsheet's name are read; anything else there is a file that was damaged, and its bytes are nobody's words.
  if (kind === 'csv' && all.tables.length === 0 && /\.(?:xlsx?|xlsm|ods|docx?|odt)$/i.test(name))
    throw new UnreadableFile(
      'The file is not what its name says, and holds no table: it was damaged or cut short. Ask for it again.',
    );
  const rows = options.agency === undefined ? agenciesInRows(all.rows, all.tables) : all.rows;
  return { ...given, ...all, rows };
}

const readers = { xlsx: readXlsx, ods: readOds, docx: readDocx, csv: readCsv } as const;

interface Assembled {
  readonly rows: ReadRow[];
  readonly setAside: SetAside[];
  readonly tables: ReadTable[];
  readonly notes: FileNote[];
}

function assembled(book: Book, file: string, remembered: Remembered): Assembled {
  const all: Assembled = { rows: [], setAside: [], tables: [], notes: [...book.notes] };
  const { grids, headers } = headed(book.grids, remembered);
  const aside = (place: Place, as: string, words: string) => all.setAside.push({ file, place, as, words });
  let before = null as { readonly width: number; readonly header: Header } | null;
  for (const grid of grids) {
    let header = headers.get(grid) ?? null;
    const width = grid.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
    // Word breaks a long table in two easily; the second has as many columns and no header.
    if (header === null && grid.kind === 'table' && before !== null && before.width === width && width > 2)
      header = { ...before.header, row: null, last: 0 };
    if (header === null) {
      for (const row of grid.rows)
        aside(
          placeIn(grid, row.number) as Place,
          withoutHeader(grid),
          row.cells.filter(isFilled).join(' | '),
        );
      continue;
    }
    before = { width, header };
    take(all, grid, header, readRows(grid, header, remembered), file);
  }
  for (const { number, text, after } of book.lines)
    if (after === -1) all.notes.push({ words: `At the head or foot of each page: “${text}”`, place: null });
    else aside({ row: number }, after === 0 ? 'preamble' : 'text outside the tables', text);
  if (all.tables.length === 0) all.notes.push({ words: nothingFound, place: null });
  return all;
}

const nothingFound =
  'No table of events was found: none has a heading for the date, or a column of dates beside a column of words.';
const withoutHeader = ({ kind }: Grid) =>
  kind === 'table'
    ? 'table that is no chronology'
    : kind === 'sheet'
      ? 'sheet that is no chronology'
      : 'text that is no chronology';

function take(all: Assembled, grid: Grid, header: Header, read: RowsRead, file: string): void {
  for (const row of read.rows) all.rows.push(row);
  for (const one of read.setAside) all.setAside.push({ file, ...one });
  const place =
    grid.kind === 'sheet' ? { sheet: grid.name } : grid.kind === 'table' ? { table: Number(grid.name) } : {};
  const { row, isGuessed, mapping } = header;
  const whole = grid.kind === 'lines' ? null : place;
  all.tables.push({ ...place, headerRow: row, isGuessed, mapping });
  for (const [how, rows] of read.remarks)
    all.notes.push({
      words: `${rows.length === 1 ? 'Row' : 'Rows'} ${numbers(rows)}: ${how}.`,
      place: whole,
    });
  const filled = grid.hiddenColumns.filter((at) => grid.rows.some(({ cells }) => isFilled(cells[at])));
  if (filled.length > 0)
    all.notes.push({
      words: `${filled.length === 1 ? 'Column' : 'Columns'} ${filled.map(columnName).join(', ')}: hidden, and read like the others.`,
      place: whole,
    });
}

const numbers = (rows: readonly number[]) =>
  rows.length > 40 ? `${rows.slice(0, 40).join(', ')} and ${rows.length - 40} more` : rows.join(', ');

/** Headers by table. The words of a table within a cell go back into that cell, unless it is a chronology itself. */
function headed(all: readonly Grid[], remembered: Remembered) {
  const headers = new Map<Grid, Header | null>();
  const words = new Map<string, string>();
  const grids: Grid[] = [];
  // Tables deepest in cells come last, and are put into theirs first.
  for (const grid of all.toReversed()) {
    for (const row of grid.rows)
      row.cells.forEach((text, at) => {
        if (text.includes('\uE000'))
          row.cells[at] = text.replace(/\n?\uE000\d+\uE001/g, (mark) => {
            const own = words.get(mark.replace('\n', '')) ?? '';
            return own === '' ? '' : `${mark.startsWith('\n') ? '\n' : ''}${own}`;
          });
      });
    const header = findHeader(grid, remembered);
    if (grid.mark !== undefined && header === null) {
      words.set(grid.mark, grid.rows.map(({ cells }) => cells.filter(isFilled).join(' | ')).join('\n'));
      continue;
    }
    headers.set(grid, header);
    grids.push(grid);
  }
  return { grids: grids.toReversed(), headers };
}

export { UnreadableFile };
