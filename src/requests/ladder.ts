import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore } from '../law/day.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';
import type { ReminderStep } from '../partnership/partnership.ts';

/** When the service reminds by itself: before the last day, on it, and after it. The database has the same three. */
export type ChasingRung = 'before' | 'due' | 'late';

/** One rung of the ladder: from which working day after the last day on it is time for it, and what it is. */
interface Rung {
  readonly from: number;
  readonly words: string;
  /** True where the delay is to be taken to somebody else, which is for a person to judge. */
  readonly escalates: boolean;
}

const ladder: readonly Rung[] = [
  { from: -1, words: 'Remind whoever was asked', escalates: false },
  { from: 0, words: 'Telephone whoever was asked: it is due today', escalates: false },
  { from: 1, words: 'Take it to the agency’s safeguarding lead', escalates: true },
  { from: 2, words: 'Take it to the agency’s representative in the group', escalates: true },
  { from: 3, words: 'Take it to the chair, and to the partners’ delegates', escalates: true },
];

/** On which working days before (negative) and after the last day the service reminds: the rungs of the same ladder, without anybody's head. */
export const chasingSteps: readonly (ReminderStep & { readonly step: ChasingRung })[] = [
  { step: 'before', workingDays: -1, roles: [] },
  { step: 'due', workingDays: 0, roles: [] },
  { step: 'late', workingDays: 1, roles: [] },
];

/** Something that an agency was asked for. */
export interface Awaited {
  readonly state: string;
  readonly dueOn: Day;
}

function rungReached({ state, dueOn }: Awaited, today: Day, calendar: Calendar): Rung | null {
  if (state !== 'asked') return null;
  try {
    const days = isBefore(today, dueOn)
      ? -workingDaysUntil(today, dueOn, calendar)
      : workingDaysUntil(dueOn, today, calendar);
    return ladder.findLast(({ from }) => from <= days) ?? null;
  } catch (error) {
    // Past the calendar no working day can be counted, and no page may fail for it.
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** What it is time for by the clock, while an answer is waited for; null before. The ladder is this service's own proposal: no source sets one. */
export const rungOf = (awaited: Awaited, today: Day, calendar: Calendar): string | null =>
  rungReached(awaited, today, calendar)?.words ?? null;

/**
 * To whom it is time to take a delay; null where it is not, or where it was taken further on or after the day from which this rung holds.
 * `escalatedOn`: the day on which that was last recorded.
 */
export function timeToEscalate(
  awaited: Awaited,
  escalatedOn: Day | null,
  today: Day,
  calendar: Calendar,
): string | null {
  const rung = rungReached(awaited, today, calendar);
  if (rung === null || !rung.escalates) return null;
  const reached = addWorkingDays(awaited.dueOn, rung.from, calendar);
  return escalatedOn !== null && !isBefore(escalatedOn, reached) ? null : rung.words;
}
