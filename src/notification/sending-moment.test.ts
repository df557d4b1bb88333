import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { momentIn } from './sending-moment.ts';

const at = (day: string, time: string, which: 'first' | 'second' | null = null) =>
  String(momentIn(Temporal.PlainDate.from(day), Temporal.PlainTime.from(time), which));

describe('a day and a time in London', () => {
  const table: readonly (readonly [
    day: string,
    time: string,
    which: 'first' | 'second' | null,
    answer: string,
  ])[] = [
    ['2026-01-15', '16:40', null, '2026-01-15T16:40:00Z'],
    ['2026-07-15', '16:40', null, '2026-07-15T15:40:00Z'],
    ['2026-07-15', '00:00', null, '2026-07-14T23:00:00Z'],
    ['2026-03-29', '00:59', null, '2026-03-29T00:59:00Z'],
    ['2026-03-29', '01:00', null, 'missing-hour'],
    ['2026-03-29', '01:59', 'first', 'missing-hour'],
    ['2026-03-29', '02:00', null, '2026-03-29T01:00:00Z'],
    ['2026-10-25', '00:59', null, '2026-10-24T23:59:00Z'],
    ['2026-10-25', '01:30', null, 'twice'],
    ['2026-10-25', '01:30', 'first', '2026-10-25T00:30:00Z'],
    ['2026-10-25', '01:30', 'second', '2026-10-25T01:30:00Z'],
    ['2026-10-25', '02:00', null, '2026-10-25T02:00:00Z'],
  ];
  for (const [day, time, which, answer] of table)
    it(`is ${answer} for ${day} ${time}${which === null ? '' : `, the ${which}`}`, () =>
      assert.equal(at(day, time, which), answer));
});
