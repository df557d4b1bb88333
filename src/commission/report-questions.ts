import {
  type Answers,
  type Filled,
  type Option,
  type Question,
  type Section,
  textOf,
} from '../intake/question.ts';

/** What somebody of an agency is asked for by a link. */
export const askKinds = ['report', 'sign-off', 'accuracy'] as const;
export type AskKind = (typeof askKinds)[number];

/** A numbered paragraph: "2.3" is the third paragraph on the second line of enquiry. */
export interface Paragraph {
  readonly number: string;
  readonly text: string;
}

/** What stands beside the question, as it stood on the day of asking. */
export interface Shown {
  /** Of which review, in plain words. */
  readonly review: string;
  /** The period that the terms have; empty where nothing was said. */
  readonly period: string;
  readonly lines: readonly { readonly key: string; readonly number: number; readonly text: string }[];
  /** For a sign-off the whole report; for factual accuracy the extract. */
  readonly paragraphs: readonly Paragraph[];
}

const long = (id: string, label: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'long',
  label,
  name: label,
  most: 50_000,
  ...more,
});
const line = (id: string, label: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'text',
  label,
  name: label,
  ...more,
});

const you: readonly Question[] = [
  line('name', 'Your name', { required: 'Enter your name' }),
  line('job', 'Your job', { required: 'Enter your job' }),
];

const author: Section = {
  id: 'author',
  step: '',
  title: 'You, and your agency’s records',
  questions: [
    ...you,
    {
      id: 'independent',
      kind: 'choice',
      label: 'Did you work with the family, or manage those who did?',
      name: 'Whether you worked with the family',
      required: 'Say whether you worked with the family, or managed those who did',
      options: [
        { value: 'no', text: 'No, neither' },
        { value: 'yes', text: 'Yes' },
      ],
    },
    {
      ...long('independent-words', 'In what way, and how is the report still independent?', {
        required: 'Say in what way',
        most: 5_000,
      }),
      when: { question: 'independent', is: 'yes' },
    },
    {
      id: 'secured',
      kind: 'date',
      label: 'On which day were your agency’s records secured?',
      name: 'The day on which records were secured',
      required: 'Enter the day on which your agency’s records were secured',
    },
  ],
};

const context: Section = {
  id: 'context',
  step: '',
  title: 'How you went about it, and the context',
  questions: [
    long('methodology', 'What you read, and whom you spoke with on which days', {
      required: 'Write what you read and whom you spoke with',
      hint: 'By role, not by name.',
    }),
    long('context', 'What work was like at the time', {
      required: 'Write what work was like at the time',
      hint: 'Workload, vacancies and sickness, support, change, supervision, policies, services there were, training.',
    }),
  ],
};

const learning: Section = {
  id: 'learning',
  step: '',
  title: 'What your agency learned',
  questions: [
    long('good', 'Good practice', { required: 'Write what was good, or that nothing stood out' }),
    long('lessons', 'Lessons', { required: 'Write the lessons' }),
    long('actions', 'What your agency will do: who, what, by when', {
      required: 'Write what your agency will do',
      hint: 'One action in each paragraph.',
    }),
  ],
};

const paragraphHint =
  'Leave an empty line between paragraphs. Each paragraph gets a number when it is sent, so that others can point to it.';

const lineSection = ({ key, number, text }: Shown['lines'][number]): Section => ({
  id: key,
  step: '',
  title: `Line of enquiry ${number}`,
  lead: text,
  questions: [
    long(key, 'What happened, and why', {
      required: `Answer line of enquiry ${number}`,
      hint: paragraphHint,
    }),
  ],
});

const decision = (options: readonly Option[], required: string): Question => ({
  id: 'position',
  kind: 'choice',
  label: 'What do you say?',
  name: 'What you say',
  required,
  options,
});

const signing: Section = {
  id: 'signing',
  step: '',
  title: 'Sign it off, or send it back',
  lead: 'You answer for the report as a senior officer of your agency: that it is open and complete, and that your agency will do what it says.',
  questions: [
    decision(
      [
        { value: 'signs', text: 'I sign it off for the agency' },
        { value: 'returns', text: 'I do not sign it off as it stands' },
      ],
      'Say whether you sign it off',
    ),
    {
      ...long('why', 'What has to change?', { required: 'Say what has to change', most: 10_000 }),
      when: { question: 'position', is: 'returns' },
    },
    ...you,
  ],
};

const checking: Section = {
  id: 'checking',
  step: '',
  title: 'Say whether the facts are right',
  lead: 'Only the facts: what you read is an extract, and what the review makes of them is for the review.',
  questions: [
    decision(
      [
        { value: 'right', text: 'The facts are right' },
        { value: 'corrections', text: 'Something is not right' },
      ],
      'Say whether the facts are right',
    ),
    {
      ...long('corrections', 'Which paragraph, what is not right, and how you know', {
        required: 'Write what is not right',
        hint: 'Begin each with the number of the paragraph.',
        most: 10_000,
      }),
      when: { question: 'position', is: 'corrections' },
    },
    ...you,
  ],
};

/** The pages of what is asked. */
export function sectionsFor(kind: AskKind, { lines }: Pick<Shown, 'lines'>): readonly Section[] {
  if (kind === 'sign-off') return [signing];
  if (kind === 'accuracy') return [checking];
  return [author, context, ...lines.map(lineSection), learning];
}

/** A nil return: who says that the agency has no record. */
export const nilSection: Section = { id: 'nil', step: '', title: 'A nil return', questions: you };

/** The paragraphs of a report: those on each line of enquiry by its number, then what was learned, numbered from the line after the last. */
export function paragraphsOf({ lines }: Pick<Shown, 'lines'>, answers: Answers): readonly Paragraph[] {
  const filled = answers as Filled;
  const parts = (text: string) =>
    text
      .split(/\n[ \t]*\n/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const numbered = (chapter: number, text: string) =>
    parts(text).map((one, at) => ({ number: `${chapter}.${at + 1}`, text: one }));
  const last = Math.max(0, ...lines.map(({ number }) => number));
  return [
    ...lines.flatMap(({ key, number }) => numbered(number, textOf(filled, key))),
    ...['good', 'lessons', 'actions'].flatMap((id, at) => numbered(last + 1 + at, textOf(filled, id))),
  ];
}
