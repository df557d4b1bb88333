import { definePage } from '../../platform/pages/page.ts';
import type { PartnershipDuty } from '../../site/partnership-duties.ts';
import type { MonthDay } from '../month.ts';

/** A month of what is due. */
export interface MonthPage {
  readonly heading: string;
  readonly month: string;
  readonly weeks: readonly (readonly MonthDay[])[];
  /** The days of the month that have something, or are bank holidays: the same as a list. */
  readonly listed: readonly MonthDay[];
  readonly earlier: { readonly text: string; readonly href: string } | null;
  readonly later: { readonly text: string; readonly href: string } | null;
  readonly thisMonth: boolean;
  /** True where there is more than is shown. */
  readonly cut: boolean;
  readonly provisional: boolean;
  readonly announcedTo: number;
  readonly mayCount: boolean;
  /** What is due in the month from the partnership itself, of no case. */
  readonly partnership: readonly PartnershipDuty[];
}

/** `/calendar`. */
export const monthPage = definePage<MonthPage>('calendar/pages/month.njk');
