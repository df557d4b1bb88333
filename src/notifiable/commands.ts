import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import { rewriteClocks } from '../cases/store-dates.ts';
import type { PartnerId } from '../law/outcomes.ts';
import { decideRecord, type RecordContext } from './decide.ts';
import type { TypedRecord } from './form.ts';
import type { Ground } from './ground.ts';
import {
  type Escalation,
  fileAnswerOf,
  type PartnerView,
  type RecordLine,
  type WholeRecord,
} from './record.ts';
import {
  insertEscalation,
  insertRecord,
  insertView,
  type NewRecord,
  noteOnFile,
  readDelegateFor,
  readRecords,
  readWhole,
} from './store.ts';
import { readGround } from './store-ground.ts';
import { decideEscalation, decideView, type TypedEscalation, type TypedView } from './view-form.ts';

/** Whether a case is notifiable, with all that the pages say of it. */
export interface CaseNotifiable {
  readonly headed: HeadedCase;
  readonly ground: Ground;
  /** The record asked for, or the one that stands; null where nothing was decided. */
  readonly record: WholeRecord | null;
  readonly records: readonly RecordLine[];
  /** The partners of which whoever looks is the delegate. */
  readonly speaksFor: readonly PartnerId[];
}

/** Whether a case is notifiable: the record that stands, or an older one by its identifier. */
export const caseNotifiable: View<
  { readonly reference: string; readonly id: string | null },
  CaseNotifiable,
  CaseNotifiable
> = {
  verb: 'notifiable.read',
  async load(tx, { reference, id }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    const ground = await readGround(tx, headed.id);
    const wanted = id ?? ground.standing?.id ?? null;
    const record = wanted === null ? null : await readWhole(tx, headed.id, wanted);
    if (id !== null && record === null) return null;
    const records = await readRecords(tx, headed.id);
    return { headed, ground, record, records, speaksFor: await readDelegateFor(tx) };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, record }) => ({ case: headed.id, ...(record === null ? {} : { object: record.id }) }),
};

/** A record as it was typed, for which case, and which record the form took for the one that stands. */
export interface Recording extends Omit<RecordContext, 'ground' | 'today'> {
  readonly reference: string;
  readonly typed: TypedRecord;
  readonly standing: string | null;
}

interface Loaded {
  readonly headed: HeadedCase;
  readonly ground: Ground;
}

/** Records whether a case is notifiable, notes it on the case file and derives every clock anew, in one transaction. */
export const recordNotifiable: Command<
  Recording,
  Loaded,
  { readonly caseId: string; readonly record: NewRecord },
  string
> = {
  verb: 'notifiable.record',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference, 'to change');
    return headed === null ? null : { headed, ground: await readGround(tx, headed.id) };
  },
  standing: ({ headed }) => headed.standing,
  decide({ headed, ground }, { typed, standing, ...context }, today) {
    if (headed.state === 'closed') return refuse('case-closed');
    if ((ground.standing?.id ?? null) !== standing) return refuse('decided-meanwhile');
    const { record } = decideRecord(typed, { ...context, ground, today });
    return record === null ? refuse('answers-wrong') : { caseId: headed.id, record };
  },
  async write(tx, { caseId, record }, { conventions }) {
    const id = await insertRecord(tx, caseId, record);
    const { event } = record.applied;
    await noteOnFile(tx, caseId, { answer: fileAnswerOf(record), event, lookAgainOn: record.lookAgainOn });
    const clocks = await rewriteClocks(tx, caseId, conventions);
    const facts = {
      answer: record.answer,
      authority: record.authority ?? 'nobody',
      again: record.supersedes !== null,
      clocks,
    };
    return { done: id, entry: { case: caseId, object: id, facts } };
  },
};

interface OnRecord {
  readonly reference: string;
  /** The record that the form was about. */
  readonly recordId: string;
}

interface LoadedRecord extends Loaded {
  readonly speaksFor: readonly PartnerId[];
}

/** A view as it was typed; `delegate` for somebody who speaks in their own name. */
export interface Viewing extends OnRecord {
  readonly typed: TypedView;
  readonly delegate: boolean;
}

/** Records what a partner thinks of the record that stands. A delegate speaks in their own name and for their own partner. */
export const giveView: Command<
  Viewing,
  LoadedRecord,
  { readonly caseId: string; readonly view: Omit<PartnerView, 'recordedBy' | 'recordedAt'> },
  string
> = {
  verb: 'notifiable.view',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference, 'to change');
    if (headed === null) return null;
    return { headed, ground: await readGround(tx, headed.id), speaksFor: await readDelegateFor(tx) };
  },
  standing: ({ headed }) => headed.standing,
  decide({ headed, ground, speaksFor }, { typed, recordId, delegate }, today) {
    if (headed.state === 'closed') return refuse('case-closed');
    const { standing } = ground;
    if (standing === null || standing.id !== recordId) return refuse('decided-meanwhile');
    const offered = delegate ? speaksFor : null;
    const view = decideView(typed, { today, decidedOn: standing.decidedOn, speaksFor: offered });
    return 'partner' in view ? { caseId: headed.id, view } : refuse('answers-wrong');
  },
  async write(tx, { caseId, view }, { recordId }) {
    await insertView(tx, caseId, recordId, view);
    const facts = { partner: view.partner, position: view.position, own: view.saidBy === '' };
    return { done: recordId, entry: { case: caseId, object: recordId, facts } };
  },
};

/** An escalation as it was typed. */
export interface Escalating extends OnRecord {
  readonly typed: TypedEscalation;
}

/** Records where a disagreement of the partners was taken, and what came of it. */
export const escalate: Command<
  Escalating,
  Loaded,
  { readonly caseId: string; readonly escalation: Pick<Escalation, 'toWhom' | 'day' | 'outcome'> },
  string
> = {
  verb: 'notifiable.record',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference, 'to change');
    return headed === null ? null : { headed, ground: await readGround(tx, headed.id) };
  },
  standing: ({ headed }) => headed.standing,
  decide({ headed, ground: { standing } }, { typed, recordId }, today) {
    if (headed.state === 'closed') return refuse('case-closed');
    if (standing === null || standing.id !== recordId) return refuse('decided-meanwhile');
    const escalation = decideEscalation(typed, { today, decidedOn: standing.decidedOn });
    return 'toWhom' in escalation ? { caseId: headed.id, escalation } : refuse('answers-wrong');
  },
  async write(tx, { caseId, escalation }, { recordId }) {
    await insertEscalation(tx, caseId, recordId, escalation);
    const facts = { escalated: true, open: escalation.outcome === '' };
    return { done: recordId, entry: { case: caseId, object: recordId, facts } };
  },
};
