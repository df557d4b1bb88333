import type { CaseHeader } from '../../cases/header.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { ReviewPicture } from '../picture.ts';

/** A mark with its words. */
export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** A date of the law as a row of the table. */
export interface ClockRow {
  readonly name: string;
  readonly rule: string;
  readonly what: string;
  readonly from: Temporal.PlainDate;
  readonly trigger: string;
  readonly due: Temporal.PlainDate;
  /** "Last day", or "Earliest day". */
  readonly label: string;
  readonly state: Mark;
  readonly unconfirmed: string | null;
  readonly why: string;
  readonly source: string;
}

/** A duty of the law without a number of days, as a row of the table. */
export interface DutyRow {
  readonly what: string;
  readonly rule: string;
  /** The day that follows from another rule; null where none does. */
  readonly by: Temporal.PlainDate | null;
  readonly why: string;
  readonly source: string;
  readonly state: Mark | null;
  readonly unconfirmed: string | null;
}

/** A kind of day, with the day that stands. */
export interface DayRow {
  readonly name: string;
  readonly day: Temporal.PlainDate | null;
  readonly changed: string | null;
  readonly link: Link | null;
}

/** Something that has to be said beside the dates. */
export interface Note {
  readonly mark: string | null;
  readonly words: string;
  readonly link: Link | null;
}

/** One review of a case. */
export interface ReviewPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly state: Mark;
  readonly lead: readonly string[];
  /** The date that comes next, with how it stands. */
  readonly next: { readonly name: string; readonly due: Temporal.PlainDate; readonly state: Mark } | null;
  readonly notes: readonly Note[];
  readonly todo: Link | null;
  readonly facts: readonly {
    readonly name: string;
    readonly lines: readonly string[];
    readonly link: Link | null;
  }[];
  readonly picture: ReviewPicture | null;
  readonly clocks: readonly ClockRow[];
  readonly duties: readonly DutyRow[];
  readonly days: readonly DayRow[];
  /** Where it is set up and carried. */
  readonly setUp: readonly Link[];
  readonly watching: readonly {
    readonly name: string;
    readonly words: string;
    readonly state: Mark | null;
    readonly link: Link;
  }[];
  readonly moves: readonly {
    readonly words: string;
    readonly day: Temporal.PlainDate;
    readonly reason: string;
    readonly by: string;
  }[];
  readonly actions: readonly Link[];
}

/** A review in the list of a case. */
export interface ReviewRow {
  readonly name: string;
  readonly href: string;
  readonly state: Mark;
  readonly decided: Temporal.PlainDate;
  readonly next: string | null;
}

/** The reviews of a case. */
export interface ReviewsPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly rows: readonly ReviewRow[];
  /** Dates of the chair's decision, where a board decided, by each source. */
  readonly chair: readonly {
    readonly name: string;
    readonly due: Temporal.PlainDate;
    readonly state: Mark | null;
    readonly source: string;
  }[];
  readonly chairNote: string | null;
  readonly open: Link | null;
  readonly decision: Link;
}

/** `/cases/<reference>/reviews`. */
export const reviewsPage = definePage<ReviewsPage>('review/pages/review-list.njk');
/** `/cases/<reference>/reviews/<identifier>`. */
export const reviewPage = definePage<ReviewPage>('review/pages/review.njk');
