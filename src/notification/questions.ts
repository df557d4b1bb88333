import { no, notKnown, type Question, type Section, yes } from '../intake/question.ts';
import type { Way } from './route.ts';

/** The reasons that the form of before February 2019 had, and what stands in the guidance since: the national system's own list was not found. */
const reasons: Readonly<Record<Way, Question['options'] & object>> = {
  'ofsted-form': [
    { value: 'review-confirmed', text: 'A serious case review is confirmed' },
    { value: 'review-possible', text: 'A serious case review is possible, not confirmed yet' },
    { value: 'looked-after-death', text: 'Death of a looked-after child' },
    { value: 'home', text: 'Death of or serious harm to a child in a children’s home' },
    { value: 'harm', text: 'Serious harm to a child' },
    { value: 'conduct', text: 'Conduct of a member of staff' },
  ],
  'national-system': [
    { value: 'death', text: 'A child died, and abuse or neglect is known or suspected' },
    { value: 'harm', text: 'A child was seriously harmed, and abuse or neglect is known or suspected' },
    { value: 'looked-after-death', text: 'A looked-after child died, whatever the cause' },
    { value: 'care-leaver-death', text: 'A care leaver aged 24 or under died' },
  ],
};

const notifier: readonly Question[] = [
  {
    id: 'notifier-name',
    kind: 'text',
    label: 'Name of the notifier',
    name: 'The notifier’s name',
    required: 'Enter the notifier’s name',
  },
  {
    id: 'notifier-role',
    kind: 'text',
    label: 'Their role',
    name: 'The notifier’s role',
    required: 'Enter the notifier’s role',
  },
  {
    id: 'notifier-phone',
    kind: 'telephone',
    label: 'Telephone',
    name: 'The notifier’s telephone number',
    required: 'Enter a telephone number',
  },
  {
    id: 'notifier-email',
    kind: 'email',
    label: 'E-mail address',
    name: 'The notifier’s e-mail address',
    required: 'Enter an e-mail address',
  },
  {
    id: 'second-contact',
    kind: 'text',
    label: 'A second contact (optional)',
    name: 'The second contact',
    hint: 'Name, role and telephone number.',
  },
  {
    id: 'review-contact',
    kind: 'text',
    label: 'Contact for the rapid review (optional)',
    name: 'The contact for the rapid review',
    hint: 'Name, role and telephone number. Mostly the partnership’s business unit.',
  },
  {
    id: 'linked',
    kind: 'text',
    label: 'Linked cases (optional)',
    name: 'The linked cases',
    hint: 'References of the national system of incidents that belong together with this one.',
  },
];

const incident = (way: Way): readonly Question[] => [
  {
    id: 'reasons',
    kind: 'choices',
    label: 'Why is it notified?',
    name: 'Why it is notified',
    required: 'Tick why it is notified',
    options: reasons[way],
  },
  {
    id: 'abuse',
    kind: 'choice',
    label: 'Is abuse or neglect known or suspected?',
    name: 'Whether abuse or neglect is known or suspected',
    required: 'Say whether abuse or neglect is known or suspected',
    options: [
      { value: 'known', text: 'Known' },
      { value: 'suspected', text: 'Suspected' },
      { value: 'not', text: 'Neither known nor suspected' },
    ],
  },
  {
    id: 'country',
    kind: 'text',
    label: 'If it happened outside England: in which country? (optional)',
    name: 'The country',
    hint: 'Scotland, Wales and Northern Ireland are outside England.',
  },
  {
    id: 'perpetrator',
    kind: 'text',
    label: 'What is a suspected perpetrator to the child? (optional)',
    name: 'What the suspected perpetrator is to the child',
    hint: 'For example a parent, a carer, another child, a stranger. No name.',
  },
  {
    id: 'police',
    kind: 'long',
    label: 'Police: investigation, arrests, charges (optional)',
    name: 'What is known of the police investigation',
    most: 2_000,
  },
  {
    id: 'coroner',
    kind: 'text',
    label: 'Coroner: informed, and when? (optional)',
    name: 'Whether the coroner was informed',
  },
  {
    id: 'media',
    kind: 'text',
    label: 'Media: is there interest, or is it likely? (optional)',
    name: 'Whether there is media interest',
    hint: 'The older form asked to telephone first where the media had taken it up.',
  },
  {
    id: 'protective',
    kind: 'long',
    label: 'What was done at once for brothers, sisters and other children (optional)',
    name: 'What was done at once',
    hint: 'What is on record as immediate safety actions is put before this by itself.',
    most: 3_000,
  },
];

const family: readonly Question[] = [
  {
    id: 'key-relations',
    kind: 'long',
    label: 'Key relationships (optional)',
    name: 'The key relationships',
    hint: 'Step-parents, partners who live there, and whoever else matters. Parents, brothers and sisters are taken from the page of people.',
    most: 3_000,
  },
];

