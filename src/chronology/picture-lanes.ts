import { type DayNumber, weekdayOf } from './engine/dates/day-number.ts';
import { type DrawnAge, drawAge } from './picture-ages.ts';
import {
  type Axis,
  type AxisColumn,
  axisOf,
  middleOf,
  rounded,
  stretchBriefly,
  timeLeft,
  timeRight,
  xOf,
} from './picture-axis.ts';
import { type BinFacts, inOrder, type KeyFacts, type LaneFacts, type PictureFacts } from './picture-facts.ts';
import { type DrawnGap, drawGaps } from './picture-gaps.ts';
import { linesOf, widthOf } from './picture-lines.ts';
import {
  anchorOf,
  type DrawnDensity,
  type DrawnMark,
  daysWords,
  densityOf,
  isIn,
  marksOf,
  spanMarks,
} from './picture-marks.ts';

/** The lane of one agency. Lengths are units of a picture 1,120 wide. */
export interface DrawnLane {
  readonly id: string;
  readonly number: number;
  readonly agency: string;
  readonly lines: readonly string[];
  readonly top: number;
  readonly middle: number;
  readonly marks: readonly DrawnMark[];
  /** Where the entries are counted; null where each is a mark. */
  readonly density: DrawnDensity | null;
  readonly gaps: readonly DrawnGap[];
  /** Where the rings of what has no date stand, at the right of the picture. */
  readonly rings: readonly number[];
  readonly undated: number;
}

/** An entry that somebody called a key event: its ring, and its number in the order of time. */
export interface DrawnKey {
  readonly number: number;
  readonly x: number;
  readonly y: number;
  /** The number of its lane. */
  readonly lane: number;
  readonly row: string;
  readonly agency: string;
  readonly when: string;
  readonly words: string;
}

/** Entries of different lanes that belong together, as a thread between them. */
export interface DrawnTie {
  readonly kind: 'same-event' | 'conflict';
  readonly path: string;
  /** Where the sign of a disagreement stands. */
  readonly x: number;
  readonly y: number;
}

/** A piece of time that can be looked at more closely, with how many entries begin in it. */
export interface DrawnColumn extends AxisColumn {
  readonly x: number;
  readonly width: number;
  /** Under it, as short as it fits; empty where nothing does. */
  readonly brief: string;
  readonly count: number;
}

/** The lanes of a chronology over time. */
export interface LanesPicture {
  readonly axis: Axis;
  readonly top: number;
  readonly foot: number;
  readonly height: number;
  readonly laneHeight: number;
  readonly lanes: readonly DrawnLane[];
  readonly columns: readonly DrawnColumn[];
  readonly ages: readonly (DrawnAge & { readonly y: number })[];
  readonly incident: { readonly x: number; readonly width: number } | null;
  readonly gaps: readonly (DrawnGap & { readonly lines: boolean })[];
  readonly keys: readonly DrawnKey[];
  readonly ties: readonly DrawnTie[];
}

/** Beyond so many lanes each is lower. */
const manyLanes = 20;
const ageHeight = 28;
const labelSize = 13;
/** At most so many threads are drawn; more would hide what they join. */
const mostTies = 150;

/** Draws the lanes of a chronology for the window that was read. */
export function drawLanes(facts: PictureFacts): LanesPicture {
  const axis = axisOf(facts.window);
  const laneHeight = facts.lanes.length > manyLanes ? 28 : 38;
  const top = 26 + facts.children.length * ageHeight + 14;
  const gaps = drawGaps(facts);
  const lanes = lanesOf(facts, axis, gaps, top, laneHeight);
  const foot = top + lanes.length * laneHeight;
  return {
    axis,
    top,
    foot,
    height: foot + (axis.columns.length === 0 ? 28 : 50),
    laneHeight,
    lanes,
    columns: columnsIn(axis, facts),
    ages: facts.children.map((child, index) => ({ ...drawAge(child, axis), y: 26 + index * ageHeight + 16 })),
    incident: incidentOf(facts),
    gaps: gaps
      .filter(({ lane }) => lane === null)
      .map((gap) => ({ ...gap, lines: gap.width > widthOf(gap.words) * 14 + 10 })),
    keys: keysOf(facts, axis, lanes),
    ties: tiesOf(facts, axis, lanes),
  };
}

function lanesOf(
  facts: PictureFacts,
  axis: Axis,
  gaps: readonly DrawnGap[],
  top: number,
  height: number,
): readonly DrawnLane[] {
  const by = <T extends { readonly lane: string | null }>(all: readonly T[]) =>
    Map.groupBy(all, ({ lane }) => lane);
  const [entries, bins, spans, own] = [
    by((facts.entries ?? []).filter((one) => isIn(axis, one))),
    by(facts.bins),
    by(facts.spans),
    by(gaps),
  ];
  return inOrder(facts.lanes).map((lane, index) => {
    const middle = top + index * height + height / 2;
    const isCounted = facts.entries === null;
    const counted = weeksJoined(bins.get(lane.id) ?? [], facts);
    return {
      id: lane.id,
      number: lane.number,
      agency: lane.agency,
      lines: linesOf(lane.agency, (timeLeft - 12) / labelSize),
      top: top + index * height,
      middle,
      marks: isCounted
        ? spanMarks(axis, spans.get(lane.id) ?? [])
        : marksOf(axis, entries.get(lane.id) ?? []),
      density: isCounted ? densityOf(axis, facts, counted, middle, height / 38) : null,
      gaps: own.get(lane.id) ?? [],
      rings: ringsOf(lane),
      undated: lane.undated,
    };
  });
}

