import { type CellValue, writeXlsx as writeWorkbook } from 'hucre/xlsx';
import type { Merged } from '../entry.ts';
import { type ExportFacts, notUnderstoodWords, setAsideLine } from './export-rows.ts';
import { columnName } from '../reading/grid.ts';
import { dayColumns, exportTable } from './export-table.ts';

const longestCell = 32_767;

/**
 * The merged chronology as an .xlsx workbook: every word is text, so that nothing in it is a formula, and the days can be sorted. A second
 * sheet lists what was set aside. A cell holds 32,767 characters, and says so where there are more.
 */
export async function writeXlsx(merged: Merged, facts: ExportFacts): Promise<Uint8Array> {
  const { head, entries, notUnderstood, closing } = exportTable(merged, facts);
  const days: ReadonlySet<number> = new Set(dayColumns);
  const rows: CellValue[][] = [
    [...head],
    ...entries.map((row) => row.map((text, at) => (days.has(at) ? (serialOf(text) ?? text) : cellOf(text)))),
    [],
    ...(notUnderstood.length === 0
      ? []
      : [[notUnderstoodWords], ...notUnderstood.map((row) => row.map(cellOf)), []]),
    ...closing.map((line) => [cellOf(line)]),
  ];
  const wide = new Set(['Event', 'Source', 'To look at']);
  const columns = head.map((name, at) => ({
    width: wide.has(name) ? 50 : at < 8 ? 14 : 24,
    style: {
      alignment: { wrapText: true, vertical: 'top' as const },
      ...(days.has(at) ? { numFmt: 'dd/mm/yyyy' } : {}),
    },
  }));
  const bold = { font: { bold: true }, alignment: { wrapText: true, vertical: 'top' as const } };
  const cells = new Map(head.map((name, at) => [`0,${at}`, { value: name, style: bold }] as const));
  const last = `A1:${columnName(head.length - 1)}${entries.length + 1}`;
  const aside = merged.setAside.map((one) => setAsideLine(one).map(cellOf));
  return writeWorkbook({
    sheets: [
      {
        name: 'Chronology',
        rows,
        columns,
        cells,
        freezePane: { rows: 1 },
        autoFilter: { range: last },
        pageSetup: { orientation: 'landscape', paperSize: 'a4' },
      },
      {
        name: 'Set aside',
        rows: [['File', 'Where', 'Set aside as', 'What it says'], ...aside],
        columns: [{ width: 30 }, { width: 20 }, { width: 30 }, { width: 90 }],
        freezePane: { rows: 1 },
      },
    ],
  });
}

const cellOf = (text: string): string => {
  const sound = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return sound.length <= longestCell
    ? sound
    : `${sound.slice(0, longestCell - 40)} [… cut: a cell can hold no more]`;
};

/** The number of a day in a spreadsheet; null where it has none, which is before March 1900. */
function serialOf(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < '1900-03-01') return null;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const shifted = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date;
  const since =
    shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + ofYear;
  return since - 719_469 + 25_569;
}
