import type { Conventions } from './conventions.ts';
import { type Day, withoutWeekday } from './day.ts';
import { type ReviewFacts, reviewClocksFor } from './review-clocks.ts';
import { inForceOn, type Rule } from './rule.ts';
import { ruleNamed } from './rules.ts';

/** Something the law asks for in a review without giving it a time of its own. */
export interface ReviewDuty {
  readonly rule: Rule;
  /** The day that brought it about. */
  readonly since: Day;
  /** The last day, which is that of something else; null where none follows from the days on record. */
  readonly by: Day | null;
  /** Where that day comes from, or why there is none. */
  readonly why: string;
}

/** The days of a review from which such duties follow. */
export interface ReviewDutyFacts extends ReviewFacts {
  /** The day the report was complete; null while it is not. */
  readonly completed: Day | null;
}

/** The rules that `reviewDutiesFor` can answer with. */
export const reviewDutyRules: readonly string[] = ['REP-01', 'REP-05', 'REP-07', 'SCR-09'];

/**
 * The duties of a review for which the law gives no number of days, each with the day that follows from another one. No limit is made up:
 * REP-01 has to be met before the report is signed off, and the report is due by REP-02; what REP-05 decides is sent in advance like the report
 * (REP-04); REP-07 and SCR-09 belong to the publication and the completion themselves. Throws OutsideCalendar.
 */
export function reviewDutiesFor(facts: ReviewDutyFacts, conventions: Conventions): readonly ReviewDuty[] {
  if (facts.regime === 'none') return [];
  const found = facts.regime === 'practice-review' ? practiceReview(facts, conventions) : board(facts);
  return found.filter(({ rule }) => inForceOn(rule, facts.decided, conventions.localStart));
}

function practiceReview(facts: ReviewDutyFacts, conventions: Conventions): readonly ReviewDuty[] {
  const clocks = reviewClocksFor(facts, conventions);
  const dayOf = (id: string) => clocks.find(({ rule }) => rule.id === id)?.due ?? null;
  const publication = facts.publishedOn ?? facts.publishOn;
  const ready = facts.completed ?? publication;
  const [complete, sent] = [dayOf('REP-02'), dayOf('REP-04')];
  return [
    {
      rule: ruleNamed('REP-01'),
      since: facts.decided,
      by: complete,
      why: `Before the report is signed off. No day is given; the report has to be complete and published ${byWords(complete)} (REP-02).`,
    },
    ...(ready === null
      ? []
      : [
          {
            rule: ruleNamed('REP-05'),
            since: ready,
            by: sent,
            why:
              sent === null
                ? 'No day is planned for publication, so none follows for what is sent before it (REP-04).'
                : `What is published, or the improvements in its place, is sent in advance ${byWords(sent)} (REP-04).`,
          },
        ]),
    ...(publication === null
      ? []
      : [
          {
            rule: ruleNamed('REP-07'),
            since: publication,
            by: publication,
            why: 'With the publication, on its day.',
          },
        ]),
  ];
}

function board({ completed }: ReviewDutyFacts): readonly ReviewDuty[] {
  if (completed === null) return [];
  return [
    {
      rule: ruleNamed('SCR-09'),
      since: completed,
      by: null,
      why: 'On completion. How many days there are for it, no source says.',
    },
  ];
}

const byWords = (on: Day | null): string => (on === null ? 'in its time' : `by ${withoutWeekday(on)}`);
