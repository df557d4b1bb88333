import type { Command } from '../acts/command.ts';
import { takeInReferral } from './store-word.ts';
import type { Taken } from './take-in.ts';

/** Takes in a referral that came as a Word form, as a coordinator read it; answers its identifier. */
export const takeIn: Command<Taken, true, Taken, string> = {
  verb: 'referral.take-in',
  // There is nothing yet that could be missing or somebody else's.
  load: async () => true,
  decide: (_, taken) => taken,
  async write(tx, taken) {
    const { id, number } = await takeInReferral(tx, taken);
    return { done: id, entry: { object: id, facts: { number, unread: taken.kept.length } } };
  },
};
