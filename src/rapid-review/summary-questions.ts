import { no, notKnown, type Question, type Section, yes } from '../intake/question.ts';

const long = (id: string, label: string, name: string, hint: string, required?: string): Question => ({
  id,
  kind: 'long',
  label,
  name,
  hint,
  most: 10_000,
  ...(required === undefined ? {} : { required }),
});

const involvement: Section = {
  id: 'involvement',
  step: '',
  title: 'When you worked with them',
  questions: [
    { id: 'known-from', kind: 'date', label: 'From', name: 'The first day', hint: 'For example, 7 11 2024' },
    {
      id: 'known-until',
      kind: 'date',
      label: 'Until',
      name: 'The last day',
      hint: 'Leave it empty where it goes on.',
    },
    {
      id: 'known-roughly',
      kind: 'text',
      label: 'If you do not know the days: roughly when',
      name: 'Roughly when',
    },
  ],
  oneOf: { questions: ['known-from', 'known-roughly'], text: 'Enter the first day, or roughly when it was' },
};

const summary: Section = {
  id: 'summary',
  step: '',
  title: 'Your agency’s summary',
  lead: 'From your records. Call the children and adults by what they are to each other, not by name.',
  questions: [
    long(
      'summary',
      'In short, what did your agency do?',
      'The summary',
      'Who was seen, what was known and decided. Not a full chronology.',
      'Write what your agency did',
    ),
    long(
      'child',
      'What do your records say of the child’s own life and words?',
      'The child’s own life',
      'Say so where nothing was asked or written down.',
    ),
    long(
      'identity',
      'What do they say of race, ethnicity, culture, disability, and other inequalities?',
      'Race and other inequalities',
      'How it was recorded and taken into account, or that it was not.',
      'Write what your records say, or that they say nothing',
    ),
  ],
};

const practice: Section = {
  id: 'practice',
  step: '',
  title: 'Key episodes and practice',
  questions: [
    long(
      'episodes',
      'Key episodes: what happened, and why',
      'The key episodes',
      'The points at which what was done, or not done, mattered; with days where you can.',
      'Write the key episodes, or that there are none',
    ),
    long(
      'concerns',
      'What could have been done better?',
      'What could have been done better',
      'By your agency, or between agencies.',
    ),
    long('good', 'What was done well?', 'What was done well', 'Good practice is learning too.'),
    long(
      'actions',
      'What has your agency done at once?',
      'What your agency has done',
      'To keep children safe, or to change how you work. Leave it empty where nothing was done.',
    ),
  ],
  oneOf: {
    questions: ['concerns', 'good'],
    text: 'Answer at least one of the two: what could have been better, or what was done well',
  },
};

const view: Section = {
  id: 'view',
  step: '',
  title: 'Your agency’s view on the criteria',
  lead: 'The criteria of regulation 11 for a local review: improvements that are needed, themes that recur, concerns about agencies working together. The partners decide.',
  questions: [
    {
      id: 'met',
      kind: 'choice',
      label: 'May they be met?',
      name: 'Whether the criteria may be met',
      required: 'Say whether the criteria may be met, or “Not known”',
      options: [yes, no, notKnown],
    },
    long('met-why', 'Why?', 'Why', 'As your agency sees it.', 'Say why'),
  ],
};

const secured: Question = {
  id: 'secured',
  kind: 'choice',
  label: 'Have your agency’s records been secured?',
  name: 'Whether the records are secured',
  required: 'Say whether your records have been secured',
  options: [yes, { value: 'no', text: 'Not yet' }],
};

const who: readonly Question[] = [
  {
    id: 'name',
    kind: 'text',
    label: 'Your name',
    name: 'Your name',
    required: 'Enter your name',
    autocomplete: 'name',
  },
  {
    id: 'job',
    kind: 'text',
    label: 'Your job',
    name: 'Your job',
    required: 'Enter your job',
    autocomplete: 'organization-title',
  },
];

const you: Section = {
  id: 'you',
  step: '',
  title: 'Your records, and who you are',
  questions: [
    secured,
    {
      id: 'independent',
      kind: 'choice',
      label: 'Did you work with the family, or manage those who did?',
      name: 'Whether you worked with the family',
      required: 'Say whether you worked with the family',
      options: [yes, no],
    },
    ...who,
  ],
};

/** The pages of an agency's summary, in order: what section 2 of several partnerships' forms was seen to ask (process notes 4.3), and more. */
export const summarySections: readonly Section[] = [involvement, summary, practice, view, you];

/** The page of that name; null where there is none. */
export const summarySection = (id: string | undefined): Section | null =>
  summarySections.find((section) => section.id === id) ?? null;

/** Who sends a nil return. */
export const nilSection: Section = {
  id: 'nil',
  step: '',
  title: 'We have no record of this family',
  questions: who,
};
