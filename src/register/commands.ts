import type { Command } from '../acts/command.ts';
import type { BroughtReview } from './brought.ts';
import { type KeptReview, lockReview, writeReview } from './store-import.ts';

/** Brings one review with its documents into the register; answers whether it was new. */
export const importReview: Command<
  BroughtReview,
  { readonly kept: KeptReview | null; readonly partnershipId: string },
  { readonly kept: KeptReview | null; readonly partnershipId: string },
  'added' | 'changed'
> = {
  verb: 'register.import',
  load: (tx, review) => lockReview(tx, review.slug),
  decide: (loaded) => loaded,
  async write(tx, { kept, partnershipId }, review) {
    const id = await writeReview(tx, partnershipId, kept, review);
    const taken = review.documents.map(({ held }) => held).filter((held) => held !== 'refused');
    const pages = taken.reduce((sum, held) => sum + (held?.pages.length ?? 0), 0);
    return {
      done: kept === null ? 'added' : 'changed',
      entry: { object: id, facts: { documents: taken.length, pages, digest: review.digest } },
    };
  },
};
