import type { Merged } from '../entry.ts';
import { type ExportFacts, notUnderstoodWords } from './export-rows.ts';
import { exportTable } from './export-table.ts';

/**
 * The merged chronology as separated values in UTF-8, for a spreadsheet. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe, which it does not show.
 */
export function writeCsv(merged: Merged, facts: ExportFacts): Uint8Array {
  const { head, entries, notUnderstood, closing } = exportTable(merged, facts);
  const rows = [
    head,
    ...entries,
    [],
    ...(notUnderstood.length === 0 ? [] : [[notUnderstoodWords], ...notUnderstood, []]),
    ...closing.map((line) => [line]),
  ];
  return new TextEncoder().encode(`\uFEFF${rows.map(lineOf).join('\r\n')}\r\n`);
}

const lineOf = (cells: readonly string[]) => cells.map(cellOf).join(',');

// A spreadsheet calculates what begins so, and a web address in a formula sends out what stands beside it.
const formula = /^[\s]*[=+\-@\t\r|%]|^[\uFF0B\uFF0D\uFF1D\uFF20]/;

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /["\r\n,;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
