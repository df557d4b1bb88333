import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import {
  type Challenge,
  challengeState,
  type Quarter,
  type ScrutinyFacts,
  type StepKind,
} from './scrutiny.ts';
import {
  makeChallenge,
  type NewChallenge,
  readChallenge,
  readChallenges,
  readDecided,
  readLate,
  stepChallenge,
} from './store.ts';

/** What was decided, late and dissented in a period. */
export const scrutiny: View<{ readonly quarter: Quarter }, ScrutinyFacts, ScrutinyFacts> = {
  verb: 'scrutiny.read',
  load: async (tx, { quarter }) => ({
    quarter,
    decided: await readDecided(tx, quarter),
    late: await readLate(tx, quarter),
    challenges: await readChallenges(tx, quarter),
  }),
  present: (loaded) => loaded,
  entry: ({ decided, late, challenges }) => ({
    facts: { decided: decided.length, late: late.length, challenges: challenges.length },
  }),
};

/** The challenges, those that wait first. */
export const challenges: View<null, readonly Challenge[], readonly Challenge[]> = {
  verb: 'challenge.read',
  load: (tx) => readChallenges(tx),
  present: (loaded) => loaded,
  entry: (loaded) => ({ facts: { shown: loaded.length } }),
};

/** One challenge. */
export const oneChallenge: View<{ readonly id: string }, Challenge, Challenge> = {
  verb: 'challenge.read',
  load: (tx, { id }) => readChallenge(tx, id),
  present: (loaded) => loaded,
  entry: ({ id }) => ({ object: id }),
};

/** What may be challenged is what the period shows; the form of it. */
export const challengeGround: View<
  { readonly quarter: Quarter; readonly about: Pick<NewChallenge, 'reference' | 'decisionId' | 'rule'> },
  ScrutinyFacts,
  boolean
> = {
  verb: 'challenge.make',
  load: (tx, { quarter }) => scrutiny.load(tx, { quarter }),
  present: ({ decided, late }, { about }) =>
    decided.some(({ id, reference }) => id === about.decisionId && reference === about.reference) ||
    late.some(({ rule, reference }) => rule === about.rule && reference === about.reference),
  entry: () => ({ facts: { shown: 'form' } }),
};

/** Challenges a decision or a delay. The database knows whether there is such a thing for whoever acts. */
export const challenge: Command<NewChallenge, true, NewChallenge, string | null> = {
  verb: 'challenge.make',
  load: async () => true,
  decide: (_there, made) => made,
  async write(tx, made) {
    const id = await makeChallenge(tx, made);
    const about = made.decisionId === null ? { rule: made.rule ?? '' } : { about: 'decision' };
    return id === null
      ? { done: null, entry: { facts: { made: false } } }
      : { done: id, entry: { object: id, facts: { to: made.toWhom, ...about } } };
  },
};

/** What is said on a challenge. */
export interface StepWish {
  readonly id: string;
  readonly kind: StepKind;
  readonly onBehalf: string;
  readonly words: string;
}

const step = (
  verb: 'challenge.answer' | 'challenge.press',
): Command<StepWish, Challenge, StepWish, null> => ({
  verb,
  load: (tx, { id }) => readChallenge(tx, id, 'to change'),
  decide(found, wish) {
    const state = challengeState(found);
    if (state === 'settled') return refuse('so-already');
    // Whoever did not make it has nothing to settle: to them it is there to read.
    if (wish.kind !== 'answered' && !found.isOwn) return refuse('not-permitted');
    return wish.kind === 'pressed' && state === 'waiting' ? refuse('so-already') : wish;
  },
  async write(tx, { id, kind, onBehalf, words }) {
    await stepChallenge(tx, id, kind, onBehalf, words);
    return { done: null, entry: { object: id, facts: { step: kind } } };
  },
});

/** Answers a challenge, once more where it was answered before. */
export const answerChallenge = step('challenge.answer');

/** Settles one's own challenge, or presses it after an answer. */
export const pressChallenge = step('challenge.press');
