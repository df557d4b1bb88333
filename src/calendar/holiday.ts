import { type Refusal, refuse } from '../acts/refusal.ts';
import {
  bankHolidayOn,
  type Calendar,
  type CalendarChange,
  firstDay,
  holidayName,
  lastProjectedDay,
} from '../law/bank-holidays.ts';
import { type Day, inWords, isBefore, withoutWeekday } from '../law/day.ts';
import { OutsideCalendar, withinCalendar } from '../law/working-days.ts';

/** A day on which the partnership's calendar differs from the one that is shipped, with where that is written. */
export interface GivenHoliday extends CalendarChange {
  readonly source: string;
}

/** The same as it is on record. */
export interface Holiday extends GivenHoliday {
  readonly id: string;
  readonly addedBy: string;
  readonly addedAt: Temporal.Instant;
  readonly withdrawn: {
    readonly by: string;
    readonly at: Temporal.Instant;
    readonly why: string;
  } | null;
}

/** One time that every clock was derived anew: how far it has come, what moved, and who was told. */
export interface CalendarRun {
  readonly id: string;
  readonly holidayId: string;
  readonly act: 'added' | 'withdrawn';
  readonly askedAt: Temporal.Instant;
  readonly begunAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly total: number;
  readonly lookedAt: number;
  readonly moved: number;
  readonly told: readonly { readonly name: string; readonly dates: number }[];
}

/** The day that may be added. Refuses what the calendar cannot hold, and what changes nothing. */
export function decideHoliday(calendar: Calendar, given: GivenHoliday): GivenHoliday | Refusal {
  const { day, effect } = given;
  try {
    withinCalendar(day);
  } catch (error) {
    if (!(error instanceof OutsideCalendar)) throw error;
    return refuse('outside-calendar', {
      first: withoutWeekday(firstDay),
      last: withoutWeekday(lastProjectedDay),
    });
  }
  const known = bankHolidayOn(day, calendar);
  if (effect === 'working-day')
    return known === null ? refuse('holiday-not-off', { day: withoutWeekday(day) }) : given;
  if (known !== null) return refuse('holiday-known', { day: withoutWeekday(day), name: holidayName(known) });
  if (day.dayOfWeek > 5)
    return refuse('holiday-weekend', {
      day: withoutWeekday(day),
      weekday: inWords(day).split(' ', 1)[0] ?? '',
    });
  return given;
}

/** What a change of the calendar that comes after its day means, in words; null for one that comes in time. */
export function lateWords(
  { day, effect }: Pick<CalendarChange, 'day' | 'effect'>,
  today: Day,
): string | null {
  if (!isBefore(day, today)) return null;
  const what =
    effect === 'day-off'
      ? 'What was late by it may have been in time.'
      : 'What was in time by it may have been late.';
  return `That day has passed already. Dates are counted anew all the same, those that were met among them. ${what} What people were told before stays on record as it was.`;
}
