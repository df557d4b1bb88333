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
