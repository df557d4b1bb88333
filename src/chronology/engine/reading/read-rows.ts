import { type Column, type Mapping, mappingOf, type Remembered } from './columns.ts';
import { isDateLike, isDayLike } from './date-like.ts';
import type { Cell, Place, ReadRow, RowDate, RowTime, SetAside } from '../entry.ts';
import { columnName, type Grid, type GridRow, isFilled, placeIn, type Stored } from './grid.ts';
import type { Header } from './header.ts';
import { dayOfNumber, timeOfFraction } from './number-format.ts';
import { kindOf } from './row-kind.ts';

/** What came of the rows of one table. */
export interface RowsRead {
  readonly rows: ReadRow[];
  readonly setAside: Omit<SetAside, 'file'>[];
  /** Rows that were read in a way that a person should know of, by that way. */
  readonly remarks: Map<string, number[]>;
}

/** Reads the rows of a table below its header. Each becomes a row of the chronology or is set aside; none is left out, and none is altered. */
export function readRows(grid: Grid, header: Header, remembered: Remembered): RowsRead {
  const read: RowsRead = { rows: [], setAside: [], remarks: new Map() };
  let now = header;
  let mayGoOn = false;
  let places = placesOf(header.mapping);
  const lastDated = grid.rows.findLast((row) => hasDate(row, places.date))?.number ?? 0;
  for (const row of grid.rows) {
    if (row.number <= now.last) {
      // The header is what the columns are called, and stands in their mapping.
      if (now.row === null || row.number < now.row) setAside(read, grid, row, 'title');
      continue;
    }
    const kind = kindOf(row, now, row.number > lastDated);
    if (kind === 'empty') continue;
    if (kind === 'new header') {
      now = otherHeader(row, grid, remembered);
      places = placesOf(now.mapping);
      setAside(read, grid, row, 'header of other columns');
      mayGoOn = false;
      continue;
    }
    if (kind !== 'row') {
      setAside(read, grid, row, kind);
      if (kind === 'heading') mayGoOn = false;
      continue;
    }
    if (row.hidden === true) remark(read, 'hidden, and read like the others', row.number);
    for (const one of parted(row, places, read))
      read.rows.push(rowOf(one, grid, now.mapping, places, read, mayGoOn));
    mayGoOn = true;
  }
  return read;
}

const indexOf = (mapping: Mapping, field: Column['field']) =>
  mapping.findIndex((column) => column.field === field);

/** Where the columns stand that decide when a row was; -1 for one that the table lacks. */
interface Places {
  readonly date: number;
  readonly dateTo: number;
  readonly time: number;
  readonly timeTo: number;
  readonly sequence: number;
  readonly event: number;
}

const placesOf = (mapping: Mapping): Places => ({
  date: indexOf(mapping, 'date'),
  dateTo: indexOf(mapping, 'dateTo'),
  time: indexOf(mapping, 'time'),
  timeTo: indexOf(mapping, 'timeTo'),
  sequence: indexOf(mapping, 'sequence'),
  event: indexOf(mapping, 'event'),
});

const hasDate = (row: GridRow, at: number) =>
  isDateLike(row.cells[at] ?? '') ||
  typeof row.stored?.[at]?.day === 'string' ||
  row.merged?.includes(at) === true;

function setAside(read: RowsRead, grid: Grid, row: GridRow, as: string): void {
  const words = row.cells
    .filter((text, at) => isFilled(text) && row.merged?.includes(at) !== true)
    .join(' | ');
  read.setAside.push({ place: placeIn(grid, row.number) as Place, as, words });
}

function remark(read: RowsRead, how: string, row: number): void {
  const rows = read.remarks.get(how);
  if (rows === undefined) read.remarks.set(how, [row]);
  else if (rows.at(-1) !== row) rows.push(row);
}

function otherHeader(row: GridRow, grid: Grid, remembered: Remembered): Header {
  const width = grid.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const headings = Array.from({ length: width }, (_, at) => row.cells[at] ?? '');
  const mapping = mappingOf(headings, remembered, (at) => `Column ${columnName(at)}`);
  return { row: row.number, last: row.number, mapping, isGuessed: false };
}

