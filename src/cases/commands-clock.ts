import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import type { Conventions } from '../law/conventions.ts';
import { readStanding } from '../notifiable/store.ts';
import { type ChangeableClock, decideChange, type GivenChange } from './clock-change.ts';
import type { OverviewFacts } from './overview.ts';
import { readHeaded } from './store.ts';
import { insertClockChange, type MovedDate, readClock, readMoved } from './store-clock.ts';
import { rewriteClocks } from './store-dates.ts';
import { readOverview } from './store-overview.ts';
import type { HeadedCase } from './header.ts';

interface OfClock {
  readonly reference: string;
  readonly rule: string;
}

/** One clock of a case: everything it is counted from, and how its last day has moved. */
export interface ClockFactsShown {
  readonly facts: OverviewFacts;
  readonly moved: readonly MovedDate[];
}

/** The working of one date of a case, with its history. */
export const oneClock: View<OfClock, ClockFactsShown, ClockFactsShown> = {
  verb: 'case.read',
  async load(tx, { reference, rule }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    const facts = { ...(await readOverview(tx, headed)), notifiable: await readStanding(tx, headed.id) };
    return { facts, moved: await readMoved(tx, headed.id, rule) };
  },
  standing: ({ facts }) => facts.headed.standing,
  present: (loaded) => loaded,
  entry: ({ facts }) => ({ case: facts.headed.id }),
};

/** A pause, the end of one, or another last day, to go on record. */
export interface ChangeWish {
  readonly reference: string;
  readonly given: GivenChange;
  readonly conventions: Conventions;
}

interface HeldClock {
  readonly headed: HeadedCase;
  readonly clock: ChangeableClock | null;
}

/** Changes the time of a clock by somebody's authority, and derives the clocks of the case anew. */
export const changeClock: Command<ChangeWish, HeldClock, HeldClock, null> = {
  verb: 'clock.change',
  async load(tx, { reference, given }) {
    const headed = await readHeaded(tx, reference, 'to change');
    return headed === null ? null : { headed, clock: await readClock(tx, headed.id, given.rule) };
  },
  standing: ({ headed }) => headed.standing,
  decide(held, { given }, today) {
    const decided = decideChange(held.clock, given, held.headed.state === 'closed', today);
    return 'refused' in decided ? decided : held;
  },
  async write(tx, { headed }, { given, conventions }) {
    const id = await insertClockChange(tx, headed.id, given);
    await rewriteClocks(tx, headed.id, conventions, 'changed');
    return {
      done: null,
      entry: { case: headed.id, object: id, facts: { rule: given.rule, kind: given.kind } },
    };
  },
};
