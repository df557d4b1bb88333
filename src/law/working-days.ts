import {
  type BankHoliday,
  bankHolidayOn,
  type Calendar,
  firstDay,
  holidayName,
  lastProjectedDay,
} from './bank-holidays.ts';
import { type Day, isBefore, withoutWeekday } from './day.ts';

/** A day was asked for on which the bank holiday calendar has nothing to say. `side` tells which end was passed. */
export class OutsideCalendar extends RangeError {
  readonly day: Day;
  readonly side: 'before' | 'after';

  constructor(asked: Day) {
    const before = isBefore(asked, firstDay);
    super(
      before
        ? `The bank holiday calendar begins on ${withoutWeekday(firstDay)}; no date can be worked out before it.`
        : `The bank holiday calendar ends on ${withoutWeekday(lastProjectedDay)}; no date can be worked out after it.`,
    );
    this.name = 'OutsideCalendar';
    this.day = asked;
    this.side = before ? 'before' : 'after';
  }
}

/** What a day is for counting. The law does not define "working day" (WD-01); this is the usual reading. */
export type DayKind = 'working-day' | 'weekend' | 'bank-holiday';

/** Gives the day back if the calendar covers it. Throws OutsideCalendar otherwise. */
export function withinCalendar(on: Day): Day {
  if (isBefore(on, firstDay) || isBefore(lastProjectedDay, on)) throw new OutsideCalendar(on);
  return on;
}

/** Working day, weekend, or bank holiday of England and Wales on a weekday. Throws OutsideCalendar. */
export function dayKind(on: Day, calendar: Calendar): DayKind {
  withinCalendar(on);
  if (on.dayOfWeek > 5) return 'weekend';
  return bankHolidayOn(on, calendar) === null ? 'working-day' : 'bank-holiday';
}

/** Monday to Friday and not a bank holiday of England and Wales (WD-01). Throws OutsideCalendar. */
export function isWorkingDay(on: Day, calendar: Calendar): boolean {
  return dayKind(on, calendar) === 'working-day';
}

/**
 * The last day of a limit of `count` working days. `from` is day 0 and not counted, whatever kind of day it is; a
 * negative count goes back. Throws OutsideCalendar.
 */
export function addWorkingDays(from: Day, count: number, calendar: Calendar): Day {
  if (!Number.isInteger(count)) throw new RangeError('Working days are counted in whole numbers.');
  const step = count < 0 ? -1 : 1;
  let reached = withinCalendar(from);
  for (let left = Math.abs(count); left > 0; ) {
    reached = reached.add({ days: step });
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}

/**
 * How many working days after `from` the day `to` is: those after `from`, up to and with `to`. Negative where `to` comes
 * first: then those before `from`, back to and with `to`. Throws OutsideCalendar.
 */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  withinCalendar(from);
  withinCalendar(to);
  const step = isBefore(to, from) ? -1 : 1;
  let count = 0;
  for (let on = from; !on.equals(to); ) {
    on = on.add({ days: step });
    if (isWorkingDay(on, calendar)) count += step;
  }
  return count;
}

/** One line of the working: a day, its number in the count or null where it does not count, and why. */
export interface CountedDay {
  readonly day: Day;
  /** 0 for the day the count starts from, then 1, 2, 3…; null for a day passed over. */
  readonly count: number | null;
  readonly kind: DayKind;
  /** "Weekend", "Working day", the name of the bank holiday, or that this is the day the count starts from. */
  readonly reason: string;
}

/**
 * Every day from `from` to `to`, both with, in the order they are counted (backwards where `to` is the earlier). `from`
 * is day 0 unless `fromCounts`: then it is day 1 if it is a working day. Throws OutsideCalendar.
 */
export function daysCounted(
  from: Day,
  to: Day,
  calendar: Calendar,
  fromCounts = false,
): readonly CountedDay[] {
  const step = isBefore(to, from) ? -1 : 1;
  const length = Math.abs(from.until(to, { largestUnit: 'day' }).days) + 1;
  let counted = 0;
  return Array.from({ length }, (_, index): CountedDay => {
    const on = from.add({ days: step * index });
    const kind = dayKind(on, calendar);
    if (index === 0 && !fromCounts)
      return { day: on, count: 0, kind, reason: startReason(on, kind, calendar) };
    if (kind !== 'working-day') return { day: on, count: null, kind, reason: reasonOff(on, kind, calendar) };
    counted += 1;
    return { day: on, count: counted, kind, reason: 'Working day' };
  });
}

/** The bank holidays on weekdays among days counted, oldest first. Day 0 is not passed over, so it is never one of them. */
export function bankHolidaysAmong(days: readonly CountedDay[], calendar: Calendar): readonly BankHoliday[] {
  return days
    .filter((counted) => counted.kind === 'bank-holiday' && counted.count === null)
    .map((counted) => bankHolidayOn(counted.day, calendar))
    .filter((holiday) => holiday !== null)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day));
}

function startReason(on: Day, kind: DayKind, calendar: Calendar): string {
  const start = 'The day the count starts from, not counted';
  return kind === 'working-day' ? start : `${start} (${reasonOff(on, kind, calendar)})`;
}

function reasonOff(on: Day, kind: DayKind, calendar: Calendar): string {
  const holiday = kind === 'bank-holiday' ? bankHolidayOn(on, calendar) : null;
  return holiday === null ? 'Weekend' : holidayName(holiday);
}
