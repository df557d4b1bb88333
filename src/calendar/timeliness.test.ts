import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import { countTimely, medianOf, timelyOf, yearAsked, yearOf } from './timeliness.ts';

describe('a reporting year', () => {
  for (const [iso, name] of [
    ['2026-03-31', '2025–26'],
    ['2026-04-01', '2026–27'],
    ['1999-12-31', '1999–00'],
  ] as const)
    it(`${iso} lies in ${name}`, () => assert.equal(yearOf(day(iso)).name, name));

  it('asked for by its first year, and no year to come', () => {
    const today = day('2026-11-23');
    assert.equal(yearAsked('2019', today).name, '2019–20');
    for (const text of [null, '2027', '1066', 'x', '2019; drop'])
      assert.equal(yearAsked(text, today).name, '2026–27');
  });
});

describe('on time and late', () => {
  const clock = (dueOn: string, metOn: string | null, openedOn = '2026-11-02') => ({
    reference: 'EASP-2026-0001',
    rule: 'NOT-01',
    startsOn: day('2026-11-02'),
    dueOn: day(dueOn),
    metOn: metOn === null ? null : day(metOn),
    reason: null,
    openedOn: day(openedOn),
  });

  it('counts the last day as in time, lateness in working days, and leaves out what has time', () => {
    const clocks = [
      clock('2026-11-09', '2026-11-09'),
      clock('2026-11-09', '2026-11-03'),
      clock('2026-11-06', '2026-11-07'),
      clock('2026-11-09', '2026-11-16'),
      clock('2026-11-09', '2026-11-17'),
      clock('2026-11-02', '2026-11-20'),
      clock('2026-11-09', null),
      clock('2026-12-09', null),
      // Two years and a day before the case was opened here: late, or done and recorded elsewhere, nobody can say.
      clock('2024-11-01', null),
    ];
    assert.deepEqual(countTimely(clocks, day('2026-11-23'), shippedCalendar), {
      inTime: 2,
      late: 4,
      notSent: 1,
      median: 7.5,
      bands: { '0': 1, '1-5': 1, '6-10': 1, '11+': 1 },
    });
  });

  for (const [dueOn, metOn, stands] of [
    ['2024-11-01', null, 'not-recorded'],
    ['2024-11-02', null, 'not-sent'],
    ['2024-11-01', '2024-11-05', 'late'],
  ] as const)
    it(`due on ${dueOn} of a case opened on 2 November 2026, ${metOn ?? 'nothing on record'}: ${stands}`, () =>
      assert.equal(timelyOf(clock(dueOn, metOn), day('2026-11-23')), stands));

  it('has no middle of nothing', () => {
    assert.equal(medianOf([]), null);
    assert.equal(medianOf([3, 1, 2]), 2);
    assert.equal(medianOf([4, 1]), 2.5);
  });
});
