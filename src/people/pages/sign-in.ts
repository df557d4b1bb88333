import { definePage } from '../../platform/pages/page.ts';

/** The page that asks who it is. What was typed comes back but for the password and the code. */
export interface SignInPage {
  readonly action: string;
  readonly formToken: string;
  readonly email: string;
  /** Where to go afterwards, a path of ours; empty for the first page. */
  readonly to: string;
  /** What was wrong, beside the form: one sentence that does not say which part; null at first. */
  readonly problem: string | null;
}

/** `/sign-in`. */
export const signInPage = definePage<SignInPage>('people/pages/sign-in.njk');