/** A row whose date cell holds as many dates, one in a line, as its event cell holds lines, as one row for each. */
function parted(row: GridRow, { date: dateAt, event: eventAt }: Places, read: RowsRead): readonly GridRow[] {
  const text = row.cells[dateAt] ?? '';
  if (!text.includes('\n')) return [row];
  const dates = linesOf(text);
  const events = linesOf(row.cells[eventAt] ?? '');
  if (dates.length < 2 || dates.length !== events.length || !dates.every(isDayLike)) return [row];
  remark(read, 'several dates with as many events in one row, read as a row for each', row.number);
  return dates.map((date, at) => ({
    ...row,
    cells: row.cells.map((words, column) =>
      column === dateAt ? date : column === eventAt ? (events[at] ?? '') : words,
    ),
  }));
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const isBlank = (date: RowDate | undefined) => date?.kind === 'blank';

function rowOf(
  row: GridRow,
  grid: Grid,
  mapping: Mapping,
  places: Places,
  read: RowsRead,
  mayGoOn: boolean,
): ReadRow {
  const date = dateAt(row, places.date, grid, read);
  const dateTo = dateAt(row, places.dateTo, grid, read);
  const time = timeAt(row, places.time);
  const timeTo = timeAt(row, places.timeTo);
  const sequence = sequenceIn(row.cells[places.sequence] ?? '');
  // A date that was left out means that of the row above only where a row of the same part of the same table stands there.
  const why =
    isBlank(date) && !mayGoOn
      ? 'The date is left empty, and no row stands above it whose date it could have.'
      : '';
  return {
    place: placeIn(grid, row.number) as Place,
    date: date ?? { kind: 'blank' },
    ...(dateTo === undefined || isBlank(dateTo) ? {} : { dateTo }),
    ...(time === undefined ? {} : { time }),
    ...(timeTo === undefined ? {} : { timeTo }),
    ...(sequence === null ? {} : { sequence }),
    cells: cellsOf(row, mapping),
    ...(why === '' ? {} : { why }),
  };
}

function cellsOf(row: GridRow, mapping: Mapping): readonly Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < row.cells.length; column += 1) {
    const text = row.cells[column] ?? '';
    if (!isFilled(text)) continue;
    const { heading, field } = mapping[column] ?? { heading: `Column ${columnName(column)}`, field: 'other' };
    cells.push({ heading, field, text });
  }
  return cells;
}

const fault = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|^#{2,}$|^(?:Err:\d{3}|#NAME)/;

function dateAt(row: GridRow, at: number, grid: Grid, read: RowsRead): RowDate | undefined {
  if (at === -1) return undefined;
  const text = row.cells[at] ?? '';
  if (!isFilled(text)) return { kind: 'blank' };
  // The cell reaches down from a row above; where that is the row just read, its date is this one's.
  const above = read.rows.at(-1);
  if (row.merged?.includes(at) === true && above !== undefined && shownOf(above.date) === text)
    return { kind: 'merged', shown: text };
  const stored = row.stored?.[at];
  if (stored !== undefined && stored.day !== null) return ofCell(text, stored, stored.day, row, read);
  if (fault.test(text))
    return { kind: 'unreadable', shown: text, why: 'The cell shows an error in place of a date.' };
  if (/^=.*[A-Za-z(]/.test(text))
    return {
      kind: 'unreadable',
      shown: text,
      why: 'The cell holds a formula, and the file does not keep the date that it gives.',
    };
  const number = /^\d{4,5}(?:\.\d+)?$/.test(text.trim()) ? Number(text) : 0;
  const day = dayOfNumber(number, grid.from1904 === true);
  if (day === null) return { kind: 'text', text };
  remark(read, "a bare number in place of a date, read as the spreadsheet's own number of a day", row.number);
  return { kind: 'cell', shown: text, day, precision: 'day' };
}

const shownOf = (date: RowDate): string | null =>
  date.kind === 'blank' ? null : date.kind === 'text' ? date.text : date.shown;

function ofCell(shown: string, stored: Stored, day: string, row: GridRow, read: RowsRead): RowDate {
  if (stored.shown === 'day-without-year')
    remark(read, 'a date shown without its year; the year that the cell keeps was taken', row.number);
  const precision = stored.shown === 'month' || stored.shown === 'year' ? stored.shown : 'day';
  return {
    kind: 'cell',
    shown,
    day,
    precision,
    ...(stored.time === null ? {} : { time: stored.time.slice(0, 5) }),
  };
}

function timeAt(row: GridRow, at: number): RowTime | undefined {
  const text = row.cells[at] ?? '';
  if (at === -1 || !isFilled(text)) return undefined;
  const stored = row.stored?.[at];
  if (stored !== undefined && stored.time !== null)
    return { kind: 'cell', shown: text, time: stored.time.slice(0, 5) };
  // A time that was typed as one and is shown as a plain number is the part of the day that has gone.
  if (/^0?\.\d{2,}$/.test(text.trim()))
    return { kind: 'cell', shown: text, time: timeOfFraction(Number(text)).slice(0, 5) };
  return { kind: 'text', text };
}

function sequenceIn(text: string): number | null {
  const found = /^\W*(?:[a-z]{1,4}\W?)?(\d{1,7})\W*$/i.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
