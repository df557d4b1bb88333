import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Standing } from '../access/policy.ts';
import type { HeadedCase } from '../cases/header.ts';
import type { Problem } from '../intake/answers.ts';
import { type Filled, type Section, textOf } from '../intake/question.ts';
import type { SentReferral } from '../intake/referral.ts';

/** What was done at once to keep somebody safe, as somebody recorded it. */
export interface SafetyAction {
  readonly id: string;
  readonly what: string;
  readonly byWhom: string;
  readonly day: Temporal.PlainDate;
  /** In London; null where nobody knows the hour. */
  readonly time: Temporal.PlainTime | null;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  /** The record that this one corrects, and why; null for a first one. */
  readonly corrects: string | null;
  readonly reason: string | null;
}

/** Where one looks: at a referral, or at a case with the referrals that it was opened from. */
export type Place =
  | { readonly kind: 'referral'; readonly referral: SentReferral }
  | { readonly kind: 'case'; readonly headed: HeadedCase };

/** A place with everything on record there, in the order in which it was done. */
export interface SafetyLog {
  readonly place: Place;
  readonly actions: readonly SafetyAction[];
}

/** One action as it stands, with what it corrects, the latest first. */
export interface StandingAction {
  readonly action: SafetyAction;
  readonly before: readonly SafetyAction[];
}

/** How whoever looks stands to the case of a place. */
export const standingAt = ({ place }: SafetyLog): Standing =>
  place.kind === 'case' ? place.headed.standing : place.referral.standing;

/** What stands, each with what it corrects. */
export function standingActions(actions: readonly SafetyAction[]): readonly StandingAction[] {
  const byId = new Map(actions.map((one) => [one.id, one]));
  const corrected = new Set(actions.map(({ corrects }) => corrects));
  const beforeOf = ({ corrects }: SafetyAction): readonly SafetyAction[] => {
    const found = corrects === null ? undefined : byId.get(corrects);
    return found === undefined ? [] : [found, ...beforeOf(found)];
  };
  return actions
    .filter(({ id }) => !corrected.has(id))
    .map((action) => ({ action, before: beforeOf(action) }));
}

/** What was typed, once it can be read. */
export interface GivenAction {
  readonly what: string;
  readonly byWhom: string;
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime | null;
  readonly corrects: string | null;
  readonly reason: string | null;
}

/** An action to go on record; `now` is the moment in London. */
export interface Recording {
  readonly given: GivenAction;
  readonly now: Temporal.PlainDateTime;
}

/** What may go on record. Refuses a moment to come, a closed case, and a correction of what has been corrected. */
export function decideRecord(
  { place, actions }: SafetyLog,
  { given, now }: Recording,
): GivenAction | Refusal {
  const closed = whyNotRecord(place);
  if (closed !== null) return closed;
  if (Temporal.PlainDateTime.compare(given.day.toPlainDateTime(given.time ?? '00:00'), now) > 0)
    return refuse('day-to-come');
  const { corrects } = given;
  if (corrects === null) return given;
  if (!actions.some(({ id }) => id === corrects)) return refuse('answers-wrong');
  return actions.some((one) => one.corrects === corrects) ? refuse('corrected-meanwhile') : given;
}

/** Why nothing can be recorded there; null where it can. */
export const whyNotRecord = (place: Place): Refusal | null =>
  place.kind === 'case' && place.headed.state === 'closed' ? refuse('case-closed') : null;

/** The form; with the reason of a correction where one is made. */
export const safetySection = (corrects: boolean): Section => ({
  id: 'safety',
  step: '',
  title: 'Immediate safety actions',
  questions: [
    {
      id: 'what',
      kind: 'long',
      label: 'What was done?',
      name: 'What was done',
      hint: 'For example: a strategy discussion was held, a brother was placed with a grandparent, the police were called.',
      required: 'Write what was done',
    },
    {
      id: 'by-whom',
      kind: 'text',
      label: 'By whom?',
      name: 'Who did it',
      hint: 'A person with their agency, or the agency.',
      required: 'Enter who did it',
    },
    {
      id: 'done',
      kind: 'date',
      label: 'On which day?',
      name: 'The day',
      required: 'Enter the day on which it was done',
    },
    {
      id: 'time',
      kind: 'text',
      label: 'At what time, in London?',
      name: 'The time',
      hint: 'With 24 hours: 16:40. Leave it empty only where nobody knows.',
      most: 5,
    },
    ...(corrects
      ? [
          {
            id: 'reason',
            kind: 'long' as const,
            label: 'Why was what is on record wrong?',
            name: 'Why it was wrong',
            hint: 'It stays on record, marked as corrected.',
            required: 'Say why what is on record was wrong',
            most: 2_000,
          },
        ]
      : []),
  ],
});

/** A time as it was typed; null where there is none, and what is wrong with it. */
export function readTime(typed: string): Temporal.PlainTime | null | 'wrong' {
  if (typed === '') return null;
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.]?(\d{2})$/.exec(typed) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return 'wrong';
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
}

/** A form without problems as an action, or what is wrong with its time. */
export function readAction(filled: Filled, corrects: string | null): GivenAction | Problem {
  const time = readTime(textOf(filled, 'time'));
  if (time === 'wrong')
    return { question: 'time', kind: 'wrong', text: 'Write the time with 24 hours, like 16:40' };
  return {
    what: textOf(filled, 'what'),
    byWhom: textOf(filled, 'by-whom'),
    day: Temporal.PlainDate.from(textOf(filled, 'done')),
    time,
    corrects,
    reason: corrects === null ? null : textOf(filled, 'reason'),
  };
}

/** The boxes of the form for an action that is to be corrected. */
export function formOfAction({ id, what, byWhom, day, time }: SafetyAction): URLSearchParams {
  return new URLSearchParams({
    corrects: id,
    what,
    'by-whom': byWhom,
    'done-day': `${day.day}`,
    'done-month': `${day.month}`,
    'done-year': `${day.year}`,
    time: time === null ? '' : time.toString({ smallestUnit: 'minute' }),
  });
}
