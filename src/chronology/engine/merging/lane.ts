import { hash } from 'node:crypto';
import { isDitto, readCellDate, readDate } from '../dates/dates.ts';
import type { NumberOrder } from '../dates/date-years.ts';
import { fromIso, iso } from '../dates/day-number.ts';
import type { Cell, Entry, NotUnderstood, ReadFile, ReadRow, RowDate, SetAside } from '../entry.ts';
import { childSeenIn } from './child-seen.ts';
import { readTime } from '../dates/times.ts';

/**
 * A row that was kept, with what the merge needs to put it in order and the analysis to weigh it. `content`: what its words alone would
 * name it; its id is the same until it is corrected. `minutes`: its place within its day.
 * `sequence`: what its agency numbered it. `index`: its place in its file. `notes`: why somebody should look at its date. `who`: the
 * words of its cell of people. `seen`: whether the child was seen, where a column says so and can be understood.
 */
export interface Standing {
  readonly entry: Entry;
  readonly content: string;
  readonly first: number | null;
  readonly last: number | null;
  readonly minutes: number;
  readonly sequence: number | null;
  readonly index: number;
  readonly notes: readonly string[];
  readonly who: string;
  readonly seen: boolean | null;
}

/** One file of one agency, understood: every row that was read is in `rows` or in `notUnderstood`. */
export interface Lane {
  readonly file: string;
  readonly agency: string;
  readonly rows: readonly Standing[];
  readonly notUnderstood: readonly NotUnderstood[];
  readonly setAside: readonly SetAside[];
  readonly rowsRead: number;
}

/** What a row's date came to: an interval with its notes, or why there is none. */
type Dated =
  | {
      readonly given: string;
      readonly edtf: string;
      readonly earliest: string | null;
      readonly latest: string | null;
      readonly time: string | null;
      readonly notes: readonly string[];
    }
  | { readonly given: string; readonly why: string };

/**
 * Understands the rows of one file. The number order of its dates is settled once for each sheet or table: day first, unless the file is
 * said to be otherwise or a date of the column can only have its month first.
 */
export function laneOf(file: ReadFile, today: string): Lane {
  const orders = ordersOf(file, today);
  const rows: Standing[] = [];
  const notUnderstood: NotUnderstood[] = [];
  const seenBefore = new Map<string, number>();
  let above: { readonly table: string; readonly row: number; readonly dated: Dated } | null = null;
  for (const [index, row] of file.rows.entries()) {
    const table = tableOf(row);
    const dated = dateOf(row, orders.get(table) ?? 'day first', today, above?.table === table ? above : null);
    above = { table, row: row.place.row, dated };
    const why = row.why ?? ('why' in dated ? dated.why : null);
    if (why !== null || 'why' in dated) {
      const columns = columnsOf(row.cells, () => true);
      notUnderstood.push({ file: file.file, place: row.place, given: dated.given, why: why ?? '', columns });
    } else rows.push(standing(file, row, index, dated, seenBefore));
  }
  return {
    file: file.file,
    agency: file.agency,
    rows: inPlace(rows),
    notUnderstood,
    setAside: file.setAside,
    rowsRead: file.rows.length,
  };
}

function tableOf({ place }: ReadRow): string {
  return place.sheet ?? String(place.table ?? '');
}

/** For each sheet or table, how its numeric dates are to be read. */
function ordersOf(file: ReadFile, today: string): ReadonlyMap<string, NumberOrder> {
  const orders = new Map<string, NumberOrder>();
  for (const row of file.rows) {
    const table = tableOf(row);
    if (file.usDates === true) orders.set(table, 'month first');
    else if (
      orders.get(table) !== 'either' &&
      [row.date, row.dateTo].some((date) => onlyMonthFirst(date, today))
    )
      orders.set(table, 'either');
  }
  return orders;
}

function onlyMonthFirst(date: RowDate | undefined, today: string): boolean {
  if (date?.kind !== 'text' || !/\d/.test(date.text)) return false;
  const read = readDate(date.text, { today, order: 'day first' });
  return read.understood && read.monthFirst;
}

function dateOf(
  row: ReadRow,
  order: NumberOrder,
  today: string,
  above: { readonly row: number; readonly dated: Dated } | null,
): Dated {
  const from = oneDate(row.date, order, today, above);
  if ('why' in from || row.dateTo === undefined) return from;
  if (row.dateTo.kind === 'blank') return from;
  const to = oneDate(row.dateTo, order, today, above);
  if ('why' in to)
    return { ...from, notes: [...from.notes, `Its end “${to.given}” is not understood: ${to.why}`] };
  return spanned(from, to);
}

