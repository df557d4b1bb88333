import type { Conventions } from './conventions.ts';
import { type Day, isBefore, withoutWeekday } from './day.ts';
import { type EditionName, editionOn, editions, lastLocalStart, transitionStart } from './editions.ts';
import { isAskedOn, type Limb, tests } from './limb.ts';
import { reviewLimbs } from './criteria-review.ts';
import { seriousCaseLimbs } from './criteria-serious-case-review.ts';
import { effectiveLocalStart } from './rule.ts';

/** Whose questions are asked: the board's, the partners', or both in the transition before the local start. */
export type Regime = 'board' | 'both' | 'partners';

/** What has to be answered when a case is considered on a day. */
export interface Criteria {
  /** Names the set: the same set of questions, the same id. */
  readonly id: string;
  readonly edition: EditionName;
  readonly regime: Regime;
  /** In the order asked, the limbs of one test together. */
  readonly limbs: readonly Limb[];
  readonly notes: readonly CriteriaNote[];
}

/** What has to be known beside the questions. */
export interface CriteriaNote {
  readonly code:
    | 'transition'
    | 'local-start-bounded'
    | 'local-start-not-exact'
    | 'local-start-not-known'
    | 'wt2026-unread';
  readonly words: string;
}

/** Every limb that was ever asked, each with the days between which it is. */
export const limbs: readonly Limb[] = tests.flatMap(({ name }) =>
  [...reviewLimbs, ...seriousCaseLimbs].filter(({ test }) => test === name),
);

/**
 * The limbs that a decision of that day has to answer, by the edition in force on it. Null before 15 April 2013, for which none
 * are held. In the transition the boards' questions are asked beside the new ones until the local start (TR-01).
 */
export function criteriaOn(on: Day, conventions: Conventions): Criteria | null {
  const edition = editionOn(on)?.name ?? null;
  if (edition === null) return null;
  const regime = regimeOn(on, conventions.localStart);
  return {
    id: edition === 'transition' ? `transition-${regime}` : edition,
    edition,
    regime,
    limbs: limbs.filter((limb) => isAskedOn(limb, on, conventions.localStart)),
    notes: notesOn(edition, conventions),
  };
}

/** The set of that id as an area with these conventions has it; null where it has none such. */
export function criteriaNamed(id: string, conventions: Conventions): Criteria | null {
  const days = [...editions.map(({ from }) => from), effectiveLocalStart(conventions.localStart)];
  return days.map((on) => criteriaOn(on, conventions)).find((set) => set?.id === id) ?? null;
}

function regimeOn(on: Day, localStart: Day | null): Regime {
  if (isBefore(on, transitionStart)) return 'board';
  return isBefore(on, effectiveLocalStart(localStart)) ? 'both' : 'partners';
}

function notesOn(edition: EditionName, conventions: Conventions): readonly CriteriaNote[] {
  if (edition === 'WT2026') {
    const words =
      'The chapter of Working Together 2026 on serious incidents has not been read. The questions of 2023 are taken to go on; confirm before relying on them.';
    return [{ code: 'wt2026-unread', words }];
  }
  return edition === 'transition' ? transitionNotes(conventions) : [];
}

function transitionNotes({ localStart, localStartExact }: Conventions): readonly CriteriaNote[] {
  const taken = effectiveLocalStart(localStart);
  const transition = `Until local arrangements began, taken as ${withoutWeekday(taken)}, the board’s questions are asked beside the new ones; from that day on only the new ones.`;
  const notes: CriteriaNote[] = [{ code: 'transition', words: transition }];
  if (localStart === null) {
    const words = `The day local arrangements began here is not set; the last day allowed, ${withoutWeekday(lastLocalStart)}, is taken.`;
    return [...notes, { code: 'local-start-not-known', words }];
  }
  if (!localStart.equals(taken)) {
    const words = `Local arrangements could begin from ${withoutWeekday(transitionStart)} and had to by ${withoutWeekday(lastLocalStart)}; the nearer of the two is taken for ${withoutWeekday(localStart)}.`;
    notes.push({ code: 'local-start-bounded', words });
  }
  if (localStartExact === false) {
    const words = `No source gives the exact day local arrangements began; ${withoutWeekday(localStart)} stands in for it.`;
    notes.push({ code: 'local-start-not-exact', words });
  }
  return notes;
}
