import { type Calendar, shippedCalendar } from './bank-holidays.ts';
import { type Day, day } from './day.ts';

/** What starts the fifteen working days of a rapid review (law RR-01: partnerships differ, so it is a setting). */
export type RapidReviewStart = 'notified' | 'aware' | 'notified-inclusive';

/** Every way of starting the fifteen working days, in the order they are offered. */
export const rapidReviewStarts: readonly RapidReviewStart[] = ['notified', 'aware', 'notified-inclusive'];

/** How a partnership counts where the law leaves room or sources disagree. Every answer names the one it used. */
export interface Conventions {
  readonly rapidReviewFrom: RapidReviewStart;
  /** Whether seven whole working days lie between sending the advance copies and publication (REP-04). */
  readonly clearDaysBeforePublication: boolean;
  /** The day the arrangements of 2018 began here; null where not known, then the last day allowed is taken. */
  readonly localStart: Day | null;
  /** The bank holidays by which working days are counted. */
  readonly calendar: Calendar;
  /** False where the source gives no exact day for `localStart`; an answer that leans on it then says so. */
  readonly localStartExact?: boolean;
}

/**
 * The shipped settings. Rapid review from sending the notification follows the Panel's guidance of June 2025 as a
 * partnership reports it. Liverpool's page says "From September 2019" and no day, so the first of the month stands in.
 */
export const liverpoolConventions: Conventions = {
  rapidReviewFrom: 'notified',
  clearDaysBeforePublication: false,
  calendar: shippedCalendar,
  localStart: day('2019-09-01'),
  localStartExact: false,
};

/** The name under which an answer tells how its days were counted. */
export type ConventionName =
  | RapidReviewStart
  | 'trigger-day-is-day-0'
  | 'publication-day-is-day-0'
  | 'clear-days'
  | 'calendar-days'
  | 'calendar-months'
  | 'calendar-years';

/** Each convention in words. */
export const conventionWords: Readonly<Record<ConventionName, string>> = {
  notified: 'Counted from the day the notification was sent, which is day 0.',
  aware: 'Counted from the day the safeguarding partners became aware, which is day 0.',
  'notified-inclusive':
    'The day the notification was sent is day 1 if it is a working day; otherwise the next working day is day 1.',
  'trigger-day-is-day-0': 'The day that starts the limit is day 0; day 1 is the next working day.',
  'publication-day-is-day-0': 'Counted back from the day of publication, which is day 0.',
  'clear-days': 'All the working days lie clear between the day of sending and the day of publication.',
  'calendar-days': 'Counted in days of the calendar; weekends and bank holidays count.',
  'calendar-months': 'Counted in calendar months; where the day does not exist, the last day of the month.',
  'calendar-years': 'Counted in calendar years; 29 February becomes 28 February in a common year.',
};
