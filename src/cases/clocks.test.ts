import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liverpoolConventions } from '../law/conventions.ts';
import { dayOf } from '../intake/referral.ts';
import { day } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import { OutsideCalendar } from '../law/working-days.ts';
import {
  type ClockFacts,
  clocksOf,
  dayOfCount,
  meetingKind,
  nearestOf,
  standingOf,
  standingWords,
} from './clocks.ts';
import type { DateKind } from './date-kinds.ts';
import { drawClocks } from './picture.ts';

const facts = (
  days: Partial<Record<DateKind, string>>,
  event: IncidentEvent = 'notifiable-incident',
): ClockFacts => ({
  event,
  days: new Map(Object.entries(days).map(([kind, iso]) => [kind as DateKind, day(iso)])),
  changes: [],
  stopped: false,
  withdrawn: false,
});
const lines = (of: ClockFacts, conventions = liverpoolConventions) =>
  clocksOf(of, conventions).map(
    ({ due, met }) =>
      `${due.rule.id} ${due.from.toString()} to ${due.due.toString()}${met === null ? '' : ` met ${met.toString()}`}`,
  );

describe('the clocks of a case', () => {
  it('none runs before it is on record when the council became aware, whatever else is', () => {
    assert.deepEqual(lines(facts({})), []);
    assert.deepEqual(
      lines(facts({ 'first-agency-aware': '2026-12-10', 'partnership-told': '2026-12-11' })),
      [],
    );
  });

  const tables: readonly (readonly [what: string, ClockFacts, readonly string[]])[] = [
    [
      'awareness starts two, over Christmas',
      facts({ 'authority-aware': '2026-12-23' }),
      ['NOT-01 2026-12-23 to 2027-01-04', 'NOT-02 2026-12-23 to 2027-01-04'],
    ],
    [
      'over Easter 2026',
      facts({ 'authority-aware': '2026-04-02' }),
      ['NOT-01 2026-04-02 to 2026-04-13', 'NOT-02 2026-04-02 to 2026-04-13'],
    ],
    [
      'the notification meets one and starts the rapid review',
      facts({
        'authority-aware': '2026-12-15',
        'partnership-told': '2026-12-16',
        'panel-notified': '2026-12-18',
      }),
      [
        'NOT-01 2026-12-15 to 2026-12-22 met 2026-12-18',
        'NOT-02 2026-12-15 to 2026-12-22 met 2026-12-16',
        'RR-01 2026-12-18 to 2027-01-13',
      ],
    ],
    [
      'a looked-after child’s death without abuse: one notification, no rapid review',
      facts({ 'authority-aware': '2026-12-15', 'panel-notified': '2026-12-18' }, 'looked-after-death'),
      ['NOT-03 2026-12-15 to 2026-12-22 met 2026-12-18'],
    ],
    [
      'a care leaver’s death',
      facts({ 'authority-aware': '2026-12-15' }, 'care-leaver-death'),
      ['NOT-04 2026-12-15 to 2026-12-22'],
    ],
    [
      'an old case answers by old law',
      facts({ 'authority-aware': '2016-05-03' }),
      ['SCR-01 2016-05-03 to 2016-05-10'],
    ],
    ['and before any edition there is none', facts({ 'authority-aware': '2012-05-03' }), []],
  ];
  for (const [what, of, expected] of tables) it(what, () => assert.deepEqual(lines(of), expected));

  it('follow the partnership’s convention for the rapid review', () => {
    const days = facts({
      'authority-aware': '2026-12-15',
      'partnership-told': '2026-12-16',
      'panel-notified': '2026-12-18',
    });
    const from = (rapidReviewFrom: 'aware' | 'notified-inclusive') =>
      lines(days, { ...liverpoolConventions, rapidReviewFrom }).at(-1);
    assert.equal(from('aware'), 'RR-01 2026-12-16 to 2027-01-11');
    assert.equal(from('notified-inclusive'), 'RR-01 2026-12-18 to 2027-01-12');
  });

  it('throws past the calendar', () =>
    assert.throws(() => lines(facts({ 'authority-aware': '2999-01-04' })), OutsideCalendar));

  it('follows no rule that nothing here can meet', () => {
    assert.equal(meetingKind('REP-02'), null);
    assert.equal(meetingKind('TR-02'), null);
  });
});

describe('midnight in London', () => {
  const dueOn = day('2026-03-30');
  const on = (iso: string) => dayOf(Temporal.Instant.from(iso));
  for (const [iso, due, words] of [
    ['2026-03-27T23:59:59Z', '2026-03-30', '1 working day left'],
    ['2026-03-29T22:59:59Z', '2026-03-30', '1 working day left'],
    // On the Sunday before, the clocks went forward: midnight in London is eleven in the evening of the world.
    ['2026-03-29T23:00:00Z', '2026-03-30', 'Due today'],
    ['2026-03-30T22:59:59Z', '2026-03-30', 'Due today'],
    ['2026-03-30T23:00:00Z', '2026-03-30', '1 working day late'],
    // They went back on 25 October: the day has 25 hours, and ends at midnight of the world.
    ['2026-10-25T23:59:59Z', '2026-10-26', '1 working day left'],
    ['2026-10-26T00:00:00Z', '2026-10-26', 'Due today'],
    ['2026-10-27T00:00:00Z', '2026-10-26', '1 working day late'],
  ] as const)
    it(`at ${iso}, due on ${due}: ${words}`, () => {
      const standing = standingOf({ dueOn: day(due), metOn: null }, on(iso));
      assert.equal(standingWords(standing).words, words);
    });
  it('is no hour that a pause or a count could lose', () =>
    assert.equal(standingOf({ dueOn, metOn: null }, day('2026-03-23')).days, 5));
});

