import type { Option, Question, Section } from './question.ts';
import { areaQuestions } from './where.ts';

/** What happened, and when. The day may be known only roughly. */
export const incident: Section = {
  id: 'incident',
  step: 'What happened',
  title: 'What happened and when',
  questions: [
    {
      id: 'incident-when',
      kind: 'text',
      label: 'When did it happen?',
      name: 'When it happened',
      hint: 'As exactly as you know: “early June 2026”, “over the winter of 2025”.',
      required: 'Say when it happened, as exactly as you know',
    },
    {
      id: 'incident-day',
      kind: 'date',
      label: 'The exact day, if there is one (optional)',
      name: 'The exact day',
    },
    {
      id: 'incident-where',
      kind: 'text',
      label: 'Where did it happen? (optional)',
      name: 'Where it happened',
    },
    // By it is known which authority notifies (section 16C of the Children Act 2004); src/law/notifying-authority.ts says how.
    ...areaQuestions('incident', {
      label: 'In whose area did it happen?',
      name: 'In whose area it happened',
    }),
    {
      id: 'incident-what',
      kind: 'long',
      label: 'What happened?',
      name: 'What happened',
      hint: 'What you know, and how you know it. The main dates help.',
      required: 'Say what happened',
    },
  ],
};

// Each limb of section 16C(1) of the Children Act 2004 as a statement of its own, the two deaths that are to be notified besides, and
// what partnerships review by choice below the threshold. The group decides what is met; a referrer says what they have seen.
const limbs: readonly (Option & { readonly ask: string })[] = [
  {
    value: 'abuse-or-neglect',
    text: 'A child has been abused or neglected, or this is suspected',
    ask: 'What is known or suspected, and why?',
  },
  { value: 'died', text: 'A child has died', ask: 'What is known of the death?' },
  {
    value: 'seriously-harmed',
    text: 'A child has been seriously harmed',
    hint: 'In body or mind, in their development or behaviour. Also where they have recovered, or it is not yet certain how long it will last.',
    ask: 'What was the harm?',
  },
  {
    value: 'looked-after-death',
    text: 'A child in the care of a local authority has died',
    hint: 'Whatever the cause.',
    ask: 'Which authority looked after the child?',
  },
  {
    value: 'care-leaver-death',
    text: 'A care leaver has died, aged under 25',
    hint: 'Whatever the cause.',
    ask: 'Which authority had looked after them?',
  },
  {
    value: 'worked-together',
    text: 'There is concern about how agencies worked, alone or together',
    ask: 'What is the concern?',
  },
  {
    value: 'good-practice',
    text: 'There is good practice that others could learn from',
    ask: 'What went well, and why?',
  },
  {
    value: 'near-miss',
    text: 'It nearly went badly, or there is another reason to learn',
    ask: 'What is it?',
  },
];

// Whoever refers good practice alone has said why; nothing about harm is asked of them.
const ofConcern = [{ question: 'referring', is: 'good-practice' }];

/** Why the case should be considered: the limbs of the threshold, and what is reviewed by choice. */
export const why: Section = {
  id: 'why',
  step: 'What happened',
  title: 'Why it should be considered',
  lead: 'You need not know the law. Tick whatever fits, and say in a sentence or two why.',
  questions: [
    {
      id: 'reasons',
      kind: 'choices',
      label: 'What fits this case?',
      name: 'Why it should be considered',
      unless: ofConcern,
      required: 'Tick at least one reason why the case should be considered',
      options: limbs.map(({ value, text, hint }) => ({
        value,
        text,
        ...(hint === undefined ? {} : { hint }),
      })),
    },
    ...limbs.map(
      ({ value, text, ask }): Question => ({
        id: `why-${value}`,
        kind: 'long',
        label: ask,
        name: `What you say to “${text}”`,
        required: `Say more about “${text}”`,
        most: 2_000,
        when: { question: 'reasons', is: value },
        unless: ofConcern,
      }),
    ),
  ],
};
