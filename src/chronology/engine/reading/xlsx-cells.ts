import { cellCounter, columnName, columnNumber, type FileNote, type GridRow, type Stored } from './grid.ts';
import { type DateFormat, shownDate } from './number-format.ts';
import { unescaped } from './zip.ts';

/** What the cells of a workbook point to. */
export interface Shared {
  readonly strings: readonly string[];
  /** By style number: how it shows dates; null where it shows none. */
  readonly dates: readonly (DateFormat | null)[];
  /** By style number: how many digits it pads a whole number to; 0 for none. */
  readonly padded: readonly number[];
  readonly from1904: boolean;
}

/** The rows with something in them of one sheet's XML, and the cells whose formula the file keeps no value for. */
export interface Cells {
  readonly rows: readonly GridRow[];
  readonly valueless: readonly string[];
}

// A long sheet is mostly cells without a value, and each of them would cost as much as one that has one. So the values are looked for,
// and from each the way goes back to its cell.
/** Reads the cells of one sheet. Throws `UnreadableFile` where there are more than a chronology can have. */
export function cellsOf(xml: string, shared: Shared): Cells {
  const { text, from, to } = prepared(xml);
  const rows: GridRow[] = [];
  const valueless: string[] = [];
  const count = cellCounter();
  let row: GridRow | null = null;
  let inOrder = true;
  const put = (at: Cell, words: string, stored?: Stored) => {
    if (words === '') return;
    if (row === null || row.number !== at.row) {
      if (row !== null && row.number > at.row) inOrder = false;
      row = { number: at.row, cells: [] };
      rows.push(row);
    }
    const { cells } = row;
    count(Math.max(0, at.column + 1 - cells.length));
    while (cells.length < at.column) cells.push('');
    cells[at.column] = words;
    if (stored !== undefined) (row.stored ??= [])[at.column] = stored;
  };
  const next = (tag: string, after: number) => {
    const at = text.indexOf(tag, after);
    return at === -1 || at > to ? to : at;
  };
  let [value, inline, formula] = [next('<v>', from), next('<is>', from), next('<f', from)];
  for (;;) {
    const hit = Math.min(value, inline, formula);
    if (hit >= to) break;
    const open = text.lastIndexOf('<c ', hit);
    const cell = cellAt(text, open, text.indexOf('>', open));
    if (hit === value) {
      put(cell, ...valueOf(cell, textIn(text, hit, 'v'), shared));
      value = next('<v>', hit + 2);
    } else if (hit === inline) {
      put(cell, richText(text.slice(hit, text.indexOf('</is>', hit))));
      inline = next('<is>', hit + 2);
    } else {
      // Its value, where the file has one, is found by itself.
      const end = text.indexOf('</c>', hit);
      if (value > end || text.charCodeAt(value + 3) === 60) {
        valueless.push(`${columnName(cell.column)}${cell.row}`);
        put(cell, `=${textIn(text, hit, 'f') || '(formula)'}`);
      }
      formula = next('<f', hit + 2);
    }
  }
  return { rows: inOrder ? rows : joined(rows), valueless };
}

interface Cell {
  row: number;
  column: number;
  type: string;
  style: number;
}

// Some writers put a prefix before every name, and some leave out where a cell stands.
function prepared(xml: string): { text: string; from: number; to: number } {
  const prefix = /<(\w+):worksheet\b/.exec(xml.slice(0, 4_000))?.[1];
  let text = prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
  if (text.includes('<v ')) text = text.replace(/<v [^>]*>/g, '<v>');
  let from = text.indexOf('<sheetData');
  const isPlaced = !/<c(?![^>]* r=)[ />]/.test(text.slice(from, from + 20_000));
  if (from !== -1 && !isPlaced) {
    text = withPlaces(text);
    from = text.indexOf('<sheetData');
  }
  const to = text.indexOf('</sheetData>');
  return { text, from: from === -1 ? text.length : from, to: to === -1 ? text.length : to };
}

function withPlaces(xml: string): string {
  let row = 0;
  let column = 0;
  return xml.replace(/<(row|c)(\s[^>]*?)?(\/?)>/g, (_, name: string, given = '', end: string) => {
    const place = /\sr="([A-Z]*)(\d+)"/.exec(given as string);
    if (name === 'row') {
      row = place === null ? row + 1 : Number(place[2]);
      column = 0;
      return `<row${given as string}${end}>`;
    }
    column = place === null ? column + 1 : columnNumber(place[1] ?? '') + 1;
    return place === null
      ? `<c r="${columnName(column - 1)}${row}"${given as string}${end}>`
      : `<c${given as string}${end}>`;
  });
}

