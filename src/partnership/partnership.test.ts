import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DatedName, nameOn, namesOf } from './partnership.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

function named(
  name: string,
  from: string | null,
  until: string | null,
  kind: DatedName['kind'] = 'group',
): DatedName {
  const open = (text: string | null) => (text === null ? null : day(text));
  return { kind, name, abbreviation: null, from: open(from), until: open(until), known: 'day', note: null };
}

const subgroup = named('Serious Case Review Sub-group', null, '2018-06-29');
const screening = named('Screening Panel', '2018-06-29', '2021-04-01');
const group = named('Critical Incident Group', '2021-04-01', null);
const body = named('Eastwick Vale Safeguarding Children Partnership', null, null, 'partnership');
// Out of order, as they may come from anywhere.
const names = [group, body, subgroup, screening];

describe('the name that held on a day', () => {
  const days: readonly (readonly [day: string, name: DatedName])[] = [
    ['1974-04-01', subgroup],
    ['2018-06-28', subgroup],
    ['2018-06-29', screening],
    ['2021-03-31', screening],
    ['2021-04-01', group],
    ['2099-12-31', group],
  ];
  for (const [on, expected] of days)
    it(`is “${expected.name}” on ${on}`, () => {
      assert.equal(nameOn(names, 'group', day(on)), expected);
    });

  it('is of the kind that was asked for', () => {
    assert.equal(nameOn(names, 'partnership', day('2020-01-01')), body);
    assert.equal(nameOn(names, 'form-referral', day('2020-01-01')), null);
    assert.equal(nameOn([], 'group', day('2020-01-01')), null);
  });

  it('is none before the first began, in a gap, and after the last ended', () => {
    const gap = [named('First', '2010-01-01', '2012-01-01'), named('Second', '2014-01-01', '2016-01-01')];
    const found = ['2009-12-31', '2010-01-01', '2012-01-01', '2013-12-31', '2014-01-01', '2016-01-01'].map(
      (on) => nameOn(gap, 'group', day(on))?.name ?? null,
    );
    assert.deepEqual(found, [null, 'First', null, null, 'Second', null]);
  });

  it('is the one that began last where two hold, whichever comes first', () => {
    const early = named('Early', '2010-01-01', null);
    const late = named('Late', '2015-01-01', null);
    const ever = named('Ever', null, null);
    for (const both of [
      [early, late, ever],
      [late, ever, early],
    ]) {
      assert.equal(nameOn(both, 'group', day('2014-12-31')), early);
      assert.equal(nameOn(both, 'group', day('2015-01-01')), late);
      assert.equal(nameOn(both, 'group', day('2009-12-31')), ever);
    }
  });
});

describe('the names of a kind', () => {
  it('come oldest first, the one without a beginning before all', () => {
    assert.deepEqual(namesOf(names, 'group'), [subgroup, screening, group]);
    assert.deepEqual(namesOf(names, 'review-local'), []);
  });

  it('leave what was given as it was', () => {
    assert.deepEqual(names, [group, body, subgroup, screening]);
  });
});
