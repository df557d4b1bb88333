import { type Day, isBefore } from '../law/day.ts';
import { type ReviewClock, reviewClockNames, reviewStanding } from './clocks.ts';
import { standingWords } from '../cases/clocks.ts';

/** A month of the axis. Lengths are units of a picture 1,120 wide. */
export interface PictureMonth {
  readonly x: number;
  readonly first: Day;
  /** Whether its name stands there; not all do where there are many. */
  readonly isNamed: boolean;
}

/** One date of the law: where its limit begins, its last day, and what came of it. */
export interface PictureLine {
  readonly name: string;
  readonly lines: readonly string[];
  readonly top: number;
  readonly middle: number;
  readonly start: number;
  readonly due: number;
  readonly met: number | null;
  readonly mark: string;
  readonly words: string;
  readonly on: Day;
}

/** The dates of a review against the months. */
export interface ReviewPicture {
  readonly height: number;
  readonly foot: number;
  readonly months: readonly PictureMonth[];
  readonly rows: readonly PictureLine[];
  /** Where today is; null where that is not in the picture. */
  readonly today: number | null;
}

const left = 300;
const width = 560;
const above = 34;
const rowHeight = 46;
/** About as many names of months fit beside each other. */
const mostNames = 6;
/** Beyond this many months only those that are named have a line. */
const mostLines = 24;

/** Draws the dates of a review month by month; null where there are none. */
export function drawReview(clocks: readonly ReviewClock[], today: Day): ReviewPicture | null {
  const [one] = clocks;
  if (one === undefined) return null;
  const days = clocks.flatMap(({ due, met }) => [due.from, due.due, ...(met === null ? [] : [met])]);
  const first = edgeOf(days, isBefore).with({ day: 1 });
  const last = edgeOf(days, (a, b) => isBefore(b, a))
    .with({ day: 1 })
    .add({ months: 1 });
  const length = first.until(last, { largestUnit: 'day' }).days;
  const xOf = (day: Day) => left + (first.until(day, { largestUnit: 'day' }).days / length) * width;
  const foot = above + clocks.length * rowHeight;
  const isShown = !isBefore(today, first) && isBefore(today, last);
  return {
    height: foot + 26,
    foot,
    months: monthsOf(first, last, xOf),
    rows: clocks.map((clock, index) => lineOf(clock, index, xOf, today)),
    today: isShown ? rounded(xOf(today)) : null,
  };
}

const edgeOf = (days: readonly Day[], isFurther: (a: Day, b: Day) => boolean): Day =>
  days.reduce((edge, day) => (isFurther(day, edge) ? day : edge));

function monthsOf(first: Day, last: Day, xOf: (day: Day) => number): readonly PictureMonth[] {
  const count = first.until(last, { largestUnit: 'month' }).months;
  const step = Math.ceil(count / mostNames);
  return Array.from({ length: count }, (_, index) => {
    const month = first.add({ months: index });
    return { x: rounded(xOf(month)), first: month, isNamed: index % step === 0 };
  }).filter(({ isNamed }) => isNamed || count <= mostLines);
}

function lineOf(clock: ReviewClock, index: number, xOf: (day: Day) => number, today: Day): PictureLine {
  const { due, met } = clock;
  const standing = reviewStanding(clock, today);
  const shown = standing === null ? notWaitedFor(clock, today) : standingWords(standing, true);
  const name = reviewClockNames[due.rule.id] ?? due.rule.id;
  const top = above + index * rowHeight;
  return {
    name,
    lines: linesOf(name),
    top,
    middle: top + rowHeight / 2,
    start: rounded(xOf(due.from)),
    due: rounded(xOf(due.due)),
    met: met === null ? null : rounded(xOf(met)),
    ...shown,
    on: met ?? due.due,
  };
}

/** What is said of a date that nobody has to meet. */
export function notWaitedFor(
  { due }: ReviewClock,
  today: Day,
): { readonly mark: string; readonly words: string } {
  if (due.kind !== 'not-before') return { mark: 'held', words: 'Not waited for' };
  return isBefore(today, due.due)
    ? { mark: 'running', words: 'Must stay public' }
    : { mark: 'done', words: 'That time is over' };
}

const lineLength = 34;

function linesOf(name: string): readonly string[] {
  if (name.length <= lineLength) return [name];
  const at = name.lastIndexOf(' ', lineLength);
  return at === -1 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

const rounded = (x: number) => Math.round(x * 10) / 10;
