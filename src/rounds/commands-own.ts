import type { Command } from '../acts/command.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { decideAnswer, type TypedAnswer } from './ask-form.ts';
import { decideGiven, type Found, type Given, openSeats } from './own.ts';
import { readAnswers, readPapers } from './store.ts';
import {
  answerRound,
  type AskedOfMe,
  isProved,
  lockRound,
  proveAgain,
  readAskedOfMe,
  readOwnRound,
  readOwnSeats,
  readRoundFile,
  type RoundFile,
} from './store-own.ts';

type Tx = Parameters<typeof readOwnRound>[0];

/** What one is asked: by when, and nothing of a case. */
export const askedOfMe: View<null, readonly AskedOfMe[], readonly AskedOfMe[]> = {
  verb: 'round.list',
  load: (tx) => readAskedOfMe(tx),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** A question by its identifier. */
export interface Asked {
  readonly id: string;
}

async function loadFound(tx: Tx, { id }: Asked): Promise<Found | null> {
  const asked = (await readAskedOfMe(tx)).find((one) => one.id === id);
  if (asked === undefined) return null;
  if (asked.state === 'withdrawn') return { kind: 'withdrawn', asked };
  if (!(await isProved(tx))) return { kind: 'prove', asked };
  const round = await readOwnRound(tx, id);
  if (round === null) return null;
  const question = {
    round,
    seats: await readOwnSeats(tx, id),
    papers: await readPapers(tx, id),
    answers: await readAnswers(tx, id),
  };
  return { kind: 'question', question };
}

/** The question that one is asked. */
export const oneAsked: View<Asked, Found, Found> = {
  verb: 'own-round.read',
  load: loadFound,
  present: (loaded) => loaded,
  entry: (found) =>
    found.kind === 'question'
      ? { case: found.question.round.caseId, object: found.question.round.id }
      : { object: found.asked.id, facts: { shown: found.kind } },
};

/** A code of the authenticator, for the question that it is to open. */
export interface Proving extends Asked {
  readonly code: string;
}

type Tried = 'done' | 'wrong' | number;

/**
 * Proves again who acts. The code is tried as the act loads: the database counts a wrong one, and that count must stand also where
 * the act is refused.
 */
export const prove: Command<Proving, Tried, 'done', null> = {
  verb: 'session.prove',
  async load(tx, { id, code }) {
    const asked = (await readAskedOfMe(tx)).some((one) => one.id === id);
    return asked ? proveAgain(tx, code) : null;
  },
  decide: (tried): 'done' | Refusal =>
    tried === 'done'
      ? tried
      : tried === 'wrong'
        ? refuse('proof-wrong')
        : refuse('proof-wait', { seconds: String(tried) }),
  write: async (_tx, _done, { id }) => ({ done: null, entry: { object: id } }),
};

/** An answer as it was typed. */
export interface AnswerWish extends Asked {
  readonly typed: TypedAnswer;
}

/**
 * Answers a question for one's seats. Refused where it is over, where a deputy comes after the holder, and for several seats where that
 * is not said. Answers whether it was a conflict, after which the question is not there any more.
 */
export const answerAsked: Command<AnswerWish, Found, Given, { readonly isConflict: boolean }> = {
  verb: 'round.answer',
  async load(tx, wish) {
    await lockRound(tx, wish.id);
    return loadFound(tx, wish);
  },
  decide(found, { typed }, today) {
    if (found.kind !== 'question') return refuse(found.kind === 'withdrawn' ? 'round-over' : 'proof-wanted');
    const { question } = found;
    const own = openSeats(question);
    if (own.length === 0) return refuse('holder-answered');
    const { answer } = decideAnswer(typed, own);
    return answer === null ? refuse('answers-wrong') : decideGiven(question, answer, today);
  },
  async write(tx, { question: { round }, answer }: Given, { id }) {
    const outcome = await answerRound(tx, id, answer);
    if (outcome !== 'done') throw new Error(`an answer that the database does not take: ${outcome}`);
    const facts = { position: answer.position, seats: answer.seats.length };
    return {
      done: { isConflict: answer.position === 'conflict' },
      entry: { case: round.caseId, object: round.id, facts },
    };
  },
};

/** A paper of a question. */
export interface PaperWish extends Asked {
  readonly file: string;
}

/** Opens a paper of a question that one is asked. */
export const openPaper: View<PaperWish, RoundFile, RoundFile> = {
  verb: 'own-round.read',
  load: (tx, { id, file }) => readRoundFile(tx, id, file),
  present: (file) => file,
  entry: ({ caseId, id }) => ({ case: caseId, object: id }),
};