const outline: readonly Question[] = [
  {
    id: 'outline',
    kind: 'long',
    label: 'Outline of the case (optional)',
    name: 'The outline of the case',
    hint: 'Left empty, the summary of the case file stands here. Children beyond the fourth are added by themselves.',
    most: 10_000,
  },
  {
    id: 'other-children',
    kind: 'long',
    label: 'Other children who are affected (optional)',
    name: 'The other children who are affected',
    most: 3_000,
  },
];

const partners: readonly Question[] = [
  {
    id: 'agreement',
    kind: 'long',
    label: 'Do the three partners agree that it is notified? (optional)',
    name: 'Whether the partners agree',
    hint: 'The Panel’s advice is that all three should; the authority decides.',
    most: 3_000,
  },
  {
    id: 'areas-to-tell',
    kind: 'text',
    label: 'Other areas to be told (optional)',
    name: 'The other areas',
    hint: 'For example the authority that looks after a child placed here. Whether they were told is recorded with the notification.',
  },
];

/** The pages on which is asked what the case file has no place for. */
export const answerParts = ['notifier', 'incident', 'family', 'outline', 'partners'] as const;
export type AnswerPart = (typeof answerParts)[number];

const titles: Readonly<Record<AnswerPart, string>> = {
  notifier: 'Who notifies',
  incident: 'The incident',
  family: 'The family',
  outline: 'Outline of the case',
  partners: 'The partnership and other areas',
};

/** One of these pages, as the route of the day asks it. */
export function answersSection(part: AnswerPart, way: Way): Section {
  const questions = { notifier, incident: incident(way), family, outline, partners }[part];
  return { id: part, step: '', title: titles[part], questions };
}

/** The page of that name; null where there is none. */
export const partNamed = (name: string): AnswerPart | null =>
  answerParts.find((part) => part === name) ?? null;

const yesNo = [yes, no, notKnown];

/** What the national system asks of a child and the case file has no place for. */
export const childSection: Section = {
  id: 'child',
  step: '',
  title: 'The child, for the notification',
  questions: [
    {
      id: 'last-name',
      kind: 'text',
      label: 'Last name',
      name: 'The last name',
      required: 'Enter the last name',
    },
    {
      id: 'first-names',
      kind: 'text',
      label: 'Forename or forenames',
      name: 'The forenames',
      required: 'Enter the forenames',
    },
    {
      id: 'expected',
      kind: 'text',
      label: 'If not born yet: the expected day of birth (optional)',
      name: 'The expected day of birth',
      most: 60,
    },
    {
      id: 'residence',
      kind: 'text',
      label: 'Authority in whose area the child normally lives',
      name: 'The authority of residence',
      required: 'Enter in whose area the child normally lives',
    },
    {
      id: 'looked-after',
      kind: 'choice',
      label: 'Was the child looked after when it happened?',
      name: 'Whether the child was looked after',
      required: 'Say whether the child was looked after',
      options: yesNo,
    },
    {
      id: 'responsible',
      kind: 'text',
      label: 'Responsible authority',
      name: 'The responsible authority',
      required: 'Enter the responsible authority',
      when: { question: 'looked-after', is: 'yes' },
    },
    {
      id: 'placement',
      kind: 'text',
      label: 'Placement type',
      name: 'The placement type',
      hint: 'In the words of the national system, such as “Living at home” or “Residential children’s home”. Its whole list was not found.',
      required: 'Enter the placement type',
      when: { question: 'looked-after', is: 'yes' },
    },
    {
      id: 'in-need',
      kind: 'choice',
      label: 'Child in need plan?',
      name: 'Whether there was a child in need plan',
      required: 'Say whether there was a child in need plan',
      options: yesNo,
    },
    {
      id: 'protection-plan',
      kind: 'choice',
      label: 'Child protection plan?',
      name: 'Whether there was a child protection plan',
      required: 'Say whether there was a child protection plan',
      options: [
        { value: 'now', text: 'Yes, when it happened' },
        { value: 'before', text: 'Before, and not when it happened' },
        { value: 'no', text: 'No' },
        notKnown,
      ],
    },
    {
      id: 'known',
      kind: 'choice',
      label: 'Was the child known to any agency?',
      name: 'Whether the child was known to any agency',
      hint: 'Beyond what every child is known to, such as a school or a general practice.',
      required: 'Say whether the child was known to any agency',
      options: yesNo,
    },
    {
      id: 'known-to',
      kind: 'text',
      label: 'Which?',
      name: 'The agencies',
      required: 'Say which agencies',
      when: { question: 'known', is: 'yes' },
    },
    {
      id: 'care-leaver',
      kind: 'choice',
      label: 'Care leaver?',
      name: 'Whether they are a care leaver',
      required: 'Say whether they are a care leaver',
      options: yesNo,
    },
    {
      id: 'death-abuse',
      kind: 'choice',
      label: 'If the child died: was abuse or neglect known or suspected? (optional)',
      name: 'Whether abuse or neglect was behind the death',
      options: [
        { value: 'abuse', text: 'Abuse or neglect known or suspected' },
        { value: 'no-abuse', text: 'No abuse or neglect known or suspected' },
      ],
    },
  ],
};
