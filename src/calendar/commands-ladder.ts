import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { decideLadder, type GivenLadder, type Ladder } from './ladder.ts';
import { holdLadders, insertLadder, readLadders } from './store-ladder.ts';

/** When whom is reminded here, with everything that was ever set. */
export const ownLadders: View<null, readonly Ladder[], readonly Ladder[]> = {
  verb: 'ladder.list',
  load: (tx) => readLadders(tx),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** Sets the ladder of one family of dates from a day on. What was set before stays on record. */
export const setLadder: Command<GivenLadder, readonly Ladder[], GivenLadder, { readonly id: string }> = {
  verb: 'ladder.set',
  load: (tx) => holdLadders(tx),
  decide: (ladders, given, today) => decideLadder(ladders, given, today),
  async write(tx, given) {
    const id = await insertLadder(tx, given);
    const facts = {
      family: given.family,
      from: given.fromDay.toString(),
      steps: given.steps?.length ?? 'usual',
    };
    return { done: { id }, entry: { object: id, facts } };
  },
};
