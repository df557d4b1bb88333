import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../engine/entry.ts';
import type { Field as FormField } from '../../intake/fields.ts';
import { definePage } from '../../platform/pages/page.ts';

/** A row in a list: where it stands, the words of its date, its words, and what is to be said of it. */
export interface ListedRow {
  readonly place: string;
  readonly given: string;
  readonly words: string;
  readonly why: string;
}

/** A list that is cut, with how many there are. */
export interface Listed {
  readonly count: number;
  readonly shown: readonly ListedRow[];
}

/** What a return comes to, before it is sent. */
export interface CheckModel {
  readonly heading: string;
  /** The name of the file; null for what was typed. */
  readonly name: string | null;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly sample: readonly ListedRow[];
  readonly notUnderstood: Listed;
  readonly ambiguous: Listed;
  readonly setAside: Listed;
  readonly notes: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly field: Field }[];
  readonly asksUs: boolean;
  readonly isUs: boolean | null;
  /** Columns that are asked of every row, and that nothing in the file was taken for. */
  readonly missing: readonly string[];
  /** Rows that were typed and lack what is asked of every row. */
  readonly lacking: readonly {
    readonly id: string;
    readonly row: number;
    readonly lacks: readonly string[];
  }[];
  /** Rows outside the period that was asked for. */
  readonly outside: number;
  readonly changes: {
    readonly added: Listed;
    readonly changed: {
      readonly count: number;
      readonly shown: readonly {
        readonly parts: string;
        readonly before: ListedRow;
        readonly after: ListedRow;
      }[];
    };
    readonly withdrawn: Listed;
  } | null;
}

/** The page that shows it; `header` null for whoever came by a link. */
export interface CheckPage {
  readonly header: CaseHeader | null;
  readonly check: CheckModel;
  readonly problem: string | null;
  readonly formToken: string;
  readonly formKey: string;
  readonly after: number;
  readonly checked: string;
  readonly fields: readonly { readonly value: string; readonly text: string }[];
  /** Where the columns are corrected and the file is put away; null for what was typed. */
  readonly readAgain: string | null;
  readonly away: string | null;
  readonly send: string;
  /** Who sends it; none for a coordinator. */
  readonly who: readonly FormField[];
  readonly unsure: string | null;
  readonly isOffice: boolean;
  /** Where rows that were typed are changed. */
  readonly rows: string | null;
  readonly back: string;
}

/** What an agency finds behind its link. */
export interface LanePage {
  readonly heading: string;
  readonly partnership: string;
  readonly title: string;
  readonly due: Temporal.PlainDate | null;
  readonly period: string | null;
  readonly instructions: string;
  readonly columns: readonly {
    readonly title: string;
    readonly instruction: string;
    readonly mandatory: boolean;
  }[];
  readonly isClosed: boolean;
  readonly base: string;
  readonly formToken: string;
  readonly problem: string | null;
  readonly waiting: string | null;
  readonly typed: number;
  readonly rows: number;
  readonly returns: readonly { readonly words: string; readonly counts: string }[];
  readonly nil: { readonly action: string; readonly fields: readonly FormField[] } | null;
}

/** The rows that are typed, as a plain list with a form for each. */
export interface RowsPage {
  readonly heading: string;
  readonly base: string;
  readonly formToken: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly rows: readonly {
    readonly id: string;
    readonly number: number;
    readonly cells: readonly { readonly title: string; readonly text: string }[];
    readonly lacks: readonly string[];
  }[];
  readonly removed: readonly { readonly id: string; readonly words: string }[];
  readonly pages: readonly { readonly text: string; readonly href: string }[];
  readonly isAfterFile: boolean;
  readonly problem: string | null;
}

/** One row of the plain form. */
export interface RowPage {
  readonly heading: string;
  readonly action: string;
  readonly formToken: string;
  readonly version: number;
  readonly fields: readonly {
    readonly key: string;
    readonly title: string;
    readonly instruction: string;
    readonly mandatory: boolean;
    readonly isLong: boolean;
    readonly value: string;
  }[];
  readonly understood: string | null;
  /** What stands in the row meanwhile, where somebody else saved it. */
  readonly now: readonly { readonly title: string; readonly text: string }[];
  readonly problem: string | null;
  readonly back: string;
}

/** Where a coordinator brings a file that came another way. */
export interface BringPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly action: string;
  readonly formToken: string;
  readonly problem: string | null;
  readonly waiting: string | null;
  readonly check: string;
  readonly back: string;
}

/** `/lane/<invitation>` */
export const lanePage = definePage<LanePage>('chronology/pages/lane.njk');
/** `/lane/<invitation>/check`, `/lane/<invitation>/rows/check`, `/cases/<reference>/chronology/<number>/lanes/<lane>/check` */
export const checkPage = definePage<CheckPage>('chronology/pages/lane-check.njk');
/** `/lane/<invitation>/rows` */
export const rowsPage = definePage<RowsPage>('chronology/pages/lane-rows.njk');
export const rowPage = definePage<RowPage>('chronology/pages/lane-row.njk');
export const bringPage = definePage<BringPage>('chronology/pages/lane-bring.njk');
