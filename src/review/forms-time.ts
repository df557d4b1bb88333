import { changeKinds, type GivenChange } from '../cases/clock-change.ts';
import { dayIn, type Section, textOf } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import { choice, date, line, long, read, type Read, section } from './form-parts.ts';

const kinds = {
  extended: ['Another last day', 'The time is longer: it ends on the day below.'],
  paused: ['A pause', 'From the day below no day counts, until the time runs again.'],
  resumed: [
    'The end of the pause',
    'From the day below days count again, and the last day is later by as many.',
  ],
} as const;

/** What is asked to pause or extend the time of a review; of one that is paused, to let it run again. */
export function timeSection(pausedOn: Day | null): Section {
  const offered = pausedOn === null ? (['extended', 'paused'] as const) : (['resumed'] as const);
  return section('time', [
    choice(
      'kind',
      'What is done?',
      'What is done',
      'Choose what is done',
      offered.map((value) => ({ value, text: kinds[value][0], hint: kinds[value][1] })),
    ),
    date(
      'day',
      'Which day?',
      'The day',
      'The new last day; or the first day that does not count, or that counts again.',
    ),
    line('name', 'Who authorised it?', 'Who authorised it', 'Enter who authorised it'),
    line(
      'capacity',
      'In what capacity?',
      'The capacity',
      'Enter in what capacity',
      'For example: the three safeguarding partners together.',
    ),
    date('authorised', 'On which day did they authorise it?', 'The day on which they authorised it'),
    long('reason', 'Why?', 'The reason', 'Say why', 'Everybody with this case reads it.', 2_000),
  ]);
}

/** The form of a change as it was read, for the date of a rule. */
export const readTimeForm = (of: Section, form: URLSearchParams, rule: string): Read<GivenChange> =>
  read(of, form, (filled) => {
    const kind = changeKinds.find((one) => one === textOf(filled, 'kind'));
    const day = dayIn(filled, 'day');
    const authorisedOn = dayIn(filled, 'authorised');
    if (kind === undefined || day === null || authorisedOn === null) return null;
    return {
      rule,
      kind,
      day,
      authorisedOn,
      authorityName: textOf(filled, 'name'),
      authorityCapacity: textOf(filled, 'capacity'),
      reason: textOf(filled, 'reason'),
    };
  });
