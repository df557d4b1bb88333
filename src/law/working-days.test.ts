import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { firstDay, lastProjectedDay, shippedCalendar } from './bank-holidays.ts';
import vectors from './data/working-day-vectors.json' with { type: 'json' };
import { type Day, day, isBefore } from './day.ts';
import { workingDaysUntil } from './working-day-number.ts';
import * as counting from './working-days.ts';

const { OutsideCalendar } = counting;

// The days as they are shipped; what a partnership adds has tests of its own in calendar.test.ts.
const addWorkingDays = (from: Day, count: number) => counting.addWorkingDays(from, count, shippedCalendar);
const dayKind = (on: Day) => counting.dayKind(on, shippedCalendar);
const isWorkingDay = (on: Day) => counting.isWorkingDay(on, shippedCalendar);
const workingDaysBetween = (from: Day, to: Day) => counting.workingDaysBetween(from, to, shippedCalendar);
const daysCounted = (from: Day, to: Day, fromCounts = false) =>
  counting.daysCounted(from, to, shippedCalendar, fromCounts);
const bankHolidaysAmong = (days: readonly counting.CountedDay[]) =>
  counting.bankHolidaysAmong(days, shippedCalendar);

describe('adding working days', () => {
  for (const vector of vectors.vectors) {
    it(`${vector.aware}: ${vector.why}`, () => {
      assert.equal(addWorkingDays(day(vector.aware), 5).toString(), vector.plus_5_working_days);
      assert.equal(addWorkingDays(day(vector.aware), 15).toString(), vector.plus_15_working_days);
    });
  }

  for (const [from, count, to, why] of [
    ['2026-04-02', 1, '2026-04-07', 'over Easter'],
    ['2026-11-27', 1, '2026-11-30', 'onto Saint Andrew’s Day, which counts in England'],
    ['2026-04-07', -1, '2026-04-02', 'back over Easter'],
    ['2026-04-04', 0, '2026-04-04', 'no day at all, even from a Saturday'],
    ['2026-04-04', -1, '2026-04-02', 'back from a Saturday over Good Friday'],
    ['2035-12-28', 1, '2035-12-31', 'onto the last day of the calendar'],
  ] as const) {
    it(`${from} ${count} is ${to}: ${why}`, () => {
      assert.equal(addWorkingDays(day(from), count).toString(), to);
    });
  }

  it('counts in whole days only', () => {
    assert.throws(() => addWorkingDays(day('2026-04-01'), 1.5), RangeError);
  });
});

describe('the ends of the calendar', () => {
  for (const [from, count, side] of [
    ['2035-12-31', 1, 'after'],
    ['2035-12-01', 100_000_000, 'after'],
    ['2036-01-01', 0, 'after'],
    ['2000-01-03', -1, 'before'],
    ['1999-12-31', 1, 'before'],
  ] as const) {
    it(`${from} ${count} has no answer`, () => {
      assert.throws(
        () => addWorkingDays(day(from), count),
        (error) => error instanceof OutsideCalendar && error.side === side,
      );
    });
  }

  it('does not say what kind a day outside is', () => {
    assert.throws(() => dayKind(day('2036-01-01')), OutsideCalendar);
    assert.throws(() => dayKind(day('1999-12-31')), OutsideCalendar);
    assert.throws(() => workingDaysBetween(day('2035-12-31'), day('2036-01-01')), OutsideCalendar);
  });
});

