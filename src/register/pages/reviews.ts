import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** One choice of a filter. `value` is what the address carries, `count` how many reviews it leaves; nought stays, muted. */
export interface FacetOption {
  readonly label: string;
  readonly value: string;
  readonly count: number;
  readonly chosen: boolean;
}

/** A filter. `name` is its key in the address. */
export interface Facet {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly FacetOption[];
}

/** A filter that is on, and the address without it. */
export interface Chip {
  readonly label: string;
  readonly removeHref: string;
}

/** A piece of a page's text; marked where it answers the search. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Where the words stand: a page, or null for the register's own title and summary. `within` names a heading, footnote or the like. */
export interface Hit {
  readonly page: number | null;
  readonly href: string;
  readonly within: string | null;
  readonly pieces: readonly Piece[];
}

/** The hits in one document, at most three; `more` leads to the rest of its pages. */
export interface DocumentHits {
  readonly title: string;
  readonly href: string;
  /** The kind of review in words. */
  readonly typeName: string;
  /** The kind of document in words: "report", "media statement". */
  readonly kindName: string;
  readonly pages: number | null;
  readonly published: Temporal.PlainDate;
  readonly hits: readonly Hit[];
  readonly more: { readonly count: number; readonly href: string } | null;
}

/** A review in the plain list. `documents` are the kinds of what was published ("report", "media statement"). */
export interface ReviewRow {
  readonly title: string;
  readonly href: string;
  readonly typeName: string;
  readonly documents: readonly string[];
  readonly published: Temporal.PlainDate;
  readonly summary: string | null;
  readonly withdrawn: boolean;
}

/** What the register answers: all reviews or a filtered part, pages that say the words, none that do, or that it is empty. */
export type RegisterResult =
  | { readonly kind: 'list'; readonly total: number; readonly rows: readonly ReviewRow[] }
  | {
      readonly kind: 'hits';
      readonly pages: number;
      /** False when `pages` is where counting stopped: "more than 1,000". */
      readonly exact: boolean;
      readonly reviews: number;
      readonly documents: readonly DocumentHits[];
    }
  | {
      readonly kind: 'nothing';
      /** The nearest spelling that is found, and what it finds. */
      readonly suggestion: {
        readonly query: string;
        readonly href: string;
        readonly pages: number;
        readonly reviews: number;
      } | null;
      readonly allHref: string;
    }
  | { readonly kind: 'empty'; readonly elsewhere: Link | null };

/** A way to order the results. */
export interface Order extends Link {
  readonly chosen: boolean;
  /** What the address carries for it. */
  readonly value: string;
}

/** One of the pages of results. */
export interface ResultPage {
  readonly number: number;
  readonly href: string;
  readonly current: boolean;
}

/** The way through the pages of results. */
export interface Pagination {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly pages: readonly ResultPage[];
}

/** Everything that `/reviews` shows. */
export interface ReviewsModel {
  /** The path that the form asks. */
  readonly action: string;
  /** The words searched for, as typed; empty for none. */
  readonly query: string;
  /** The words could not be looked for; the register is listed without them. */
  readonly searchIsDown: boolean;
  /** How many reviews were published in each year, oldest first, years without any included; null where there is none yet. */
  readonly years: Facet | null;
  readonly facets: readonly Facet[];
  readonly chosen: readonly Chip[];
  readonly clearHref: string;
  readonly orders: readonly Order[];
  readonly result: RegisterResult;
  readonly pagination: Pagination | null;
  /** The same list for programs: Atom, CSV, JSON. */
  readonly keep: readonly Link[];
}

/** `/reviews`: the register and the search in it. */
export const reviews = definePage<ReviewsModel>('register/pages/reviews.njk');
