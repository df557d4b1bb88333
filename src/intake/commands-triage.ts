import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { holdReferral } from '../cases/store-opening.ts';
import { mail } from '../mail/store.ts';
import { emailAddress } from '../people/invitation.ts';
import { loadOwn, type OwnEndorsed } from './commands-endorsement.ts';
import { emailOf, type Followed, type OwnReferral, type SentReferral } from './referral.ts';
import { readOwnReferral, readSentReferral } from './store.ts';
import {
  allocateReferral,
  answerQuestion,
  askReferrer,
  declineReferral,
  noteAnswers,
  readCoordinators,
  readOwnQuestions,
  readOwnTold,
  readTriage,
  reconsiderReferral,
} from './store-triage.ts';
import {
  type Allocating,
  type Coordinator,
  type DeclineReason,
  decideAllocate,
  decideAnswerQuestion,
  decideAskReferrer,
  decideDecline,
  decideReconsider,
  type OwnQuestion,
  type ToldBefore,
  type Triage,
} from './triage.ts';

type Tx = Parameters<typeof readSentReferral>[0];

/** A referral with its triage, and those to whom it can be given. */
export interface Triaged {
  readonly referral: SentReferral;
  readonly triage: Triage;
  readonly coordinators: readonly Coordinator[];
}

interface ById {
  readonly id: string;
}

async function loadTriaged(tx: Tx, id: string): Promise<Triaged | null> {
  const referral = await readSentReferral(tx, id);
  if (referral === null) return null;
  return { referral, triage: await readTriage(tx, id), coordinators: await readCoordinators(tx, id) };
}

// Of two acts at the same moment the second sees what the first has done.
async function loadHeld(tx: Tx, id: string): Promise<Triaged | null> {
  await holdReferral(tx, id);
  return loadTriaged(tx, id);
}

const standing = ({ referral }: Triaged) => referral.standing;

const entryOf = ({ id, ofCase }: SentReferral) => ({
  object: id,
  ...(ofCase === null ? {} : { case: ofCase.id }),
});

/** What a coordinator looks at before one of the acts below. */
export const triaged: View<ById, Triaged, Triaged> = {
  verb: 'referral.read',
  load: (tx, { id }) => loadTriaged(tx, id),
  standing,
  present: (loaded) => loaded,
  entry: ({ referral }) => entryOf(referral),
};

// Whether a mail went out that there is something to read.
async function tell(
  tx: Tx,
  { answers }: SentReferral,
  kind: 'referral-question' | 'referral-outcome' | 'referral-reconsidered',
): Promise<boolean> {
  const to = emailAddress(emailOf(answers) ?? '');
  if (to !== null) await mail(tx, { to, kind });
  return to !== null;
}

/** Gives a referral into a coordinator's hands. */
export const allocate: Command<Allocating, Triaged, SentReferral, null> = {
  verb: 'referral.allocate',
  load: (tx, { id }) => loadHeld(tx, id),
  standing,
  decide: ({ referral, triage, coordinators }, wish) => decideAllocate(referral, triage, coordinators, wish),
  async write(tx, referral, wish) {
    if (!(await allocateReferral(tx, wish))) throw new Error('a referral that was held has changed');
    return { done: null, entry: { ...entryOf(referral), facts: { to: wish.to } } };
  },
};

/** Asks the referrer a question, and mails that there is something to read. What was answered before has then been read. */
export const askQuestion: Command<ById & { readonly words: string }, Triaged, SentReferral, null> = {
  verb: 'question.ask',
  load: (tx, { id }) => loadHeld(tx, id),
  standing,
  decide: ({ referral, triage }) => decideAskReferrer(referral, triage),
  async write(tx, referral, { words }) {
    const question = await askReferrer(tx, referral.id, words);
    if (question === null) throw new Error('a referral that was held has changed');
    const mailed = await tell(tx, referral, 'referral-question');
    return { done: null, entry: { ...entryOf(referral), facts: { question, mailed } } };
  },
};

/** Says that the referrer's answers have been read. Twice is as good as once. */
export const noteAnswer: Command<ById, Triaged, SentReferral, null> = {
  verb: 'question.note',
  load: (tx, { id }) => loadHeld(tx, id),
  standing,
  decide: ({ referral }) => referral,
  async write(tx, referral) {
    const noted = await noteAnswers(tx, referral.id);
    return { done: null, entry: { ...entryOf(referral), facts: { noted } } };
  },
};

/** Why a referral is declined, for the record and for the referrer. */
export interface Declining extends ById {
  readonly code: DeclineReason;
  readonly reasons: string;
  readonly outcome: string;
  /** For which partnership it is, where it is for another; empty where nobody says. */
  readonly forPartnership: string;
}

/** Declines a referral of which no case was made, and tells the referrer. */
export const decline: Command<Declining, Triaged, SentReferral, null> = {
  verb: 'referral.decline',
  load: (tx, { id }) => loadHeld(tx, id),
  standing,
  decide: ({ referral }) => decideDecline(referral),
  async write(tx, referral, wish) {
    if (!(await declineReferral(tx, referral.id, wish)))
      throw new Error('a referral that was held has changed');
    const mailed = await tell(tx, referral, 'referral-outcome');
    return { done: null, entry: { ...entryOf(referral), facts: { reason: wish.code, mailed } } };
  },
};

/** Takes a closed referral up again; the referrer is mailed that there is something to read. */
export const reconsider: Command<ById & { readonly reason: string }, Triaged, SentReferral, null> = {
  verb: 'referral.reconsider',
  load: (tx, { id }) => loadHeld(tx, id),
  standing,
  decide: ({ referral }) => decideReconsider(referral),
  async write(tx, referral, { reason }) {
    if (!(await reconsiderReferral(tx, referral.id, reason)))
      throw new Error('a referral that was held has changed');
    const mailed = await tell(tx, referral, 'referral-reconsidered');
    return { done: null, entry: { ...entryOf(referral), facts: { mailed } } };
  },
};

/** What a receipt opens once the referral has gone: what became of it, and what the coordinator asks. */
export interface OwnSent extends OwnEndorsed {
  readonly questions: readonly OwnQuestion[];
  readonly told: readonly ToldBefore[];
}

/** What became of one's own referral, whether it was endorsed, and what the coordinator asks. */
export const ownSent: View<null, OwnSent, OwnSent> = {
  verb: 'referral.follow',
  async load(tx) {
    const loaded = await loadOwn(tx);
    if (loaded === null) return null;
    return { ...loaded, questions: await readOwnQuestions(tx), told: await readOwnTold(tx) };
  },
  present: (loaded) => loaded,
  entry: ({ own }) => ({ object: own.id }),
};

interface OwnAsked {
  readonly own: OwnReferral;
  readonly questions: readonly OwnQuestion[];
}

/** Answers a question on one's own referral, once. */
export const answerOwn: Command<{ readonly seq: number; readonly words: string }, OwnAsked, Followed, null> =
  {
    verb: 'question.answer',
    async load(tx) {
      const own = await readOwnReferral(tx, 'to read');
      if (own === null) return null;
      await holdReferral(tx, own.id);
      return { own: (await readOwnReferral(tx, 'to read')) ?? own, questions: await readOwnQuestions(tx) };
    },
    decide: ({ own, questions }, { seq }) => decideAnswerQuestion(own, questions, seq),
    async write(tx, { id }, { seq, words }) {
      const { done, ofCase } = await answerQuestion(tx, seq, words);
      if (!done) throw new Error('a question that was held has been answered');
      return {
        done: null,
        entry: { object: id, facts: { question: seq }, ...(ofCase === null ? {} : { case: ofCase }) },
      };
    },
  };
