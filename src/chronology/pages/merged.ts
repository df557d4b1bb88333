import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { MergedLink, NamesShown, RowShown } from '../present-merged.ts';

/** A choice of a filter. */
export interface FilterChoice {
  readonly value: string;
  readonly text: string;
  readonly chosen: boolean;
}

/** A row that could not be dated. */
export interface UnreadShown {
  readonly agency: string;
  readonly given: string;
  readonly why: string;
  readonly cells: readonly { readonly label: string; readonly words: string }[];
  readonly place: string;
}

/** A form with its tokens. */
export interface TokenForm {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
}

/** The merge: its rows, what they can be narrowed to, and what could not be dated. */
export interface MergedPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: string;
  readonly names: NamesShown;
  readonly links: readonly MergedLink[];
  readonly views: readonly { readonly text: string; readonly href: string; readonly id: string }[];
  readonly filter: {
    readonly action: string;
    /** The merge without a filter. */
    readonly all: string;
    readonly formToken: string;
    readonly agencies: readonly FilterChoice[];
    readonly said: readonly FilterChoice[];
    readonly from: string;
    readonly until: string;
    readonly problems: { readonly from: string | null; readonly until: string | null };
    readonly words: string;
    readonly line: string;
    readonly undated: boolean;
    readonly names: boolean;
    readonly isSet: boolean;
  };
  readonly rows: readonly RowShown[];
  readonly nothing: string;
  readonly pages: readonly (MergedLink & { readonly rel: 'prev' | 'next' })[];
  /** Where rows can be chosen to say something of them; null for whoever may not. */
  readonly say: string | null;
  readonly save: (TokenForm & { readonly query: string; readonly problem: string | null }) | null;
  readonly files: readonly MergedLink[];
  readonly unread: {
    readonly heading: string;
    readonly rows: readonly UnreadShown[];
    readonly all: MergedLink | null;
  };
}

/** `/cases/<reference>/chronology/<number>/merged`. */
export const mergedPage = definePage<MergedPage>('chronology/pages/merged.njk');

/** One row: what it says, where it stands, what it said before and what was said of it. */
export interface MergedRowPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly names: NamesShown;
  /** Set where a later return left it out. */
  readonly withdrawn: string | null;
  readonly row: RowShown;
  readonly facts: readonly { readonly label: string; readonly words: string }[];
  readonly versions: readonly {
    readonly heading: string;
    readonly given: string;
    readonly event: string;
    readonly source: string;
    readonly place: string;
  }[];
  readonly links: readonly MergedLink[];
}

/** `/cases/<reference>/chronology/<number>/merged/<lane>.<row>`. */
export const mergedRowPage = definePage<MergedRowPage>('chronology/pages/merged-row.njk');

/** Groups of things to look at: gaps, what may be one event, what was said, what could not be dated. */
export interface MergedListPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: string;
  readonly names: NamesShown;
  readonly groups: readonly {
    readonly heading: string;
    readonly second: string;
    readonly items: readonly ListItem[];
  }[];
  readonly unread: readonly UnreadShown[];
  readonly links: readonly MergedLink[];
}

/** Something to look at, with its rows and what a person can decide. */
export interface ListItem {
  readonly title: string;
  readonly second: string;
  readonly mark: { readonly mark: string; readonly words: string } | null;
  readonly rows: readonly { readonly text: string; readonly words: string; readonly href: string }[];
  readonly links: readonly MergedLink[];
  readonly form:
    | (TokenForm & {
        readonly rows: readonly string[];
        readonly buttons: readonly { readonly value: string; readonly text: string }[];
        readonly back: string;
      })
    | null;
}

/** `/cases/<reference>/chronology/<number>/merged/gaps`, `alike`, `said` and `not-understood`. */
export const mergedListPage = definePage<MergedListPage>('chronology/pages/merged-list.njk');
