import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** Something on record, as it is read. */
export interface RecordShown {
  readonly title: string;
  readonly state: { readonly mark: string; readonly words: string } | null;
  readonly rows: readonly { readonly label: string; readonly text: string }[];
  readonly links: readonly Link[];
  /** It stands no longer. */
  readonly past: boolean;
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
  readonly isSecond: boolean;
  /** Whether it stays open beside what is on record, because whoever reads is here for it. */
  readonly stays: boolean;
}

/** Records of a review with the form for another one. */
export interface RecordPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  /** What somebody else did while the form was open. */
  readonly meanwhile: string | null;
  readonly unconfirmed: string | null;
  readonly records: readonly RecordShown[];
  readonly nothing: string;
  readonly forms: readonly RecordForm[];
  /** Whether the forms are folded: what is on record answers first, and nothing typed is on the page. */
  readonly isFolded: boolean;
  readonly back: Link;
}

/** Every page below a review. */
export const recordPage = definePage<RecordPage>('review/pages/record.njk');
