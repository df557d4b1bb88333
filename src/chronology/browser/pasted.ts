/** Lines of cells as they were pasted. */
export type Pasted = readonly (readonly string[])[];

/**
 * The cells of text as a spreadsheet copies it: tabs between cells, line ends between rows, and a cell in quotation marks where it has either.
 * A quotation mark within a cell that does not begin with one is itself. The line end behind the last row begins no other.
 */
export function cellsOfText(text: string): Pasted {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n');
  while (at <= source.length) {
    const { cell, next } = source[at] === '"' ? quoted(source, at) : plain(source, at);
    line.push(cell);
    if (source[next] !== '\t') {
      lines.push(line);
      line = [];
      if (next >= source.length - 1) break;
    }
    at = next + 1;
  }
  return lines;
}

function plain(source: string, at: number): { cell: string; next: number } {
  let next = at;
  while (next < source.length && source[next] !== '\t' && source[next] !== '\n') next += 1;
  return { cell: source.slice(at, next), next };
}

// What begins with a quotation mark and never ends as a quoted cell does was typed so, and stays as it is.
function quoted(source: string, at: number): { cell: string; next: number } {
  let end = source.indexOf('"', at + 1);
  while (end >= 0 && source[end + 1] === '"') end = source.indexOf('"', end + 2);
  const behind = end < 0 ? '' : (source[end + 1] ?? '\n');
  if (end < 0 || (behind !== '\t' && behind !== '\n')) return plain(source, at);
  return { cell: source.slice(at + 1, end).replaceAll('""', '"'), next: end + 1 };
}

/** Without the empty lines at the end, and the columns at the right in which nothing stands: a sheet copies thousands of them. */
export function trimmed(lines: Pasted): Pasted {
  const isFilled = (cell: string) => cell.trim() !== '';
  const last = lines.findLastIndex((line) => line.some(isFilled));
  const wide = Math.max(0, ...lines.map((line) => line.findLastIndex(isFilled) + 1));
  return lines.slice(0, last + 1).map((line) => line.slice(0, wide));
}

/** How something pasted is to fall. */
export interface Placing {
  /** How many of its first lines are left out. */
  readonly skip: number;
  /** The column's key for each of its cells; null for a cell that is left out. */
  readonly keys: readonly (string | null)[];
}

/** Places cells as they stand, from a column to the right. */
export const fromColumn = (keys: readonly string[], at: number, wide: number): Placing => ({
  skip: 0,
  keys: Array.from({ length: wide }, (_, place) => keys[at + place] ?? null),
});

/** The rows that something pasted becomes: cells by the keys of their columns; each cell of a placed column, empty ones too. */
export function placed(lines: Pasted, { skip, keys }: Placing): readonly Readonly<Record<string, string>>[] {
  return lines
    .slice(skip)
    .map((line) =>
      Object.fromEntries(keys.flatMap((key, at) => (key === null ? [] : [[key, line[at]?.trim() ?? '']]))),
    );
}

/** How many filled cells a placing leaves out, below the lines that it skips. */
export function leftOut(lines: Pasted, { skip, keys }: Placing): number {
  const wide = Math.max(0, ...lines.map(({ length }) => length));
  const out = Array.from({ length: wide }, (_, at) => at).filter((at) => (keys[at] ?? null) === null);
  return lines
    .slice(skip)
    .reduce((sum, line) => sum + out.filter((at) => (line[at] ?? '').trim() !== '').length, 0);
}

/** Rows as text and as a table, for other programs. A cell with a tab, a line end or a quotation mark stands in quotation marks. */
export const textOfCells = (lines: Pasted): string =>
  lines
    .map((line) =>
      line.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\r\n');
