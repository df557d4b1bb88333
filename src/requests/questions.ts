import { no, notKnown, type Section, yes } from '../intake/question.ts';

// What the "section 2" of several partnerships' referral forms was seen to ask of each agency (section 4.3 of the process notes).

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
      hint: 'Leave it empty where it goes on.',
      name: 'The last day',
    },
    {
      id: 'known-roughly',
      kind: 'text',
      label: 'If you do not know the days: roughly when',
      name: 'Roughly when',
      hint: 'For example, spring 2023 to this summer.',
    },
    {
      id: 'still',
      kind: 'choice',
      label: 'Are you still working with them?',
      name: 'Whether you are still working with them',
      required: 'Say whether you are still working with them, or “Not known”',
      options: [yes, no, notKnown],
    },
  ],
  oneOf: {
    questions: ['known-from', 'known-roughly'],
    text: 'Enter the first day, or roughly when it was',
  },
};

const summary: Section = {
  id: 'summary',
  step: '',
  title: 'What you know',
  questions: [
    {
      id: 'summary',
      kind: 'long',
      label: 'In short, what did your agency do, and what does it know?',
      name: 'What you know',
      hint: 'Key events and who was seen. Facts from your records, with days where you can.',
      required: 'Write what your agency knows',
      most: 10_000,
    },
  ],
};

const practice: Section = {
  id: 'practice',
  step: '',
  title: 'Concerns and good practice',
  questions: [
    {
      id: 'concerns',
      kind: 'long',
      label: 'What could have been done better?',
      name: 'What could have been done better',
    },
    { id: 'good', kind: 'long', label: 'What was done well?', name: 'What was done well' },
    {
      id: 'actions',
      kind: 'long',
      label: 'What has your agency done at once? (optional)',
      name: 'What your agency has done at once',
      hint: 'To keep children safe, to secure records, or to change how you work.',
    },
  ],
  oneOf: {
    questions: ['concerns', 'good'],
    text: 'Answer at least one of the two, or say that you do not know',
  },
};

const criteria: Section = {
  id: 'criteria',
  step: '',
  title: 'Whether the criteria for a review may be met',
  lead: 'Abuse or neglect of a child is known or suspected, and the child has died or been seriously harmed. The group decides; this is your agency’s view.',
  questions: [
    {
      id: 'met',
      kind: 'choice',
      label: 'May they be met?',
      name: 'Whether the criteria may be met',
      required: 'Say whether the criteria may be met, or “Not known”',
      options: [yes, no, notKnown],
    },
    { id: 'met-why', kind: 'long', label: 'Why?', name: 'Why', required: 'Say why' },
  ],
};

const you: Section = {
  id: 'you',
  step: '',
  title: 'Who you are',
  questions: [
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
    {
      id: 'telephone',
      kind: 'telephone',
      label: 'Your work telephone number (optional)',
      name: 'Your telephone number',
      autocomplete: 'tel',
    },
  ],
};

/** The pages of an agency's answer, in order. */
export const answerSections: readonly Section[] = [involvement, summary, practice, criteria, you];

/** The page of that name; null where there is none. */
export const answerSection = (id: string | undefined): Section | null =>
  answerSections.find((section) => section.id === id) ?? null;

/** Who sends a nil return. */
export const nilSection: Section = {
  id: 'nil',
  step: '',
  title: 'We do not know this family',
  questions: you.questions.slice(0, 2),
};
