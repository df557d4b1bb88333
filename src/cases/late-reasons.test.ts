import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../acts/refusal.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import type { DateKind } from './date-kinds.ts';
import {
  type DayContext,
  decideDay,
  explained,
  type GivenDay,
  lastDayFor,
  type RecordedDay,
} from './dates.ts';
import { lateReasons, lateText, readLateReason } from './late-reasons.ts';

const recorded = (kind: DateKind, iso: string): RecordedDay => ({
  id: `the ${kind}`,
  kind,
  day: day(iso),
  time: null,
  source: 'a record',
  reason: '',
  recordedAt: Temporal.Instant.from('2026-12-20T10:00:00Z'),
  recordedBy: 'somebody',
});
const given = (kind: DateKind, iso: string): GivenDay => ({
  kind,
  day: day(iso),
  time: null,
  source: 'a record',
  reason: '',
  corrects: null,
});
const context = (days: readonly RecordedDay[]): DayContext => ({
  changes: [],
  stopped: false,
  withdrawn: false,
  event: 'notifiable-incident',
  state: 'open',
  earliest: day('2026-12-11'),
  days,
});
const aware = recorded('authority-aware', '2026-12-15');

describe('the list of reasons', () => {
  it('reads its own codes and no other', () => {
    for (const code of Object.keys(lateReasons)) assert.equal(readLateReason(code), code);
    for (const text of ['', 'toString', 'Told-late', 'late']) assert.equal(readLateReason(text), null);
  });

  it('is told with the words that were given besides; "other" by its words alone', () => {
    assert.equal(lateText({ reason: 'other', words: 'The letter was lost' }), 'The letter was lost');
    assert.equal(lateText({ reason: 'told-late', words: '' }), lateReasons['told-late']);
  });
});

describe('the reason for which a day is late', () => {
  // Due on Tuesday 22 December 2026.
  const sent = (iso: string) => given('panel-notified', iso);
  const late = { reason: 'told-late', words: '' } as const;

  it('is needed from the day after the last day on, and dropped where the day is in time', () => {
    assert.equal(
      lastDayFor(context([aware]), 'panel-notified', liverpoolConventions)?.toString(),
      '2026-12-22',
    );
    const inTime = explained(context([aware]), { ...sent('2026-12-22'), late }, liverpoolConventions);
    assert.ok(!isRefusal(inTime) && inTime.late === undefined);
    const without = explained(context([aware]), sent('2026-12-23'), liverpoolConventions);
    assert.ok(isRefusal(without) && without.refused === 'late-reason-missing');
    const whole = explained(context([aware]), { ...sent('2026-12-23'), late }, liverpoolConventions);
    assert.ok(!isRefusal(whole) && whole.late === late);
  });

  it('is asked of no day that meets no clock', () => {
    assert.equal(lastDayFor(context([aware]), 'first-agency-aware', liverpoolConventions), null);
    assert.equal(lastDayFor(context([]), 'panel-notified', liverpoolConventions), null);
  });

  it('moves with a time that was extended', () => {
    const notified = recorded('panel-notified', '2026-12-18');
    const changes = [{ rule: 'RR-01', kind: 'extended', day: day('2027-02-01') }] as const;
    const of = { ...context([aware, notified]), changes };
    assert.equal(lastDayFor(of, 'rapid-review-sent', liverpoolConventions)?.toString(), '2027-02-01');
  });
});

describe('now, at midnight in London', () => {
  for (const [instant, day_, why] of [
    ['2026-12-14T23:59:59Z', '2026-12-14', 'winter'],
    ['2026-12-15T00:00:00Z', '2026-12-15', 'winter'],
    ['2026-07-14T23:00:00Z', '2026-07-15', 'summer: an hour before midnight elsewhere'],
    ['2026-03-29T00:30:00Z', '2026-03-29', 'the night of 23 hours'],
    ['2026-10-24T23:30:00Z', '2026-10-25', 'the night of 25 hours'],
  ] as const)
    it(`${instant} may record ${day_} and no later day: ${why}`, () => {
      const moment = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDateTime();
      const today = given('authority-aware', day_);
      const tomorrow = given('authority-aware', day(day_).add({ days: 1 }).toString());
      const empty = { ...context([]), earliest: null };
      assert.equal(decideDay(empty, today, liverpoolConventions, moment), today);
      const refused = decideDay(empty, tomorrow, liverpoolConventions, moment);
      assert.ok(isRefusal(refused) && refused.refused === 'day-to-come');
    });
});
