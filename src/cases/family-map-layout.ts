import type { Family } from './family-map-facts.ts';
import { type Row, rowsOf } from './family-map-order.ts';

/** Where somebody stands: the middle of the figure. `side`: the words stand right of it, because lines go down from it. */
export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly words: 'under' | 'side';
}

/** A line of the map; `loose`: related, but the exact way is not on record; `partners`: together; `foster`: cared for. */
export interface Line {
  readonly kind: 'parents' | 'partners' | 'loose' | 'foster';
  readonly path: string;
}

/** A family map without words: who stands where, and what joins them. */
export interface FamilyLayout {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot[];
  readonly lines: readonly Line[];
  /** Where a row of people without lines begins, with what it is called; null where nobody is in it. */
  readonly othersTop: number | null;
}

const slot = 136;
const half = 27;
const step = 165;
/** People of the row below the map stand so wide apart, and so many beside each other. */
const wide = 160;
const inRow = 7;

interface Drawing {
  readonly spots: Spot[];
  readonly lines: Line[];
  readonly rows: { readonly grandparents: number; readonly parents: number; readonly children: number };
  /** Where the next free place at the right begins. */
  right: number;
}

/** Lays a family out by generations: grandparents, parents and carers, children, and below them everybody without a line. */
export function layOut(family: Family): FamilyLayout {
  const hasOlder = family.unions.some(({ grandparents }) => grandparents.length > 0);
  const hasParents = family.carers.length > 0 || family.unions.some(({ parents }) => parents.length > 0);
  const rows = rowsOf(family.unions);
  const arcs = rows.flatMap(({ unions }) => unions).filter(({ arc }) => arc !== null).length;
  const parents = 34 + (hasOlder ? step - 30 : 0) + (arcs === 0 ? 0 : 14 + 10 * arcs);
  const drawing: Drawing = {
    spots: [],
    lines: [],
    rows: { grandparents: 34, parents, children: hasParents || hasOlder ? parents + step : 34 },
    right: 0,
  };
  for (const row of rows) drawRow(drawing, row);
  for (const id of family.carers) {
    drawing.spots.push({ id, x: drawing.right + slot / 2, y: drawing.rows.parents, words: 'under' });
    drawing.right += slot;
  }
  for (const pair of family.fostered) drawFoster(drawing, pair);
  return finished(drawing, family);
}

function drawRow(drawing: Drawing, { seats, unions }: Row): void {
  const { spots, lines, rows } = drawing;
  if (seats[0] !== null) drawing.right += slot / 2;
  // Children first: each couple is as wide as its children, and stands over their middle.
  const drops = unions.map(({ union }) => {
    const many = Math.max(
      1,
      union.children.length + union.halves.length,
      Math.ceil(union.grandparents.length * 1.4),
    );
    const start = drawing.right;
    drawing.right += many * slot;
    return { start, x: start + (Math.max(1, union.children.length) * slot) / 2 };
  });
  const seatX = new Map<string, number>();
  seats.forEach((id, index) => {
    if (id === null) return;
    const x = seatAt(index, unions, drops);
    seatX.set(id, x);
    spots.push({ id, x, y: rows.parents, words: 'under' });
  });
  let level = 0;
  unions.forEach(({ union, arc, at }, index) => {
    const { start, x } = drops[index] ?? { start: 0, x: 0 };
    if (arc !== null) level += 1;
    const own = union.parents.map((id) => seatX.get(id) ?? x);
    if (union.parents.length > 0) {
      const kind = union.kind;
      const path =
        arc === null
          ? straight(own, x, rows.parents)
          : arched(seatX.get(arc) ?? x, seatX.get(seats[at + 1] ?? ''), x, rows.parents, level);
      lines.push({ kind, path });
    }
    drawChildren(drawing, union, x, start);
    drawGrandparents(drawing, union.grandparents, x, union.parents.length > 0);
  });
  drawing.right = Math.max(drawing.right, ...[...seatX.values()].map((x) => x + slot / 2)) + 24;
}

// Somebody between two couples stands in the middle of them; at an end, half a place outside.
function seatAt(index: number, unions: Row['unions'], drops: readonly { readonly x: number }[]): number {
  const dropAt = (at: number) => drops[unions.findIndex((one) => one.at === at)]?.x;
  const isArc = (at: number) => unions.some((one) => one.at === at && one.arc !== null);
  const before = dropAt(index - 1);
  const after = isArc(index) ? undefined : dropAt(index);
  if (before !== undefined && after !== undefined) return (before + after) / 2;
  return before === undefined ? (after ?? 0) - slot / 2 : before + slot / 2;
}

const straight = (xs: readonly number[], drop: number, y: number) => {
  const ends = xs.length === 1 ? [...xs, drop] : xs;
  const [from, until] = [Math.min(...ends), Math.max(...ends)];
  const isLeft = xs.length === 1 && drop < (xs[0] ?? 0);
  const start = xs.length === 1 && isLeft ? from : from + half;
  const end = xs.length === 1 && !isLeft ? until : until - half;
  return `M${start} ${y}H${end}`;
};

