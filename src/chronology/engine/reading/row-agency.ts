import type { Mapping } from './columns.ts';
import type { ReadRow } from '../entry.ts';

/** What a table's columns must be known by: where it is in its file, and its mapping. */
interface Table {
  readonly table?: number;
  readonly sheet?: string;
  readonly mapping: Mapping;
}

// "Police: custody record": the merge of Chronolator puts the organisation before the source.
const prefixed = /^\s*([\p{L}\p{N}][^:\n]{1,60}?)\s*(?::|\s[–—-]\s)\s*\S/u;

/**
 * Gives each row the agency that it names itself, where a file is one of several agencies: in a column of its own, or before the source as
 * Chronolator writes it. A file of one agency keeps the agency it came with.
 */
export function agenciesInRows(rows: readonly ReadRow[], tables: readonly Table[]): readonly ReadRow[] {
  const hasColumn = tables.some(({ mapping }) => mapping.some(({ field }) => field === 'agency'));
  const ofColumn = hasColumn ? rows.map((row) => wordsOf(row, 'agency')) : [];
  if (new Set(ofColumn.filter((words) => words !== '')).size > 1)
    return rows.map((row, at) => named(row, ofColumn[at] ?? ''));
  if (!tables.some(({ mapping }) => isChronolator(mapping))) return rows;
  const prefixes = rows.map((row) => prefixed.exec(wordsOf(row, 'source'))?.[1]?.trim() ?? '');
  const sources = rows.filter((row) => wordsOf(row, 'source') !== '').length;
  const found = prefixes.filter((prefix) => prefix !== '');
  // Without nearly every source beginning so, the words before a colon are the author's own.
  if (found.length < 2 || found.length < sources * 0.9 || new Set(found).size > Math.max(1, found.length / 2))
    return rows;
  return rows.map((row, at) => named(row, prefixes[at] ?? ''));
}

const wordsOf = ({ cells }: ReadRow, field: 'agency' | 'source') =>
  cells.find((cell) => cell.field === field)?.text.trim() ?? '';

const named = (row: ReadRow, agency: string): ReadRow => (agency === '' ? row : { ...row, agency });

/** The columns that fix the order come first, with a sequence number among them, and the source directly after them. */
export function isChronolator(mapping: Mapping): boolean {
  const order = ['date', 'dateTo', 'time', 'timeTo', 'sequence'];
  const fields = mapping.map(({ field }) => field);
  const source = fields.indexOf('source');
  const before = fields.slice(0, source);
  return source >= 2 && before.every((field) => order.includes(field)) && before.includes('sequence');
}
