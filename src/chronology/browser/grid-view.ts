import type { GridBegin, GridDate } from './grid-begin.ts';
import type { Outbox } from './outbox.ts';
import { isBlank, type Row, type Sheet, shownIn } from './typed-rows.ts';

/** A place in the grid: row -1 is that of the headings, column 0 that of the numbers of rows. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A cell in which somebody is typing. */
export interface Editing {
  readonly id: string;
  readonly key: string;
  readonly cell: HTMLElement;
  readonly area: HTMLTextAreaElement;
}

/** The grid of the page. */
export interface Grid {
  readonly begin: GridBegin;
  readonly keys: readonly string[];
  readonly sheet: Sheet;
  readonly box: Outbox;
  readonly root: HTMLElement;
  readonly head: HTMLElement;
  readonly body: HTMLElement;
  readonly hint: HTMLElement;
  readonly elements: Map<string, HTMLElement>;
  readonly dates: Map<string, Readonly<Record<string, GridDate>>>;
  readonly pattern: HTMLElement;
  /** Says something to whoever listens; nothing moves by it. */
  readonly say: (words: string) => void;
  at: Place;
  /** Where a selection began. */
  anchor: Place;
  editing: Editing | null;
  /** True once Escape was pressed: Tab then leaves the grid. */
  isLetGo: boolean;
  selected: readonly HTMLElement[];
}

/** An element with a class and attributes. */
export function made(
  name: string,
  className: string,
  attributes: Readonly<Record<string, string>> = {},
  text = '',
): HTMLElement {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== '') element.textContent = text;
  return element;
}

/** The row from which all are copied, because that is quicker than to make each. */
export function rowPattern({ columns }: Pick<GridBegin, 'columns'>): HTMLElement {
  const row = made('div', 'app-grid__row', { role: 'row' });
  row.append(made('div', 'app-grid__number', { role: 'rowheader', tabindex: '-1', 'aria-colindex': '1' }));
  columns.forEach((_, at) =>
    row.append(
      made('div', 'app-grid__cell', { role: 'gridcell', tabindex: '-1', 'aria-colindex': String(at + 2) }),
    ),
  );
  return row;
}

/** The headings, each reachable as a cell. */
export function headRow({ columns }: Pick<GridBegin, 'columns'>): HTMLElement {
  const row = made('div', 'app-grid__head', { role: 'row', 'aria-rowindex': '1' });
  const heading = (at: number, text: string) =>
    made(
      'div',
      'app-grid__heading',
      { role: 'columnheader', tabindex: '-1', 'aria-colindex': String(at) },
      text,
    );
  row.append(heading(1, 'Row'));
  columns.forEach(({ title, mandatory }, at) => {
    const cell = heading(at + 2, title);
    if (mandatory) cell.append(made('span', 'app-grid__mandatory', {}, ' needed'));
    row.append(cell);
  });
  return row;
}

/** Shows the rows as the sheet has them: what went is taken out, what came is put in, and nothing else is touched. */
export function showRows(grid: Grid): void {
  const shown = shownIn(grid.sheet);
  const wanted = new Set(shown.map(({ id }) => id));
  for (const [id, element] of grid.elements)
    if (!wanted.has(id)) {
      element.remove();
      grid.elements.delete(id);
    }
  let cursor = grid.body.firstElementChild;
  shown.forEach((row, at) => {
    let element = grid.elements.get(row.id);
    if (element === undefined) {
      element = grid.pattern.cloneNode(true) as HTMLElement;
      element.dataset['id'] = row.id;
      grid.elements.set(row.id, element);
      fillRow(grid, element, row);
    }
    if (element === cursor) cursor = cursor.nextElementSibling;
    else grid.body.insertBefore(element, cursor);
    const number = String(at + 2);
    if (element.getAttribute('aria-rowindex') !== number) {
      element.setAttribute('aria-rowindex', number);
      const words = element.firstElementChild?.firstChild ?? null;
      if (words === null) element.firstElementChild?.append(String(at + 1));
      else words.nodeValue = String(at + 1);
    }
  });
  grid.root.setAttribute('aria-rowcount', String(shown.length + 1));
}

/** Writes the cells of rows anew. */
export function showCells(grid: Grid, ids: Iterable<string>): void {
  for (const id of ids) {
    const element = grid.elements.get(id);
    const row = grid.sheet.rows.get(id);
    if (element !== undefined && row !== undefined) fillRow(grid, element, row);
  }
}

