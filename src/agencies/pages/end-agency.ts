import { definePage } from '../../platform/pages/page.ts';

/** Ending an agency: for good, with another in its place, or under a new name. */
export interface EndAgencyPage {
  readonly formToken: string;
  readonly formKey: string;
  readonly id: string;
  readonly agency: string;
  readonly people: number;
  readonly how: 'gone' | 'replaced' | 'renamed' | null;
  readonly others: readonly { readonly id: string; readonly name: string; readonly chosen: boolean }[];
  readonly name: string;
  readonly code: string;
  readonly until: { readonly day: string; readonly month: string; readonly year: string };
  readonly problems: {
    readonly how: string | null;
    readonly successor: string | null;
    readonly name: string | null;
    readonly code: string | null;
    readonly until: string | null;
  };
}

/** `/agencies/<id>/end`. */
export const endAgencyPage = definePage<EndAgencyPage>('agencies/pages/end-agency.njk');
