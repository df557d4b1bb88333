import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { addWorkingDays } from '../law/working-days.ts';
import type { Assessment, Delivery, Escalation, Life, Position, Practice, Risk } from './words.ts';

/** One recommendation to one addressee, with the four axes as they stand. */
export interface Ask {
  readonly id: string;
  readonly recommendationId: string;
  readonly agencyId: string | null;
  /** The agency or other body, as it was called. */
  readonly addressee: string;
  /** The agency that answers for it today, where it was renamed or merged; null where it is still the same. */
  readonly now: string | null;
  readonly body: string;
  readonly askedOn: Day | null;
  readonly responseDue: Day | null;
  readonly position: Position;
  readonly delivery: Delivery;
  readonly assessment: Assessment;
  readonly assessmentUntil: Day | null;
  readonly risk: Risk;
  readonly life: Life;
  readonly lifeTo: string | null;
  readonly practice: Practice;
  readonly escalation: Escalation;
  /** Whether whoever asks may answer for the addressee: they are here for it. */
  readonly isOwn: boolean;
}

export type Axis =
  | 'asked'
  | 'due'
  | 'escalation'
  | 'position'
  | 'delivery'
  | 'assessment'
  | 'life'
  | 'practice';

/** What was said on one axis. */
export interface AskEntry {
  readonly id: string;
  readonly axis: Axis;
  readonly value: string;
  readonly risk: Risk;
  readonly day: Day;
  readonly untilDay: Day | null;
  readonly toId: string | null;
  /** The headline of the one that takes its place, for whoever sees it. */
  readonly to: string | null;
  readonly saidBy: string;
  readonly why: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** What is to be said on one axis. */
export interface GivenEntry {
  readonly axis: Exclude<Axis, 'practice'>;
  readonly value: string;
  readonly risk: Risk;
  readonly day: Day;
  readonly untilDay: Day | null;
  readonly toId: string | null;
  readonly saidBy: string;
  readonly why: string;
}

/** In how many working days an answer is due where nobody says otherwise. Our default: no law sets one for a local recommendation. */
export const usualAnswerDays = 40;

/** The day by which an answer is due, where it is asked on `from`. Throws OutsideCalendar. */
export const usualAnswerDay = (from: Day, calendar: Calendar): Day =>
  addWorkingDays(from, usualAnswerDays, calendar);

// After how many working days past the due day a step is offered. Ours, and confirmed by nobody.
const ladder: readonly (readonly [step: Exclude<Escalation, 'none'>, after: number])[] = [
  ['reminded', 1],
  ['letter', 10],
  ['chief-officer', 20],
  ['said-publicly', 40],
];

/** The next step where an answer is late, and since when it can be taken; null where none is due yet. Days are working days of the calendar. */
export function nextStep(
  ask: Pick<Ask, 'position' | 'responseDue' | 'escalation' | 'life'>,
  today: Day,
  calendar: Calendar,
): { readonly step: Exclude<Escalation, 'none'>; readonly since: Day } | null {
  if (ask.responseDue === null || ask.life !== 'open') return null;
  if (ask.position !== 'waiting' && ask.position !== 'no-response') return null;
  const taken = ladder.findIndex(([step]) => step === ask.escalation);
  const next = ladder[taken + 1];
  if (next === undefined) return null;
  const since = addWorkingDays(ask.responseDue, next[1], calendar);
  return isBefore(today, since) ? null : { step: next[0], since };
}

/** Whether a satisfactory intent has run out, so that it has to be assessed again. */
export const isIntentOver = (
  { assessment, assessmentUntil, life }: Pick<Ask, 'assessment' | 'assessmentUntil' | 'life'>,
  today: Day,
): boolean =>
  assessment === 'satisfactory-intent' &&
  life === 'open' &&
  assessmentUntil !== null &&
  isBefore(assessmentUntil, today);

/** What an entry is decided from: the ask, its actions, and whether whoever says so is from the partnership's office. */
export interface AskGround {
  readonly ask: Ask;
  readonly verifiedActions: number;
  readonly isOffice: boolean;
}

/** Whether something may be said on an axis; each says of itself only what it may. */
export function decideEntry(
  { ask, verifiedActions, isOffice }: AskGround,
  given: GivenEntry,
  today: Day,
): GivenEntry | Refusal {
  const { axis, value, day } = given;
  if (isBefore(today, day)) return refuse('day-to-come');
  if (axis !== 'asked' && ask.askedOn === null) return refuse('not-asked-yet');
  if (axis === 'asked' && ask.askedOn !== null) return refuse('so-already');
  if (ask.askedOn !== null && isBefore(day, ask.askedOn))
    return refuse('days-out-of-order', {
      second: `That day (${withoutWeekday(day)})`,
      first: `the day on which it was asked (${withoutWeekday(ask.askedOn)})`,
    });
  if (axis === 'life') return value === 'reopened' ? reopening(ask, given) : ending(ask, given);
  if (ask.life !== 'open') return refuse('ask-not-open');
  if (axis === 'position' && value === 'no-response' && !isOffice) return refuse('not-permitted');
  if (axis === 'delivery' && value === 'evidenced') {
    if (!isOffice) return refuse('not-permitted');
    if (verifiedActions === 0) return refuse('evidence-missing');
  }
  if (axis === 'delivery' && value === ask.delivery) return refuse('so-already');
  if (given.untilDay !== null && !isBefore(day, given.untilDay))
    return refuse('not-later', { day: withoutWeekday(day) });
  return given;
}

const reopening = (ask: Ask, given: GivenEntry) => (ask.life === 'open' ? refuse('so-already') : given);

function ending(ask: Ask, given: GivenEntry): GivenEntry | Refusal {
  if (ask.life !== 'open') return refuse('ask-not-open');
  return given.toId === ask.recommendationId ? refuse('not-itself') : given;
}
