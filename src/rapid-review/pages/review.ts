import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { ScriptPicture } from '../picture.ts';

interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** The one thing to do next. */
export interface Todo {
  readonly text: string;
  readonly href: string;
}

/** A step of the day script on its dates. */
export interface DayLine {
  readonly name: string;
  readonly days: string;
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly doneOn: Temporal.PlainDate | null;
  readonly state: Mark;
}

/** An item of the checklist. */
export interface ItemRow {
  readonly number: number;
  readonly title: string;
  readonly href: string;
  readonly owner: string;
  readonly state: Mark;
  readonly gaps: number;
  /** True where the records alone fill it. */
  readonly fromRecord: boolean;
  readonly saved: {
    readonly by: string;
    readonly day: Temporal.PlainDate;
    readonly time: Temporal.PlainTime;
  } | null;
}

/** The rapid review of a case. */
export interface ReviewPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly provisional: string | null;
  /** The count; null before it begins. */
  readonly counted: {
    readonly from: Temporal.PlainDate;
    readonly due: Temporal.PlainDate;
    readonly state: Mark;
    readonly day: number | null;
    readonly convention: string;
    readonly href: string;
  } | null;
  /** What is not confirmed of the rule. */
  readonly ruleNote: string | null;
  /** The day that the count waits for. */
  readonly awaits: string | null;
  readonly ended: string | null;
  /** Whether only the day of sending is on record, and no version of the document was sent from here. */
  readonly sentElsewhere: boolean;
  readonly todo: Todo | null;
  readonly script: {
    readonly source: string | null;
    readonly set: string | null;
    readonly picture: ScriptPicture | null;
    readonly lines: readonly DayLine[];
    /** Whether its days lie in an earlier year, which they then name. */
    readonly past: boolean;
  };
  readonly items: readonly ItemRow[];
  readonly done: number;
  readonly records: readonly { readonly text: string; readonly count: number; readonly href: string }[];
  readonly summaries: { readonly words: string; readonly href: string | null };
  readonly decision: {
    readonly words: string;
    readonly href: string;
    readonly limbs: string | null;
    readonly early: boolean;
  };
  readonly sealing: {
    readonly href: string;
    readonly version: string | null;
    readonly changed: boolean;
    readonly sent: string | null;
    readonly replied: string | null;
  };
  readonly document: string;
  readonly panel: string | null;
}

/** Before there is one: whether it can be opened, and why not. */
export interface OpenPage {
  readonly header: CaseHeader;
  readonly heading: string;
  /** Why the one before was ended; null where there was none. */
  readonly ended: string | null;
  readonly whyNot: string | null;
  readonly form: { readonly action: string; readonly formToken: string; readonly formKey: string } | null;
}

/** `/cases/<reference>/rapid-review`. */
export const reviewPage = definePage<ReviewPage>('rapid-review/pages/review.njk');
export const openPage = definePage<OpenPage>('rapid-review/pages/review-open.njk');
