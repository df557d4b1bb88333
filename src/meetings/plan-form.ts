import { type Day, isBefore } from '../law/day.ts';
import { dayFrom } from '../law/typed-day.ts';
import { typedLine } from '../intake/typed.ts';

/** When and where, as it was typed. */
export interface TypedPlan {
  readonly group: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly begins: string;
  readonly ends: string;
  readonly place: string;
}

/** When and where a meeting is to be. */
export interface Plan {
  readonly day: Day;
  readonly begins: Temporal.PlainTime;
  readonly ends: Temporal.PlainTime;
  readonly place: string;
}

export type PlanField = 'group' | 'day' | 'begins' | 'ends' | 'place';
export type PlanProblem = { readonly field: PlanField; readonly text: string };

/** The form as it came, kept short. */
export function typedPlan(form: URLSearchParams): TypedPlan {
  const box = (name: string) => typedLine(form.get(name)).slice(0, 400);
  return {
    group: box('group'),
    day: box('day'),
    month: box('month'),
    year: box('year'),
    begins: box('begins'),
    ends: box('ends'),
    place: box('place'),
  };
}

/** A time that was typed with 24 hours, like 9:30 or 16.40; null where it is none. */
export function timeFrom(typed: string): Temporal.PlainTime | null {
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(typed);
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])];
  return found === null || hour > 23 || minute > 59 ? null : new Temporal.PlainTime(hour, minute);
}

/**
 * When and where, or what is wrong with it, each beside its field. A meeting is planned for a day between a year ago, so that one that
 * was forgotten can be put on record, and three years from now.
 */
export function readPlan(typed: TypedPlan, today: Day): Plan | readonly PlanProblem[] {
  const day = dayFrom(typed);
  const begins = timeFrom(typed.begins);
  const ends = timeFrom(typed.ends);
  const far =
    day !== null && (isBefore(day, today.subtract({ years: 1 })) || isBefore(today.add({ years: 3 }), day));
  const problems: PlanProblem[] = [];
  if (day === null) problems.push({ field: 'day', text: 'Write a day, like 7 1 2027' });
  else if (far) problems.push({ field: 'day', text: 'Choose a day within the last year or the next three' });
  if (begins === null)
    problems.push({ field: 'begins', text: 'Write the time it begins with 24 hours, like 09:30' });
  if (ends === null)
    problems.push({ field: 'ends', text: 'Write the time it ends with 24 hours, like 12:00' });
  else if (begins !== null && Temporal.PlainTime.compare(begins, ends) >= 0)
    problems.push({ field: 'ends', text: 'It ends after it begins, on the same day' });
  if (typed.place === '') problems.push({ field: 'place', text: 'Say where, or that it is online' });
  else if (typed.place.length > 200) problems.push({ field: 'place', text: 'Use 200 characters or fewer' });
  if (day === null || begins === null || ends === null || problems.length > 0) return problems;
  return { day, begins, ends, place: typed.place };
}
