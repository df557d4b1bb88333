import { lastAnnouncedYear } from './bank-holidays.ts';
import type { Conventions, RapidReviewStart } from './conventions.ts';
import { type Day, day, inWords, isBefore, withoutWeekday } from './day.ts';
import type { Due } from './due.ts';
import { editionOn, firstEditionDay, lastLocalStart, transitionStart } from './editions.ts';
import type { Facts } from './facts.ts';
import { effectiveLocalStart, inForceOn } from './rule.ts';
import { ruleNamed } from './rules.ts';

/** What a reader has to know beside the dates. The code is for programs, the words are for people. */
export interface Note {
  readonly code: NoteCode;
  readonly words: string;
}

/** Every note there is. */
export type NoteCode =
  | 'no-rule-held'
  | 'no-limit-before-2015'
  | 'care-leaver-no-rule'
  | 'care-leaver'
  | 'looked-after'
  | 'review-not-required'
  | 'rapid-review-waits'
  | 'rapid-review-not-yet'
  | 'rapid-review-starts-differ'
  | 'partners-aware-not-used'
  | 'easement-2020'
  | 'transition'
  | 'local-start-bounded'
  | 'local-start-not-exact'
  | 'serious-case-review-goes-on'
  | 'telling-of-the-decision'
  | 'several-editions'
  | 'wt2026-unread'
  | 'provisional';

interface Situation {
  readonly facts: Facts;
  readonly conventions: Conventions;
  readonly clocks: readonly Due[];
  readonly rapidReviews: ReadonlyMap<RapidReviewStart, Due>;
}

/** What has to be said beside these clocks: what is left out and why, what is unconfirmed, and where sources disagree. */
export function notesFor(
  facts: Facts,
  conventions: Conventions,
  clocks: readonly Due[],
  rapidReviews: ReadonlyMap<RapidReviewStart, Due>,
): readonly Note[] {
  const situation = { facts, conventions, clocks, rapidReviews };
  return [
    ...awareness(situation),
    ...looked(situation),
    ...careLeaver(situation),
    ...reviewNotRequired(situation),
    ...rapidReview(situation),
    ...easement(situation),
    ...transition(situation),
    ...goesOn(situation),
    ...tellingOfTheDecision(situation),
    ...editionsOf(situation),
    ...provisional(situation),
  ];
}

function awareness({ facts }: Situation): readonly Note[] {
  const edition = editionOn(facts.becameAware);
  if (edition === null) {
    const words = `No rule is held for an incident of which the local authority became aware before ${withoutWeekday(firstEditionDay)}.`;
    return [{ code: 'no-rule-held', words }];
  }
  if (edition.name !== 'WT2013' || facts.event === 'care-leaver-death') return [];
  const words =
    'No time limit for telling Ofsted and the board is held before 26 March 2015; one account gives five working days for 2013 as well.';
  return [{ code: 'no-limit-before-2015', words }];
}

function looked({ facts }: Situation): readonly Note[] {
  if (facts.event !== 'looked-after-death' || isBefore(facts.becameAware, transitionStart)) return [];
  const words =
    'NOT-03 answers for the death of a looked-after child where abuse or neglect is neither known nor suspected: no rapid review follows. Where either is suspected it is a notifiable incident, with NOT-01, NOT-02 and RR-01.';
  return [{ code: 'looked-after', words }];
}

function careLeaver({ facts }: Situation): readonly Note[] {
  if (facts.event !== 'care-leaver-death' || editionOn(facts.becameAware) === null) return [];
  if (!inForceOn(ruleNamed('NOT-04'), facts.becameAware, null)) {
    const words =
      'Before 15 December 2023 no guidance asked for the death of a care leaver to be notified. A person under 18 is a child: then ask whether it was a notifiable incident.';
    return [{ code: 'care-leaver-no-rule', words }];
  }
  const words =
    'The guidance says "should" for care leavers aged 24 or under, and the five working days are those of another partnership. No rapid review is required. A person under 18 is a child: then ask first whether it is a notifiable incident.';
  return [{ code: 'care-leaver', words }];
}

function reviewNotRequired({ facts, clocks }: Situation): readonly Note[] {
  const review = clocks.some((clock) => clock.rule.id.startsWith('REP-'));
  if (facts.event === 'notifiable-incident' || !review) return [];
  const words =
    'This kind of death does not by itself lead to a local child safeguarding practice review; the REP rules hold only if the partners decided on one.';
  return [{ code: 'review-not-required', words }];
}

function rapidReview({ facts, conventions, clocks, rapidReviews }: Situation): readonly Note[] {
  if (facts.event !== 'notifiable-incident') return [];
  const notes: Note[] = [];
  const answer = clocks.find((clock) => clock.rule.id === 'RR-01');
  if (answer === undefined) notes.push(...noRapidReview(facts, conventions));
  if (answer !== undefined) {
    notes.push({ code: 'rapid-review-starts-differ', words: startsDiffer(answer, rapidReviews) });
  }
  if (
    facts.partnersAware !== undefined &&
    facts.partnersAware !== null &&
    conventions.rapidReviewFrom !== 'aware'
  ) {
    const words =
      'The day the partners became aware was not used: here the rapid review is counted from the notification.';
    notes.push({ code: 'partners-aware-not-used', words });
  }
  return notes;
}

/** Why the rapid review is not among the clocks of an incident under the new law. */
function noRapidReview(facts: Facts, conventions: Conventions): readonly Note[] {
  if (isBefore(facts.becameAware, transitionStart)) return [];
  if (conventions.rapidReviewFrom === 'aware') {
    const words =
      'RR-01 is not answered: the partners became aware before 29 June 2018, when there was no rapid review yet.';
    return [{ code: 'rapid-review-not-yet', words }];
  }
  const words =
    'RR-01 is not answered: here the fifteen working days of the rapid review run from the day the notification is sent, and that day was not given.';
  return [{ code: 'rapid-review-waits', words }];
}

