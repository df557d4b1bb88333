import type { Refusal } from '../acts/refusal.ts';
import { refuse } from '../acts/refusal.ts';

/**
 * Where a case stands. `open`: the coordinator gathers what agencies know, and the group has yet to consider it;
 * `awaiting-information`: the group has asked for more before it decides; `decided`: a decision of the group stands;
 * `closed`: nothing more is to be done here. Any of them can be left again: new facts reopen a case.
 */
export const caseStates = ['open', 'awaiting-information', 'decided', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];

/** What each state is called, and its mark. */
export const stateWords: Readonly<Record<CaseState, { readonly words: string; readonly mark: string }>> = {
  open: { words: 'Before the group', mark: 'running' },
  'awaiting-information': { words: 'More information asked for', mark: 'unconfirmed' },
  decided: { words: 'Decided', mark: 'done' },
  closed: { words: 'Closed', mark: 'coming' },
};

/** Which acts move a case, from where and to where. A decision moves it to `decided`, or to `awaiting-information` by its outcome. */
export const transitions = {
  'decision.record': {
    from: ['open', 'awaiting-information', 'decided'],
    to: ['decided', 'awaiting-information'],
  },
  'case.close': { from: ['decided'], to: ['closed'] },
  'case.reopen': { from: ['closed'], to: ['open'] },
} as const satisfies Record<
  string,
  { readonly from: readonly CaseState[]; readonly to: readonly CaseState[] }
>;

export type CaseMove = keyof typeof transitions;

/** The sentence why a case in this state cannot be moved so; null where it can. The button, the command and the test read the same. */
export function whyNotMove(move: CaseMove, state: CaseState): Refusal | null {
  const from: readonly CaseState[] = transitions[move].from;
  if (from.includes(state)) return null;
  if (state === 'closed') return refuse('case-closed');
  return refuse(move === 'case.reopen' ? 'case-not-closed' : 'case-undecided');
}

/** True for text that can be a case's reference; what cannot is of nothing here. */
export const isReference = (text: string): boolean => /^[A-Z]{2,10}-\d{4}-\d{4,8}$/.test(text);

/** The reference in an address; where it cannot be one, one that no case has, so that both cost the same look. */
export const referenceIn = (params: Readonly<Record<string, string>>): string => {
  const given = params['ref'] ?? '';
  return isReference(given) ? given : 'NONE-0000-0000';
};
