import type { Confidences } from './confidence.ts';
import { type Day, day, isBefore } from './day.ts';

/** The name of an edition of the statutory guidance, or of the transition between two regimes. */
export type EditionName = 'WT2013' | 'WT2015' | 'transition' | 'WT2018' | 'WT2023' | 'WT2026';

/** An edition of the statutory guidance as it governs events from one day up to, and not on, another. */
export interface Edition {
  readonly name: EditionName;
  readonly title: string;
  readonly from: Day;
  readonly until: Day | null;
  /** Where the dates come from. */
  readonly cite: string;
  /** How sure the dates are; `textRead` says whether the rules on case reviews themselves were read. */
  readonly confidence: Confidences;
  readonly textRead: boolean;
  readonly note: string;
}

/** The first day of the new regime: sections 16A to 16Q of the Children Act 2004 in force. */
export const transitionStart: Day = day('2018-06-29');

/** The last day on which local arrangements could begin. From it on only the new regime is left, everywhere. */
export const lastLocalStart: Day = day('2019-09-29');

/**
 * The editions, which tile the time from 15 April 2013 on: an event falls in exactly one. The transition is held as an
 * edition of its own with the same dates for every area; WT2018, published in early July 2018, governs alone from 29
 * September 2019. A local start inside the transition does not move these dates: it ends the rules that depend on it.
 */
export const editions: readonly Edition[] = [
  {
    name: 'WT2013',
    title: 'Working Together to Safeguard Children 2013',
    from: day('2013-04-15'),
    until: day('2015-03-26'),
    cite: 'Working Together 2013, chapter 4 (issued 21 March 2013, in effect 15 April 2013)',
    confidence: ['M'],
    textRead: false,
    note: 'Serious case reviews by the Local Safeguarding Children Board. The rules are known from local manuals.',
  },
  {
    name: 'WT2015',
    title: 'Working Together to Safeguard Children 2015',
    from: day('2015-03-26'),
    until: transitionStart,
    cite: 'Working Together 2015, chapter 4',
    confidence: ['L'],
    textRead: false,
    note: 'Brings the notifiable incident with four limbs and five working days to tell Ofsted and the board.',
  },
  {
    name: 'transition',
    title: 'The transition from serious case reviews to local child safeguarding practice reviews',
    from: transitionStart,
    until: lastLocalStart,
    cite: 'SI 2018/497, regulation 3; Working Together: transitional arrangements (2018)',
    confidence: ['S', 'L'],
    textRead: false,
    note: 'The duty to notify the Panel is in force; until local arrangements begin a board may still start a serious case review.',
  },
  {
    name: 'WT2018',
    title: 'Working Together to Safeguard Children 2018',
    from: lastLocalStart,
    until: day('2023-12-15'),
    cite: 'Working Together 2018, chapter 4 (published 4 July 2018; some sources say 5 July)',
    confidence: ['L'],
    textRead: false,
    note: 'Small updates of February 2019, December 2020 and July 2022 changed no time limit of the chapter.',
  },
  {
    name: 'WT2023',
    title: 'Working Together to Safeguard Children 2023',
    from: day('2023-12-15'),
    until: day('2026-03-18'),
    cite: 'Working Together 2023, chapter 5 (published 15 December 2023)',
    confidence: ['L'],
    textRead: false,
    note: 'Adds that deaths of care leavers up to the age of 24 should be notified.',
  },
  {
    name: 'WT2026',
    title: 'Working Together to Safeguard Children 2026',
    from: day('2026-03-18'),
    until: null,
    cite: 'Working Together 2026 (published 18 March 2026)',
    confidence: ['L'],
    textRead: false,
    note: 'Its chapter on serious incidents has not been read: the rules of 2023 are taken to go on, unconfirmed.',
  },
];

/** The first day for which any edition is held. */
export const firstEditionDay: Day = day('2013-04-15');

/** The edition that governs an event of that day; null before 15 April 2013, for which no rule is held. */
export function editionOn(on: Day): Edition | null {
  return (
    editions.find(
      (edition) => !isBefore(on, edition.from) && (edition.until === null || isBefore(on, edition.until)),
    ) ?? null
  );
}

/** The edition of that name. */
export function editionNamed(name: EditionName): Edition {
  const found = editions.find((edition) => edition.name === name);
  if (found === undefined) throw new RangeError(`There is no edition "${name}".`);
  return found;
}
