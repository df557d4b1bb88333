import { parseCsv } from 'hucre/csv';
import { typedLine, typedLong } from '../intake/typed.ts';
import type { Day } from '../law/day.ts';
import { dayFrom } from '../law/typed-day.ts';

/** A recommendation that was made elsewhere, as a list has it. */
export interface ImportedRecommendation {
  readonly source: string;
  readonly sourceId: string;
  readonly madeOn: Day | null;
  readonly addressee: string;
  readonly words: string;
  readonly status: string;
}

/** A row that was not taken: its number in the file, the heading being the first, and why. */
export interface RefusedRow {
  readonly row: number;
  readonly why: string;
}

/** What a list came to. */
export interface ReadList {
  readonly taken: readonly ImportedRecommendation[];
  readonly refused: readonly RefusedRow[];
}

const columns = ['id', 'source', 'date', 'addressee', 'text', 'status'] as const;
type Column = (typeof columns)[number];

/** The most rows of one file. */
export const mostRows = 100_000;

/** A day as lists write it: 2024-03-01, 1/3/2024, or 1 March 2024; null where it is none, undefined where it cannot be read. */
export function listedDay(text: string): Day | null | undefined {
  if (text === '') return null;
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text) ?? [];
  const [, day, month, year] = /^(\d{1,2})[/.\s-]([A-Za-z]+|\d{1,2})[/.\s-](\d{4})$/.exec(text) ?? [];
  if (y === undefined && day === undefined) return undefined;
  const found = dayFrom({ day: d ?? day ?? '', month: m ?? month ?? '', year: y ?? year ?? '' });
  return found !== null && found.year >= 1900 ? found : undefined;
}

function whyNot(cells: Readonly<Record<Column, string>>): string | null {
  if (cells.id === '') return 'it has no id';
  if (cells.source === '') return 'it has no source';
  if (cells.text === '') return 'it has no text';
  const limits = { id: 100, source: 300, date: 40, addressee: 300, text: 5_000, status: 300 } as const;
  for (const column of columns)
    if (cells[column].length > limits[column])
      return `its ${column} is longer than ${limits[column].toLocaleString('en-GB')} characters`;
  return listedDay(cells.date) === undefined ? `its date cannot be read: write it as 2024-03-01` : null;
}

/**
 * Reads a list of recommendations (CSV with a heading: id, source, date, addressee, text, status, in any order). A row that cannot be taken
 * is told by its number; the others are. Throws SyntaxError where the heading lacks a column or there are too many rows.
 */
export function readImported(text: string): ReadList {
  const [heading = [], ...rows] = parseCsv(text.replace(/^\ufeff/, '')).map((row) =>
    row.map((cell) => (cell === null || cell === undefined ? '' : String(cell))),
  );
  const places = new Map(heading.map((name, at) => [name.trim().toLowerCase(), at]));
  const missing = columns.filter((column) => !places.has(column));
  if (missing.length > 0)
    throw new SyntaxError(`The heading has no column ${missing.join(', ')}: it needs ${columns.join(', ')}.`);
  if (rows.length > mostRows)
    throw new SyntaxError(`There are more than ${mostRows.toLocaleString('en-GB')} rows. Part the file.`);
  const taken: ImportedRecommendation[] = [];
  const refused: RefusedRow[] = [];
  const known = new Set<string>();
  rows.forEach((row, index) => {
    const cell = (column: Column) => row[places.get(column) ?? -1] ?? '';
    if (row.every((one) => one.trim() === '')) return;
    const cells = {
      id: typedLine(cell('id')),
      source: typedLine(cell('source')),
      date: typedLine(cell('date')),
      addressee: typedLine(cell('addressee')),
      text: typedLong(cell('text')),
      status: typedLine(cell('status')),
    };
    const key = `${cells.source}\n${cells.id}`;
    const why = whyNot(cells) ?? (known.has(key) ? 'its id stands there twice for the same source' : null);
    if (why !== null) return void refused.push({ row: index + 2, why });
    known.add(key);
    taken.push({
      source: cells.source,
      sourceId: cells.id,
      madeOn: listedDay(cells.date) ?? null,
      addressee: cells.addressee,
      words: cells.text,
      status: cells.status,
    });
  });
  return { taken, refused };
}
