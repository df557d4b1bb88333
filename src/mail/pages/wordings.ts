import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './mails.ts';

/** The words of one kind of mail, in the list. */
export interface WordingLine {
  readonly kind: string;
  readonly title: string;
  readonly when: string;
  /** Since when they are the partnership's own; null where they are ours. */
  readonly since: Moment | null;
}

/** The words of every kind of mail. */
export interface WordingsPage {
  readonly heading: string;
  readonly lines: readonly WordingLine[];
}

/** `/mail/words`. */
export const wordingsPage = definePage<WordingsPage>('mail/pages/wordings.njk');
