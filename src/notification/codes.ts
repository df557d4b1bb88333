import { type Refusal, refuse } from '../acts/refusal.ts';
import type { HeadedCase } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import { schemes } from './codebook.ts';

/** A code that was set on a case, with what became of it. */
export interface SetCode {
  readonly scheme: string;
  readonly code: string;
  /** The version of the codebook by which it was set. */
  readonly codebook: string;
  readonly setBy: string;
  readonly setAt: Temporal.Instant;
  /** Null while it stands. */
  readonly removed: { readonly by: string; readonly at: Temporal.Instant } | null;
}

/** The codes of a case, those that stand first. */
export interface CaseCodes {
  readonly headed: HeadedCase;
  readonly codes: readonly SetCode[];
}

/** One code by its scheme. */
export interface NamedCode {
  readonly scheme: string;
  readonly code: string;
}

/** What is to be added and taken away. */
export interface CodeChange {
  readonly headed: HeadedCase;
  readonly add: readonly NamedCode[];
  readonly remove: readonly NamedCode[];
}

const keyOf = ({ scheme, code }: NamedCode) => `${scheme} ${code}`;

/** The codes that stand. */
export const standingCodes = ({ codes }: Pick<CaseCodes, 'codes'>): readonly SetCode[] =>
  codes.filter(({ removed }) => removed === null);

/** The ticked codes of the form that the codebook has. */
export const tickedIn = (form: URLSearchParams): readonly NamedCode[] =>
  schemes.flatMap(({ id, codes }) =>
    codes.filter(({ code }) => form.getAll(id).includes(code)).map(({ code }) => ({ scheme: id, code })),
  );

/** Stands for the codes as a form began with them. */
export const codesBase = (found: Pick<CaseCodes, 'codes'>): string =>
  standingCodes(found).map(keyOf).toSorted().join('|');

/**
 * What a form adds and takes away. A code of an older codebook that this one does not have cannot be ticked, and is left as it is.
 * Refuses where somebody else has set or removed one meanwhile, unless it comes to the same.
 */
export function decideCodes(
  found: CaseCodes,
  ticked: readonly NamedCode[],
  base: string,
): CodeChange | Refusal {
  const closed = whyNotChange(found);
  if (closed !== null) return closed;
  const known = new Set(
    schemes.flatMap(({ id, codes }) => codes.map(({ code }) => keyOf({ scheme: id, code }))),
  );
  const standing = standingCodes(found);
  const now = new Set(standing.map(keyOf));
  const wanted = new Set(ticked.map(keyOf));
  const add = ticked.filter((one) => !now.has(keyOf(one)));
  const remove = standing.filter((one) => known.has(keyOf(one)) && !wanted.has(keyOf(one)));
  const isStale = base !== codesBase(found) && add.length + remove.length > 0;
  return isStale ? refuse('changed-elsewhere') : { headed: found.headed, add, remove };
}
