import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTime } from './times.ts';

/** What was written, what is printed, and minutes from midnight. */
const read: readonly (readonly [text: string, time: string, start: number | null])[] = [
  ['14:30', '14:30', 870],
  ['14.30', '14:30', 870],
  ['1430', '14:30', 870],
  ['1430hrs', '14:30', 870],
  ['14:30 hrs', '14:30', 870],
  ['14h30', '14:30', 870],
  ['0900', '09:00', 540],
  ['9:15', '09:15', 555],
  ['23:17:09', '23:17', 1397],
  ['2pm', '14:00', 840],
  ['2:30pm', '14:30', 870],
  ['2.30 p.m.', '14:30', 870],
  ['12am', '00:00', 0],
  ['12pm', '12:00', 720],
  ['12 noon', '12:00', 720],
  ['midday', '12:00', 720],
  ['at 10am', '10:00', 600],
  ['approx 2pm', '14:00~', 840],
  ['c. 14:30', '14:30~', 870],
  ['~14.30', '14:30~', 870],
  ['14:30 approx.', '14:30~', 870],
  ['?14:30', '14:30?', 870],
  ['14:30-15:10', '14:30/15:10', 870],
  ['16.00 – 17.30', '16:00/17:30', 960],
  ['2-3pm', '14:00/15:00', 840],
  ['11-1pm', '11:00/13:00', 660],
  ['10am to 11am', '10:00/11:00', 600],
  ['between 0900 - 1000', '09:00/10:00', 540],
  ['morning', 'morning', 0],
  ['PM', 'PM', 720],
  ['late evening', 'late evening', 1020],
  ['overnight', 'overnight', null],
];

const doubted: readonly (readonly [text: string, time: string, note: RegExp])[] = [
  ['midnight', '00:00', /begin the day or end it/],
  ['2.30', '02:30', /morning or in the afternoon/],
  ['23:00-01:00', '23:00/01:00', /next day/],
  ['14:30am', '14:30', /not in the morning/],
  ['25:00', '25:00', /not understood/],
  ['14:75', '14:75', /not understood/],
  ['half past two', 'half past two', /not understood/],
  ['After school', 'After school', /not understood/],
  ['9', '9', /not understood/],
  ['١٤:٣٠', '١٤:٣٠', /not understood/],
];

describe('times of day as people write them', () => {
  it('are read', () => {
    for (const [text, time, start] of read)
      assert.deepEqual(readTime(text), { time, start, note: null }, text);
  });

  it('are asked about, their words kept, where they can be read in two ways or not at all', () => {
    for (const [text, time, note] of doubted) {
      const got = readTime(text);
      assert.equal(got?.time, time, text);
      assert.match(got?.note ?? '', note, text);
    }
  });

  it('are none where nothing is written', () => {
    assert.equal(readTime('  '), null);
  });
});
