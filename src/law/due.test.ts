import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Conventions, liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import { due, workingOf } from './due.ts';
import { ruleNamed } from './rules.ts';
import { OutsideCalendar } from './working-days.ts';

const counting = (changed: Partial<Conventions> = {}): Conventions => ({
  ...liverpoolConventions,
  ...changed,
});

function dueOn(id: string, from: string, changed: Partial<Conventions> = {}): string {
  return due(ruleNamed(id), day(from), counting(changed)).due.toString();
}

describe('awareness, notification and rapid review', () => {
  for (const [aware, notify, sent, review, inclusive, fromAwareness] of [
    ['2018-06-29', '2018-07-06', '2018-07-06', '2018-07-27', '2018-07-26', '2018-07-20'],
    ['2019-04-17', '2019-04-26', '2019-04-26', '2019-05-20', '2019-05-17', '2019-05-13'],
    ['2020-05-05', '2020-05-13', '2020-05-13', '2020-06-04', '2020-06-03', '2020-05-28'],
    ['2022-05-30', '2022-06-08', '2022-06-08', '2022-06-29', '2022-06-28', '2022-06-22'],
    ['2022-09-14', '2022-09-22', '2022-09-22', '2022-10-13', '2022-10-12', '2022-10-06'],
    ['2023-05-03', '2023-05-11', '2023-05-11', '2023-06-02', '2023-06-01', '2023-05-25'],
    ['2025-12-18', '2025-12-29', '2025-12-29', '2026-01-20', '2026-01-19', '2026-01-13'],
    ['2025-12-20', '2025-12-30', '2025-12-30', '2026-01-21', '2026-01-20', '2026-01-14'],
    ['2026-04-01', '2026-04-10', '2026-04-10', '2026-05-01', '2026-04-30', '2026-04-24'],
    ['2026-12-23', '2027-01-04', '2027-01-04', '2027-01-25', '2027-01-22', '2027-01-18'],
  ] as const) {
    it(`aware ${aware}, sent ${sent}`, () => {
      assert.equal(dueOn('NOT-01', aware), notify);
      assert.equal(dueOn('RR-01', sent, { rapidReviewFrom: 'notified' }), review);
      assert.equal(dueOn('RR-01', sent, { rapidReviewFrom: 'notified-inclusive' }), inclusive);
      assert.equal(dueOn('RR-01', aware, { rapidReviewFrom: 'aware' }), fromAwareness);
    });
  }

  for (const [sent, review, why] of [
    ['2026-04-10', '2026-04-30', 'a working day is day 1'],
    ['2026-04-11', '2026-05-01', 'a Saturday: Monday is day 1'],
    ['2026-04-03', '2026-04-27', 'Good Friday: the Tuesday after Easter is day 1'],
  ] as const) {
    it(`sent ${sent} with the day of sending as day 1: ${why}`, () => {
      assert.equal(dueOn('RR-01', sent, { rapidReviewFrom: 'notified-inclusive' }), review);
    });
  }

  it('says how it counted the day of sending', () => {
    const answer = due(
      ruleNamed('RR-01'),
      day('2026-04-03'),
      counting({ rapidReviewFrom: 'notified-inclusive' }),
    );
    assert.equal(answer.convention, 'notified-inclusive');
    assert.match(
      answer.why,
      /^Day 1 is Tuesday 7 April 2026, the first working day after Friday 3 April 2026/,
    );
    assert.deepEqual(
      answer.steppedOver.map((holiday) => holiday.day.toString()),
      ['2026-04-03', '2026-04-06'],
    );
    assert.equal(workingOf(answer).at(-1)?.count, 15);
  });
});

describe('seven working days before publication', () => {
  for (const [publication, send, clear] of [
    ['2026-06-08', '2026-05-28', '2026-05-27'],
    ['2026-04-09', '2026-03-27', '2026-03-26'],
    ['2026-01-05', '2025-12-22', '2025-12-19'],
  ] as const) {
    it(`published ${publication}`, () => {
      assert.equal(dueOn('REP-04', publication), send);
      assert.equal(dueOn('REP-04', publication, { clearDaysBeforePublication: true }), clear);
    });
  }

  it('is the last day for sending, counted back over Easter', () => {
    const answer = due(ruleNamed('REP-04'), day('2026-04-09'), counting());
    assert.equal(answer.kind, 'not-after');
    assert.equal(answer.convention, 'publication-day-is-day-0');
    assert.deepEqual(
      answer.steppedOver.map((holiday) => holiday.day.toString()),
      ['2026-04-03', '2026-04-06'],
    );
    assert.match(answer.why, /Friday 27 March 2026, the last day for sending/);
  });

  it('names the clear days where they are the setting', () => {
    const answer = due(
      ruleNamed('REP-04'),
      day('2026-04-09'),
      counting({ clearDaysBeforePublication: true }),
    );
    assert.equal(answer.convention, 'clear-days');
    assert.deepEqual(answer.within, { count: 7, unit: 'working-day' });
    assert.match(answer.why, /lie clear in between/);
  });

  it('was one week to the day for a serious case review, whatever the setting', () => {
    assert.equal(dueOn('SCR-07', '2017-11-20'), '2017-11-13');
    assert.equal(dueOn('SCR-07', '2017-11-20', { clearDaysBeforePublication: true }), '2017-11-13');
  });
});

