import type { Confidences } from './confidence.ts';
import type { Conventions } from './conventions.ts';
import { type Day, day, isBefore, withoutWeekday } from './day.ts';
import { transitionStart } from './editions.ts';
import { type DutyHolder, effectiveLocalStart } from './rule.ts';

/** What a group's look at a case can end in. */
export type OutcomeKind =
  | 'SCR'
  | 'LCSPR'
  | 'rapid-review-only'
  | 'learning-review'
  | 'single-agency-review'
  | 'refer-elsewhere'
  | 'no-further-action'
  | 'more-information';

/** Where an outcome stands among the others: a review that statute knows, one below its threshold, or no review. */
export type OutcomeGroup = 'statutory' | 'below-threshold' | 'other';

/** One outcome in words; `name` is that of the law, which partnerships may call otherwise. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly group: OutcomeGroup;
  readonly name: string;
}

/** Every outcome, in the order offered. */
export const outcomes: readonly Outcome[] = [
  { kind: 'SCR', group: 'statutory', name: 'Serious case review' },
  { kind: 'LCSPR', group: 'statutory', name: 'Local child safeguarding practice review' },
  { kind: 'rapid-review-only', group: 'statutory', name: 'Rapid review only' },
  { kind: 'learning-review', group: 'below-threshold', name: 'Learning review, below the threshold' },
  { kind: 'single-agency-review', group: 'below-threshold', name: 'Single-agency review' },
  { kind: 'refer-elsewhere', group: 'other', name: 'Refer elsewhere' },
  { kind: 'no-further-action', group: 'other', name: 'No further action' },
  { kind: 'more-information', group: 'other', name: 'More information is needed first' },
];

/** The outcome of that kind. */
export function outcomeNamed(kind: OutcomeKind): Outcome {
  const found = outcomes.find((outcome) => outcome.kind === kind);
  if (found === undefined) throw new RangeError(`There is no outcome "${kind}".`);
  return found;
}

/** The kind that `text` names; null for anything else. */
export function readOutcome(text: string): OutcomeKind | null {
  return outcomes.find(({ kind }) => kind === text)?.kind ?? null;
}

/** Why an outcome cannot be decided on a day, with the rule that closes it. */
export interface Closed {
  readonly kind: OutcomeKind;
  readonly why: string;
  /** The id of a rule where one says so, else null. */
  readonly rule: string | null;
  readonly cite: string;
  readonly confidence: Confidences;
}

/**
 * Why that outcome could not be decided on that day, or null where it could. Only what the statute or the transitional guidance
 * fixes is closed: serious case reviews end with the local start (TR-02), and what sections 16A to 16Q brought begins with them.
 */
export function closedOn(
  kind: OutcomeKind,
  on: Day,
  { localStart }: Pick<Conventions, 'localStart'>,
): Closed | null {
  const started = effectiveLocalStart(localStart);
  if (kind === 'SCR' && !isBefore(on, started)) {
    const why = `No serious case review could be started from ${withoutWeekday(started)} on, when local arrangements took the place of the board.`;
    const cite = 'Working Together: transitional arrangements (2018)';
    return { kind, why, rule: 'TR-02', cite, confidence: ['L'] };
  }
  if (!isBefore(on, transitionStart)) return null;
  if (kind === 'LCSPR') {
    const why = `Local child safeguarding practice reviews begin with ${withoutWeekday(transitionStart)}; before it a serious case review was the review to consider.`;
    const cite = 'Children Act 2004, section 16F; SI 2018/497, regulation 3';
    return { kind, why, rule: null, cite, confidence: ['S'] };
  }
  if (kind !== 'rapid-review-only') return null;
  const why = `Rapid reviews follow a notification to the Panel, which there is from ${withoutWeekday(transitionStart)} on.`;
  const cite = 'Children Act 2004, sections 16A and 16C; SI 2018/497, regulation 3';
  return { kind, why, rule: 'RR-01', cite, confidence: ['S', 'L'] };
}

/** Who decided, by the law of the day. */
export interface Decider {
  readonly holder: DutyHolder;
  readonly words: string;
  readonly cite: string;
  readonly confidence: Confidences;
}

const chair: Decider = {
  holder: 'chair of the Local Safeguarding Children Board',
  words: 'The independent chair of the Local Safeguarding Children Board decides.',
  cite: 'Working Together 2013 and 2015, chapter 4 (SCR-04)',
  confidence: ['L'],
};

const partners: Decider = {
  holder: 'safeguarding partners',
  words: 'The three safeguarding partners decide together.',
  cite: 'Children Act 2004, section 16F (DEC-01)',
  confidence: ['S'],
};

/**
 * Who decides on that outcome on that day. A board keeps its functions until the local start, so until then its chair decides;
 * an LCSPR is the partners' own at any time (section 16F).
 */
export function deciderOn(
  kind: OutcomeKind,
  on: Day,
  { localStart }: Pick<Conventions, 'localStart'>,
): Decider {
  return kind !== 'LCSPR' && isBefore(on, effectiveLocalStart(localStart)) ? chair : partners;
}

/** The three whose views are recorded with every decision, in the order of section 16E. */
export const partnerIds = ['local-authority', 'health', 'police'] as const;
export type PartnerId = (typeof partnerIds)[number];

/** A partner as it was called on a day. */
export interface Partner {
  readonly id: PartnerId;
  /** Begins a sentence: "The police". */
  readonly title: string;
  /** "the police". */
  readonly words: string;
}

/** From this day on the integrated care board is the health partner, and before it the clinical commissioning group (from memory). */
export const careBoardStart: Day = day('2022-07-01');

/** The three partners in the order of section 16E, by their names of that day. */
export function partnersOn(on: Day): readonly Partner[] {
  const health = isBefore(on, careBoardStart) ? 'clinical commissioning group' : 'integrated care board';
  return [
    { id: 'local-authority', title: 'The local authority', words: 'the local authority' },
    { id: 'health', title: `The ${health}`, words: `the ${health}` },
    { id: 'police', title: 'The police', words: 'the police' },
  ];
}
