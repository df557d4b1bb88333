import type { Conventions } from './conventions.ts';
import { type Day, isBefore } from './day.ts';
import { type Due, due } from './due.ts';
import { editionOn } from './editions.ts';
import type { OutcomeKind } from './outcomes.ts';
import { effectiveLocalStart, inForceOn } from './rule.ts';
import { ruleNamed } from './rules.ts';

/** Under which law a review runs: a board's serious case review, a local child safeguarding practice review, or none that sets a time. */
export type ReviewRegime = 'serious-case-review' | 'practice-review' | 'none';

/** The law under which the review runs that a decision of that outcome begins. Below the threshold no law sets a time. */
export function regimeOf(outcome: OutcomeKind): ReviewRegime {
  if (outcome === 'SCR') return 'serious-case-review';
  return outcome === 'LCSPR' ? 'practice-review' : 'none';
}

/** The days on record of one review. */
export interface ReviewFacts {
  readonly regime: ReviewRegime;
  /** The day the incident was notified, of the case; the chair's month runs from it. */
  readonly notified: Day | null;
  /** The day it was decided to start the review. It chooses the edition, and the review keeps it to its end. */
  readonly decided: Day;
  /** The day planned for publication; the day of publication takes its place once there is one. */
  readonly publishOn: Day | null;
  readonly publishedOn: Day | null;
}

/**
 * The dates that the law asks for in the course of one review, in the order in which they come. Unlike `clocksFor`, which answers for an
 * incident, every rule is chosen by the day of the decision: a serious case review that was started went on to its end by the rules of its
 * own time (TR-03), whatever had come into force by then. Throws OutsideCalendar.
 */
export function reviewClocksFor(facts: ReviewFacts, conventions: Conventions): readonly Due[] {
  const { regime, notified, decided, publishedOn } = facts;
  const publication = publishedOn ?? facts.publishOn;
  const at = (id: string, from: Day | null) => dueOf(id, decided, from, conventions);
  if (regime === 'serious-case-review')
    return present([
      notified === null ? null : dueOf('SCR-04', notified, notified, conventions),
      at('SCR-05', decided),
      at('SCR-06', decided),
      at('SCR-07', publication),
      handedOver(facts, conventions),
      at('SCR-08', publishedOn),
    ]);
  if (regime === 'practice-review')
    return present([at('REP-02', decided), at('REP-04', publication), at('REP-06', publishedOn)]);
  return [];
}

/**
 * By when others had to be told what a board's chair decided on a day: every date that a source gives, since they do not agree. SCR-05 gives
 * five working days for any decision, SCR-05b fourteen days for a decision not to start a review. Neither is confirmed.
 */
export function tellingOfDecision(decided: Day, conventions: Conventions): readonly Due[] {
  return present(['SCR-05', 'SCR-05b'].map((id) => dueOf(id, decided, decided, conventions)));
}

/** By when the board's chair had to decide on an incident that was notified on a day (SCR-04); null where that was not the law. */
export function chairDecidesBy(notified: Day, conventions: Conventions): Due | null {
  return dueOf('SCR-04', notified, notified, conventions);
}

/** The last day for the advance copies by either reading of "seven working days before" (REP-04); null outside the rule. Throws OutsideCalendar. */
export function advanceCopyReadings(
  publication: Day,
  decided: Day,
  conventions: Conventions,
): { readonly plain: Due; readonly clear: Due } | null {
  const by = (clearDaysBeforePublication: boolean) =>
    dueOf('REP-04', decided, publication, { ...conventions, clearDaysBeforePublication });
  const [plain, clear] = [by(false), by(true)];
  return plain === null || clear === null ? null : { plain, clear };
}

/** TR-03: one that was under way when the local arrangements began. It runs from that day, however long before it had been decided on. */
function handedOver({ decided, publishedOn }: ReviewFacts, conventions: Conventions): Due | null {
  const start = effectiveLocalStart(conventions.localStart);
  if (!isBefore(decided, start) || (publishedOn !== null && isBefore(publishedOn, start))) return null;
  const rule = ruleNamed('TR-03');
  return inForceOn(rule, start, conventions.localStart) ? due(rule, start, conventions, 'transition') : null;
}

function dueOf(id: string, event: Day, from: Day | null, conventions: Conventions): Due | null {
  const rule = ruleNamed(id);
  const edition = editionOn(event);
  if (from === null || edition === null || !inForceOn(rule, event, conventions.localStart)) return null;
  return due(rule, from, conventions, edition.name);
}

const present = (found: readonly (Due | null)[]): readonly Due[] => found.filter((one) => one !== null);
