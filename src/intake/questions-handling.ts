import { no, notKnown, type Question, type Section, yes } from './question.ts';

const aware = (id: string, label: string, name: string): Question => ({
  id,
  kind: 'choice',
  label,
  name,
  required: `Answer “${label}”, or choose “Not known”`,
  options: [yes, no, notKnown],
});

const ofConcern = { unless: [{ question: 'referring', is: 'good-practice' }] } as const;

/** The days that matter, as a short chronology: filled in once for each. */
export const dates: Section = {
  id: 'dates',
  step: 'What happened',
  title: 'Key dates',
  lead: 'The few days that matter most, in any order: what happened before, on the day and since. A full chronology comes later, if there is a review.',
  repeat: {
    one: 'key date',
    many: 'key dates',
    least: 0,
    most: 30,
    missing: '',
    nameOf: 'date-event',
    whenOf: ['date-day', 'date-given', 'date-time'],
  },
  questions: [
    {
      id: 'date-day',
      kind: 'date',
      label: 'The exact day, if you know it',
      name: 'The day',
      hint: 'For example, 7 11 2026',
    },
    {
      id: 'date-given',
      kind: 'text',
      label: 'Or roughly when',
      name: 'Roughly when it was',
      hint: 'For example, early June 2026',
    },
    {
      id: 'date-time',
      kind: 'text',
      label: 'Time of day (optional)',
      name: 'The time of day',
      most: 40,
    },
    {
      id: 'date-event',
      kind: 'long',
      label: 'What happened that day?',
      name: 'What happened that day',
      required: 'Say what happened that day',
      most: 1_000,
    },
  ],
  oneOf: { questions: ['date-day', 'date-given'], text: 'Enter the day, or say roughly when it was' },
};

/** Who else is at work on it, and what has been put safe. */
export const handling: Section = {
  id: 'others',
  step: 'Who else knows',
  title: 'Police, coroner, family and records',
  questions: [
    {
      ...aware('aware-police', 'Are the police investigating?', 'Whether the police are investigating'),
      ...ofConcern,
    },
    {
      id: 'aware-police-who',
      kind: 'text',
      label: 'Which force and officer, and their reference, if you know (optional)',
      name: 'Who is investigating',
      when: { question: 'aware-police', is: 'yes' },
    },
    {
      ...aware('aware-coroner', 'Is a coroner involved?', 'Whether a coroner is involved'),
      ...ofConcern,
    },
    {
      id: 'aware-coroner-which',
      kind: 'text',
      label: 'Which coroner, and what is known of an inquest (optional)',
      name: 'Which coroner it is',
      when: { question: 'aware-coroner', is: 'yes' },
    },
    aware('aware-family', 'Does the family know that you are referring?', 'Whether the family knows'),
    {
      id: 'aware-family-why-not',
      kind: 'text',
      label: 'Why not? (optional)',
      name: 'Why the family does not know',
      when: { question: 'aware-family', is: 'no' },
    },
    {
      ...aware(
        'records-secured',
        'Have your agency’s records been secured?',
        'Whether records have been secured',
      ),
      hint: 'Put where nobody can change, move or destroy them: files on paper as well as on a screen.',
      ...ofConcern,
    },
  ],
};

/** What remains to be said. */
export const remaining: Section = {
  id: 'more',
  step: 'Who else knows',
  title: 'Anything else',
  questions: [
    {
      id: 'referrer-presents',
      kind: 'choice',
      label: 'If the group asks, could you present the case to it?',
      name: 'Whether you could present the case',
      hint: 'You or somebody from your agency. Not everybody is asked.',
      required: 'Say whether you could present the case',
      options: [yes, no],
    },
    {
      id: 'linked-cases',
      kind: 'long',
      label: 'Similar or linked cases (optional)',
      name: 'Linked cases',
      hint: 'Earlier referrals or reviews about the same family, or others like it.',
      most: 2_000,
    },
    {
      id: 'aware-more',
      kind: 'long',
      label: 'What else should the coordinator know? (optional)',
      name: 'What else the coordinator should know',
      hint: 'Courts, other inquiries, anything to be careful about.',
    },
  ],
};