const startWords: Readonly<Record<RapidReviewStart, string>> = {
  notified: 'from the day of sending as day 0',
  aware: 'from the day the partners became aware',
  'notified-inclusive': 'with the day of sending as day 1',
};

/** RR-01 is marked as unsure because sources disagree, so the other dates are shown and none is picked silently. */
function startsDiffer(answer: Due, rapidReviews: ReadonlyMap<RapidReviewStart, Due>): string {
  const others = [...rapidReviews]
    .filter(([start]) => start !== answer.convention)
    .map(([start, clock]) => `${startWords[start]} it would be due on ${inWords(clock.due)}`);
  const used = Object.entries(startWords).find(([start]) => start === answer.convention)?.[1] ?? '';
  const beside = others.length === 0 ? '' : `; ${others.join('; ')}`;
  return `RR-01: partnerships differ in what starts the fifteen working days. Counted here ${used}${beside}.`;
}

/** The Covid easement began on 27 March 2020 and its end was not found: it is told of, and never changes a date. */
function easement({ clocks }: Situation): readonly Note[] {
  const { from, until, eases } = ruleNamed('RR-02');
  const relaxed = clocks.filter(
    (clock) =>
      eases?.includes(clock.rule.id) === true &&
      (from === null || !isBefore(clock.from, from)) &&
      (until === null || isBefore(clock.from, until)),
  );
  if (relaxed.length === 0) return [];
  const words = `RR-02: from 27 March 2020 the time for ${listOf(relaxed)} was relaxed because of Covid-19 (the five working days were not). When that ended was not found, so the dates are given unchanged.`;
  return [{ code: 'easement-2020', words }];
}

function transition({ facts, conventions, clocks }: Situation): readonly Note[] {
  const touched =
    clocks.some((clock) => clock.edition === 'transition') ||
    editionOn(facts.becameAware)?.name === 'transition';
  if (!touched) return [];
  const localStart = effectiveLocalStart(conventions.localStart);
  const given = conventions.localStart;
  const notes: Note[] = [
    {
      code: 'transition',
      words: `In the transition incidents were notified to the new Panel and had a rapid review. Until local arrangements began, taken as ${withoutWeekday(localStart)}, the review could still be a serious case review, so both sets of rules are answered; after that day only the new ones.`,
    },
  ];
  if (given !== null && !given.equals(localStart)) {
    const words = `Local arrangements could begin from ${withoutWeekday(transitionStart)} and had to begin by ${withoutWeekday(lastLocalStart)}; the nearer of the two is taken for ${withoutWeekday(given)}.`;
    notes.push({ code: 'local-start-bounded', words });
  }
  if (given !== null && conventions.localStartExact === false) {
    const words = `The day local arrangements began is not known from a source; ${withoutWeekday(given)} stands in for it.`;
    notes.push({ code: 'local-start-not-exact', words });
  }
  return notes;
}

/** A serious case review once started went on under its own rules; the days on record do not tell what kind a review was. */
function goesOn({ facts, conventions }: Situation): readonly Note[] {
  const decided = facts.reviewDecided ?? null;
  const localStart = effectiveLocalStart(conventions.localStart);
  if (decided === null || editionOn(decided) === null || !isBefore(decided, localStart)) return [];
  const published = latest(facts.publishOn ?? null, facts.publishedOn ?? null);
  const runsOn =
    published === null
      ? !isBefore(decided.add({ months: 6 }), transitionStart)
      : !isBefore(published, localStart);
  if (!runsOn) return [];
  const words = `A serious case review already started went on to its end under the rules of 2015 (SCR-07, SCR-08). TR-03 gave it twelve months from the start of local arrangements, taken as ${withoutWeekday(localStart)}, and until 29 September 2020 at the latest.`;
  return [{ code: 'serious-case-review-goes-on', words }];
}

function latest(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return isBefore(a, b) ? b : a;
}

function tellingOfTheDecision({ facts, conventions }: Situation): readonly Note[] {
  const decided = facts.reviewDecided ?? null;
  if (decided === null || !inForceOn(ruleNamed('SCR-06'), decided, conventions.localStart)) return [];
  const words =
    'By when the board had to tell others of its decision is not answered: SCR-05 gives five working days, SCR-05b fourteen days for a decision not to start a review, and the sources do not agree.';
  return [{ code: 'telling-of-the-decision', words }];
}

function editionsOf({ facts, clocks }: Situation): readonly Note[] {
  const names = new Set(clocks.map((clock) => clock.edition));
  const notes: Note[] = [];
  if (names.size > 1) {
    const words = `These clocks fall under more than one edition (${[...names].join(', ')}): each goes by the day of the event that starts it.`;
    notes.push({ code: 'several-editions', words });
  }
  if (names.has('WT2026') || !isBefore(facts.becameAware, day('2026-03-18'))) {
    const words =
      'WT2026: the chapter of Working Together 2026 on serious incidents has not been read. The rules of 2023 are taken to go on; confirm before relying on them.';
    notes.push({ code: 'wt2026-unread', words });
  }
  return notes;
}

function provisional({ clocks }: Situation): readonly Note[] {
  const found = clocks.filter((clock) => clock.provisional);
  if (found.length === 0) return [];
  const words = `Provisional: ${listOf(found)}. Bank holidays are announced to the end of ${lastAnnouncedYear}; later ones are projected, and an extra day can still be proclaimed.`;
  return [{ code: 'provisional', words }];
}

function listOf(clocks: readonly Due[]): string {
  return clocks.map((clock) => clock.rule.id).join(', ');
}
