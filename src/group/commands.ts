import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotMove } from '../cases/case.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import { liveQuorum, type LiveQuorum, outOf, presentAt } from '../meetings/attendance.ts';
import { readAttendance, readConflicts } from '../meetings/store.ts';
import { hasConflict, readRunningMeeting } from '../meetings/store-quorum.ts';
import { type Decision, type DecisionContext, decideRecord } from './decision.ts';
import type { TypedDecision } from './decision-form.ts';
import { readGroups } from './store-groups.ts';
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
  /** The quorum of the meeting at which the case is considered now; null where none runs. */
  readonly quorum: LiveQuorum | null;
  /** True where whoever acts has a conflict of interest in the case at a meeting. */
  readonly isConflicted: boolean;
}

// Whoever is out for the item does not count towards the quorum for it.
async function quorumFor(tx: Parameters<typeof readGround>[0], caseId: string): Promise<LiveQuorum | null> {
  const meeting = await readRunningMeeting(tx, caseId);
  const [group] = meeting === null ? [] : await readGroups(tx, meeting.groupId);
  if (meeting === null || group === undefined) return null;
  const out = outOf(await readConflicts(tx, meeting.id), { id: meeting.itemId });
  return liveQuorum(group, meeting.day, presentAt(await readAttendance(tx, meeting.id), out));
}

const isShort = (quorum: LiveQuorum | null): boolean => quorum?.quorum?.met === false;

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
      const kept = { bodyName: bodyNameOn(decision.on), reconsiders: ground.standing };
      const id = await writeDecision(tx, headed.id, decision, kept);
      const facts = {
        outcome: decision.outcome,
        edition: decision.edition,
        limbs: decision.limbs.length,
        ...(isShort(quorum) ? { quorate: false } : {}),
      };
      return { done: id, entry: { case: headed.id, object: id, facts } };
    },
  };
