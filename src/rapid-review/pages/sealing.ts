import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import { definePage } from '../../platform/pages/page.ts';

interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** A form with one button, as these pages have them. */
export interface SealForm {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  /** What goes along unseen. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly fields: readonly Field[];
  readonly button: string;
}

/** A partner's line: signed over which version, or not. */
export interface SignatureLine {
  readonly title: string;
  readonly state: Mark;
  readonly who: string | null;
  readonly words: string;
  readonly earlier: string | null;
}

/** Versions, signatures and sending. */
export interface SignPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly version: {
    readonly number: number;
    readonly hash: string;
    readonly frozen: {
      readonly by: string;
      readonly day: Temporal.PlainDate;
      readonly time: Temporal.PlainTime;
    };
    readonly href: string;
  } | null;
  readonly changed: boolean;
  readonly unfinished: number;
  readonly signatures: readonly SignatureLine[];
  readonly sendings: readonly { readonly words: string; readonly by: string; readonly unsignedWhy: string }[];
  readonly provisional: boolean;
  readonly freeze: SealForm | null;
  readonly sign: SealForm | null;
  readonly send: string | null;
  /** True where the three partners have signed the last version. */
  readonly signed: boolean;
  readonly earlier: readonly {
    readonly number: number;
    readonly href: string;
    readonly day: Temporal.PlainDate;
  }[];
}

/** A form by itself. */
export interface FormPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly form: SealForm;
  readonly back: string;
}

/** What the Panel replied, and what the partners did with it. */
export interface PanelPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly provisional: boolean;
  readonly replies: readonly {
    readonly title: string;
    readonly day: Temporal.PlainDate;
    readonly words: string;
    readonly recorded: {
      readonly by: string;
      readonly day: Temporal.PlainDate;
      readonly time: Temporal.PlainTime;
    };
    readonly decision: string | null;
    readonly isPanel: boolean;
  }[];
  readonly form: SealForm | null;
  readonly formHeading: string;
  readonly lead: string | null;
  readonly decide: string | null;
}

/** `/cases/<reference>/rapid-review/sign`. */
export const signPage = definePage<SignPage>('rapid-review/pages/sealing-sign.njk');
export const formPage = definePage<FormPage>('rapid-review/pages/sealing-form.njk');
/** `/cases/<reference>/rapid-review/panel`. */
export const panelPage = definePage<PanelPage>('rapid-review/pages/sealing-panel.njk');
