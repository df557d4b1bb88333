import type { KnownTo } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';

interface Span {
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
}

/** A name on the line of time, with its place on the picture (0 to 100). */
export interface NameOnLine extends Span {
  readonly name: string;
  readonly abbreviation: string | null;
  readonly known: KnownTo;
  readonly note: string | null;
  readonly when: 'past' | 'now' | 'planned';
}

/** A seat as it stood on the chosen day. */
export interface SeatLine {
  readonly name: string;
  readonly agency: string | null;
  readonly capacity: string;
  readonly required: boolean;
  readonly holder: string | null;
  /** "nobody since 4 May 2026", where nobody has it. */
  readonly empty: string | null;
  readonly deputies: readonly string[];
  /** What is planned, or was so before: "Ada Example, from 1 April 2027". */
  readonly others: readonly string[];
  readonly href: string;
  readonly end: string;
}

/** One group on a day: what it is called, who sits there, and how it decides. */
export interface OneGroupPage {
  readonly heading: string;
  readonly id: string;
  readonly mayChange: boolean;
  readonly ended: Temporal.PlainDate | null;
  readonly kind: string;
  readonly day: Temporal.PlainDate;
  readonly isToday: boolean;
  /** What was wrong with the day that was asked for; null where nothing was. */
  readonly dayProblem: string | null;
  readonly names: readonly NameOnLine[];
  readonly seats: readonly SeatLine[];
  readonly endedSeats: readonly string[];
  readonly chair: string | null;
  readonly turns: readonly string[];
  readonly quorum: string | null;
  readonly quorumBefore: readonly string[];
  /** Seats that the quorum requires and that are not there on the day. */
  readonly missing: boolean;
  readonly watches: readonly string[];
  readonly terms: { readonly words: string; readonly from: Temporal.PlainDate | null } | null;
  readonly termsBefore: readonly (Span & { readonly words: string })[];
}

/** `/settings/groups/<id>`. */
export const oneGroupPage = definePage<OneGroupPage>('group/pages/one-group.njk');
