import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choosePartnership, usualPartnership } from './choose.ts';
import type { Partnership } from './partnership.ts';
import { samplePartnership } from './samples.ts';
import { usualNames } from './settings.ts';

const eastwick = samplePartnership({
  name: 'Eastwick Vale Safeguarding Children Partnership',
  shortName: 'Eastwick Vale',
  referencePrefix: 'EVSCP',
  hosts: ['reviews.eastwick.example'],
  names: [
    ...usualNames('Eastwick Vale Safeguarding Children Partnership', 'EVSCP'),
    ...usualNames('Eastwick Vale Safeguarding Children Board', 'EVSCB'),
  ],
});
const harnley = samplePartnership({
  name: 'Harnley Safeguarding Children Partnership',
  referencePrefix: 'HSCP',
  hosts: ['harnley.example'],
});
// Its old name is what another now is called.
const merged = samplePartnership({
  name: 'Harnley and Wetherleigh Safeguarding Children Partnership',
  shortName: 'Harnley',
  referencePrefix: 'HWSCP',
  names: usualNames('Harnley Safeguarding Children Partnership', 'HSCP'),
});
const training = samplePartnership({
  name: 'Merrow Vale (training)',
  shortName: 'Merrow Vale',
  referencePrefix: 'MVSCP',
  training: true,
});
const all = [eastwick, harnley, merged, training];

describe('the partnership that somebody means', () => {
  const cases: readonly (readonly [words: string, who: Partnership | null])[] = [
    ['Eastwick Vale Safeguarding Children Partnership', eastwick],
    ['  eastwick   vale safeguarding children PARTNERSHIP ', eastwick],
    ['evscp', eastwick],
    ['reviews.eastwick.example', eastwick],
    ['Eastwick Vale', eastwick],
    ['Eastwick Vale Safeguarding Children Board', eastwick],
    ['EVSCB', eastwick],
    ['Harnley Safeguarding Children Partnership', harnley],
    ['HSCP', harnley],
    ['Harnley', null],
    ['Merrow Vale', training],
    ['Merrow\u00a0Vale (training)', training],
    ['Critical Incident Group', null],
    ['Eastwick', null],
    ['', null],
    ['Wetherleigh', null],
  ];
  for (const [words, who] of cases)
    it(`by “${words}” is ${who === null ? 'nobody, or more than one' : who.name}`, () => {
      assert.equal(choosePartnership(all, words), who);
    });
});

describe('the partnership that is meant when nothing is said', () => {
  it('is the only real one, else the only one', () => {
    assert.equal(usualPartnership([eastwick, training]), eastwick);
    assert.equal(usualPartnership([training]), training);
    assert.equal(usualPartnership([eastwick, harnley, training]), null);
    assert.equal(usualPartnership([]), null);
  });
});
