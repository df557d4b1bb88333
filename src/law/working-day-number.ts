import { type Calendar, firstDay, lastProjectedDay } from './bank-holidays.ts';
import { type Day, isBefore } from './day.ts';
import { isWorkingDay, withinCalendar } from './working-days.ts';

const numbersOf = new WeakMap<Calendar, Uint16Array>();

const placeOf = (on: Day) => firstDay.until(on, { largestUnit: 'day' }).days;

// How many working days of the calendar there are up to and with each of its days, counted once for each calendar.
function countAll(calendar: Calendar): Uint16Array {
  const counted = new Uint16Array(placeOf(lastProjectedDay) + 1);
  let count = 0;
  for (let on = firstDay, place = 0; !isBefore(lastProjectedDay, on); on = on.add({ days: 1 }), place += 1) {
    if (isWorkingDay(on, calendar)) count += 1;
    counted[place] = count;
  }
  numbersOf.set(calendar, counted);
  return counted;
}

/**
 * The same as `workingDaysBetween` for a `to` that does not come before `from`, without walking from one to the other: for lists, in which
 * something may have been late for years. Throws OutsideCalendar, and a RangeError where `to` comes first.
 */
export function workingDaysUntil(from: Day, to: Day, calendar: Calendar): number {
  withinCalendar(from);
  withinCalendar(to);
  if (isBefore(to, from)) throw new RangeError('The second of two days must not come before the first.');
  const numbers = numbersOf.get(calendar) ?? countAll(calendar);
  return (numbers[placeOf(to)] ?? 0) - (numbers[placeOf(from)] ?? 0);
}
