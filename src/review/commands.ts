import type { Command } from '../acts/command.ts';
import { isRefusal } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { holdCalendar } from '../cases/store-calendar.ts';
import { readHeaded } from '../cases/store.ts';
import type { Conventions } from '../law/conventions.ts';
import { keptReviewClocks } from './clocks.ts';
import { decideReviewDay, type GivenReviewDay, type ReviewDay, type ReviewDayKind } from './days.ts';
import {
  type CaseReviews,
  dayWithMove,
  decideMove,
  decideOpening,
  isRunning,
  type MoveWish,
  type OpeningWish,
  regimeFor,
  type ReviewFacts,
  type StandingDecision,
  whyNotComplete,
} from './review.ts';
import {
  isSignedOff,
  readDayHistory,
  readNotified,
  readParts,
  readReviewerAccounts,
  readReviews,
  readStandingDecision,
} from './store.ts';
import { type At, insertReview, insertReviewDay, keepReviewClocks, moveReview } from './store-write.ts';

type Tx = Parameters<typeof readReviews>[0];

/** A case by its reference. */
export interface OfCase {
  readonly reference: string;
}

/** A review of a case by its identifier. */
export interface OfReview extends OfCase {
  readonly review: string;
}

async function loadReviews(
  tx: Tx,
  { reference }: OfCase,
  hold: 'to read' | 'to change' = 'to read',
): Promise<CaseReviews | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  return {
    headed,
    reviews: await readReviews(tx, headed.id),
    decision: await readStandingDecision(tx, headed.id),
    notified: await readNotified(tx, headed.id),
  };
}

/** One review of a case with everything that belongs to it; null where whoever asks sees none such. */
export async function loadReview(
  tx: Tx,
  wanted: OfReview,
  hold: 'to read' | 'to change' = 'to read',
): Promise<ReviewFacts | null> {
  const all = await loadReviews(tx, wanted, hold);
  const found = all?.reviews.find(({ review }) => review.id === wanted.review);
  if (all === null || found === undefined) return null;
  const { headed, notified } = all;
  const others = all.reviews.some(
    ({ review }) =>
      review.id !== found.review.id &&
      review.decisionId === found.review.decisionId &&
      review.kind === found.review.kind &&
      isRunning(review.state),
  );
  return {
    headed,
    notified,
    ...found,
    others,
    ...(await readParts(tx, headed.id, found.review.id)),
    signedOff: await isSignedOff(tx, found.review.id),
  };
}

/** What every act on a review begins with. */
export const onReview = {
  load: (tx: Tx, wanted: OfReview) => loadReview(tx, wanted, 'to change'),
  standing: ({ headed }: Pick<ReviewFacts, 'headed'>) => headed.standing,
} as const;

/** Where the rows of a review stand. */
export const atOf = ({ headed, review }: Pick<ReviewFacts, 'headed' | 'review'>): At => ({
  caseId: headed.id,
  reviewId: review.id,
});

/**
 * Derives what is due in a review anew from what is on record, in the transaction that changed it and by the bank holidays as they hold there.
 * Throws OutsideCalendar.
 */
export async function rewriteReviewClocks(tx: Tx, wanted: OfReview, conventions: Conventions): Promise<void> {
  const calendar = await holdCalendar(tx);
  const facts = await loadReview(tx, wanted);
  if (facts === null) throw new Error('a review that was held is gone');
  await keepReviewClocks(tx, atOf(facts), keptReviewClocks(facts, { ...conventions, calendar }));
}

/** The reviews of a case. */
export const caseReviews: View<OfCase, CaseReviews, CaseReviews> = {
  verb: 'review.read',
  load: (tx, wanted) => loadReviews(tx, wanted),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** One review. */
export const oneReview: View<OfReview, ReviewFacts, ReviewFacts> = {
  verb: 'review.read',
  load: (tx, wanted) => loadReview(tx, wanted),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, review }) => ({ case: headed.id, object: review.id }),
};

/** The same, to see how its time and quality were found. */
export const reviewChecks: View<OfReview, ReviewFacts, ReviewFacts> = {
  ...oneReview,
  verb: 'review-check.read',
};

/** One kind of day of a review with its corrections. */
export interface ReviewDayRecord {
  readonly facts: ReviewFacts;
  readonly history: readonly (ReviewDay & { readonly stands: boolean })[];
}

export const oneReviewDay: View<
  OfReview & { readonly kind: ReviewDayKind },
  ReviewDayRecord,
  ReviewDayRecord
