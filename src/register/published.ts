import type { PublicRequest } from '../acts/public-route.ts';
import type { PublishedReviews, ThemedReview } from '../site/published.ts';
import { type Asked, readAsked } from './asked.ts';
import type { PublishedReview, Register } from './store.ts';
import { documentsInWords, typeWords } from './words.ts';

const newest: Asked = readAsked(new URLSearchParams());
const columnsOfThemes = 100;

/** What the first page says of the register: how much there is, since when, and the newest three. */
export async function publishedReviews(
  { partnership }: PublicRequest,
  register: Register,
): Promise<PublishedReviews> {
  const [latest, tally] = [await register.list(newest, 3, 0), await register.tally(newest)];
  const years = [...tally.years.keys()];
  return {
    total: [...tally.years.values()].reduce((sum, count) => sum + count, 0),
    firstYear: years.length === 0 ? null : Math.min(...years),
    lastYear: years.length === 0 ? null : Math.max(...years),
    latest: latest.map((review) => ({
      slug: review.slug,
      title: review.title,
      type: typeWords(review.type, partnership, review.published),
      published: review.published,
      documents: documentsInWords(review.documents),
      summary: review.summary || null,
      withdrawn: review.withdrawn !== null,
    })),
  };
}

/** The newest reviews that carry themes, withdrawn ones left out. */
export async function themedReviews(register: Register): Promise<readonly ThemedReview[]> {
  const reviews = await register.list(newest, columnsOfThemes, 0);
  return reviews
    .filter(({ themes, withdrawn }) => themes.length > 0 && withdrawn === null)
    .map((review) => ({
      slug: review.slug,
      title: review.title,
      shortTitle: shortTitle(review),
      published: review.published,
      themes: review.themes.map((name) => ({ name, found: 'finding' })),
    }));
}

/** The one word that heads a narrow column: "Juniper" of "Child Juniper", "Fen" of "Fen: siblings' moves between homes". */
function shortTitle({ title }: PublishedReview): string {
  const before = title.split(/[:–(]/, 1)[0]?.trim() ?? title;
  return before.split(/\s+/).at(-1) ?? title;
}
