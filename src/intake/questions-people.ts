import { no, notKnown, type Option, type Part, type Section, yes } from './question.ts';
import { children, ethnicities } from './questions-child.ts';

/** What somebody can be to a child, as the case file has it (src/cases/people.ts). */
export const relationOptions: readonly Option[] = [
  ['mother', 'Mother'],
  ['father', 'Father'],
  ['step-parent', 'Step-parent'],
  ['parents-partner', 'Partner of a parent'],
  ['brother-or-sister', 'Brother or sister'],
  ['half-brother-or-sister', 'Half-brother or half-sister'],
  ['grandparent', 'Grandparent'],
  ['other-relative', 'Another relative'],
  ['foster-carer', 'Foster carer'],
  ['other-carer', 'Another carer'],
  ['friend', 'Friend'],
  ['other', 'Somebody else who matters'],
].map(([value = '', text = '']) => ({ value, text }));

// On paper nobody knows yet who is named above: children are told apart there by their numbers.
const byNumber: readonly Option[] = Array.from({ length: children.repeat?.most ?? 0 }, (_, index) => ({
  value: String(index + 1),
  text: `Child ${index + 1}`,
}));

const who: Part = {
  id: 'who',
  title: 'Who this is',
  questions: [
    {
      id: 'person-name',
      kind: 'text',
      label: 'Name',
      name: 'The person’s name',
      required: 'Enter the person’s name. If you do not know it, say who it is',
    },
    {
      id: 'person-relation',
      kind: 'choice',
      label: 'What are they to the child?',
      name: 'What the person is to the child',
      required: 'Choose what the person is to the child',
      options: relationOptions,
    },
    {
      id: 'person-children',
      kind: 'choices',
      label: 'To which child or children?',
      name: 'The children to whom the person is this',
      required: 'Tick the child or children to whom the person is this',
      options: byNumber,
      optionsOf: 'children',
      ifSeveral: 'children',
    },
    {
      id: 'person-other-relation',
      kind: 'choice',
      label: 'Are they something else to another of the children? (optional)',
      name: 'What the person is to another child',
      hint: 'For example the father of one and the step-parent of another.',
      options: relationOptions,
      ifSeveral: 'children',
    },
    {
      id: 'person-other-children',
      kind: 'choices',
      label: 'To which other child or children? (optional)',
      name: 'The children to whom the person is something else',
      options: byNumber,
      optionsOf: 'children',
      ifSeveral: 'children',
    },
  ],
};

const more: Part = {
  id: 'more',
  title: 'More about this person',
  questions: [
    {
      id: 'person-born',
      kind: 'date',
      label: 'Date of birth, if you know it',
      name: 'The person’s date of birth',
      hint: 'For example, 21 3 1994',
    },
    {
      id: 'person-age',
      kind: 'text',
      label: 'Age, if you do not know the date of birth',
      name: 'The person’s age',
      most: 60,
    },
    {
      id: 'person-address',
      kind: 'text',
      label: 'Address, if it is not the child’s (optional)',
      name: 'The person’s address',
    },
    {
      id: 'person-responsibility',
      kind: 'choice',
      label: 'Do they have parental responsibility? (optional)',
      name: 'Whether the person has parental responsibility',
      options: [yes, no, notKnown],
    },
    {
      id: 'person-legal',
      kind: 'text',
      label: 'Legal status, if there is one that matters (optional)',
      name: 'The person’s legal status',
      hint: 'For example a special guardian, or an order that keeps them away.',
    },
    {
      id: 'person-ethnicity',
      kind: 'choice',
      label: 'Ethnicity, as they would say it (optional)',
      name: 'The person’s ethnicity',
      options: ethnicities,
    },
    {
      id: 'person-more',
      kind: 'long',
      label: 'Anything else that matters (optional)',
      name: 'What else matters about the person',
      hint: 'For example a child protection plan of a brother or sister.',
      most: 1_000,
    },
  ],
};

const personParts = [who, more];

/** Adults, brothers and sisters, and whoever else matters: filled in once for each. */
export const people: Section = {
  id: 'people',
  step: 'The child and family',
  title: 'Parents, carers and others',
  lead: 'Whoever mattered in the child’s life: parents, carers, brothers and sisters, whoever lived there. Name those you know of, or nobody.',
  repeat: {
    one: 'person',
    many: 'people',
    least: 0,
    most: 20,
    missing: '',
    nameOf: 'person-name',
  },
  questions: personParts.flatMap(({ questions }) => questions),
  parts: personParts,
};
