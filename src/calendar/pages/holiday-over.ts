import { definePage } from '../../platform/pages/page.ts';

/** Asks why a day is withdrawn. */
export interface HolidayOverPage {
  readonly heading: string;
  readonly day: Temporal.PlainDate;
  readonly name: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly why: string;
  readonly problem: string | null;
}

/** `/settings/bank-holidays/<id>/withdraw`. */
export const holidayOverPage = definePage<HolidayOverPage>('calendar/pages/holiday-over.njk');
