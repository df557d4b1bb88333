import { type Refusal, refuse } from '../acts/refusal.ts';
import type { RecordedChange } from '../cases/clock-change.ts';
import type { HeadedCase } from '../cases/header.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import type { OutcomeKind } from '../law/outcomes.ts';
import { type ReviewRegime, regimeOf } from '../law/review-clocks.ts';
import type { GivenReviewDay, ReviewDay } from './days.ts';

/** The kinds of review that a decision can lead to. */
export const reviewKinds = ['SCR', 'LCSPR', 'learning-review', 'single-agency-review', 'joint'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** How far a review has come. */
export const reviewStates = [
  'commissioned',
  'under-way',
  'completed',
  'published',
  'not-published',
  'stopped',
] as const;
export type ReviewState = (typeof reviewStates)[number];

/** A review as its own row has it. `outcome` and `decidedBy` are those of the decision that it was opened from. */
export interface Review {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  /** With which other process it is joint; empty for every other kind. */
  readonly jointWith: string;
  readonly decisionId: string;
  readonly outcome: OutcomeKind;
  /** The day of the decision; the review's own day of it may have been corrected since. */
  readonly decisionDay: Day;
  /** False where the group has thought again since. */
  readonly decisionStands: boolean;
  readonly checkWeeks: number;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
  readonly version: number;
}

/** That a review went from one state to another. */
export interface Move {
  readonly id: string;
  readonly from: ReviewState;
  readonly to: ReviewState;
  readonly day: Day;
  readonly reason: string;
  readonly movedBy: string;
  readonly movedAt: Temporal.Instant;
}

/** The decision on a case that stands. */
export interface StandingDecision {
  readonly id: string;
  readonly outcome: OutcomeKind;
  readonly day: Day;
}

/** A review in the list of a case, with its days. */
export interface ListedReview {
  readonly review: Review;
  readonly days: readonly ReviewDay[];
  /** What was done to its dates by somebody's authority, the first first. */
  readonly changes: readonly RecordedChange[];
}

/** The reviews of a case, and what another would be opened from. */
export interface CaseReviews {
  readonly headed: HeadedCase;
  readonly reviews: readonly ListedReview[];
  readonly decision: StandingDecision | null;
  /** The day the incident was notified; null while it is not on record. */
  readonly notified: Day | null;
}

/** The law that a review runs under: that of the decision, whoever it is carried out together with. */
export const regimeFor = ({ outcome }: Pick<Review, 'outcome'>): ReviewRegime => regimeOf(outcome);

/** What a decision of that outcome can be carried out as; nothing where it is for no review. */
export function kindsFor(outcome: OutcomeKind): readonly ReviewKind[] {
  if (outcome === 'SCR' || outcome === 'LCSPR') return [outcome, 'joint'];
  return outcome === 'learning-review' || outcome === 'single-agency-review' ? [outcome, 'joint'] : [];
}

const moves: Readonly<Record<ReviewState, readonly ReviewState[]>> = {
  commissioned: ['under-way', 'stopped'],
  'under-way': ['completed', 'stopped'],
  completed: ['published', 'not-published', 'under-way', 'stopped'],
  published: ['under-way'],
  'not-published': ['under-way', 'published'],
  stopped: ['under-way'],
};

/** Where a review can go from a state. */
export const movesFrom = (state: ReviewState): readonly ReviewState[] => moves[state];

/** Whether it is opened again by that, having been completed, published or stopped. */
export const isReopening = (from: ReviewState, to: ReviewState): boolean =>
  to === 'under-way' && from !== 'commissioned';

/** Whether a review runs: there is one of a kind for a decision. */
export const isRunning = (state: ReviewState): boolean =>
  state === 'commissioned' || state === 'under-way' || state === 'completed';

/** Whether its work goes on, so that its time and quality are watched. */
export const isAtWork = (state: ReviewState): boolean => state === 'commissioned' || state === 'under-way';

/** A review to be opened. */
export interface OpeningWish {
  readonly kind: ReviewKind;
  readonly jointWith: string;
  /** The decision that the form took for the one that stands. */
  readonly decisionId: string;
}

/** What may be opened; refuses where the standing decision is for no such review, or one of the kind runs for it already. */
export function decideOpening(
  { headed, reviews, decision }: CaseReviews,
  { kind, jointWith, decisionId }: OpeningWish,
): { readonly decision: StandingDecision } | Refusal {
  if (headed.state === 'closed') return refuse('case-closed');
  if (decision === null) return refuse('case-undecided');
  if (decision.id !== decisionId) return refuse('decided-meanwhile');
  if (!kindsFor(decision.outcome).includes(kind)) return refuse('no-review-decided');
  if ((kind === 'joint') !== (jointWith !== '')) return refuse('answers-wrong');
  const there = reviews.some(
    ({ review }) => review.decisionId === decision.id && review.kind === kind && isRunning(review.state),
  );
  return there ? refuse('review-runs') : { decision };
}

/** A move as it is wanted. `from` is the state that the form showed. */
export interface MoveWish {
  readonly from: ReviewState;
  readonly to: ReviewState;
  readonly day: Day;
  readonly reason: string;
}

/** What a move is held against. */
export interface MoveGround {
  readonly headed: Pick<HeadedCase, 'state'>;
  readonly review: Review;
  readonly days: readonly ReviewDay[];
  readonly moves: readonly Move[];
  /** Whether another of its kind runs for the same decision. */
  readonly others: boolean;
}

/** The day that a move puts on record; null for a move that is no day of its own. */
export const dayOfMove = (to: ReviewState): 'completed' | 'published' | null =>
  to === 'completed' || to === 'published' ? to : null;

/** The move that may be made; refuses one that the state does not have, a day to come, and one before what came before it. */
export function decideMove(
  { headed, review, days, moves: made, others }: MoveGround,
  wish: MoveWish,
  today: Day,
): MoveWish | Refusal {
  if (headed.state === 'closed') return refuse('case-closed');
  if (review.state !== wish.from) return refuse('review-moved');
  if (!movesFrom(review.state).includes(wish.to)) return refuse('review-moved');
  if (isReopening(wish.from, wish.to) && others) return refuse('review-runs');
  if (isBefore(today, wish.day)) return refuse('day-to-come');
  const decided = days.find(({ kind }) => kind === 'decided')?.day ?? null;
  const last = made.at(-1)?.day ?? null;
  const first = last ?? decided;
  if (first !== null && isBefore(wish.day, first))
    return refuse('days-out-of-order', {
      second: `That day (${withoutWeekday(wish.day)})`,
      first: `${last === null ? 'the decision to start it' : 'what was done before'} (${withoutWeekday(first)})`,
    });
  return wish;
}

/** The day that a move puts on record, in place of one that stands from before it was opened again. */
export function dayWithMove(
  { to, day, reason }: MoveWish,
  days: readonly ReviewDay[],
): GivenReviewDay | null {
  const kind = dayOfMove(to);
  if (kind === null) return null;
  const before = days.find((one) => one.kind === kind) ?? null;
  return {
    kind,
    day,
    source: reason.slice(0, 2_000),
    reason: before === null ? '' : 'It was opened again after that.',
    corrects: before?.id ?? null,
  };
}

/** Everything of one review. */
export interface ReviewFacts {
  readonly headed: HeadedCase;
  readonly review: Review;
  readonly days: readonly ReviewDay[];
  /** What was done to its dates by somebody's authority, the first first. */
  readonly changes: readonly RecordedChange[];
  /** The first first. */
  readonly moves: readonly Move[];
  readonly reviewers: readonly Reviewer[];
  /** The newest first; empty for whoever may not see how it was found. */
  readonly checks: readonly Check[];
  readonly requests: readonly WrittenRequest[];
  /** The day the incident was notified. */
  readonly notified: Day | null;
  /** Whether another of its kind runs for the same decision. */
  readonly others: boolean;
  /** Whether it is on record that its report was signed off. */
  readonly signedOff: boolean;
}

/**
 * Why a review cannot be completed: its report is not signed off, which is refused while it lacks what SI 2018/789, regulation 15, asks for. What
 * was completed before the review was opened here was signed off elsewhere. Null where nothing stands in the way.
 */
export function whyNotComplete(
  { review, signedOff }: Pick<ReviewFacts, 'review' | 'signedOff'>,
  { to, day }: Pick<MoveWish, 'to' | 'day'>,
): Refusal | null {
  const openedOn = review.openedAt.toZonedDateTimeISO('Europe/London').toPlainDate();
  if (to !== 'completed' || signedOff || regimeFor(review) !== 'practice-review') return null;
  return isBefore(day, openedOn) ? null : refuse('report-unsigned');
}

/** What somebody does in a review: leads it, carries it out with others, or sits on its panel. */
export type ReviewerPart = 'lead' | 'reviewer' | 'panel';

/** Somebody who carries the review out. */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly accountId: string | null;
  readonly independentOf: string;
  readonly conflict: 'none' | 'declared';
  readonly conflictWords: string;
  readonly considered: string;
  readonly appointedOn: Day;
  readonly endedOn: Day | null;
  readonly endedWhy: string;
  readonly part: ReviewerPart;
  readonly naming: 'named' | 'not-named';
  readonly declaredOn: Day | null;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** How time and quality were found on a day. */
export interface Check {
  readonly id: string;
  readonly day: Day;
  readonly timeFound: 'on-course' | 'at-risk' | 'late';
  readonly timeWords: string;
  readonly qualityFound: 'good' | 'concern' | 'not-seen';
  readonly qualityWords: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** What a reviewer was asked in writing, and the answer. */
export interface WrittenRequest {
  readonly id: string;
  readonly reviewerId: string;
  readonly reviewer: string;
  readonly askedFor: 'information' | 'draft';
  readonly words: string;
  readonly askedOn: Day;
  readonly dueOn: Day;
  readonly askedBy: string;
  readonly answeredOn: Day | null;
  readonly answerWords: string;
  readonly answeredBy: string;
}

/** Whether something may be written on a review at all; null where it may. What has ended can be corrected, and added to. */
export const whyNotWrite = ({ headed }: Pick<ReviewFacts, 'headed'>): Refusal | null =>
  headed.state === 'closed' ? refuse('case-closed') : null;

/** The law of a review as its words and dates need it. */
export interface ReviewLaw {
  readonly regime: ReviewRegime;
  readonly decided: Day;
  readonly conventions: Conventions;
}

/** The day on which it was decided to start a review, as it stands on its record. */
export const decidedOn = ({ review, days }: Pick<ListedReview, 'review' | 'days'>): Day =>
  days.find(({ kind }) => kind === 'decided')?.day ?? review.decisionDay;
