import { definePage } from '../../platform/pages/page.ts';
import type { EndorsementFollowed } from '../endorsement.ts';
import type { Safety } from '../../site/safety.ts';
import type { Field } from '../fields.ts';
import type { QuestionShown } from './triage.ts';

/** Asks for the receipt; with a form that came without one, what was typed in it is kept here until then. */
export interface ReceiptPage {
  readonly formToken: string;
  readonly problem: string | null;
  /** As it was typed, to be put right. */
  readonly typed: string;
  /** Where the form went that is kept here; empty where none is. */
  readonly action: string;
  readonly kept: readonly { readonly name: string; readonly value: string }[];
}

/** The receipt, shown once. */
export interface NewReceiptPage {
  readonly receipt: string;
  readonly expires: Temporal.PlainDate;
}

/** The form in which a referrer answers a question of the coordinator. */
export interface AnswerForm {
  readonly action: string;
  readonly seq: number;
  readonly fields: readonly Field[];
  readonly formKey: string;
}

/** What becomes of a referral, by its receipt. */
export interface FollowedPage {
  readonly state: 'sent' | 'received' | 'closed';
  readonly reference: string;
  readonly group: string;
  readonly sent: Temporal.PlainDate;
  readonly received: Temporal.PlainDate | null;
  readonly closed: Temporal.PlainDate | null;
  readonly outcome: string | null;
  /** What was told before it was looked at again, in order. */
  readonly told: readonly {
    readonly words: string;
    readonly on: Temporal.PlainDate;
    readonly again: Temporal.PlainDate;
  }[];
  /** What the coordinator asked, with what was answered. */
  readonly questions: readonly QuestionShown[];
  /** The form for the first question that waits; null where none does. */
  readonly answer: AnswerForm | null;
  /** Whether the safeguarding lead was asked and has answered; null where nobody was asked. */
  readonly endorsement: EndorsementFollowed | null;
  readonly formToken: string;
}

/** What one should know before a draft is made. */
export interface BeginPage {
  readonly safety: Safety;
  readonly formToken: string;
  readonly problem: string | null;
}

export const receiptPage = definePage<ReceiptPage>('intake/pages/receipt.njk');
export const newReceiptPage = definePage<NewReceiptPage>('intake/pages/receipt-new.njk');
export const followedPage = definePage<FollowedPage>('intake/pages/receipt-followed.njk');
export const beginPage = definePage<BeginPage>('intake/pages/receipt-begin.njk');
