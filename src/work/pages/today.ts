import { definePage } from '../../platform/pages/page.ts';

/** What is due, from whom, today. */
export interface TodayPage {
  readonly today: Temporal.PlainDate;
  /** The roles that one has here, in words. */
  readonly roles: readonly string[];
}

/** `/work`. */
export const todayPage = definePage<TodayPage>('work/pages/today.njk');
