import type { Confidences } from './confidence.ts';
import type { Day } from './day.ts';
import type { Due } from './due.ts';
import type { EditionName } from './editions.ts';
import type { IncidentEvent } from './facts.ts';
import type { FactName } from './notifiable-facts.ts';
import type { NotifiableLimb, NotifyingLaw } from './notifiable-limbs.ts';

/** Whether something must or should be notified, need not be, or cannot be said yet. */
export const answersToNotifiable = ['must', 'should', 'not', 'not-yet-known'] as const;
export type Notifiable = (typeof answersToNotifiable)[number];

/** Something that has to be done because of the answer, by whom and when. */
export interface NotifiableDuty {
  readonly rule: string;
  readonly strength: 'must' | 'should';
  /** `this`: an authority of the area that asks; `other`: another one of England; null: nobody can say yet. */
  readonly authority: 'this' | 'other' | null;
  /** Begins a sentence: "Notify the Child Safeguarding Practice Review Panel". */
  readonly what: string;
  readonly to: string;
  /** Why it is that authority. */
  readonly because: string;
  readonly source: string;
  readonly confidence: Confidences;
  /** Null where awareness is not on record, where the duty is another authority's, or where the calendar does not reach. */
  readonly due: Due | null;
}

/** Something that has to be known beside the answer. */
export interface NotifiableNote {
  readonly code: string;
  readonly words: string;
  readonly rule: string | null;
  readonly source: string;
  readonly confidence: Confidences;
}

/** What follows of a rapid review: it does, another area leads it, none does, or nobody can say yet. */
export type RapidReviewAnswer = 'follows' | 'elsewhere' | 'none' | 'not-yet-known';

/** The answer of the law to the facts. */
export interface NotifiableAnswer {
  readonly answer: Notifiable;
  /** The day whose law was asked: that of awareness, or today while that is not on record. */
  readonly judgedOn: Day;
  readonly law: NotifyingLaw;
  /** Null before 15 April 2013. */
  readonly edition: EditionName | null;
  readonly limbs: readonly NotifiableLimb[];
  readonly ruleIds: readonly string[];
  readonly duties: readonly NotifiableDuty[];
  /** `this` where any of the duties to notify is this area's; `other` where they are only another's. */
  readonly authority: 'this' | 'other' | null;
  readonly rapidReview: RapidReviewAnswer;
  /** What has to be known before all can be said, also where something is already sure. */
  readonly open: readonly FactName[];
  /** The event by which this area's clocks run; null where none runs. */
  readonly event: IncidentEvent | null;
  readonly notes: readonly NotifiableNote[];
}
