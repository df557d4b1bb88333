/** One published review as the first page lists it. The register answers it; nothing of a case file is in it. */
export interface LatestReview {
  readonly slug: string;
  readonly title: string;
  /** The kind of review by the name it had: "Serious case review". */
  readonly type: string;
  readonly published: Temporal.PlainDate;
  /** What has been published, in words and in order: "report", "partnership response", "media statement". */
  readonly documents: readonly string[];
  readonly summary: string | null;
  readonly withdrawn: boolean;
}

/** What has been published: how much, between which years, and the newest first. */
export interface PublishedReviews {
  readonly total: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  readonly latest: readonly LatestReview[];
}

/** A published review with the themes recorded for it. Reviews without recorded themes are not among these. */
export interface ThemedReview {
  readonly slug: string;
  readonly title: string;
  /** The one word that heads a column: "Juniper". */
  readonly shortTitle: string;
  readonly published: Temporal.PlainDate;
  readonly themes: readonly FoundTheme[];
}

/** A theme of a review: something to learn, or something found to be done well. */
export interface FoundTheme {
  readonly name: string;
  readonly found: 'finding' | 'done-well';
}

/** Something that holds from one day up to, and not on, another. A null day is open. */
export interface Dated {
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
}

/** A seat in a group: the post and the kind of body behind it, and never the person. */
export interface PublishedSeat extends Dated {
  readonly id: string;
  readonly name: string;
  /** "police force"; null for a seat of no agency. */
  readonly body: string | null;
  readonly capacity: 'member' | 'attending';
}

/** A group of the partnership as everybody may know it, with what held before and what is planned. */
export interface PublishedGroup extends Dated {
  /** The one that considers cases; the small one of the three partners, for rapid reviews; any other. */
  readonly kind: 'main' | 'core' | 'other';
  readonly names: readonly (Dated & { readonly name: string; readonly abbreviation: string | null })[];
  readonly seats: readonly PublishedSeat[];
  readonly quorums: readonly (Dated & {
    readonly minimum: number;
    readonly required: readonly string[];
    readonly otherwise: 'warn' | 'block';
  })[];
  /** By seat; null for a person, who is not named here. */
  readonly chairs: readonly (Dated & { readonly seat: string | null })[];
  readonly watches: readonly (Dated & { readonly plans: 'single-agency' | 'multi-agency' })[];
}
