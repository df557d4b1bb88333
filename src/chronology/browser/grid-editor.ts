import { type Grid, goTo, made, showCells } from './grid-view.ts';
import { atOnce, mark, plan } from './outbox.ts';
import { act, type Row, shownIn, withCells } from './typed-rows.ts';

/** Typing rests for so long (milliseconds) before what stands in a cell is saved although nobody has left it. */
const rest = 2_500;

/** Begins to type in the cell where one is; `text` replaces what stands there, null lets it stand. */
export function beginTyping(grid: Grid, text: string | null): void {
  const row = shownIn(grid.sheet)[grid.at.row];
  const column = grid.begin.columns[grid.at.column - 1];
  const cell = row === undefined ? undefined : grid.elements.get(row.id)?.children[grid.at.column];
  if (grid.editing !== null || row === undefined || column === undefined || !(cell instanceof HTMLElement))
    return;
  const area = made('textarea', 'app-grid__area', {
    rows: '1',
    'aria-label': `${column.title}, row ${grid.at.row + 1}`,
    'aria-describedby': grid.hint.id,
    autocomplete: 'off',
  }) as HTMLTextAreaElement;
  area.value = text ?? row.cells[column.key] ?? '';
  cell.replaceChildren(area);
  grid.editing = { id: row.id, key: column.key, cell, area };
  area.addEventListener('input', () => typed(grid));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  if (text !== null) typed(grid);
  else grow(area);
}

// Where the browser cannot let a field grow by itself, it is made as high as its words.
function grow(area: HTMLTextAreaElement) {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

function typed(grid: Grid) {
  const { editing } = grid;
  if (editing === null) return;
  const { id, key, area } = editing;
  grow(area);
  const position = grid.sheet.rows.get(id)?.position ?? 0;
  grid.box.post.keep.keepTyping({ id, position, key, text: area.value });
  grid.box.unsaved.add(id);
  plan(grid.box, rest);
}

/** A row as it stands this moment, with what is being typed in it. */
export function rowNow({ sheet, editing }: Pick<Grid, 'sheet' | 'editing'>, id: string): Row | null {
  const row = sheet.rows.get(id) ?? null;
  return row === null || editing?.id !== id ? row : withCells(row, { [editing.key]: editing.area.value });
}

/** Ends typing: what was typed stays, or with `keeps` false what stood before comes back. The cell has the focus again, where `focuses`. */
export function endTyping(
  grid: Grid,
  { keeps, focuses = true }: { keeps: boolean; focuses?: boolean },
): void {
  const { editing, sheet, box } = grid;
  if (editing === null) return;
  const { id, key, area } = editing;
  const row = sheet.rows.get(id);
  const text = area.value;
  grid.editing = null;
  box.post.keep.keepTyping(null);
  if (row !== undefined && (row.cells[key] ?? '') !== text) {
    if (keeps) act(sheet, 'typing', [withCells(row, { [key]: text })]);
    mark(box, [id], atOnce);
  }
  if (focuses) goTo(grid, grid.at);
  showCells(grid, [id]);
}
