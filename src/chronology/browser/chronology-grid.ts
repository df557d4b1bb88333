// The typing grid of an agency's lane: keys, the mouse, what is pasted and what is saved come together here. Without this script the page
// leads to the plain form, row by row.
import { addRow, beginWithRow, clearCells, copyRows, moveRows, takeOut, turnBack } from './grid-acts.ts';
import type { GridAnswer, GridBegin } from './grid-begin.ts';
import { beginTyping, endTyping, rowNow } from './grid-editor.ts';
import { type Asked, askedBy } from './grid-keys.ts';
import { copyCells, paste, pastedIn } from './grid-paste.ts';
import { questionsTo } from './grid-asks.ts';
import { type Places, showRemoved, showSaving, showStuck } from './grid-states.ts';
import {
  cellAt,
  type Grid,
  goTo,
  headRow,
  made,
  placeOf,
  rowPattern,
  showCells,
  showRows,
} from './grid-view.ts';
import { type KeptHere, keptHere } from './kept-here.ts';
import { flush, keep, mark, outboxOf, type Post, unsavedIn } from './outbox.ts';
import { jumpFrom, putTheirs, type Row, sheetOf, shownIn, withCells } from './typed-rows.ts';

const start = document.querySelector<HTMLElement>('[data-module="chronology-grid"]');
if (start !== null) open(start, JSON.parse(start.dataset['begin'] ?? '{}') as GridBegin);

function open(start: HTMLElement, begin: GridBegin) {
  const here = keptHere(sessionStorage, begin.keep);
  const service = questionsTo(begin);
  const bare = ({ id, position, cells, isRemoved }: Row): Row => ({ id, position, cells, isRemoved });
  const sheet = sheetOf([...begin.rows, ...here.rows().map(({ row }) => row)].map(bare));
  const say = made('p', 'govuk-visually-hidden', { 'aria-live': 'polite', id: 'grid-says' });
  const places = placesOf(start);
  const post: Post = {
    rowOf: (id) => rowNow(grid, id),
    send: service.send,
    merged: (row) => {
      putTheirs(sheet, row);
      showRows(grid);
      showCells(grid, [row.id]);
      grid.say('Somebody else changed another cell of a row that you are typing in. Both are kept.');
    },
    told: (answer) => tell(grid, places, answer),
    later: (work, milliseconds) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    keep: here,
    mostRows: begin.mostInBatch,
  };
  const grid = gridOf(begin, sheet, outboxOf(post, begin.rows), (words) => {
    say.textContent = words;
  });
  start.append(say);
  start.querySelector('[data-grid-here]')?.append(grid.root);
  beginWithRow(grid);
  showRows(grid);
  for (const fallback of document.querySelectorAll<HTMLElement>('[data-without-grid]'))
    fallback.hidden = true;
  start.hidden = false;
  listen(grid, start, service.headings);
  goOn(grid, here);
  tell(grid, places, null);
  if (grid.box.unsaved.size > 0) mark(grid.box, [], 0);
}

function placesOf(start: HTMLElement): Places {
  const [saving, removed, stuck] = ['saving', 'removed', 'stuck'].map((name) =>
    start.querySelector<HTMLElement>(`[data-grid-${name}]`),
  );
  if (!saving || !removed || !stuck) throw new Error('a page of the grid without its places');
  return { saving, removed, stuck };
}

function gridOf(begin: GridBegin, sheet: Grid['sheet'], box: Grid['box'], say: Grid['say']): Grid {
  const root = made('div', 'app-grid__table', {
    role: 'grid',
    'aria-label': 'Rows of your chronology',
    'aria-colcount': String(begin.columns.length + 1),
    'aria-multiselectable': 'true',
    'aria-describedby': 'grid-keys',
  });
  root.style.setProperty(
    '--app-grid-columns',
    ['3.5rem', ...begin.columns.map(({ width }) => `${width}rem`)].join(' '),
  );
  root.style.setProperty(
    '--app-grid-wide',
    `${begin.columns.reduce((sum, { width }) => sum + width, 3.5)}rem`,
  );
  const head = headRow(begin);
  const body = made('div', 'app-grid__body', { role: 'rowgroup' });
  root.append(head, body);
  return {
    begin,
    keys: begin.columns.map(({ key }) => key),
    sheet,
    box,
    root,
    head,
    body,
    hint: document.getElementById('grid-hint') ?? made('p', ''),
    elements: new Map(),
    dates: new Map(Object.entries(begin.dates)),
    pattern: rowPattern(begin),
    say,
    at: { row: 0, column: 1 },
    anchor: { row: 0, column: 1 },
    editing: null,
    isLetGo: false,
    selected: [],
  };
}

