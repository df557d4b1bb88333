import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agendaOf, exchange, type Item, lineOf, overrun, titleOf, whyNotMove } from './meeting.ts';
import { readPlan, timeFrom } from './plan-form.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const at = (time: string) => Temporal.PlainTime.from(time);
const item = (id: string, minutes: number, more: Partial<Item> = {}): Item => ({
  id,
  kind: 'other',
  title: id,
  caseId: null,
  reference: null,
  pseudonym: null,
  referralId: null,
  referralNumber: null,
  minutes,
  state: 'open',
  chairedBy: '',
  seesCase: false,
  ...more,
});
const items = [item('a', 10), item('b', 45), item('c', 15)];

describe('an agenda', () => {
  it('is numbered and timed over the items that its reader has', () => {
    const times = (of: readonly Item[]) =>
      agendaOf({ begins: at('09:30') }, of).map(({ number, starts }) => `${number} ${starts.toString()}`);
    assert.deepEqual(times(items), ['1 09:30:00', '2 09:40:00', '3 10:25:00']);
    assert.deepEqual(times(items.filter(({ id }) => id !== 'b')), ['1 09:30:00', '2 09:40:00']);
  });

  it('says by how much it is too long', () => {
    assert.equal(overrun({ begins: at('09:30'), ends: at('11:00') }, items), 0);
    assert.equal(overrun({ begins: at('09:30'), ends: at('10:30') }, items), 10);
  });

  it('lets neighbours change places, and nothing at its ends', () => {
    assert.deepEqual(exchange(items, 'b', 'up'), ['b', 'a']);
    assert.deepEqual(exchange(items, 'b', 'down'), ['b', 'c']);
    assert.equal(exchange(items, 'a', 'up'), null);
    assert.equal(exchange(items, 'c', 'down'), null);
    assert.equal(exchange(items, 'another', 'up'), null);
  });

  it('knows a case by its pseudonym and reference, and a referral by its number', () => {
    const linden = {
      kind: 'case',
      title: '',
      pseudonym: 'Child Linden',
      reference: 'MVSCP-2026-0007',
    } as const;
    assert.equal(titleOf(item('x', 5, linden)), 'Child Linden');
    assert.equal(lineOf(item('x', 5, linden)), 'MVSCP-2026-0007. What should be done?');
    assert.equal(titleOf(item('x', 5, { kind: 'referral', title: '', referralNumber: 4 })), 'Referral 4');
  });
});

describe('a meeting', () => {
  const meeting = (state: 'planned' | 'agenda-out' | 'running' | 'held') => ({ state, day: today });

  it('is moved on step by step, begins on its day at the earliest, and sends out no empty agenda', () => {
    assert.equal(whyNotMove(meeting('planned'), items, 'send-agenda', today), null);
    assert.equal(whyNotMove(meeting('planned'), [], 'send-agenda', today)?.refused, 'agenda-empty');
    assert.equal(whyNotMove(meeting('planned'), items, 'begin', today)?.refused, 'meeting-not-now');
    assert.equal(whyNotMove(meeting('agenda-out'), items, 'begin', today), null);
    const early = today.subtract({ days: 1 });
    assert.equal(whyNotMove(meeting('agenda-out'), items, 'begin', early)?.refused, 'meeting-not-now');
    assert.equal(whyNotMove(meeting('running'), items, 'end', today), null);
    assert.equal(whyNotMove(meeting('running'), items, 'call-off', today)?.refused, 'meeting-not-now');
    assert.equal(whyNotMove(meeting('held'), items, 'end', today)?.refused, 'meeting-not-now');
  });

  it('is planned with a day, two times of 24 hours and a place', () => {
    for (const [typed, time] of [
      ['9:30', '09:30:00'],
      ['09.30', '09:30:00'],
      ['23:59', '23:59:00'],
      ['24:00', undefined],
      ['9', undefined],
      ['9:3', undefined],
      ['', undefined],
    ] as const)
      assert.equal(timeFrom(typed)?.toString(), time, typed);
    const typed = {
      group: 'g',
      day: '7',
      month: 'Jan',
      year: '2027',
      begins: '10:00',
      ends: '12:00',
      place: 'Room 2',
    };
    assert.ok('place' in readPlan(typed, today));
    const fields = (more: object) => {
      const read = readPlan({ ...typed, ...more }, today);
      return 'place' in read ? [] : read.map(({ field }) => field);
    };
    assert.deepEqual(fields({ ends: '10:00' }), ['ends']);
    assert.deepEqual(fields({ year: '2031' }), ['day']);
    assert.deepEqual(fields({ year: '2025' }), ['day']);
    assert.deepEqual(fields({ day: '', begins: '', ends: '', place: '' }), [
      'day',
      'begins',
      'ends',
      'place',
    ]);
  });
});
