import { definePage } from '../../platform/pages/page.ts';

/** One line of a comparison, as both sides have it; `differs` where both say something, and not the same. */
export interface AlikeRow {
  readonly label: string;
  readonly own: readonly string[];
  readonly other: readonly string[];
  readonly differs: boolean;
}

/** One that may be the same, beside this one. */
export interface AlikePair {
  /** Of the section on the page. */
  readonly anchor: string;
  /** What its form sends: which other one. */
  readonly other: string;
  readonly title: string;
  readonly href: string;
  readonly state: { readonly mark: string; readonly words: string };
  readonly reasons: readonly string[];
  readonly rows: readonly AlikeRow[];
  readonly said: {
    readonly words: string;
    readonly by: string;
    readonly on: Temporal.PlainDate;
    readonly reason: string;
  } | null;
  readonly seen: string;
  /** What was typed as a reason, where the form is shown again. */
  readonly reason: string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  /** The case to which this referral can be added from here; null where there is none, or it belongs to one. */
  readonly attach: string | null;
}

/** What was said to be different: without what the other one says. */
export interface AlikeDismissed {
  readonly title: string;
  readonly href: string;
  readonly by: string;
  readonly on: Temporal.PlainDate;
  readonly reason: string;
}

/** A referral beside others that may be the same. */
export interface AlikePage {
  readonly id: string;
  readonly reference: string;
  readonly heading: string;
  readonly pairs: readonly AlikePair[];
  /** How many more there are than the page shows. */
  readonly more: number;
  readonly left: number;
  readonly dismissed: readonly AlikeDismissed[];
  /** What a reference looks like, where the referral can be added to a case; null where it belongs to one. */
  readonly attach: string | null;
  /** The reference that was typed, where the form is shown again. */
  readonly typed: string;
  readonly problem: string | null;
  readonly formToken: string;
  readonly formKey: string;
}

export const alikePage = definePage<AlikePage>('intake/pages/alike.njk');
