import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** A state: its glyph and its words. */
export interface StateShown {
  readonly mark: string;
  readonly words: string;
}

/** Something on record, as it is read. */
export interface RecordShown {
  readonly title: string;
  readonly state: StateShown | null;
  readonly rows: readonly { readonly label: string; readonly text: string }[];
  readonly links: readonly Link[];
  /** It stands no longer. */
  readonly past: boolean;
}

/** The axes of one addressee, side by side and never one colour. */
export interface AxisRow {
  readonly name: string;
  readonly second: string | null;
  readonly href: string | null;
  readonly cells: readonly {
    readonly label: string;
    readonly state: StateShown;
    readonly second: string | null;
  }[];
}

/** Records under a heading of their own. */
export interface RecordPart {
  readonly id: string;
  readonly heading: string;
  readonly records: readonly RecordShown[];
  readonly nothing: string;
  /** Where another is added; null for whoever may not. */
  readonly add: Link | null;
}

/** A form with one button. */
export interface RecordForm {
  readonly id: string;
  readonly heading: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly fields: readonly Field[];
  readonly button: string;
  /** A second button of the same form, with the name that says which was pressed. */
  readonly other: { readonly name: string; readonly text: string } | null;
}

/** Something with its facts, its axes, its history, and what can be done about it. */
export interface RecordPage {
  readonly header: CaseHeader | null;
  /** What it belongs to, where there is no head of a case. */
  readonly above: string | null;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly meanwhile: string | null;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly axes: readonly AxisRow[];
  readonly doing: readonly Link[];
  readonly form: RecordForm | null;
  readonly parts: readonly RecordPart[];
  readonly back: Link;
}

/** A recommendation, an addressee’s answer, an action or a finding; or the form for one. */
export const recordPage = definePage<RecordPage>('improvement/pages/record.njk');
