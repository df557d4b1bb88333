import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstDay, lastProjectedDay, shippedCalendar } from './bank-holidays.ts';
import { day } from './day.ts';
import { workingDaysUntil } from './working-day-number.ts';
import { OutsideCalendar, workingDaysBetween } from './working-days.ts';

describe('counting working days without walking', () => {
  it('answers as walking does, from and to every kind of day', () => {
    for (const start of ['2020-12-20', '2026-03-30', '2026-12-18', '2027-12-22', '2028-02-26']) {
      const from = day(start);
      for (let days = 0; days < 40; days += 1) {
        const to = from.add({ days });
        assert.equal(
          workingDaysUntil(from, to, shippedCalendar),
          workingDaysBetween(from, to, shippedCalendar),
          `${start} and ${days} days`,
        );
      }
    }
    assert.equal(
      workingDaysUntil(firstDay, lastProjectedDay, shippedCalendar),
      workingDaysBetween(firstDay, lastProjectedDay, shippedCalendar),
    );
  });

  it('refuses what lies outside the calendar, and two days in the wrong order', () => {
    assert.throws(
      () => workingDaysUntil(day('2026-11-23'), lastProjectedDay.add({ days: 1 }), shippedCalendar),
      OutsideCalendar,
    );
    assert.throws(
      () => workingDaysUntil(firstDay.subtract({ days: 1 }), day('2026-11-23'), shippedCalendar),
      OutsideCalendar,
    );
    assert.throws(() => workingDaysUntil(day('2026-11-24'), day('2026-11-23'), shippedCalendar), RangeError);
  });
});
