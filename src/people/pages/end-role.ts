import { definePage } from '../../platform/pages/page.ts';

/** Asks before a role ends. */
export interface EndRolePage {
  readonly formToken: string;
  readonly formKey: string;
  readonly accountId: string;
  readonly membershipId: string;
  readonly name: string;
  readonly role: string;
  readonly since: Temporal.PlainDate;
  /** The roles in words that the person keeps. */
  readonly kept: readonly string[];
  /** True where it is the role of the one who asks. */
  readonly own: boolean;
}

/** `/people/<id>/roles/<id>/end`. */
export const endRolePage = definePage<EndRolePage>('people/pages/end-role.njk');
