import { definePage } from '../../platform/pages/page.ts';
import type { CaseHeader } from '../header.ts';

/** An agency of the case, with the days of its involvement. */
export interface AgencyLine {
  readonly name: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly state: { readonly mark: string; readonly words: string };
  /** How many people can open the file for it, in words; null for whoever may not know. */
  readonly people: string | null;
  readonly end: string | null;
}

/** The agencies that are, will be or were involved in a case. */
export interface AgenciesPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly add: string | null;
  readonly agencies: readonly AgencyLine[];
  readonly ended: readonly AgencyLine[];
}

/** `/cases/:ref/agencies`. */
export const agenciesPage = definePage<AgenciesPage>('cases/pages/agencies.njk');
