import { whyUnconfirmed } from '../law/confidence.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { nextYearlyReport, type YearlyReport, yearlyReportsBetween } from '../law/yearly.ts';
import { ruleHref } from './law-row.ts';

/** A duty of the partnership itself and of no case, that the calendar alone gives. */
export interface PartnershipDuty {
  readonly what: string;
  readonly by: Day;
  readonly rules: readonly { readonly id: string; readonly href: string }[];
  /** For which year, and what it has to show. */
  readonly words: string;
  /** Why it may not be relied on as it stands; null where it may. */
  readonly unconfirmed: string | null;
}

// For how many days ahead whoever coordinates is told of a report that takes months to write. The partnership's own choice; no source says.
const aheadDays = 92;

/** The duties of the partnership whose last day lies between two days, both with: for a month of the calendar. */
export const partnershipDutiesBetween = (from: Day, to: Day): readonly PartnershipDuty[] =>
  yearlyReportsBetween(from, to).map(present);

/** The duties of the partnership that come next on a day, however far off. */
export function nextPartnershipDuties(today: Day): readonly PartnershipDuty[] {
  const next = nextYearlyReport(today);
  return next === null ? [] : [present(next)];
}

/** The same where they come within about three months: for the first page of whoever coordinates. */
export const partnershipDutiesAhead = (today: Day): readonly PartnershipDuty[] =>
  nextPartnershipDuties(today).filter(({ by }) => today.until(by, { largestUnit: 'day' }).days <= aheadDays);

function present({ yearTo, by, rules }: YearlyReport): PartnershipDuty {
  const [main, ...more] = rules;
  const shows = more.map(({ what, id }) => `${what} (${id}).`);
  return {
    what: main?.what ?? 'Publish the yearly report',
    by,
    rules: rules.map(({ id }) => ({ id, href: ruleHref(id) })),
    words: [
      `For the year to ${withoutWeekday(yearTo)}.`,
      ...shows,
      'Whether it was published is not on record here.',
    ].join(' '),
    unconfirmed: main === undefined ? null : whyUnconfirmed(main.confidence),
  };
}
