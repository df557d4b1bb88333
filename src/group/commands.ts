import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotMove } from '../cases/case.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import { type Decision, type DecisionContext, decideRecord } from './decision.ts';
import type { TypedDecision } from './decision-form.ts';
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
}

/** Records what the group decided. Refused where a limb or a view is open, where the case is closed, or where another decision came first. */
export const recordDecision: Command<Deciding, ToRecord, ToRecord & { readonly decision: Decision }, string> =
  {
    verb: 'decision.record',
    async load(tx, { reference }) {
      const headed = await readHeaded(tx, reference, 'to change');
      return headed === null ? null : { headed, ground: await readGround(tx, headed.id) };
    },
    standing: ({ headed }) => headed.standing,
    decide(loaded, { typed, standing, conventions }, today) {
      const whyNot = whyNotMove('decision.record', loaded.headed.state);
      if (whyNot !== null) return whyNot;
      if (loaded.ground.standing !== standing) return refuse('decided-meanwhile');
      const { decision } = decideRecord(typed, { today, conventions, incident: loaded.ground.incident });
      return decision === null ? refuse('decision-incomplete') : { ...loaded, decision };
    },
    async write(tx, { headed, ground, decision }, { bodyNameOn }) {
      const kept = { bodyName: bodyNameOn(decision.on), reconsiders: ground.standing };
      const id = await writeDecision(tx, headed.id, decision, kept);
      const facts = { outcome: decision.outcome, edition: decision.edition, limbs: decision.limbs.length };
      return { done: id, entry: { case: headed.id, object: id, facts } };
    },
  };
