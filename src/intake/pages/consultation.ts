import { definePage } from '../../platform/pages/page.ts';
import type { Safety } from '../../site/safety.ts';
import type { Field } from '../fields.ts';

/** What was asked or advised, as it is read. */
export interface ThreadRow {
  /** "You asked", "The safeguarding coordinator advised". */
  readonly heading: string;
  readonly on: Temporal.PlainDate;
  readonly words: string;
}

/** A form whose text may look personal: what was found is told once, and sending it again sends it as it is. */
export interface LookAgain {
  readonly fields: readonly Field[];
  readonly formToken: string;
  readonly formKey: string;
  /** "a name: “Robin”", one for each kind; none where nothing was found. */
  readonly warnings: readonly string[];
  /** Whether it has been told, now or before. */
  readonly warned: boolean;
}

/** The form that asks for advice. */
export interface AskPage {
  readonly safety: Safety;
  readonly form: LookAgain;
}

/** The receipt, shown once. */
export interface ConsultationReceiptPage {
  readonly receipt: string;
  /** "The safeguarding coordinator". */
  readonly whom: string;
  readonly safety: Safety;
}

/** One's own consultation, by its receipt. */
export interface OwnPage {
  readonly reference: string;
  readonly heading: string;
  readonly whom: string;
  /** False where whoever was asked has left. */
  readonly isRead: boolean;
  readonly advised: boolean;
  readonly thread: readonly ThreadRow[];
  /** How many words there were when this page was made. */
  readonly seen: number;
  /** The form that asks again; null where there is no more room. */
  readonly again: LookAgain | null;
  readonly referred: boolean;
  readonly problem: string | null;
  readonly expires: Temporal.PlainDate | null;
  readonly formToken: string;
  readonly formKey: string;
}

export const askPage = definePage<AskPage>('intake/pages/consultation-ask.njk');
export const consultationReceiptPage = definePage<ConsultationReceiptPage>(
  'intake/pages/consultation-receipt.njk',
);
export const ownPage = definePage<OwnPage>('intake/pages/consultation-own.njk');
