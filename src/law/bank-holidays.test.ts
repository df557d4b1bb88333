import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bankHolidayOn,
  bankHolidays,
  firstDay,
  holidayName,
  lastAnnouncedYear,
  lastProjectedDay,
  shippedCalendar,
} from './bank-holidays.ts';
import { day } from './day.ts';

describe('the calendar of bank holidays', () => {
  it('covers 2000 to 2035 and is announced to the end of 2028', () => {
    assert.equal(firstDay.toString(), '2000-01-01');
    assert.equal(lastProjectedDay.toString(), '2035-12-31');
    assert.equal(lastAnnouncedYear, 2028);
  });

  it('has at least eight days off in every year, each once, in order, and none on a weekend', () => {
    for (let year = 2000; year <= 2035; year += 1) {
      assert.ok(bankHolidays.filter((holiday) => holiday.day.year === year).length >= 8, `${year}`);
    }
    const days = bankHolidays.map((holiday) => holiday.day.toString());
    assert.deepEqual(days, [...new Set(days)].toSorted());
    assert.deepEqual(
      bankHolidays.filter((holiday) => holiday.day.dayOfWeek > 5),
      [],
    );
  });

  for (const [on, name] of [
    ['2020-05-08', 'Early May bank holiday (VE day)'],
    ['2022-06-03', 'Platinum Jubilee bank holiday'],
    ['2022-09-19', 'Bank Holiday for the State Funeral of Queen Elizabeth II'],
    ['2023-05-08', 'Bank holiday for the coronation of King Charles III'],
    ['2026-04-03', 'Good Friday'],
    ['2026-12-28', 'Boxing Day (substitute day)'],
  ] as const) {
    it(`knows ${name}`, () => {
      const holiday = bankHolidayOn(day(on), shippedCalendar);
      assert.ok(holiday);
      assert.equal(holidayName(holiday), name);
    });
  }

  for (const [on, why] of [
    ['2020-05-04', 'the early May holiday of 2020 was moved'],
    ['2022-05-30', 'the spring holiday of 2022 was moved'],
    ['2026-11-30', 'Saint Andrew’s Day is not a holiday in England'],
    ['2026-06-15', 'the extra day of 2026 is Scottish'],
    ['2026-12-26', 'the feast is not the day off'],
  ] as const) {
    it(`has no holiday on ${on}: ${why}`, () => {
      assert.equal(bankHolidayOn(day(on), shippedCalendar), null);
    });
  }
});
