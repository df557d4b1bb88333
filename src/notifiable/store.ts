import { sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import { parseDay } from '../law/day.ts';
import type { NotifiableFacts } from '../law/notifiable-facts.ts';
import type { Tx } from '../platform/db/connect.ts';
import type {
  Applied,
  Escalation,
  GivenAnswer,
  NotifiableRecord,
  PartnerView,
  RecordLine,
  WholeRecord,
} from './record.ts';

export type { NotifiableRecord } from './record.ts';

interface RecordRow {
  readonly id: string;
  readonly answer: NotifiableRecord['answer'];
  readonly ruleIds: readonly string[];
  readonly edition: NotifiableRecord['edition'];
  readonly authority: NotifiableRecord['authority'];
  readonly otherAuthority: string;
  readonly rapidReview: NotifiableRecord['rapidReview'];
  readonly decidedOn: Temporal.PlainDate;
  readonly lookAgainOn: Temporal.PlainDate | null;
  readonly recordedAt: Temporal.Instant;
  readonly facts: StoredFacts;
}

type StoredDay = 'becameAware' | 'abuseSuspected' | 'notified';
type StoredFacts = Omit<NotifiableFacts, StoredDay> & Readonly<Record<StoredDay, string | null>>;

const dayIn = (text: string | null) => (text === null ? null : parseDay(text));

const factsOf = (stored: StoredFacts): NotifiableFacts => ({
  ...stored,
  becameAware: dayIn(stored.becameAware),
  abuseSuspected: dayIn(stored.abuseSuspected),
  notified: dayIn(stored.notified),
});

const recordOf = (row: RecordRow): NotifiableRecord => ({
  ...row,
  rapidReviewFollows: row.rapidReview === 'follows',
  facts: factsOf(row.facts),
});

const columns = sql`n.id, n.answer, n.rule_ids as "ruleIds", n.edition, n.authority, n.other_authority as "otherAuthority",
  n.rapid_review as "rapidReview", n.decided_on as "decidedOn", n.look_again_on as "lookAgainOn", n.recorded_at as "recordedAt", n.facts`;

const isSuperseded = sql`exists (select from app.notifiable_record l where l.partnership_id = n.partnership_id and l.case_id = n.case_id
  and l.supersedes = n.id)`;

/** The record that stands on a case that was found visible; null while nothing was decided. */
export async function readStanding(tx: Tx, caseId: string): Promise<NotifiableRecord | null> {
  const { rows } = await sql<RecordRow>`select ${columns} from app.notifiable_record n
    where n.partnership_id = (select ctx.partnership_id()) and n.case_id = ${caseId}::uuid and not ${isSuperseded}`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? null : recordOf(row);
}

/** The records of a case, the newest first, a hundred at most. */
export async function readRecords(tx: Tx, caseId: string): Promise<readonly RecordLine[]> {
  const { rows } = await sql<RecordLine>`
    select n.id, n.answer, n.authority, n.decided_on as "decidedOn", n.recorded_at as "recordedAt" from app.notifiable_record n
    where n.partnership_id = (select ctx.partnership_id()) and n.case_id = ${caseId}::uuid
    order by n.recorded_at desc, n.id limit 100`.execute(tx);
  return rows;
}

interface WholeRow extends RecordRow {
  readonly applied: Applied;
  readonly reasons: string;
  readonly decidedBy: string;
  readonly whyAgain: string;
  readonly recordedBy: string;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

/** One record of a case that was found visible, with its answers, views and escalations; null where the case has none such. */
export async function readWhole(tx: Tx, caseId: string, id: string): Promise<WholeRecord | null> {
  const { rows } =
    await sql<WholeRow>`select ${columns}, n.applied, n.reasons, n.decided_by as "decidedBy", n.why_again as "whyAgain",
      coalesce(ctx.name_here(n.recorded_by), '') as "recordedBy", n.supersedes,
      (select l.id from app.notifiable_record l where l.partnership_id = n.partnership_id and l.case_id = n.case_id and l.supersedes = n.id)
        as "supersededBy"
    from app.notifiable_record n
    where n.partnership_id = (select ctx.partnership_id()) and n.case_id = ${caseId}::uuid and n.id = ${id}::uuid`.execute(
      tx,
    );
  const [row] = rows;
  if (row === undefined) return null;
  const { applied, reasons, decidedBy, whyAgain, recordedBy, supersedes, supersededBy } = row;
  return {
    ...recordOf(row),
    applied,
    reasons,
    decidedBy,
    whyAgain,
    recordedBy,
    supersedes,
    supersededBy,
    answers: await readAnswers(tx, caseId, id),
    views: await readViews(tx, caseId, id),
    escalations: await readEscalations(tx, caseId, id),
  };
}

async function readAnswers(tx: Tx, caseId: string, id: string): Promise<readonly GivenAnswer[]> {
  const { rows } = await sql<GivenAnswer & { readonly stored: string }>`
    select a.question as stored, a.answer, a.reason, a.from_file as "fromFile" from app.notifiable_answer a
    where a.partnership_id = (select ctx.partnership_id()) and a.case_id = ${caseId}::uuid and a.record_id = ${id}::uuid
    order by a.ordinal`.execute(tx);
  return rows.map(({ stored, ...row }) => ({ ...row, question: named(stored) }));
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const named = (name: string) =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) as GivenAnswer['question'];

async function readViews(tx: Tx, caseId: string, id: string): Promise<readonly PartnerView[]> {
  const { rows } = await sql<PartnerView>`
    select v.partner, v.position, v.reason, v.dissent, v.said_by as "saidBy", v.given_on as "givenOn",
      coalesce(ctx.name_here(v.recorded_by), '') as "recordedBy", v.recorded_at as "recordedAt"
    from app.notifiable_view v
    where v.partnership_id = (select ctx.partnership_id()) and v.case_id = ${caseId}::uuid and v.record_id = ${id}::uuid
    order by v.recorded_at desc, v.id limit 100`.execute(tx);
  return rows;
}

async function readEscalations(tx: Tx, caseId: string, id: string): Promise<readonly Escalation[]> {
  const { rows } = await sql<Escalation>`
    select e.to_whom as "toWhom", e.day, e.outcome, coalesce(ctx.name_here(e.recorded_by), '') as "recordedBy",
      e.recorded_at as "recordedAt"
    from app.notifiable_escalation e
    where e.partnership_id = (select ctx.partnership_id()) and e.case_id = ${caseId}::uuid and e.record_id = ${id}::uuid
    order by e.recorded_at desc, e.id limit 100`.execute(tx);
  return rows;
}

/** A record as it is about to be written. */
export interface NewRecord
  extends Omit<NotifiableRecord, 'id' | 'recordedAt' | 'rapidReviewFollows'>,
    Pick<WholeRecord, 'applied' | 'answers' | 'reasons' | 'decidedBy' | 'whyAgain' | 'supersedes'> {}

/** Writes a record with its answers; answers its identifier. What it means for the clocks is the caller's to derive. */
export async function insertRecord(tx: Tx, caseId: string, record: NewRecord): Promise<string> {
  const { facts } = record;
  const stored = {
    ...facts,
    becameAware: facts.becameAware?.toString() ?? null,
    abuseSuspected: facts.abuseSuspected?.toString() ?? null,
    notified: facts.notified?.toString() ?? null,
  };
  const { rows } = await sql<{ id: string }>`
    insert into app.notifiable_record (partnership_id, case_id, answer, authority, other_authority, edition, rule_ids, rapid_review, facts,
      applied, reasons, decided_on, decided_by, look_again_on, why_again, recorded_by, supersedes)
    values (ctx.partnership_id(), ${caseId}::uuid, ${record.answer}, ${record.authority}, ${record.otherAuthority}, ${record.edition},
      ${record.ruleIds}::text[], ${record.rapidReview}, ${JSON.stringify(stored)}::jsonb, ${JSON.stringify(record.applied)}::jsonb,
      ${record.reasons}, ${record.decidedOn.toString()}::date, ${record.decidedBy}, ${record.lookAgainOn?.toString() ?? null}::date,
      ${record.whyAgain}, ctx.uid(), ${record.supersedes}::uuid)
    returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  const answers = record.answers.map(({ question, ...rest }) => ({ ...rest, question: dashed(question) }));
  await sql`insert into app.notifiable_answer (partnership_id, case_id, record_id, question, ordinal, answer, reason, from_file)
    select ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid, one ->> 'question', at, one ->> 'answer', one ->> 'reason',
      (one ->> 'fromFile')::boolean
    from jsonb_array_elements(${JSON.stringify(answers)}::jsonb) with ordinality given (one, at)`.execute(tx);
  return id;
}

/** Notes on the case file what an answer means for it: what it is about, and the day to look again. */
export async function noteOnFile(
  tx: Tx,
  caseId: string,
  note: {
    readonly answer: string;
    readonly event: string | null;
    readonly lookAgainOn: Temporal.PlainDate | null;
  },
): Promise<void> {
  await sql`select ctx.note_notifiable(${caseId}::uuid, ${note.answer}, ${note.event}::text,
    ${note.lookAgainOn?.toString() ?? null}::date)`.execute(tx);
}

/** Writes the view of a partner on a record; those before it stay. */
export async function insertView(
  tx: Tx,
  caseId: string,
  recordId: string,
  view: Omit<PartnerView, 'recordedBy' | 'recordedAt'>,
): Promise<void> {
  await sql`insert into app.notifiable_view (partnership_id, case_id, record_id, partner, position, reason, dissent, said_by, given_on,
      recorded_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${recordId}::uuid, ${view.partner}, ${view.position}, ${view.reason}, ${view.dissent},
      ${view.saidBy}, ${view.givenOn.toString()}::date, ctx.uid())`.execute(tx);
}

/** Writes where a disagreement was taken, and what came of it. */
export async function insertEscalation(
  tx: Tx,
  caseId: string,
  recordId: string,
  { toWhom, day, outcome }: Pick<Escalation, 'toWhom' | 'day' | 'outcome'>,
): Promise<void> {
  await sql`insert into app.notifiable_escalation (partnership_id, case_id, record_id, to_whom, day, outcome, recorded_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${recordId}::uuid, ${toWhom}, ${day.toString()}::date, ${outcome}, ctx.uid())`.execute(
    tx,
  );
}

/** The partners for which whoever acts is the delegate today. */
export async function readDelegateFor(tx: Tx): Promise<readonly PartnerView['partner'][]> {
  const { rows } = await sql<{
    partners: PartnerView['partner'][];
  }>`select ctx.delegate_for() as partners`.execute(tx);
  return rows[0]?.partners ?? [];
}

/** A case whose answer is not known yet, and the day to look again. */
export interface LookAgain {
  readonly reference: string;
  readonly dueOn: Temporal.PlainDate;
}

/** The open cases to look at again up to a day, the nearest first, of those that whoever asks sees; `most` at most. */
export async function readLookAgain(
  tx: Tx,
  until: Temporal.PlainDate,
  most = 25,
): Promise<readonly LookAgain[]> {
  const rows = await visibleCases(tx)
    .where(sql<boolean>`c.notifiable_look_again <= ${until.toString()}::date`)
    .where('c.state', '<>', 'closed')
    .select(['c.reference', sql<Temporal.PlainDate>`c.notifiable_look_again`.as('dueOn')])
    .orderBy(sql`c.notifiable_look_again`)
    .orderBy('c.id')
    .limit(most)
    .execute();
  return rows;
}
