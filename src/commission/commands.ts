import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { readHeaded } from '../cases/store.ts';
import type { Filled } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import { isBefore } from '../law/day.ts';
import { readInvolved, readWhom } from '../requests/store.ts';
import { readReviews } from '../review/store.ts';
import { insertReviewDay } from '../review/store-write.ts';
import { type EntryKind, kindWords, standingEntries } from './entry-kinds.ts';
import { type Ground, isByLaw, reportCheck } from './ground.ts';
import { whyNotSignOff } from './quality.ts';
import { insertEntry, insertTerms, readEntries, readTermsOf } from './store.ts';
import { type Approval, decideApproval, decideSave, type TermsContent } from './terms.ts';

type Tx = Parameters<typeof readReviews>[0];

/** A review of a case by its identifier. */
export interface OfReview {
  readonly reference: string;
  readonly review: string;
}

/** A review with how it is set up; null where whoever asks sees none such. */
export async function loadGround(
  tx: Tx,
  { reference, review }: OfReview,
  hold: 'to read' | 'to change' = 'to read',
): Promise<Ground | null> {
  const headed = await readHeaded(tx, reference, hold);
  const found =
    headed === null ? null : (await readReviews(tx, headed.id)).find((one) => one.review.id === review);
  if (headed === null || found === undefined || found === null) return null;
  return {
    headed,
    ...found,
    terms: await readTermsOf(tx, review),
    entries: await readEntries(tx, review),
    involved: await readInvolved(tx, headed.id),
  };
}

const onGround = {
  load: (tx: Tx, wanted: OfReview) => loadGround(tx, wanted, 'to change'),
  standing: ({ headed }: Pick<Ground, 'headed'>) => headed.standing,
} as const;

const atOf = ({ headed, review }: Pick<Ground, 'headed' | 'review'>) => ({
  caseId: headed.id,
  reviewId: review.id,
});

/** How a review is set up, with its records. */
export const ground: View<OfReview, Ground, Ground> = {
  verb: 'review.read',
  load: (tx, wanted) => loadGround(tx, wanted),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, review }) => ({ case: headed.id, object: review.id }),
};

/** The same with whom the case is about, to begin the terms from. */
export const termsGround: View<
  OfReview,
  Ground & { readonly whom: number },
  Ground & { readonly whom: number }
> = {
  ...ground,
  async load(tx, wanted) {
    const found = await loadGround(tx, wanted);
    return found === null ? null : { ...found, whom: (await readWhom(tx, found.headed.id)).length };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, review }) => ({ case: headed.id, object: review.id }),
};

/** Terms to be saved: `from` is the number of the last save that the form showed. */
export interface TermsWish extends OfReview {
  readonly content: TermsContent;
  readonly from: number;
}

/** Saves a draft of the terms of reference. */
export const saveTerms: Command<
  TermsWish,
  Ground,
  { readonly facts: Ground; readonly number: number },
  null
> = {
  verb: 'review-terms.write',
  ...onGround,
  decide(facts, { from }) {
    const number = decideSave(facts.headed, facts.terms, from);
    return typeof number === 'number' ? { facts, number } : number;
  },
  async write(tx, { facts, number }, { content }) {
    await insertTerms(tx, atOf(facts), number, content, null);
    return { done: null, entry: { case: facts.headed.id, object: facts.review.id, facts: { number } } };
  },
};

/** An approval of the draft that is numbered `from`. */
export interface ApprovalWish extends OfReview {
  readonly from: number;
  readonly approval: Approval;
}

interface ToApprove {
  readonly facts: Ground;
  readonly number: number;
  readonly content: TermsContent;
}

/** Freezes the draft with who approved it, on which day and, for an amendment, why; with the first, the review's own day of it. */
export const approveTerms: Command<ApprovalWish, Ground, ToApprove, null> = {
  verb: 'review-terms.approve',
  ...onGround,
  decide(facts, { from, approval }, today) {
    const decided = decideApproval(facts.headed, facts.terms, from, approval, today);
    return isRefusal(decided) ? decided : { facts, ...decided };
  },
  async write(tx, { facts, number, content }, { approval }) {
    await insertTerms(tx, atOf(facts), number, content, approval);
    if (!facts.days.some(({ kind }) => kind === 'terms-agreed'))
      await insertReviewDay(tx, atOf(facts), {
        kind: 'terms-agreed',
        day: approval.on,
        source: 'The approval of the terms of reference on record',
        reason: '',
        corrects: null,
      });
    const amended = facts.terms.some(({ approvedOn }) => approvedOn !== null);
    return {
      done: null,
      entry: { case: facts.headed.id, object: facts.review.id, facts: { number, amended } },
    };
  },
};

/** A record to be put down; `replaces` is the one that it corrects. */
export interface EntryWish extends OfReview {
  readonly kind: EntryKind;
  readonly answers: Filled;
  readonly day: Day | null;
  readonly replaces: string | null;
}

// What has a plan may lie ahead; what is said to have been done may not.
const mayLieAhead: readonly EntryKind[] = ['event', 'support', 'stay'];

/** The command that puts a record of one kind down: each kind has its verb. */
export const recordEntry = (kind: EntryKind): Command<EntryWish, Ground, Ground, string> => ({
  verb: kindWords[kind].verb,
  ...onGround,
  decide(facts, { day, replaces }, today) {
    if (facts.headed.state === 'closed') return refuse('case-closed');
    if (day !== null && !mayLieAhead.includes(kind) && isBefore(today, day)) return refuse('day-to-come');
    if (replaces !== null && !standingEntries(facts.entries, kind).some(({ id }) => id === replaces))
      return refuse('changed-elsewhere');
    const why = kind === 'sign-off' ? whyNotSignOff(reportCheck(facts), isByLaw(facts)) : null;
    return why ?? facts;
  },
  async write(tx, facts, { answers, day, replaces }) {
    const id = await insertEntry(tx, atOf(facts), kind, { answers, day, replaces });
    if (id === null) throw new Error('a record that was held has given way');
    const told = { kind, corrected: replaces !== null };
    return { done: id, entry: { case: facts.headed.id, object: id, facts: told } };
  },
});
