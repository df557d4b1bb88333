import { isConfirmed } from '../law/confidence.ts';
import type { RapidReviewStart } from '../law/conventions.ts';
import type { Rule } from '../law/rule.ts';
import { lengthWords, startsWith } from './limits.ts';

/** A rule as a row of a table: what, how long, from when, who, where it is written and how sure that is. */
export interface RuleRow {
  readonly id: string;
  readonly what: string;
  readonly length: string;
  /** A second limit in the same rule; null where there is none. */
  readonly second: string | null;
  readonly starts: string;
  readonly holder: string;
  /** Guidance that says "should": a good reason for not doing it is recorded. */
  readonly should: boolean;
  readonly source: string;
  readonly confirmed: boolean;
  /** Why the days between which the rule holds are not certain; null where they are. */
  readonly datesNote: string | null;
}

/** One rule in words. `from` is the partnership's convention for what starts a rapid review. */
export function presentRule(rule: Rule, from: RapidReviewStart): RuleRow {
  return {
    id: rule.id,
    what: rule.what,
    length: lengthWords(rule.limit),
    second: rule.second === undefined ? null : lengthWords(rule.second),
    starts: startsWith(rule, from),
    holder: rule.holder,
    should: rule.should === true,
    source: rule.source,
    confirmed: isConfirmed(rule.confidence),
    datesNote: rule.datesNote ?? null,
  };
}

/** Whether a rule has a length that a calendar can tell, and is not only "promptly" or "must". */
export function hasLength(rule: Rule): boolean {
  return rule.limit.unit !== 'none';
}