/** Reads the attributes of a cell's opening tag, which are the dearest part of a sheet, character by character. */
function cellAt(text: string, open: number, close: number): Cell {
  const cell: Cell = { row: 0, column: -1, type: '', style: 0 };
  for (let at = open + 2; at < close; ) {
    const equals = text.indexOf('=', at);
    if (equals === -1 || equals > close) break;
    const end = text.indexOf(text[equals + 1] ?? '"', equals + 2);
    const name = text.charCodeAt(equals - 1);
    const isShort = text.charCodeAt(equals - 2) <= 32;
    if (isShort && name === 114) {
      let column = 0;
      let row = 0;
      for (let i = equals + 2; i < end; i += 1) {
        const code = text.charCodeAt(i);
        if (code > 64) column = column * 26 + code - 64;
        else row = row * 10 + code - 48;
      }
      cell.column = column - 1;
      cell.row = row;
    } else if (isShort && name === 116) cell.type = text.slice(equals + 2, end);
    else if (isShort && name === 115) cell.style = Number(text.slice(equals + 2, end));
    at = end + 1;
  }
  return cell;
}

function textIn(text: string, from: number, name: string): string {
  const start = text.indexOf('>', from) + 1;
  if (text.charCodeAt(start - 2) === 47) return '';
  const end = text.indexOf(`</${name}>`, start);
  return unescaped(text.slice(start, end === -1 ? start : end));
}

const isoStamp = /^(\d{4}-\d{2}-\d{2})?(?:T?(\d{2}:\d{2}(?::\d{2})?))?/;

function valueOf({ type, style }: Cell, value: string, shared: Shared): [words: string, stored?: Stored] {
  if (type === 's') return [shared.strings[Number(value)] ?? ''];
  if (type === 'b') return [value === '1' ? 'TRUE' : 'FALSE'];
  if (type === 'd') {
    const [, day, time] = isoStamp.exec(value) ?? [];
    return [value, { day: day ?? null, time: time ?? null, shown: day === undefined ? 'time' : 'day' }];
  }
  if (type !== '' && type !== 'n') return [unescapedControls(value)];
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return [value];
  const format = shared.dates[style] ?? null;
  const date = format === null ? null : shownDate(number, format, shared.from1904);
  if (date !== null) return [date.text, date.stored];
  const digits = shared.padded[style] ?? 0;
  // Fifteen digits are what a spreadsheet shows; the rest is the noise of binary fractions.
  return [digits > 0 ? String(number).padStart(digits, '0') : String(Number(number.toPrecision(15)))];
}

/** The text of a shared or an inline string, its runs joined and what tells how to pronounce it left out. */
export function richText(xml: string): string {
  let found = '';
  const spoken = xml.includes('<rPh') ? xml.replace(/<rPh\b[^]*?<\/rPh>/g, '') : xml;
  for (let at = spoken.indexOf('<t'); at !== -1; at = spoken.indexOf('<t', at)) {
    const start = spoken.indexOf('>', at) + 1;
    if (start === 0) break;
    const next = spoken.charCodeAt(at + 2);
    at = start;
    if ((next !== 62 && next !== 32) || spoken.charCodeAt(start - 2) === 47) continue;
    const end = spoken.indexOf('</t>', start);
    if (end === -1) break;
    found += unescaped(spoken.slice(start, end));
    at = end;
  }
  return unescapedControls(found);
}

const unescapedControls = (text: string) =>
  text.includes('_x')
    ? text
        .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replace(/\r\n?/g, '\n')
    : text;

// A writer may put rows in any order, and a row in pieces.
function joined(rows: readonly GridRow[]): readonly GridRow[] {
  const whole = new Map<number, GridRow>();
  for (const row of rows) {
    const first = whole.get(row.number);
    if (first === undefined) {
      whole.set(row.number, row);
      continue;
    }
    row.cells.forEach((text, column) => {
      while (first.cells.length <= column) first.cells.push('');
      if (text === '') return;
      first.cells[column] = text;
      const kept = row.stored?.[column];
      if (kept !== undefined) (first.stored ??= [])[column] = kept;
    });
  }
  return [...whole.values()].toSorted((a, b) => a.number - b.number);
}

/** Says which cells hold a formula without its value, a hundred of them by name. */
export function formulaNote(sheet: string, cells: readonly string[]): readonly FileNote[] {
  if (cells.length === 0) return [];
  const named = `${cells.slice(0, 100).join(', ')}${cells.length > 100 ? ' and others' : ''}`;
  return [
    {
      words: `Formulas without their values: ${named}. Nothing was calculated; open the file in its own program and save it again.`,
      place: { sheet },
    },
  ];
}
