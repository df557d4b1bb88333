import { bankHolidayOn, type Calendar, holidayName, lastProjectedDay } from '../law/bank-holidays.ts';
import { type CountedDay, dayKind, type DayKind } from '../law/working-days.ts';

/** The weeks of a count, Monday to Sunday, and the bank holidays in them by name. */
export interface Sheet {
  readonly weeks: readonly (readonly SheetDay[])[];
  readonly holidays: readonly { readonly day: Temporal.PlainDate; readonly name: string }[];
  /** Whether today, and the day of sending, is among the days drawn: then the words under the sheet explain the mark. */
  readonly showsToday: boolean;
  readonly showsSent: boolean;
}

/** One cell of the sheet. */
export interface SheetDay {
  readonly day: Temporal.PlainDate;
  /** "Dec", on the first cell and on the first of a month; null on every other. */
  readonly month: string | null;
  readonly kind: DayKind;
  /** 0 where the count starts, then the number of the day; null for a day that does not count or lies outside the count. */
  readonly count: number | null;
  /** A counted day that is over. */
  readonly gone: boolean;
  readonly today: boolean;
  readonly last: boolean;
  /** The day the notification was sent: in time or late; null on every other day. */
  readonly sent: 'in-time' | 'late' | null;
}

/** The calendar sheet of a count that runs forward, in whole weeks. */
export function presentSheet(
  counted: readonly CountedDay[],
  sent: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
  calendar: Calendar,
): Sheet {
  const first = counted[0];
  const last = counted.at(-1);
  if (first === undefined || last === undefined)
    return { weeks: [], holidays: [], showsToday: false, showsSent: false };
  const monday = first.day.subtract({ days: first.day.dayOfWeek - 1 });
  const weekCount = Math.floor(monday.until(last.day, { largestUnit: 'day' }).days / 7) + 1;
  const counts = new Map(counted.map((line) => [line.day.toString(), line.count]));
  const cell = (day: Temporal.PlainDate): SheetDay => ({
    day,
    month: day.equals(monday) || day.day === 1 ? day.toLocaleString('en-GB', { month: 'short' }) : null,
    kind: kindOf(day, calendar),
    count: counts.get(day.toString()) ?? null,
    gone: Temporal.PlainDate.compare(day, today) < 0,
    today: day.equals(today),
    last: day.equals(last.day),
    sent:
      sent === null || !day.equals(sent)
        ? null
        : Temporal.PlainDate.compare(sent, last.day) > 0
          ? 'late'
          : 'in-time',
  });
  const weeks = Array.from({ length: weekCount }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => cell(monday.add({ days: week * 7 + weekday }))),
  );
  const cells = weeks.flat();
  return {
    weeks,
    holidays: holidaysOf(cells, calendar),
    showsToday: cells.some((one) => one.today),
    showsSent: cells.some((one) => one.sent !== null),
  };
}

// The week of the last day may run on past the calendar; those days are not counted, so their weekday is enough.
function kindOf(day: Temporal.PlainDate, calendar: Calendar): DayKind {
  if (Temporal.PlainDate.compare(day, lastProjectedDay) <= 0) return dayKind(day, calendar);
  return day.dayOfWeek > 5 ? 'weekend' : 'working-day';
}

function holidaysOf(cells: readonly SheetDay[], calendar: Calendar): Sheet['holidays'] {
  return cells
    .filter((cell) => cell.kind === 'bank-holiday')
    .flatMap((cell) => {
      const holiday = bankHolidayOn(cell.day, calendar);
      return holiday === null ? [] : [{ day: cell.day, name: holidayName(holiday) }];
    });
}
