import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentAgain } from './again.ts';
import type { ReadFile } from '../entry.ts';
import { type Lane, laneOf } from './lane.ts';

type Written = readonly [row: number, date: string, source: string, event: string];

function lane(...rows: Written[]): Lane {
  const file: ReadFile = {
    file: 'police.csv',
    agency: 'Police',
    setAside: [],
    rows: rows.map(([row, date, source, event]) => ({
      place: { row },
      date: { kind: 'text', text: date },
      cells: [
        { heading: 'Date', field: 'date', text: date },
        { heading: 'Source', field: 'source', text: source },
        { heading: 'Event', field: 'event', text: event },
      ],
    })),
  };
  return laneOf(file, '2026-11-23');
}

const first: readonly Written[] = [
  [2, '1/3/16', 'CAD', 'Call to a domestic incident at the flat, mother and father present'],
  [3, '5/3/16', 'CAD', 'Neighbour reports shouting'],
  [4, '9/3/16', 'Custody', 'Father arrested for breach of bail'],
  [5, '12/3/16', 'CAD', 'Child found alone in the street'],
];
const idOf = ({ rows }: Lane, event: RegExp) => rows.find(({ entry }) => event.test(entry.event))?.entry.id;

describe('a corrected return', () => {
  it('that is the same changes nothing', () => {
    const { changes, lane: after } = sentAgain(lane(...first), lane(...first));
    assert.deepEqual([changes.added, changes.changed, changes.withdrawn, changes.moved], [[], [], [], []]);
    assert.equal(changes.unmoved.length, 4);
    assert.deepEqual(
      after.rows.map(({ entry }) => entry.id),
      lane(...first).rows.map(({ entry }) => entry.id),
    );
  });

  it('with a row put in above moves the others, and withdraws none', () => {
    const before = lane(...first);
    const { changes } = sentAgain(
      before,
      lane(
        [2, '1/1/16', 'CAD', 'Noise complaint'],
        ...first.map(([row, ...rest]): Written => [row + 1, ...rest]),
      ),
    );
    assert.deepEqual(
      changes.added.map(({ event }) => event),
      ['Noise complaint'],
    );
    assert.equal(changes.moved.length, 4);
    assert.deepEqual([changes.changed, changes.withdrawn], [[], []]);
  });

  it('keeps the name of a row whose words, date or source were corrected, and says which', () => {
    const before = lane(...first);
    const { changes, lane: after } = sentAgain(
      before,
      lane(
        [2, '1/3/16', 'CAD', 'Call to a domestic incident at the flat, mother and grandmother present'],
        [3, '6/3/16', 'CAD', 'Neighbour reports shouting'],
        [4, '9/3/16', 'Custody record 12', 'Father arrested for breach of bail'],
        [5, '12/3/16', 'CAD', 'Child found alone in the street'],
      ),
    );
    assert.deepEqual(
      changes.changed.map(({ parts }) => parts),
      [['event'], ['date'], ['source']],
    );
    assert.deepEqual([changes.added, changes.withdrawn, changes.unmoved.length], [[], [], 1]);
    for (const event of [/domestic/, /Neighbour/, /arrested/, /alone/])
      assert.equal(idOf(after, event), idOf(before, event));
  });

  it('withdraws what is gone and adds what is new, even on the same row of the file', () => {
    const { changes } = sentAgain(
      lane(...first),
      lane(...first.slice(0, 3), [5, '4/8/17', 'Intelligence', 'Vehicle stopped on the motorway']),
    );
    assert.deepEqual(
      changes.added.map(({ event }) => event),
      ['Vehicle stopped on the motorway'],
    );
    assert.deepEqual(
      changes.withdrawn.map(({ event }) => event),
      ['Child found alone in the street'],
    );
    assert.deepEqual(changes.changed, []);
  });

  it('accounts for every row of both versions', () => {
    const [before, after] = [
      lane(...first),
      lane(
        ...first.slice(1),
        [9, '1/1/17', 'CAD', 'Other'],
        [10, '9/3/16', 'Custody', 'Father arrested for breach of bail'],
      ),
    ];
    const { changes } = sentAgain(before, after);
    const same = changes.unmoved.length + changes.moved.length + changes.changed.length;
    assert.equal(same + changes.withdrawn.length, before.rows.length);
    assert.equal(same + changes.added.length, after.rows.length);
  });

  it('keeps the names through a third version, and gives none twice', () => {
    const one = lane(...first);
    const corrected: Written = [3, '5/3/16', 'CAD', 'Neighbour reports shouting and a crash'];
    const two = sentAgain(one, lane(...first.map((row): Written => (row[0] === 3 ? corrected : row)))).lane;
    const three = sentAgain(
      two,
      lane(...first.map((row): Written => (row[0] === 3 ? corrected : row)), [
        6,
        '5/3/16',
        'CAD',
        'Neighbour reports shouting',
      ]),
    );
    assert.equal(three.changes.unmoved.length, 4);
    assert.equal(idOf(three.lane, /crash/), idOf(one, /Neighbour/));
    assert.equal(new Set(three.lane.rows.map(({ entry }) => entry.id)).size, 5);
    assert.deepEqual(
      three.changes.added.map(({ id }) => id),
      [`${idOf(one, /Neighbour/)}+2`],
    );
  });
});
