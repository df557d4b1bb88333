import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { mail } from '../mail/store.ts';
import { emailAddress } from '../people/invitation.ts';
import { newToken } from '../platform/clock/clock.ts';
import {
  type Adding,
  type Consultation,
  decideAdvise,
  decideAsk,
  type Desk,
  type ListedConsultation,
  type OwnConsultation,
  type Recording,
  referralOf,
} from './consultation.ts';
import {
  addAdvice,
  askAgain,
  readConsultationFor,
  readConsultations,
  readDesks,
  readOwnConsultation,
  recordConsultation,
  referConsultation,
  replaceConsultationReceipt,
} from './store-consultation.ts';

/** What the receipt of a consultation opens: one's own questions and the advice on them. */
export const ownConsultation: View<null, OwnConsultation, OwnConsultation> = {
  verb: 'consultation.follow',
  load: (tx) => readOwnConsultation(tx, 'to read'),
  present: (own) => own,
  entry: ({ id }) => ({ object: id }),
};

/** Asks again in one's own consultation. */
export const askOnce: Command<Adding, OwnConsultation, OwnConsultation, null> = {
  verb: 'consultation.ask',
  load: (tx) => readOwnConsultation(tx, 'to change'),
  decide: decideAsk,
  async write(tx, { id }, { words }) {
    if (!(await askAgain(tx, words))) throw new Error('a consultation that was held has changed');
    return { done: null, entry: { object: id } };
  },
};

/** Makes a draft referral of one's own consultation, for which `token` is the receipt from now on. False where somebody writes in it already. */
export const refer: Command<{ readonly token: string }, OwnConsultation, OwnConsultation, boolean> = {
  verb: 'consultation.refer',
  load: (tx) => readOwnConsultation(tx, 'to change'),
  decide: (own) => own,
  async write(tx, own, { token }) {
    const made = await referConsultation(tx, token, referralOf(own));
    return { done: made, entry: { object: own.id, facts: { made } } };
  },
};

/** The consultations in which one was asked. */
export const listedConsultations: View<null, readonly ListedConsultation[], readonly ListedConsultation[]> = {
  verb: 'consultation.list',
  load: (tx) => readConsultations(tx),
  present: (listed) => listed,
  entry: () => ({}),
};

/** A consultation with all that was said, for whoever was asked. */
export const consultation: View<{ readonly id: string }, Consultation, Consultation> = {
  verb: 'consultation.read',
  load: (tx, { id }) => readConsultationFor(tx, id),
  present: (found) => found,
  entry: ({ id }) => ({ object: id }),
};

/** What advice is, and for which consultation. */
export interface Advising extends Adding {
  readonly id: string;
}

/** Gives advice: the asker reads it with their receipt, and is mailed that there is something to read. Answers whether they were. */
export const advise: Command<Advising, Consultation, Consultation, { readonly mailed: boolean }> = {
  verb: 'consultation.advise',
  load: (tx, { id }) => readConsultationFor(tx, id, 'to change'),
  decide: decideAdvise,
  async write(tx, { id, way, asker }, { words }) {
    if (!(await addAdvice(tx, id, words))) throw new Error('a consultation that was held has changed');
    const to = way === 'form' ? emailAddress(asker.email ?? '') : null;
    if (to !== null) await mail(tx, { to, kind: 'consultation-answered' });
    return { done: { mailed: to !== null }, entry: { object: id, facts: { mailed: to !== null } } };
  },
};

/** A new receipt for an asker who has lost theirs; answers it, to be shown once. Nobody ever had one for what came by telephone. */
export const replaceLost: Command<{ readonly id: string }, Consultation, Consultation, string> = {
  verb: 'consultation.replace-receipt',
  async load(tx, { id }) {
    const found = await readConsultationFor(tx, id, 'to change');
    return found?.way === 'form' ? found : null;
  },
  decide: (found) => found,
  async write(tx, { id }) {
    const token = newToken();
    await replaceConsultationReceipt(tx, id, token);
    return { done: token, entry: { object: id } };
  },
};

/** For whom one can record advice by telephone; nothing there for whoever is asked in nothing. */
export const desks: View<null, readonly Desk[], readonly Desk[]> = {
  verb: 'consultation.list',
  load: (tx) => loadDesks(tx),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** Records advice that was given by telephone; answers its identifier. */
export const recordAdvice: Command<Recording, readonly Desk[], Recording, string> = {
  verb: 'consultation.record',
  load: (tx) => loadDesks(tx),
  decide: (loaded, recording) =>
    loaded.some(({ agencyId }) => agencyId === recording.agencyId) ? recording : refuse('not-permitted'),
  async write(tx, recording) {
    const id = await recordConsultation(tx, recording);
    return { done: id, entry: { object: id } };
  },
};

async function loadDesks(tx: Parameters<typeof readDesks>[0]) {
  const found = await readDesks(tx);
  return found.length === 0 ? null : found;
}
