import { standingOf, standingWords } from '../cases/clocks.ts';
import {
  bankHolidayOn,
  type Calendar,
  firstDay,
  holidayName,
  lastProjectedDay,
} from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import { type DueThing, duty, placeOf } from './due-thing.ts';

/** One thing in a day of the month. */
export interface MonthThing {
  readonly reference: string;
  readonly duty: string;
  readonly href: string;
  readonly mark: string;
  readonly words: string;
}

/** One day of the sheet. */
export interface MonthDay {
  readonly day: Day;
  /** The number of the day; with its month on the first. */
  readonly label: string;
  /** False for the days of the months beside it that fill the first and the last week. */
  readonly inMonth: boolean;
  readonly kind: 'working-day' | 'weekend' | 'bank-holiday';
  readonly holiday: string | null;
  readonly today: boolean;
  readonly things: readonly MonthThing[];
}

/** The month that the address asks for, by its first day; that of today for anything else, or beyond the calendar. */
export function monthAsked(text: string | null, today: Day): Day {
  const first = today.with({ day: 1 });
  const [, year = '', month = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text ?? '') ?? [];
  if (year === '') return first;
  const asked = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: 1 });
  return isBefore(asked, firstDay) || isBefore(lastProjectedDay, asked) ? first : asked;
}

/** The address of a month, by any of its days; null beyond the calendar. */
export function monthAddress(day: Day): string | null {
  const first = day.with({ day: 1 });
  if (isBefore(first, firstDay) || isBefore(lastProjectedDay, first)) return null;
  return `/calendar?month=${day.toString().slice(0, 7)}`;
}

/** The first and the last day of the sheet of a month: whole weeks, Monday to Sunday. */
export function sheetDays(first: Day): { readonly from: Day; readonly to: Day } {
  const end = first.add({ months: 1 }).subtract({ days: 1 });
  return { from: first.subtract({ days: first.dayOfWeek - 1 }), to: end.add({ days: 7 - end.dayOfWeek }) };
}

/** The sheet of a month, week by week, with what is due on each day as it stands on `today`. */
export function monthSheet(
  first: Day,
  things: readonly DueThing[],
  calendar: Calendar,
  today: Day,
): readonly (readonly MonthDay[])[] {
  const { from, to } = sheetDays(first);
  const count = from.until(to, { largestUnit: 'day' }).days + 1;
  const byDay = Map.groupBy(things, ({ dueOn }) => dueOn.toString());
  const days = Array.from({ length: count }, (_, index): MonthDay => {
    const day = from.add({ days: index });
    const holiday = bankHolidayOn(day, calendar);
    return {
      day,
      label: day.day === 1 ? `1 ${day.toLocaleString('en-GB', { month: 'short' })}` : `${day.day}`,
      inMonth: day.month === first.month,
      kind: holiday !== null ? 'bank-holiday' : day.dayOfWeek > 5 ? 'weekend' : 'working-day',
      holiday: holiday === null ? null : holidayName(holiday),
      today: day.equals(today),
      things: (byDay.get(day.toString()) ?? []).map((thing) => monthThing(thing, calendar, today)),
    };
  });
  return Array.from({ length: count / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

function monthThing(thing: DueThing, calendar: Calendar, today: Day): MonthThing {
  return {
    reference: thing.reference,
    duty: duty(thing),
    href: placeOf(thing),
    ...standingWords(standingOf(thing, today, calendar), true),
  };
}

/** What the page is headed: how much of what is due in the month is still to be done. */
export function monthHeading(month: string, open: number, most: number): string {
  if (open === 0) return `Nothing is due in ${month}`;
  if (open > most) return `More than ${most} things are due in ${month}`;
  return `${open} ${open === 1 ? 'thing is' : 'things are'} due in ${month}`;
}
