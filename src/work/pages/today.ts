import { definePage } from '../../platform/pages/page.ts';

/** A referral that is not closed: its number and day, and never whom it is about. */
export interface ReferralRow {
  readonly href: string;
  readonly reference: string;
  /** True where nobody has acknowledged it. */
  readonly isNew: boolean;
  readonly sent: Temporal.PlainDate;
  readonly received: Temporal.PlainDate | null;
}

/** What is due, from whom, today. */
export interface TodayPage {
  readonly today: Temporal.PlainDate;
  readonly heading: string;
  /** The roles that one has here, in words. */
  readonly roles: readonly string[];
  /** New ones first. */
  readonly referrals: readonly ReferralRow[];
}

/** What the page says in its largest words. */
export function todayHeading(referrals: readonly ReferralRow[]): string {
  const fresh = referrals.filter(({ isNew }) => isNew).length;
  const open = referrals.length - fresh;
  const counts = [
    ...(fresh > 0 ? [`${fresh} new ${fresh === 1 ? 'referral' : 'referrals'}`] : []),
    ...(open > 0 ? [`${open} acknowledged`] : []),
  ];
  return counts.length === 0 ? 'Nothing is due today' : counts.join(', ');
}

/** `/work`. */
export const todayPage = definePage<TodayPage>('work/pages/today.njk');
