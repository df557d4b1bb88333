import { ruleNamed } from '../../law/rules.ts';
import type { DatedName, Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { lengthWords } from '../limits.ts';
import { type NameHistory, presentNames } from '../names.ts';
import type { LatestReview, PublishedReviews, ThemedReview } from '../published.ts';
import type { PrintedForm } from '../printed.ts';
import { presentSafety, type Safety } from '../safety.ts';
import { presentStations, type Station } from '../stations.ts';
import { type ThemesByReview, themesByReview } from '../themes.ts';

/** The first page: what a case review is, what has been found, and what a worried or a referring reader does next. */
export interface HomePage {
  readonly partnership: string;
  readonly council: string;
  readonly safety: Safety;
  readonly latest: readonly LatestReview[];
  readonly total: number;
  /** "2017 to 2026", or "2017" where all are of one year; null while nothing is published. */
  readonly years: string | null;
  readonly themes: ThemesByReview | null;
  readonly stations: readonly Station[];
  readonly group: NameHistory;
  readonly bodyEarlier: readonly DatedName[];
  readonly reviewNames: ReviewNames;
  /** The council's time to notify, in words: "5 working days" (NOT-01). */
  readonly notifyWithin: string;
  readonly newsletters: string | null;
  /** The referral form to print; null where nothing is known of its size. */
  readonly printed: PrintedForm | null;
}

/** The older and the newer name of a statutory review here. Null where the partnership has entered none. */
export interface ReviewNames {
  readonly older: DatedName | null;
  readonly newer: DatedName | null;
}

/** What the first page needs from elsewhere. */
export interface HomeFacts {
  readonly published: PublishedReviews;
  readonly themed: readonly ThemedReview[];
  readonly printed: PrintedForm | null;
}

const latestShown = 3;

/** The first page of a partnership on `today`. */
export function presentHome(
  partnership: Partnership,
  today: Temporal.PlainDate,
  { published, themed, printed }: HomeFacts,
): HomePage {
  const older = presentNames(partnership.names, 'review-serious', today);
  const newer = presentNames(partnership.names, 'review-local', today);
  return {
    partnership: partnership.name,
    council: partnership.authorityName,
    safety: presentSafety(partnership),
    latest: published.latest.slice(0, latestShown),
    total: published.total,
    years: yearsInWords(published),
    themes: themesByReview(themed),
    stations: presentStations(partnership, today),
    group: presentNames(partnership.names, 'group', today),
    bodyEarlier: presentNames(partnership.names, 'partnership', today).earlier,
    reviewNames: {
      older: older.today ?? older.earlier[0] ?? null,
      newer: newer.today ?? newer.earlier[0] ?? null,
    },
    notifyWithin: lengthWords(ruleNamed('NOT-01').limit),
    newsletters: partnership.settings.newslettersAddress,
    printed,
  };
}

function yearsInWords({ firstYear, lastYear }: PublishedReviews): string | null {
  if (firstYear === null || lastYear === null) return null;
  return firstYear === lastYear ? String(firstYear) : `${firstYear} to ${lastYear}`;
}

/** The page /. */
export const homePage = definePage<HomePage>('site/pages/home.njk');
