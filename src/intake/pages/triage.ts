import { definePage } from '../../platform/pages/page.ts';
import type { Field } from '../fields.ts';

/** A question to the referrer with its answer, as staff or the referrer read it. */
export interface QuestionShown {
  readonly seq: number;
  readonly words: string;
  /** "Asked by Cora Ordinator". */
  readonly asked: string;
  readonly askedOn: Temporal.PlainDate;
  readonly askedTime: Temporal.PlainTime;
  readonly answer: string | null;
  readonly answeredOn: Temporal.PlainDate | null;
  readonly answeredTime: Temporal.PlainTime | null;
  readonly state: { readonly mark: string; readonly words: string };
}

/** What the page of a referral shows of its triage; each address is null for whoever may not go there. */
export interface TriageShown {
  /** Who has it; null where it is closed. */
  readonly holder: { readonly mark: string; readonly words: string } | null;
  readonly since: Temporal.PlainDate | null;
  readonly declined: boolean;
  readonly steps: readonly {
    readonly words: string;
    readonly why: string | null;
    /** Which other partnership it is for; empty where none was named. */
    readonly forPartnership: string;
    readonly reasons: string;
    /** What the referrer had been told until it was taken up again. */
    readonly told: string | null;
    readonly by: string;
    readonly on: Temporal.PlainDate;
  }[];
  readonly questions: readonly QuestionShown[];
  readonly isNew: boolean;
  /** How many immediate safety actions are on record. */
  readonly safety: number;
  readonly safetyHref: string;
  readonly note: string | null;
  readonly allocate: string | null;
  readonly ask: string | null;
  readonly decline: string | null;
  readonly reconsider: string | null;
}

/** One act of triage: what is to be known before it, and its form. */
export interface TriageFormPage {
  readonly reference: string;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly action: string;
  readonly fields: readonly Field[];
  /** The allocation that stood when the form was made; null in every other form. */
  readonly seen: string | null;
  readonly button: string;
  readonly back: string;
  readonly questions: readonly QuestionShown[];
  readonly formToken: string;
  readonly formKey: string;
}

/** `/referrals/<id>/questions`, `/allocation`, `/decline` and `/reconsider`. */
export const triageFormPage = definePage<TriageFormPage>('intake/pages/triage-form.njk');
