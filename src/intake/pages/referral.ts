import { definePage } from '../../platform/pages/page.ts';
import type { EndorsementShown } from '../endorsement.ts';
import type { ShownGroup } from '../shown.ts';
import type { KeptWords } from '../take-in.ts';
import type { RequestRow } from '../../requests/request.ts';
import type { NotifyingNotice } from '../notifying.ts';
import type { TriageShown } from './triage.ts';

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
  /** How many others may be about the same, and nobody has said so yet; and how many are linked. */
  readonly alike: number;
  readonly linked: number;
  /** How many files came with it. */
  readonly files: number;
  /** The advice that was asked for before, and that it was made of; for coordinators. */
  readonly before: {
    readonly whom: string;
    readonly on: Temporal.PlainDate;
    readonly advised: Temporal.PlainDate | null;
    readonly reference: string;
    readonly href: string | null;
  } | null;
  /** Whether a safeguarding lead has endorsed it, or why not. */
  readonly endorsement: EndorsementShown;
  /** Who has it, what was asked of the referrer, and why it was declined or taken up again. */
  readonly triage: TriageShown;
  /** What could not be read of a Word form; null where it came by the form here. */
  readonly fromWord: readonly KeptWords[] | null;
  /** Why it came marked urgent; nothing where it did not. */
  readonly urgency: readonly string[];
  /** Which authority must notify, and what was named that is on no list of authorities. */
  readonly notices: readonly NotifyingNotice[];
  readonly unlisted: readonly string[];
  /** What agencies were asked about it; null for whoever may not read that. `ask` is where another is asked. */
  readonly requests: {
    readonly heading: string;
    readonly rows: readonly RequestRow[];
    readonly ask: string | null;
  } | null;
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
