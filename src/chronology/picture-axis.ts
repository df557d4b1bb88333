import {
  civil,
  type DayNumber,
  dayNumber,
  daysInMonth,
  fromIso,
  iso,
  weekdayOf,
} from './engine/dates/day-number.ts';

/** The days that a picture shows, the first and the last among them. */
export interface PictureWindow {
  readonly from: DayNumber;
  readonly until: DayNumber;
}

/** How far a window reaches, from the widest: what it is called, and by what its columns lead further in. */
export type Stretch = 'decade' | 'year' | 'quarter' | 'month' | 'day';

/** A piece of time that a column of the picture stands for. */
export interface AxisColumn extends PictureWindow {
  readonly words: string;
}

/** Where days stand. Lengths are units of a picture 1,120 wide. */
export interface Axis extends PictureWindow {
  readonly stretch: Stretch;
  /** What one can look at more closely; empty where the days themselves are shown. */
  readonly columns: readonly AxisColumn[];
  /** Hairlines with the words under them; without words where there is no room. */
  readonly ticks: readonly { readonly x: number; readonly words: string }[];
}

/** Where the time begins and how wide it is; names of agencies stand left of it, what has no date right of it. */
export const timeLeft = 190;
export const timeWidth = 846;
export const timeRight = timeLeft + timeWidth;

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The name of a month, 1 to 12. */
export const monthName = (month: number): string => monthNames[month - 1] ?? '';
const briefly = (month: number) => (month === 9 ? 'Sept' : monthName(month).slice(0, 3));

/** "3 May 2026". */
export function dayWords(day: DayNumber): string {
  const { year, month, day: number } = civil(day);
  return `${number} ${monthName(month)} ${year}`;
}

/** One decimal is a tenth of a pixel, and as much as anybody sees. */
export const rounded = (x: number): number => Math.round(x * 10) / 10;

/** Where a day begins; the end of the last day is where the next would begin. */
export function xOf({ from, until }: PictureWindow, day: DayNumber): number {
  return rounded(timeLeft + ((day - from) / (until + 1 - from)) * timeWidth);
}

/** The middle of a day. */
export const middleOf = (window: PictureWindow, day: DayNumber): number =>
  rounded((xOf(window, day) + xOf(window, day + 1)) / 2);

/** The days between two words of an address; null where they are no days, or the wrong way round. */
export function windowFrom(from: string | null, until: string | null): PictureWindow | null {
  const [first, last] = [fromIso(from ?? ''), fromIso(until ?? '')];
  return first === null || last === null || last < first ? null : { from: first, until: last };
}

/** The query of an address that shows these days. */
export const windowQuery = ({ from, until }: PictureWindow): string =>
  `from=${iso(from)}&until=${iso(until)}`;

const lengthOf = ({ from, until }: PictureWindow) => until + 1 - from;

/** What the columns of so many days are: years where more than two are shown, and so on inwards. */
export function stretchOf(window: PictureWindow): Stretch {
  const days = lengthOf(window);
  if (days > 40 * 366) return 'decade';
  if (days > 2 * 366) return 'year';
  if (days > 200) return 'quarter';
  return days > 45 ? 'month' : 'day';
}

/** The years, quarters or months, whole ones, that a window touches. */
export function columnsOf(
  window: PictureWindow,
  stretch: Stretch = stretchOf(window),
): readonly AxisColumn[] {
  if (stretch === 'day') return [];
  const columns: AxisColumn[] = [];
  for (
    let at = stretchAround(window.from, stretch);
    at.from <= window.until;
    at = stretchAround(at.until + 1, stretch)
  )
    columns.push({ ...at, words: stretchWords(at, stretch) });
  return columns;
}

const months = { decade: 120, year: 12, quarter: 3, month: 1 } as const;

/** The whole decade, year, quarter or month in which a day lies. */
export function stretchAround(day: DayNumber, stretch: Exclude<Stretch, 'day'>): PictureWindow {
  const { year, month } = civil(day);
  const length = months[stretch];
  const first =
    stretch === 'decade' ? 12 * (year - (year % 10)) : 12 * year + month - 1 - ((month - 1) % length);
  const begins = (at: number) => dayNumber(Math.floor(at / 12), (at % 12) + 1, 1);
  return { from: begins(first), until: begins(first + length) - 1 };
}

/** "2010 to 2019", "2026", "April to June 2026", "May 2026". */
export function stretchWords({ from, until }: PictureWindow, stretch: Stretch): string {
  const [a, b] = [civil(from), civil(until)];
  if (stretch === 'decade') return `${a.year} to ${b.year}`;
  if (stretch === 'year') return String(a.year);
  if (stretch === 'quarter') return `${monthName(a.month)} to ${monthName(b.month)} ${b.year}`;
  return stretch === 'month' ? `${monthName(a.month)} ${a.year}` : dayWords(from);
}

