import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotMove } from '../cases/case.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import { liveQuorum, outOf, presentAt } from '../meetings/attendance.ts';
import { readAttendance, readConflicts } from '../meetings/store.ts';
import { hasConflict, readRunningMeeting } from '../meetings/store-quorum.ts';
import { london } from '../platform/clock/clock.ts';
import { roundQuorum } from '../rounds/round.ts';
import { decideRound, type Deciding as Answered, readDeciding } from '../rounds/store.ts';
import { type Decision, type DecisionContext, decideRecord } from './decision.ts';
import type { TypedDecision } from './decision-form.ts';
import type { QuorumRule } from './membership.ts';
import { readGroups } from './store-groups.ts';
import { type Likeness, type Near, readNearest } from './store-nearest.ts';
import {
  type DecisionLine,
  type Ground,
  type RecordedDecision,
  readDecision,
  readDecisions,
  readGround,
  writeDecision,
} from './store.ts';

/** A case with the decisions on it. */
export interface CaseDecisions {
  readonly headed: HeadedCase;
  readonly decisions: readonly DecisionLine[];
  readonly ground: Ground;
}

/** The decisions on a case. */
export const caseDecisions: View<{ readonly reference: string }, CaseDecisions, CaseDecisions> = {
  verb: 'decision.read',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    return { headed, decisions: await readDecisions(tx, headed.id), ground: await readGround(tx, headed.id) };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** One decision, limb by limb. */
export interface OneDecision {
  readonly headed: HeadedCase;
  readonly recorded: RecordedDecision;
  readonly ground: Ground;
}

export const oneDecision: View<
  { readonly reference: string; readonly id: string },
  OneDecision,
  OneDecision
> = {
  verb: 'decision.read',
  async load(tx, { reference, id }) {
    const headed = await readHeaded(tx, reference);
    const recorded = headed === null ? null : await readDecision(tx, headed.id, id);
    if (headed === null || recorded === null) return null;
    return { headed, recorded, ground: await readGround(tx, headed.id) };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, recorded }) => ({ case: headed.id, object: recorded.id }),
};

/** A decision as it was typed, for which case, and which decision the form took for the one that stands. */
export interface Deciding extends Pick<DecisionContext, 'conventions'> {
  readonly reference: string;
  readonly typed: TypedDecision;
  readonly standing: string | null;
  readonly bodyNameOn: (on: Temporal.PlainDate) => string;
}

interface ToRecord {
  readonly headed: HeadedCase;
  readonly ground: Ground;
  /** The quorum of the meeting at which the case is considered now, or of the answers between meetings; null where there is neither. */
  readonly quorum: DecisionQuorum | null;
  /** True where whoever acts has a conflict of interest in the case at a meeting. */
  readonly isConflicted: boolean;
}

/** Whether there is a quorum for a decision, and what it is counted from. */
export interface DecisionQuorum {
  readonly rule: QuorumRule | null;
  readonly met: boolean;
  readonly missing: string;
  /** The question between meetings whose answers are counted; null where a meeting runs. */
  readonly answered: Answered | null;
}

type Tx = Parameters<typeof readGround>[0];

// A meeting that runs goes before what was answered between meetings. Whoever is out for the item does not count for it. What was
// answered is counted as it was on the day on which the question was closed.
async function quorumFor(tx: Tx, caseId: string): Promise<DecisionQuorum | null> {
  const meeting = await readRunningMeeting(tx, caseId);
  const answered = meeting === null ? await readDeciding(tx, caseId) : null;
  const groupId = meeting?.groupId ?? answered?.round.groupId;
  const [group] = groupId === undefined ? [] : await readGroups(tx, groupId);
  if (group === undefined) return null;
  if (meeting !== null) {
    const out = outOf(await readConflicts(tx, meeting.id), { id: meeting.itemId });
    const present = presentAt(await readAttendance(tx, meeting.id), out);
    const { rule, quorum, missing } = liveQuorum(group, meeting.day, present);
    return { rule, met: quorum?.met ?? true, missing, answered: null };
  }
  if (answered === null) return null;
  const { round, seats, answers } = answered;
  const on = (round.closedAt ?? round.askedAt).toZonedDateTimeISO(london).toPlainDate();
  const { rule, met, missing } = roundQuorum(group, on, seats, answers);
  return { rule, met, missing, answered };
}

const isShort = (quorum: DecisionQuorum | null): boolean => quorum?.met === false;

/** What is shown beside the form of a decision: whether there is a quorum, and the nearest earlier decisions. */
export interface Beside {
  readonly quorum: DecisionQuorum | null;
  readonly nearest: readonly Near[];
}

/** What stands beside the form of a decision, for whoever may record one. */
export const besideDecision: View<
  { readonly reference: string } & Omit<Likeness, 'caseId'>,
  Beside & { readonly headed: HeadedCase },
  Beside
> = {
  verb: 'decision.read',
  async load(tx, { reference, ...likeness }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    return {
      headed,
      quorum: await quorumFor(tx, headed.id),
      nearest: await readNearest(tx, { caseId: headed.id, ...likeness }),
    };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, nearest }) => ({ case: headed.id, facts: { shown: 'form', nearest: nearest.length } }),
};

/** Records what the group decided. Refused where a limb or a view is open, where the case is closed, or where another decision came first. */
export const recordDecision: Command<Deciding, ToRecord, ToRecord & { readonly decision: Decision }, string> =
  {
    verb: 'decision.record',
    async load(tx, { reference }) {
      const headed = await readHeaded(tx, reference, 'to change');
      if (headed === null) return null;
      return {
        headed,
        ground: await readGround(tx, headed.id),
        quorum: await quorumFor(tx, headed.id),
        isConflicted: await hasConflict(tx, headed.id),
      };
    },
    standing: ({ headed }) => headed.standing,
    decide(loaded, { typed, standing, conventions }, today) {
      const whyNot = whyNotMove('decision.record', loaded.headed.state);
      if (whyNot !== null) return whyNot;
      if (loaded.ground.standing !== standing) return refuse('decided-meanwhile');
      if (loaded.isConflicted) return refuse('decider-conflicted');
      const { quorum } = loaded;
      if (quorum?.rule?.otherwise === 'block' && isShort(quorum))
        return refuse('quorum-missing', { missing: quorum.missing });
      const { decision } = decideRecord(typed, { today, conventions, incident: loaded.ground.incident });
      return decision === null ? refuse('decision-incomplete') : { ...loaded, decision };
    },
    async write(tx, { headed, ground, decision, quorum }, { bodyNameOn }) {
      // A group without a rule has no quorum that could be missing.
      const quorate = quorum === null || quorum.rule === null ? null : quorum.met;
      const kept = { bodyName: bodyNameOn(decision.on), reconsiders: ground.standing, quorate };
      const id = await writeDecision(tx, headed.id, decision, kept);
      const answered = quorum?.answered ?? null;
      if (answered !== null) await decideRound(tx, answered.round.id, id);
      const facts = {
        outcome: decision.outcome,
        edition: decision.edition,
        limbs: decision.limbs.length,
        ...(isShort(quorum) ? { quorate: false } : {}),
        ...(answered === null ? {} : { round: answered.round.number }),
      };
      return { done: id, entry: { case: headed.id, object: id, facts } };
    },
  };
