import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from '../law/day.ts';
import {
  nameOfGroup,
  personKey,
  type QuorumRule,
  quorumOf,
  type Seat,
  type SeatOn,
  seatsOn,
  type Who,
} from './membership.ts';

const somebody = (name: string, left: string | null = null): Who => ({
  accountId: name.toLowerCase(),
  name,
  left: left === null ? null : day(left),
});

const seat = (name: string, rest: Partial<Seat> = {}): Seat => ({
  id: name,
  name,
  agency: null,
  capacity: 'member',
  from: null,
  until: null,
  holdings: [],
  said: 0,
  ...rest,
});

const holding = (
  who: Who,
  from: string | null,
  until: string | null = null,
  stands: 'holder' | 'deputy' = 'holder',
) => ({
  id: `${who.name} ${from ?? ''}`,
  stands,
  who,
  from: from === null ? null : day(from),
  until: until === null ? null : day(until),
});

describe('who sat where on a day', () => {
  const nurse = seat('Designated nurse', {
    from: day('2020-01-01'),
    holdings: [
      holding(somebody('Ada'), '2020-01-01', '2024-04-01'),
      holding(somebody('Ben', '2026-05-04'), '2024-04-01'),
      holding(somebody('Cleo'), '2021-01-01', null, 'deputy'),
    ],
  });

  for (const [on, holder, empty] of [
    ['2020-01-01', 'Ada', null],
    ['2024-03-31', 'Ada', null],
    ['2024-04-01', 'Ben', null],
    ['2026-05-03', 'Ben', null],
    ['2026-05-04', null, '2026-05-04'],
    ['2026-09-01', null, '2026-05-04'],
  ] as const)
    it(`was ${holder ?? 'nobody'} on ${on}`, () => {
      const [found] = seatsOn({ seats: [nurse] }, day(on));
      assert.equal(found?.holder?.name ?? null, holder);
      assert.equal(found?.emptySince?.toString() ?? null, empty);
    });

  it('has no seat before its first day and after its last', () => {
    assert.equal(seatsOn({ seats: [nurse] }, day('2019-12-31')).length, 0);
    const ended = seat('Probation', { until: day('2025-01-01') });
    assert.equal(seatsOn({ seats: [ended] }, day('2025-01-01')).length, 0);
  });

  it('is empty since its first day where nobody ever had it, or for ever where that is not known', () => {
    assert.equal(
      seatsOn(
        { seats: [seat('New', { from: day('2026-01-01') })] },
        day('2026-02-01'),
      )[0]?.emptySince?.toString(),
      '2026-01-01',
    );
    assert.equal(seatsOn({ seats: [seat('Old')] }, day('2026-02-01'))[0]?.emptySince, 'ever');
  });
});

describe('the name of a group', () => {
  const called = (name: string, from: string | null, until: string | null) => ({
    id: name,
    name,
    abbreviation: null,
    known: 'order' as const,
    note: null,
    from: from === null ? null : day(from),
    until: until === null ? null : day(until),
  });
  const liverpool = {
    names: [
      called('Critical Incident Group', null, '2021-01-01'),
      called('Serious Incident Review Group', '2021-01-01', '2023-01-01'),
      called('Safeguarding Practice Review Group', '2023-01-01', null),
    ],
  };
  for (const [on, name] of [
    ['2017-11-20', 'Critical Incident Group'],
    ['2020-12-31', 'Critical Incident Group'],
    ['2021-01-01', 'Serious Incident Review Group'],
    ['2022-12-31', 'Serious Incident Review Group'],
    ['2026-01-01', 'Safeguarding Practice Review Group'],
  ] as const)
    it(`of Liverpool is the ${name} on ${on}`, () => assert.equal(nameOfGroup(liverpool, day(on)), name));
});

const on = (
  name: string,
  holder: string | null,
  deputies: readonly string[] = [],
  rest: Partial<Seat> = {},
): SeatOn => ({
  seat: seat(name, rest),
  holder: holder === null ? null : somebody(holder),
  deputies: deputies.map((one) => somebody(one)),
  emptySince: null,
});

const there = (...names: readonly string[]) => new Set(names.map((name) => personKey(somebody(name))));
const rule = (minimum: number, ...required: readonly string[]): QuorumRule => ({
  minimum,
  required,
  otherwise: 'block',
});

