import type { Confidences } from './confidence.ts';
import { type Day, isBefore } from './day.ts';
import { editionNamed, transitionStart } from './editions.ts';
import {
  allOf,
  hasDied,
  hasDiedOrIsHarmed,
  isAbused,
  isCareLeaver,
  isChild,
  isHarmed,
  isInReach,
  isInSetting,
  isLookedAfter,
  type NotifiableFacts,
  type Tri,
} from './notifiable-facts.ts';
import { inForceOn } from './rule.ts';
import { ruleNamed } from './rules.ts';

/** One way of being notifiable, by the law of a day: the rule that it brings into play, and whether the facts meet it. */
export interface NotifiableLimb {
  readonly id: string;
  readonly rule: string;
  readonly words: string;
  readonly cite: string;
  readonly confidence: Confidences;
  readonly is: Tri['is'];
  readonly waitsFor: Tri['waitsFor'];
}

/** Which law of notifying holds on a day: none that is held here, the four limbs of 2015, or section 16C. */
export type NotifyingLaw = 'none-held' | 'four-limbs' | 'section-16C';

/** Which law of notifying holds for an incident that an authority became aware of on that day. */
export function notifyingLawOn(on: Day): NotifyingLaw {
  if (!isBefore(on, transitionStart)) return 'section-16C';
  return isBefore(on, editionNamed('WT2015').from) ? 'none-held' : 'four-limbs';
}

/** Every way of being notifiable that the law of that day has, each with whether it is met; none where no law is held. */
export function notifiableLimbs(facts: NotifiableFacts, on: Day): readonly NotifiableLimb[] {
  const law = notifyingLawOn(on);
  if (law === 'none-held') return [];
  return law === 'four-limbs' ? fourLimbs(facts) : presentLimbs(facts, on);
}

const limbs2015 = 'Working Together 2015, chapter 4, as several boards quote it';

// Limbs 3 and 4 need no abuse or neglect. Nothing in them says where it happened, so the place decides nothing here.
const fourLimbs = (facts: NotifiableFacts): readonly NotifiableLimb[] =>
  (
    [
      [
        'LIMB-1',
        'A child died, and abuse or neglect is known or suspected',
        allOf(isChild(facts), hasDied(facts), isAbused(facts)),
      ],
      [
        'LIMB-2',
        'A child was seriously harmed, and abuse or neglect is known or suspected',
        allOf(isChild(facts), isHarmed(facts), isAbused(facts)),
      ],
      [
        'LIMB-3',
        'A looked-after child died, whatever the cause',
        allOf(isChild(facts), isLookedAfter(facts), hasDied(facts)),
      ],
      [
        'LIMB-4',
        'A child in a regulated setting or service died, whatever the cause',
        allOf(isChild(facts), isInSetting(facts), hasDied(facts)),
      ],
    ] as const
  ).map(([id, words, tri]) => ({
    id,
    rule: 'SCR-01',
    words,
    cite: limbs2015,
    confidence: ['L'],
    ...tri,
  }));

function presentLimbs(facts: NotifiableFacts, on: Day): readonly NotifiableLimb[] {
  const careLeaver: readonly NotifiableLimb[] = inForceOn(ruleNamed('NOT-04'), on, null)
    ? [
        {
          id: 'CARE-LEAVER',
          rule: 'NOT-04',
          words: 'A care leaver of up to and including 24 died',
          cite: 'Working Together 2023, chapter 5',
          confidence: ['L'],
          ...allOf(isCareLeaver(facts), hasDied(facts)),
        },
      ]
    : [];
  return [
    {
      id: 'S16C',
      rule: 'NOT-01',
      words:
        'A child whom the local authority knows or suspects to have been abused or neglected died or was seriously harmed, in England or outside it while normally resident here',
      cite: 'Children Act 2004, section 16C(1)',
      confidence: ['S'],
      ...allOf(isChild(facts), isAbused(facts), hasDiedOrIsHarmed(facts), isInReach(facts)),
    },
    {
      id: 'LOOKED-AFTER',
      rule: 'NOT-03',
      words: 'A looked-after child died, whatever the cause',
      cite: 'Children Act 1989, Schedule 2, paragraph 20; Working Together; GOV.UK guidance',
      confidence: ['S'],
      ...allOf(isChild(facts), isLookedAfter(facts), hasDied(facts)),
    },
    ...careLeaver,
  ];
}
