import type { Actor, Standing } from '../access/policy.ts';
import type { Verb } from '../acts/verbs.ts';
import { type CaseState, stateWords } from './case.ts';

/** What stands at the head of every page of a case. */
export interface CaseHeader {
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: { readonly words: string; readonly mark: string };
  /** How many people can open this file today. */
  readonly readers: number;
  /** Where the number leads, for those who may know who they are. */
  readonly readersHref: string | null;
  readonly sections: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
}

/** A case as its head needs it. */
export interface HeadedCase {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: CaseState;
  readonly version: number;
  readonly readers: number;
  readonly standing: Standing;
}

/** The pages of a case file, in order, with the verb that opens each. */
const sections = [
  { id: 'overview', text: 'Overview', path: '', verb: 'case.read' },
  { id: 'people', text: 'People', path: '/people', verb: 'case.read' },
  { id: 'agencies', text: 'Agencies', path: '/agencies', verb: 'case.read' },
  { id: 'requests', text: 'Requests', path: '/requests', verb: 'request.read' },
  { id: 'documents', text: 'Documents', path: '/documents', verb: 'document.read' },
  { id: 'decisions', text: 'Decisions', path: '/decisions', verb: 'decision.read' },
  { id: 'access', text: 'Access', path: '/access', verb: 'access.read' },
  { id: 'record', text: 'Record', path: '/record', verb: 'history.read' },
] as const satisfies readonly { id: string; text: string; path: string; verb: Verb }[];

export type CaseSection = (typeof sections)[number]['id'];

/** Whether the policy lets this person do that; `may` of the policy, handed in because a pure file takes only types from there. */
export type Allowed = (actor: Actor, verb: Verb, standing: Standing) => boolean;

/** The head of a page of a case. What the person cannot open is not in it. */
export function presentHeader(
  found: HeadedCase,
  actor: Actor,
  allowed: Allowed,
  current: CaseSection,
): CaseHeader {
  const base = `/cases/${found.reference}`;
  return {
    reference: found.reference,
    pseudonym: found.pseudonym,
    state: stateWords[found.state],
    readers: found.readers,
    readersHref: allowed(actor, 'access.read', found.standing) ? `${base}/access` : null,
    sections: sections
      .filter(({ verb }) => allowed(actor, verb, found.standing))
      .map(({ id, text, path }) => ({ text, href: `${base}${path}`, current: id === current })),
  };
}
