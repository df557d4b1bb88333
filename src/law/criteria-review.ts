import type { Confidences } from './confidence.ts';
import type { Day } from './day.ts';
import { editionNamed, transitionStart } from './editions.ts';
import type { Guidance, Limb } from './limb.ts';

/** A limb but for the days between which it is asked. */
type Undated = Omit<Limb, 'from' | 'until' | 'endsWithLocalStart'>;

const wt2023 = editionNamed('WT2023').from;
const wt2026 = editionNamed('WT2026').from;

const seriousHarm: Guidance = {
  words:
    'Serious harm includes, and is not limited to, serious and/or long-term impairment of a child’s mental health or intellectual, emotional, social or behavioural development, and covers physical health. Judgement is needed where lasting impairment is likely but not yet certain. A child who recovers may still have been seriously harmed.',
  cite: 'Working Together 2018 and 2023, as several partnerships quote it',
  confidence: ['L'],
};

const notification = ['rapid-review-only', 'LCSPR'] as const;

/** Section 16C(1): three questions, each for itself. */
const notifiable: readonly Undated[] = [
  {
    id: 'S16C-child',
    test: 'notifiable',
    label: 'A child',
    question: 'Is the person a child, under 18 at the incident?',
    cite: 'Children Act 2004, section 16C(1)',
    confidence: ['S', 'L'],
    note: 'Section 16C says “a child”. That this is anybody under 18 was read only where others report it.',
    guidance: [],
    bearsUpon: notification,
  },
  {
    id: 'S16C-abuse',
    test: 'notifiable',
    label: 'Abuse or neglect',
    question: 'Does the local authority know or suspect that the child has been abused or neglected?',
    cite: 'Children Act 2004, section 16C(1)',
    confidence: ['S'],
    guidance: [
      {
        words:
          'To suspect is enough. The section does not say that the abuse or neglect must have caused the harm.',
        cite: 'Children Act 2004, section 16C(1)',
        confidence: ['S'],
      },
      {
        words:
          'Notify where abuse or neglect is a cause of the incident or contributed to it, or this is suspected. Think of it also where a family is known for a recent incident or a current concern and a child dies by suicide or without explanation.',
        cite: 'The Panel’s position as the protocol for the Tees area reports it (2.3)',
        confidence: ['L'],
      },
    ],
    bearsUpon: notification,
  },
  {
    id: 'S16C-harm',
    test: 'notifiable',
    label: 'Died or seriously harmed',
    question:
      'Did the child die, or was the child seriously harmed, in the local authority’s area, or outside England while normally resident in the area?',
    cite: 'Children Act 2004, section 16C(1)(a) and (b)',
    confidence: ['S'],
    guidance: [
      {
        words:
          'Wales, Scotland and Northern Ireland are outside England. Where it happened in another English authority’s area, that authority has to notify.',
        cite: 'Children Act 2004, section 16C(1); the Panel’s answers to frequent questions',
        confidence: ['S'],
      },
      seriousHarm,
      {
        words:
          'A child who harmed somebody else can be the subject only where the test is met for that child.',
        cite: 'Department for Education, statistics of serious incident notifications',
        confidence: ['S'],
      },
    ],
    bearsUpon: notification,
  },
];

/** What section 16F has the partners identify, with the definition of section 16B. */
const safeguardingCase: readonly Undated[] = [
  {
    id: 'S16B-case',
    test: 'safeguarding-case',
    label: 'A serious child safeguarding case',
    question:
      'Is abuse or neglect of a child known or suspected by a local authority or by somebody else with functions relating to children, and has the child died or been seriously harmed?',
    cite: 'Children Act 2004, section 16B',
    confidence: ['M'],
    note: 'The definition is given from memory. It is wider than section 16C: the suspicion need not be the local authority’s.',
    guidance: [seriousHarm],
    bearsUpon: ['LCSPR'],
  },
  {
    id: 'S16F-area',
    test: 'safeguarding-case',
    label: 'Important for the area',
    question: 'Does the case raise issues of importance in relation to the area?',
    cite: 'Children Act 2004, section 16F',
    confidence: ['S', 'M'],
    note: 'These words were read where the section is quoted; the rest of it is given from memory.',
    guidance: [],
    bearsUpon: ['LCSPR'],
  },
];

