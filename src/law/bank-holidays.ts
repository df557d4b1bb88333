import data from './data/bank-holidays.json' with { type: 'json' };
import { type Day, day } from './day.ts';

/**
 * A day off work in England and Wales. `announced` by GOV.UK, `computed` for years before its data, or `projected` by
 * the ordinary rules for years not announced yet, in which a proclaimed extra day cannot be known. `added` by a partnership:
 * a day that was proclaimed after this data was made.
 */
export interface BankHoliday {
  readonly day: Day;
  readonly name: string;
  /** Given in place of a feast that fell on a weekend. */
  readonly substitute: boolean;
  readonly standing: 'announced' | 'computed' | 'projected' | 'added';
}

const standings: Readonly<Record<string, BankHoliday['standing']>> = {
  sourced: 'announced',
  'computed-past': 'computed',
  projected: 'projected',
};

/** Every bank holiday that is shipped, oldest first. The day is the day off, not the feast. */
export const bankHolidays: readonly BankHoliday[] = data.events.map((event) => {
  const standing = standings[event.status];
  if (standing === undefined) throw new RangeError(`The bank holiday ${event.date} has an unknown status.`);
  return {
    day: day(event.date),
    name: event.title,
    substitute: event.notes === 'Substitute day',
    standing,
  };
});

const announcedYears = bankHolidays
  .filter((holiday) => holiday.standing === 'announced')
  .map((holiday) => holiday.day.year);
const years = bankHolidays.map((holiday) => holiday.day.year);

/** The last year whose bank holidays the government has announced. A date after it is provisional. */
export const lastAnnouncedYear: number = Math.max(...announcedYears);

/** The first day the calendar can answer for. */
export const firstDay: Day = Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 });

/** The last day the calendar can answer for. After it there is no answer, not even a provisional one. */
export const lastProjectedDay: Day = Temporal.PlainDate.from({
  year: Math.max(...years),
  month: 12,
  day: 31,
});

/** Names the calendar that is shipped, for the record that law WD-01 asks for. */
export const calendarVersion = `${data.division} ${data._meta.retrieved}`;

/** A day on which a partnership's calendar differs from the one that is shipped: off work after all, or a working day after all. */
export interface CalendarChange {
  readonly day: Day;
  readonly effect: 'day-off' | 'working-day';
  /** What the day is called; of a working day after all, why. */
  readonly name: string;
}

/** The bank holidays by which days are counted. Whatever counts takes one: there is none that holds by itself. */
export interface Calendar {
  readonly holidays: readonly BankHoliday[];
  readonly byDay: ReadonlyMap<string, BankHoliday>;
  /** Names the calendar on the record: what is shipped, and how many days differ from it. */
  readonly version: string;
}

const calendarOf = (holidays: readonly BankHoliday[], version: string): Calendar => ({
  holidays,
  byDay: new Map(holidays.map((holiday) => [holiday.day.toString(), holiday])),
  version,
});

/** The bank holidays as they are shipped. */
export const shippedCalendar: Calendar = calendarOf(bankHolidays, calendarVersion);

/** What is shipped with what a partnership says besides. Without a change it is the shipped calendar itself. */
export function calendarWith(changes: readonly CalendarChange[]): Calendar {
  if (changes.length === 0) return shippedCalendar;
  const changed = new Set(changes.map(({ day }) => day.toString()));
  const added = changes
    .filter(({ effect }) => effect === 'day-off')
    .map(({ day, name }): BankHoliday => ({ day, name, substitute: false, standing: 'added' }));
  const holidays = [...bankHolidays.filter(({ day }) => !changed.has(day.toString())), ...added].toSorted(
    (a, b) => Temporal.PlainDate.compare(a.day, b.day),
  );
  const days = changes.length === 1 ? '1 day of our own' : `${changes.length} days of our own`;
  return calendarOf(holidays, `${calendarVersion}, with ${days}`);
}

/** The bank holiday on a day, or null. */
export function bankHolidayOn(on: Day, { byDay }: Calendar): BankHoliday | null {
  return byDay.get(on.toString()) ?? null;
}

/** What a bank holiday is called, saying so where it is a substitute day. */
export function holidayName(holiday: BankHoliday): string {
  return holiday.substitute ? `${holiday.name} (substitute day)` : holiday.name;
}
