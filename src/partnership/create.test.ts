import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideCreate, headerLines, type NewPartnership, prefixOf } from './create.ts';
import { readSettings } from './settings.ts';

const wanted: NewPartnership = {
  name: 'Eastwick Vale Safeguarding Children Partnership',
  referencePrefix: 'EVSCP',
  training: false,
  authorityCode: 'E06999999',
  authorityName: 'Eastwick Vale Council',
  hosts: ['reviews.partnership.example'],
  agencies: [],
  names: [],
  settings: readSettings({}),
};
const free = { name: false, prefix: false, host: null };

describe('whether a partnership may be set up', () => {
  it('may, where name, references and hosts are its own', () => {
    assert.equal(decideCreate(free, wanted), wanted);
  });

  const taken = [
    [{ ...free, name: true }, 'partnership-name-taken', { name: wanted.name }],
    [{ ...free, prefix: true }, 'reference-prefix-taken', { prefix: 'EVSCP' }],
    [{ ...free, host: 'reviews.partnership.example' }, 'host-taken', { host: 'reviews.partnership.example' }],
    [{ name: true, prefix: true, host: 'x' }, 'partnership-name-taken', { name: wanted.name }],
  ] as const;
  for (const [state, refused, parameters] of taken)
    it(`may not: ${refused}`, () => {
      assert.deepEqual(decideCreate(state, wanted), { refused, parameters });
    });
});

describe('the two lines of the header', () => {
  const cases: readonly (readonly [name: string, shortName: string, restOfName: string])[] = [
    ['Liverpool Safeguarding Children Partnership', 'Liverpool', 'Safeguarding Children Partnership'],
    [
      'Bath and North East Somerset Safeguarding Children Board',
      'Bath and North East Somerset',
      'Safeguarding Children Board',
    ],
    [
      'Merrow Vale Safeguarding Children Partnership (training)',
      'Merrow Vale',
      'Safeguarding Children Partnership (training)',
    ],
    ['Harnley  Safeguarding Children’s Partnership', 'Harnley', 'Safeguarding Children’s Partnership'],
    ["Harnley Safeguarding Children's Board", 'Harnley', "Safeguarding Children's Board"],
    ['HARNLEY SAFEGUARDING CHILDREN PARTNERSHIP', 'HARNLEY', 'SAFEGUARDING CHILDREN PARTNERSHIP'],
    ['Safeguarding Children Partnership', 'Safeguarding Children Partnership', ''],
    ['The Harnley Partnership', 'The Harnley Partnership', ''],
  ];
  for (const [name, shortName, restOfName] of cases)
    it(`of “${name}” begin with “${shortName}”`, () => {
      assert.deepEqual(headerLines(name), { shortName, restOfName });
    });
});

describe('the letters that references begin with', () => {
  const cases: readonly (readonly [name: string, prefix: string])[] = [
    ['Liverpool Safeguarding Children Partnership', 'LSCP'],
    ['Merrow Vale Safeguarding Children Partnership (training)', 'MVSCP'],
    ['Stoke-on-Trent Safeguarding Children Partnership', 'SOTSCP'],
    ['Barrow-in-Furness Safeguarding Children Partnership', 'BFSCP'],
    ['City of York Safeguarding Children Partnership', 'CYSCP'],
    ['Bath and North East Somerset Safeguarding Children Partnership', 'BNESSCP'],
    ['Bournemouth, Christchurch and Poole Safeguarding Children Partnership', 'BCPSCP'],
    ['The Partnership for the Safeguarding of Children in St Anne’s', 'PSCSA'],
    ['  harnley   safeguarding  ', 'HS'],
    ['Safeguarding (all of it) Partnership', 'SP'],
    ['Harnley', 'HSP'],
    ['The Harnley', 'HSP'],
    ['Harnley 2025', 'HSP'],
    ['', 'SP'],
    ['2025', 'SP'],
    ['One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve', 'OTTFFSSENT'],
  ];
  for (const [name, prefix] of cases)
    it(`of “${name}” are ${prefix}`, () => {
      assert.equal(prefixOf(name), prefix);
      assert.match(prefixOf(name), /^[A-Z]{2,10}$/);
    });
});
