import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

/** When and why it was taken down. */
export interface Withdrawal {
  readonly on: Temporal.PlainDate;
  /** Why, in words that say nothing of anybody and finish the sentence, as "to protect a child"; null where none may be given. */
  readonly reason: string | null;
}

/** A review that was taken down. It keeps its address for ever and never says who it was about. */
export interface WithdrawnModel {
  /** What was withdrawn, in words that name nobody: "report", "review". */
  readonly what: string;
  readonly typeName: string;
  readonly publishedYear: number;
  readonly withdrawal: Withdrawal;
  /** What is still here: what improved, the recommendations. */
  readonly remains: readonly Link[];
  readonly ask: Link | null;
  readonly allHref: string;
}

/** `/reviews/<slug>` after it was taken down; answered with 410. */
export const withdrawn = definePage<WithdrawnModel>('register/pages/withdrawn.njk');
