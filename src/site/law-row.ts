import { whyUnconfirmed } from '../law/confidence.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import type { Edition } from '../law/editions.ts';
import { easementsOf, editionsHolding, endOf } from '../law/lines.ts';
import type { Rule } from '../law/rule.ts';
import { presentRule, type RuleRow } from './rule-row.ts';

/** A rule as a row of the page of all rules: with to whom, when it held, and how sure it is in words. */
export interface LawRow extends RuleRow {
  readonly href: string;
  readonly to: string | null;
  /** "From 29 June 2018", "26 March 2015 to 28 June 2018". */
  readonly inForce: string;
  /** "Working Together 2018, 2023 and 2026", in short. */
  readonly editions: readonly string[];
  /** Why it may not be relied on as it stands; null for one that was read in its source. */
  readonly unconfirmed: string | null;
  /** Whether it relaxes others. */
  readonly easement: boolean;
  /** Which easements relaxed it, and when; none for most. */
  readonly eased: readonly { readonly id: string; readonly href: string; readonly words: string }[];
}

/** The address of a rule. */
export const ruleHref = (id: string): string => `/rules/${id}`;

/** An edition in a word or two: "2015", "the transition". */
export const shortEdition = ({ name }: Edition): string =>
  name === 'transition' ? 'the transition' : name.replace(/^WT/, '');

/** Between which days a rule holds in an area, the last day with. */
export function inForceWords(rule: Rule, localStart: Day | null): string {
  const end = endOf(rule, localStart)?.subtract({ days: 1 }) ?? null;
  if (rule.from === null)
    return end === null ? 'For as long as anything is recorded' : `Until ${withoutWeekday(end)}`;
  const from = withoutWeekday(rule.from);
  return end === null ? `From ${from}` : `${from} to ${withoutWeekday(end)}`;
}

// An end that is not certain is not printed as one: the note on the easement's own page says what is known of it.
function relaxedWords(easement: Rule, localStart: Day | null): string {
  if (easement.from === null || easement.datesNote === undefined)
    return `Relaxed: ${inForceWords(easement, localStart)}`;
  return `Relaxed from ${withoutWeekday(easement.from)}; when that ended was not found`;
}

/** One rule as this partnership counts. `on`: the day of the law, for the easements that held then; null for all there were. */
export function presentLaw(rule: Rule, conventions: Conventions, on: Day | null): LawRow {
  const { localStart } = conventions;
  const holding = easementsOf(rule).filter(({ from, until }) => {
    if (on === null) return true;
    const begun = from === null || Temporal.PlainDate.compare(from, on) <= 0;
    return begun && (until === null || Temporal.PlainDate.compare(on, until) < 0);
  });
  return {
    ...presentRule(rule, conventions.rapidReviewFrom),
    href: ruleHref(rule.id),
    to: rule.to ?? null,
    inForce: inForceWords(rule, localStart),
    editions: editionsHolding(rule, conventions).map(shortEdition),
    unconfirmed: whyUnconfirmed(rule.confidence),
    easement: rule.eases !== undefined,
    eased: holding.map((one) => ({
      id: one.id,
      href: ruleHref(one.id),
      words: relaxedWords(one, localStart),
    })),
  };
}