function arched(from: number, to: number | undefined, drop: number, y: number, level: number): string {
  const top = y - half - 8 - level * 10;
  const start = from + level * 5;
  const partner = to === undefined ? '' : `M${to - half} ${y}H${drop}`;
  return `M${start} ${y - half}V${top}H${drop}V${y}${partner}`;
}

function drawChildren(
  { spots, lines, rows }: Drawing,
  { parents, children, halves, twins }: Family['unions'][number],
  x: number,
  start: number,
): void {
  const y = rows.children;
  const bar = y - half - 18;
  const at = (index: number) => start + (index + 0.5) * slot;
  // Those born together hang from one point.
  const hangs = (id: string, index: number) => {
    const together = twins.find((ids) => ids.includes(id));
    const first = together === undefined ? index : children.indexOf(together[0] ?? id);
    return together === undefined ? at(index) : at(first + (together.length - 1) / 2);
  };
  children.forEach((id, index) => {
    spots.push({ id, x: at(index), y, words: 'under' });
  });
  if (children.length > 0 && (parents.length > 0 || children.length > 1)) {
    const drop = parents.length > 0 ? `M${x} ${rows.parents}V${bar}` : '';
    const points = [...children.map(hangs), ...(parents.length > 0 ? [x] : [])];
    const across = `M${Math.min(...points)} ${bar}H${Math.max(...points)}`;
    lines.push({
      kind: 'parents',
      path: `${drop}${across}${children.map((id, index) => `M${hangs(id, index)} ${bar}${hangs(id, index) === at(index) ? 'V' : `L${at(index)} `}${y - half}`).join('')}`,
    });
  }
  halves.forEach((id, index) => {
    const own = at(children.length + index);
    spots.push({ id, x: own, y, words: 'under' });
    lines.push({ kind: 'loose', path: `M${at(children.length - 1)} ${bar}H${own}V${y - half}` });
  });
}

function drawGrandparents(
  { spots, lines, rows }: Drawing,
  ids: readonly string[],
  x: number,
  hasParents: boolean,
): void {
  const y = rows.grandparents;
  const end = hasParents ? rows.parents : rows.children - half - 18;
  ids.forEach((id, index) => {
    const own = x + (index - (ids.length - 1) / 2) * slot * 1.4;
    spots.push({ id, x: own, y, words: 'side' });
    lines.push({
      kind: 'loose',
      path: own === x ? `M${x} ${y + half}V${end}` : `M${own} ${y + half}V${y + half + 22}H${x}V${end}`,
    });
  });
}

function drawFoster({ spots, lines, rows }: Drawing, { carer, child }: Family['fostered'][number]): void {
  const from = spots.find(({ id }) => id === carer);
  const to = spots.find(({ id }) => id === child);
  if (from === undefined || to === undefined) return;
  const beside = from.x > to.x ? 1 : -1;
  const level = rows.children - half - 8;
  const [out, down] = [from.x - (beside * slot) / 2, to.x + beside * 14];
  lines.push({
    kind: 'foster',
    path: `M${from.x - beside * half} ${from.y}H${out}V${level}H${down}V${to.y - half}`,
  });
}

function finished({ spots, lines }: Drawing, { others }: Family): FamilyLayout {
  const hasMap = spots.length > 0;
  const lowest = hasMap ? Math.max(...spots.map(({ y }) => y)) + half + 70 : 0;
  const leftmost = hasMap ? Math.min(...spots.map(({ x }) => x)) - slot / 2 : 0;
  const rightmost = hasMap
    ? Math.max(...spots.map(({ x, words }) => x + (words === 'side' ? slot : slot / 2)))
    : 0;
  const width = Math.max(320, Math.min(others.length, inRow) * wide, Math.ceil(rightmost - leftmost));
  const shift = Math.round((width - (rightmost - leftmost)) / 2 - leftmost);
  const top = others.length === 0 ? null : lowest + (hasMap ? 14 : 0);
  const below = others.map(
    (id, index): Spot => ({
      id,
      x: wide / 2 + (index % inRow) * wide,
      y: (top ?? 0) + 36 + half + Math.floor(index / inRow) * 124,
      words: 'under',
    }),
  );
  const rowsBelow = Math.ceil(others.length / inRow);
  return {
    width,
    height: lowest + (rowsBelow === 0 ? 0 : 50 + rowsBelow * 124),
    spots: [...spots.map((spot) => ({ ...spot, x: spot.x + shift })), ...below],
    lines: lines.map(({ kind, path }) => ({ kind, path: moved(path, shift) })),
    othersTop: top,
  };
}

// Every path is of M, L, H and V: the first number of M and L, and that of H, goes along.
const moved = (path: string, by: number) =>
  path.replace(
    /([MHL])(-?[\d.]+)/g,
    (_, letter: string, x: string) => `${letter}${Math.round(Number(x) + by)}`,
  );
