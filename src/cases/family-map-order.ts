import type { Union } from './family-map-facts.ts';

/** A place in the row of parents: somebody, or nobody where the other parent is not on record. */
export type Seat = string | null;

/**
 * A couple in the row: between the seats `at` and `at + 1` where they are neighbours. Where they cannot be, because somebody has more than
 * two, an `arc` leads over the others, from the seat of `arc`, and the children hang left of seat `at + 1`.
 */
export interface SeatedUnion {
  readonly union: Union;
  readonly at: number;
  readonly arc: string | null;
}

/** Parents who have something to do with each other, from left to right. */
export interface Row {
  readonly seats: readonly Seat[];
  readonly unions: readonly SeatedUnion[];
}

/** The parents of a family in rows that belong together, so that as few lines as possible lie over each other. */
export function rowsOf(unions: readonly Union[]): readonly Row[] {
  const left = new Set(unions);
  const rows: Row[] = [];
  for (const union of unions) {
    if (!left.has(union)) continue;
    rows.push(union.parents.length === 0 ? alone(union, left) : seat(busiest(union, unions), left));
  }
  return rows;
}

function alone(union: Union, left: Set<Union>): Row {
  left.delete(union);
  return { seats: [null, null], unions: [{ union, at: 0, arc: null }] };
}

// Whoever has most of them sits in the middle.
function busiest({ parents }: Union, unions: readonly Union[]): string {
  const many = (id: string) => unions.filter((one) => one.parents.includes(id)).length;
  return parents.toSorted((a, b) => many(b) - many(a))[0] ?? '';
}

interface Free {
  readonly seats: Seat[];
  readonly unions: { union: Union; at: number; arc: string | null }[];
}

function seat(first: string, left: Set<Union>): Row {
  const row: Free = { seats: [first], unions: [] };
  const waiting = [first];
  for (let who = waiting.shift(); who !== undefined; who = waiting.shift()) {
    const id = who;
    const own = [...left].filter(({ parents }) => parents.includes(id));
    for (const union of own) {
      left.delete(union);
      const other = union.parents.find((one) => one !== id) ?? null;
      const isSeated = other !== null && row.seats.includes(other);
      if (other !== null && !isSeated) waiting.push(other);
      place(row, union, id, isSeated ? null : other, own.length > 1);
    }
  }
  return row;
}

function place(row: Free, union: Union, who: string, other: Seat, hasMore: boolean): void {
  const { seats, unions } = row;
  const isTakenRight = unions.some(({ at }) => seats[at] === who) || seats.at(-1) !== who;
  const isTakenLeft = unions.some(({ at, arc }) => arc === null && seats[at + 1] === who) || seats[0] !== who;
  // The older children hang at the left, so the first of several couples goes there.
  if (!isTakenLeft && (hasMore || isTakenRight)) {
    seats.unshift(other);
    for (const one of unions) one.at += 1;
    unions.unshift({ union, at: 0, arc: null });
    return;
  }
  seats.push(other);
  unions.push({ union, at: seats.length - 2, arc: isTakenRight ? who : null });
}