describe('months and years', () => {
  for (const [rule, from, to] of [
    ['REP-02', '2025-08-31', '2026-02-28'],
    ['REP-02', '2023-08-30', '2024-02-29'],
    ['REP-02', '2025-10-15', '2026-04-15'],
    ['SCR-04', '2017-01-31', '2017-02-28'],
    ['SCR-06', '2016-08-31', '2017-02-28'],
    ['SCR-08', '2017-11-20', '2018-11-20'],
    ['REP-06', '2024-02-29', '2025-02-28'],
    ['REP-06', '2026-06-08', '2027-06-08'],
    ['YR-02', '2026-09-30', '2026-10-07'],
    ['NAT-02', '2026-06-08', '2026-05-28'],
  ] as const) {
    it(`${rule} from ${from} is ${to}`, () => assert.equal(dueOn(rule, from), to));
  }

  it('says that a month was too short, and that no bank holiday matters', () => {
    const answer = due(ruleNamed('REP-02'), day('2025-08-31'), counting());
    assert.match(answer.why, /no such day, so its last day is taken/);
    assert.deepEqual(answer.steppedOver, []);
    assert.deepEqual(workingOf(answer), []);
    assert.equal(answer.calendar, null);
  });

  it('does not move a limit in months off a weekend', () => {
    const answer = due(ruleNamed('REP-02'), day('2026-05-01'), counting());
    assert.equal(answer.due.toString(), '2026-11-01');
    assert.match(answer.why, /Sunday 1 November 2026\. It is not a working day, and the date is not moved/);
  });

  it('gives the earliest day for taking down as not before', () => {
    assert.equal(due(ruleNamed('REP-06'), day('2026-06-08'), counting()).kind, 'not-before');
    assert.equal(due(ruleNamed('SCR-08'), day('2017-11-20'), counting()).kind, 'not-before');
  });
});

describe('an answer', () => {
  it('names rule, edition, trigger, what it stepped over, and why', () => {
    const answer = due(ruleNamed('NOT-01'), day('2026-04-01'), counting());
    assert.equal(answer.due.toString(), '2026-04-10');
    assert.equal(answer.edition, 'WT2026');
    assert.equal(answer.confirmed, true);
    assert.equal(answer.provisional, false);
    assert.equal(answer.convention, 'trigger-day-is-day-0');
    assert.match(answer.trigger, /local authority became aware/);
    assert.deepEqual(
      answer.steppedOver.map((holiday) => holiday.name),
      ['Good Friday', 'Easter Monday'],
    );
    assert.match(answer.why, /day 1 is Thursday 2 April 2026/);
    assert.match(answer.why, /Day 5 is Friday 10 April 2026/);
    assert.match(answer.why, /Good Friday on 3 April 2026; Easter Monday on 6 April 2026/);
    assert.match(answer.calendar ?? '', /^england-and-wales \d{4}-\d{2}-\d{2}$/);
  });

  for (const [rule, from, provisional] of [
    ['NOT-01', '2028-12-18', false],
    ['NOT-01', '2028-12-28', true],
    ['REP-02', '2028-06-30', false],
    ['REP-02', '2028-07-01', true],
    ['REP-04', '2029-01-04', true],
    ['REP-06', '2027-12-31', false],
    ['REP-06', '2028-01-01', true],
  ] as const) {
    it(`${rule} from ${from} is ${provisional ? '' : 'not '}provisional`, () => {
      assert.equal(due(ruleNamed(rule), day(from), counting()).provisional, provisional);
    });
  }

  it('has none past the last projected day', () => {
    assert.equal(dueOn('NOT-01', '2035-12-20'), '2035-12-31');
    for (const [rule, from] of [
      ['NOT-01', '2035-12-21'],
      ['REP-02', '2035-07-01'],
      ['REP-06', '2035-01-01'],
      ['REP-04', '2036-01-10'],
    ] as const) {
      assert.throws(() => dueOn(rule, from), OutsideCalendar, `${rule} ${from}`);
    }
  });

  it('is refused for a rule without a length and for a day without an edition', () => {
    assert.throws(() => dueOn('REP-05', '2026-04-01'), RangeError);
    assert.throws(() => dueOn('YR-03', '2026-04-01'), RangeError);
    assert.throws(() => dueOn('SCR-04', '2012-04-01'), RangeError);
  });
});
