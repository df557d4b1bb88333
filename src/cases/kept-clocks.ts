import type { Conventions } from '../law/conventions.ts';
import type { Day } from '../law/day.ts';
import { type ClockFacts, clocksOf } from './clocks.ts';

/** A clock as it is kept for lists of what is due. */
export interface KeptClock {
  readonly rule: string;
  readonly startsOn: Day;
  readonly dueOn: Day;
  readonly metOn: Day | null;
  readonly pausedOn: Day | null;
}

/** What the law makes of the days on record, as it is kept. Throws OutsideCalendar. */
export const keptClocks = (facts: ClockFacts, conventions: Conventions): readonly KeptClock[] =>
  clocksOf(facts, conventions).map(({ due, met, pausedOn }) => ({
    rule: due.rule.id,
    startsOn: due.from,
    dueOn: due.due,
    metOn: met,
    pausedOn,
  }));
