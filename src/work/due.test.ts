import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { dueHeading, kindOfDay, runningClock, withChairs } from './due.ts';

describe('the heading of what is due', () => {
  const headings: readonly (readonly [
    late: number,
    today: number,
    week: number,
    referrals: number,
    words: string,
  ])[] = [
    [0, 0, 0, 0, 'Nothing is due today'],
    [2, 3, 4, 0, '2 late, 3 due today, 4 more this week'],
    [0, 0, 4, 0, '4 due this week'],
    [1, 0, 0, 0, '1 late'],
    [0, 1, 1, 1, '1 referral waits for somebody, 1 due today, 1 more this week'],
    [0, 0, 0, 3, '3 referrals wait for somebody'],
    [101, 0, 0, 0, 'More than 100 late'],
  ];
  for (const [late, today, week, referrals, words] of headings)
    it(words, () => assert.equal(dueHeading({ late, today, week }, referrals), words));
});

describe('a day', () => {
  for (const [iso, words] of [
    ['2027-01-05', 'a working day'],
    ['2027-01-03', 'not a working day'],
    ['2026-12-28', 'a bank holiday: Boxing Day (substitute day)'],
  ] as const)
    it(`${iso} is ${words}`, () => assert.equal(kindOfDay(day(iso), shippedCalendar), words));
});

describe('the strip of a running clock', () => {
  const strip = (starts: string, due: string, today: string) =>
    runningClock(
      {
        reference: 'EASP-2026-0001',
        rule: 'RR-01',
        startsOn: day(starts),
        dueOn: day(due),
        openedOn: day(starts),
      },
      day(today),
      shippedCalendar,
    )
      .boxes.map(({ kind }) => kind[0])
      .join('');

  it('has a box for each working day: gone, today, to come', () => {
    assert.equal(strip('2026-12-18', '2027-01-13', '2027-01-05'), 'ggggggggtcccccc');
    assert.equal(strip('2026-12-18', '2027-01-13', '2027-01-03'), 'gggggggcccccccc', 'a Sunday is no box');
    assert.equal(
      strip('2026-12-18', '2027-01-13', '2026-12-18'),
      'c'.repeat(15),
      'the day it starts is not counted',
    );
  });

  it('has none where there would be more than fifteen', () =>
    assert.equal(strip('2026-11-02', '2027-01-13', '2026-11-10'), ''));
});

describe('the month of a board’s chair, before there is a review', () => {
  const none = {
    late: [],
    coming: [],
    unrecorded: [],
    counts: { late: 0, today: 0, week: 0, unrecorded: 0 },
  };
  const with1 = (notified: string, openedOn: string) =>
    withChairs(
      none,
      [{ reference: 'EASP-2026-0001', notified: day(notified), openedOn: day(openedOn) }],
      liverpoolConventions,
      day('2026-11-23'),
    );

  it('is late where the case was opened here at that time', () => {
    const { late, counts } = with1('2016-05-10', '2016-05-11');
    assert.deepEqual(
      late.map(({ rule, dueOn }) => `${rule} ${dueOn.toString()}`),
      ['SCR-04 2016-06-10'],
    );
    assert.deepEqual(counts, { late: 1, today: 0, week: 0, unrecorded: 0 });
  });

  it('is not recorded here where the case was opened years afterwards', () => {
    const { late, unrecorded, counts } = with1('2016-05-10', '2026-11-02');
    assert.deepEqual([late.length, unrecorded.length], [0, 1]);
    assert.deepEqual(counts, { late: 0, today: 0, week: 0, unrecorded: 1 });
  });

  it('was not the law of every day', () => assert.equal(with1('2012-05-10', '2026-11-02'), none));
});