/** The same, as short as it fits under a column. */
export function stretchBriefly({ from, until }: PictureWindow, stretch: Stretch): string {
  const [a, b] = [civil(from), civil(until)];
  if (stretch === 'decade') return `${a.year}–${String(b.year).slice(2)}`;
  if (stretch === 'quarter') return `${briefly(a.month)} to ${briefly(b.month)} ${a.year}`;
  return stretchWords({ from, until }, stretch);
}

/** What a window is called: the year, the quarter or the month that it is, else its days. */
export function windowWords(window: PictureWindow): string {
  for (const stretch of ['year', 'quarter', 'month'] as const) {
    const whole = stretchAround(window.from, stretch);
    if (whole.from === window.from && whole.until === window.until) return stretchWords(window, stretch);
  }
  return window.from === window.until
    ? dayWords(window.from)
    : `${dayWords(window.from)} to ${dayWords(window.until)}`;
}

/** The axis of a window: its columns, and a hairline for each piece one step smaller. */
export function axisOf(window: PictureWindow): Axis {
  const stretch = stretchOf(window);
  return { ...window, stretch, columns: columnsOf(window, stretch), ticks: ticksOf(window, stretch) };
}

/** Between two words under the axis there are at least so many units. */
const roomOfWords = 34;

function ticksOf(window: PictureWindow, stretch: Stretch): Axis['ticks'] {
  const days =
    stretch === 'day' ? eachDay(window) : stretch === 'month' ? mondays(window) : starts(window, stretch);
  let free = -Infinity;
  return days.map(({ day, words }) => {
    const x = xOf(window, day);
    if (words === '' || x < free || x + words.length * 7 > timeRight) return { x, words: '' };
    free = x + Math.max(roomOfWords, words.length * 8);
    return { x, words };
  });
}

// Under years there are no months, because nobody can read so many; the years' own names stand under their columns.
function starts(window: PictureWindow, stretch: 'decade' | 'year' | 'quarter') {
  const step = stretch === 'quarter' ? 'month' : 'year';
  return columnsOf(window, step).flatMap(({ from }) => {
    const { month } = civil(from);
    const words = stretch === 'quarter' ? briefly(month) : '';
    return from < window.from ? [] : [{ day: from, words }];
  });
}

function mondays({ from, until }: PictureWindow) {
  const first = from + ((8 - weekdayOf(from)) % 7);
  const found: { day: DayNumber; words: string }[] = [];
  for (let day = first; day <= until; day += 7)
    found.push({ day, words: `${civil(day).day} ${briefly(civil(day).month)}` });
  return found;
}

function eachDay({ from, until }: PictureWindow) {
  return Array.from({ length: until - from + 1 }, (_, index) => ({
    day: from + index,
    words: String(civil(from + index).day),
  }));
}

/** The windows from the whole down to this one, so that one finds back: the year and the quarter in which it lies whole. */
export function windowsAbove(window: PictureWindow, whole: PictureWindow): readonly AxisColumn[] {
  const length = lengthOf(window);
  return (['year', 'quarter'] as const).flatMap((stretch) => {
    const around = stretchAround(window.from, stretch);
    const isAbove =
      around.until >= window.until && lengthOf(around) > length && lengthOf(around) < lengthOf(whole);
    return isAbove ? [{ ...around, words: stretchWords(around, stretch) }] : [];
  });
}

/** The window of the same length before this one and the one after it, by the calendar where it is a year, a quarter or a month. */
export function besideOf(window: PictureWindow): {
  readonly before: PictureWindow;
  readonly after: PictureWindow;
} {
  for (const stretch of ['year', 'quarter', 'month'] as const) {
    const whole = stretchAround(window.from, stretch);
    if (whole.from === window.from && whole.until === window.until)
      return {
        before: stretchAround(window.from - 1, stretch),
        after: stretchAround(window.until + 1, stretch),
      };
  }
  const length = lengthOf(window);
  return {
    before: { from: window.from - length, until: window.from - 1 },
    after: { from: window.until + 1, until: window.until + length },
  };
}

/** The whole months that hold a stretch of time. */
export function wholeMonths(from: DayNumber, until: DayNumber): PictureWindow {
  const [a, b] = [civil(from), civil(until)];
  return {
    from: dayNumber(a.year, a.month, 1),
    until: dayNumber(b.year, b.month, daysInMonth(b.year, b.month)),
  };
}

/** By what entries are counted where there are too many to draw one by one. */
export type BinUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** The finest piece of time of which no more than about 170 fit beside each other. */
export function binUnitOf(window: PictureWindow): BinUnit {
  const days = lengthOf(window);
  if (days <= 125) return 'day';
  if (days <= 1200) return 'week';
  if (days <= 5100) return 'month';
  return days <= 15_500 ? 'quarter' : 'year';
}

/** The last day of the piece of time that begins on a day. */
export function binEnd(from: DayNumber, unit: BinUnit): DayNumber {
  if (unit === 'day') return from;
  return unit === 'week' ? from + 6 : stretchAround(from, unit).until;
}
