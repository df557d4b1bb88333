/** What a spreadsheet keeps behind a cell that shows a date or a time. */
export interface Stored {
  /** YYYY-MM-DD; null where the cell holds a time only, or a day that does not exist. */
  readonly day: string | null;
  /** HH:MM or HH:MM:SS where the cell shows one. */
  readonly time: string | null;
  /** How much of the day the cell shows; `number` where it shows the bare day number of the spreadsheet. */
  readonly shown: 'day' | 'day-without-year' | 'month' | 'year' | 'time' | 'number';
}

/** One row with something in it: the words of its cells as a person sees them. */
export interface GridRow {
  /** From 1, as a person counts it; in a Word document the row of its table. */
  readonly number: number;
  /** Empty cells are ''. */
  readonly cells: string[];
  /** By column, only where a spreadsheet keeps a date. */
  stored?: (Stored | undefined)[];
  /** Columns whose words come from a merged cell that begins in a row above. */
  merged?: number[];
  /** How many columns the first filled cell is merged across, where it is more than one. */
  wide?: number;
  hidden?: boolean;
  /** The row was deleted by a tracked change that nobody has accepted yet. */
  deleted?: boolean;
}

/** One sheet, one table of a Word document, or one file of separated values. */
export interface Grid {
  readonly kind: 'sheet' | 'table' | 'lines';
  /** The sheet's name; for a table its number; for separated values ''. */
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly GridRow[];
  /** Columns, from 0, that the sheet does not show. */
  readonly hiddenColumns: readonly number[];
  /** Set where the workbook counts its days from 1904. */
  readonly from1904?: boolean;
  /** Stands for a table within a cell of another: the mark that its place in that cell has. */
  readonly mark?: string;
}

/** Where in a file something stands, as a person finds it again. */
export interface GridPlace {
  readonly sheet?: string;
  readonly table?: number;
  readonly paragraph?: number;
  readonly row?: number;
}

/** Something about the file that a person should know before trusting what was read. */
export interface FileNote {
  readonly words: string;
  readonly place: GridPlace | null;
}

/** A paragraph that stands outside every table. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** How many tables began before it. */
  readonly after: number;
}

/** A file as plain cells and lines, before anybody asks what they mean. */
export interface Book {
  readonly grids: readonly Grid[];
  readonly lines: readonly Line[];
  readonly notes: readonly FileNote[];
}

/** A file that cannot be read; the message is one sentence for a person. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** The place of a row of a grid. */
export const placeIn = (grid: Grid, row: number): GridPlace =>
  grid.kind === 'sheet'
    ? { sheet: grid.name, row }
    : grid.kind === 'table'
      ? { table: Number(grid.name), row }
      : { row };

/** True where a cell holds something that can be seen. */
export const isFilled = (text: string | undefined): boolean => text !== undefined && /\S/.test(text);

// One sheet of Excel has at most a million rows; what is dearer than this is no chronology.
const mostCells = 20_000_000;

/** Counts cells that are kept, and throws `UnreadableFile` where a file holds more than can be a chronology. */
export function cellCounter(): (cells: number) => void {
  let count = 0;
  return (cells) => {
    count += cells;
    if (count > mostCells)
      throw new UnreadableFile('The file holds more than twenty million cells, so it was not read.');
  };
}

interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * Gives the words of merged cells to the rows below that they reach into, where such a row has something of its own, and notes how wide
 * a row's first cell is.
 */
export function spreadMerges(rows: readonly GridRow[], merges: readonly Merge[]): void {
  if (merges.length === 0) return;
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  for (const { top, left, bottom, right } of merges) {
    const first = byNumber.get(top);
    const text = first?.cells[left] ?? '';
    if (first === undefined || text === '') continue;
    if (right > left && first.cells.findIndex(isFilled) === left) first.wide = right - left + 1;
    for (let number = top + 1; number <= bottom; number += 1) {
      const row = byNumber.get(number);
      if (row === undefined) {
        // A merged cell may reach over every row there is; below the last that holds anything there is nothing to give it to.
        if (number > (rows.at(-1)?.number ?? 0)) break;
        continue;
      }
      while (row.cells.length <= left) row.cells.push('');
      row.cells[left] = text;
      (row.merged ??= []).push(left);
      const kept = first.stored?.[left];
      if (kept !== undefined) (row.stored ??= [])[left] = kept;
    }
  }
}

/** The number of a column, from 0, by the letters that a spreadsheet gives it. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (let at = 0; at < letters.length; at += 1) number = number * 26 + letters.charCodeAt(at) - 64;
  return number - 1;
}

/** The letters that a spreadsheet gives to a column, counted from 0. */
export const columnName = (column: number): string =>
  column < 0 ? '' : columnName(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
