import {
  bankHolidayOn,
  type Calendar,
  firstDay,
  lastProjectedDay,
  shippedCalendar,
} from '../law/bank-holidays.ts';
import { type Day, earlier, isBefore, later } from '../law/day.ts';
import { workingOf } from '../law/due.ts';
import { type DayKind, dayKind } from '../law/working-days.ts';
import { type CaseClock, clockName, nearestOf, standingOf, standingWords } from './clocks.ts';

/** One column of the picture. Lengths are units of a picture 1,120 wide. */
export interface PictureDay {
  readonly day: Day;
  readonly x: number;
  readonly middle: number;
  readonly kind: DayKind;
  readonly today: boolean;
}

/** The track of one clock: from the day that starts it to the end of its last day, with what came of it. */
export interface PictureRow {
  readonly rule: string;
  readonly name: string;
  /** The name in one or two lines, as it fits beside the days. */
  readonly lines: readonly string[];
  readonly within: string;
  readonly top: number;
  readonly middle: number;
  /** The middle of the day that starts the clock. */
  readonly start: number;
  /** How far the time is used, and the right edge of the last day. */
  readonly used: number;
  readonly end: number;
  /** The middle of the day on which it was met; null while it was not, or where that lies beyond the picture. */
  readonly met: number | null;
  /** Where lateness ends: today, or the day on which it was met at last; null where nothing is late. */
  readonly late: number | null;
  readonly mark: string;
  readonly words: string;
  readonly on: Day;
  /** The numbers of the days that count, under the track of the clock that the page is about. */
  readonly counts: readonly { readonly x: number; readonly count: number; readonly last: boolean }[];
}

/** The clocks of a case drawn day by day. */
export interface ClockPicture {
  readonly height: number;
  readonly foot: number;
  readonly column: number;
  readonly days: readonly PictureDay[];
  readonly months: readonly { readonly x: number; readonly first: Day }[];
  readonly holidays: readonly { readonly x: number; readonly name: string; readonly level: number }[];
  readonly rows: readonly PictureRow[];
  /** The middle of today; null where today is not in the picture. */
  readonly today: number | null;
}

/** Seven weeks, day by day, are as much as can be read; what is longer has its table. */
const mostDays = 49;
const left = 236;
const width = 708;
const above = 52;
const rowHeight = 54;

interface Axis {
  readonly first: Day;
  readonly last: Day;
  readonly column: number;
}

const xOf = ({ first, column }: Axis, day: Day) =>
  left + first.until(day, { largestUnit: 'day' }).days * column;
const middleOf = (axis: Axis, day: Day) => xOf(axis, day) + axis.column / 2;

/** The picture of some clocks as they stand on `today`; null where there are none, or where they take more than seven weeks. */
export function drawClocks(
  clocks: readonly CaseClock[],
  today: Day,
  withinWords: (clock: CaseClock) => string,
  openedOn: Day | null = null,
): ClockPicture | null {
  const axis = axisOf(clocks, today);
  if (axis === null) return null;
  const calendar = clocks[0]?.due.countedBy ?? shippedCalendar;
  const days = daysOf(axis, today, calendar);
  const foot = above + clocks.length * rowHeight;
  const main = nearestOf(clocks) ?? clocks.at(-1) ?? null;
  const isShown = !isBefore(today, axis.first) && !isBefore(axis.last, today);
  return {
    height: foot + 52,
    foot,
    column: axis.column,
    days,
    months: days
      .filter(({ day }, index) => day.day === 1 || (index === 0 && day.daysInMonth - day.day > 4))
      .map(({ day, x }) => ({ x, first: day })),
    holidays: holidaysOf(days, calendar),
    rows: clocks.map((clock, index) =>
      rowOf(axis, clock, { today, openedOn }, index, clock === main, withinWords(clock)),
    ),
    today: isShown ? middleOf(axis, today) : null,
  };
}

// From the day before the first start to the last thing drawn; what is late for longer than the picture runs out of it at the right.
function axisOf(clocks: readonly CaseClock[], today: Day): Axis | null {
  const [one] = clocks;
  if (one === undefined) return null;
  const from = clocks.reduce((found, { due }) => earlier(found, due.from), one.due.from);
  const until = clocks.reduce((found, { due }) => later(found, due.due), one.due.due);
  const seen = clocks.reduce((found, { met }) => later(found, met ?? today), until);
  const first = later(from.subtract({ days: 1 }), firstDay);
  const longest = first.add({ days: mostDays - 1 });
  if (isBefore(longest, until)) return null;
  const last = earlier(earlier(seen.add({ days: 2 }), longest), lastProjectedDay);
  const count = first.until(last, { largestUnit: 'day' }).days + 1;
  return { first, last, column: Math.min(30, Math.floor((width / count) * 10) / 10) };
}

function daysOf(axis: Axis, today: Day, calendar: Calendar): readonly PictureDay[] {
  const count = axis.first.until(axis.last, { largestUnit: 'day' }).days + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = axis.first.add({ days: index });
    const x = xOf(axis, day);
    return { day, x, middle: x + axis.column / 2, kind: dayKind(day, calendar), today: day.equals(today) };
  });
}

// Neighbours stand on two levels, so that their names do not touch.
function holidaysOf(days: readonly PictureDay[], calendar: Calendar): ClockPicture['holidays'] {
  let level = 1;
  return days
    .filter(({ kind }) => kind === 'bank-holiday')
    .map(({ day, middle }) => {
      level = 1 - level;
      return { x: middle, name: bankHolidayOn(day, calendar)?.name ?? '', level };
    });
}

function rowOf(
  axis: Axis,
  clock: CaseClock,
  { today, openedOn }: { readonly today: Day; readonly openedOn: Day | null },
  index: number,
  isMain: boolean,
  within: string,
): PictureRow {
  const { due, met, counted, pausedOn } = clock;
  const standing = standingOf({ dueOn: due.due, metOn: met, pausedOn, openedOn }, today, due.countedBy);
  const end = xOf(axis, due.due) + axis.column;
  const start = middleOf(axis, due.from);
  const edge = xOf(axis, axis.last) + axis.column;
  const at = (day: Day) => (isBefore(axis.last, day) ? edge : middleOf(axis, day));
  const until = met ?? today;
  const { mark, words } = standingWords(standing, true);
  const top = above + index * rowHeight;
  return {
    rule: due.rule.id,
    name: clockName(due.rule.id),
    lines: linesOf(clockName(due.rule.id)),
    within,
    top,
    middle: top + 24,
    start,
    used: Math.max(start, Math.min(at(until), end)),
    end,
    met: met === null || isBefore(axis.last, met) ? null : middleOf(axis, met),
    late: isBefore(due.due, until) && standing.state !== 'not-recorded' ? at(until) : null,
    mark,
    words,
    on: met ?? due.due,
    counts: isMain
      ? workingOf(counted).flatMap(({ day, count }) =>
          count === null || count === 0 ? [] : [{ x: middleOf(axis, day), count, last: day.equals(due.due) }],
        )
      : [],
  };
}

// At sixteen pixels in bold the space left of the days holds about this many characters.
const lineLength = 27;

function linesOf(name: string): readonly string[] {
  if (name.length <= lineLength) return [name];
  const at = name.lastIndexOf(' ', lineLength);
  return at === -1 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}
