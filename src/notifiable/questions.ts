import type { FactName } from '../law/notifiable-facts.ts';

/** One question of the guided record. */
export interface Question {
  readonly id: Exclude<FactName, 'age'>;
  /** The name of its field. */
  readonly field: string;
  readonly legend: string;
  /** "Answer …" begins the message where it is left open. */
  readonly name: string;
  readonly hint: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly hint?: string }[];
  /** Asked for incidents of the boards' time and the transition only. */
  readonly onlyBefore2019?: true;
  /** What counts as the answer where nothing was chosen, because it matters for few; its reason is not asked then. */
  readonly otherwise?: string;
}

/** The questions that belong together. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly Question[];
}

const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
  { value: 'not-known', text: 'Not known yet' },
] as const;

/** The questions, in the order asked. */
export const groups: readonly Group[] = [
  {
    id: 'person-group',
    title: 'Who',
    questions: [
      {
        id: 'person',
        field: 'person',
        legend: 'Who was it?',
        name: 'who it was',
        hint: 'Where the case has several children, answer for the one to whom the most serious thing happened. The notification covers all of them.',
        options: [
          { value: 'child', text: 'A child', hint: 'Under 18 on the day' },
          { value: 'unborn', text: 'A child not yet born' },
          { value: 'care-leaver', text: 'A care leaver', hint: 'Under 18 they are tested as a child too' },
          { value: 'adult', text: 'Somebody else of 18 or over' },
        ],
      },
      {
        id: 'lookedAfterBy',
        field: 'looked-after-by',
        legend: 'Was the child looked after by a local authority?',
        name: 'whether the child was looked after',
        hint: 'On the day it happened: under section 22(1) of the Children Act 1989.',
        options: [
          { value: 'nobody', text: 'No' },
          { value: 'this', text: 'Yes, by this area’s authority' },
          { value: 'another', text: 'Yes, by another English authority' },
          { value: 'not-known', text: 'Not known yet' },
        ],
      },
    ],
  },
  {
    id: 'event-group',
    title: 'What happened',
    questions: [
      {
        id: 'event',
        field: 'event',
        legend: 'What happened?',
        name: 'what happened',
        hint: 'A death includes a suspected suicide. Serious harm includes serious and/or long-term impairment of mental or physical health, or of development; a child who recovers may still have been seriously harmed.',
        options: [
          { value: 'died', text: 'The person died' },
          { value: 'seriously-harmed', text: 'The person was seriously harmed' },
          { value: 'harmed-another', text: 'The child harmed somebody else' },
          { value: 'neither', text: 'None of these' },
          { value: 'not-known', text: 'Not known yet' },
        ],
      },
      {
        id: 'alsoHarmed',
        field: 'also-harmed',
        legend: 'If the child harmed somebody else: was this child seriously harmed too?',
        name: 'whether this child was seriously harmed too',
        hint: 'Leave it open where it does not apply.',
        options: yesNo,
        otherwise: 'no',
      },
      {
        id: 'regulatedSetting',
        field: 'regulated-setting',
        legend: 'Did it happen in a regulated setting or service?',
        name: 'whether it was in a regulated setting',
        hint: 'For example a children’s home, a hospital, a nursery. Until June 2018 a death there was notifiable by itself.',
        options: yesNo,
      },
      {
        id: 'detained',
        field: 'detained',
        legend: 'Was the child in custody, detained, or deprived of liberty by order?',
        name: 'whether the child was detained',
        hint: 'In custody, a secure setting, under the Mental Health Act, or at 16 or 17 under the Mental Capacity Act.',
        options: yesNo,
        onlyBefore2019: true,
        otherwise: 'no',
      },
    ],
  },
  {
    id: 'abuse-group',
    title: 'Abuse or neglect',
    questions: [
      {
        id: 'abuse',
        field: 'abuse',
        legend: 'Does the local authority know or suspect that this child was abused or neglected?',
        name: 'whether abuse or neglect is known or suspected',
        hint: 'To suspect is enough. It need not have caused what happened; a contributing part, or a current concern about the family, is to be thought of too.',
        options: [
          { value: 'known', text: 'It is known' },
          { value: 'suspected', text: 'It is suspected' },
          { value: 'not', text: 'It is neither known nor suspected' },
          { value: 'not-sure', text: 'Nobody can say yet' },
        ],
      },
    ],
  },
  {
    id: 'place-group',
    title: 'Where',
    questions: [
      {
        id: 'place',
        field: 'place',
        legend: 'Where did it happen?',
        name: 'where it happened',
        hint: 'Wales, Scotland and Northern Ireland are outside England.',
        options: [
          { value: 'this-area', text: 'In this area' },
          { value: 'another-area', text: 'In another English authority’s area' },
          { value: 'outside-england', text: 'Outside England' },
          { value: 'not-known', text: 'Not known yet' },
        ],
      },
      {
        id: 'home',
        field: 'home',
        legend: 'Where did the child normally live?',
        name: 'where the child normally lived',
        hint: 'It decides who notifies where it happened outside England, and whom else to tell.',
        options: [
          { value: 'this-area', text: 'In this area' },
          { value: 'another-area', text: 'In another English authority’s area' },
          { value: 'outside-england', text: 'Outside England' },
          { value: 'not-known', text: 'Not known yet' },
        ],
      },
    ],
  },
];

/** Every question, in the order asked. */
export const questions: readonly Question[] = groups.flatMap((group) => group.questions);

/** The question of that name; throws for one that is not asked. */
export function questionNamed(id: FactName): Question {
  const found = questions.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`There is no question "${id}".`);
  return found;
}

/** An answer in the words of the form; the answer itself where it is an age. */
export function answerWords(id: FactName, value: string): string {
  if (id === 'age') return value === '' ? 'Not known' : value;
  return questionNamed(id).options.find((one) => one.value === value)?.text ?? value;
}

/** What has to be known first, in a list: "whether abuse or neglect is known or suspected". */
export const openWords = (id: FactName): string =>
  id === 'age' ? 'how old the care leaver was' : questionNamed(id).name;
