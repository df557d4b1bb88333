import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from '../law/day.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { addWorkingDays, isWorkingDay } from '../law/working-days.ts';
import { workingDaysAgo } from './days.ts';

describe('a day so many working days ago', () => {
  for (const [today, count, expected, ends] of [
    ['2026-11-23', 5, '2026-11-16', '2026-11-23'],
    ['2026-11-22', 5, '2026-11-16', '2026-11-23'],
    ['2026-12-26', 1, '2026-12-24', '2026-12-29'],
    ['2027-01-01', 9, '2026-12-17', '2027-01-04'],
  ] as const)
    it(`on ${today}, ${count} ago, is ${expected}: the limit ends on ${ends}`, () => {
      const found = workingDaysAgo(day(today), count);
      assert.equal(found.toString(), expected);
      assert.equal(addWorkingDays(found, count, shippedCalendar).toString(), ends);
      assert.ok(isWorkingDay(day(ends), shippedCalendar));
    });

  it('lies in the past on every day of two years', () => {
    for (let on = day('2026-01-01'); on.year < 2028; on = on.add({ days: 1 }))
      for (const count of [1, 2, 5, 20]) assert.equal(workingDaysAgo(on, count).until(on).days > 0, true);
  });

  it('is refused for today itself', () => {
    assert.throws(() => workingDaysAgo(day('2026-11-23'), 0), RangeError);
  });
});