describe('how a clock stands', () => {
  // Due on Wednesday 13 January 2027.
  const standings: readonly (readonly [today: string, met: string | null, words: string])[] = [
    ['2027-01-05', null, '6 working days left'],
    ['2027-01-12', null, '1 working day left'],
    ['2027-01-13', null, 'Due today'],
    ['2027-01-14', null, '1 working day late'],
    ['2027-01-17', null, '2 working days late'],
    ['2027-01-20', '2027-01-13', 'Done'],
    ['2027-01-20', '2027-01-15', 'Done, 2 working days late'],
    ['2099-01-20', null, 'late'],
  ];
  for (const [today, met, words] of standings)
    it(`on ${today}${met === null ? '' : `, done ${met}`}: ${words}`, () => {
      const standing = standingOf(
        { dueOn: day('2027-01-13'), metOn: met === null ? null : day(met) },
        day(today),
      );
      assert.ok(standingWords(standing).words.endsWith(words));
    });

  for (const [openedOn, met, mark] of [
    ['2029-01-13', null, 'late'],
    ['2029-01-14', null, 'unrecorded'],
    ['2029-01-14', '2027-01-14', 'done-late'],
    [null, null, 'late'],
  ] as const)
    it(`opened here ${openedOn ?? 'at any time'}, ${met ?? 'nothing on record'}: ${mark}`, () => {
      const opened = openedOn === null ? null : day(openedOn);
      const due = { dueOn: day('2027-01-13'), metOn: met === null ? null : day(met), openedOn: opened };
      assert.equal(standingWords(standingOf(due, day('2030-01-02'))).mark, mark);
    });

  it('says so on the weekend after the last day, when no working day has passed', () => {
    const due = { dueOn: day('2027-01-15'), metOn: null };
    assert.deepEqual(standingWords(standingOf(due, day('2027-01-16'))), { mark: 'late', words: 'Late' });
    const met = { dueOn: day('2027-01-15'), metOn: day('2027-01-16') };
    assert.deepEqual(standingWords(standingOf(met, day('2027-01-20'))), {
      mark: 'done-late',
      words: 'Done, late',
    });
  });

  const running = clocksOf(
    facts({ 'authority-aware': '2026-12-15', 'panel-notified': '2026-12-18' }),
    liverpoolConventions,
  );

  it('is told first of the one whose last day is nearest and that has not been met', () =>
    assert.equal(nearestOf(running)?.due.rule.id, 'NOT-02'));

  it('knows the day of the count, and none on a day that does not count', () => {
    const review = running.at(-1);
    assert.ok(review);
    assert.equal(dayOfCount(review.due, day('2027-01-05')), 9);
    assert.equal(dayOfCount(review.due, day('2027-01-03')), null);
    assert.equal(dayOfCount(review.due, day('2026-12-18')), null, 'the day it starts');
  });
});

describe('the picture of the clocks', () => {
  const draw = (days: Partial<Record<DateKind, string>>, today: string) =>
    drawClocks(clocksOf(facts(days), liverpoolConventions), day(today), () => '');
  const inTime = {
    'authority-aware': '2026-12-15',
    'partnership-told': '2026-12-16',
    'panel-notified': '2026-12-18',
  };

  it('names the holidays, numbers the days that count, and marks today', () => {
    const picture = draw(inTime, '2027-01-05');
    assert.ok(picture);
    assert.deepEqual(
      picture.holidays.map(({ name }) => name),
      ['Christmas Day', 'Boxing Day', 'New Year’s Day'],
    );
    assert.deepEqual(
      picture.rows.map(({ counts }) => counts.length),
      [0, 0, 15],
    );
    assert.equal(picture.rows[2]?.counts[8]?.x, picture.today, 'today is day 9');
    assert.ok(
      picture.days.every(({ x }) => x >= 236 && x + picture.column <= 946),
      'the days keep to their place',
    );
  });

  it('runs out at the right where something has been late for long', () => {
    const picture = draw({ 'authority-aware': '2026-06-01' }, '2027-01-05');
    assert.ok(picture);
    assert.equal(picture.today, null);
    assert.equal(picture.days.length, 49);
    const edge = (picture.days.at(-1)?.x ?? 0) + picture.column;
    assert.ok(picture.rows.every(({ late }) => late === edge));
  });

  it('is not drawn where there is nothing, or more than seven weeks of limits', () => {
    assert.equal(draw({}, '2027-01-05'), null);
    assert.equal(
      draw({ 'authority-aware': '2026-06-01', 'panel-notified': '2026-12-18' }, '2027-01-05'),
      null,
    );
  });
});
