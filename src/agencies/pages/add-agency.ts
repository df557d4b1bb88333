import { definePage } from '../../platform/pages/page.ts';

/** Adding an agency. What was typed comes back, with what is wrong beside its field. */
export interface AddAgencyPage {
  readonly formToken: string;
  readonly formKey: string;
  readonly kinds: readonly { readonly value: string; readonly words: string; readonly chosen: boolean }[];
  readonly name: string;
  readonly code: string;
  readonly from: { readonly day: string; readonly month: string; readonly year: string };
  readonly problems: {
    readonly kind: string | null;
    readonly name: string | null;
    readonly code: string | null;
    readonly from: string | null;
  };
}

/** `/agencies/add`. */
export const addAgencyPage = definePage<AddAgencyPage>('agencies/pages/add-agency.njk');
