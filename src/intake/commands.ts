import { createHash } from 'node:crypto';
import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { holdReferral } from '../cases/store-opening.ts';
import { type DecisionLine, readDecisions } from '../group/store.ts';
import { mail } from '../mail/store.ts';
import { emailAddress } from '../people/invitation.ts';
import { newToken } from '../platform/clock/clock.ts';
import { askNamedLead } from './commands-endorsement.ts';
import type { Answers, Filled } from './question.ts';
import {
  type Answering,
  canonical,
  type Change,
  type Draft,
  decideAnswer,
  decideReceive,
  decideSend,
  decideWrite,
  emailOf,
  type OwnReferral,
  type SentReferral,
} from './referral.ts';
import {
  answerReferral,
  readOwnReferral,
  readSentReferral,
  receiveReferral,
  replaceReceipt,
  sendReferral,
  writeAnswers,
} from './store.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** What stands for the answers that a form was made from; it goes into the form and comes back. */
export const baseOf = (filled: Filled): string => digest(canonical(filled));

/** What a receipt opens: one's own draft, or what became of it. */
export const ownReferral: View<null, OwnReferral, OwnReferral> = {
  verb: 'referral.follow',
  load: (tx) => readOwnReferral(tx, 'to read'),
  present: (own) => own,
  entry: ({ id }) => ({ object: id }),
};

/** Writes one page of one's own draft. */
export const writeReferral: Command<Change, OwnReferral, { draft: Draft; answers: Answers }, Answers> = {
  verb: 'referral.write',
  load: (tx) => readOwnReferral(tx, 'to change'),
  decide: (own, change) => decideWrite(own, change, digest),
  async write(tx, { draft, answers }, { section }) {
    await writeAnswers(tx, draft, answers);
    return { done: answers, entry: { object: draft.id, facts: { section: section.id } } };
  },
};

/** Sends one's own draft. A second time it is refused, and there is still one referral. */
export const sendOwnReferral: Command<null, OwnReferral, Draft, number> = {
  verb: 'referral.send',
  load: (tx) => readOwnReferral(tx, 'to change'),
  decide: (own, _, today) => decideSend(own, today),
  async write(tx, draft) {
    const number = await sendReferral(tx, draft);
    const endorsement = await askNamedLead(tx, draft);
    return { done: number, entry: { object: draft.id, facts: { number, endorsement } } };
  },
};

/** A referral with all its answers, for a coordinator. */
export const sentReferral: View<{ readonly id: string }, SentReferral, SentReferral> = {
  verb: 'referral.read',
  load: (tx, { id }) => readSentReferral(tx, id),
  standing: ({ standing }) => standing,
  present: (referral) => referral,
  entry: ({ id, ofCase }) => ({ object: id, ...inCase(ofCase) }),
};

/** A referral with the decision that stands on its case, to begin the referrer's answer from. */
export interface Answerable {
  readonly referral: SentReferral;
  readonly decided: DecisionLine | null;
}

export const answerable: View<{ readonly id: string }, Answerable, Answerable> = {
  verb: 'referral.read',
  async load(tx, { id }) {
    const referral = await readSentReferral(tx, id);
    if (referral === null) return null;
    const decisions = referral.ofCase === null ? [] : await readDecisions(tx, referral.ofCase.id);
    return { referral, decided: decisions.find(({ stands }) => stands) ?? null };
  },
  standing: ({ referral }) => referral.standing,
  present: (loaded) => loaded,
  entry: ({ referral: { id, ofCase } }) => ({ object: id, ...inCase(ofCase) }),
};

const inCase = (ofCase: SentReferral['ofCase']) => (ofCase === null ? {} : { case: ofCase.id });

/** Tells the referrer the outcome; they read it with their receipt, and are mailed that there is something to read. Answers whether they were. */
export const answer: Command<Answering, SentReferral, SentReferral, { readonly mailed: boolean }> = {
  verb: 'referral.answer',
  async load(tx, { id }) {
    await holdReferral(tx, id);
    return readSentReferral(tx, id);
  },
  standing: ({ standing }) => standing,
  decide: decideAnswer,
  async write(tx, { id, answers, ofCase }, { words }) {
    if (!(await answerReferral(tx, id, words))) throw new Error('a referral was answered meanwhile');
    const to = emailAddress(emailOf(answers) ?? '');
    if (to !== null) await mail(tx, { to, kind: 'referral-outcome' });
    return {
      done: { mailed: to !== null },
      entry: { object: id, ...inCase(ofCase), facts: { mailed: to !== null } },
    };
  },
};

/** Acknowledges a referral. */
export const receive: Command<{ readonly id: string }, SentReferral, SentReferral, null> = {
  verb: 'referral.receive',
  load: (tx, { id }) => readSentReferral(tx, id),
  standing: ({ standing }) => standing,
  decide: decideReceive,
  async write(tx, { id }) {
    // Of two coordinators at the same moment one is first; to both it is acknowledged.
    const first = await receiveReferral(tx, id);
    return { done: null, entry: { object: id, facts: { first } } };
  },
};

/** A new receipt for a referrer who has lost theirs; answers it, to be shown once. */
export const replace: Command<{ readonly id: string }, SentReferral, SentReferral, string> = {
  verb: 'receipt.replace',
  load: (tx, { id }) => readSentReferral(tx, id),
  standing: ({ standing }) => standing,
  decide: (referral) => referral,
  async write(tx, { id }) {
    const token = newToken();
    await replaceReceipt(tx, id, token);
    return { done: token, entry: { object: id } };
  },
};
