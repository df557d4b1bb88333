import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { ShownRow } from '../../intake/shown.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** A record in the list. */
export interface EntryShown {
  readonly title: string;
  readonly rows: readonly ShownRow[];
  readonly recorded: {
    readonly by: string;
    readonly day: Temporal.PlainDate;
    readonly time: Temporal.PlainTime;
  };
  readonly corrected: boolean;
  /** Where it is corrected; null for whoever may not. */
  readonly correct: string | null;
  readonly id: string;
}

/** The records of one kind, with the form for another. */
export interface EntriesPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: string;
  readonly one: string;
  readonly entries: readonly EntryShown[];
  readonly letters: readonly {
    readonly agency: string;
    readonly state: { readonly mark: string; readonly words: string };
    readonly links: readonly Link[];
  }[];
  readonly form: {
    readonly action: string;
    readonly corrects: string | null;
    readonly fields: readonly Field[];
    readonly formToken: string;
    readonly formKey: string;
    readonly back: string;
  } | null;
}

/** `/cases/<reference>/rapid-review/entries/<kind>`. */
export const entriesPage = definePage<EntriesPage>('rapid-review/pages/entries.njk');
