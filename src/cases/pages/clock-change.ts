import { definePage } from '../../platform/pages/page.ts';
import type { ChangeField, TypedChange } from '../clock-change-form.ts';
import type { CaseHeader } from '../header.ts';

/** Pauses or extends a time, or says why it cannot be. */
export interface ClockChangePage {
  readonly header: CaseHeader;
  readonly heading: string;
  /** Why there is no form: the law fixes this time, or nothing runs; null where there is one. */
  readonly shut: string | null;
  readonly due: Temporal.PlainDate;
  readonly pausedOn: Temporal.PlainDate | null;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly kinds: readonly {
    readonly value: string;
    readonly text: string;
    readonly hint: { readonly text: string };
  }[];
  readonly typed: TypedChange;
  readonly problems: Readonly<Partial<Record<ChangeField, string>>>;
  readonly back: string;
}

/** `/cases/<reference>/clocks/<rule>/change`. */
export const clockChangePage = definePage<ClockChangePage>('cases/pages/clock-change.njk');
