import { definePage } from '../../platform/pages/page.ts';
import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';

/** One record of what was done. */
export interface ActionShown {
  readonly what: string;
  readonly byWhom: string;
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime | null;
  readonly by: string;
  readonly recorded: { readonly day: Temporal.PlainDate; readonly time: Temporal.PlainTime };
  /** Why it took the place of another; null for a first one. */
  readonly reason: string | null;
}

/** The form, for whoever may record. */
export interface SafetyForm {
  readonly action: string;
  /** The record that is corrected; null for a new one. */
  readonly corrects: string | null;
  readonly fields: readonly Field[];
  readonly formToken: string;
  readonly formKey: string;
  readonly back: string;
}

/** What was done at once to keep somebody safe, in the order in which it was done. */
export interface SafetyPage {
  /** Null on the page of a referral. */
  readonly header: CaseHeader | null;
  readonly reference: string;
  readonly heading: string;
  readonly actions: readonly (ActionShown & {
    /** What it corrects, the latest first. */
    readonly before: readonly ActionShown[];
    readonly correct: string | null;
  })[];
  readonly form: SafetyForm | null;
  readonly overview: string | null;
}

/** The largest words of the page. */
export function actionHeading(count: number): string {
  if (count === 0) return 'No immediate safety action is on record';
  return `${count} immediate safety ${count === 1 ? 'action' : 'actions'}`;
}

/** `/referrals/<id>/safety` and `/cases/<reference>/safety`. */
export const safetyPage = definePage<SafetyPage>('safety/pages/safety.njk');
