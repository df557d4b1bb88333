import type { View } from '../acts/view.ts';
import type { Endorsement } from './endorsement.ts';
import type { SentReferral } from './referral.ts';
import { readSentReferral } from './store.ts';
import { readEndorsed } from './commands-endorsement.ts';

/** What goes on paper of a referral, and as what. */
export interface OnPaper {
  readonly referral: SentReferral;
  readonly endorsements: readonly Endorsement[];
  readonly as: 'pdf' | 'word';
}

/** A referral as a file to take away: the same look as on the screen, by the same right; the trail says that it was a file. */
export const referralOnPaper: View<Pick<OnPaper, 'as'> & { readonly id: string }, OnPaper, OnPaper> = {
  verb: 'referral.read',
  async load(tx, { id, as }) {
    const referral = await readSentReferral(tx, id);
    return referral === null ? null : { referral, endorsements: await readEndorsed(tx, id), as };
  },
  standing: ({ referral }) => referral.standing,
  present: (loaded) => loaded,
  entry: ({ referral: { id, ofCase }, as }) => ({
    object: id,
    ...(ofCase === null ? {} : { case: ofCase.id }),
    facts: { as },
  }),
};
