import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { civil, dayNumber, easterSunday, fromIso, iso, weekdayOf } from './day-number.ts';

describe('days as numbers', () => {
  it('agree with the calendar on every day of two centuries', () => {
    let day = Temporal.PlainDate.from('1899-12-31');
    const first = dayNumber(1899, 12, 31);
    for (let at = 0; at < 73_500; at++) {
      const number = first + at;
      // Comparing every day by parts is enough; building each text would be most of the time.
      const { year, month, day: ofMonth } = civil(number);
      if (year !== day.year || month !== day.month || ofMonth !== day.day)
        assert.fail(`${day.toString()} became ${iso(number)}`);
      if (dayNumber(year, month, ofMonth) !== number) assert.fail(`${day.toString()} is not ${number}`);
      if (weekdayOf(number) !== day.dayOfWeek) assert.fail(`${day.toString()} is on another day of the week`);
      day = day.add({ days: 1 });
    }
    assert.equal(day.year, 2101);
  });

  it('refuse days that do not exist', () => {
    assert.equal(fromIso('2016-02-29'), dayNumber(2016, 2, 29));
    for (const text of ['2015-02-29', '2016-13-01', '2016-00-10', '2016-1-1', 'never'])
      assert.equal(fromIso(text), null, text);
  });

  it('know Easter', () => {
    for (const day of [
      '2000-04-23',
      '2008-03-23',
      '2011-04-24',
      '2016-03-27',
      '2024-03-31',
      '2026-04-05',
      '2038-04-25',
    ])
      assert.equal(iso(easterSunday(Number(day.slice(0, 4)))), day);
  });
});
