import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { ShownRow } from '../../intake/shown.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Part } from '../../platform/papers/paper.ts';

/** The form of an item, for whoever writes in the review. */
export interface ItemForm {
  readonly action: string;
  readonly formToken: string;
  /** The version that the form was made from; 0 for none. */
  readonly seen: number;
  readonly fields: readonly Field[];
  /** Whose it is and how far, under the content. */
  readonly closing: readonly Field[];
}

/** One item of the content. */
export interface ItemPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: string;
  readonly state: { readonly mark: string; readonly words: string };
  readonly unconfirmed: string | null;
  readonly gaps: readonly string[];
  /** What the records say for it, which is not typed again. */
  readonly record: readonly Part[];
  /** Where that is changed. */
  readonly recordLinks: readonly Link[];
  /** What was written, for whoever only reads. */
  readonly rows: readonly ShownRow[];
  /** What somebody else saved meanwhile; null where nobody did. */
  readonly meanwhile: { readonly by: string; readonly rows: readonly ShownRow[] } | null;
  readonly form: ItemForm | null;
  readonly next: Link | null;
}

/** `/cases/<reference>/rapid-review/items/<item>`. */
export const itemPage = definePage<ItemPage>('rapid-review/pages/item.njk');
