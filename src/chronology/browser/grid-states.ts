import { doTo, putBack } from './grid-acts.ts';
import { counted, type Grid, goTo, made } from './grid-view.ts';
import { mark, type Saving, settle, unsavedIn } from './outbox.ts';
import { removedIn, shownIn } from './typed-rows.ts';

/** Where the page says how its rows stand. */
export interface Places {
  readonly saving: HTMLElement;
  readonly removed: HTMLElement;
  readonly stuck: HTMLElement;
}

/** How saving stands, in words that say what to do where something is. */
export function savingWords(state: Saving, unsaved: number, stuck: number): string {
  const looked =
    stuck === 0 ? '' : ` ${counted(stuck, 'row')} not saved: look at ${stuck === 1 ? 'it' : 'them'} below.`;
  switch (state.is) {
    case 'saved':
      return `${state.at === null ? 'Everything is saved.' : `Saved at ${state.at}.`}${looked}`;
    case 'waiting':
    case 'sending':
      return `Saving…${looked}`;
    case 'away':
      return `Not saved: no connection. ${counted(unsaved, 'row')} kept in this page, and tried again. Do not close this window.${looked}`;
    case 'closed':
      return `Not saved: your link is not open here any more. Open it in another tab and enter the code; ${counted(unsaved, 'row')} kept in this page and then saved.${looked}`;
    case 'full':
      return `Not saved: there is no room for so many rows. Take some out, or upload a file.${looked}`;
  }
}

const calm: ReadonlySet<Saving['is']> = new Set(['saved', 'waiting', 'sending']);

/** Says how saving stands; only what is not calm is read out. */
export function showSaving({ box }: Grid, { saving }: Places): void {
  const stuck = box.stuck.size;
  const words = savingWords(box.state, unsavedIn(box), stuck);
  if (saving.textContent === words) return;
  const isCalm = calm.has(box.state.is) && stuck === 0;
  saving.setAttribute('aria-live', isCalm ? 'off' : 'polite');
  saving.classList.toggle('app-grid__saving--not', !isCalm);
  saving.textContent = words;
}

const mostListed = 20;

/** The rows that were taken out, each with a button that puts it back. */
export function showRemoved(grid: Grid, { removed }: Places): void {
  const rows = removedIn(grid.sheet);
  const known = rows.map(({ id }) => id).join(' ');
  if (removed.dataset['rows'] === known) return;
  removed.dataset['rows'] = known;
  removed.replaceChildren();
  removed.hidden = rows.length === 0;
  if (rows.length === 0) return;
  removed.append(made('h2', 'app-heading', {}, `${counted(rows.length, 'row')} taken out`));
  removed.append(made('p', 'govuk-body', {}, 'They are not sent. Until you send, you can put them back.'));
  const list = made('ul', 'app-grid__list');
  for (const row of rows.slice(-mostListed)) {
    const words = grid.keys.flatMap((key) => row.cells[key] ?? []).join(' · ');
    const item = made('li', '', { dir: 'auto' }, `${words.slice(0, 120)} `);
    const button = made('button', 'app-grid__link', { type: 'button' }, 'Put back');
    button.append(made('span', 'govuk-visually-hidden', {}, ` ${words.slice(0, 60)}`));
    button.addEventListener('click', () => putBack(grid, row.id));
    item.append(button);
    list.append(item);
  }
  removed.append(list);
}

/** The rows that are not saved until somebody has looked: both texts, and which is to stand. */
export function showStuck(grid: Grid, { stuck }: Places): void {
  const known = [...grid.box.stuck]
    .map(([id, one]) => (one.why === 'two-texts' ? `${id} ${one.theirs.version}` : id))
    .join(' ');
  if (stuck.dataset['rows'] === known) return;
  stuck.dataset['rows'] = known;
  stuck.replaceChildren();
  stuck.hidden = grid.box.stuck.size === 0;
  for (const [id, one] of grid.box.stuck) {
    const number = shownIn(grid.sheet).findIndex((row) => row.id === id) + 1;
    const part = made('div', 'app-grid__two');
    if (one.why === 'too-long') {
      const what = one.column === null ? 'The row is' : `“${one.column}” is`;
      part.append(
        made(
          'p',
          'govuk-body',
          {},
          `Row ${number} is not saved. ${what} longer than can be kept. Make it shorter, or two rows of it.`,
        ),
      );
    } else part.append(...twoTexts(grid, id, number, one.theirs.cells));
    stuck.append(part);
  }
}

function twoTexts(
  grid: Grid,
  id: string,
  number: number,
  theirs: Readonly<Record<string, string>>,
): readonly HTMLElement[] {
  const ours = grid.sheet.rows.get(id)?.cells ?? {};
  const differing = grid.begin.columns.filter(({ key }) => (ours[key] ?? '') !== (theirs[key] ?? ''));
  const title =
    number === 0
      ? 'A row that you took out was typed in by somebody else'
      : `Row ${number} was typed in by somebody else at the same time`;
  const list = made('dl', 'app-grid__texts');
  for (const { key, title: column } of differing) {
    list.append(
      made('dt', '', {}, column),
      made('dd', '', { dir: 'auto' }, `Yours: ${ours[key] ?? 'nothing'}`),
      made('dd', '', { dir: 'auto' }, `Theirs: ${theirs[key] ?? 'nothing'}`),
    );
  }
  const button = (which: 'ours' | 'theirs', text: string) => {
    const element = made('button', 'govuk-button govuk-button--secondary', { type: 'button' }, text);
    element.addEventListener('click', () => decide(grid, id, which));
    return element;
  };
  const buttons = made('div', 'govuk-button-group');
  buttons.append(button('ours', 'Keep yours'), button('theirs', 'Take theirs'));
  return [made('h2', 'app-heading', {}, title), list, buttons];
}

function decide(grid: Grid, id: string, which: 'ours' | 'theirs') {
  const row = settle(grid.box, id, which);
  if (row === null) return;
  const { id: own, position, cells, isRemoved } = row;
  if (which === 'theirs') doTo(grid, 'taking the other text', [{ id: own, position, cells, isRemoved }]);
  else mark(grid.box, [id]);
  goTo(grid, {
    row: Math.max(
      0,
      shownIn(grid.sheet).findIndex((one) => one.id === id),
    ),
    column: 1,
  });
}
