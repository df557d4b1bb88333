import type { DayNumber } from './engine/dates/day-number.ts';
import { gapRule } from './engine/merging/gaps.ts';
import { rounded, timeLeft, timeRight, xOf } from './picture-axis.ts';
import type { Days, GapFacts, PictureFacts } from './picture-facts.ts';

/** A time without a row as it is drawn: hatched, lightly where an entry of uncertain days may fall. */
export interface DrawnGap {
  readonly lane: string | null;
  readonly x: number;
  readonly width: number;
  /** Parts of it in which nobody knows whether there was an entry. */
  readonly doubts: readonly { readonly x: number; readonly width: number }[];
  /** "72 days", "61 to 72 days". */
  readonly words: string;
  readonly days: number;
  readonly from: DayNumber;
  readonly until: DayNumber;
}

const isWide = ({ earliest, latest }: Days) =>
  earliest === null || latest === null || latest - earliest >= gapRule.widest;

/** The times without a row in a window. What an entry of uncertain days may cut short is told as an interval. */
export function drawGaps({ window, gaps, wide: uncertain }: PictureFacts): readonly DrawnGap[] {
  const wide = uncertain.filter(isWide);
  return gaps.flatMap((gap): readonly DrawnGap[] => {
    const days = gap.until - gap.from;
    const into = wide
      .filter(({ lane }) => gap.lane === null || lane === gap.lane)
      .map(({ earliest, latest }) => ({
        from: Math.max(earliest ?? -Infinity, gap.from + 1),
        until: Math.min(latest ?? Infinity, gap.until - 1),
      }))
      .filter(({ from, until }) => from <= until);
    const place = between(window, gap.from + 1, gap.until);
    if (place.width <= 0) return [];
    return [
      {
        lane: gap.lane,
        ...place,
        doubts: joined(into).map(({ from, until }) => between(window, from, until + 1)),
        words: gapWords(gap, days, into),
        days,
        from: gap.from,
        until: gap.until,
      },
    ];
  });
}

function between(window: PictureFacts['window'], from: DayNumber, until: DayNumber) {
  const x = Math.max(timeLeft, Math.min(timeRight, xOf(window, from)));
  const end = Math.max(timeLeft, Math.min(timeRight, xOf(window, until)));
  return { x, width: rounded(end - x) };
}

interface Stretch {
  readonly from: DayNumber;
  readonly until: DayNumber;
}

// One uncertain entry leaves at least the longer of the two sides; how several part a gap nobody can say shortly.
function gapWords(gap: GapFacts, days: number, into: readonly Stretch[]): string {
  const [one] = into;
  if (one === undefined) return `${days} days`;
  if (into.length > 1) return `up to ${days} days`;
  const middle = Math.round((gap.from + gap.until) / 2);
  const at = Math.min(Math.max(middle, one.from), one.until);
  return `${Math.max(at - gap.from, gap.until - at)} to ${days} days`;
}

// Hatches that lie on each other would look darker than they mean.
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: { from: DayNumber; until: DayNumber }[] = [];
  for (const { from, until } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && from <= last.until + 1) last.until = Math.max(last.until, until);
    else found.push({ from, until });
  }
  return found;
}