type Read = Exclude<Dated, { why: string }>;

/** From the day in one column to the day in another. The words of the end stay in their own column. */
function spanned(from: Read, to: Read): Read {
  if (to.edtf === 'XXXX' || to.edtf === from.edtf) return { ...from, notes: [...from.notes, ...to.notes] };
  const notes = [...from.notes, ...to.notes];
  if (from.earliest === null || to.latest === null || from.edtf.includes('/..'))
    return { ...from, notes: [...notes, 'Its two dates do not make a stretch of time.'] };
  if (to.latest < from.earliest) {
    const back = 'It ends before it begins, so only its first date is used.';
    return { ...from, notes: [...notes, back] };
  }
  const edtf = `${endOf(from.edtf, 0, from.earliest)}/${endOf(to.edtf, 1, to.latest)}`;
  return { ...from, edtf, latest: to.latest, notes };
}

/** One end of an EDTF date for an interval; a season, an unspecified day or a decade is written by its day there. */
function endOf(edtf: string, at: 0 | 1, day: string): string {
  const part = edtf.split('/').at(at === 0 ? 0 : -1) ?? '';
  return /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?[?~%]?$/.test(part) ? part : day;
}

function oneDate(
  date: RowDate,
  order: NumberOrder,
  today: string,
  above: { readonly row: number; readonly dated: Dated } | null,
): Dated {
  if (date.kind === 'unreadable') return { given: date.shown, why: date.why };
  if (date.kind === 'cell') return cellDate(date, order);
  if (date.kind === 'merged') return fromAbove(date.shown, above, null);
  if (date.kind === 'blank' || date.text.trim() === '') {
    const note =
      above === null ? null : `No date is written; it is read as that of row ${above.row} above it.`;
    return fromAbove(date.kind === 'blank' ? '' : date.text, above, note);
  }
  if (isDitto(date.text)) return fromAbove(date.text, above, null);
  const read = readDate(date.text, { today, order });
  return read.understood ? { given: date.text, ...read } : { given: date.text, why: read.why };
}

function fromAbove(given: string, above: { readonly dated: Dated } | null, note: string | null): Dated {
  if (above === null) return { given, why: 'No date is written, and no dated row stands above it.' };
  if ('why' in above.dated)
    return { given, why: 'No date is written, and the date above it is not understood.' };
  return { ...above.dated, given, time: null, notes: note === null ? above.dated.notes : [note] };
}

/**
 * A spreadsheet's own date. Where its column also holds typed dates with the month first, the spreadsheet will have taken those that it
 * could for days first when the file was opened: such a day is asked about too.
 */
function cellDate(date: Extract<RowDate, { kind: 'cell' }>, order: NumberOrder): Dated {
  const read = readCellDate(date.day, date.precision);
  if (read === null)
    return { given: date.shown, why: `The day ${date.day} is none that a chronology can mean.` };
  const [year, month, day] = date.day.split('-').map(Number) as [number, number, number];
  const time = date.time ?? null;
  if (order !== 'either' || date.precision !== 'day' || day > 12 || day === month)
    return { given: date.shown, ...read, time };
  const days = [fromIso(date.day) ?? 0, fromIso(`${year}-${date.day.slice(8)}-${date.day.slice(5, 7)}`) ?? 0];
  const [earliest, latest] = [iso(Math.min(...days)), iso(Math.max(...days))];
  const note = 'Its column holds dates with the month first, so day and month may have changed places.';
  return { given: date.shown, edtf: `${earliest}/${latest}`, earliest, latest, time, notes: [note] };
}

/** The row as it is printed. Its words are the agency's own and stay as they are. */
function standing(
  file: ReadFile,
  row: ReadRow,
  index: number,
  dated: Read,
  seenBefore: Map<string, number>,
): Standing {
  const agency = row.agency ?? file.agency;
  const first = (field: Cell['field']) => row.cells.find((cell) => cell.field === field);
  const [source, event, timeCell] = [first('source'), first('event'), first('time')];
  const time = timeOf(row, dated.time);
  const taken = (cell: Cell) =>
    cell === source || cell === event || (cell === timeCell && cell.text === time.time);
  const given = (cell: Cell) => cell.field === 'date' && cell.text === dated.given;
  const columns = columnsOf(row.cells, (cell) => !taken(cell) && !given(cell));
  const content = identity(agency, row.cells, seenBefore);
  const entry: Entry = {
    id: content,
    agency,
    file: file.file,
    place: row.place,
    given: dated.given,
    edtf: dated.edtf,
    earliest: dated.earliest,
    latest: dated.latest,
    time: time.time,
    source: source?.text ?? '',
    event: event?.text ?? '',
    columns,
  };
  return {
    entry,
    content,
    first: dated.earliest === null ? null : fromIso(dated.earliest),
    last: dated.latest === null ? null : fromIso(dated.latest),
    minutes: time.start ?? -1,
    sequence: row.sequence ?? null,
    index,
    notes: time.note === null ? dated.notes : [...dated.notes, time.note],
    who: first('who')?.text ?? '',
    seen: childSeenIn(first('childSeen')?.text ?? ''),
  };
}

