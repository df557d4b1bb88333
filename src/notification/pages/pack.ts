import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Changed } from '../pack.ts';

/** A field as it is shown. */
export interface FieldShown {
  readonly label: string;
  /** The words to copy; empty where nothing is on record. */
  readonly words: string;
  readonly source: { readonly text: string; readonly href: string | null };
  /** That it is not certain that the system asks this; null where it is. */
  readonly unconfirmed: string | null;
  readonly needed: boolean;
  readonly mend: string | null;
}

/** A group of fields. */
export interface GroupShown {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly FieldShown[];
  /** The page on which its open answers are written; null where it has none, or nobody may here. */
  readonly write: { readonly text: string; readonly href: string } | null;
}

/** What was recorded of the sending, an update or a withdrawal: names and words. */
export interface ActShown {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly words: string; readonly href: string | null }[];
}

/** How one of the two duties stands. */
export interface DutyShown {
  readonly name: string;
  readonly mark: string;
  readonly words: string;
  readonly due: Temporal.PlainDate | null;
}

/** The notification of a case: the pack, how it stands, and what was recorded of it. */
export interface PackPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly duties: readonly DutyShown[];
  /** What must be said before anything else, such as that nobody knows when the council became aware. */
  readonly warnings: readonly {
    readonly text: string;
    readonly link: { readonly text: string; readonly href: string } | null;
  }[];
  readonly record: string | null;
  readonly onBehalf: boolean;
  readonly update: string | null;
  readonly withdraw: string | null;
  /** Where the receipt is added; null for whoever may not, and where one is named. */
  readonly receipt: string | null;
  /** Those that were added before it is on record that it was sent. */
  readonly receipts: readonly { readonly words: string; readonly href: string }[];
  readonly asSent: string | null;
  readonly papers: readonly { readonly text: string; readonly href: string }[];
  readonly route: {
    readonly name: string;
    readonly goesTo: string;
    readonly edition: string;
    readonly several: { readonly rule: string; readonly words: string; readonly source: string } | null;
  };
  readonly sourceNote: string;
  /** How many answers are missing, by the group in which they stand. */
  readonly missing: number;
  readonly gaps: readonly {
    readonly where: string;
    readonly gaps: readonly { readonly label: string; readonly href: string | null }[];
  }[];
  /** Whether some of them cannot be filled in by whoever looks. */
  readonly fileGaps: boolean;
  readonly order: string | null;
  readonly inText: readonly string[];
  readonly acts: readonly ActShown[];
  /** What reads otherwise now than in the last version that was sent. */
  readonly changed: readonly Changed[];
  readonly forms: readonly { readonly title: string; readonly groups: readonly GroupShown[] }[];
}

/** `/cases/<reference>/notification`. */
export const packPage = definePage<PackPage>('notification/pages/pack.njk');

/** The pack as it was sent. */
export interface AsSentPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly back: string;
  readonly forms: readonly {
    readonly title: string;
    readonly groups: readonly {
      readonly title: string;
      readonly fields: readonly { readonly label: string; readonly words: string }[];
    }[];
  }[];
}

/** `/cases/<reference>/notification/as-sent`. */
export const asSentPage = definePage<AsSentPage>('notification/pages/pack-as-sent.njk');
