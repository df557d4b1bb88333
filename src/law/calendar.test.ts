import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bankHolidayOn, calendarWith, calendarVersion, shippedCalendar } from './bank-holidays.ts';
import { clocksFor } from './clocks.ts';
import { liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import { workingDaysUntil } from './working-day-number.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';

const dayOff = (iso: string, name = 'A day of mourning') =>
  ({ day: day(iso), effect: 'day-off', name }) as const;
const workday = (iso: string) => ({ day: day(iso), effect: 'working-day', name: 'moved' }) as const;

describe('a calendar of one’s own', () => {
  it('is the shipped one where nothing differs', () => assert.equal(calendarWith([]), shippedCalendar));

  it('steps over a day that was proclaimed, and names it', () => {
    const calendar = calendarWith([dayOff('2026-11-25')]);
    assert.equal(addWorkingDays(day('2026-11-23'), 5, calendar).toString(), '2026-12-01');
    assert.equal(bankHolidayOn(day('2026-11-25'), calendar)?.name, 'A day of mourning');
    assert.equal(calendar.version, `${calendarVersion}, with 1 day of our own`);
  });

  it('counts a shipped one that was called off, and puts the one it was moved to in its place', () => {
    const calendar = calendarWith([workday('2030-05-06'), dayOff('2030-05-10', 'Early May bank holiday')]);
    assert.equal(isWorkingDay(day('2030-05-06'), calendar), true);
    assert.equal(isWorkingDay(day('2030-05-10'), calendar), false);
  });

  it('is told by the answer that it was used, with the day stepped over in the working', () => {
    const calendar = calendarWith([dayOff('2026-11-25')]);
    const { clocks } = clocksFor(
      { event: 'notifiable-incident', becameAware: day('2026-11-23') },
      { ...liverpoolConventions, calendar },
    );
    const [notify] = clocks;
    assert.equal(notify?.due.toString(), '2026-12-01');
    assert.match(notify?.why ?? '', /A day of mourning on 25 November 2026/);
    assert.match(notify?.calendar ?? '', /1 day of our own/);
  });

  it('never moves a date by more than the days that were added, and never to an earlier one', () => {
    const from = day('2024-01-01');
    const anyDay = fc.integer({ min: 0, max: 1_500 }).map((days) => from.add({ days }));
    fc.assert(
      fc.property(
        fc.array(anyDay, { maxLength: 4 }),
        anyDay,
        fc.integer({ min: 1, max: 20 }),
        (added, start, count) => {
          const calendar = calendarWith(added.map((on) => dayOff(on.toString())));
          const was = addWorkingDays(start, count, shippedCalendar);
          const is = addWorkingDays(start, count, calendar);
          const moved = workingDaysBetween(was, is, shippedCalendar);
          assert.ok(moved >= 0 && moved <= added.length, `${moved}`);
          assert.equal(isWorkingDay(is, calendar), true);
          assert.equal(workingDaysUntil(start, is, calendar), count);
        },
      ),
      { numRuns: 200 },
    );
  });
});
