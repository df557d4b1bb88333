import type { Confidences } from './confidence.ts';
import { type Day, earlier, isBefore, later } from './day.ts';
import { lastLocalStart, transitionStart } from './editions.ts';

/** Who has to act. */
export type DutyHolder =
  | 'local authority'
  | 'safeguarding partners'
  | 'Local Safeguarding Children Board'
  | 'chair of the Local Safeguarding Children Board'
  | 'Child Safeguarding Practice Review Panel'
  | 'child death review partners'
  | 'local authority or Local Safeguarding Children Board'
  | 'local authority or safeguarding partners'
  | 'Local Safeguarding Children Board, then safeguarding partners'
  | 'any agency'
  | 'whoever is asked'
  | 'partnership'
  | 'this service'
  | 'nobody';

/** The recorded fact that starts a rule's limit. Rules that start from anything else are held but not counted. */
export type StartingFact = 'became-aware' | 'notified' | 'review-decided' | 'publish-on' | 'published-on';

/** What a limit is counted in. `date` is fixed by the calendar; `none` has no length ("promptly", "must"). */
export type Unit = CountedUnit | 'date' | 'none';
export type CountedUnit = 'working-day' | 'calendar-day' | 'calendar-month' | 'calendar-year';

/** `by`: done by the end of the day. `not-after`: the last day to send, counted back. `not-before`: the earliest day. */
export type Kind = 'by' | 'not-after' | 'not-before';

/** A limit that can be counted from a day. */
export interface CountedLimit {
  readonly unit: CountedUnit;
  readonly count: number;
  readonly kind: Kind;
  /** The convention that decides how the days are counted, where partnerships differ. */
  readonly setting?: 'rapid-review-from' | 'clear-days-before-publication';
  /** A last day that holds even where the count would reach further. */
  readonly noLaterThan?: Day;
}

/** What a rule allows: a count, a date of the calendar, or no length at all and then only words. */
export type Limit =
  | CountedLimit
  | {
      readonly unit: 'date';
      readonly day: Day | null;
      readonly words: string;
      /** The day of the calendar that comes again each year. */
      readonly everyYear?: { readonly month: number; readonly day: number };
    }
  | { readonly unit: 'none'; readonly words: string };

/** One rule of the law or the statutory guidance as a dated, cited row. */
export interface Rule {
  readonly id: string;
  /** Null: for as long as anything is recorded. */
  readonly from: Day | null;
  /** The first day on which it no longer holds; null: until further notice. */
  readonly until: Day | null;
  /** Why `from` or `until` is not certain, where it is not. */
  readonly datesNote?: string;
  /** Ends when the local arrangements of 2018 begin, if that is before `until`. */
  readonly endsWithLocalStart?: true;
  /** What has to be done. */
  readonly what: string;
  readonly trigger: string;
  readonly starts: StartingFact | null;
  readonly holder: DutyHolder;
  /** To whom it is owed; left out where it is owed to nobody in particular, or no source says. */
  readonly to?: string;
  /** The rule that it is done together with, so that its last day is that one's: for a duty without a time of its own. */
  readonly goesWith?: string;
  /** The rules whose time it relaxed, without a new one in their place: for an easement. */
  readonly eases?: readonly string[];
  /** Guidance that says "should" and not "must": departing from it needs a reason, which is recorded. */
  readonly should?: true;
  readonly limit: Limit;
  /** A second limit in the same rule. */
  readonly second?: Limit;
  readonly source: string;
  /** What the record of a case has to hold. */
  readonly record: string;
  readonly confidence: Confidences;
}

/**
 * The day on which the boards' time ended in an area. A start that is not known is taken as the last day allowed, and one
 * outside the transition as its nearer end: arrangements could not begin before 29 June 2018 and had to by 29 September 2019.
 */
export function effectiveLocalStart(localStart: Day | null): Day {
  return later(transitionStart, earlier(localStart ?? lastLocalStart, lastLocalStart));
}

/** Whether a rule holds for an event of that day, in an area whose arrangements of 2018 began on `localStart`. */
export function inForceOn(rule: Rule, on: Day, localStart: Day | null): boolean {
  if (rule.from !== null && isBefore(on, rule.from)) return false;
  if (rule.until !== null && !isBefore(on, rule.until)) return false;
  return rule.endsWithLocalStart !== true || isBefore(on, effectiveLocalStart(localStart));
}
