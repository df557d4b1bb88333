import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedCalendar } from '../law/bank-holidays.ts';
import type { Conventions, RapidReviewStart } from '../law/conventions.ts';
import type { IncidentEvent } from '../law/facts.ts';
import { answerDuty, type DutyDate } from './duty-answer.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);

interface Asked {
  readonly aware: string;
  readonly event?: IncidentEvent;
  readonly sent?: string;
  readonly today?: string;
  readonly from?: RapidReviewStart;
}

function answer({
  aware,
  event = 'notifiable-incident',
  sent,
  today = '2027-01-05',
  from = 'notified',
}: Asked) {
  const conventions: Conventions = {
    calendar: shippedCalendar,
    rapidReviewFrom: from,
    clearDaysBeforePublication: false,
    localStart: day('2019-09-01'),
  };
  return answerDuty(
    { event, aware: day(aware), sent: sent === undefined ? null : day(sent) },
    conventions,
    day(today),
  );
}

function date(asked: Asked): DutyDate {
  const found = answer(asked);
  assert.ok(found.kind === 'date', found.kind);
  return found;
}

const christmas = { aware: '2026-12-23' };

describe('by when the council must notify', () => {
  it('over Christmas: five working days are twelve days on the calendar', () => {
    const found = date({ ...christmas, today: '2026-12-30' });
    assert.equal(found.due.toString(), '2027-01-04');
    assert.equal(found.length, '5 working days, which is 12 days on the calendar.');
    assert.equal(found.standing, '2 working days left.');
    assert.equal(found.before, 'Notify the Panel, and tell this partnership, by the end of');
    assert.equal(found.rule.id, 'NOT-01');
    assert.equal(found.rule.confirmed, true);
  });

  const standings: readonly (readonly [today: string, words: string])[] = [
    ['2026-12-23', '5 working days left.'],
    ['2027-01-03', '1 working day left.'],
    ['2027-01-04', 'That is today.'],
    ['2027-01-05', 'That was 1 working day ago.'],
  ];
  for (const [today, words] of standings) {
    it(`reads on ${today}: ${words}`, () => assert.equal(date({ ...christmas, today }).standing, words));
  }

  it('reads on the weekend after the last day: that was the last working day', () => {
    const found = date({ aware: '2026-11-20', today: '2026-11-28' });
    assert.equal(found.due.toString(), '2026-11-27');
    assert.equal(found.standing, 'That was the last working day.');
  });

  const sendings: readonly (readonly [sent: string, words: string])[] = [
    ['2026-12-23', 'Sent in time, on the very day.'],
    ['2026-12-27', 'Sent in time.'],
    ['2026-12-29', 'Sent in time, on day 2 of 5.'],
    ['2027-01-04', 'Sent in time, on day 5 of 5.'],
    ['2027-01-05', 'Sent 1 working day late. The record has to say why.'],
    ['2036-01-05', 'Sent after the last day. The record has to say why.'],
  ];
  for (const [sent, words] of sendings) {
    it(`sent on ${sent}: ${words}`, () => assert.equal(date({ ...christmas, sent }).standing, words));
  }

  it('names the day that has not come yet', () => {
    const found = date({ aware: '2027-03-01' });
    assert.equal(found.future, true);
    assert.equal(found.standing, null);
  });

  it('says of a date after the announced holidays that it is provisional', () => {
    assert.equal(date({ aware: '2030-12-20' }).provisional, true);
    assert.equal(date(christmas).provisional, false);
  });

  it('gives no date past the calendar', () => {
    const found = answer({ aware: '2035-12-31' });
    assert.equal(found.kind, 'past-calendar');
    assert.equal(answer({ aware: '9999-12-31' }).kind, 'past-calendar');
  });

  it('still gives the date in the last week of the calendar, and no rapid review after it', () => {
    const found = date({ aware: '2035-12-20', today: '2035-12-20' });
    assert.equal(found.next.kind, 'past-calendar');
  });

  it('holds no rule before 15 April 2013, and says so', () => {
    const found = answer({ aware: '2013-04-14' });
    assert.ok(found.kind === 'no-rule');
    assert.match(found.notes.join(' '), /before 15 April 2013/);
  });

  it('holds no limit in the first edition, and none for a care leaver before 15 December 2023', () => {
    for (const asked of [
      { aware: '2014-01-06' },
      { aware: '2023-12-14', event: 'care-leaver-death' as const },
    ]) {
      const found = answer(asked);
      assert.equal(found.kind, 'no-rule');
      assert.ok(found.kind === 'no-rule' && found.notes.length > 0);
    }
  });

  it('in 2017 it was Ofsted and the board, and no rapid review followed', () => {
    const found = date({ aware: '2017-11-20' });
    assert.equal(found.rule.id, 'SCR-01');
    assert.equal(found.due.toString(), '2017-11-27');
    assert.equal(found.next.kind, 'board-decides');
  });

  it('looked-after children and care leavers have a rule of their own and no rapid review', () => {
    assert.deepEqual(
      (['looked-after-death', 'care-leaver-death'] as const).map((event) => {
        const { rule, next } = date({ ...christmas, event });
        return [rule.id, next.kind, rule.confirmed];
      }),
      [
        ['NOT-03', 'no-rapid-review', true],
        ['NOT-04', 'no-rapid-review', false],
      ],
    );
  });
});

