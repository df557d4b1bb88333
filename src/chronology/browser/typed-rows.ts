/** A row of the grid as it stands in the page. */
export interface Row {
  readonly id: string;
  readonly position: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly isRemoved: boolean;
}

interface Change {
  readonly before: Row | null;
  readonly after: Row;
}

/** What one undoes at once: a word typed, a thousand rows pasted. */
export interface Step {
  /** As it is announced: "pasted 100 rows". */
  readonly what: string;
  readonly changes: readonly Change[];
}

/** The rows, what was done to them and what was undone. Only the functions of this file change it. */
export interface Sheet {
  readonly rows: Map<string, Row>;
  readonly done: Step[];
  readonly undone: Step[];
  shown: readonly Row[] | null;
}

const mostSteps = 500;
/** Two positions nearer than this have no room between them. */
const nearest = 1e-6;

/** The rows to begin with; nothing is done to them yet. */
export const sheetOf = (rows: readonly Row[]): Sheet => ({
  rows: new Map(rows.map((row) => [row.id, row])),
  done: [],
  undone: [],
  shown: null,
});

const inOrder = (a: Row, b: Row) => a.position - b.position || (a.id < b.id ? -1 : 1);

/** The rows that are shown, in their order: that in which they stand, never one by their dates. */
export function shownIn(sheet: Sheet): readonly Row[] {
  sheet.shown ??= [...sheet.rows.values()].filter(({ isRemoved }) => !isRemoved).toSorted(inOrder);
  return sheet.shown;
}

/** The rows that were taken out and say something, in their order. */
export const removedIn = (sheet: Sheet): readonly Row[] =>
  [...sheet.rows.values()].filter((row) => row.isRemoved && !isBlank(row)).toSorted(inOrder);

/** True for a row in which nothing stands. */
export const isBlank = ({ cells }: Pick<Row, 'cells'>): boolean =>
  Object.values(cells).every((text) => text === '');

function put(sheet: Sheet, row: Row) {
  const before = sheet.rows.get(row.id);
  sheet.rows.set(row.id, row);
  if (before?.position === row.position && before.isRemoved === row.isRemoved && sheet.shown !== null) {
    const at = sheet.shown.indexOf(before);
    if (at >= 0) (sheet.shown as Row[])[at] = row;
  } else sheet.shown = null;
}

/** Puts a row as somebody else has it, which nobody here can undo. */
export const putTheirs = (sheet: Sheet, row: Row): void => put(sheet, row);

/** Does something to rows, as one step. Answers the identifiers of the rows that it changed. */
export function act(sheet: Sheet, what: string, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  if (rows.length > 1) sheet.shown = null;
  const changes = rows.map((after) => ({ before: sheet.rows.get(after.id) ?? null, after }));
  for (const { after } of changes) put(sheet, after);
  sheet.done.push({ what, changes });
  if (sheet.done.length > mostSteps) sheet.done.shift();
  sheet.undone.length = 0;
  return rows.map(({ id }) => id);
}

/** Takes the last step back; null where there is none. A row that it had made is empty and taken out. */
export function undo(sheet: Sheet): Step | null {
  const step = sheet.done.pop();
  if (step === undefined) return null;
  if (step.changes.length > 1) sheet.shown = null;
  for (const { before, after } of step.changes)
    put(sheet, before ?? { ...after, cells: {}, isRemoved: true });
  sheet.undone.push(step);
  return step;
}

/** Does again what was taken back last; null where nothing was. */
export function redo(sheet: Sheet): Step | null {
  const step = sheet.undone.pop();
  if (step === undefined) return null;
  if (step.changes.length > 1) sheet.shown = null;
  for (const { after } of step.changes) put(sheet, after);
  sheet.done.push(step);
  return step;
}

/** The row with these cells written over its own; an empty one is left out. */
export function withCells(row: Row, cells: Readonly<Record<string, string>>): Row {
  const all = { ...row.cells, ...cells };
  return { ...row, cells: Object.fromEntries(Object.entries(all).filter(([, text]) => text !== '')) };
}

/**
 * New rows with these cells behind the row at the index `after`, -1 for the first place. Where there is no room between two positions, the
 * rows that follow move on; they are in the answer too.
 */
export function rowsAfter(
  sheet: Sheet,
  after: number,
  cells: readonly Row['cells'][],
  newId: () => string,
): { readonly made: readonly Row[]; readonly moved: readonly Row[] } {
  const shown = shownIn(sheet);
  const next = shown[after + 1]?.position ?? null;
  const from = shown[after]?.position ?? (next === null ? 0 : next - cells.length - 1);
  const room = next === null ? cells.length + 1 : next - from;
  const step = room / (cells.length + 1);
  const make = (by: number) =>
    cells.map(
      (one, at): Row => ({
        id: newId(),
        position: from + by * (at + 1),
        cells: one,
        isRemoved: false,
      }),
    );
  if (step > nearest) return { made: make(step), moved: [] };
  const on = cells.length + 1;
  return {
    made: make(1),
    moved: shown.slice(after + 1).map((row, at) => ({ ...row, position: from + on + at })),
  };
}

/** The rows from one index to another after they changed places with their neighbour above (-1) or below (1); none at the edge. */
export function movedBy(sheet: Sheet, from: number, to: number, by: -1 | 1): readonly Row[] {
  const shown = shownIn(sheet);
  const [first, last] = by === -1 ? [from - 1, to] : [from, to + 1];
  if (first < 0 || last >= shown.length) return [];
  const stretch = shown.slice(first, last + 1);
  const places = apart(stretch.map(({ position }) => position));
  const turned = by === -1 ? [...stretch.slice(1), stretch[0]] : [stretch.at(-1), ...stretch.slice(0, -1)];
  return turned.flatMap((row, at) =>
    row === undefined ? [] : [{ ...row, position: places[at] ?? row.position }],
  );
}

// Rows of one position could not change places by it; two people may have added one each at the same place.
const apart = (positions: readonly number[]) =>
  positions.map((position, at) => position + at * (new Set(positions).size < positions.length ? nearest : 0));

/** The row at which a jump from `at` ends: the edge of what is filled, or of what is empty, as a spreadsheet has it. */
export function jumpFrom(filled: readonly boolean[], at: number, by: -1 | 1): number {
  const last = filled.length - 1;
  const inside = (place: number) => place >= 0 && place <= last;
  let place = at + by;
  if (!inside(place)) return at;
  const here = filled[at] === true && filled[place] === true;
  while (inside(place) && filled[place] === here) place += by;
  if (here) return place - by;
  return inside(place) ? place : place - by;
}
