import type { ClockChange } from '../cases/clock-change.ts';
import type { DateKind } from '../cases/date-kinds.ts';
import { keptClocks } from '../cases/kept-clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import { OutsideCalendar } from '../law/working-days.ts';

/** Cases with the same facts and the same clocks, as the database hands them over to be derived anew: days as YYYY-MM-DD. */
export interface CasesToDerive {
  /** Their identifiers, with a space between them. */
  readonly case_ids: string;
  readonly how_many: number;
  /** The last of them. */
  readonly last_id: string;
  readonly event: IncidentEvent;
  readonly days: Readonly<Record<string, string>>;
  readonly changes: readonly {
    readonly rule: string;
    readonly kind: ClockChange['kind'];
    readonly day: string;
  }[];
  /** The last day of each clock as it is kept. */
  readonly clocks: Readonly<Record<string, string>>;
}

/** A clock whose last day has moved, in all of these cases; days as YYYY-MM-DD. */
export interface MovedClock {
  readonly case_ids: string;
  readonly rule: string;
  readonly old_due: string;
  readonly new_due: string;
}

/**
 * Derives the clocks of many cases by one calendar and answers those that moved. Cases with the same days have the same clocks, so the law is
 * asked once for them. A case from whose days the calendar can no longer count keeps its clocks as they are.
 */
export function movedBy(
  conventions: Conventions,
): (cases: readonly CasesToDerive[]) => readonly MovedClock[] {
  const known = new Map<string, ReadonlyMap<string, string>>();
  const dueOf = (one: CasesToDerive) => {
    const key = JSON.stringify([one.event, one.days, one.changes]);
    const found = known.get(key) ?? dueDays(one, conventions);
    known.set(key, found);
    return found;
  };
  return (cases) =>
    cases.flatMap((one) => {
      const due = dueOf(one);
      return Object.entries(one.clocks).flatMap(([rule, old]) => {
        const now = due.get(rule);
        return now === undefined || now === old
          ? []
          : [{ case_ids: one.case_ids, rule, old_due: old, new_due: now }];
      });
    });
}

function dueDays(
  { event, days, changes }: CasesToDerive,
  conventions: Conventions,
): ReadonlyMap<string, string> {
  const facts = {
    event,
    days: new Map(Object.entries(days).map(([kind, iso]) => [kind as DateKind, day(iso)])),
    changes: changes.map((one) => ({ ...one, day: day(one.day) })),
    // Neither changes what is counted: a clock that was stopped or withdrawn is not among those that are kept.
    stopped: false,
    withdrawn: false,
  };
  try {
    return new Map(keptClocks(facts, conventions).map(({ rule, dueOn }) => [rule, dueOn.toString()]));
  } catch (error) {
    if (error instanceof OutsideCalendar) return new Map();
    throw error;
  }
}
