import type { FoundTheme, ThemedReview } from './published.ts';

/** Themes by review: one row a theme, one column a review, newest at the right. */
export interface ThemesByReview {
  readonly columns: readonly ThemeColumn[];
  readonly rows: readonly ThemeRow[];
  /** How many published reviews carry themes, drawn or not. */
  readonly reviews: number;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** A review at the head of its column. */
export interface ThemeColumn {
  readonly slug: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly year: number;
}

/** A theme with what each column's review found on it, and in how many columns it was found: the number of marks that one sees. */
export interface ThemeRow {
  readonly name: string;
  readonly cells: readonly ThemeCell[];
  readonly count: number;
}

/** What one review found on one theme. */
export type ThemeCell = FoundTheme['found'] | 'nothing';

const mostColumns = 12;
const mostRows = 12;

/**
 * The picture of themes by review, the commonest theme first; null where no published review carries a theme.
 * Of more than twelve reviews only the newest twelve are drawn, and of more than twelve themes the commonest twelve.
 */
export function themesByReview(reviews: readonly ThemedReview[]): ThemesByReview | null {
  const themed = reviews
    .filter((review) => review.themes.length > 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.published, b.published));
  const drawn = themed.slice(-mostColumns);
  const first = drawn[0];
  const last = drawn.at(-1);
  if (first === undefined || last === undefined) return null;
  const names = new Set(drawn.flatMap((review) => review.themes.map((theme) => theme.name)));
  const rows = [...names].map((name): ThemeRow => {
    const cells = drawn.map((review) => found(review, name));
    return { name, cells, count: cells.filter((cell) => cell !== 'nothing').length };
  });
  return {
    columns: drawn.map(({ slug, title, shortTitle, published }) => ({
      slug,
      title,
      shortTitle,
      year: published.year,
    })),
    rows: rows
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en-GB'))
      .slice(0, mostRows),
    reviews: themed.length,
    firstYear: first.published.year,
    lastYear: last.published.year,
  };
}

function found(review: ThemedReview, name: string): ThemeCell {
  return review.themes.find((theme) => theme.name === name)?.found ?? 'nothing';
}
