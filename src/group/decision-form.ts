import { typedLine, typedLong } from '../intake/typed.ts';
import { dayFrom, type TypedDay } from '../law/typed-day.ts';
import { limbs as everyLimb, type Criteria } from '../law/criteria.ts';
import type { Limb } from '../law/limb.ts';
import type { PartnerId } from '../law/outcomes.ts';

/** One row of who was there, as typed. */
export interface TypedAttendee {
  readonly name: string;
  readonly agency: string;
  readonly capacity: string;
}

/** The answer to one limb, as typed. */
export interface TypedLimb {
  readonly answer: string;
  readonly reason: string;
}

/** The view of one partner, as typed. */
export interface TypedView {
  readonly position: string;
  readonly reason: string;
  readonly dissent: string;
}

/** A decision as it was typed, right or wrong. */
export interface TypedDecision {
  /** The set of questions that the form had; empty where it did not say. */
  readonly asked: string;
  readonly day: TypedDay;
  /** The rows in which something was typed. A row that was emptied is gone. */
  readonly there: readonly TypedAttendee[];
  /** By the id of the limb; also those typed for another day's questions. */
  readonly limbs: Readonly<Record<string, TypedLimb>>;
  readonly views: Readonly<Record<PartnerId, TypedView>>;
  readonly outcome: string;
  readonly reasons: string;
}

/** The most people that one decision names. */
export const mostThere = 60;

const dayParts = ['day', 'month', 'year'] as const;

/** The form of a day on which nothing was typed yet: the day, and everything else empty. */
export function emptyDecision(on: Temporal.PlainDate, criteria: Criteria): TypedDecision {
  const form = new URLSearchParams({
    asked: criteria.id,
    'day-day': String(on.day),
    'day-month': String(on.month),
    'day-year': String(on.year),
  });
  return readDecisionForm(form, criteria.limbs);
}

/** The day of the decision as it stands in a form; null where it is none. */
export function dayInForm(form: URLSearchParams): Temporal.PlainDate | null {
  return dayFrom(typedDay(form));
}

/**
 * The form as it was typed: nothing is cut off, guessed or dropped. Answers to limbs that are not among `limbs` are kept too, so that a
 * day put right brings them back.
 */
export function readDecisionForm(form: URLSearchParams, limbs: readonly Limb[]): TypedDecision {
  const ids = new Set([
    ...limbs.map(({ id }) => id),
    ...everyLimb.map(({ id }) => id).filter((id) => form.has(`limb-${id}`) || form.has(`limb-${id}-reason`)),
  ]);
  const typedLimb = (id: string): TypedLimb => ({
    answer: line(form, `limb-${id}`),
    reason: long(form, `limb-${id}-reason`),
  });
  return {
    asked: line(form, 'asked'),
    day: typedDay(form),
    there: typedThere(form),
    limbs: Object.fromEntries([...ids].map((id) => [id, typedLimb(id)])),
    views: {
      'local-authority': typedView(form, 'local-authority'),
      health: typedView(form, 'health'),
      police: typedView(form, 'police'),
    },
    outcome: line(form, 'outcome'),
    reasons: long(form, 'reasons'),
  };
}

/** Which button was pressed that does not record: one more row of people, or the questions of the day that was typed. */
export function asksAgain(form: URLSearchParams): 'person' | 'day' | null {
  if (form.has('more')) return 'person';
  return form.has('ask') ? 'day' : null;
}

/** Answers kept for the questions of another day, as fields that a form carries along unseen. */
export function carriedFields(
  typed: TypedDecision,
  limbs: readonly Limb[],
): readonly { readonly name: string; readonly value: string }[] {
  const shown = new Set(limbs.map(({ id }) => id));
  return Object.entries(typed.limbs)
    .filter(([id]) => !shown.has(id))
    .flatMap(([id, { answer, reason }]) => [
      { name: `limb-${id}`, value: answer },
      { name: `limb-${id}-reason`, value: reason },
    ])
    .filter(({ value }) => value !== '');
}

function typedDay(form: URLSearchParams): TypedDay {
  const [day = '', month = '', year = ''] = dayParts.map((part) => line(form, `day-${part}`));
  return { day, month, year };
}

function typedThere(form: URLSearchParams): readonly TypedAttendee[] {
  return Array.from({ length: mostThere }, (_, row) => ({
    name: line(form, `there-${row}-name`),
    agency: line(form, `there-${row}-agency`),
    capacity: line(form, `there-${row}-capacity`),
  })).filter(({ name, agency, capacity }) => name + agency + capacity !== '');
}

function typedView(form: URLSearchParams, id: PartnerId): TypedView {
  return {
    position: line(form, `view-${id}`),
    reason: long(form, `view-${id}-reason`),
    dissent: long(form, `view-${id}-dissent`),
  };
}

const line = (form: URLSearchParams, name: string) => typedLine(form.get(name));

const long = (form: URLSearchParams, name: string) => typedLong(form.get(name));
