import { definePage } from '../../platform/pages/page.ts';

/** Why a form was not taken, where no field of it is to blame. */
export interface RefusedPage {
  readonly sentence: string;
  readonly onwards: { readonly text: string; readonly href: string };
}

/** The answer to a form that was refused as a whole. */
export const refusedPage = definePage<RefusedPage>('people/pages/refused.njk');