// What came back from the service, and what stands in the lists beside the grid.
function tell(grid: Grid, places: Places, answer: GridAnswer | null) {
  if (answer !== null) {
    for (const [id, dates] of Object.entries(answer.dates)) {
      const before = grid.dates.get(id);
      grid.dates.set(id, dates);
      for (const [key, said] of Object.entries(dates))
        if (before?.[key]?.words !== said.words && Object.keys(answer.dates).length === 1)
          grid.say(`Row ${shownIn(grid.sheet).findIndex((row) => row.id === id) + 1}: ${said.words}`);
    }
    showCells(grid, [...Object.keys(answer.dates), ...answer.rows.map(({ id }) => id)]);
  }
  showSaving(grid, places);
  showRemoved(grid, places);
  showStuck(grid, places);
}

// A cell in which somebody was typing when the page was left is opened again as it was.
function goOn(grid: Grid, here: KeptHere) {
  const typing = here.typing();
  const first = cellAt(grid, grid.at);
  first?.setAttribute('tabindex', '0');
  if (typing === null || !grid.keys.includes(typing.key)) return;
  const { id, position, key, text } = typing;
  if (!grid.sheet.rows.has(id)) {
    putTheirs(grid.sheet, withCells({ id, position, cells: {}, isRemoved: false }, {}));
    showRows(grid);
  }
  const row = shownIn(grid.sheet).findIndex((one) => one.id === id);
  if (row < 0) return;
  goTo(grid, { row, column: grid.keys.indexOf(key) + 1 });
  beginTyping(grid, text);
}

function listen(grid: Grid, start: HTMLElement, headings: Parameters<typeof paste>[2]) {
  const { root } = grid;
  root.addEventListener('keydown', (event) => onKey(grid, event));
  root.addEventListener('mousedown', (event) => onMouse(grid, event));
  root.addEventListener('focusin', (event) => {
    // A screen reader may go to a cell by itself.
    const place = grid.editing === null ? placeOf(grid, event.target) : null;
    if (place !== null && (place.row !== grid.at.row || place.column !== grid.at.column)) goTo(grid, place);
  });
  root.addEventListener('dblclick', () => beginTyping(grid, null));
  root.addEventListener('focusout', (event) => {
    if (grid.editing !== null && event.target === grid.editing.area && document.hasFocus())
      endTyping(grid, { keeps: true, focuses: false });
  });
  root.addEventListener('paste', (event) => {
    const { clipboardData: data } = event;
    if (data === null) return;
    const lines = pastedIn(data);
    const isOneCell = lines.length === 1 && lines[0]?.length === 1;
    if (grid.editing !== null && (isOneCell || !/\t/.test(data.getData('text/plain')))) return;
    event.preventDefault();
    endTyping(grid, { keeps: true });
    void paste(grid, lines, headings);
  });
  for (const name of ['copy', 'cut'] as const)
    root.addEventListener(name, (event) => {
      if (grid.editing !== null || event.clipboardData === null) return;
      event.preventDefault();
      copyCells(grid, event.clipboardData, name === 'cut');
    });
  start.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-grid-act]') : null;
    if (button !== null) onButton(grid, button.dataset['gridAct'] ?? '');
  });
  addEventListener('online', () => void flush(grid.box));
  document.addEventListener('visibilitychange', () => void flush(grid.box));
  addEventListener('pagehide', () => keep(grid.box));
  addEventListener('beforeunload', (event) => {
    if (unsavedIn(grid.box) > 0) event.preventDefault();
  });
}

function onMouse(grid: Grid, event: MouseEvent) {
  const place = placeOf(grid, event.target);
  if (place === null || (grid.editing !== null && event.target === grid.editing.area)) return;
  event.preventDefault();
  // A second touch of a cell types in it: a telephone has no key for that, and shows its keyboard only then.
  const isAgain = grid.editing === null && place.row === grid.at.row && place.column === grid.at.column;
  const wasThere = isAgain && grid.root.contains(document.activeElement);
  endTyping(grid, { keeps: true, focuses: false });
  goTo(grid, place, event.shiftKey);
  if (wasThere && !event.shiftKey) beginTyping(grid, null);
}

const buttons: Readonly<Record<string, (grid: Grid) => void>> = {
  add: (grid) => addRow(grid),
  above: (grid) => addRow(grid, 'above'),
  copy: copyRows,
  up: (grid) => moveRows(grid, -1),
  down: (grid) => moveRows(grid, 1),
  out: takeOut,
  undo: (grid) => turnBack(grid, 'undo'),
  redo: (grid) => turnBack(grid, 'redo'),
};

