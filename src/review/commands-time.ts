import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import { changedTime, decideChange, type GivenChange } from '../cases/clock-change.ts';
import type { Conventions } from '../law/conventions.ts';
import { clocksOfReview, mayChangeReviewTime, type ReviewClock } from './clocks.ts';
import { atOf, type OfReview, onReview, rewriteReviewClocks } from './commands.ts';
import type { ReviewFacts } from './review.ts';
import { insertReviewChange, insertReviewMoved } from './store-time.ts';

/** A pause, the end of one, or another last day for a review. */
export interface TimeWish extends OfReview {
  readonly given: GivenChange;
  readonly conventions: Conventions;
}

interface ToChange {
  readonly facts: ReviewFacts;
  readonly clock: ReviewClock;
}

/** Changes the time of a review by somebody's authority, and derives its dates anew. Refused for what the law or a board's rules set. */
export const changeReviewTime: Command<TimeWish, ReviewFacts, ToChange, null> = {
  verb: 'clock.change',
  ...onReview,
  decide(facts, { given, conventions }, today) {
    if (!mayChangeReviewTime(given.rule)) return refuse('time-fixed');
    const clock = clocksOfReview(facts, conventions).find(({ due }) => due.rule.id === given.rule);
    if (clock === undefined || !clock.isFollowed) return refuse('clock-not-running');
    const held = {
      startsOn: clock.due.from,
      dueOn: clock.due.due,
      metOn: clock.met,
      pausedOn: clock.pausedOn,
    };
    const decided = decideChange(held, given, facts.headed.state === 'closed', today);
    return isRefusal(decided) ? decided : { facts, clock };
  },
  async write(tx, { facts, clock }, { reference, review, given, conventions }) {
    const id = await insertReviewChange(tx, atOf(facts), given);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    const own = [...facts.changes.filter(({ rule }) => rule === given.rule), given];
    const { dueOn } = changedTime(clock.counted.due, own, conventions.calendar, clock.counted.within.unit);
    if (!dueOn.equals(clock.due.due))
      await insertReviewMoved(tx, atOf(facts), { rule: given.rule, from: clock.due.due, to: dueOn });
    return {
      done: null,
      entry: { case: facts.headed.id, object: id, facts: { rule: given.rule, kind: given.kind } },
    };
  },
};
