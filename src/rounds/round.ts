import { type Refusal, refuse } from '../acts/refusal.ts';
import { type QuorumRule, type ReviewGroup, seatsOn, standingOn } from '../group/membership.ts';
import type { Day } from '../law/day.ts';
import type { OutcomeKind } from '../law/outcomes.ts';

/** Where a question between meetings stands: it waits for answers, was closed by whoever asked, or was withdrawn. */
export type RoundState = 'asked' | 'closed' | 'withdrawn';

/** What somebody can say for a seat. A conflict of interest is no answer of the seat: it shuts the person out. */
export const positions = ['agrees', 'disagrees', 'conflict'] as const;
export type RoundPosition = (typeof positions)[number];

/** What a question can end in. */
export const endings = ['decision', 'meeting', 'withdrawn'] as const;
export type RoundEnding = (typeof endings)[number];

/** A question that seats of a group are asked between meetings, frozen with what is proposed and its papers. */
export interface Round {
  readonly id: string;
  readonly number: number;
  readonly caseId: string;
  readonly groupId: string;
  readonly reference: string;
  readonly pseudonym: string;
  readonly question: string;
  /** What is proposed to be decided; null for a question alone. */
  readonly outcome: OutcomeKind | null;
  readonly proposal: string;
  readonly dueOn: Day;
  /** The SHA-256 digest of question, proposal, seats and papers. */
  readonly hash: string;
  readonly state: RoundState;
  readonly closedInto: 'decision' | 'meeting' | null;
  readonly why: string;
  readonly quorate: boolean | null;
  readonly decisionId: string | null;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
  readonly closedBy: string | null;
  readonly closedAt: Temporal.Instant | null;
}

/** A seat that is asked, as it was called then. */
export interface AskedSeat {
  readonly id: string;
  readonly name: string;
  /** Of which agency it is; empty for none. */
  readonly agency: string;
  readonly capacity: 'member' | 'attending';
}

/** A paper that was laid before them, at its version. */
export interface RoundPaper {
  readonly fileId: string;
  readonly number: number;
  readonly version: number;
  readonly title: string;
}

/** What somebody said for a seat, with their name as it was then. */
export interface RoundAnswer {
  readonly id: string;
  readonly seatId: string;
  readonly accountId: string;
  readonly name: string;
  readonly stands: 'holder' | 'deputy';
  /** True where the same person answers for another seat too, and has said so. */
  readonly several: boolean;
  readonly position: RoundPosition;
  readonly words: string;
  readonly isLate: boolean;
  readonly answeredAt: Temporal.Instant;
  readonly letIn: boolean;
}

/** The answer that counts for each seat: the last that was given in time and names no conflict. */
export function standingAnswers(answers: readonly RoundAnswer[]): ReadonlyMap<string, RoundAnswer> {
  const counted = answers.filter(({ isLate, position }) => !isLate && position !== 'conflict');
  return new Map(counted.map((answer) => [answer.seatId, answer]));
}

/** Whether the answers make a quorum by the group's own rule; rule null where it has set none. */
export interface RoundQuorum {
  readonly rule: QuorumRule | null;
  readonly met: boolean;
  /** How many people have answered for members' seats, each once however many seats they answer for. */
  readonly number: number;
  /** What is missing, as the end of a sentence; empty where nothing is. */
  readonly missing: string;
}

/**
 * The quorum of a question by the rule of the day. An answer holds as it was given: whoever gave it may have left the seat or their
 * agency since. A required seat that was not asked is missing like one that has not answered; one that has ended asks for nobody.
 */
export function roundQuorum(
  group: Pick<ReviewGroup, 'quorums' | 'seats'>,
  on: Day,
  seats: readonly AskedSeat[],
  answers: readonly RoundAnswer[],
): RoundQuorum {
  const standing = standingAnswers(answers);
  const members = new Set(seats.filter(({ capacity }) => capacity === 'member').map(({ id }) => id));
  const people = [...standing.values()].filter(({ seatId }) => members.has(seatId));
  const number = new Set(people.map(({ accountId }) => accountId)).size;
  const rule = standingOn(group.quorums, on);
  if (rule === null) return { rule, met: true, number, missing: '' };
  const open = seatsOn(group, on)
    .map(({ seat }) => seat)
    .filter(({ id }) => rule.required.includes(id) && !standing.has(id));
  const few = rule.minimum - number;
  const missing = [
    ...(few > 0 ? [`${few} more of the ${rule.minimum} members it needs`] : []),
    ...(open.length > 0 ? [`an answer for ${open.map(({ name }) => name).join(', ')}`] : []),
  ].join(', and ');
  return { rule, met: missing === '', number, missing };
}

/** Whether a question can end so: into a decision only with a quorum where the group's rule holds decisions up. */
export function decideEnd(
  { state }: Pick<Round, 'state'>,
  { rule, met, missing }: RoundQuorum,
  how: RoundEnding,
): { readonly quorate: boolean | null } | Refusal {
  if (state !== 'asked') return refuse('round-over');
  if (how === 'decision' && rule?.otherwise === 'block' && !met) return refuse('quorum-missing', { missing });
  return { quorate: rule === null ? null : met };
}

const positionNames: Readonly<Record<RoundPosition, string>> = {
  agrees: 'Agrees',
  disagrees: 'Disagrees',
  conflict: 'Cannot answer: a conflict of interest',
};

/** What somebody said, in words. */
export const positionOf = (position: RoundPosition): string => positionNames[position];

/** How somebody stood for a seat, and that they answered for another one too where they did. */
export const standsWords = ({ stands, several }: Pick<RoundAnswer, 'stands' | 'several'>): string =>
  [...(stands === 'deputy' ? ['as deputy'] : []), ...(several ? ['for several seats'] : [])].join(', ');
