import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { ShownGroup, ShownRow } from '../../intake/shown.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';

interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** The summaries of a review. */
export interface SummariesPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly seesAll: boolean;
  readonly ask: string | null;
  readonly rows: readonly {
    readonly agency: string;
    readonly href: string;
    readonly person: string;
    readonly state: Mark;
    readonly when: string;
    /** What it is time for by the clock. */
    readonly rung: string | null;
  }[];
  readonly unasked: readonly string[];
}

/** One summary: how it stands, what the agency wrote, and what can be done. */
export interface SummaryPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly here: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly state: Mark;
  readonly asked: string;
  readonly answered: string | null;
  readonly secured: Mark | null;
  readonly about: string;
  readonly groups: readonly ShownGroup[] | null;
  readonly rung: string | null;
  readonly trouble: string | null;
  readonly code: string | null;
  readonly byHand: boolean;
  readonly remind: boolean;
  readonly actions: readonly Link[];
  readonly steps: readonly {
    readonly words: string;
    readonly on: Temporal.PlainDate;
    readonly by: string | null;
    readonly said: string;
  }[];
}

/** Link and code, to be passed on by two different ways. */
export interface SummaryLinkPage {
  readonly link: string;
  readonly code: string;
  readonly ends: { readonly day: Temporal.PlainDate; readonly time: Temporal.PlainTime };
  readonly back: string;
}

/** What an author finds behind the link. */
export interface OwnStartPage {
  readonly heading: string;
  readonly partnership: string;
  readonly about: string;
  readonly due: Temporal.PlainDate;
  readonly formToken: string;
  readonly nil: { readonly action: string; readonly fields: readonly Field[] };
  readonly parts: readonly {
    readonly title: string;
    readonly href: string;
    readonly progress: 'done' | 'begun' | 'to-do';
  }[];
  readonly check: string;
}

/** One part of a summary. */
export interface OwnPartPage {
  readonly heading: string;
  readonly lead: string | null;
  readonly action: string;
  readonly formToken: string;
  readonly base: string;
  readonly fields: readonly Field[];
  /** What was saved in another window meanwhile; nothing where nothing was. */
  readonly saved: readonly ShownRow[];
}

/** The whole summary before it goes. */
export interface OwnCheckPage {
  readonly action: string;
  readonly formToken: string;
  readonly missing: readonly { readonly text: string; readonly href: string }[];
  readonly groups: readonly ShownGroup[];
}

/** `/cases/<reference>/rapid-review/summaries`. */
export const summariesPage = definePage<SummariesPage>('rapid-review/pages/summary-list.njk');
export const summaryPage = definePage<SummaryPage>('rapid-review/pages/summary.njk');
export const summaryLinkPage = definePage<SummaryLinkPage>('rapid-review/pages/summary-link.njk');
/** `/summary/<invitation>`. */
export const ownStartPage = definePage<OwnStartPage>('rapid-review/pages/summary-own-start.njk');
export const ownPartPage = definePage<OwnPartPage>('rapid-review/pages/summary-own-part.njk');
export const ownCheckPage = definePage<OwnCheckPage>('rapid-review/pages/summary-own-check.njk');
