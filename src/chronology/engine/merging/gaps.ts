import { type DayNumber, iso } from '../dates/day-number.ts';
import type { Gap } from '../entry.ts';
import type { Standing } from './lane.ts';

/**
 * From how many calendar days a time without a row is shown, and how wide a date may be to count as one contact. Both are this service's own
 * proposal: no source that was read sets one.
 */
export const gapRule = { days: 28, widest: 31 } as const;

/**
 * Times in which no row tells of anything: for every agency between its own first and last row, and over all of them. A row whose date is
 * wider than `widest` days fills no gap, because nobody knows where in it the contact was; it is named with the gaps that it may fall into.
 * That a row is there does not say that somebody was met.
 */
export function gapsIn(rows: readonly Standing[], atLeast: number = gapRule.days): readonly Gap[] {
  const agencies = Map.groupBy(rows, ({ entry }) => entry.agency);
  const own = [...agencies].flatMap(([agency, theirs]) => between(theirs, agency, atLeast));
  // With one agency alone, "nobody" and "this agency" would say the same twice; it is still said, because both are asked for.
  return [...between(rows, null, atLeast), ...own];
}

/**
 * Times in which no row says that the child was seen, over all agencies: between rows in which a column says that it was. Rows of files
 * without such a column say neither.
 */
export function gapsUnseen(rows: readonly Standing[], atLeast: number = gapRule.days): readonly Gap[] {
  return between(
    rows.filter(({ seen }) => seen === true),
    null,
    atLeast,
  );
}

function isWide({ first, last }: Standing): boolean {
  return first === null || last === null || last - first >= gapRule.widest;
}

function between(rows: readonly Standing[], agency: string | null, atLeast: number): readonly Gap[] {
  const wide = rows.filter((row) => isWide(row) && (row.first !== null || row.last !== null));
  const found: Gap[] = [];
  let covered: DayNumber | null = null;
  for (const row of rows) {
    const { first, last } = row;
    if (first === null || last === null || isWide(row)) continue;
    if (covered !== null && first - covered >= atLeast) found.push(gap(agency, covered, first, wide));
    covered = covered === null ? last : Math.max(covered, last);
  }
  return found;
}

/** At most so many entries are named with a gap; one is enough to doubt it. */
const named = 20;

function gap(agency: string | null, from: DayNumber, to: DayNumber, wide: readonly Standing[]): Gap {
  const unless: string[] = [];
  for (const { first, last, entry } of wide) {
    if (unless.length === named) break;
    if ((first ?? -Infinity) < to && (last ?? Infinity) > from) unless.push(entry.id);
  }
  const shown = { agency, from: iso(from), to: iso(to), days: to - from };
  return unless.length === 0 ? shown : { ...shown, unless };
}
