import { definePage } from '../../platform/pages/page.ts';

export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** `/attestations`. */
export interface ListPage {
  readonly heading: string;
  readonly month: string;
  readonly rows: readonly {
    readonly name: string;
    readonly href: string | null;
    readonly people: number;
    readonly state: Mark;
    readonly by: string;
    readonly before: string;
  }[];
}

/** `/attestations/<agency>`: who of its people still needs access. */
export interface ConfirmPage {
  readonly heading: string;
  readonly month: string;
  readonly confirmed: string | null;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly roles: string;
    readonly seen: string;
    readonly owns: string;
    readonly own: boolean;
    readonly choice: string;
    readonly heir: string;
    readonly heirs: readonly { readonly value: string; readonly text: string }[];
    readonly problem: string | null;
  }[];
  readonly form: { readonly action: string; readonly formToken: string; readonly formKey: string } | null;
  readonly cancel: string;
}

export const listPage = definePage<ListPage>('attestation/pages/attestations.njk');
export const confirmPage = definePage<ConfirmPage>('attestation/pages/attestation-confirm.njk');
