import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './mails.ts';
import type { ShownLetter } from './wording.ts';

/** What was said in a kind of mail, and when. */
export interface WordingHistoryPage {
  readonly kind: string;
  readonly heading: string;
  readonly versions: readonly {
    readonly version: number;
    readonly from: Moment;
    /** Null for what holds. */
    readonly until: Moment | null;
    readonly by: string | null;
    /** With its placeholders as they were typed; null for our own words. */
    readonly words: ShownLetter | null;
  }[];
  readonly newer: string | null;
  readonly older: string | null;
}

/** `/mail/words/<kind>/history`. */
export const wordingHistoryPage = definePage<WordingHistoryPage>('mail/pages/wording-history.njk');
