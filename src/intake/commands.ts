import { createHash } from 'node:crypto';
import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { newToken } from '../platform/clock/clock.ts';
import type { Answers, Filled } from './question.ts';
import {
  canonical,
  type Change,
  type Draft,
  decideReceive,
  decideSend,
  decideWrite,
  type OwnReferral,
  type SentReferral,
} from './referral.ts';
import {
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
    return { done: number, entry: { object: draft.id, facts: { number } } };
  },
};

/** A referral with all its answers, for a coordinator. */
export const sentReferral: View<{ readonly id: string }, SentReferral, SentReferral> = {
  verb: 'referral.read',
  load: (tx, { id }) => readSentReferral(tx, id),
  present: (referral) => referral,
  entry: ({ id }) => ({ object: id }),
};

/** Acknowledges a referral. */
export const receive: Command<{ readonly id: string }, SentReferral, SentReferral, null> = {
  verb: 'referral.receive',
  load: (tx, { id }) => readSentReferral(tx, id),
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
  decide: (referral) => referral,
  async write(tx, { id }) {
    const token = newToken();
    await replaceReceipt(tx, id, token);
    return { done: token, entry: { object: id } };
  },
};