// The table counts by months, so a week is counted in two parts where a month ends in it; it is one upright all the same.
function weeksJoined(bins: readonly BinFacts[], { unit }: PictureFacts): readonly BinFacts[] {
  if (unit !== 'week') return bins;
  const weeks = Map.groupBy(bins, ({ from }) => from - weekdayOf(from) + 1);
  return [...weeks].map(([from, parts]) => ({
    lane: parts[0]?.lane ?? '',
    from,
    count: parts.reduce((sum, { count }) => sum + count, 0),
  }));
}

// Up to three rings; more are one ring with their number.
function ringsOf({ undated }: LaneFacts): readonly number[] {
  const middle = (timeRight + 8 + 1120) / 2;
  if (undated > 3) return [middle - 12];
  return Array.from({ length: undated }, (_, index) => middle + (index - (undated - 1) / 2) * 20);
}

const clamped = (x: number) => Math.max(timeLeft, Math.min(timeRight, x));

function columnsIn(axis: Axis, facts: PictureFacts): readonly DrawnColumn[] {
  const counts = countsBy(axis.columns, facts, null);
  return axis.columns.map((column, index) => {
    const x = clamped(xOf(axis, column.from));
    const width = rounded(clamped(xOf(axis, column.until + 1)) - x);
    const brief = [
      stretchBriefly(column, axis.stretch),
      ...(axis.stretch === 'year' ? [`’${column.words.slice(2)}`] : []),
    ];
    return {
      ...column,
      x,
      width,
      brief: brief.find((words) => widthOf(words) * 13 + 4 <= width) ?? '',
      count: counts[index] ?? 0,
    };
  });
}

/** How many entries with known days begin in each of the columns; of one lane, or of all where that is null. */
export function countsBy(
  columns: readonly AxisColumn[],
  { entries, bins }: PictureFacts,
  lane: string | null,
): readonly number[] {
  const counts = columns.map(() => 0);
  const add = (day: DayNumber, count: number) => {
    const at = columns.findIndex(({ until }) => day <= until);
    if (at !== -1) counts[at] = (counts[at] ?? 0) + count;
  };
  for (const bin of bins) if (lane === null || bin.lane === lane) add(bin.from, bin.count);
  for (const { lane: own, earliest, latest } of entries ?? [])
    if (
      earliest !== null &&
      latest !== null &&
      (lane === null || own === lane) &&
      isWithin(columns, earliest, latest)
    )
      add(earliest, 1);
  return counts;
}

// What may be in one column or in the next is told apart from what is counted in either.
const isWithin = (columns: readonly AxisColumn[], earliest: DayNumber, latest: DayNumber) =>
  columns.some(({ from, until }) => earliest >= from && latest <= until);

function incidentOf({ window, incident }: PictureFacts): LanesPicture['incident'] {
  if (incident === null || incident.until < window.from || incident.from > window.until) return null;
  if (incident.from === incident.until) return { x: middleOf(window, incident.from), width: 0 };
  const x = clamped(xOf(window, incident.from));
  return { x, width: rounded(clamped(xOf(window, incident.until + 1)) - x) };
}

const startOf = ({ earliest, latest }: KeyFacts) => earliest ?? latest ?? Infinity;

// Rings that would cover each other stand a little higher and lower in turn.
function keysOf({ keys }: PictureFacts, axis: Axis, lanes: readonly DrawnLane[]): readonly DrawnKey[] {
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const before = new Map<string, number>();
  return keys
    .toSorted((a, b) => startOf(a) - startOf(b))
    .flatMap((key) => {
      const lane = laneOf.get(key.lane);
      const x = anchorOf(axis, key);
      return lane === undefined || x === null ? [] : [{ key, lane, x }];
    })
    .map(({ key, lane, x }, index) => {
      const isNear = x - (before.get(lane.id) ?? -Infinity) < 22;
      before.set(lane.id, x);
      return {
        number: index + 1,
        x,
        y: lane.middle + (isNear ? (index % 2 === 0 ? -6 : 6) : 0),
        lane: lane.number,
        row: key.row,
        agency: lane.agency,
        when: daysWords(key),
        words: key.words,
      };
    });
}

function tiesOf({ ties }: PictureFacts, axis: Axis, lanes: readonly DrawnLane[]): readonly DrawnTie[] {
  const middles = new Map(lanes.map(({ id, middle }) => [id, middle]));
  const drawn = ties.flatMap(({ kind, ends }): readonly DrawnTie[] => {
    const points = ends
      .flatMap((end) => {
        const [x, y] = [anchorOf(axis, end), middles.get(end.lane)];
        return x === null || y === undefined ? [] : [{ x, y }];
      })
      .toSorted((a, b) => a.y - b.y);
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined || points.length < 2) return [];
    const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
    return [{ kind, path, x: rounded((first.x + last.x) / 2), y: rounded((first.y + last.y) / 2) }];
  });
  return drawn.slice(0, mostTies);
}