> = {
  verb: 'review.read',
  async load(tx, { kind, ...wanted }) {
    const facts = await loadReview(tx, wanted);
    if (facts === null) return null;
    return { facts, history: await readDayHistory(tx, facts.headed.id, facts.review.id, kind) };
  },
  standing: ({ facts }) => facts.headed.standing,
  present: (loaded) => loaded,
  entry: ({ facts }) => ({ case: facts.headed.id, object: facts.review.id }),
};

/** A review with those who could be joined to an appointment: for the form of one. */
export interface Appointing {
  readonly facts: ReviewFacts;
  readonly accounts: readonly { readonly accountId: string; readonly name: string }[];
}

export const appointing: View<OfReview, Appointing, Appointing> = {
  verb: 'review.read',
  async load(tx, wanted) {
    const facts = await loadReview(tx, wanted);
    return facts === null ? null : { facts, accounts: await readReviewerAccounts(tx, facts.headed.id) };
  },
  standing: ({ facts }) => facts.headed.standing,
  present: (loaded) => loaded,
  entry: ({ facts }) => ({ case: facts.headed.id, object: facts.review.id }),
};

/** A review to be opened. */
export interface Opening extends OfCase {
  readonly wish: OpeningWish;
  readonly conventions: Conventions;
}

interface ToOpen {
  readonly loaded: CaseReviews;
  readonly decision: StandingDecision;
}

/** Opens a review from the decision that stands. Refused where it is for none such, or where one of the kind runs for it already. */
export const openReview: Command<Opening, CaseReviews, ToOpen, string> = {
  verb: 'review.open',
  load: (tx, wanted) => loadReviews(tx, wanted, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide(loaded, { wish }) {
    const decided = decideOpening(loaded, wish);
    return isRefusal(decided) ? decided : { loaded, decision: decided.decision };
  },
  async write(tx, { loaded: { headed }, decision }, { reference, wish, conventions }) {
    const id = await insertReview(tx, { caseId: headed.id, pseudonym: headed.pseudonym }, wish, decision);
    await rewriteReviewClocks(tx, { reference, review: id }, conventions);
    return { done: id, entry: { case: headed.id, object: id, facts: { kind: wish.kind } } };
  },
};

/** A day of a review to go on record. */
export interface DayWish extends OfReview {
  readonly given: GivenReviewDay;
  readonly conventions: Conventions;
}

interface ToRecord {
  readonly facts: ReviewFacts;
  readonly given: GivenReviewDay;
}

/** Records, corrects or revises a day of a review, and derives its dates anew. */
export const recordReviewDay: Command<DayWish, ReviewFacts, ToRecord, string> = {
  verb: 'review.record',
  ...onReview,
  decide(facts, { given, conventions }, today) {
    const { headed, review, days } = facts;
    const isClosed = headed.state === 'closed';
    const ground = { outcome: review.outcome, regime: regimeFor(review), isClosed, days };
    const decided = decideReviewDay(ground, given, conventions, today);
    return isRefusal(decided) ? decided : { facts, given: decided };
  },
  async write(tx, { facts, given }, { reference, review, conventions }) {
    const id = await insertReviewDay(tx, atOf(facts), given);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    const told = { kind: given.kind, corrected: given.corrects !== null };
    return { done: id, entry: { case: facts.headed.id, object: id, facts: told } };
  },
};

/** A move of a review. */
export interface Moving extends OfReview {
  readonly wish: MoveWish;
  readonly conventions: Conventions;
}

interface ToMove {
  readonly facts: ReviewFacts;
  readonly day: GivenReviewDay | null;
}

/** Moves a review on, stops it, or opens it again; completing and publishing put their day on record with it. */
export const moveOn: Command<Moving, ReviewFacts, ToMove, string> = {
  verb: 'review.move',
  ...onReview,
  decide(facts, { wish }, today) {
    const decided = decideMove(facts, wish, today);
    if (isRefusal(decided)) return decided;
    return whyNotComplete(facts, wish) ?? { facts, day: dayWithMove(wish, facts.days) };
  },
  async write(tx, { facts, day }, { reference, review, wish, conventions }) {
    const id = await moveReview(tx, atOf(facts), wish);
    if (day !== null) await insertReviewDay(tx, atOf(facts), day);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    return {
      done: id,
      entry: { case: facts.headed.id, object: review, facts: { from: wish.from, to: wish.to } },
    };
  },
};
