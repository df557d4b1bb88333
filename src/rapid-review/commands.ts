import type { Command } from '../acts/command.ts';
import { isRefusal, type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { readDayContext } from '../cases/store-dates.ts';
import { readFileFacts } from '../cases/store-people.ts';
import { readDecision, readGround } from '../group/store.ts';
import type { Option } from '../intake/question.ts';
import { standingActions } from '../safety/safety.ts';
import { readActions } from '../safety/store.ts';
import type { Conventions } from '../law/conventions.ts';
import { decideEntry, type EntryWish } from './entries.ts';
import {
  decideItem,
  type ItemWish,
  openingOf,
  type Review,
  type ReviewFacts,
  whyNotOpen,
  whyNotWrite,
} from './review.ts';
import type { ScriptStep } from './script.ts';
import { readDelegateOf, readInvolved, readLatest, readWritten } from './store.ts';
import { openRapidReview } from './store-opening.ts';
import { addEntry, addScript, type At, saveItem } from './store-write.ts';

type Tx = Parameters<typeof readLatest>[0];

/** Everything of the rapid review of a case, for whoever sees the case; null for everybody else. */
export async function loadReview(
  tx: Tx,
  reference: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<ReviewFacts | null> {
  const file = await readFileFacts(tx, reference, hold);
  if (file === null) return null;
  const { headed, children, incidents } = file;
  const review = await readLatest(tx, headed.id);
  const { standing } = await readGround(tx, headed.id);
  return {
    headed,
    review,
    children,
    incidents,
    dates: await readDayContext(tx, headed.id),
    safety: standingActions(await readActions(tx, { kind: 'case', headed })),
    decision: standing === null ? null : await readDecision(tx, headed.id, standing),
    involved: await readInvolved(tx, headed.id),
    delegateOf: await readDelegateOf(tx),
    ...(await readWritten(tx, review?.id ?? null)),
  };
}

/** A case by its reference. */
export interface Asked {
  readonly reference: string;
}

/** The rapid review of a case, for whoever sees the case. */
export const rapidReview: View<Asked, ReviewFacts, ReviewFacts> = {
  verb: 'rapid-review.read',
  load: (tx, { reference }) => loadReview(tx, reference),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** What every act on a review begins with: the case held, and what is there. */
export const held = {
  load: (tx: Tx, { reference }: Asked) => loadReview(tx, reference, 'to change'),
  standing: ({ headed }: ReviewFacts) => headed.standing,
} as const;

/** The review that runs on a case; refuses where none does, or the case is closed. */
export function running({ headed, review }: Pick<ReviewFacts, 'headed' | 'review'>): At | Refusal {
  const closed = whyNotWrite({ headed, review });
  if (closed !== null) return closed;
  return review === null ? refuse('no-review-running') : atOf({ headed, review });
}

const atOf = ({ headed, review }: { headed: ReviewFacts['headed']; review: Review }): At => ({
  caseId: headed.id,
  reviewId: review.id,
});

/** A review to be opened by hand. `at` is the moment of the act. */
export interface OpenWish extends Asked {
  readonly conventions: Conventions;
  readonly at: Temporal.Instant;
}

interface ToOpen {
  readonly caseId: string;
  readonly opening: NonNullable<ReturnType<typeof openingOf>>;
}

/** Opens the rapid review of a case: from awareness where the partnership counts from there, or after a notification that is on record. */
export const openReview: Command<OpenWish, ReviewFacts, ToOpen, string> = {
  verb: 'rapid-review.open',
  ...held,
  decide(facts, { conventions }) {
    const whyNot = whyNotOpen(facts, conventions);
    if (whyNot !== null) return whyNot;
    const opening = openingOf(facts, conventions);
    return opening === null ? refuse('no-review-running') : { caseId: facts.headed.id, opening };
  },
  async write(tx, { caseId, opening }, { at }) {
    const id = await openRapidReview(tx, { caseId, ...opening, at });
    return { done: id, entry: { case: caseId, object: id, facts: { opened: opening.opened } } };
  },
};

/** An item as it was typed, on the case of a reference. */
export interface ItemSent extends Asked {
  readonly wish: ItemWish;
}

/** Saves an item of the content as its next version. */
export const writeItem: Command<ItemSent, ReviewFacts, { readonly at: At; readonly wish: ItemWish }, null> = {
  verb: 'rapid-review.write',
  ...held,
  decide(facts, { wish }, today) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    const decided = decideItem(facts, wish, today);
    return isRefusal(decided) ? decided : { at, wish: decided };
  },
  async write(tx, { at, wish }) {
    await saveItem(tx, at, wish);
    const facts = { item: wish.item.id, state: wish.state, version: wish.seen + 1 };
    return { done: null, entry: { case: at.caseId, object: at.reviewId, facts } };
  },
};

/** A record as it was typed, on the case of a reference. */
export interface EntrySent extends Asked {
  readonly wish: EntryWish;
}

/** Puts a record on record: an episode, learning, an earlier review, a meeting, a letter; or corrects one, or takes one out. */
export const writeEntry: Command<
  EntrySent,
  ReviewFacts,
  { readonly at: At; readonly wish: EntryWish },
  null
> = {
  verb: 'rapid-review.write',
  ...held,
  decide(facts, { wish }) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    const { agencyId } = wish.given;
    if (agencyId !== null && !wish.isRemoved && !facts.involved.some(({ id }) => id === agencyId))
      return refuse('answers-wrong');
    const decided = decideEntry(facts.entries, wish);
    return isRefusal(decided) ? decided : { at, wish: decided };
  },
  async write(tx, { at, wish }) {
    const id = await addEntry(tx, at, wish);
    const facts = { kind: wish.given.kind, corrects: wish.replaces !== null, removed: wish.isRemoved };
    return { done: null, entry: { case: at.caseId, object: id, facts } };
  },
};

/** The agencies that are involved, as the form of a record offers them. */
export const agencyOptions = ({ involved }: Pick<ReviewFacts, 'involved'>): readonly Option[] =>
  involved.map(({ id, name }) => ({ value: id, text: name }));

/** A day script as it was read. */
export interface ScriptSent extends Asked {
  readonly source: string;
  readonly steps: readonly ScriptStep[];
}

/** Sets the partnership's day script, for this review and those to come; those that run keep theirs. */
export const setScript: Command<ScriptSent, ReviewFacts, At, null> = {
  verb: 'rapid-review.plan',
  ...held,
  decide: (facts) => running(facts),
  async write(tx, at, { source, steps }) {
    await addScript(tx, at.reviewId, { source, steps });
    return { done: null, entry: { case: at.caseId, object: at.reviewId, facts: { steps: steps.length } } };
  },
};
