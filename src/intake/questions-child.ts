import { no, notKnown, type Option, type Part, type Section, yes } from './question.ts';
import { areaQuestions } from './where.ts';

/** The ethnicity codes of the Department for Education, which a notification to the national Panel asks for. */
export const ethnicities: readonly Option[] = [
  ['WBRI', 'White British'],
  ['WIRI', 'White Irish'],
  ['WIRT', 'Traveller of Irish Heritage'],
  ['WROM', 'Gypsy/Roma'],
  ['WOTH', 'Any other White background'],
  ['MWBC', 'White and Black Caribbean'],
  ['MWBA', 'White and Black African'],
  ['MWAS', 'White and Asian'],
  ['MOTH', 'Any other Mixed background'],
  ['AIND', 'Indian'],
  ['APKN', 'Pakistani'],
  ['ABAN', 'Bangladeshi'],
  ['CHNE', 'Chinese'],
  ['AOTH', 'Any other Asian background'],
  ['BCRB', 'Caribbean'],
  ['BAFR', 'African'],
  ['BOTH', 'Any other Black background'],
  ['OOTH', 'Any other ethnic group'],
  ['REFU', 'Refused'],
  ['NOBT', 'Not known (information not yet obtained)'],
].map(([value = '', text = '']) => ({ value, text }));

// The categories of a child protection plan, of which a plan names one or more.
const planCategories: readonly Option[] = [
  { value: 'neglect', text: 'Neglect' },
  { value: 'physical', text: 'Physical abuse' },
  { value: 'emotional', text: 'Emotional abuse' },
  { value: 'sexual', text: 'Sexual abuse' },
  { value: 'several', text: 'More than one of these' },
  notKnown,
];

const who: Part = {
  id: 'who',
  title: 'Who the child is',
  questions: [
    {
      id: 'child-name',
      kind: 'text',
      label: 'Name',
      name: 'The child’s name',
      required: 'Enter the child’s name. If you do not know it, say who the child is',
    },
    {
      id: 'child-other-names',
      kind: 'text',
      label: 'Other names (optional)',
      name: 'Other names of the child',
      hint: 'Names the child has had, is called by, or is registered under.',
    },
    {
      id: 'child-born',
      kind: 'date',
      label: 'Date of birth, if you know it',
      name: 'The child’s date of birth',
      hint: 'For example, 21 3 2019',
    },
    {
      id: 'child-age',
      kind: 'text',
      label: 'Age, if you do not know the date of birth',
      name: 'The child’s age',
      hint: 'About how old the child was when it happened.',
      most: 60,
    },
    {
      id: 'child-unborn',
      kind: 'choices',
      label: 'Was the child not born yet? (optional)',
      name: 'Whether the child was not born yet',
      options: [{ value: 'yes', text: 'The child was not yet born when it happened' }],
    },
    {
      id: 'child-died',
      kind: 'date',
      label: 'Date of death, if the child has died',
      name: 'The child’s date of death',
    },
    {
      id: 'child-sex',
      kind: 'choice',
      label: 'Sex',
      name: 'The child’s sex',
      required: 'Choose the child’s sex, or “Not known”',
      options: [
        { value: 'F', text: 'Female' },
        { value: 'M', text: 'Male' },
        { value: 'U', text: 'Not known' },
      ],
    },
  ],
};

const background: Part = {
  id: 'background',
  title: 'Background, school and doctor',
  questions: [
    {
      id: 'child-ethnicity',
      kind: 'choice',
      label: 'Ethnicity, as the child or family would say it',
      name: 'The child’s ethnicity',
      required: 'Choose the child’s ethnicity, or “Not known”',
      options: ethnicities,
    },
    {
      id: 'child-disability',
      kind: 'choice',
      label: 'Does the child have a disability?',
      name: 'Whether the child has a disability',
      required: 'Say whether the child has a disability, or “Not known”',
      options: [yes, no, notKnown],
    },
    {
      id: 'child-disability-which',
      kind: 'text',
      label: 'What is it?',
      name: 'The disability',
      required: 'Say what the disability is',
      when: { question: 'child-disability', is: 'yes' },
    },
    {
      id: 'child-school',
      kind: 'text',
      label: 'School, college or nursery (optional)',
      name: 'The child’s school',
    },
    {
      id: 'child-gp',
      kind: 'text',
      label: 'General practice (optional)',
      name: 'The child’s general practice',
    },
  ],
};

