import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../acts/refusal.ts';
import { calendarWith, shippedCalendar } from '../law/bank-holidays.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import { OutsideCalendar } from '../law/working-days.ts';
import { type ChangeKind, changedTime, decideChange, mayChangeTime } from './clock-change.ts';
import { clocksOf, standingOf, standingWords } from './clocks.ts';
import type { DateKind } from './date-kinds.ts';

const change = (kind: ChangeKind, iso: string) => ({ kind, day: day(iso) });

describe('a time in months that was paused', () => {
  it('is longer by as many days of the calendar', () => {
    const changes = [change('paused', '2027-01-04'), change('resumed', '2027-02-03')];
    const { dueOn } = changedTime(day('2027-04-26'), changes, shippedCalendar, 'calendar-month');
    assert.equal(dueOn.toString(), '2027-05-26');
  });
  it('is not counted past the calendar', () => {
    const changes = [change('paused', '2027-01-04'), change('resumed', '2036-01-04')];
    assert.throws(
      () => changedTime(day('2027-04-26'), changes, shippedCalendar, 'calendar-month'),
      OutsideCalendar,
    );
  });
});

describe('the time of a clock that was changed', () => {
  // Counted to Wednesday 13 January 2027.
  const counted = day('2027-01-13');
  for (const [what, changes, due, paused] of [
    ['nothing', [], '2027-01-13', null],
    ['extended', [change('extended', '2027-01-20')], '2027-01-20', null],
    [
      'extended twice: the last holds',
      [change('extended', '2027-01-20'), change('extended', '2027-01-27')],
      '2027-01-27',
      null,
    ],
    [
      'paused: the last day stays until it runs again',
      [change('paused', '2027-01-04')],
      '2027-01-13',
      '2027-01-04',
    ],
    [
      'a pause of five working days',
      [change('paused', '2027-01-04'), change('resumed', '2027-01-11')],
      '2027-01-20',
      null,
    ],
    [
      'a pause over a weekend alone costs nothing',
      [change('paused', '2027-01-09'), change('resumed', '2027-01-11')],
      '2027-01-13',
      null,
    ],
    [
      'a pause, and then another last day',
      [change('paused', '2027-01-04'), change('resumed', '2027-01-11'), change('extended', '2027-02-01')],
      '2027-02-01',
      null,
    ],
  ] as const)
    it(what, () => {
      const time = changedTime(counted, changes, shippedCalendar);
      assert.equal(time.dueOn.toString(), due);
      assert.equal(time.pausedOn?.toString() ?? null, paused);
    });

  it('counts a pause by the partnership’s own days off', () => {
    const calendar = calendarWith([{ day: day('2027-01-06'), effect: 'day-off', name: 'A day of mourning' }]);
    const changes = [change('paused', '2027-01-04'), change('resumed', '2027-01-11')];
    assert.equal(changedTime(counted, changes, calendar).dueOn.toString(), '2027-01-19');
  });

  it('is told as paused, and never as late meanwhile', () => {
    const dates = { dueOn: counted, metOn: null, pausedOn: day('2027-01-04') };
    assert.equal(standingWords(standingOf(dates, day('2027-02-01'))).words, 'Paused');
    assert.equal(standingOf(dates, day('2026-12-31')).state, 'running', 'before the pause begins it runs');
  });

  it('leaves the answer of the law beside it, and touches no other clock', () => {
    const facts = {
      event: 'notifiable-incident' as const,
      days: new Map<DateKind, Temporal.PlainDate>([
        ['authority-aware', day('2026-12-15')],
        ['panel-notified', day('2026-12-18')],
      ]),
      changes: [{ rule: 'RR-01', ...change('extended', '2027-02-01') }],
      stopped: false,
      withdrawn: false,
    };
    const [notify, , review] = clocksOf(facts, liverpoolConventions);
    assert.equal(notify?.due, notify?.counted);
    assert.equal(review?.due.due.toString(), '2027-02-01');
    assert.equal(review?.counted.due.toString(), '2027-01-13');
  });
});

describe('whether a time can be changed', () => {
  it('never where an Act or statutory guidance sets it for telling somebody', () => {
    for (const rule of ['NOT-01', 'NOT-02', 'NOT-03', 'SCR-01', 'SCR-04', 'TR-03'])
      assert.equal(mayChangeTime(rule), false, rule);
    for (const rule of ['RR-01', 'NOT-04', 'REP-02']) assert.equal(mayChangeTime(rule), true, rule);
  });

  const running = { startsOn: day('2026-12-18'), dueOn: day('2027-01-13'), metOn: null, pausedOn: null };
  const paused = { ...running, pausedOn: day('2027-01-04') };
  const today = day('2027-01-05');
  const given = (kind: ChangeKind, iso: string, rule = 'RR-01', authorised = '2027-01-05') => ({
    rule,
    kind,
    day: day(iso),
    authorisedOn: day(authorised),
    authorityName: 'Somebody',
    authorityCapacity: 'delegate for the police',
    reason: 'because',
  });
  for (const [what, clock, wanted, closed, refusal] of [
    ['extends', running, given('extended', '2027-01-20'), false, null],
    ['pauses', running, given('paused', '2027-01-06'), false, null],
    ['resumes', paused, given('resumed', '2027-01-06'), false, null],
    ['not what the law fixes', running, given('extended', '2027-01-20', 'NOT-01'), false, 'time-fixed'],
    ['not in a closed case', running, given('extended', '2027-01-20'), true, 'case-closed'],
    ['not what does not run', null, given('extended', '2027-01-20'), false, 'clock-not-running'],
    [
      'not what is met',
      { ...running, metOn: today },
      given('extended', '2027-01-20'),
      false,
      'clock-not-running',
    ],
    ['not to an earlier day', running, given('extended', '2027-01-13'), false, 'not-later'],
    [
      'not on an authority to come',
      running,
      given('extended', '2027-01-20', 'RR-01', '2027-01-06'),
      false,
      'day-to-come',
    ],
    ['not a second pause', paused, given('paused', '2027-01-06'), false, 'clock-paused'],
    ['not longer while it is paused', paused, given('extended', '2027-01-20'), false, 'clock-paused'],
    ['no pause before it starts', running, given('paused', '2026-12-17'), false, 'outside-time'],
    ['no pause after its last day', running, given('paused', '2027-01-14'), false, 'outside-time'],
    ['no end of a pause that is none', running, given('resumed', '2027-01-06'), false, 'clock-not-paused'],
    ['no end before the pause', paused, given('resumed', '2027-01-04'), false, 'not-later'],
  ] as const)
    it(what, () => {
      const decided = decideChange(clock, wanted, closed, today);
      assert.equal(isRefusal(decided) ? decided.refused : null, refusal);
    });
});