describe('the working, day by day', () => {
  it('goes from the day of awareness over Christmas to the due date', () => {
    const lines = daysCounted(day('2026-12-23'), day('2027-01-04'));
    assert.deepEqual(
      lines.map((line) => `${line.day.toString()} ${line.count ?? '-'} ${line.reason}`),
      [
        '2026-12-23 0 The day the count starts from, not counted',
        '2026-12-24 1 Working day',
        '2026-12-25 - Christmas Day',
        '2026-12-26 - Weekend',
        '2026-12-27 - Weekend',
        '2026-12-28 - Boxing Day (substitute day)',
        '2026-12-29 2 Working day',
        '2026-12-30 3 Working day',
        '2026-12-31 4 Working day',
        '2027-01-01 - New Year’s Day',
        '2027-01-02 - Weekend',
        '2027-01-03 - Weekend',
        '2027-01-04 5 Working day',
      ],
    );
    assert.deepEqual(
      bankHolidaysAmong(lines).map((holiday) => holiday.day.toString()),
      ['2026-12-25', '2026-12-28', '2027-01-01'],
    );
  });

  it('does not step over the bank holiday it starts from', () => {
    const lines = daysCounted(day('2026-12-25'), day('2027-01-05'));
    assert.equal(lines[0]?.count, 0);
    assert.equal(lines[0]?.reason, 'The day the count starts from, not counted (Christmas Day)');
    assert.deepEqual(
      bankHolidaysAmong(lines).map((holiday) => holiday.day.toString()),
      ['2026-12-28', '2027-01-01'],
    );
  });

  it('counts the first day where it counts, and only if it is a working day', () => {
    const friday = daysCounted(day('2026-04-10'), day('2026-04-13'), true);
    assert.deepEqual(
      friday.map((line) => line.count),
      [1, null, null, 2],
    );
    const saturday = daysCounted(day('2026-04-11'), day('2026-04-13'), true);
    assert.deepEqual(
      saturday.map((line) => line.count),
      [null, null, 1],
    );
  });

  it('counts backwards', () => {
    const lines = daysCounted(day('2026-04-09'), day('2026-04-02'));
    assert.deepEqual(
      lines.map((line) => line.count),
      [0, 1, 2, null, null, null, null, 3],
    );
    assert.deepEqual(
      bankHolidaysAmong(lines).map((holiday) => holiday.day.toString()),
      ['2026-04-03', '2026-04-06'],
    );
  });
});

const span = firstDay.until(lastProjectedDay, { largestUnit: 'day' }).days;
/** Any day of 2000 to 2035 from which a count of 100 working days stays inside the calendar both ways. */
const anyDay = fc.integer({ min: 200, max: span - 260 }).map((days): Day => firstDay.add({ days }));
const anyCount = fc.integer({ min: -100, max: 100 });
const many = { numRuns: 25_000 };

// Four times 25,000: a hundred thousand cases of what a count of working days has to hold to.
describe('over the years 2000 to 2035', () => {
  it('never lands on a day off', () => {
    const short = fc.integer({ min: -30, max: 30 }).filter((count) => count !== 0);
    fc.assert(
      fc.property(anyDay, short, (from, count) => isWorkingDay(addWorkingDays(from, count))),
      many,
    );
  });

  it('a later start is never due earlier', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: -20, max: 20 }),
        (from, later, count) => {
          const due = addWorkingDays(from, count);
          return !isBefore(addWorkingDays(from.add({ days: later }), count), due);
        },
      ),
      many,
    );
  });

  it('going forth and back again returns to the working day it left', () => {
    fc.assert(
      fc.property(anyDay.filter(isWorkingDay), fc.integer({ min: -20, max: 20 }), (from, count) =>
        addWorkingDays(addWorkingDays(from, count), -count).equals(from),
      ),
      many,
    );
  });

  it('counting what was added gives the number back, walking or not', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 25 }), (from, count) => {
        const due = addWorkingDays(from, count);
        return (
          workingDaysBetween(from, due) === count && workingDaysUntil(from, due, shippedCalendar) === count
        );
      }),
      many,
    );
  });

  it('one more working day is always a later day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -100, max: 99 }), (from, count) =>
        isBefore(addWorkingDays(from, count), addWorkingDays(from, count + 1)),
      ),
      { numRuns: 1_000 },
    );
  });

  it('the working tells the same number', () => {
    fc.assert(
      fc.property(
        anyDay,
        anyCount.filter((count) => count !== 0),
        (from, count) => daysCounted(from, addWorkingDays(from, count)).at(-1)?.count === Math.abs(count),
      ),
      { numRuns: 500 },
    );
  });

  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 50 }), fc.nat({ max: 50 }), (from, a, b) =>
        addWorkingDays(addWorkingDays(from, a), b).equals(addWorkingDays(from, a + b)),
      ),
      { numRuns: 500 },
    );
  });
});