describe('what comes next', () => {
  function next(asked: Asked) {
    const found = date(asked).next;
    assert.ok(found.kind === 'rapid-review');
    return found.dates;
  }

  it('is the rapid review, counted from the last day until something was sent', () => {
    assert.equal(next(christmas).due.toString(), '2027-01-25');
    assert.equal(next({ ...christmas, sent: '2026-12-24' }).due.toString(), '2027-01-19');
  });

  it('is counted as the partnership counts, with the date of the guidance beside it', () => {
    const inclusive = next({ ...christmas, from: 'notified-inclusive' });
    assert.equal(inclusive.due.toString(), '2027-01-22');
    assert.equal(inclusive.asGuidanceSays?.toString(), '2027-01-25');
    const aware = next({ ...christmas, from: 'aware' });
    assert.equal(aware.due.toString(), '2027-01-18');
    assert.equal(next(christmas).asGuidanceSays, null);
  });

  it('is never said to be confirmed', () => assert.equal(next(christmas).rule.confirmed, false));
});

describe('the working', () => {
  it('tells every day with its reason, the weekend in one line', () => {
    const rows = date(christmas).working.map((row) => [
      row.day.toString(),
      row.through?.toString() ?? '',
      row.count,
      row.why,
    ]);
    assert.deepEqual(rows, [
      ['2026-12-23', '', 0, 'The day the council became aware. Not counted.'],
      ['2026-12-24', '', 1, 'Working day'],
      ['2026-12-25', '', null, 'Bank holiday: Christmas Day'],
      ['2026-12-26', '2026-12-27', null, 'Weekend'],
      ['2026-12-28', '', null, 'Bank holiday: Boxing Day (substitute day)'],
      ['2026-12-29', '', 2, 'Working day'],
      ['2026-12-30', '', 3, 'Working day'],
      ['2026-12-31', '', 4, 'Working day'],
      ['2027-01-01', '', null, 'Bank holiday: New Year’s Day'],
      ['2027-01-02', '2027-01-03', null, 'Weekend'],
      ['2027-01-04', '', 5, 'Working day. The time ends with it.'],
    ]);
  });

  it('says of a start at a weekend that it is one', () => {
    const rows = date({ aware: '2026-11-21' }).working;
    assert.equal(rows[0]?.why, 'The day the council became aware, at a weekend. Not counted.');
    assert.equal(rows[1]?.why, 'Weekend');
    assert.equal(rows[1]?.through, null);
  });

  it('is drawn in whole weeks, with the holidays by name', () => {
    const { sheet } = date(christmas);
    assert.equal(sheet.weeks.length, 3);
    assert.ok(sheet.weeks.every((week) => week.length === 7));
    assert.deepEqual(
      sheet.holidays.map((holiday) => holiday.name),
      ['Christmas Day', 'Boxing Day (substitute day)', 'New Year’s Day'],
    );
    assert.equal(sheet.weeks[0]?.[2]?.count, 0);
    assert.equal(sheet.weeks[2]?.[0]?.last, true);
    assert.equal(sheet.showsToday, true);
  });
});
