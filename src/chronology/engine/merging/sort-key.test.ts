import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ReadRow } from '../entry.ts';
import { laneOf } from './lane.ts';
import { inOneOrder } from './merge.ts';
import { sortKeyOf } from './sort-key.ts';

const dates = [
  '1 March 2016',
  'March 2016',
  '2 - 4 March 2016',
  '2016',
  'before 2012',
  'after 1 March 2016',
  'undated',
  '2 March 2016',
];

const rows = fc.array(
  fc.record({
    date: fc.constantFrom(...dates),
    time: fc.option(fc.constantFrom('09:00', '14:30', 'afternoon', '23:59'), { nil: undefined }),
    sequence: fc.option(fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(1.5, 10.25)), {
      nil: undefined,
    }),
  }),
  { maxLength: 25 },
);

const fileOf = (agency: string, made: readonly MadeRow[]) => ({
  file: agency,
  agency,
  setAside: [],
  rows: made.map(
    ({ date, time, sequence }, at): ReadRow => ({
      place: { row: at + 2 },
      date: { kind: 'text', text: date },
      cells: [{ heading: 'Event', field: 'event', text: `what happened ${at}` }],
      ...(time === undefined ? {} : { time: { kind: 'text', text: time } }),
      ...(sequence === undefined ? {} : { sequence }),
    }),
  ),
});

interface MadeRow {
  readonly date: string;
  readonly time: string | undefined;
  readonly sequence: number | undefined;
}

describe('the key of a row', () => {
  it('sorts, byte by byte, as the merge puts the rows of many lanes', () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), (made) => {
        const lanes = made.map((one, at) => laneOf(fileOf(`agency ${at}`, one), '2026-11-23'));
        const keys = lanes.flatMap((lane, at) =>
          lane.rows.map((row) => ({ key: sortKeyOf(row, at), id: row.entry.id })),
        );
        const byKey = keys.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
        assert.deepEqual(
          byKey.map(({ id }) => id),
          inOneOrder(lanes).map(({ entry }) => entry.id),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is unlike for every row, and short', () => {
    const one = laneOf(
      fileOf('agency', [{ date: 'undated', time: undefined, sequence: -0.5 }]),
      '2026-11-23',
    );
    const [row] = one.rows;
    assert.ok(row);
    const key = sortKeyOf(row, 99_999);
    assert.match(key, /^~ ~ 0000[01] [0-9a-f]{16} 99999 00000000$/);
    assert.notEqual(key, sortKeyOf({ ...row, index: 1 }, 99_999));
  });
});
