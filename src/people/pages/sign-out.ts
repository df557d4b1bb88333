import { definePage } from '../../platform/pages/page.ts';

/** Asks before the session ends: a link must not end it, because browsers follow links ahead of time. */
export interface SignOutPage {
  readonly formToken: string;
  readonly sessionId: string;
}

/** `/sign-out`. */
export const signOutPage = definePage<SignOutPage>('people/pages/sign-out.njk');
