import data from './data/bank-holidays.json' with { type: 'json' };
import { type Day, day } from './day.ts';

/**
 * A day off work in England and Wales. `announced` by GOV.UK, `computed` for years before its data, or `projected` by
 * the ordinary rules for years not announced yet, in which a proclaimed extra day cannot be known.
 */
export interface BankHoliday {
  readonly day: Day;
  readonly name: string;
  /** Given in place of a feast that fell on a weekend. */
  readonly substitute: boolean;
  readonly standing: 'announced' | 'computed' | 'projected';
}

const standings: Readonly<Record<string, BankHoliday['standing']>> = {
  sourced: 'announced',
  'computed-past': 'computed',
  projected: 'projected',
};

/** Every bank holiday held, oldest first. The day is the day off, not the feast. */
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

const byDay: ReadonlyMap<string, BankHoliday> = new Map(
  bankHolidays.map((holiday) => [holiday.day.toString(), holiday]),
);

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

/** Names the calendar in use, for the record that law WD-01 asks for. */
export const calendarVersion = `${data.division} ${data._meta.retrieved}`;

/** The bank holiday on a day, or null. */
export function bankHolidayOn(on: Day): BankHoliday | null {
  return byDay.get(on.toString()) ?? null;
}

/** What a bank holiday is called, saying so where it is a substitute day. */
export function holidayName(holiday: BankHoliday): string {
  return holiday.substitute ? `${holiday.name} (substitute day)` : holiday.name;
}
