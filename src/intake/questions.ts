import { no, notKnown, type Section, yes } from './question.ts';
import { children } from './questions-child.ts';
import { about, call, safety } from './questions-first.ts';
import { dates, handling, remaining } from './questions-handling.ts';
import { incident, why } from './questions-incident.ts';
import { people } from './questions-people.ts';

// The form as data. What is asked is the union of what the referral forms of several partnerships were seen to ask, cut down to what
// a referrer can know; what belongs to the coordinator (reference, dates, recommendation) is not asked here.

// The partnership's own rule: the agency's safeguarding lead is asked before a case is referred (section 4.1 of the process notes).
const lead: Section = {
  id: 'lead',
  step: 'Before anything else',
  title: 'Your safeguarding lead',
  questions: [
    {
      id: 'lead-spoken',
      kind: 'choice',
      label: 'Have you spoken to your agency’s safeguarding lead about this case?',
      name: 'Whether you have spoken to the safeguarding lead',
      required: 'Say whether you have spoken to your safeguarding lead',
      options: [yes, no],
    },
    {
      id: 'lead-name',
      kind: 'text',
      label: 'Their name',
      name: 'The name of the safeguarding lead',
      required: 'Enter the name of the safeguarding lead',
      when: { question: 'lead-spoken', is: 'yes' },
    },
    {
      id: 'lead-role',
      kind: 'text',
      label: 'Their job',
      name: 'The job of the safeguarding lead',
      required: 'Enter the job of the safeguarding lead',
      when: { question: 'lead-spoken', is: 'yes' },
    },
    {
      id: 'lead-email',
      kind: 'email',
      label: 'Their work e-mail address (optional)',
      name: 'The e-mail address of the safeguarding lead',
      hint: 'They are sent a link, and asked to endorse the referral. You tell them a code.',
      when: { question: 'lead-spoken', is: 'yes' },
    },
    {
      id: 'lead-day',
      kind: 'date',
      label: 'When you spoke',
      name: 'The day on which you spoke',
      hint: 'For example, 7 11 2026',
      required: 'Enter the day on which you spoke to the safeguarding lead',
      when: { question: 'lead-spoken', is: 'yes' },
    },
    {
      id: 'lead-why-not',
      kind: 'long',
      label: 'Why not?',
      name: 'Why you have not spoken to the safeguarding lead',
      hint: 'You can still refer. The coordinator will speak with you about it.',
      required: 'Say why you have not spoken to your safeguarding lead',
      when: { question: 'lead-spoken', is: 'no' },
    },
  ],
};

const referrer: Section = {
  id: 'you',
  step: 'You',
  title: 'Who you are',
  lead: 'The coordinator may call you.',
  questions: [
    {
      id: 'referrer-name',
      kind: 'text',
      label: 'Your name',
      name: 'Your name',
      required: 'Enter your name',
      autocomplete: 'name',
    },
    {
      id: 'referrer-agency',
      kind: 'text',
      label: 'Your agency',
      name: 'Your agency',
      required: 'Enter your agency',
      autocomplete: 'organization',
    },
    {
      id: 'referrer-job',
      kind: 'text',
      label: 'Your job',
      name: 'Your job',
      required: 'Enter your job',
      autocomplete: 'organization-title',
    },
    {
      id: 'referrer-email',
      kind: 'email',
      label: 'Your work e-mail address',
      name: 'Your e-mail address',
      autocomplete: 'email',
    },
    {
      id: 'referrer-telephone',
      kind: 'telephone',
      label: 'Your work telephone number',
      name: 'Your telephone number',
      hint: 'If you lose your receipt, the coordinator will call you here before giving you a new one.',
      autocomplete: 'tel',
    },
  ],
  oneOf: {
    questions: ['referrer-email', 'referrer-telephone'],
    text: 'Enter an e-mail address or a telephone number',
  },
};

const together: Section = {
  id: 'together',
  step: 'What happened',
  title: 'How agencies worked together',
  questions: [
    {
      id: 'together-concern',
      kind: 'long',
      label: 'What could agencies have done better together?',
      name: 'What agencies could have done better',
      unless: [{ question: 'referring', is: 'good-practice' }],
    },
    {
      id: 'together-well',
      kind: 'long',
      label: 'What did they do well?',
      hint: 'Also what helped them to do it, so that others can do the same.',
      name: 'What agencies did well',
    },
  ],
  oneOf: {
    questions: ['together-concern', 'together-well'],
    text: 'Answer at least one of the two, or say that you do not know',
    alone: 'Say what they did well, and why it worked',
  },
};

const agencies: Section = {
  id: 'agencies',
  step: 'Who else knows',
  title: 'Agencies that know the family',
  lead: 'Begin with your own. The coordinator will ask each of them what they know.',
  repeat: {
    one: 'agency',
    many: 'agencies',
    least: 1,
    most: 20,
    missing: 'Add at least one agency; begin with your own',
    nameOf: 'agency-name',
  },
  questions: [
    {
      id: 'agency-name',
      kind: 'text',
      label: 'Agency',
      name: 'The agency',
      hint: 'For example a school, a health service or a charity.',
      required: 'Enter the name of the agency',
    },
    {
      id: 'agency-person',
      kind: 'text',
      label: 'Who there knows the family, and how to reach them (optional)',
      name: 'Who knows the family',
    },
    {
      id: 'agency-involved',
      kind: 'choice',
      label: 'Is it still working with the family?',
      name: 'Whether the agency is still involved',
      required: 'Say whether the agency is still working with the family, or “Not known”',
      options: [yes, no, notKnown],
    },
  ],
};

/** The pages of the form, in order. */
export const sections: readonly Section[] = [
  safety,
  call,
  about,
  lead,
  referrer,
  children,
  people,
  incident,
  why,
  together,
  dates,
  agencies,
  handling,
  remaining,
];

/** The page of that name; null where there is none. */
export const sectionNamed = (id: string | undefined): Section | null =>
  sections.find((section) => section.id === id) ?? null;
