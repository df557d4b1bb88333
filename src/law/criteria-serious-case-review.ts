import type { Confidences } from './confidence.ts';
import type { Day } from './day.ts';
import { editionNamed, lastLocalStart } from './editions.ts';
import type { Guidance, Limb } from './limb.ts';

/** What of a limb is the same in both editions. */
type Question = Pick<Limb, 'id' | 'test' | 'label' | 'question' | 'guidance'>;

const definition = 'SI 2006/90, regulation 5';

const harm: Guidance = {
  words:
    'Serious harm includes, and is not limited to, a potentially life-threatening injury, and serious or likely long-term impairment of physical or mental health or of physical, intellectual, emotional, social or behavioural development. A child who recovers may still have been seriously harmed.',
  cite: 'Working Together 2015, chapter 4, as boards’ manuals of the time quote it',
  confidence: ['L'],
};

const seriousCase: readonly Question[] = [
  {
    id: 'SCR-a',
    test: 'serious-case',
    label: 'Abuse or neglect',
    question: 'Is abuse or neglect of a child known or suspected?',
    guidance: [],
  },
  {
    id: 'SCR-b-i',
    test: 'serious-case',
    label: 'The child died',
    question: 'Has the child died? A suspected suicide counts.',
    guidance: [],
  },
  {
    id: 'SCR-b-ii-harm',
    test: 'serious-case',
    label: 'The child was seriously harmed',
    question: 'Has the child been seriously harmed?',
    guidance: [harm],
  },
  {
    id: 'SCR-b-ii-together',
    test: 'serious-case',
    label: 'Working together',
    question:
      'Is there cause for concern as to the way in which the authority, its board partners or other relevant persons have worked together?',
    guidance: [
      {
        words:
          'Part of the test only where the child was seriously harmed. Where the child died the test is met without it; answer what is known, and say in the reason that the death decides.',
        cite: definition,
        confidence: ['L'],
      },
    ],
  },
];

const alwaysReviewed: readonly Question[] = [
  {
    id: 'SCR-custody',
    test: 'always-reviewed',
    label: 'Died in custody',
    question:
      'Did the child die in custody: in police custody, or on remand or after sentence in a young offender institution, a secure training centre or a secure children’s home?',
    guidance: [],
  },
  {
    id: 'SCR-detained',
    test: 'always-reviewed',
    label: 'Died while detained for mental health',
    question: 'Did the child die while detained under the Mental Health Act?',
    guidance: [],
  },
];

const deprivedOfLiberty: Question = {
  id: 'SCR-liberty',
  test: 'always-reviewed',
  label: 'Died while deprived of liberty',
  question:
    'Was the child 16 or 17 and, at death, subject to a deprivation of liberty order under the Mental Capacity Act?',
  guidance: [],
};

const wt2013 = editionNamed('WT2013').from;
const wt2015 = editionNamed('WT2015').from;

interface Holding {
  readonly from: Day;
  readonly until: Day;
  readonly cite: string;
  readonly confidence: Confidences;
  readonly note?: string;
}

const asked = (question: Question, holding: Holding): Limb => ({
  ...question,
  ...holding,
  ...(holding.until.equals(lastLocalStart) ? { endsWithLocalStart: true as const } : {}),
  bearsUpon: ['SCR'],
});

const in2013: Holding = {
  from: wt2013,
  until: wt2015,
  cite: `${definition}; Working Together 2013, chapter 4`,
  confidence: ['L'],
};

const in2015: Holding = {
  from: wt2015,
  until: lastLocalStart,
  cite: `${definition}; Working Together 2015, chapter 4`,
  confidence: ['L'],
};

// Two accounts of the edition of 2013 do not agree; both questions are asked, and the page says that they are not sure.
const unsure: Pick<Holding, 'confidence' | 'note'> = {
  confidence: ['L', '?'],
  note: 'One account gives this for the edition of 2013 as well; another dates it from that of 2015. Neither text was read.',
};

const harmIn2013: Question = {
  id: 'SCR-b-ii-harm',
  test: 'serious-case',
  label: 'The child was seriously harmed',
  question: 'Has the child been seriously harmed?',
  guidance: [
    { ...harm, confidence: ['L', '?'], cite: `${harm.cite}; whether the edition of 2013 has it is unsure` },
  ],
};

/**
 * When a board had to hold a serious case review. Asked under the editions of 2013 and 2015, and in the transition until the
 * local start, because a board kept its functions so long. None of these texts was read in the primary source.
 */
export const seriousCaseLimbs: readonly Limb[] = [
  ...seriousCase.map((question) => asked(question.id === harmIn2013.id ? harmIn2013 : question, in2013)),
  ...alwaysReviewed.map((question) =>
    asked(question, { ...in2013, ...unsure, cite: 'Working Together 2013, chapter 4' }),
  ),
  ...seriousCase.map((question) => asked(question, in2015)),
  ...[...alwaysReviewed, deprivedOfLiberty].map((question) =>
    asked(question, { ...in2015, cite: 'Working Together 2015, chapter 4 (SCR-03)' }),
  ),
];
