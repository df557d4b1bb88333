import type { Day } from './day.ts';
import { inForceOn, type Rule } from './rule.ts';
import { notificationRules, rapidReviewRules } from './rules-notification.ts';
import { reviewRules, widerRules } from './rules-review.ts';
import { seriousCaseReviewRules, transitionRules } from './rules-serious-case-review.ts';

/** Every rule held, in the order in which a case meets them: the present law first, then transition and serious case reviews. */
export const rules: readonly Rule[] = [
  ...notificationRules,
  ...rapidReviewRules,
  ...reviewRules,
  ...widerRules,
  ...transitionRules,
  ...seriousCaseReviewRules,
];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of that name, for instance NOT-01. Throws a RangeError for a name that is not held. */
export function ruleNamed(id: string): Rule {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`No rule "${id}" is held.`);
  return found;
}

/** The rules that hold for an event of that day, in an area whose arrangements of 2018 began on `localStart`. */
export function rulesInForceOn(on: Day, localStart: Day | null): readonly Rule[] {
  return rules.filter((rule) => inForceOn(rule, on, localStart));
}
