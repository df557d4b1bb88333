import type { CaseState } from '../cases/case.ts';
import type { Relation } from '../cases/people.ts';
import type { Kind } from './asked.ts';

/** The most that is shown of one kind. More is not counted, so that no search grows slow with the partnership. */
export const mostFound = 200;

/** One more than that: whether there is more. */
export const counted = mostFound + 1;

/** How well a name fits: as written; begun, short or spelt otherwise; sounding like it; not at all. */
export type NameFit = 3 | 2 | 1 | 0;

/** A case, and where in it. */
export interface FoundCase {
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: CaseState;
  readonly byReference: boolean;
  readonly byTitle: boolean;
  readonly summary: boolean;
  readonly place: boolean;
  readonly what: boolean;
  readonly decision: boolean;
  readonly rank: number;
}

/** Somebody in a case: a child, or one of those around the children. */
export interface FoundPerson {
  readonly name: string;
  readonly otherNames: string;
  readonly bornOn: Temporal.PlainDate | null;
  readonly reference: string;
  readonly pseudonym: string;
  readonly part: 'child' | 'around';
  readonly relations: readonly Relation[];
  readonly removed: boolean;
  readonly byName: NameFit;
}

/** A referral, and where in it; its case where it has one. */
export interface FoundReferral {
  readonly id: string;
  readonly number: number;
  readonly sentAt: Temporal.Instant;
  readonly state: string;
  readonly reference: string | null;
  readonly pseudonym: string | null;
  readonly byNumber: boolean;
  readonly byName: NameFit;
  readonly place: boolean;
  readonly what: boolean;
  readonly rank: number;
}

/** A document of a case, or the files that came with a referral: those have the referral's identifier and number. */
export interface FoundDocument {
  readonly kind: 'document' | 'file';
  readonly id: string;
  readonly title: string | null;
  readonly number: number;
  readonly classification: string | null;
  readonly withdrawn: boolean;
  readonly reference: string | null;
  readonly pseudonym: string | null;
  readonly byTitle: boolean;
  readonly at: Temporal.Instant;
  readonly sent: Temporal.Instant | null;
  readonly rank: number;
}

/** What was found, the best first; at most one more of each kind than is shown. */
export interface Found {
  readonly cases: readonly FoundCase[];
  readonly referrals: readonly FoundReferral[];
  readonly people: readonly FoundPerson[];
  readonly documents: readonly FoundDocument[];
  readonly onlyCommon: boolean;
}

/** Nothing was asked for, so nothing was found. */
export const nothingFound: Found = {
  cases: [],
  referrals: [],
  people: [],
  documents: [],
  onlyCommon: false,
};

interface Fits {
  readonly byReference?: boolean;
  readonly byNumber?: boolean;
  readonly byTitle?: boolean;
  readonly byName?: NameFit;
  readonly rank?: number;
}

// A number is meant; then what something is called; then a name, the better the nearer; then what is written in a text.
const points = ({ byReference, byNumber, byTitle, byName = 0, rank = 0 }: Fits) =>
  (byReference === true || byNumber === true ? 1_000 : 0) +
  (byTitle === true ? 500 : 0) +
  byName * 100 +
  rank;

/** The best first; of equals the order in which they came, which is the newest first. */
export const ranked = <One extends Fits>(found: readonly One[]): readonly One[] =>
  found.toSorted((a, b) => points(b) - points(a));

/** How many of each kind, and whether there are more than are shown. */
export interface Count {
  readonly kind: Kind;
  readonly count: number;
  readonly isMore: boolean;
}

/** How many of a kind were found; `isMore` where there are more than are shown. */
export const countOf = (kind: Kind, found: Found): Count => ({
  kind,
  count: Math.min(found[kind].length, mostFound),
  isMore: found[kind].length > mostFound,
});
