import { typedLine, typedLong } from '../intake/typed.ts';
import { dayFrom } from '../law/typed-day.ts';
import type { GivenHoliday } from './holiday.ts';

/** The form of a day as it was typed. */
export interface TypedHoliday {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly effect: string;
  readonly name: string;
  readonly source: string;
}

/** What is wrong, by field. */
export type HolidayProblems = Readonly<Partial<Record<'day' | 'effect' | 'name' | 'source' | 'why', string>>>;

/** The boxes of the form as they came. */
export function typedHoliday(form: URLSearchParams): TypedHoliday {
  const box = (name: string) => typedLine(form.get(name)).slice(0, 400);
  return {
    day: box('day-day').slice(0, 20),
    month: box('day-month').slice(0, 20),
    year: box('day-year').slice(0, 20),
    effect: box('effect'),
    name: box('name'),
    source: typedLong(form.get('source')).slice(0, 8_000),
  };
}

/** The day that was typed, or everything that is wrong with it. */
export function readHoliday(typed: TypedHoliday): {
  readonly given: GivenHoliday | null;
  readonly problems: HolidayProblems;
} {
  const day = dayFrom(typed);
  const { effect, name, source } = typed;
  const problems: HolidayProblems = {
    ...(day === null ? { day: 'Enter a real day, like 19 9 2022' } : {}),
    ...(effect === 'day-off' || effect === 'working-day' ? {} : { effect: 'Choose what the day is' }),
    ...(name === '' || name.length > 200
      ? { name: 'Enter what it is called, in no more than 200 characters' }
      : {}),
    ...(source === '' || source.length > 2_000
      ? { source: 'Say where it is written, in no more than 2,000 characters' }
      : {}),
  };
  if (day === null || Object.keys(problems).length > 0 || (effect !== 'day-off' && effect !== 'working-day'))
    return { given: null, problems };
  return { given: { day, effect, name, source }, problems };
}
