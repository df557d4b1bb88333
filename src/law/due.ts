import { type BankHoliday, type Calendar, lastAnnouncedYear } from './bank-holidays.ts';
import { isConfirmed } from './confidence.ts';
import type { ConventionName, Conventions } from './conventions.ts';
import { type Day, earlier, later } from './day.ts';
import { type EditionName, editionOn } from './editions.ts';
import type { CountedLimit, CountedUnit, Kind, Rule } from './rule.ts';
import { why } from './why.ts';
import {
  addWorkingDays,
  bankHolidaysAmong,
  type CountedDay,
  daysCounted,
  isWorkingDay,
  withinCalendar,
} from './working-days.ts';

/** A date the law asks for, with everything needed to show how it was reached. Derived, never stored. */
export interface Due {
  readonly rule: Rule;
  readonly edition: EditionName;
  /** The event that starts the limit, in words, and its day. */
  readonly trigger: string;
  readonly from: Day;
  readonly within: { readonly count: number; readonly unit: CountedUnit };
  readonly due: Day;
  readonly kind: Kind;
  /** Bank holidays on weekdays between the two days, oldest first; none where the limit does not run in working days. */
  readonly steppedOver: readonly BankHoliday[];
  readonly convention: ConventionName;
  readonly confirmed: boolean;
  /** True where the days counted reach past the last announced year of bank holidays. */
  readonly provisional: boolean;
  /** The calendar of bank holidays that was used; null where none was needed. */
  readonly calendar: string | null;
  /** The bank holidays by which it was counted, for whoever shows the working. */
  readonly countedBy: Calendar;
  readonly why: string;
}

/**
 * The date that `rule` asks for when its event happened on `from`. The edition is that of the event unless another is given.
 * Throws OutsideCalendar past the calendar, and a RangeError for a rule without a length or a day for which no edition is held.
 */
export function due(
  rule: Rule,
  from: Day,
  conventions: Conventions,
  edition: EditionName | null = editionOn(from)?.name ?? null,
): Due {
  const { limit } = rule;
  if (limit.unit === 'date' || limit.unit === 'none')
    throw new RangeError(`${rule.id} has no length to count.`);
  if (edition === null) throw new RangeError(`No edition of the guidance is held for ${from.toString()}.`);
  const convention = conventionOf(limit, conventions);
  const { calendar } = conventions;
  const reached = reach(limit, from, convention, calendar);
  const counted = countedFor(limit, from, reached, convention, calendar);
  const trigger = triggerWords(rule, limit, convention);
  const steppedOver = bankHolidaysAmong(counted, calendar);
  return {
    rule,
    edition,
    trigger,
    from,
    within: { count: limit.count, unit: limit.unit },
    due: reached,
    kind: limit.kind,
    steppedOver,
    convention,
    confirmed: isConfirmed(rule.confidence),
    provisional: later(from, reached).year > lastAnnouncedYear,
    calendar: limit.unit === 'working-day' ? calendar.version : null,
    countedBy: calendar,
    why: why({ limit, trigger, from, due: reached, convention, counted, steppedOver, calendar }),
  };
}

/**
 * Every day from the event to the date, in the order counted, for a page that shows its working. Empty where the limit
 * does not run in working days.
 */
export function workingOf(answer: Due): readonly CountedDay[] {
  const { limit } = answer.rule;
  if (limit.unit === 'date' || limit.unit === 'none') return [];
  return countedFor(limit, answer.from, answer.due, answer.convention, answer.countedBy);
}

function countedFor(
  limit: CountedLimit,
  from: Day,
  reached: Day,
  convention: ConventionName,
  calendar: Calendar,
): readonly CountedDay[] {
  if (limit.unit !== 'working-day') return [];
  return daysCounted(from, reached, calendar, convention === 'notified-inclusive');
}

function conventionOf(limit: CountedLimit, conventions: Conventions): ConventionName {
  if (limit.unit === 'calendar-day') return 'calendar-days';
  if (limit.unit === 'calendar-month') return 'calendar-months';
  if (limit.unit === 'calendar-year') return 'calendar-years';
  if (limit.setting === 'rapid-review-from') return conventions.rapidReviewFrom;
  if (limit.kind !== 'not-after') return 'trigger-day-is-day-0';
  const clear = limit.setting === 'clear-days-before-publication' && conventions.clearDaysBeforePublication;
  return clear ? 'clear-days' : 'publication-day-is-day-0';
}

function reach(limit: CountedLimit, from: Day, convention: ConventionName, calendar: Calendar): Day {
  const end = withinCalendar(count(limit, withinCalendar(from), convention, calendar));
  return limit.noLaterThan === undefined ? end : earlier(end, limit.noLaterThan);
}

function count(limit: CountedLimit, from: Day, convention: ConventionName, calendar: Calendar): Day {
  const signed = limit.kind === 'not-after' ? -limit.count : limit.count;
  switch (limit.unit) {
    case 'working-day':
      // Seven clear days lie between the two, so the day of sending is one working day further from publication.
      if (convention === 'clear-days') return addWorkingDays(from, signed - 1, calendar);
      // A day of sending that is itself day 1 takes one off what is left to count.
      if (convention === 'notified-inclusive' && isWorkingDay(from, calendar))
        return addWorkingDays(from, signed - 1, calendar);
      return addWorkingDays(from, signed, calendar);
    case 'calendar-day':
      return from.add({ days: signed });
    case 'calendar-month':
      return from.add({ months: signed }, { overflow: 'constrain' });
    case 'calendar-year':
      return from.add({ years: signed }, { overflow: 'constrain' });
  }
}

function triggerWords(rule: Rule, limit: CountedLimit, convention: ConventionName): string {
  if (limit.setting !== 'rapid-review-from') return rule.trigger;
  if (convention === 'aware') return 'the safeguarding partners became aware of the incident';
  return 'the notification was sent to the Panel';
}
