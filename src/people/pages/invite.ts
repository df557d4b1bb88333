import { definePage } from '../../platform/pages/page.ts';

/** Inviting somebody. What was typed comes back, with what is wrong beside its field. */
export interface InvitePage {
  readonly formToken: string;
  readonly formKey: string;
  readonly email: string;
  readonly roles: readonly {
    readonly value: string;
    readonly words: string;
    readonly hint: string;
    readonly chosen: boolean;
  }[];
  /** The agencies for which somebody may come. */
  readonly agencies: readonly { readonly id: string; readonly name: string; readonly chosen: boolean }[];
  readonly problems: {
    readonly email: string | null;
    readonly role: string | null;
    readonly agency: string | null;
  };
  /** The invitation that waits for this address already, and may be taken back for the new one. */
  readonly instead: { readonly id: string; readonly as: string } | null;
}

/** `/people/invite`. */
export const invitePage = definePage<InvitePage>('people/pages/invite.njk');
