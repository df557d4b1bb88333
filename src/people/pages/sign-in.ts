import { definePage } from '../../platform/pages/page.ts';

/**
 * What became of a form whose session had ended: it is carried through sign-in, there was nothing typed in it, or nobody knows whose it
 * was and it is shown to be copied. Null where no form brought one here.
 */
export type Ended = 'carried' | 'nothing' | 'lost' | null;

/** The page that asks who it is. What was typed comes back but for the password and the code. */
export interface SignInPage {
  readonly action: string;
  readonly formToken: string;
  readonly email: string;
  /** Where to go afterwards, a path of ours; empty for the first page. */
  readonly to: string;
  /** A form that comes back after signing in, sealed; empty for none. */
  readonly carried: string;
  readonly ended: Ended;
  /** What had been typed and cannot come back. */
  readonly lost: readonly { readonly name: string; readonly value: string }[];
  /** What was wrong, beside the form: one sentence that does not say which part; null at first. */
  readonly problem: string | null;
}

/** What the page is called. */
export const signInHeading = (ended: Ended): string =>
  ended === null ? 'Sign in' : 'Your session has ended: sign in again';

/** `/sign-in`. */
export const signInPage = definePage<SignInPage>('people/pages/sign-in.njk');
