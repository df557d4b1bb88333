import type { Conventions } from './conventions.ts';
import { type Day, isBefore } from './day.ts';
import { type Due, due } from './due.ts';
import { inForceOn, type Rule } from './rule.ts';
import { ruleNamed } from './rules.ts';

/** The yearly report of a partnership for a year that ended on 31 March: a duty of the partnership, and of no case. */
export interface YearlyReport {
  readonly yearTo: Day;
  readonly by: Day;
  /** What is asked of it: that it is published (YR-03), and for later years what it has to show (YR-04). */
  readonly rules: readonly Rule[];
}

/** The rules that `yearlyReportFor` can answer with. */
export const yearlyRules: readonly string[] = ['YR-03', 'YR-04'];

/**
 * The report for the year that ended on 31 March of that year, or null where no rule held on that day. Source: Working Together 2023, from
 * memory and not confirmed. Whether it was published is not on record anywhere here, so nobody can be called late by it.
 */
export function yearlyReportFor(year: number): YearlyReport | null {
  const yearTo = Temporal.PlainDate.from({ year, month: 3, day: 31 });
  const [main] = yearlyRules.map((id) => ruleNamed(id));
  if (main?.limit.unit !== 'date' || main.limit.everyYear === undefined || !inForceOn(main, yearTo, null))
    return null;
  const rules = yearlyRules.map((id) => ruleNamed(id)).filter((rule) => inForceOn(rule, yearTo, null));
  return { yearTo, by: Temporal.PlainDate.from({ year, ...main.limit.everyYear }), rules };
}

/** The yearly reports whose last day lies between two days, both with. */
export function yearlyReportsBetween(from: Day, to: Day): readonly YearlyReport[] {
  return Array.from({ length: Math.max(0, to.year - from.year + 1) }, (_, index) =>
    yearlyReportFor(from.year + index),
  )
    .filter((report) => report !== null)
    .filter(({ by }) => !isBefore(by, from) && !isBefore(to, by));
}

/** The report that comes next on a day: the one whose last day is that day or the nearest after it. Null before any rule held. */
export function nextYearlyReport(on: Day): YearlyReport | null {
  const [next] = yearlyReportsBetween(on, on.add({ years: 1 }));
  return next ?? null;
}

/** What follows from the day a yearly report was published: the next one within twelve months (YR-01), and this one sent on (YR-02). Throws OutsideCalendar. */
export function afterYearlyReport(publishedOn: Day, conventions: Conventions): readonly Due[] {
  return ['YR-01', 'YR-02']
    .map((id) => ruleNamed(id))
    .filter((rule) => inForceOn(rule, publishedOn, null))
    .map((rule) => due(rule, publishedOn, conventions));
}

/** The last day of the year in which a notification sent on a day is counted: years run from 1 April to 31 March (STAT-01). */
export function countedInYearTo(sent: Day): Day {
  const year = sent.month >= 4 ? sent.year + 1 : sent.year;
  return Temporal.PlainDate.from({ year, month: 3, day: 31 });
}
