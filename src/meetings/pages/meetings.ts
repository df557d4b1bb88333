import { definePage } from '../../platform/pages/page.ts';
import type { PlanField, TypedPlan } from '../plan-form.ts';

/** What every form begins with. */
export interface FormGround {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
}

/** A mark with its words. */
export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** A meeting in a list. */
export interface MeetingRow {
  readonly href: string;
  readonly group: string;
  readonly day: Temporal.PlainDate;
  readonly begins: Temporal.PlainTime;
  readonly place: string;
  readonly state: Mark;
}

/** `/meetings`. */
export interface ListPage {
  readonly heading: string;
  readonly coming: readonly MeetingRow[];
  readonly past: readonly MeetingRow[];
  /** True on the first page, which has those to come. */
  readonly isFirst: boolean;
  readonly cut: boolean;
  readonly earlier: string | null;
  readonly plan: string | null;
}

/** `/meetings/new` and `/meetings/<id>/change`. */
export interface PlanPage {
  readonly heading: string;
  readonly form: FormGround & {
    readonly version: number | null;
    readonly button: string;
    readonly groups:
      | readonly { readonly value: string; readonly text: string; readonly selected: boolean }[]
      | null;
    readonly typed: TypedPlan;
    readonly problems: Partial<Record<PlanField, string>>;
  };
  readonly cancel: string;
}

/** `/meetings/<id>/call-off`. */
export interface CallOffPage {
  readonly heading: string;
  readonly form: FormGround & {
    readonly version: number;
    readonly why: string;
    readonly problem: string | null;
  };
  readonly cancel: string;
}

export const listPage = definePage<ListPage>('meetings/pages/meetings.njk');
export const planPage = definePage<PlanPage>('meetings/pages/meetings-plan.njk');
export const callOffPage = definePage<CallOffPage>('meetings/pages/meetings-call-off.njk');
