import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateInWords } from './date-in-words.ts';

const today = Temporal.PlainDate.from('2026-11-23');

describe('what a date is understood as, said while it is typed', () => {
  const said: readonly (readonly [string, string])[] = [
    ['12/03/2019', 'Understood as: Tuesday 12 March 2019'],
    ['March 2019', 'Understood as: March 2019 (month)'],
    ['2019', 'Understood as: 2019 (year)'],
    ['before 2012', 'Understood as: 31 December 2011 or before'],
    ['since 4 May 2016', 'Understood as: 4 May 2016 or after'],
    ['3-5 May 2017', 'Understood as: some time from 3 May 2017 to 5 May 2017'],
    ['undated', 'Understood as: no date'],
    ['"', 'Understood as: the date of the row above'],
    ['c. March 2019', 'Understood as: about March 2019 (month)'],
    ['c. summer 2018', 'Understood as: some time from 1 June 2018 to 31 August 2018, or about then'],
    ['12/03/2019?', 'Understood as: perhaps Tuesday 12 March 2019'],
  ];
  for (const [typed, words] of said)
    it(`${typed}: ${words}`, () => {
      assert.deepEqual(dateInWords(typed, today), { isUnderstood: true, words });
    });

  it('says why it does not understand, and asks to look where a date is odd', () => {
    const never = dateInWords('31 February 2019', today);
    assert.equal(never?.isUnderstood, false);
    assert.match(never?.words ?? '', /^Not understood\. .*February/);
    assert.match(dateInWords('1 May 2027', today)?.words ?? '', /Please look: It is after today\.$/);
    assert.equal(dateInWords('  ', today), null);
  });
});
