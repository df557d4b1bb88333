import { type CaseState, caseStates, isReference } from './case.ts';

/** How many cases a page of the list has. */
export const pageLength = 25;

/** Which cases were asked for. `before` is the reference after which the page goes on; null for the newest. */
export interface AskedCases {
  readonly state: CaseState | null;
  readonly words: string;
  readonly before: string | null;
}

/** A case in a list: never a name. `next` is the first limit that has not been met. */
export interface ListedCase {
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: CaseState;
  readonly openedAt: Temporal.Instant;
  readonly next: { readonly rule: string; readonly dueOn: Temporal.PlainDate } | null;
}

/** What the address of the list asks for; what it cannot ask for is left out. */
export function readAsked(query: URLSearchParams): AskedCases {
  const before = query.get('before') ?? '';
  return {
    state: caseStates.find((state) => state === query.get('state')) ?? null,
    words: (query.get('q') ?? '')
      .toWellFormed()
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 60),
    before: isReference(before) ? before : null,
  };
}

/** The address of the list for what is asked for. */
export function addressOf({ state, words, before }: AskedCases): string {
  const query = new URLSearchParams();
  if (words !== '') query.set('q', words);
  if (state !== null) query.set('state', state);
  if (before !== null) query.set('before', before);
  return query.size === 0 ? '/cases' : `/cases?${query.toString()}`;
}
