import { definePage } from '../../platform/pages/page.ts';

/** Why a form was not taken: `secure` false where the address itself is plain http from another machine. */
export interface FormAgainPage {
  readonly secure: boolean;
}

/** A form that was not taken, before anything of it was read. */
export const formAgainPage = definePage<FormAgainPage>('people/pages/form-again.njk');
