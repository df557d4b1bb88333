import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';

/** The codes of a case by the questions of the codebook, with those that were taken away. */
export interface CodesPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly codebook: string;
  readonly form: {
    readonly action: string;
    readonly formToken: string;
    readonly formKey: string;
    readonly base: string;
    /** That somebody else was quicker; null otherwise. */
    readonly meanwhile: string | null;
    readonly schemes: readonly {
      readonly id: string;
      readonly title: string;
      readonly hint: string;
      readonly codes: readonly { readonly code: string; readonly words: string; readonly checked: boolean }[];
    }[];
  } | null;
  readonly standing: readonly {
    readonly title: string;
    readonly codes: readonly { readonly words: string; readonly said: string }[];
  }[];
  readonly removed: readonly { readonly words: string; readonly said: string }[];
}

/** `/cases/<reference>/codes`. */
export const codesPage = definePage<CodesPage>('notification/pages/codes.njk');