const criterion = (letter: string, label: string, question: string): Undated => ({
  id: `REG11-${letter}`,
  test: 'local-criteria',
  label,
  question,
  cite: `SI 2018/789, regulation 11, criterion (${letter})`,
  confidence: ['S'],
  guidance: [],
  bearsUpon: ['LCSPR'],
});

const localCriteria: readonly Undated[] = [
  criterion(
    'a',
    'Improvements',
    'Does the case highlight, or may it highlight, improvements needed to safeguard and promote the welfare of children, those previously identified included?',
  ),
  criterion('b', 'Recurrent themes', 'Does the case highlight, or may it highlight, recurrent themes?'),
  criterion(
    'c',
    'Agencies working together',
    'Does the case highlight, or may it highlight, concerns regarding two or more agencies working together effectively?',
  ),
  criterion(
    'd',
    'The Panel’s conclusion',
    'Is it a case that the Panel has considered, concluding that a local review may be more appropriate?',
  ),
];

const matter = (id: string, label: string, question: string) => ({ id: `ADD-${id}`, label, question });

const matters = [
  matter('single-agency', 'A single agency', 'Is there concern about the actions of a single agency?'),
  matter(
    'no-agency',
    'No agency involved',
    'Was no agency involved, and does that itself give cause for concern?',
  ),
  matter(
    'several-areas',
    'Several areas',
    'Is more than one local authority, police area or health area involved?',
  ),
  matter('setting', 'An institution', 'Did it happen in, or does it concern, an institutional setting?'),
];

const fromMemory = 'Given from memory; the wording of the chapter was not read.';

function furtherMatters(from: Day, until: Day | null, cite: string, unread: string): readonly Limb[] {
  const confidence: Confidences = until === null ? ['M', '?'] : ['M'];
  return matters.map((one) => ({
    ...one,
    from,
    until,
    test: 'further-matters',
    cite,
    confidence,
    note: unread,
    guidance: [],
    bearsUpon: ['LCSPR'],
  }));
}

// The guide that counts an unborn child came out again in the autumn of 2025, no day is known, so it is told from that edition on.
const unborn: Guidance = {
  words:
    'A guide for local authorities re-issued in October or November 2025 says that this can be an unborn child.',
  cite: 'Serious incident notification: a guide for local authorities, as several authorities’ procedures report it',
  confidence: ['L'],
};

const held = (limbs: readonly Undated[], from: Day, until: Day | null): readonly Limb[] =>
  limbs.map((limb) => ({ ...limb, from, until }));

const withUnborn = (limbs: readonly Undated[]): readonly Undated[] =>
  limbs.map((limb) => (limb.id === 'S16C-child' ? { ...limb, guidance: [...limb.guidance, unborn] } : limb));

const actNote =
  'The Act was read as it stood before the Children’s Wellbeing and Schools Act 2026; no change to this section was seen.';

// An act may have been changed in the year of the last edition, so what was read before does not confirm it now.
const unconfirmedNow = (limbs: readonly Undated[]): readonly Undated[] =>
  limbs.map((limb) => ({
    ...limb,
    confidence: [limb.confidence[0], ...limb.confidence.slice(1), '?'],
    note: limb.note === undefined ? actNote : `${limb.note} ${actNote}`,
  }));

const act = [...notifiable, ...safeguardingCase];

/**
 * What is asked from 29 June 2018 on: the test of section 16C, the case of sections 16B and 16F, the four criteria of regulation 11
 * and the further circumstances of the guidance. Regulation 11 says that its criteria “include” the four: they are not all.
 */
export const reviewLimbs: readonly Limb[] = [
  ...held(act, transitionStart, wt2023),
  ...held(withUnborn(act), wt2023, wt2026),
  ...held(unconfirmedNow(withUnborn(act)), wt2026, null),
  ...held(localCriteria, transitionStart, null),
  ...furtherMatters(transitionStart, wt2023, 'Working Together 2018, chapter 4', fromMemory),
  ...furtherMatters(wt2023, wt2026, 'Working Together 2023, chapter 5', fromMemory),
  ...furtherMatters(
    wt2026,
    null,
    'Working Together 2026, as Working Together 2023, chapter 5',
    `${fromMemory} That of 2026 was not read; the circumstances of 2023 are taken to go on.`,
  ),
];