const home: Part = {
  id: 'home',
  title: 'Where the child lived and lives',
  questions: [
    {
      id: 'child-home',
      kind: 'long',
      label: 'Where the child lived when it happened, and with whom',
      name: 'Where the child lived and with whom',
      hint: 'The address if you have it, and who looked after the child.',
      required: 'Say where the child lived and with whom, or that you do not know',
      most: 2_000,
    },
    ...areaQuestions('child', {
      label: 'In whose area did the child normally live then?',
      name: 'In whose area the child lived',
      hint: 'The child’s usual home, not a hospital or a visit.',
    }),
    {
      id: 'child-carer',
      kind: 'text',
      label: 'Who had the care of the child at that very time? (optional)',
      name: 'Who had the care of the child',
      hint: 'If it was somebody else than usual: a relative, a babysitter, a school, a hospital.',
      unless: [{ question: 'referring', is: 'good-practice' }],
    },
    {
      id: 'child-whereabouts',
      kind: 'text',
      label: 'Where is the child now? (optional)',
      name: 'Where the child is now',
      hint: 'If that has changed: with whom, or in which hospital or placement.',
    },
  ],
};

const standing: Part = {
  id: 'care',
  title: 'Care, plans and orders',
  questions: [
    {
      id: 'child-looked-after',
      kind: 'choice',
      label: 'Was the child looked after by a local authority when it happened?',
      name: 'Whether the child was looked after',
      hint: 'In care, or accommodated by agreement with the parents.',
      required: 'Say whether the child was looked after by a local authority, or “Not known”',
      options: [yes, no, notKnown],
    },
    {
      id: 'child-looked-after-by',
      kind: 'text',
      label: 'By which authority? (optional)',
      name: 'The authority that looked after the child',
      suggest: 'authorities',
      when: { question: 'child-looked-after', is: 'yes' },
    },
    {
      id: 'child-plan-now',
      kind: 'choice',
      label: 'Was there a child protection plan when it happened?',
      name: 'Whether there was a child protection plan',
      required: 'Say whether there was a child protection plan, or “Not known”',
      options: [yes, no, notKnown],
    },
    {
      id: 'child-plan-now-category',
      kind: 'choice',
      label: 'Category of that plan',
      name: 'The category of the plan',
      required: 'Choose the category of the plan, or “Not known”',
      options: planCategories,
      when: { question: 'child-plan-now', is: 'yes' },
    },
    {
      id: 'child-plan-now-since',
      kind: 'date',
      label: 'Since when, if you know it',
      name: 'The day from which the plan ran',
      when: { question: 'child-plan-now', is: 'yes' },
    },
    {
      id: 'child-plan-before',
      kind: 'choice',
      label: 'Had there been an earlier one, that had ended?',
      name: 'Whether there had been an earlier plan',
      required: 'Say whether there had been an earlier child protection plan, or “Not known”',
      options: [yes, no, notKnown],
    },
    {
      id: 'child-plan-before-category',
      kind: 'choice',
      label: 'Category of the earlier plan',
      name: 'The category of the earlier plan',
      required: 'Choose the category of the earlier plan, or “Not known”',
      options: planCategories,
      when: { question: 'child-plan-before', is: 'yes' },
    },
    {
      id: 'child-plan-before-days',
      kind: 'text',
      label: 'From when to when? (optional)',
      name: 'When the earlier plan ran',
      when: { question: 'child-plan-before', is: 'yes' },
    },
    {
      id: 'child-legal',
      kind: 'text',
      label: 'Court orders, or other legal status (optional)',
      name: 'The child’s legal status',
      hint: 'For example an interim care order, or a special guardian.',
    },
    {
      id: 'child-lead',
      kind: 'text',
      label: 'Social worker or other lead professional (optional)',
      name: 'The lead professional',
      hint: 'Their name, job and agency, if the child had one.',
    },
  ],
};

const childParts = [who, background, home, standing];

/** One child: filled in once for each. */
export const children: Section = {
  id: 'children',
  step: 'The child and family',
  title: 'The child or children',
  lead: 'Give what you have. A gap is no reason to wait.',
  repeat: {
    one: 'child',
    many: 'children',
    least: 1,
    most: 12,
    missing: 'Add at least one child',
    nameOf: 'child-name',
  },
  questions: childParts.flatMap(({ questions }) => questions),
  parts: childParts,
};
