import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day, inWords, parseDay } from './day.ts';

describe('reading a day', () => {
  for (const text of ['2026-04-01', '2024-02-29', '2000-01-01']) {
    it(`reads ${text}`, () => assert.equal(parseDay(text)?.toString(), text));
  }

  for (const text of [
    '',
    ' ',
    'soon',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-4-1',
    '20260401',
    '01/04/2026',
    '2026-04-01T00:00',
    '2026-04-01 ',
    ' 2026-04-01',
    '2026-04-01\n',
    '+002026-04-01',
    '2026-04-01[u-ca=hebrew]',
    '２０２６-04-01',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseDay(text), null));
  }

  it('does not let a wrong day into the data', () => {
    assert.throws(() => day('2026-02-30'), RangeError);
  });

  it('writes a day in words', () => {
    assert.equal(inWords(day('2026-04-10')), 'Friday 10 April 2026');
    assert.equal(inWords(day('2027-01-03')), 'Sunday 3 January 2027');
  });
});
