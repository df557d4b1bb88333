import { shippedCalendar } from '../law/bank-holidays.ts';
import { type Day, day, isBefore } from '../law/day.ts';
import { addWorkingDays, isWorkingDay } from '../law/working-days.ts';

/**
 * The day from which `count` working days lead to `today`, so that a limit of that many ends today. On a weekend or a bank holiday
 * no limit can end, so it is the next working day that it leads to. `count` is 1 or more, and the day lies before today.
 */
export function workingDaysAgo(today: Day, count: number): Day {
  const end = isWorkingDay(today, shippedCalendar) ? today : addWorkingDays(today, 1, shippedCalendar);
  const found = addWorkingDays(end, -count, shippedCalendar);
  if (!isBefore(found, today))
    throw new RangeError('a day that lies before today is one working day ago, or more');
  return found;
}

/**
 * A day of the training data: so many working days ago, where 0 is today; so many days ahead, for a plan; or a day of the calendar for what
 * lies years back.
 */
export type GivenDay =
  | { readonly workingDaysAgo: number }
  | { readonly inDays: number }
  | { readonly on: string };

/** The day that is meant, on the day on which the training data is set up. */
export function dayOf(today: Day, given: GivenDay): Day {
  if ('on' in given) return day(given.on);
  if ('inDays' in given) return today.add({ days: given.inDays });
  return given.workingDaysAgo === 0 ? today : workingDaysAgo(today, given.workingDaysAgo);
}

/** The boxes of a form for a day, under the name that the form gives them. */
export const dayBoxes = (
  name: string,
  { day: number, month, year }: Day,
): Readonly<Record<string, string>> => ({
  [`${name}-day`]: String(number),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});
