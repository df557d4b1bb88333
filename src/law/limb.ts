import type { Confidences } from './confidence.ts';
import { type Day, isBefore } from './day.ts';
import type { OutcomeKind } from './outcomes.ts';
import { effectiveLocalStart } from './rule.ts';

/**
 * How a limb counts. `threshold`: part of a test that has to be met. `alone`: enough by itself, whatever the other answers are.
 * `criterion`: taken into account, and deciding nothing by itself. `circumstance`: had regard to in addition.
 */
export type Asking = 'threshold' | 'alone' | 'criterion' | 'circumstance';

/** The limbs that belong together in one provision. */
export type TestName =
  | 'notifiable'
  | 'safeguarding-case'
  | 'local-criteria'
  | 'further-matters'
  | 'serious-case'
  | 'always-reviewed';

/** What a group of limbs is, and how its answers count. */
export interface Test {
  readonly name: TestName;
  readonly asked: Asking;
  readonly title: string;
  readonly lead: string;
}

/** Something a source says about a limb, no surer than its own marks. */
export interface Guidance {
  readonly words: string;
  readonly cite: string;
  readonly confidence: Confidences;
}

/** One limb: a question that has to be answered, with a reason, when a case is considered. */
export interface Limb {
  /** The same from edition to edition where the question is the same. */
  readonly id: string;
  readonly from: Day;
  /** The first day on which it is no longer asked; null: until further notice. */
  readonly until: Day | null;
  /** Ends when the local arrangements of 2018 begin, if that is before `until`. */
  readonly endsWithLocalStart?: true;
  readonly test: TestName;
  readonly label: string;
  readonly question: string;
  readonly cite: string;
  readonly confidence: Confidences;
  /** What about the question is not confirmed, where something is not. */
  readonly note?: string;
  readonly guidance: readonly Guidance[];
  /** The outcomes that the answer bears upon. */
  readonly bearsUpon: readonly OutcomeKind[];
}

/** Every test, in the order asked: the present law first, then the boards'. */
export const tests: readonly Test[] = [
  {
    name: 'notifiable',
    asked: 'threshold',
    title: 'Does the Panel have to be notified?',
    lead: 'A test of three questions, each for itself; all three have to be met. The duty to notify is the local authority’s.',
  },
  {
    name: 'safeguarding-case',
    asked: 'threshold',
    title: 'Is it a serious child safeguarding case that matters to the area?',
    lead: 'A test. Where both are met the partners have the case reviewed if they consider that appropriate.',
  },
  {
    name: 'local-criteria',
    asked: 'criterion',
    title: 'Criteria for a local review',
    lead: 'Taken into account; the list is not closed. Meeting one, or all, does not by itself mean that there must be a review.',
  },
  {
    name: 'further-matters',
    asked: 'circumstance',
    title: 'Further circumstances',
    lead: 'Had regard to besides the criteria.',
  },
  {
    name: 'serious-case',
    asked: 'threshold',
    title: 'Is it a serious case?',
    lead: 'A test: abuse or neglect, and either a death, or serious harm with cause for concern about working together. Where it is met there must be a serious case review.',
  },
  {
    name: 'always-reviewed',
    asked: 'alone',
    title: 'Deaths that are always reviewed',
    lead: 'Any one of these is enough for a serious case review, whatever the other answers are.',
  },
];

/** The test of that name. */
export function testNamed(name: TestName): Test {
  const found = tests.find((test) => test.name === name);
  if (found === undefined) throw new RangeError(`There is no test "${name}".`);
  return found;
}

/** Whether a limb is asked in a decision of that day, in an area whose arrangements of 2018 began on `localStart`. */
export function isAskedOn(limb: Limb, on: Day, localStart: Day | null): boolean {
  if (isBefore(on, limb.from) || (limb.until !== null && !isBefore(on, limb.until))) return false;
  return limb.endsWithLocalStart !== true || isBefore(on, effectiveLocalStart(localStart));
}
