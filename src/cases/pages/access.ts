import { definePage } from '../../platform/pages/page.ts';
import type { CaseHeader } from '../header.ts';

/** A day and the time on it, in London. */
export interface Moment {
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
}

/** A part that was given to somebody, with where it stands. */
export interface PartLine {
  readonly name: string;
  readonly part: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly state: { readonly mark: string; readonly words: string };
  /** Where it is ended; null where it has, or for whoever may not. */
  readonly end: string | null;
}

/** Somebody who is or was shut out. */
export interface ShutOutLine {
  readonly name: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Moment;
  /** What they had seen by then: how many entries of the trail are theirs, and when the last was made. */
  readonly seen: { readonly entries: number; readonly last: Moment } | null;
  /** Where they are let back in; null for somebody who was. */
  readonly letIn: string | null;
  readonly ended: { readonly by: string; readonly at: Moment } | null;
}

/** Who can open a case, and who is shut out of it. */
export interface AccessPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly readers: readonly {
    readonly name: string;
    readonly isSelf: boolean;
    readonly ways: readonly {
      readonly words: string;
      readonly from: Temporal.PlainDate | null;
      readonly until: Temporal.PlainDate | null;
    }[];
  }[];
  readonly give: string | null;
  readonly parts: readonly PartLine[];
  readonly endedParts: readonly PartLine[];
  /** Null for whoever may not know. */
  readonly shutOut: {
    readonly add: string;
    readonly now: readonly ShutOutLine[];
    readonly before: readonly ShutOutLine[];
  } | null;
}

/** `/cases/:ref/access`. */
export const accessPage = definePage<AccessPage>('cases/pages/access.njk');
