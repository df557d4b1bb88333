import { definePage } from '../../platform/pages/page.ts';
import type { ShownGroup } from '../shown.ts';

/** A referral as its coordinator reads it. */
export interface ReferralPage {
  readonly id: string;
  readonly reference: string;
  readonly state: 'sent' | 'received' | 'closed';
  readonly sent: Temporal.PlainDate;
  readonly sentAt: Temporal.PlainTime;
  readonly received: Temporal.PlainDate | null;
  readonly closed: Temporal.PlainDate | null;
  /** What the referrer was told. */
  readonly outcome: string | null;
  /** The reference of the case that was opened from it. */
  readonly ofCase: string | null;
  /** Others read it with its case, and act on it in no way. */
  readonly isCoordinator: boolean;
  readonly groups: readonly ShownGroup[];
  readonly formToken: string;
}

/** Asks whether the referrer was checked, before a new receipt is made. */
export interface ReplacePage {
  readonly id: string;
  readonly reference: string;
  readonly formToken: string;
  readonly problem: string | null;
}

/** The new receipt, shown once. */
export interface ReplacedPage {
  readonly id: string;
  readonly reference: string;
  readonly receipt: string;
}

export const referralPage = definePage<ReferralPage>('intake/pages/referral.njk');
export const replacePage = definePage<ReplacePage>('intake/pages/referral-replace.njk');
export const replacedPage = definePage<ReplacedPage>('intake/pages/referral-replaced.njk');
