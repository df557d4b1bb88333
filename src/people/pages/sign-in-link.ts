import { definePage } from '../../platform/pages/page.ts';

/** One button that signs in: a link must not, because browsers follow links ahead of time. */
export interface SignInLinkPage {
  readonly action: string;
  readonly formToken: string;
  readonly partnership: string;
  /** "Safeguarding coordinator and chair of the group". */
  readonly roles: string;
}

/** `/sign-in-link/…`, while the link is good. */
export const signInLinkPage = definePage<SignInLinkPage>('people/pages/sign-in-link.njk');

/** The same for every link that is not good any longer, or never was. */
export const signInLinkGonePage = definePage<Readonly<Record<string, never>>>(
  'people/pages/sign-in-link-gone.njk',
);
