import { no, notKnown, type Condition, type Section, yes } from './question.ts';

/** The answers for which somebody is to be called before anything is written, each with how it is said in a few words. */
export const urgentAnswers: readonly (Condition & { readonly words: string })[] = [
  { question: 'at-risk-now', is: 'yes', words: 'a child is at risk now' },
  { question: 'died-last-day', is: 'yes', words: 'a child has died within the last day' },
  { question: 'aware-media', is: 'yes', words: 'newspapers or social media have taken it up' },
];

/** Not a referral to children's services: whoever says that a child is at risk is shown whom to call, and comes back afterwards. */
export const safety: Section = {
  id: 'safety',
  step: 'Before anything else',
  title: 'Does somebody have to be called first?',
  questions: [
    {
      id: 'at-risk-now',
      kind: 'choice',
      label: 'Is this child, or any other child, at risk of harm now?',
      name: 'Whether a child is at risk now',
      required: 'Say whether any child is at risk of harm now',
      options: [
        { ...yes, hint: 'We will show you whom to call. What you write is kept.' },
        { ...no, hint: 'As far as you know.' },
      ],
    },
    {
      id: 'died-last-day',
      kind: 'choice',
      label: 'Has a child died within the last day?',
      name: 'Whether a child has died within the last day',
      required: 'Say whether a child has died within the last day',
      options: [yes, no],
    },
    {
      id: 'aware-media',
      kind: 'choice',
      label: 'Have newspapers or social media taken it up?',
      name: 'Whether media have taken it up',
      required: 'Answer “Have newspapers or social media taken it up?”, or choose “Not known”',
      options: [yes, no, notKnown],
    },
    {
      id: 'aware-media-which',
      kind: 'text',
      label: 'Which, and what is being said? (optional)',
      name: 'What media say',
      when: { question: 'aware-media', is: 'yes' },
    },
    {
      id: 'safety-steps',
      kind: 'long',
      label: 'What has been done to keep this child and others safe? (optional)',
      name: 'What has been done to keep children safe',
    },
  ],
};

/** Whom the referrer has called: without it what is urgent cannot be sent, and with it it goes marked urgent. */
export const call: Section = {
  id: 'call',
  step: 'Before anything else',
  title: 'Whom you have called',
  questions: [
    {
      id: 'called-who',
      kind: 'text',
      label: 'Whom have you called?',
      name: 'Whom you have called',
      hint: 'Their name or job, and where. If nobody answered, say whom you tried.',
      required: 'Call first, then say whom you have called',
    },
    {
      id: 'called-day',
      kind: 'date',
      label: 'On which day?',
      name: 'The day on which you called',
      hint: 'For example, 7 11 2026',
      required: 'Enter the day on which you called',
    },
    {
      id: 'called-time',
      kind: 'text',
      label: 'At what time, roughly?',
      name: 'The time at which you called',
      hint: 'For example, 2.15 pm',
      required: 'Say at what time you called, roughly',
      most: 40,
    },
    {
      id: 'called-said',
      kind: 'long',
      label: 'What was agreed? (optional)',
      name: 'What was agreed',
      most: 2_000,
    },
  ].map((question) => ({ ...question, onlyIf: urgentAnswers })) as Section['questions'],
};

/** What is referred: concern and good practice are equal ways through the form, and nobody is asked for a harm that there was not. */
export const about: Section = {
  id: 'about',
  step: 'Before anything else',
  title: 'What you are referring',
  questions: [
    {
      id: 'referring',
      kind: 'choice',
      label: 'What should others learn from?',
      name: 'What you are referring',
      required: 'Choose what you are referring',
      options: [
        {
          value: 'concern',
          text: 'Something that went wrong, or nearly did',
          hint: 'A child died, was harmed or came close to it, or agencies’ work troubles you.',
        },
        {
          value: 'good-practice',
          text: 'Good practice',
          hint: 'Something that was done well. You will be asked less, and nothing about harm.',
        },
        { value: 'both', text: 'Both' },
      ],
    },
  ],
};
