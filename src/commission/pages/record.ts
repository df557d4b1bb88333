import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { ShownGroup } from '../../intake/shown.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** A state by shape and word. */
export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** Something on record, as it is read. */
export interface RecordShown {
  readonly title: string;
  readonly state: Mark | null;
  readonly rows: readonly { readonly label: string; readonly text: string }[];
  readonly links: readonly Link[];
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
  readonly stays: boolean;
}

/** One line of a list: what, how it stands, and where it leads. */
export interface Row {
  readonly name: string;
  readonly href: string | null;
  readonly state: Mark | null;
  readonly words: string;
}

/** A part of a page with its own heading. */
export interface Block {
  readonly id: string;
  readonly heading: string;
  readonly lead: string | null;
  readonly rows: readonly Row[];
  readonly records: readonly RecordShown[];
  readonly groups: readonly ShownGroup[];
  readonly nothing: string | null;
  readonly links: readonly Link[];
}

/** Every page of a review's set-up: what it comes to, its parts, and its forms. */
export interface CommissionPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly state: Mark | null;
  readonly lead: readonly string[];
  readonly unconfirmed: string | null;
  /** What is worth doing next, as the one filled button; null where the page has a form of its own. */
  readonly todo: Link | null;
  /** What may be passed on by telephone, in large figures. */
  readonly code: string | null;
  readonly blocks: readonly Block[];
  readonly forms: readonly RecordForm[];
  readonly isFolded: boolean;
  readonly back: Link;
}

/** Link and code, to be passed on by two different ways. */
export interface PassOnPage {
  readonly heading: string;
  readonly lead: string;
  readonly link: string;
  readonly code: string;
  readonly ends: string;
  readonly back: string;
}

/** What each agency owes now. */
export interface LoadPage {
  readonly heading: string;
  readonly lead: string | null;
  readonly agencies: readonly {
    readonly name: string;
    readonly words: string;
    readonly rows: readonly {
      readonly what: string;
      readonly reference: string;
      readonly href: string;
      readonly due: Temporal.PlainDate;
      readonly state: Mark;
    }[];
  }[];
}

/** `/cases/<reference>/reviews/<review>/terms`, `/people`, `/quality`, `/turns`, `/reports` and what is below them. */
export const commissionPage = definePage<CommissionPage>('commission/pages/record.njk');
export const passOnPage = definePage<PassOnPage>('commission/pages/record-pass-on.njk');
/** `/owed`. */
export const loadPage = definePage<LoadPage>('commission/pages/record-load.njk');
