import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from '../law/day.ts';
import { partnershipDutiesAhead, partnershipDutiesBetween } from './partnership-duties.ts';

describe('the duties of the partnership itself', () => {
  it('stand in the month of their last day, with what is asked and how sure that is', () => {
    const [duty, ...more] = partnershipDutiesBetween(day('2026-08-31'), day('2026-10-04'));
    assert.deepEqual(more, []);
    assert.equal(duty?.by.toString(), '2026-09-30');
    assert.match(
      duty?.words ?? '',
      /^For the year to 31 March 2026\. Show in the yearly report [^]*\(YR-04\)/,
    );
    assert.equal(duty?.unconfirmed, 'Not confirmed: from memory, its text was not read');
    assert.deepEqual(
      duty?.rules.map(({ href }) => href),
      ['/rules/YR-03', '/rules/YR-04'],
    );
    assert.deepEqual(partnershipDutiesBetween(day('2026-10-01'), day('2026-10-31')), []);
  });

  for (const [today, expected] of [
    ['2026-06-29', []],
    ['2026-06-30', ['2026-09-30']],
    ['2026-09-30', ['2026-09-30']],
    ['2026-10-01', []],
    ['2022-09-01', []],
  ] as const) {
    it(`are told of ahead on ${today}: ${expected.join('') || 'none'}`, () => {
      assert.deepEqual(
        partnershipDutiesAhead(day(today)).map(({ by }) => by.toString()),
        expected,
      );
    });
  }
});
