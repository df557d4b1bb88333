import type { Calendar } from '../../law/bank-holidays.ts';
import { type Day, isBefore } from '../../law/day.ts';
import { addWorkingDays, OutsideCalendar } from '../../law/working-days.ts';
import type { ReminderStep } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { families, type Family, holdingOn, type Ladder, previewOf } from '../ladder.ts';

/** A step in words, with the day on which it would remind in the example. */
export interface StepLine {
  readonly when: string;
  readonly whom: readonly string[];
  readonly on: Day;
}

/** What a ladder comes to for something due on a day taken as an example; null past the calendar. */
export interface LadderExample {
  readonly due: Day;
  readonly steps: readonly StepLine[];
}

/** A ladder that was set: once, or still. */
export interface LadderLine {
  readonly from: Day;
  readonly state: { readonly mark: string; readonly words: string };
  /** Each step in a few words; empty for the usual ladder. */
  readonly steps: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly at: Temporal.ZonedDateTime;
}

/** One family of dates with its ladder. */
export interface FamilyLadder {
  readonly family: Family;
  readonly name: string;
  readonly dates: string;
  readonly isUsual: boolean;
  readonly example: LadderExample | null;
  readonly set: readonly LadderLine[];
  /** Null for whoever may not change it. */
  readonly change: string | null;
}

/** `/settings/reminders`. */
export interface LaddersPage {
  readonly heading: string;
  readonly families: readonly FamilyLadder[];
}

/** The families in words: what they are called, and which dates are in them. */
export const familyWords: Readonly<Record<Family, { readonly name: string; readonly dates: string }>> = {
  notification: {
    name: 'Telling of an incident',
    dates: 'Notifying the Panel, the Secretary of State and Ofsted, and telling the partnership.',
  },
  'rapid-review': { name: 'Rapid reviews', dates: 'Sending the rapid review to the Panel.' },
  review: {
    name: 'Reviews',
    dates:
      'Completing and publishing a review, sending the report before publication, looking at its time and quality, and written requests.',
  },
};

type Whom = ReminderStep['roles'][number];

const whomWords: Readonly<Record<Exclude<Whom, 'holder'>, string>> = {
  coordinator: 'the coordinators',
  chair: 'the chair',
  'partner-delegate': 'the partners’ delegates of the case',
};

/** To whom a reminder goes: whoever has the duty is the council’s notifier for telling of an incident, and the coordinators for the rest. */
export const whomOf = (family: Family, whom: Whom): string =>
  whom === 'holder'
    ? family === 'notification'
      ? 'the council’s notifier of the case'
      : whomWords.coordinator
    : whomWords[whom];

const allOf = (family: Family, roles: readonly Whom[]) => [
  ...new Set(roles.map((role) => whomOf(family, role))),
];

const many = (count: number) => `${count} working ${count === 1 ? 'day' : 'days'}`;

/** When a step is, in words. */
export const whenWords = (workingDays: number): string =>
  workingDays === 0
    ? 'On the last day'
    : workingDays < 0
      ? `${many(-workingDays)} before the last day`
      : `${many(workingDays)} after the last day`;

/** A ladder for something due five working days from today, as an example; null past the calendar. */
export function exampleOf(
  family: Family,
  steps: readonly ReminderStep[],
  today: Day,
  calendar: Calendar,
): LadderExample | null {
  try {
    const due = addWorkingDays(today, 5, calendar);
    return {
      due,
      steps: previewOf(steps, due, calendar).map(({ workingDays, roles, on }) => ({
        when: whenWords(workingDays),
        whom: allOf(family, roles),
        on,
      })),
    };
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** The page of all ladders on a day. `mayChange`: whether whoever reads sets them. */
export function presentLadders(
  ladders: readonly Ladder[],
  usual: readonly ReminderStep[],
  { today, calendar, mayChange }: { today: Day; calendar: Calendar; mayChange: boolean },
): LaddersPage {
  const own = families.filter((family) => (holdingOn(ladders, family, today)?.steps ?? null) !== null).length;
  return {
    heading:
      own === 0
        ? 'When whom is reminded: the usual ladder'
        : own === families.length
          ? 'When whom is reminded: our own ladders'
          : `When whom is reminded: ${own} of ${families.length} ladders are our own`,
    families: families.map((family) => {
      const holding = holdingOn(ladders, family, today);
      return {
        family,
        ...familyWords[family],
        isUsual: (holding?.steps ?? null) === null,
        example: exampleOf(family, holding?.steps ?? usual, today, calendar),
        set: ladders
          .filter((one) => one.family === family)
          .map((one) => lineOf(one, one.id === holding?.id, today)),
        change: mayChange ? `/settings/reminders/${family}` : null,
      };
    }),
  };
}

function lineOf(ladder: Ladder, holds: boolean, today: Day): LadderLine {
  const state = holds
    ? { mark: 'done', words: 'Holds now' }
    : isBefore(today, ladder.fromDay)
      ? { mark: 'coming', words: 'Begins later' }
      : { mark: 'coming', words: 'Held before, or was replaced' };
  return {
    from: ladder.fromDay,
    state,
    steps: (ladder.steps ?? []).map(
      ({ workingDays, roles }) => `${whenWords(workingDays)}: ${allOf(ladder.family, roles).join(', ')}`,
    ),
    reason: ladder.reason,
    by: ladder.setBy,
    at: ladder.setAt.toZonedDateTimeISO('Europe/London'),
  };
}

/** `/settings/reminders`. */
export const laddersPage = definePage<LaddersPage>('calendar/pages/ladders.njk');