interface RowsTime {
  readonly time: string | null;
  readonly start: number | null;
  readonly note: string | null;
}

const noTime: RowsTime = { time: null, start: null, note: null };

/** The time in its own column, or else the one that stood with the date. */
function timeOf({ time, timeTo }: ReadRow, besideDate: string | null): RowsTime {
  const words = time === undefined ? besideDate : time.kind === 'cell' ? time.time : time.text;
  const from = words === null ? null : readTime(words);
  if (from === null) return noTime;
  const until = timeTo === undefined ? null : readTime(timeTo.kind === 'cell' ? timeTo.time : timeTo.text);
  const both = from.start !== null && until !== null && until.start !== null && !from.time.includes('/');
  return both ? { ...from, time: `${from.time}/${until.time}` } : from;
}

/** Cells under their headings; where two columns have one heading, the later ones are numbered. */
function columnsOf(
  cells: readonly Cell[],
  wanted: (cell: Cell) => boolean,
): Readonly<Record<string, string>> {
  // Without a prototype, a heading such as "__proto__" is a heading like any other.
  const columns = Object.create(null) as Record<string, string>;
  for (const cell of cells) {
    if (!wanted(cell)) continue;
    let heading = cell.heading;
    for (let number = 2; heading in columns; number++) heading = `${cell.heading} (${number})`;
    columns[heading] = cell.text;
  }
  return columns;
}

/**
 * The name of a row for its whole life: made from its agency and all its words, and how many rows of the same words its agency had before
 * it. Neither the name of the file nor the place of the row goes in, so a file that is sent again under another name, or with rows added
 * above, keeps its names, and with them every link and comment. What a corrected row is called, again.ts decides.
 */
function identity(agency: string, cells: readonly Cell[], seenBefore: Map<string, number>): string {
  let words = agency;
  for (const { field, heading, text } of cells) {
    // A running number changes whenever a row is put in above; it is no part of what the row says.
    if (field !== 'sequence')
      words += `\u001f${field === 'other' ? heading : field}\u001e${text.replace(/\s+/g, ' ').trim()}`;
  }
  const content = hash('sha256', words, 'hex').slice(0, 16);
  const before = seenBefore.get(content) ?? 0;
  seenBefore.set(content, before + 1);
  return before === 0 ? content : `${content}-${before + 1}`;
}

/**
 * The rows of a day keep the place that their agency gave them: a row without a time stands behind the timed row above it. That
 * place is no time, and none is printed for it.
 */
function inPlace(rows: readonly Standing[]): readonly Standing[] {
  const sorted = rows.toSorted((a, b) => byInterval(a, b) || bySequence(a, b) || a.index - b.index);
  let previous: Standing | null = null;
  const placed = sorted.map((row) => {
    const sameDay = previous !== null && previous.first === row.first && previous.last === row.last;
    const minutes = row.minutes >= 0 ? row.minutes : sameDay ? (previous?.minutes ?? 0) : 0;
    previous = minutes === row.minutes ? row : { ...row, minutes };
    return previous;
  });
  return placed.toSorted((a, b) => inOrder(a, b) || a.index - b.index);
}

function byInterval(a: Standing, b: Standing): number {
  if (a.first !== b.first) return a.first === null ? 1 : b.first === null ? -1 : a.first - b.first;
  if (a.last !== b.last) {
    // An open end is later than every day; without either end a row is undated, and last of all.
    return a.last === null ? 1 : b.last === null ? -1 : a.last - b.last;
  }
  return 0;
}

function bySequence(a: Standing, b: Standing): number {
  if (a.sequence === b.sequence) return 0;
  return a.sequence === null ? 1 : b.sequence === null ? -1 : a.sequence - b.sequence;
}

/** The order of the merge: earliest, latest, place within the day, sequence. Zero where only file and row decide. */
export function inOrder(a: Standing, b: Standing): number {
  return byInterval(a, b) || a.minutes - b.minutes || bySequence(a, b);
}
