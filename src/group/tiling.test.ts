import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Day, day } from '../law/day.ts';
import { beginning, ending, holdsOn, type Tile } from './tiling.ts';

interface Row extends Tile {
  readonly what: string;
}

const row = (what: string, from: string | null, until: string | null): Row => ({
  id: `${what} ${from ?? ''}`,
  what,
  from: from === null ? null : day(from),
  until: until === null ? null : day(until),
});

/** What stands after `what` begins on a day: the rows that go on, and the new one. */
function after(rows: readonly Row[], what: string, from: string): readonly Row[] | null {
  const plan = beginning(rows, day(from), (one) => one.what === what);
  if (plan === null) return null;
  const kept = rows.filter(({ id }) => !plan.superseded.includes(id));
  const cut = rows.find(({ id }) => id === plan.cut?.id);
  return [
    ...kept,
    ...(cut === undefined || plan.cut === null ? [] : [{ ...cut, until: plan.cut.until }]),
    { id: `${what} new`, what, from: plan.from, until: plan.until },
  ];
}

const read = (rows: readonly Row[] | null, on: string) =>
  rows?.filter((one) => holdsOn(one, day(on))).map(({ what }) => what) ?? null;

// The three names of Liverpool's group; the days are the placeholders of the seed, because only their order is known.
const names = [
  row('Critical Incident Group', null, '2021-01-01'),
  row('Serious Incident Review Group', '2021-01-01', '2023-01-01'),
  row('Safeguarding Practice Review Group', '2023-01-01', null),
];

describe('what holds from a day on', () => {
  it('ends what held before it, on that day', () => {
    const rows = after(names, 'Practice Review Group', '2026-04-01');
    assert.deepEqual(read(rows, '2026-03-31'), ['Safeguarding Practice Review Group']);
    assert.deepEqual(read(rows, '2026-04-01'), ['Practice Review Group']);
  });

  it('holds only until the next that is there already', () => {
    const rows = after(names, 'Review Board', '2022-01-01');
    assert.deepEqual(read(rows, '2021-12-31'), ['Serious Incident Review Group']);
    assert.deepEqual(read(rows, '2022-12-31'), ['Review Board']);
    assert.deepEqual(read(rows, '2023-01-01'), ['Safeguarding Practice Review Group']);
  });

  it('takes the whole place of one that began on the same day, which is how a mistake is put right', () => {
    const rows = after(names, 'Serious Incident Group', '2021-01-01');
    assert.deepEqual(read(rows, '2022-06-01'), ['Serious Incident Group']);
    assert.equal(
      rows?.some(({ what }) => what === 'Serious Incident Review Group'),
      false,
    );
  });

  it('joins a neighbour that says the same, so that a first day is moved by saying it of another', () => {
    const earlier = after(names, 'Serious Incident Review Group', '2020-06-01');
    assert.deepEqual(read(earlier, '2020-06-01'), ['Serious Incident Review Group']);
    assert.equal(earlier?.length, 3);
    const undone = after(names, 'Critical Incident Group', '2021-01-01');
    assert.deepEqual(read(undone, '2022-12-31'), ['Critical Incident Group']);
    assert.equal(undone?.length, 2);
  });

  it('changes nothing where it holds already', () => {
    assert.equal(after(names, 'Safeguarding Practice Review Group', '2024-01-01'), null);
  });

  it('never leaves two that hold on one day, nor loses one before it, on any of many days', () => {
    for (let on: Day = day('2020-01-01'); on.year < 2025; on = on.add({ days: 17 })) {
      const rows = after(names, 'Another', on.toString());
      for (let asked = day('2019-12-01'); asked.year < 2026; asked = asked.add({ days: 31 })) {
        const held = read(rows, asked.toString());
        assert.equal(held?.length, 1, `${on.toString()} read on ${asked.toString()}`);
        if (Temporal.PlainDate.compare(asked, on) < 0) assert.deepEqual(held, read(names, asked.toString()));
      }
    }
  });
});

describe('what ends with nothing in its place', () => {
  it('holds until that day, and one that began on the very day not at all', () => {
    const rows = [row('Ada', '2026-01-01', null)];
    assert.deepEqual(ending(rows, day('2026-04-01'))?.cut, {
      id: 'Ada 2026-01-01',
      until: day('2026-04-01'),
    });
    assert.equal(ending(rows, day('2026-01-01'))?.cut, null);
    assert.equal(ending(rows, day('2025-12-31')), null);
  });
});
