import type { Day } from './day.ts';
import { inForceOn, type Rule } from './rule.ts';
import { notificationRules, rapidReviewRules } from './rules-notification.ts';
import { reviewRules, widerRules } from './rules-review.ts';
import { seriousCaseReviewRules, transitionRules } from './rules-serious-case-review.ts';

/** Rules that belong together. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The rules by what they are about, in the order in which a case meets them: the present law first, then transition and serious case reviews. */
export const chapters: readonly Chapter[] = [
  { id: 'notifying', title: 'Notifying an incident', rules: notificationRules },
  { id: 'rapid-review', title: 'The rapid review and the decision', rules: rapidReviewRules },
  { id: 'review', title: 'The review, its report and its publication', rules: reviewRules },
  { id: 'wider', title: 'National reviews, the yearly report and what stands beside', rules: widerRules },
  { id: 'transition', title: 'The transition of 2018 to 2020', rules: transitionRules },
  { id: 'boards', title: 'Serious case reviews, until 2019', rules: seriousCaseReviewRules },
];

/** Every rule held, in the order of the chapters. */
export const rules: readonly Rule[] = chapters.flatMap((chapter) => chapter.rules);

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
