import { type Book, cellCounter, type FileNote, type GridRow, isFilled, UnreadableFile } from './grid.ts';

/** Reads separated values in whatever encoding and with whichever of comma, semicolon and tab they were saved. Throws `UnreadableFile`. */
export function readCsv(bytes: Uint8Array): Book {
  const { text, encoding } = decoded(bytes);
  // Excel writes the delimiter in a line of its own, and does not show that line.
  const told = /^sep=(.)\r?\n/i.exec(text);
  const body = told === null ? text : text.slice(told[0].length);
  const delimiter = told?.[1] ?? delimiterOf(body);
  const { rows, isOpen } = rowsOf(body, delimiter);
  const notes: FileNote[] = [];
  if (encoding !== 'UTF-8')
    notes.push({ words: `The file was read as ${encoding}, which it seems to be written in.`, place: null });
  if (isOpen)
    notes.push({
      words: 'A quotation mark is opened and never closed. It was taken as a character like any other.',
      place: null,
    });
  return { grids: [{ kind: 'lines', name: '', hidden: false, rows, hiddenColumns: [] }], lines: [], notes };
}

function decoded(bytes: Uint8Array): { readonly text: string; readonly encoding: string } {
  const [a, b] = bytes;
  const sample = bytes.subarray(0, 4_000);
  const zeros = (from: number) => sample.filter((byte, at) => at % 2 === from && byte === 0).length;
  const many = sample.length / 5;
  if ((a === 0xff && b === 0xfe) || (zeros(1) > many && zeros(0) < many / 10))
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if ((a === 0xfe && b === 0xff) || (zeros(0) > many && zeros(1) < many / 10))
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  if (sample.includes(0))
    throw new UnreadableFile('The file is neither a table nor a text that can be read.');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** The delimiter with which the first rows have the most, and the most alike, cells. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 20_000);
  const score = (delimiter: string) => {
    const counts = rowsOf(start, delimiter)
      .rows.slice(0, 30)
      .map(({ cells }) => cells.length);
    const wide = counts.filter((count) => count > 1);
    const most = Math.max(
      0,
      ...wide.map((count) => wide.filter((other) => other === count).length * (count - 1)),
    );
    return most;
  };
  const [best = ','] = [',', ';', '\t', '|'].toSorted((a, b) => score(b) - score(a));
  return best;
}

interface Rows {
  readonly rows: readonly GridRow[];
  /** A quotation mark was opened and never closed. */
  readonly isOpen: boolean;
}

function rowsOf(text: string, delimiter: string): Rows {
  const rows: GridRow[] = [];
  const count = cellCounter();
  let number = 0;
  let cells: string[] = [];
  let isOpen = false;
  const endRow = () => {
    number += 1;
    while (cells.length > 0 && !isFilled(cells.at(-1))) cells.pop();
    if (cells.length > 0) rows.push({ number, cells });
    count(cells.length);
    cells = [];
  };
  for (let at = 0; at <= text.length; ) {
    const cell = cellFrom(text, at, delimiter);
    isOpen ||= cell.isOpen;
    cells.push(cell.words);
    at = cell.end;
    if (at >= text.length) break;
    if (text.startsWith(delimiter, at)) {
      at += 1;
      continue;
    }
    endRow();
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at >= text.length) return { rows, isOpen };
  }
  endRow();
  return { rows, isOpen };
}

/** One cell and where it ends. What follows a closing quotation mark before the delimiter belongs to the cell. */
function cellFrom(text: string, from: number, delimiter: string) {
  let words = '';
  let at = from;
  let isOpen = false;
  if (text[from] === '"') {
    let end = from + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end === -1 || text[end + 1] !== '"') break;
      end += 2;
    }
    isOpen = end === -1;
    if (end !== -1) {
      words = text
        .slice(from + 1, end)
        .replaceAll('""', '"')
        .replace(/\r\n?/g, '\n');
      at = end + 1;
    }
  }
  const start = at;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { words: words + text.slice(start, at), end: at, isOpen };
}
