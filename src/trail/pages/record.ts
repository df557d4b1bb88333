import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { EntryDays } from '../reading.ts';

/** Another list of the same, or the one that is shown. */
export interface ListLink {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

/** The record of a case. */
export interface RecordPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lists: readonly ListLink[];
  readonly days: EntryDays['days'];
  readonly older: string | null;
  readonly newest: string | null;
  /** What there is to say where there are no entries. */
  readonly empty: string;
}

/** `/cases/:ref/record` and `/cases/:ref/record/done`. */
export const recordPage = definePage<RecordPage>('trail/pages/record.njk');
