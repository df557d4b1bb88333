import { clearCells, writeOver } from './grid-acts.ts';
import { counted, type Grid, goTo, made, selectionIn } from './grid-view.ts';
import {
  cellsOfText,
  fromColumn,
  leftOut,
  type Pasted,
  placed,
  type Placing,
  textOfCells,
  trimmed,
} from './pasted.ts';
import { cellsOfTable } from './pasted-table.ts';
import { shownIn } from './typed-rows.ts';

/** Which of the first lines are headings, as the service reads them; null where none is, or nobody answers. */
export type AskHeadings = (
  lines: Pasted,
) => Promise<{ readonly line: number; readonly keys: readonly (string | null)[] } | null>;

const mostLines = 6;

/** The cells of what was copied. A spreadsheet's text is exact; its table is for others. */
export function pastedIn(data: DataTransfer): Pasted {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const isSheet = /urn:schemas-microsoft-com:office:excel|google-sheets|data-sheets/i.test(html);
  const table = html === '' || (isSheet && text !== '') ? null : cellsOfTable(html);
  return trimmed(table ?? cellsOfText(text));
}

/** Puts what was copied into the grid, from where one is; asks first where a line looks like headings or not all has room. */
export async function paste(grid: Grid, lines: Pasted, ask: AskHeadings): Promise<void> {
  const wide = Math.max(0, ...lines.map(({ length }) => length));
  if (lines.length === 0 || wide === 0) return grid.say('There was nothing to paste');
  if (lines.length > grid.begin.mostRows)
    return grid.say(
      `These are ${counted(lines.length, 'row')}; there is room for ${counted(grid.begin.mostRows, 'row')}. Nothing was pasted.`,
    );
  const asStands = fromColumn(grid.keys, Math.max(0, grid.at.column - 1), wide);
  const head = lines.slice(0, mostLines).map((line) => line.slice(0, 60).map((cell) => cell.slice(0, 100)));
  const found = lines.length > 1 ? await ask(head) : null;
  const options = optionsOf(grid, lines, asStands, found);
  const placing = options === null ? asStands : await choose(grid, options);
  if (placing === null) {
    goTo(grid, grid.at);
    return grid.say('Nothing was pasted');
  }
  write(grid, placed(lines, placing), lines, placing);
}

function write(
  grid: Grid,
  rows: readonly Readonly<Record<string, string>>[],
  lines: Pasted,
  placing: Placing,
) {
  const top = Math.max(0, grid.at.row);
  const put = writeOver(grid, top, rows);
  if (put === null) return;
  const column = Math.max(1, grid.at.column);
  goTo(grid, { row: top, column });
  const out = leftOut(lines, placing);
  const over = put.over === 0 ? '' : ` over ${counted(put.over, 'row')} that stood there`;
  const left = out === 0 ? '' : ` ${counted(out, 'cell')} left out, as you chose.`;
  grid.say(`${counted(rows.length, 'row')} pasted${over}. Press Ctrl and Z to undo.${left}`);
}

interface Choice {
  readonly text: string;
  readonly hint: string;
  readonly placing: Placing;
}

interface Question {
  readonly title: string;
  readonly choices: readonly Choice[];
}

// Nothing is asked where everything has its place.
function optionsOf(
  grid: Grid,
  lines: Pasted,
  asStands: Placing,
  found: Awaited<ReturnType<AskHeadings>>,
): Question | null {
  const choices: Choice[] = [];
  const lost = (placing: Placing) => {
    const out = leftOut(lines, placing);
    return out === 0 ? '' : ` ${counted(out, 'filled cell')} would be left out.`;
  };
  const offer = (text: string, placing: Placing, more = '') =>
    choices.push({ text, placing, hint: `${more}${lost(placing)}`.trim() });
  const skip = (found?.line ?? -1) + 1;
  if (found !== null) {
    const names = (lines[found.line] ?? []).map((heading) => heading.replace(/\s+/g, ' ').trim());
    const where = names.flatMap((name, at) => {
      const column = grid.begin.columns.find(({ key }) => key === found.keys[at]);
      return column === undefined || name === '' ? [] : [`“${name}” to ${column.title}`];
    });
    const nowhere = names.filter((name, at) => name !== '' && (found.keys[at] ?? null) === null);
    const rest =
      nowhere.length === 0 ? '' : `. No column here for ${nowhere.map((name) => `“${name}”`).join(', ')}.`;
    offer(
      'By their headings, without the headings',
      { skip, keys: found.keys },
      `${where.join(', ')}${rest}`,
    );
    offer('As they stand, without the headings', { ...asStands, skip });
  }
  const fromFirst = fromColumn(grid.keys, 0, asStands.keys.length);
  if (lost(asStands) !== '' && grid.at.column > 1) offer('From the first column on', { ...fromFirst, skip });
  if (choices.length === 0 && lost(asStands) === '') return null;
  offer(found === null ? 'As they stand' : 'As they stand, with all lines', asStands);
  const title =
    found === null ? 'Some of it has no column here' : `Line ${skip} of what you paste looks like headings`;
  return { title, choices };
}

/** Asks how it is to fall; null where somebody thought better of it. The first choice has the focus. */
function choose(grid: Grid, { title, choices }: Question): Promise<Placing | null> {
  const dialog = made('dialog', 'app-grid__dialog', { 'aria-labelledby': 'grid-asks' }) as HTMLDialogElement;
  dialog.append(made('h2', 'app-heading', { id: 'grid-asks' }, title));
  const list = made('div', 'app-grid__choices');
  dialog.append(list);
  return new Promise((resolve) => {
    let chosen: Placing | null = null;
    for (const { text, hint, placing } of choices) {
      const button = made(
        'button',
        'govuk-button govuk-button--secondary app-grid__choice',
        { type: 'button' },
        text,
      );
      if (hint !== '') button.append(made('span', 'app-grid__choice-hint', {}, hint));
      button.addEventListener('click', () => {
        chosen = placing;
        dialog.close();
      });
      list.append(button);
    }
    const none = made('button', 'app-grid__link', { type: 'button' }, 'Do not paste');
    none.addEventListener('click', () => dialog.close());
    dialog.append(none);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
    grid.root.after(dialog);
    dialog.showModal();
  });
}

/** Copies the selected cells for other programs; with `cuts` they are emptied. */
export function copyCells(grid: Grid, data: DataTransfer, cuts: boolean): void {
  const { top, bottom, keys } = selectionIn(grid);
  const rows = shownIn(grid.sheet).slice(top, bottom + 1);
  const lines = rows.map(({ cells }) => keys.map((key) => cells[key] ?? ''));
  data.setData('text/plain', textOfCells(lines));
  grid.say(`${counted(lines.length * keys.length, 'cell')} copied`);
  if (cuts) clearCells(grid, 'cutting');
}