function fillRow(grid: Grid, element: HTMLElement, row: Row) {
  const dates = grid.dates.get(row.id);
  const isEmpty = isBlank(row);
  const cells = element.children;
  grid.begin.columns.forEach(({ key, mandatory }, at) => {
    const cell = cells[at + 1] as HTMLElement;
    if (grid.editing?.cell === cell) return;
    const text = row.cells[key] ?? '';
    const date = dates?.[key]?.of === text ? dates[key] : undefined;
    const needed = mandatory && !isEmpty && text === '';
    if (date === undefined && !needed) {
      if (cell.textContent !== text || cell.childElementCount > 0) cell.textContent = text;
      return;
    }
    cell.textContent = text;
    if (needed) cell.append(made('span', 'app-grid__needed', {}, 'Needed'));
    if (date !== undefined) {
      const mark = date.isUnderstood ? 'app-grid__read' : 'app-grid__read app-grid__read--not';
      cell.append(made('span', mark, {}, date.words));
    }
  });
  markRow(grid, element, row.id);
}

function markRow({ box }: Grid, element: HTMLElement, id: string) {
  const stuck = box.stuck.get(id);
  const [header] = element.children;
  if (header === undefined || (stuck === undefined && header.childElementCount === 0)) return;
  for (const mark of header.querySelectorAll('span')) mark.remove();
  if (stuck !== undefined)
    header.append(
      made('span', 'app-grid__stuck', {}, stuck.why === 'two-texts' ? 'Two texts' : 'Too long, not saved'),
    );
}

/** The element at a place; null where there is none. */
export function cellAt(grid: Grid, { row, column }: Place): HTMLElement | null {
  const element = row < 0 ? grid.head : grid.elements.get(shownIn(grid.sheet)[row]?.id ?? '');
  return (element?.children[column] as HTMLElement | undefined) ?? null;
}

/** Where an element of the grid is; null for one that is in no cell. */
export function placeOf(grid: Grid, target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[aria-colindex]') : null;
  const row = cell?.parentElement ?? null;
  if (cell === null || row === null || !grid.root.contains(cell)) return null;
  const column = Number(cell.getAttribute('aria-colindex')) - 1;
  return { row: Number(row.getAttribute('aria-rowindex')) - 2, column };
}

/** Goes to a place, or the nearest there is; with `selects` the selection reaches to it. */
export function goTo(grid: Grid, to: Place, selects = false): void {
  const last = shownIn(grid.sheet).length - 1;
  const row = Math.max(selects ? 0 : -1, Math.min(last, to.row));
  const column = Math.max(0, Math.min(grid.keys.length, to.column));
  cellAt(grid, grid.at)?.setAttribute('tabindex', '-1');
  grid.at = { row, column };
  if (!selects) grid.anchor = grid.at;
  const cell = cellAt(grid, grid.at);
  cell?.setAttribute('tabindex', '0');
  cell?.focus();
  showSelection(grid);
  showHint(grid);
}

function showHint({ begin, hint, at }: Grid) {
  const column = begin.columns[at.column - 1];
  const words =
    column === undefined
      ? 'The number of the row. Press Ctrl and Delete to take the row out, or Alt and an arrow to move it.'
      : `${column.title}${column.mandatory ? ' (needed)' : ''}${column.instruction === '' ? '' : `: ${column.instruction}`}`;
  if (hint.textContent !== words) hint.textContent = words;
}

/** The rows and columns that are selected: one cell where nothing else is, all columns from a row's number. */
export function selectionIn({ at, anchor, keys }: Grid): {
  readonly top: number;
  readonly bottom: number;
  readonly keys: readonly string[];
} {
  const [left, right] = [Math.min(at.column, anchor.column), Math.max(at.column, anchor.column)];
  const columns = left === 0 ? keys : keys.slice(left - 1, right);
  return {
    top: Math.max(0, Math.min(at.row, anchor.row)),
    bottom: Math.max(at.row, anchor.row),
    keys: columns,
  };
}

function showSelection(grid: Grid) {
  for (const element of grid.selected) element.removeAttribute('aria-selected');
  const { at, anchor } = grid;
  if (at.row === anchor.row && at.column === anchor.column) {
    grid.selected = [];
    return;
  }
  const { top, bottom, keys } = selectionIn(grid);
  const columns = keys.map((key) => grid.keys.indexOf(key) + 1);
  const rows = Array.from({ length: bottom - top + 1 }, (_, index) => top + index);
  grid.selected = rows.flatMap((row) => columns.flatMap((column) => cellAt(grid, { row, column }) ?? []));
  for (const element of grid.selected) element.setAttribute('aria-selected', 'true');
  grid.say(`${counted(rows.length, 'row')} and ${counted(columns.length, 'column')} selected`);
}

/** "1 row", "3 rows". */
export const counted = (number: number, what: string): string =>
  `${number.toLocaleString('en-GB')} ${what}${number === 1 ? '' : 's'}`;
