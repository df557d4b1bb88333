import { typedLine, typedLong } from '../intake/typed.ts';
import type { AskedColumn } from './columns-asked.ts';

/** A row that an agency types, before it is sent: its cells by the keys of the columns. */
export interface DraftRow {
  readonly id: string;
  /** Between those of the rows before and after it. */
  readonly position: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly isRemoved: boolean;
  /** Goes up with every save; 0 for a row that has not been saved. */
  readonly version: number;
}

/** A row as it is to be saved; `version` is the one that whoever typed it had before them. */
export type DraftSent = DraftRow;

/** What came of a row: the version that stands now, or the row that somebody else saved meanwhile. */
export type DraftSaved =
  | { readonly id: string; readonly outcome: 'saved'; readonly version: number }
  | { readonly id: string; readonly outcome: 'conflict'; readonly now: DraftRow };

/** The most rows of a draft, and the most characters of a cell. */
export const mostDraftRows = 5_000;
export const mostInCell = 20_000;
/** The most characters of a date, a time, a source and whom it was about. */
const mostInLine: Readonly<Record<string, number>> = { date: 500, time: 200 };

/** The cells of a row as they are kept: of the columns that are asked, cleaned of what nobody can see, empty ones left out. */
export function cellsKept(
  columns: readonly AskedColumn[],
  given: (key: string) => string | null | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.flatMap(({ key, kind }) => {
      const most = mostInLine[kind];
      const typed = given(key) ?? null;
      const text = most === undefined ? typedLong(typed) : typedLine(typed);
      return text === '' ? [] : [[key, text.slice(0, most ?? mostInCell)]];
    }),
  );
}

/** The mandatory columns that a row leaves empty; none for a row in which nothing stands. */
export const lackingIn = (
  columns: readonly AskedColumn[],
  { cells }: Pick<DraftRow, 'cells'>,
): readonly AskedColumn[] =>
  Object.keys(cells).length === 0
    ? []
    : columns.filter(({ key, mandatory }) => mandatory && (cells[key] ?? '') === '');
