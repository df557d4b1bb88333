import { civil, type DayNumber, dayNumber, daysInMonth } from './engine/dates/day-number.ts';
import { type PictureWindow, timeLeft, timeRight, xOf } from './picture-axis.ts';

/** The line of a child's age along the top: dotted before the birth, a dot at it, and a tick for each week, month or year. */
export interface DrawnAge {
  readonly name: string;
  /** Where life begins in the picture; null where that is after it. */
  readonly start: number | null;
  /** Where the day of birth is; null where it lies outside the picture. */
  readonly birth: number | null;
  readonly ticks: readonly { readonly x: number; readonly words: string }[];
}

type Unit = 'week' | 'month' | 'year';

/** Years where more than three are shown, weeks where it is less than four months, else months. */
function unitOf({ from, until }: PictureWindow): Unit {
  const days = until + 1 - from;
  if (days > 3 * 366) return 'year';
  return days < 122 ? 'week' : 'month';
}

function birthday(born: DayNumber, unit: Unit, count: number): DayNumber {
  if (unit === 'week') return born + 7 * count;
  const { year, month, day } = civil(born);
  const at = 12 * year + month - 1 + count * (unit === 'year' ? 12 : 1);
  const [inYear, inMonth] = [Math.floor(at / 12), (at % 12) + 1];
  // Somebody born on the 31st is a month older on the first day after a shorter month.
  const most = daysInMonth(inYear, inMonth);
  return day > most ? dayNumber(inYear, inMonth, most) + 1 : dayNumber(inYear, inMonth, day);
}

/** Between two numbers along the line there are at least so many units; the first carries its word. */
const room = 26;
const roomOfWord = 62;

/** The age of a child along a window. */
export function drawAge(
  { name, born }: { readonly name: string; readonly born: DayNumber },
  window: PictureWindow,
): DrawnAge {
  const { from, until } = window;
  if (born > until) return { name, start: null, birth: null, ticks: [] };
  const isIn = born >= from;
  const birth = isIn ? xOf(window, born) : null;
  return { name, start: birth ?? timeLeft, birth, ticks: ticksOf(born, window, birth) };
}

function ticksOf(born: DayNumber, window: PictureWindow, birth: number | null): DrawnAge['ticks'] {
  const unit = unitOf(window);
  const length = unit === 'week' ? 7 : unit === 'month' ? 30.5 : 365.25;
  const ticks: { x: number; words: string }[] = [];
  let free = birth === null ? timeLeft - 1 : birth + 42;
  let isFirst = true;
  for (let count = Math.max(1, Math.floor((window.from - born) / length)); ; count += 1) {
    const day = birthday(born, unit, count);
    if (day > window.until) return ticks;
    if (day < window.from) continue;
    const x = xOf(window, day);
    const isNamed = x >= free && x < timeRight - 8;
    ticks.push({
      x,
      words: isNamed ? (isFirst ? `${count} ${unit}${count === 1 ? '' : 's'}` : String(count)) : '',
    });
    if (!isNamed) continue;
    free = x + (isFirst ? roomOfWord : room);
    isFirst = false;
  }
}
