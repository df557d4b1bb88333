import { definePage } from '../../platform/pages/page.ts';
import type { RoleLine } from './people.ts';
import type { Moment } from './sessions.ts';

/** One person: roles of today with what ends them, roles of before, and the way to a new password. */
export interface PersonPage {
  readonly formToken: string;
  readonly formKey: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** Who it is and what today: "Ada Example: reviewer", "Ada Example has left". */
  readonly heading: string;
  readonly roles: readonly (RoleLine & { readonly id: string })[];
  readonly ended: readonly RoleLine[];
  /** A link for a new password that waits to be used. */
  readonly reset: { readonly id: string; readonly ends: Moment } | null;
}

/** `/people/<id>`. */
export const personPage = definePage<PersonPage>('people/pages/person.njk');