describe('a quorum', () => {
  const seats = [
    on('Nurse', 'Ada', ['Ben']),
    on('Police', 'Cleo', ['Ben']),
    on('Council', 'Dan', ['Eve']),
    on('School', 'Dan'),
    on('Lawyer', 'Fay', [], { capacity: 'attending' }),
  ];
  const cases: readonly (readonly [
    string,
    QuorumRule,
    readonly string[],
    boolean,
    number,
    readonly string[],
  ])[] = [
    ['is met by as many as the rule asks', rule(3), ['Ada', 'Cleo', 'Dan'], true, 3, []],
    ['counts whoever holds two seats once', rule(3), ['Ada', 'Dan'], false, 2, []],
    ['counts a deputy where the holder is away', rule(2), ['Ben', 'Dan'], true, 2, []],
    ['counts a deputy of two seats once', rule(2), ['Ben'], false, 1, []],
    ['does not count a deputy beside the holder', rule(2), ['Dan', 'Eve'], false, 1, []],
    ['does not count who is only in attendance', rule(2), ['Ada', 'Fay'], false, 1, []],
    ['asks for certain seats', rule(1, 'Police'), ['Ada', 'Dan'], false, 2, ['Police']],
    ['takes a deputy for a certain seat', rule(1, 'Police'), ['Ben'], true, 1, []],
    ['may ask for somebody in attendance', rule(1, 'Lawyer'), ['Ada'], false, 1, ['Lawyer']],
    ['asks nobody for a seat that has ended', rule(1, 'Probation'), ['Ada'], true, 1, []],
    ['is nobody’s who has no seat', rule(1), ['Zoe'], false, 0, []],
  ];
  for (const [name, of, present, met, number, missing] of cases)
    it(name, () => {
      const found = quorumOf(of, seats, there(...present));
      assert.deepEqual([found.met, found.number, found.missing], [met, number, missing]);
    });

  it('says who sits for several seats', () => {
    assert.deepEqual(quorumOf(rule(1), seats, there('Ben', 'Dan')).forSeveral, ['ben', 'dan']);
  });
});

// Chance that comes out the same every time, so that a failure can be looked at again.
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

describe('a quorum of any seats and people', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const next = chance(20_261);
  const drawn = Array.from({ length: 500 }, () => {
    const one = () => names[next(names.length)] ?? 'A';
    const seats = Array.from({ length: 1 + next(6) }, (_, at) =>
      on(`seat ${at}`, next(4) === 0 ? null : one(), next(2) === 0 ? [] : [one(), one()], {
        capacity: next(5) === 0 ? 'attending' : 'member',
      }),
    );
    const of = rule(1 + next(4), ...seats.filter(() => next(3) === 0).map(({ seat: { id } }) => id));
    return { seats, of, present: names.filter(() => next(2) === 0), added: one() };
  });

  it('never counts more than are there, nor more than there are members’ seats', () => {
    for (const { seats, of, present } of drawn) {
      const { number } = quorumOf(of, seats, there(...present));
      assert.ok(number <= present.length);
      assert.ok(number <= seats.filter(({ seat: { capacity } }) => capacity === 'member').length);
    }
  });

  it('does not depend on the order of the seats', () => {
    for (const { seats, of, present } of drawn) {
      const [one, other] = [seats, seats.toReversed()].map((order) => quorumOf(of, order, there(...present)));
      assert.deepEqual([one?.met, one?.number], [other?.met, other?.number]);
    }
  });

  it('misses no seat more when somebody comes', () => {
    for (const { seats, of, present, added } of drawn) {
      const before = quorumOf(of, seats, there(...present)).missing;
      const after = quorumOf(of, seats, there(...present, added)).missing;
      assert.ok(after.every((id) => before.includes(id)));
    }
  });

  it('gives each seat to one person, and to its holder where they are there', () => {
    for (const { seats, of, present } of drawn) {
      const { sittings } = quorumOf(of, seats, there(...present));
      assert.equal(new Set(sittings.map(({ seatId }) => seatId)).size, sittings.length);
      for (const { seatId, person, as } of sittings) {
        const holder = seats.find(({ seat: { id } }) => id === seatId)?.holder ?? null;
        const isThere = holder !== null && present.includes(holder.name);
        assert.equal(as === 'holder', isThere && person === personKey(holder));
      }
    }
  });
});
