import { dayIn, type Section, textOf } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import { choice, date, line, long, read, type Read, section } from './form-parts.ts';
import type { ReviewKind } from './review.ts';

/** The boxes of a day as they are filled from one on record. */
export function dayBoxes(form: URLSearchParams, id: string, day: Day): void {
  form.set(`${id}-day`, `${day.day}`);
  form.set(`${id}-month`, `${day.month}`);
  form.set(`${id}-year`, `${day.year}`);
}

/** What is asked to open a review; `kinds` are those that the decision can be carried out as. */
export const openingSection = (
  kinds: readonly { readonly kind: ReviewKind; readonly name: string }[],
): Section =>
  section('open', [
    choice(
      'kind',
      'What is opened?',
      'What is opened',
      'Choose what is opened',
      kinds.map(({ kind, name }) => ({
        value: kind,
        text: name,
        ...(kind === 'joint'
          ? { hint: 'Carried out together with another process. The law of the decision goes on to hold.' }
          : {}),
      })),
    ),
    {
      ...line(
        'joint-with',
        'With which other process?',
        'The other process',
        'Enter with which other process it is joint',
        'For example, a domestic abuse related death review.',
      ),
      when: { question: 'kind', is: 'joint' },
    },
  ]);

/** The form of an opening as it was read. */
export const readOpening = (
  of: Section,
  form: URLSearchParams,
): Read<{ readonly kind: ReviewKind; readonly jointWith: string }> =>
  read(of, form, (filled) => {
    const kind = textOf(filled, 'kind') as ReviewKind;
    return { kind, jointWith: kind === 'joint' ? textOf(filled, 'joint-with') : '' };
  });

/** What is asked to put a day on record; `reason` where it takes the place of another. */
export const daySection = (question: string, isPlan: boolean, corrects: boolean): Section =>
  section('day', [
    date('day', question, 'The day'),
    isPlan
      ? long(
          'source',
          'Why is it expected then?',
          'Why it is expected then',
          'Say why it is expected then',
          undefined,
          2_000,
        )
      : long('source', 'How is this known?', 'How it is known', 'Say how this is known', undefined, 2_000),
    ...(corrects
      ? [
          isPlan
            ? long(
                'reason',
                'Why is it put off, or brought forward?',
                'The reason',
                'Say why it is changed',
                'What was expected before stays on record.',
                2_000,
              )
            : long(
                'reason',
                'Why was the day on record wrong?',
                'The reason',
                'Say why the day on record was wrong',
                'It stays on record, and the dates are counted anew.',
                2_000,
              ),
        ]
      : []),
  ]);

/** The form of a day as it was read. */
export const readDayForm = (
  of: Section,
  form: URLSearchParams,
): Read<{ readonly day: Day; readonly source: string; readonly reason: string }> =>
  read(of, form, (filled) => {
    const day = dayIn(filled, 'day');
    return day === null ? null : { day, source: textOf(filled, 'source'), reason: textOf(filled, 'reason') };
  });

/** What is asked to move a review on. */
export const moveSection = (ask: string): Section =>
  section('move', [
    date('day', 'On which day?', 'The day'),
    long('reason', ask, 'The answer', 'Enter an answer'),
  ]);

/** The form of a move as it was read. */
export const readMove = (
  of: Section,
  form: URLSearchParams,
): Read<{ readonly day: Day; readonly reason: string }> =>
  read(of, form, (filled) => {
    const day = dayIn(filled, 'day');
    return day === null ? null : { day, reason: textOf(filled, 'reason') };
  });