function onButton(grid: Grid, name: string) {
  endTyping(grid, { keeps: true, focuses: false });
  buttons[name]?.(grid);
}

function onKey(grid: Grid, event: KeyboardEvent) {
  if (event.isComposing) return;
  if (grid.editing !== null) return onTypingKey(grid, event);
  const asked = askedBy(event);
  if (asked === null) return;
  if (asked.ask === 'next' && (grid.isLetGo || !hasNext(grid, asked.by))) return;
  event.preventDefault();
  grid.isLetGo = asked.ask === 'let-go';
  answer(grid, asked);
}

// Enter ends typing and goes down, where a new row is made behind the last; Alt or Shift with it makes a line.
function onTypingKey(grid: Grid, event: KeyboardEvent) {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (key === 'Escape') {
    event.preventDefault();
    endTyping(grid, { keeps: false });
  } else if (key === 'Enter' && !shiftKey && !altKey) {
    event.preventDefault();
    endTyping(grid, { keeps: true });
    const isLast = grid.at.row === shownIn(grid.sheet).length - 1;
    if (ctrlKey || metaKey) addRow(grid);
    else if (isLast) addRow(grid);
    else goTo(grid, { ...grid.at, row: grid.at.row + 1 });
  } else if (key === 'Enter' && altKey) {
    event.preventDefault();
    document.execCommand('insertText', false, '\n');
  } else if (key === 'Tab') {
    const by = shiftKey ? -1 : 1;
    event.preventDefault();
    endTyping(grid, { keeps: true });
    if (hasNext(grid, by)) goNext(grid, by);
  }
}

function hasNext({ at, keys, sheet }: Grid, by: -1 | 1): boolean {
  if (by === 1) return at.row < shownIn(sheet).length - 1 || at.column < keys.length;
  return at.row > 0 || at.column > 1;
}

function goNext(grid: Grid, by: -1 | 1) {
  const { row, column } = grid.at;
  if (by === 1)
    goTo(grid, column < grid.keys.length ? { row, column: column + 1 } : { row: row + 1, column: 1 });
  else goTo(grid, column > 1 ? { row, column: column - 1 } : { row: row - 1, column: grid.keys.length });
}

function answer(grid: Grid, asked: Asked) {
  const { at } = grid;
  switch (asked.ask) {
    case 'go':
      return goTo(grid, { row: at.row + asked.down, column: at.column + asked.right }, asked.selects);
    case 'jump':
      return goTo(grid, jumped(grid, asked.down, asked.right), asked.selects);
    case 'edge':
      return goTo(grid, edge(grid, asked.to), asked.selects);
    case 'next':
      return goNext(grid, asked.by);
    case 'type':
      return beginTyping(grid, asked.text);
    case 'move':
      return moveRows(grid, asked.by);
    case 'clear':
      return clearCells(grid);
    case 'add':
      return addRow(grid);
    case 'remove':
      return takeOut(grid);
    case 'copy-row':
      return copyRows(grid);
    case 'undo':
    case 'redo':
      return turnBack(grid, asked.ask);
    case 'all':
      grid.anchor = { row: 0, column: 1 };
      return goTo(grid, { row: shownIn(grid.sheet).length - 1, column: grid.keys.length }, true);
    case 'let-go':
      goTo(grid, at);
      return grid.say('Press Tab to leave the table');
  }
}

function jumped(grid: Grid, down: -1 | 0 | 1, right: -1 | 0 | 1) {
  const { row, column } = grid.at;
  const shown = shownIn(grid.sheet);
  const isFilled = (one: Row | undefined, key: string | undefined) => (one?.cells[key ?? ''] ?? '') !== '';
  if (down !== 0) {
    const filled = shown.map((one) => isFilled(one, grid.keys[column - 1]));
    return { row: jumpFrom(filled, Math.max(0, row), down), column };
  }
  if (right === 0) return grid.at;
  const filled = grid.keys.map((key) => isFilled(shown[row], key));
  return { row, column: jumpFrom(filled, Math.max(0, column - 1), right) + 1 };
}

function edge({ at, keys, sheet }: Grid, to: Extract<Asked, { ask: 'edge' }>['to']) {
  const last = shownIn(sheet).length - 1;
  if (to === 'row-start') return { row: at.row, column: 1 };
  if (to === 'row-end') return { row: at.row, column: keys.length };
  return to === 'first' ? { row: 0, column: 1 } : { row: last, column: keys.length };
}
