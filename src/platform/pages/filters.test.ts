import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as f from './filters.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('dates in words', () => {
  const rows: readonly (readonly [(d: Temporal.PlainDate) => string, string, string])[] = [
    [f.longDate, '2017-11-20', '20 November 2017'],
    [f.briefDate, '2026-11-12', '12 Nov 2026'],
    [f.shortDate, '2027-01-13', 'Wed 13 January'],
    [f.shortDateWithYear, '2027-01-13', 'Wed 13 January 2027'],
    [f.fullDate, '2027-01-04', 'Monday 4 January 2027'],
    [f.monthOfYear, '2027-01-04', 'January 2027'],
    [f.isoDate, '2027-01-04', '2027-01-04'],
  ];
  for (const [filter, from, words] of rows) {
    it(`${filter.name} of ${from} is ${words}`, () => assert.equal(filter(day(from)), words));
  }
});

describe('times in words', () => {
  for (const [time, words] of [
    ['16:40', '4:40pm'],
    ['09:00', '9am'],
    ['12:00', '12pm'],
    ['00:05', '12:05am'],
  ] as const) {
    it(`${time} is ${words}`, () => assert.equal(f.clockTime(Temporal.PlainTime.from(time)), words));
  }
});

describe('counts in words', () => {
  it('puts the noun after the number, in its number', () => {
    assert.equal(f.counted(0, 'page', 'pages'), '0 pages');
    assert.equal(f.counted(1, 'page', 'pages'), '1 page');
    assert.equal(f.counted(1204, 'page', 'pages'), '1,204 pages');
  });

  it('names places in a row', () => {
    const places = [1, 9, 12, 13, 21, 22, 23, 111, 1002].map(f.ordinal);
    assert.deepEqual(places, [
      'first',
      'ninth',
      'twelfth',
      '13th',
      '21st',
      '22nd',
      '23rd',
      '111th',
      '1,002nd',
    ]);
  });

  it('joins a list, and counts bytes in millions', () => {
    assert.equal(f.inSentence(['a', 'b', 'c']), 'a, b and c');
    assert.equal(f.megabytes(2_440_000), '2.4 MB');
    assert.equal(f.sentenceCase('serious case review'), 'Serious case review');
  });
});
