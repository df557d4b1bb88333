import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import type { CountedUnit } from '../law/rule.ts';
import { addWorkingDays, withinCalendar } from '../law/working-days.ts';

/** What can be done to a clock by somebody's authority. */
export const changeKinds = ['paused', 'resumed', 'extended'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/**
 * A change as the count needs it. `day` is the first day of a pause, the first day after it that counts again, or the new last day.
 */
export interface ClockChange {
  readonly rule: string;
  readonly kind: ChangeKind;
  readonly day: Day;
}

/** A change as it is on record. */
export interface RecordedChange extends ClockChange {
  readonly id: string;
  readonly authorityName: string;
  readonly authorityCapacity: string;
  readonly authorisedOn: Day;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/**
 * The rules whose time nobody may change here. Section 16C of the Children Act 2004, Schedule 2 to the Children Act 1989 and the statutory
 * guidance set them, and no source gives anybody the power to stretch them: what comes late is recorded as late, with its reason.
 */
const fixed = /^(NOT-0[123]|SCR-|TR-)/;

/** Whether the time of a rule can be paused or extended at all: only what guidance expects, never what the law sets. */
export const mayChangeTime = (rule: string): boolean => !fixed.test(rule);

/** What is said where it cannot. */
export const fixedWords =
  'This time is set by law. Nothing that was found gives anybody the power to pause or extend it, so it cannot be changed here. If it is missed, the day is recorded as late, with the reason.';

/** The last day of a clock after what was done to it, and since when it is paused, if it is. */
export interface ChangedTime {
  readonly dueOn: Day;
  readonly pausedOn: Day | null;
}

/**
 * What the changes of a rule make of the last day that it was counted to, in the order in which they were recorded. The days of a pause are
 * added at its end: working days to a time that is counted in them, days of the calendar to one in months. While it lasts the last day stays
 * what it was, and is not waited for. Throws OutsideCalendar.
 */
export function changedTime(
  counted: Day,
  changes: readonly Pick<ClockChange, 'kind' | 'day'>[],
  calendar: Calendar,
  unit: CountedUnit = 'working-day',
): ChangedTime {
  let dueOn = counted;
  let pausedOn: Day | null = null;
  for (const { kind, day } of changes) {
    if (kind === 'extended') dueOn = day;
    else if (kind === 'paused') pausedOn = day;
    else if (pausedOn !== null) {
      // The first day of the pause does not count and the day of resuming does: as many as lie between.
      const before = { days: 1 };
      dueOn =
        unit === 'working-day'
          ? addWorkingDays(
              dueOn,
              workingDaysUntil(pausedOn.subtract(before), day.subtract(before), calendar),
              calendar,
            )
          : withinCalendar(dueOn.add({ days: pausedOn.until(day, { largestUnit: 'day' }).days }));
      pausedOn = null;
    }
  }
  return { dueOn, pausedOn };
}

/** A change somebody wants to record. */
export interface GivenChange extends ClockChange {
  readonly authorityName: string;
  readonly authorityCapacity: string;
  readonly authorisedOn: Day;
  readonly reason: string;
}

/** The clock as it stands when somebody wants to change it. */
export interface ChangeableClock extends ChangedTime {
  readonly startsOn: Day;
  readonly metOn: Day | null;
}

/** The change that may go on record. Refuses what the law fixes, what is met or closed, and days that cannot be. */
export function decideChange(
  clock: ChangeableClock | null,
  given: GivenChange,
  isClosed: boolean,
  today: Day,
): GivenChange | Refusal {
  const { rule, kind, day, authorisedOn } = given;
  if (isClosed) return refuse('case-closed');
  if (!mayChangeTime(rule)) return refuse('time-fixed');
  if (clock === null || clock.metOn !== null) return refuse('clock-not-running');
  if (isBefore(today, authorisedOn)) return refuse('day-to-come');
  if (kind === 'extended') {
    if (clock.pausedOn !== null) return refuse('clock-paused');
    return isBefore(clock.dueOn, day) ? given : refuse('not-later', { day: withoutWeekday(clock.dueOn) });
  }
  if (kind === 'paused') {
    if (clock.pausedOn !== null) return refuse('clock-paused');
    if (isBefore(day, clock.startsOn) || isBefore(clock.dueOn, day)) return refuse('outside-time');
    return given;
  }
  if (clock.pausedOn === null) return refuse('clock-not-paused');
  return isBefore(clock.pausedOn, day) ? given : refuse('not-later', { day: withoutWeekday(clock.pausedOn) });
}

/** A change in a few words: "Paused from 4 January 2027". */
export function changeWords({ kind, day }: Pick<ClockChange, 'kind' | 'day'>): string {
  const on = withoutWeekday(day);
  if (kind === 'paused') return `Paused from ${on}`;
  return kind === 'resumed' ? `Runs again from ${on}` : `Extended to ${on}`;
}
