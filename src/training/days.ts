import { type Day, isBefore } from '../law/day.ts';
import { addWorkingDays, isWorkingDay } from '../law/working-days.ts';

/**
 * The day from which `count` working days lead to `today`, so that a limit of that many ends today. On a weekend or a bank holiday
 * no limit can end, so it is the next working day that it leads to. `count` is 1 or more, and the day lies before today.
 */
export function workingDaysAgo(today: Day, count: number): Day {
  const end = isWorkingDay(today) ? today : addWorkingDays(today, 1);
  const found = addWorkingDays(end, -count);
  if (!isBefore(found, today))
    throw new RangeError('a day that lies before today is one working day ago, or more');
  return found;
}
