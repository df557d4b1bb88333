import type { Conventions } from './conventions.ts';
import { type Day, isBefore } from './day.ts';
import { type Edition, editions } from './editions.ts';
import { effectiveLocalStart, type Rule } from './rule.ts';
import { ruleNamed, rules } from './rules.ts';

/** Rules that answered the same question one after the other, the oldest first. */
export interface Line {
  readonly question: string;
  readonly rules: readonly string[];
}

/**
 * Which rules answered the same question in the boards' time, in the transition and since. That one took the other's place is how this service
 * reads them side by side; no source says it of every pair. A rule that is in no line stands alone.
 */
export const lines: readonly Line[] = [
  { question: 'Who is told of an incident', rules: ['SCR-01', 'TR-01', 'NOT-01'] },
  { question: 'How many notifications there are for several children', rules: ['NOT-05a', 'NOT-05b'] },
  {
    question: 'Whether there has to be a review',
    rules: ['SCR-02', 'SCR-03', 'SCR-04', 'DEC-01'],
  },
  { question: 'Who is told of the decision', rules: ['SCR-05', 'SCR-05b', 'TR-04', 'DEC-02'] },
  { question: 'How long a review may take', rules: ['SCR-06', 'TR-03', 'REP-02'] },
  { question: 'Who sees the report before publication', rules: ['SCR-07', 'REP-04'] },
  { question: 'What is published', rules: ['SCR-09', 'REP-05'] },
  { question: 'For how long the report stays public', rules: ['SCR-08', 'REP-06'] },
  { question: 'The yearly report', rules: ['YR-01', 'YR-02', 'YR-03', 'YR-04'] },
];

/** The line in which a rule stands; one with that rule alone where it stands in none. */
export const lineOf = (rule: Rule): Line =>
  lines.find(({ rules }) => rules.includes(rule.id)) ?? { question: rule.what, rules: [rule.id] };

/** The first day on which a rule no longer holds in an area, whose local start may end it early; null: until further notice. */
export function endOf(rule: Rule, localStart: Day | null): Day | null {
  if (rule.endsWithLocalStart !== true) return rule.until;
  const start = effectiveLocalStart(localStart);
  return rule.until === null || isBefore(start, rule.until) ? start : rule.until;
}

/** Whether a rule held on any day of an edition, in an area whose arrangements of 2018 began on `localStart`. */
export function holdsDuring(rule: Rule, edition: Edition, localStart: Day | null): boolean {
  const end = endOf(rule, localStart);
  const begunInTime = edition.until === null || rule.from === null || isBefore(rule.from, edition.until);
  return begunInTime && (end === null || isBefore(edition.from, end));
}

/** The editions during which a rule held, the oldest first. */
export const editionsHolding = (rule: Rule, { localStart }: Pick<Conventions, 'localStart'>) =>
  editions.filter((edition) => holdsDuring(rule, edition, localStart));

/** What held of a line under one edition: nothing, or one rule or more. */
export interface HistoryRow {
  readonly edition: Edition;
  readonly rules: readonly Rule[];
}

/** The line of a rule through every edition held, the oldest first. */
export function historyOf(
  rule: Rule,
  { localStart }: Pick<Conventions, 'localStart'>,
): readonly HistoryRow[] {
  const held = lineOf(rule).rules.map((id) => ruleNamed(id));
  return editions.map((edition) => ({
    edition,
    rules: held.filter((one) => holdsDuring(one, edition, localStart)),
  }));
}

/** The easements that relaxed the time of a rule. */
export const easementsOf = (rule: Rule): readonly Rule[] =>
  rules.filter(({ eases }) => eases?.includes(rule.id) === true);
