import type { Day } from '../law/day.ts';
import type { Due } from '../law/due.ts';
import { type DatedStep, numberedDays } from './script.ts';

/** One working day of the count, as a column. */
export interface ScriptDay {
  readonly x: number;
  readonly middle: number;
  readonly count: number;
  readonly day: Day;
  readonly today: boolean;
  /** A weekend or a holiday lies before it. */
  readonly gap: boolean;
}

/** One step as a bar. */
export interface ScriptBar {
  readonly name: string;
  readonly top: number;
  readonly middle: number;
  readonly start: number;
  readonly end: number;
  readonly state: DatedStep['state'];
}

/** The day script drawn against the working days of the count. */
export interface ScriptPicture {
  readonly height: number;
  readonly foot: number;
  readonly column: number;
  readonly days: readonly ScriptDay[];
  readonly bars: readonly ScriptBar[];
  readonly end: number;
}

const left = 330;
const column = 48;
const above = 56;
const rowHeight = 46;

/** Draws the steps; only days that count have a column, and a line stands where days that do not lie between two. */
export function drawScript(steps: readonly DatedStep[], due: Due, today: Day): ScriptPicture {
  const days = [...numberedDays(due)].map(([count, day], at, all): ScriptDay => {
    const before = all[at - 1]?.[1];
    const x = left + at * column;
    const gap = before !== undefined && before.until(day, { largestUnit: 'day' }).days > 1;
    return { x, middle: x + column / 2, count, day, today: day.equals(today), gap };
  });
  const foot = above + steps.length * rowHeight;
  const edge = left + days.length * column;
  const columnOf = (count: number) => left + (Math.min(count, days.length) - 1) * column;
  return {
    height: foot + 8,
    foot,
    column,
    days,
    end: edge,
    bars: steps.map(({ name, from, until, state }, row) => {
      const top = above + row * rowHeight;
      return {
        name: name.length > 40 ? `${name.slice(0, 39)}…` : name,
        top,
        middle: top + rowHeight / 2,
        start: columnOf(from) + 4,
        end: columnOf(until) + column - 4,
        state,
      };
    }),
  };
}
