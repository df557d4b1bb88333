import { type Day, isBefore } from '../law/day.ts';

/** Something that holds from a day on and until another, on which it holds no longer. A day that is null is open. */
export interface Dated {
  readonly from: Day | null;
  readonly until: Day | null;
}

/** A row among others of its kind, of which no two hold at one time. */
export interface Tile extends Dated {
  readonly id: string;
}

/** What becomes of the rows when another begins, or when one ends. Nothing that held before that day is lost. */
export interface TilePlan extends Dated {
  /** The rows that no longer say what holds. */
  readonly superseded: readonly string[];
  /** The one of them that goes on holding, but only until that day. */
  readonly cut: { readonly id: string; readonly until: Day } | null;
}

/** Whether it holds on that day. */
export function holdsOn({ from, until }: Dated, on: Day): boolean {
  return (from === null || !isBefore(on, from)) && (until === null || isBefore(on, until));
}

/**
 * What is to be written so that something holds from `from` until the next that is planned. The row that holds on that day ends there,
 * and one that began on the very day gives way whole: that is how a mistake is put right. A neighbour that is the same joins it. Null
 * where it holds already.
 */
export function beginning<Row extends Tile>(
  live: readonly Row[],
  from: Day,
  isSame: (row: Row) => boolean,
): TilePlan | null {
  const standing = live.find((row) => holdsOn(row, from));
  if (standing !== undefined && isSame(standing)) return null;
  const next = live
    .filter((row) => row.from !== null && isBefore(from, row.from))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.from ?? from, b.from ?? from))
    .at(0);
  const whole = standing !== undefined && standing.from?.equals(from) === true;
  const before = live.find((row) => row.until?.equals(from) === true && isSame(row));
  const after = next !== undefined && isSame(next) ? next : undefined;
  return {
    superseded: [standing, before, after].flatMap((row) => (row === undefined ? [] : [row.id])),
    cut: standing === undefined || whole ? null : { id: standing.id, until: from },
    from: before === undefined ? from : before.from,
    until: after === undefined ? (next?.from ?? null) : after.until,
  };
}

/** What is to be written so that the row which holds on `from` ends there, with nothing in its place; null where none holds. */
export function ending(live: readonly Tile[], from: Day): TilePlan | null {
  const standing = live.find((row) => holdsOn(row, from));
  if (standing === undefined) return null;
  const cut = standing.from?.equals(from) === true ? null : { id: standing.id, until: from };
  return { superseded: [standing.id], cut, from: null, until: null };
}
