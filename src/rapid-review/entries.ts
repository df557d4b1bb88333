import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Checked, validate } from '../intake/answers.ts';
import { dayIn, type Filled, type Option, type Question, type Section, textOf } from '../intake/question.ts';

/** What is kept one by one. */
export const entryKinds = ['episode', 'learning', 'earlier', 'meeting', 'letter'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The kind of that name; null for anything else. */
export const entryKind = (text: string | undefined): EntryKind | null =>
  entryKinds.find((one) => one === text) ?? null;

/** A record as it stands, with how often it was corrected. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly day: Temporal.PlainDate | null;
  readonly answers: Filled;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  readonly replaces: string | null;
}

/** How a kind of record is called. */
export const entryWords: Readonly<
  Record<
    EntryKind,
    { readonly one: string; readonly many: string; readonly none: string; readonly lead: string }
  >
> = {
  episode: {
    one: 'key practice episode',
    many: 'key practice episodes',
    none: 'No key practice episode is on record',
    lead: 'A point at which what was done, or not done, mattered for the child. Ask why it made sense to those who were there; good practice belongs here too.',
  },
  learning: {
    one: 'piece of immediate learning',
    many: 'pieces of immediate learning',
    none: 'No immediate learning is on record',
    lead: 'From the first day on: what was learned, who was told, and what is done about it. Nobody has to wait for the end of the review.',
  },
  earlier: {
    one: 'earlier review',
    many: 'earlier reviews',
    none: 'No earlier review is on record',
    lead: 'A review, here or national, in which the same was learned before.',
  },
  meeting: {
    one: 'review meeting',
    many: 'review meetings',
    none: 'No review meeting is on record',
    lead: 'The meetings in which the partners and agencies look at what was gathered.',
  },
  letter: {
    one: 'letter',
    many: 'letters',
    none: 'No letter is on record as sent',
    lead: 'The letter that asks an agency to secure its records. Print it, send it, and say here that it went. It names section 16H of the Children Act 2004, whose text was not read for this service (M): check it before you rely on it.',
  },
};

const long = (id: string, label: string, name: string, required?: string, hint?: string): Question => ({
  id,
  kind: 'long',
  label,
  name,
  ...(required === undefined ? {} : { required }),
  ...(hint === undefined ? {} : { hint }),
});

const line = (id: string, label: string, name: string, required?: string, hint?: string): Question => ({
  ...long(id, label, name, required, hint),
  kind: 'text',
});

const day = (label: string, name: string, required: string): Question => ({
  id: 'day',
  kind: 'date',
  label,
  name,
  required,
});

const agencyQuestion = (agencies: readonly Option[], label: string, required?: string): Question => ({
  id: 'agency',
  kind: 'choice',
  label,
  name: 'The agency',
  options: agencies,
  ...(required === undefined ? {} : { required }),
});

/** The form of a kind of record; `agencies` are those that are involved. */
export function entrySection(kind: EntryKind, agencies: readonly Option[]): Section {
  const questions: Readonly<Record<EntryKind, readonly Question[]>> = {
    episode: [
      agencyQuestion(agencies, 'Which agency, where it was one above all'),
      line(
        'when',
        'When',
        'When it was',
        'Enter when it was, as exactly as it is known',
        'For example, 7 November 2026, or spring 2025.',
      ),
      long('what', 'What happened', 'What happened', 'Write what happened'),
      long(
        'why',
        'Why: what explains it?',
        'Why it happened',
        'Write what explains it',
        'Workload, information, assumptions, procedures, supervision: what made it likely.',
      ),
      {
        id: 'practice',
        kind: 'choice',
        label: 'What does it show?',
        name: 'What it shows',
        required: 'Say what it shows',
        options: [
          { value: 'good', text: 'Good practice' },
          { value: 'improve', text: 'Practice to improve' },
          { value: 'both', text: 'Both' },
        ],
      },
    ],
    learning: [
      day('When was it learned?', 'The day', 'Enter the day'),
      long('what', 'What was learned', 'What was learned', 'Write what was learned'),
      long(
        'action',
        'What is done about it, by whom',
        'What is done about it',
        'Write what is done about it, or that nothing is yet',
      ),
      long(
        'shared',
        'With whom it has been shared, and how',
        'With whom it was shared',
        'Write with whom it was shared, or that it was not yet',
      ),
    ],
    earlier: [
      line(
        'review',
        'Which review',
        'The review',
        'Enter which review',
        'Its name as published, or its reference; never a child’s name.',
      ),
      line('year', 'Year', 'The year'),
      long(
        'same',
        'What was learned there that is here again',
        'What was learned there',
        'Write what was learned there',
      ),
      long('since', 'What was done about it since', 'What was done since'),
    ],
    meeting: [
      day('On which day?', 'The day', 'Enter the day'),
      line('what', 'Which meeting', 'The meeting', 'Enter which meeting it was'),
      long(
        'who',
        'Which agencies were there',
        'Which agencies were there',
        'Write which agencies were there',
        'Agencies and roles are enough.',
      ),
      long('outcome', 'What came of it', 'What came of it'),
    ],
    letter: [
      agencyQuestion(agencies, 'To which agency?', 'Choose which agency'),
      day('On which day was it sent?', 'The day', 'Enter the day on which it was sent'),
      line(
        'to',
        'To whom',
        'To whom it went',
        'Enter to whom it went',
        'Their role is enough: the safeguarding lead.',
      ),
      line('how', 'How', 'How it went', 'Enter how it went', 'For example, by secure e-mail.'),
    ],
  };
  return { id: kind, step: '', title: entryWords[kind].one, questions: questions[kind] };
}

/** A record as it was typed, once it can be read. */
export interface GivenEntry {
  readonly kind: EntryKind;
  readonly agencyId: string | null;
  readonly day: Temporal.PlainDate | null;
  readonly answers: Filled;
}

/** The form of a record as it was read. */
export function readEntry(
  kind: EntryKind,
  agencies: readonly Option[],
  form: URLSearchParams,
  today: Temporal.PlainDate,
): { readonly given: GivenEntry; readonly problems: Checked['problems'] } {
  const { filled, problems } = validate(entrySection(kind, agencies), form, { today, answers: {} });
  const { agency: _agency, day: _day, ...answers } = filled;
  return {
    given: { kind, agencyId: textOf(filled, 'agency') || null, day: dayIn(filled, 'day'), answers },
    problems,
  };
}

/** What a record is made into: a new one, one in the place of another, or one that takes another out. */
export interface EntryWish {
  readonly given: GivenEntry;
  readonly replaces: string | null;
  readonly isRemoved: boolean;
}

/** Whether a record may be written; refuses one in the place of what was corrected or taken out meanwhile. */
export function decideEntry(entries: readonly Entry[], wish: EntryWish): EntryWish | Refusal {
  if (wish.replaces === null) return wish.isRemoved ? refuse('answers-wrong') : wish;
  const found = entries.find(({ id }) => id === wish.replaces);
  return found === undefined || found.kind !== wish.given.kind ? refuse('corrected-meanwhile') : wish;
}

/** The boxes of the form for a record that is to be corrected. */
export function formOfEntry({ agencyId, day: on, answers }: Entry): URLSearchParams {
  const form = new URLSearchParams();
  if (agencyId !== null) form.set('agency', agencyId);
  if (on !== null) {
    form.set('day-day', `${on.day}`);
    form.set('day-month', `${on.month}`);
    form.set('day-year', `${on.year}`);
  }
  for (const [id, answer] of Object.entries(answers)) if (typeof answer === 'string') form.set(id, answer);
  return form;
}
