import { type Conventions, conventionWords } from '../../law/conventions.ts';
import { type Day, withoutWeekday } from '../../law/day.ts';
import { workingOf } from '../../law/due.ts';
import type { Facts } from '../../law/facts.ts';
import { historyOf, lineOf } from '../../law/lines.ts';
import type { Rule } from '../../law/rule.ts';
import { rules } from '../../law/rules.ts';
import { workedExample, type WorkedDay } from '../../law/worked-example.ts';
import { yearlyRules } from '../../law/yearly.ts';
import type { Partnership } from '../../partnership/partnership.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type LawRow, presentLaw, ruleHref } from '../law-row.ts';
import { lengthWords } from '../limits.ts';
import { nextPartnershipDuties, type PartnershipDuty } from '../partnership-duties.ts';
import { placeOf, type RulePlace } from '../rule-places.ts';
import { presentSheet, type Sheet } from '../sheet.ts';
import { presentWorking, type WorkingRow } from '../working.ts';
import { conventionsOf } from './rules.ts';

/** One rule in full: what it says, a worked example, what held before and after, and where it is met with here. */
export interface RulePage {
  readonly row: LawRow;
  readonly record: string;
  readonly place: RulePlace;
  /** What is next, for a duty that the calendar alone gives; none for every other. */
  readonly next: readonly PartnershipDuty[];
  readonly example: ShownExample | null;
  /** Why there is no example; null where there is one. */
  readonly noExample: string | null;
  readonly question: string;
  readonly history: readonly HistoryLine[];
  readonly earlier: Link | null;
  readonly later: Link | null;
}

/** The worked example, day by day where working days were counted. */
export interface ShownExample {
  readonly days: readonly ShownDay[];
  /** The calculator with the same days; null where it does not answer this rule. */
  readonly calculator: string | null;
}

/** One day of the example. */
export interface ShownDay {
  readonly trigger: string;
  readonly from: Day;
  /** The words before the date. */
  readonly label: string;
  readonly day: Day;
  readonly why: string;
  /** Set where it is the day of another rule. */
  readonly other: Link | null;
  readonly convention: string | null;
  readonly sheet: Sheet | null;
  readonly working: readonly WorkingRow[];
}

/** What held under one edition. */
export interface HistoryLine {
  readonly title: string;
  readonly from: Day;
  readonly until: Day | null;
  readonly unread: boolean;
  readonly rules: readonly {
    readonly id: string;
    readonly what: string;
    readonly length: string;
    readonly href: string | null;
  }[];
}

// The calculator answers these, from the day of awareness and that of sending.
const calculated: readonly string[] = ['NOT-01', 'NOT-02', 'NOT-03', 'NOT-04', 'SCR-01', 'RR-01'];

/** The page of a rule, as the partnership counts and as it reads on `today`. */
export function presentRulePage(rule: Rule, partnership: Partnership, today: Day): RulePage {
  const conventions = conventionsOf(partnership);
  const index = rules.indexOf(rule);
  const example = shownExample(rule, conventions, today);
  const { question } = lineOf(rule);
  return {
    row: presentLaw(rule, conventions, null),
    record: rule.record,
    place: placeOf(rule),
    next: yearlyRules.includes(rule.id) ? nextPartnershipDuties(today) : [],
    example,
    noExample: example === null ? noExampleWords(rule) : null,
    question,
    history: historyOf(rule, conventions).map(({ edition, rules: held }) => ({
      title: edition.title,
      from: edition.from,
      until: edition.until?.subtract({ days: 1 }) ?? null,
      unread: !edition.textRead,
      rules: held.map((one) => ({
        id: one.id,
        what: one.what,
        length: lengthWords(one.limit),
        href: one.id === rule.id ? null : ruleHref(one.id),
      })),
    })),
    earlier: linkTo(rules[index - 1]),
    later: linkTo(rules[index + 1]),
  };
}

const linkTo = (rule: Rule | undefined): Link | null =>
  rule === undefined ? null : { text: rule.id, href: ruleHref(rule.id) };

function noExampleWords(rule: Rule): string {
  return rule.limit.unit === 'none'
    ? `No day can be worked out: the time is “${lengthWords(rule.limit)}”, and no number of days is given.`
    : 'No day follows here: this area’s arrangements began before the rule could hold.';
}

function shownExample(rule: Rule, conventions: Conventions, today: Day): ShownExample | null {
  const found = workedExample(rule, conventions);
  if (found === null) return null;
  const calculator =
    found.facts !== null && calculated.includes(rule.id) ? calculatorHref(found.facts) : null;
  return { days: found.days.map((one) => shownDay(one, rule, conventions, today)), calculator };
}

const labels: Readonly<Record<WorkedDay['kind'], string>> = {
  by: 'The last day is',
  'not-after': 'The last day for sending is',
  'not-before': 'The earliest day for taking it down is',
  on: 'The day is',
};

function shownDay(one: WorkedDay, rule: Rule, conventions: Conventions, today: Day): ShownDay {
  const { due } = one;
  const counted = due === null ? [] : workingOf(due);
  // A sheet runs forward from day 0; a count backwards has its lines alone.
  const forward = one.kind === 'by' && counted.length > 0;
  return {
    trigger: one.trigger,
    from: one.from,
    label: labels[one.kind],
    day: one.day,
    why: one.why,
    other: one.rule === rule.id ? null : { text: one.rule, href: ruleHref(one.rule) },
    convention: due === null ? null : conventionWords[due.convention],
    sheet: forward ? presentSheet(counted, null, today, conventions.calendar) : null,
    working: presentWorking(counted).map((row) =>
      row.count === 0 ? { ...row, why: `Day 0, not counted: ${one.trigger}.` } : row,
    ),
  };
}

/** The calculator with the days of an incident in its address. */
function calculatorHref({ event, becameAware, notified }: Facts): string {
  const sent = notified ?? null;
  const query = new URLSearchParams({
    event,
    'aware-day': `${becameAware.day}`,
    'aware-month': `${becameAware.month}`,
    'aware-year': `${becameAware.year}`,
    ...(sent === null
      ? {}
      : { 'sent-day': `${sent.day}`, 'sent-month': `${sent.month}`, 'sent-year': `${sent.year}` }),
  });
  return `/notifying?${query.toString()}#answer`;
}

/** What a page of a rule is called where it stands alone. */
export const ruleTitle = ({ id, what }: Rule): string => `${what} (${id})`;

/** What search engines and previews say of it. */
export const ruleDescription = (rule: Rule): string =>
  `${rule.what}: ${lengthWords(rule.limit)}. ${rule.from === null ? '' : `From ${withoutWeekday(rule.from)}. `}Source: ${rule.source}.`;

/** The page /rules/NOT-01, and those of the others. */
export const rulePage = definePage<RulePage>('site/pages/rule.njk');
