import { counted, type Grid, goTo, selectionIn, showCells, showRows } from './grid-view.ts';
import { mark } from './outbox.ts';
import {
  act,
  isBlank,
  movedBy,
  type Row,
  redo,
  removedIn,
  rowsAfter,
  shownIn,
  type Step,
  undo,
  withCells,
} from './typed-rows.ts';

/** A new identifier for a row, from the browser's own source of chance. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const figures = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return figures.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Does something to rows as one step, shows it and lets it be saved. */
export function doTo(grid: Grid, what: string, rows: readonly Row[]): void {
  const ids = act(grid.sheet, what, rows);
  showChanged(grid, ids);
}

function showChanged(grid: Grid, ids: readonly string[]) {
  showRows(grid);
  showCells(grid, ids);
  if (ids.length > 0) mark(grid.box, ids);
}

const hasRoom = (grid: Grid, rows: number): boolean => {
  if (grid.sheet.rows.size + rows <= grid.begin.mostRows) return true;
  grid.say(`There is room for ${counted(grid.begin.mostRows, 'row')} in all. Nothing was added.`);
  return false;
};

/** Adds an empty row behind the one where one is, or in front of it, and goes to its first cell. */
export function addRow(grid: Grid, where: 'below' | 'above' = 'below'): void {
  if (!hasRoom(grid, 1)) return;
  const after = where === 'below' ? grid.at.row : grid.at.row - 1;
  const { made, moved } = rowsAfter(grid.sheet, Math.max(-1, after), [{}], newId);
  doTo(grid, 'a new row', [...made, ...moved]);
  goTo(grid, { row: Math.max(-1, after) + 1, column: 1 });
  grid.say(`New row ${grid.at.row + 1}`);
}

/** Where nothing is, there is an empty row to begin in. It is nobody's step. */
export function beginWithRow(grid: Grid): void {
  if (shownIn(grid.sheet).length > 0) return;
  const { made } = rowsAfter(grid.sheet, -1, [{}], newId);
  for (const row of made) grid.sheet.rows.set(row.id, row);
  grid.sheet.shown = null;
  showRows(grid);
}

const rowsIn = (grid: Grid): readonly Row[] => {
  const { top, bottom } = selectionIn(grid);
  return shownIn(grid.sheet).slice(top, bottom + 1);
};

/** Takes the selected rows out; they can be put back until the chronology is sent. */
export function takeOut(grid: Grid): void {
  const rows = rowsIn(grid);
  const { top } = selectionIn(grid);
  if (rows.length === 0 || grid.at.row < 0) return;
  doTo(
    grid,
    `taking out ${counted(rows.length, 'row')}`,
    rows.map((row) => ({ ...row, isRemoved: true })),
  );
  beginWithRow(grid);
  goTo(grid, { row: Math.max(0, Math.min(top, shownIn(grid.sheet).length - 1)), column: grid.at.column });
  grid.say(`${counted(rows.length, 'row')} taken out. Press Ctrl and Z to put back.`);
}

/** Puts a row back that was taken out. */
export function putBack(grid: Grid, id: string): void {
  const row = removedIn(grid.sheet).find((one) => one.id === id);
  if (row === undefined) return;
  doTo(grid, 'putting back a row', [{ ...row, isRemoved: false }]);
  const at = shownIn(grid.sheet).findIndex((one) => one.id === id);
  goTo(grid, { row: at, column: 1 });
  grid.say(`Row ${at + 1} is back`);
}

/** Makes the selected rows once more, behind them. */
export function copyRows(grid: Grid): void {
  const rows = rowsIn(grid);
  if (rows.length === 0 || grid.at.row < 0 || !hasRoom(grid, rows.length)) return;
  const { bottom } = selectionIn(grid);
  const { made, moved } = rowsAfter(
    grid.sheet,
    bottom,
    rows.map(({ cells }) => cells),
    newId,
  );
  doTo(grid, `copying ${counted(rows.length, 'row')}`, [...made, ...moved]);
  goTo(grid, { row: bottom + 1, column: grid.at.column });
  grid.say(`${counted(rows.length, 'row')} copied below`);
}

/** Moves the selected rows by one place. */
export function moveRows(grid: Grid, by: -1 | 1): void {
  const { top, bottom } = selectionIn(grid);
  const rows = grid.at.row < 0 ? [] : movedBy(grid.sheet, top, bottom, by);
  if (rows.length === 0) return grid.say(by === -1 ? 'This is the first row' : 'This is the last row');
  const { at, anchor } = grid;
  doTo(grid, `moving ${counted(bottom - top + 1, 'row')}`, rows);
  grid.anchor = { ...anchor, row: anchor.row + by };
  goTo(grid, { ...at, row: at.row + by }, at.row !== anchor.row || at.column !== anchor.column);
  grid.anchor = { ...anchor, row: anchor.row + by };
  grid.say(`Now row ${grid.at.row + 1}`);
}

/** Empties the selected cells. */
export function clearCells(grid: Grid, what = 'emptying'): void {
  const { keys } = selectionIn(grid);
  const empty = Object.fromEntries(keys.map((key) => [key, '']));
  const rows = (grid.at.row < 0 ? [] : rowsIn(grid)).filter(({ cells }) => keys.some((key) => key in cells));
  if (rows.length === 0) return;
  const filled = rows.reduce((sum, { cells }) => sum + keys.filter((key) => key in cells).length, 0);
  doTo(
    grid,
    `${what} ${counted(filled, 'cell')}`,
    rows.map((row) => withCells(row, empty)),
  );
  grid.say(`${counted(filled, 'cell')} emptied`);
}

/** Takes back what was done last, or does again what was taken back. */
export function turnBack(grid: Grid, which: 'undo' | 'redo'): void {
  const step = which === 'undo' ? undo(grid.sheet) : redo(grid.sheet);
  if (step === null) return grid.say(which === 'undo' ? 'Nothing to undo' : 'Nothing to do again');
  beginWithRow(grid);
  showChanged(
    grid,
    step.changes.map(({ after }) => after.id),
  );
  goTo(grid, placeOfStep(grid, step));
  grid.say(`${which === 'undo' ? 'Undone' : 'Done again'}: ${step.what}`);
}

function placeOfStep({ sheet, at }: Grid, { changes }: Step) {
  const [first] = changes;
  const shown = shownIn(sheet);
  const row = shown.findIndex(({ id }) => id === first?.after.id);
  return {
    row: row < 0 ? Math.max(0, Math.min(at.row, shown.length - 1)) : row,
    column: Math.max(1, at.column),
  };
}

/** Writes rows of cells over those from a row on, and adds what goes beyond the last; one step. */
export function writeOver(
  grid: Grid,
  top: number,
  rows: readonly Row['cells'][],
): { readonly over: number; readonly added: number } | null {
  const shown = shownIn(grid.sheet);
  const there = shown.slice(top, top + rows.length);
  const more = rows.slice(there.length).map((cells) => withCells(blank, cells).cells);
  if (!hasRoom(grid, more.length)) return null;
  const { made, moved } = rowsAfter(grid.sheet, shown.length - 1, more, newId);
  const written = there.map((row, at) => withCells(row, rows[at] ?? {}));
  const over = there.filter((row) => !isBlank(row)).length;
  doTo(grid, `pasting ${counted(rows.length, 'row')}`, [...written, ...made, ...moved]);
  return { over, added: made.length };
}

const blank: Row = { id: '', position: 0, cells: {}, isRemoved: false };
