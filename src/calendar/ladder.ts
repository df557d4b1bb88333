import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { lastProjectedDay } from '../law/bank-holidays.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { addWorkingDays } from '../law/working-days.ts';
import type { ReminderStep } from '../partnership/partnership.ts';
import { type Window, windowsOn } from './remind.ts';

/** For which dates a ladder is set: telling of an incident, the rapid review, and reviews. */
export const families = ['notification', 'rapid-review', 'review'] as const;
export type Family = (typeof families)[number];

/** Which rules belong to which family, as a pattern that the database reads as well. Every rule belongs to one at most. */
export const rulesOf: Readonly<Record<Family, string>> = {
  notification: '^(NOT-|SCR-01$)',
  'rapid-review': '^RR-',
  review: '^(SCR-0[4-9]|TR-|REP-|REV-)',
};

/** The family that `text` names; null for anything else. */
export const readFamily = (text: string): Family | null => families.find((one) => one === text) ?? null;

/** The family of a rule; null for one that nobody is reminded of. */
export const familyOf = (rule: string): Family | null =>
  families.find((family) => new RegExp(rulesOf[family]).test(rule)) ?? null;

/** More steps than anybody reads; what a form can hold. */
export const mostSteps = 8;

/** How far from the last day a step may lie, in working days. */
export const farthest = 60;

/** A ladder that was set for a family. Without steps the usual one holds again from that day. */
export interface Ladder {
  readonly id: string;
  readonly family: Family;
  readonly fromDay: Day;
  readonly steps: readonly ReminderStep[] | null;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Temporal.Instant;
}

/** A ladder somebody wants to set. `after` is the one that the form showed as the latest; null where none was. */
export type GivenLadder = Pick<Ladder, 'family' | 'fromDay' | 'steps' | 'reason'> & {
  readonly after: string | null;
};

const latestFirst = (a: Ladder, b: Ladder) =>
  Temporal.PlainDate.compare(b.fromDay, a.fromDay) || Temporal.Instant.compare(b.setAt, a.setAt);

/** The ladder that holds for a family on a day: of those that have begun the latest; null where the usual one does and none was ever set. */
export const holdingOn = (ladders: readonly Ladder[], family: Family, on: Day): Ladder | null =>
  ladders.filter((one) => one.family === family && !isBefore(on, one.fromDay)).toSorted(latestFirst)[0] ??
  null;

/** The one that was set last for a family, whenever it begins. */
export const lastSet = (ladders: readonly Ladder[], family: Family): Ladder | null =>
  ladders
    .filter((one) => one.family === family)
    .toSorted((a, b) => Temporal.Instant.compare(b.setAt, a.setAt))[0] ?? null;

/** The ladder that may be set. Refuses a day that has passed, one past the calendar, and what somebody else has set meanwhile. */
export function decideLadder(
  ladders: readonly Ladder[],
  given: GivenLadder,
  today: Day,
): GivenLadder | Refusal {
  if ((lastSet(ladders, given.family)?.id ?? null) !== given.after) return refuse('changed-elsewhere');
  // What has gone out cannot be unsaid.
  if (isBefore(given.fromDay, today)) return refuse('day-gone', { day: withoutWeekday(today) });
  if (isBefore(lastProjectedDay, given.fromDay))
    return refuse('outside-calendar', {
      first: withoutWeekday(today),
      last: withoutWeekday(lastProjectedDay),
    });
  return given;
}

// The steps of the usual ladder keep their names where they fall on the same day, so that nobody is reminded again because the ladder changed.
const usualNames: ReadonlyMap<number, string> = new Map([
  [-2, 'before'],
  [0, 'today'],
  [1, 'late'],
  [3, 'late-chair'],
  [5, 'late-partners'],
]);

/** The name of a step so many working days after the last day, by which it is known that somebody was reminded already. */
export const stepName = (workingDays: number): string =>
  usualNames.get(workingDays) ?? (workingDays < 0 ? `before-${-workingDays}` : `late-${workingDays}`);

/** A step with the day on which it would remind of a last day; null past the calendar. */
export interface PreviewedStep extends ReminderStep {
  readonly on: Day;
}

/** The days on which a ladder would remind of something due on `due`, the first first. Throws OutsideCalendar. */
export const previewOf = (
  steps: readonly ReminderStep[],
  due: Day,
  calendar: Calendar,
): readonly PreviewedStep[] =>
  steps
    .map((step) => ({ ...step, on: addWorkingDays(due, step.workingDays, calendar) }))
    .toSorted((a, b) => a.workingDays - b.workingDays);

/** The steps that hold for each family on a day, as the sweep reads them: a family without a row has the usual ladder. */
export type HeldLadders = readonly {
  readonly family: string;
  readonly steps: readonly ReminderStep[] | null;
}[];

/** What is reminded of on `today`, over all families. `usual` is the ladder of whatever family has none of its own. */
export function sweptOn(
  held: HeldLadders,
  usual: readonly ReminderStep[],
  today: Day,
  calendar: Calendar,
): readonly (Window & { readonly rules: string })[] {
  const stepsOf = (family: Family) => held.find((one) => one.family === family)?.steps ?? usual;
  // Families that climb the same ladder are swept at once.
  const together = [...Map.groupBy(families, stepsOf)];
  return together.flatMap(([steps, some]) =>
    windowsOn(steps, today, calendar).map((window) => ({
      ...window,
      rules: some.map((family) => rulesOf[family]).join('|'),
    })),
  );
}
