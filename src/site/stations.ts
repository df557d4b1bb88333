import { ruleNamed } from '../law/rules.ts';
import { nameOn, type Partnership } from '../partnership/partnership.ts';
import { lengthWords, rapidReviewWithin } from './limits.ts';

/** One of the five steps from a referral to proof that practice changed. */
export interface Station {
  readonly name: string;
  readonly words: string;
}

/** The five stations of a review, with the group's name of `today` and the time limits of the rules held (RR-01, REP-02). */
export function presentStations(partnership: Partnership, today: Temporal.PlainDate): readonly Station[] {
  const group = nameOn(partnership.names, 'group', today)?.name ?? 'review group';
  return [
    {
      name: 'Someone refers',
      words: 'Anyone in any agency, once they have spoken with their safeguarding lead.',
    },
    {
      name: 'The group considers',
      words: `The ${group} asks each agency what it knows.`,
    },
    {
      name: 'Rapid review',
      words: `If the council notified the Panel: ${rapidReviewWithin(partnership.settings.rapidReviewFrom)}.`,
    },
    {
      name: 'Review and report',
      words: `Led by somebody independent. Finished and published within ${lengthWords(ruleNamed('REP-02').limit)} of deciding to hold it.`,
    },
    {
      name: 'Did practice change?',
      words: 'What was promised is checked, and what came of it is said.',
    },
  ];
}
