import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { type Day, withoutWeekday } from '../law/day.ts';
import type { Paper } from '../platform/papers/paper.ts';
import type { MonitorPage, MonitorRow } from './pages/monitor.ts';

/** The media type of an Excel workbook. */
export const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const head = (dueLabel: string) => ['What', 'For', 'Whose', 'In hand', dueLabel, 'How it stands', 'Drift'];

const cellsOf = (row: MonitorRow): readonly string[] => [
  row.name,
  row.second,
  row.who,
  row.whoSecond,
  row.due,
  row.states.map(({ words }) => words).join('; '),
  row.drift,
];

// A cell that begins so would be worked out by a program that opens it; as text it stays what somebody wrote.
const isFormula = (text: string) => /^[=+\-@\t\r]/.test(text);

/** A text as a cell that no program works out. */
export const textCell = (text: string): string => (isFormula(text) ? `'${text}` : text);

/** The rows of a page of the list as an Excel workbook. Every cell is text. */
export async function exportWorkbook({
  heading,
  rows,
  dueLabel,
}: Pick<MonitorPage, 'heading' | 'rows' | 'dueLabel'>): Promise<Uint8Array> {
  const table: CellValue[][] = [[...head(dueLabel)], ...rows.map((row) => cellsOf(row).map(textCell))];
  return writeXlsx({
    sheets: [{ name: heading.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), rows: table }],
  });
}

/** The same as a paper. */
export function exportPaper(
  { heading, rows, dueLabel }: Pick<MonitorPage, 'heading' | 'rows' | 'dueLabel'>,
  of: { readonly partnership: string; readonly today: Day; readonly isTraining: boolean },
): Paper {
  const marking = 'Official-Sensitive';
  return {
    title: heading,
    about: [of.partnership, withoutWeekday(of.today)],
    footer: 'Recommendations and actions',
    marking: of.isTraining ? `${marking}. Training: fictional` : marking,
    parts: [
      rows.length === 0
        ? { kind: 'text', paragraphs: ['There is nothing of this kind.'] }
        : { kind: 'table', caption: heading, head: head(dueLabel), rows: rows.map(cellsOf) },
    ],
  };
}
