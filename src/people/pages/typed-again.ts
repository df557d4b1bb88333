import { definePage } from '../../platform/pages/page.ts';

/** What had been typed when a session ended, where its own form cannot be shown again. */
export interface TypedAgainPage {
  readonly action: string;
  readonly formToken: string;
  /** What sending it does: "invite a person to a role". */
  readonly act: string;
  readonly typed: readonly { readonly name: string; readonly value: string }[];
  /** Every field of the form, in their order. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The page from which it was sent; null where that cannot be told. */
  readonly from: string | null;
}

/** The answer to signing in, for a form that was sent without a session. */
export const typedAgainPage = definePage<TypedAgainPage>('people/pages/typed-again.njk');
