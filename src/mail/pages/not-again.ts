import { definePage } from '../../platform/pages/page.ts';

/** Why a mail was not put into the queue again. */
export interface NotAgainPage {
  readonly sentence: string;
  readonly onwards: { readonly text: string; readonly href: string };
}

/** The answer to “Try again” where that cannot be. */
export const notAgainPage = definePage<NotAgainPage>('mail/pages/not-again.njk');
