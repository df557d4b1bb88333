import { definePage } from '../../platform/pages/page.ts';

/** An agency in the list. */
export interface AgencyLine {
  readonly id: string;
  readonly name: string;
  /** Its kind in words. */
  readonly kind: string;
  readonly nationalCode: string | null;
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
  readonly people: number;
  readonly note: string | null;
  readonly successor: string | null;
}

/** Every agency: the safeguarding partners, the others, and those that have ended. */
export interface AgenciesPage {
  /** True for whoever may add and end them. */
  readonly mayChange: boolean;
  readonly partners: readonly AgencyLine[];
  readonly others: readonly AgencyLine[];
  readonly ended: readonly AgencyLine[];
  /** The kinds of statutory partner in words of which there is none. */
  readonly missing: readonly string[];
}

/** `/agencies`. */
export const agenciesPage = definePage<AgenciesPage>('agencies/pages/agencies.njk');

/** "9 agencies", "No agencies yet". */
export function agenciesHeading({ partners, others }: Pick<AgenciesPage, 'partners' | 'others'>): string {
  const count = partners.length + others.length;
  if (count === 0) return 'No agencies yet';
  return count === 1 ? '1 agency' : `${count} agencies`;
}
