import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayFrom, monthFrom } from './typed-day.ts';

describe('a day that was typed', () => {
  for (const [day, month, year, found] of [
    ['7', '11', '2026', '2026-11-07'],
    ['07', 'Nov', '2026', '2026-11-07'],
    ['7', 'november', '2026', '2026-11-07'],
    ['29', '2', '2028', '2028-02-29'],
    ['29', '2', '2026', null],
    ['31', '4', '2026', null],
    ['0', '4', '2026', null],
    ['1', '13', '2026', null],
    ['1', '0', '2026', null],
    ['1', 'no', '2026', null],
    ['1', '', '2026', null],
    ['', '4', '2026', null],
    ['1', '4', '26', null],
    ['1', '4', '0000', null],
    ['1.5', '4', '2026', null],
    ['-1', '4', '2026', null],
    ['٧', '11', '2026', null],
  ] as const)
    it(`“${day} ${month} ${year}” is ${found ?? 'none'}`, () => {
      assert.equal(dayFrom({ day, month, year })?.toString() ?? null, found);
    });

  it('takes three letters of a month, and no fewer', () => {
    assert.deepEqual(['Ma', 'Mar', 'May', 'Sept', '09', '9'].map(monthFrom), [null, 3, 5, 9, 9, 9]);
  });
});
