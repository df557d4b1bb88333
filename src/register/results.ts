import type { Asked } from './asked.ts';
import type { Found, PageHit, PublishedReview, Register } from './store.ts';

/** What a search found, document by document, in the order asked for; the excerpts of what is shown and of nothing else. */
export interface Results {
  readonly pages: number;
  readonly reviews: number;
  readonly exact: boolean;
  readonly groups: readonly Group[];
  /** How many groups there are in all, shown here or not. */
  readonly groupCount: number;
}

/** The hits in one document; or, with a null document, in the register's own title and summary of a review. */
export interface Group {
  readonly review: PublishedReview;
  readonly documentId: string | null;
  readonly hits: readonly { readonly page: number | null; readonly excerpt: string }[];
  /** Further pages of this document that are not shown. */
  readonly more: number;
}

interface Bundle {
  readonly reviewId: string;
  readonly documentId: string | null;
  readonly rank: number;
  readonly pages: readonly PageHit[];
}

/** Searches, groups and pages through the results: `size` documents from `from` on, `hitsEach` hits in each. */
export async function search(
  register: Register,
  asked: Asked,
  { size, from, hitsEach }: { size: number; from: number; hitsEach: number },
): Promise<Results> {
  const found = await register.find(asked);
  const bundles = bundle(found);
  const reviews = new Map(
    (await register.byIds([...new Set(bundles.map(({ reviewId }) => reviewId))])).map((review) => [
      review.id,
      review,
    ]),
  );
  const ordered = inOrder(bundles, reviews, asked);
  const shown = ordered.slice(from, from + size);
  return {
    pages: found.pages.length,
    reviews: reviews.size,
    exact: !found.more,
    groups: await withExcerpts(register, asked, shown, reviews, hitsEach),
    groupCount: ordered.length,
  };
}

function bundle(found: Found): readonly Bundle[] {
  const byDocument = Map.groupBy(found.pages, ({ documentId }) => documentId);
  const documents = [...byDocument.values()].map((pages): Bundle => {
    const best = pages.toSorted((a, b) => b.rank - a.rank || a.number - b.number);
    return {
      reviewId: best[0]?.reviewId ?? '',
      documentId: best[0]?.documentId ?? '',
      rank: best[0]?.rank ?? 0,
      pages: best,
    };
  });
  // A title that answers says more than a page that does.
  const own = found.reviews.map(
    ({ reviewId, rank }): Bundle => ({ reviewId, documentId: null, rank: rank + 1, pages: [] }),
  );
  return [...own, ...documents];
}

function inOrder(
  bundles: readonly Bundle[],
  reviews: ReadonlyMap<string, PublishedReview>,
  { order }: Asked,
) {
  const day = ({ reviewId }: Bundle) => reviews.get(reviewId)?.published.toString() ?? '';
  const byDay = (a: Bundle, b: Bundle) => day(b).localeCompare(day(a)) || b.rank - a.rank;
  if (order === 'newest') return bundles.toSorted(byDay);
  if (order === 'oldest') return bundles.toSorted((a, b) => byDay(b, a));
  return bundles.toSorted((a, b) => b.rank - a.rank || byDay(a, b));
}

async function withExcerpts(
  register: Register,
  asked: Asked,
  shown: readonly Bundle[],
  reviews: ReadonlyMap<string, PublishedReview>,
  hitsEach: number,
): Promise<readonly Group[]> {
  const pages = shown.flatMap((one) => one.pages.slice(0, hitsEach));
  const ids = shown.filter((one) => one.documentId === null).map((one) => one.reviewId);
  const key = (documentId: string, number: number) => `${documentId} ${number}`;
  const ofPages = new Map(
    (pages.length === 0 ? [] : await register.excerptsOfPages(asked, pages)).map((row) => [
      key(row.documentId, row.number),
      row.excerpt,
    ]),
  );
  const ofReviews: ReadonlyMap<string, string> =
    ids.length === 0 ? new Map() : await register.excerptsOfReviews(asked, ids);
  return shown.flatMap((one): Group[] => {
    const review = reviews.get(one.reviewId);
    if (review === undefined) return [];
    if (one.documentId === null)
      return [
        {
          review,
          documentId: null,
          hits: [{ page: null, excerpt: ofReviews.get(one.reviewId) ?? '' }],
          more: 0,
        },
      ];
    const hits = one.pages.slice(0, hitsEach).map(({ documentId, number }) => ({
      page: number,
      excerpt: ofPages.get(key(documentId, number)) ?? '',
    }));
    return [{ review, documentId: one.documentId, hits, more: one.pages.length - hits.length }];
  });
}
