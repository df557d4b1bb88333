import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Standing } from '../access/policy.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import type { ActionState, EntryKind, Method, Practice, Reach } from './words.ts';

/** Who has an action in hand: a role, and the person in it. */
export interface Owner {
  readonly role: string;
  /** Their account; null for somebody without one. */
  readonly accountId: string | null;
  readonly name: string;
}

/** An action as it stands. */
export interface Action {
  readonly id: string;
  readonly recommendationId: string;
  readonly askId: string | null;
  readonly caseId: string | null;
  readonly headline: string;
  /** What its case is called, for whoever sees the case. */
  readonly reference: string | null;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly number: number;
  readonly reach: Reach;
  readonly group: string | null;
  readonly title: string;
  readonly needed: string;
  readonly firstDue: Day;
  readonly dueOn: Day;
  readonly moves: number;
  readonly owner: Owner;
  /** Whether the owner still has a role here; true for somebody without an account. */
  readonly ownerIsHere: boolean;
  readonly owners: number;
  readonly state: ActionState;
  readonly closeAskedBy: string | null;
  readonly evidence: number;
  readonly checkOn: Day | null;
  readonly checkMethod: Method | '';
  readonly practice: Practice;
  readonly standing: Standing;
  /** Whether whoever looks is of the agency, or the owner. */
  readonly isOwn: boolean;
}

/** One entry of its history. */
export interface ActionEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly day: Day;
  readonly words: string;
  readonly dueOn: Day | null;
  readonly owner: Owner | null;
  readonly document: string | null;
  readonly method: Method | '';
  readonly result: Practice | '';
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** An action that is to be planned. */
export interface GivenAction {
  readonly title: string;
  readonly needed: string;
  readonly reach: Reach;
  readonly dueOn: Day;
  readonly owner: Owner;
}

/** An entry that is to be made. */
export interface GivenActionEntry {
  readonly kind: EntryKind;
  readonly day: Day;
  readonly words: string;
  readonly dueOn: Day | null;
  readonly owner: Owner | null;
  readonly documentId: string | null;
  readonly method: Method | '';
  readonly result: Practice | '';
}

/** The most actions of one recommendation. */
export const mostActions = 60;

/** What somebody from the office does, and what the owner and the agency do. */
export const officeKinds: readonly EntryKind[] = [
  'verified',
  'sent-back',
  'reopened',
  'check-planned',
  'check-result',
];

/** Whether an action has drifted: its last day was moved, or it went to another owner. */
export const hasDrifted = ({ moves, owners }: Pick<Action, 'moves' | 'owners'>): boolean =>
  moves > 0 || owners > 1;

/** What drifted, in words; empty where nothing did. */
export function driftWords(of: Pick<Action, 'moves' | 'owners' | 'ownerIsHere' | 'state'>): string {
  const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
  return [
    ...(of.moves > 0 ? [`last day moved ${times(of.moves)}`] : []),
    ...(of.owners > 1 ? [`owner changed ${times(of.owners - 1)}`] : []),
    ...(of.ownerIsHere || of.state === 'closed' ? [] : ['its owner has left']),
  ].join(', ');
}

/** Which entries can be made of an action as it stands, by whoever has it in hand and by those who verify. */
export function possibleKinds(
  action: Pick<Action, 'state' | 'evidence' | 'checkOn' | 'owner' | 'closeAskedBy'>,
  who: { readonly accountId: string; readonly reports: boolean; readonly verifies: boolean },
): readonly EntryKind[] {
  const { state, evidence, checkOn } = action;
  const goesOn = state === 'planned' || state === 'under-way';
  const isOther = who.accountId !== action.owner.accountId && who.accountId !== action.closeAskedBy;
  return [
    ...(who.reports && goesOn ? (['progress', 'evidence', 'due'] as const) : []),
    ...(who.reports && state !== 'closed' ? (['owner'] as const) : []),
    ...(who.reports && goesOn && evidence > 0 ? (['close-asked'] as const) : []),
    ...(who.verifies && state === 'closing' && isOther ? (['verified'] as const) : []),
    ...(who.verifies && state === 'closing' ? (['sent-back'] as const) : []),
    ...(who.verifies && state === 'closed' ? (['reopened'] as const) : []),
    ...(who.verifies && checkOn === null ? (['check-planned'] as const) : []),
    ...(who.verifies && checkOn !== null ? (['check-result', 'check-planned'] as const) : []),
  ];
}

/** Whether an entry may be made. Nobody verifies their own action, nor one whose closing they asked for; nothing is closed without evidence. */
export function decideActionEntry(
  action: Action,
  given: GivenActionEntry,
  by: string,
  today: Day,
): GivenActionEntry | Refusal {
  const { kind, day, dueOn } = given;
  const goesOn = action.state === 'planned' || action.state === 'under-way';
  if (isBefore(today, day)) return refuse('day-to-come');
  if (kind === 'verified' && (by === action.owner.accountId || by === action.closeAskedBy))
    return refuse('owner-verifies');
  if ((kind === 'verified' || kind === 'sent-back') && action.state !== 'closing')
    return refuse('action-moved');
  if (['progress', 'evidence', 'close-asked', 'due'].includes(kind) && !goesOn) return refuse('action-moved');
  if (kind === 'owner' && action.state === 'closed') return refuse('action-moved');
  if (kind === 'close-asked' && action.evidence === 0) return refuse('evidence-missing');
  if (kind === 'reopened' && action.state !== 'closed') return refuse('action-moved');
  if (kind === 'check-result' && action.checkOn === null) return refuse('check-not-planned');
  if (kind === 'due' && dueOn !== null && dueOn.equals(action.dueOn)) return refuse('so-already');
  if (kind === 'check-planned' && dueOn !== null && isBefore(dueOn, today))
    return refuse('not-later', { day: withoutWeekday(today) });
  return given;
}
