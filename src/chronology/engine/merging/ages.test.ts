import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ageAt, intervalSince, withDay } from './ages.ts';
import type { Entry } from '../entry.ts';

const entry = (earliest: string | null, latest: string | null): Entry => ({
  id: 'x',
  agency: 'Police',
  file: 'police.csv',
  place: { row: 2 },
  given: '',
  edtf: '',
  earliest,
  latest,
  time: null,
  source: '',
  event: '',
  columns: {},
});

describe('how old a child was', () => {
  const rows: readonly (readonly [born: string, day: string | null, age: string | null])[] = [
    ['2014-03-12', '2016-03-12', '2 years'],
    ['2014-03-12', '2016-03-11', '1 year 11 months'],
    ['2014-03-12', '2018-05-12', '4 years 2 months'],
    ['2016-02-01', '2016-03-01', '1 month'],
    ['2016-02-01', '2016-02-29', '28 days'],
    ['2016-02-01', '2016-02-02', '1 day'],
    ['2016-02-01', '2016-02-01', '0 days'],
    ['2016-01-31', '2016-02-29', '29 days'],
    ['2016-01-31', '2016-03-01', '1 month'],
    ['2012-02-29', '2013-02-28', '11 months'],
    ['2012-02-29', '2013-03-01', '1 year'],
    ['2016-02-01', '2016-01-31', null],
    ['2016-02-01', null, null],
    ['1 Feb 2016', '2016-03-01', null],
  ];
  for (const [born, day, age] of rows)
    it(`born ${born}, on ${day}: ${age}`, () => {
      assert.equal(ageAt(born, day), age);
    });
});

describe('how long after an event', () => {
  it('is a number of days between exact days, and from least to most between others', () => {
    const event = entry('2016-03-12', '2016-03-12');
    assert.deepEqual(intervalSince(event, entry('2016-03-15', '2016-03-15')), { least: 3, most: 3 });
    assert.deepEqual(intervalSince(event, entry('2016-03-10', '2016-03-10')), { least: -2, most: -2 });
    assert.deepEqual(intervalSince(event, entry('2016-04-01', '2016-04-30')), { least: 20, most: 49 });
    assert.deepEqual(intervalSince(event, entry('2016-04-01', null)), { least: 20, most: null });
    assert.deepEqual(intervalSince(event, entry(null, null)), { least: null, most: null });
  });
});

describe('the day of a row in words', () => {
  it('says what is open', () => {
    assert.equal(withDay(entry('2016-03-12', '2016-03-12')), '12 March 2016');
    assert.equal(withDay(entry('2016-03-12', '2016-03-14')), '12 March 2016 to 14 March 2016');
    assert.equal(withDay(entry(null, '2016-03-12')), 'up to 12 March 2016');
    assert.equal(withDay(entry('2016-03-12', null)), 'from 12 March 2016');
    assert.equal(withDay(entry(null, null)), 'no date');
  });
});
