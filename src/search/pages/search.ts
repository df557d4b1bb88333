import { definePage } from '../../platform/pages/page.ts';

/** The search: its field, and what was found. Nothing of what was typed is in an address or in the title. */
export interface SearchPage {
  readonly heading: string;
  readonly formToken: string;
  /** What was typed, to be searched for again or put right. */
  readonly typed: string;
  /** What is wrong with it; null where nothing is. */
  readonly problem: string | null;
  /** Whether anything was asked for; the page says what can be found where not. */
  readonly isAsked: boolean;
  /** What should be known about this search, in sentences. */
  readonly notes: readonly string[];
  /** The results by kind; empty where nothing was found. */
  readonly kinds: readonly KindLink[];
  readonly groups: readonly Group[];
  readonly pages: Pages | null;
}

/** One of the ways to narrow the results: all, or one kind with how many there are. */
export interface KindLink {
  readonly text: string;
  readonly count: string;
  readonly href: string;
  readonly current: boolean;
}

/** The results of one kind that are shown. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  /** Where the others are; null where these are all, or the pages lead on. */
  readonly more: { readonly text: string; readonly href: string } | null;
  /** Said under it where not all of what there is can be shown. */
  readonly cut: string | null;
}

/** One result. */
export interface Row {
  readonly href: string;
  readonly title: string;
  readonly about: string;
  /** Where in it, or how the name fits. */
  readonly where: string;
  readonly state: { readonly mark: string; readonly words: string } | null;
}

/** The pages of one kind. */
export interface Pages {
  readonly words: string;
  readonly previous: string | null;
  readonly next: string | null;
}

/** `/search`. */
export const searchPage = definePage<SearchPage>('search/pages/search.njk');
