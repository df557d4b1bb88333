import { whyUnconfirmed } from '../law/confidence.ts';
import type { Conventions } from '../law/conventions.ts';
import { reviewDutiesFor } from '../law/duties.ts';
import type { DutyRow } from './pages/review.ts';
import { dayIn, type ReviewRecord } from './clocks.ts';
import { regimeFor, type ReviewState } from './review.ts';

// Whether a rule was kept shows in the state of a review only here: that it was decided what is published.
const keptIn: Readonly<Record<string, readonly ReviewState[]>> = { 'REP-05': ['published', 'not-published'] };

/**
 * What the law asks for in a review without a number of days (REP-01, REP-05, REP-07, SCR-09), each with the day that follows from another rule.
 * Nothing is called late by it: whether the report holds what it should is not on record. Throws OutsideCalendar.
 */
export function presentDuties(
  { review, days, notified }: ReviewRecord,
  conventions: Conventions,
): readonly DutyRow[] {
  if (review.state === 'stopped') return [];
  const duties = reviewDutiesFor(
    {
      regime: regimeFor(review),
      notified,
      decided: dayIn(days, 'decided') ?? review.decisionDay,
      completed: dayIn(days, 'completed'),
      publishOn: dayIn(days, 'publish-on'),
      publishedOn: dayIn(days, 'published'),
    },
    conventions,
  );
  return duties
    .filter(({ rule }) => review.state !== 'not-published' || rule.id !== 'REP-07')
    .map(({ rule, by, why }) => ({
      what: rule.what,
      rule: rule.id,
      by,
      why,
      source: rule.source,
      state: keptIn[rule.id]?.includes(review.state) === true ? { mark: 'done', words: 'Decided' } : null,
      unconfirmed: whyUnconfirmed(rule.confidence),
    }));
}
