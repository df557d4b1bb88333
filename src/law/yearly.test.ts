import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import {
  afterYearlyReport,
  countedInYearTo,
  nextYearlyReport,
  yearlyReportFor,
  yearlyReportsBetween,
} from './yearly.ts';

describe('the yearly report', () => {
  for (const [year, expected] of [
    [2023, null],
    [2024, '2024-09-30 YR-03'],
    [2025, '2025-09-30 YR-03'],
    [2026, '2026-09-30 YR-03 YR-04'],
    [2030, '2030-09-30 YR-03 YR-04'],
  ] as const) {
    it(`for the year to 31 March ${year}: ${expected ?? 'no rule is held'}`, () => {
      const report = yearlyReportFor(year);
      const said = report && [report.by.toString(), ...report.rules.map(({ id }) => id)].join(' ');
      assert.equal(said, expected);
    });
  }

  for (const [from, to, expected] of [
    ['2026-09-01', '2026-09-30', ['2026-03-31']],
    ['2026-10-01', '2026-10-31', []],
    ['2026-09-30', '2028-09-30', ['2026-03-31', '2027-03-31', '2028-03-31']],
    ['2020-01-01', '2024-09-29', []],
    ['2026-10-31', '2026-09-01', []],
  ] as const) {
    it(`is due ${expected.length} times from ${from} to ${to}`, () => {
      assert.deepEqual(
        yearlyReportsBetween(day(from), day(to)).map(({ yearTo }) => yearTo.toString()),
        expected,
      );
    });
  }

  it('comes next on its own last day, and from the day after in the year that follows', () => {
    assert.equal(nextYearlyReport(day('2026-09-30'))?.by.toString(), '2026-09-30');
    assert.equal(nextYearlyReport(day('2026-10-01'))?.by.toString(), '2027-09-30');
    assert.equal(nextYearlyReport(day('2019-01-01')), null);
  });

  it('brings the next one within twelve months, and its sending within seven days of the calendar', () => {
    const found = (on: string) =>
      afterYearlyReport(day(on), liverpoolConventions).map(({ rule, due }) => `${rule.id} ${due.toString()}`);
    assert.deepEqual(found('2024-02-29'), ['YR-01 2025-02-28', 'YR-02 2024-03-07']);
    assert.deepEqual(found('2018-06-28'), []);
  });
});

describe('the year in which a notification is counted', () => {
  for (const [sent, to] of [
    ['2026-03-31', '2026-03-31'],
    ['2026-04-01', '2027-03-31'],
    ['2026-12-31', '2027-03-31'],
    ['2027-01-01', '2027-03-31'],
  ] as const) {
    it(`${sent}: the year to ${to}`, () => {
      assert.equal(countedInYearTo(day(sent)).toString(), to);
    });
  }
});
