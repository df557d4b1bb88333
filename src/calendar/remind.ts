import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import { addWorkingDays, isWorkingDay, OutsideCalendar } from '../law/working-days.ts';
import type { ReminderStep } from '../partnership/partnership.ts';

/** A step of the ladder on one day: the last days of the clocks that it reminds of, both ends with. */
export interface Window {
  readonly step: string;
  readonly due_from: string;
  readonly due_to: string;
  readonly roles: readonly string[];
}

/** The hour in London from which reminders go out: our own; nobody is rung up in the night. */
export const firstHour = 7;

/** For how many days something that is late is still reminded of, so that old cases that are taken in remind nobody. */
const longest = 60;

/** Whether reminders go out now: on a working day, from the first hour on. Past the calendar none do. */
export function remindsNow(now: Temporal.PlainDateTime, calendar: Calendar): boolean {
  try {
    return now.hour >= firstHour && isWorkingDay(now.toPlainDate(), calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return false;
    throw error;
  }
}

/**
 * What each step of the ladder reminds of on `today`. A step holds from its day on, so that a sweep that was missed is made up for: before the
 * last day until it comes, late from so many working days after it. Once each is for the database to see to.
 */
export function windowsOn(
  ladder: readonly ReminderStep[],
  today: Day,
  calendar: Calendar,
): readonly Window[] {
  const oldest = today.subtract({ days: longest });
  return ladder.flatMap(({ step, workingDays, roles }): readonly Window[] => {
    const reached = addWorkingDays(today, -workingDays, calendar);
    const [from, to] =
      workingDays < 0
        ? [today.add({ days: 1 }), reached]
        : workingDays === 0
          ? [today, today]
          : [oldest, reached];
    if (isBefore(to, from)) return [];
    return [{ step, due_from: from.toString(), due_to: to.toString(), roles }];
  });
}
