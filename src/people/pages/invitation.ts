import { definePage } from '../../platform/pages/page.ts';

/** One path of a QR picture, in modules, with the number of modules a side. */
export interface Picture {
  readonly size: number;
  readonly path: string;
}

/** Accepting an invitation. What was typed comes back but for secrets; each problem stands beside its field. */
export interface InvitationPage {
  readonly action: string;
  readonly formToken: string;
  readonly partnership: string;
  /** The role in words: "safeguarding coordinator"; null where the account is to get a new password and authenticator, and no role. */
  readonly role: string | null;
  readonly email: string;
  readonly expires: { readonly day: Temporal.PlainDate; readonly time: Temporal.PlainTime };
  /** True for somebody who has an account here already, and keeps its password and authenticator. */
  readonly known: boolean;
  readonly picture: Picture;
  readonly secret: string;
  readonly name: string;
  readonly problems: {
    readonly code: string | null;
    readonly name: string | null;
    readonly password: string | null;
    readonly factor: string | null;
  };
}

/** `/invitation/<token>`. */
export const invitationPage = definePage<InvitationPage>('people/pages/invitation.njk');

/** An invitation that is used up, revoked or tried too often. It has no facts. */
export const invitationGonePage = definePage<Record<string, never>>('people/pages/invitation-gone.njk');
