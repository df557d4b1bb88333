import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** The bytes as they were published. `size` is in bytes. */
export interface Original {
  readonly href: string;
  /** "PDF", "Word". */
  readonly format: string;
  readonly size: number;
}

/** What was published with a review. `href` is its own page, which exists also where the document is not held. */
export interface ReviewDocument {
  readonly name: string;
  readonly href: string;
  readonly published: Temporal.PlainDate;
  readonly held: boolean;
  /** Null where the document has no pages or is not held. */
  readonly pages: number | null;
  readonly original: Original | null;
}

/** A theme of the review and the reviews that share it. */
export interface ReviewTheme extends Link {
  /** How many other published reviews carry it. */
  readonly others: number;
}

/** A further fact for the row under the title: the age band, the period looked at, who led it. */
export interface KeyFact {
  readonly name: string;
  readonly value: string;
}

/** One published review. */
export interface ReviewModel {
  readonly title: string;
  /** The kind of review in words, by its name on the day of publication. */
  readonly typeName: string;
  /** Its place in the register by date of publication, 1 for the first. */
  readonly place: number;
  readonly summary: string | null;
  readonly published: Temporal.PlainDate;
  /** The last correction since publication. */
  readonly corrected: { readonly on: Temporal.PlainDate; readonly what: string } | null;
  readonly documents: readonly ReviewDocument[];
  /** Whom to ask for a document that is not held; null where no way has been set. */
  readonly ask: Link | null;
  readonly facts: readonly KeyFact[];
  readonly themes: readonly ReviewTheme[];
  /** The one address of this page, with scheme and host. */
  readonly address: string;
  /** Who publishes it, for the citation. */
  readonly publisher: string;
  /** The review as data. */
  readonly dataHref: string;
  readonly allHref: string;
  /** Where one tells the publisher that something here is wrong; null where no way has been set. */
  readonly reportHref: string | null;
}

/** `/reviews/<slug>`. */
export const review = definePage<ReviewModel>('register/pages/review.njk');
