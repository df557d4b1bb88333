import type { DayNumber } from './engine/dates/day-number.ts';
import {
  type Axis,
  binEnd,
  dayWords,
  middleOf,
  type PictureWindow,
  rounded,
  timeLeft,
  timeRight,
  xOf,
} from './picture-axis.ts';
import type { BinFacts, Days, EntryFacts, PictureFacts, SpanFacts } from './picture-facts.ts';

/** How an entry is drawn: an upright for a day, a bar with hard or with soft ends, or one that is open at a side. */
export type MarkShape = 'day' | 'hard' | 'soft' | 'before' | 'after';

/** One mark of a lane; several entries that would lie on each other are one with their number. */
export interface DrawnMark {
  readonly shape: MarkShape;
  readonly x: number;
  readonly width: number;
  readonly count: number;
  /** "3 May 2026, 11:20pm", or the words of an uncertain date with what they cover. */
  readonly words: string;
  /** The row that it stands for; null where it stands for several. */
  readonly row: string | null;
  /** The first day that it stands for, from which its rows are found. */
  readonly from: DayNumber | null;
  readonly until: DayNumber | null;
}

/** Entries nearer to each other than this are drawn as one with their number. */
const closest = 5;
/** What is open at one side reaches so far into the picture. */
const openReach = 56;
const clamp = (x: number) => Math.max(timeLeft, Math.min(timeRight, x));

/** "some time from 1 June 2026 to 30 June 2026"; the day itself where it is known. */
export function daysWords({ earliest, latest, hard }: Days): string {
  if (earliest === null) return latest === null ? 'no date' : `on or before ${dayWords(latest)}`;
  if (latest === null) return `on or after ${dayWords(earliest)}`;
  if (earliest === latest) return dayWords(earliest);
  return `${hard ? 'from' : 'some time from'} ${dayWords(earliest)} to ${dayWords(latest)}`;
}

/** The shape of an entry by what is known of its days; null where nothing is, because it has no place in time. */
export function shapeOf({ earliest, latest, hard }: Days): MarkShape | null {
  if (earliest === null) return latest === null ? null : 'before';
  if (latest === null) return 'after';
  if (earliest === latest) return 'day';
  return hard ? 'hard' : 'soft';
}

// Beyond the edges as well, where the picture cuts it off: a bar that fades at the edge of the picture would seem to end there.
function place(axis: Axis, { earliest, latest }: Days): { readonly x: number; readonly width: number } {
  const end = latest === null ? null : xOf(axis, latest + 1);
  const x = earliest === null ? (end ?? timeLeft) - openReach : xOf(axis, earliest);
  return { x: rounded(x), width: rounded(Math.max(3, (end ?? x + openReach) - x)) };
}

/** Whether an entry may have been in these days. */
export const isIn = ({ from, until }: PictureWindow, { earliest, latest }: Days): boolean =>
  !(earliest === null && latest === null) && (latest ?? until) >= from && (earliest ?? from) <= until;

/** Where a thread or a ring meets an entry; null where it has no place in the window. */
export function anchorOf(axis: Axis, days: Days): number | null {
  const { earliest, latest } = days;
  if (!isIn(axis, days)) return null;
  if (earliest !== null && earliest === latest) return middleOf(axis, earliest);
  const { x, width } = place(axis, days);
  return rounded((clamp(x) + clamp(x + width)) / 2);
}

/** The marks of one lane, one by one, from wide to narrow, so that a day is drawn over an uncertain time. */
export function marksOf(axis: Axis, entries: readonly EntryFacts[]): readonly DrawnMark[] {
  const spans = entries
    .filter((entry) => !['day', null].includes(shapeOf(entry)))
    .map((entry) => spanMark(axis, entry, 1, entry));
  return [...spans, ...dayMarks(axis, entries)];
}

/** The uncertain times of a lane whose entries are counted. */
export const spanMarks = (axis: Axis, spans: readonly SpanFacts[]): readonly DrawnMark[] =>
  spans.map((span) => spanMark(axis, span, span.count, null));

function spanMark(axis: Axis, days: Days, count: number, entry: EntryFacts | null): DrawnMark {
  const covers = daysWords(days);
  return {
    shape: shapeOf(days) ?? 'soft',
    ...place(axis, days),
    count,
    words: entry === null || entry.given === '' ? covers : `“${entry.given}”, ${covers}`,
    row: entry?.row ?? null,
    from: days.earliest,
    until: days.latest,
  };
}

function dayMarks(axis: Axis, entries: readonly EntryFacts[]): readonly DrawnMark[] {
  const days = entries
    .flatMap((entry) =>
      entry.earliest !== null && shapeOf(entry) === 'day' ? [{ entry, day: entry.earliest }] : [],
    )
    .toSorted((a, b) => a.day - b.day);
  const groups: {
    readonly first: number;
    readonly members: { readonly entry: EntryFacts; readonly day: DayNumber }[];
  }[] = [];
  for (const one of days) {
    const last = groups.at(-1);
    if (last !== undefined && middleOf(axis, one.day) - last.first < closest) last.members.push(one);
    else groups.push({ first: middleOf(axis, one.day), members: [one] });
  }
  return groups.map(({ first, members }) => {
    const [one] = members;
    const [from, until] = [members[0]?.day ?? null, members.at(-1)?.day ?? null];
    const isOne = members.length === 1;
    const when = daysWords({ earliest: from, latest: until, hard: true });
    const time = isOne && one !== undefined && one.entry.time !== null ? `, ${one.entry.time}` : '';
    return {
      shape: 'day',
      x: first,
      width: 4,
      count: members.length,
      words: `${when}${time}`,
      row: isOne ? (one?.entry.row ?? null) : null,
      from,
      until,
    };
  });
}

/** The uprights of a lane at a distance: one for each piece of time, in three heights by how many entries it has. */
export interface DrawnDensity {
  /** One, two to four, five and more: each a path of its own. */
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  /** How wide each upright is. */
  readonly width: number;
}

/** Half the height of an upright for one entry, for two to four and for five and more, in a lane of 38. */
const halves = { low: 4, middle: 8, high: 13 } as const;

/** The counts of one lane as uprights around `middle`, the middle of the lane; `scale` is how high the lane is against one of 38. */
export function densityOf(
  axis: Axis,
  { unit }: PictureFacts,
  bins: readonly BinFacts[],
  middle: number,
  scale: number,
): DrawnDensity {
  const paths = { low: '', middle: '', high: '' };
  for (const { from, count } of bins) {
    const size = count === 1 ? 'low' : count < 5 ? 'middle' : 'high';
    const end = xOf(axis, binEnd(from, unit) + 1);
    const x = rounded((clamp(xOf(axis, from)) + clamp(end)) / 2);
    const half = rounded(halves[size] * scale);
    paths[size] += `M${x} ${rounded(middle - half)}v${rounded(2 * half)}`;
  }
  const width = xOf(axis, binEnd(axis.from, unit) + 1) - xOf(axis, axis.from);
  return { ...paths, width: rounded(Math.max(1.5, Math.min(9, width - 1.2))) };
}
