import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Answer } from './ask-form.ts';
import type { Round, RoundState } from './round.ts';

/** Something that one is asked, before one has proved anything: nothing of a case. */
export interface AskedOfMe {
  readonly id: string;
  readonly dueOn: Temporal.PlainDate;
  readonly state: RoundState;
  readonly answered: boolean;
  readonly askedOn: Temporal.PlainDate;
}

/** What whoever acts is asked today, for whatever seat: what waits first, a hundred at most. */
export async function readAskedOfMe(tx: Tx): Promise<readonly AskedOfMe[]> {
  const { rows } = await sql<AskedOfMe>`
    select id, due_on as "dueOn", state, answered, asked_on as "askedOn" from ctx.asked_of_me()`.execute(tx);
  return rows;
}

/** Two who answer one question wait for each other. */
export async function lockRound(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('round ' || ctx.partnership_id() || ' ' || ${id}, 0))`.execute(
    tx,
  );
}

/** Whether it is short enough ago that whoever acts proved who they are. */
export async function isProved(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ proved: boolean }>`select ctx.is_proved() as proved`.execute(tx);
  return rows[0]?.proved ?? false;
}

/** Proves again who acts: 'done', 'wrong', or the seconds to wait. A wrong code is counted whatever comes of the act. */
export async function proveAgain(tx: Tx, code: string): Promise<'done' | 'wrong' | number> {
  const { rows } = await sql<{ outcome: string }>`select ctx.prove_again(${code}) as outcome`.execute(tx);
  const outcome = rows[0]?.outcome ?? 'wrong';
  if (outcome.startsWith('wait ')) return Number(outcome.slice('wait '.length));
  return outcome === 'done' ? 'done' : 'wrong';
}

/** A question as whoever is asked reads it. */
export type OwnRound = Pick<
  Round,
  | 'id'
  | 'caseId'
  | 'reference'
  | 'pseudonym'
  | 'question'
  | 'outcome'
  | 'proposal'
  | 'dueOn'
  | 'hash'
  | 'state'
  | 'askedBy'
  | 'askedAt'
>;

/** The question, for whoever is asked it and has proved who they are; null for everybody else. */
export async function readOwnRound(tx: Tx, id: string): Promise<OwnRound | null> {
  const { rows } = await sql<OwnRound>`
    select r.id, r.case_id as "caseId", r.reference, r.pseudonym, r.question, r.outcome, r.proposal, r.due_on as "dueOn",
      encode(r.hash, 'hex') as hash, r.state, coalesce(ctx.name_here(r.asked_by), 'Somebody who was here') as "askedBy", r.asked_at as "askedAt"
    from app.round r where r.partnership_id = ctx.partnership_id() and r.id = ${id}::uuid
      and r.id = any ((select ctx.own_rounds())::uuid[])`.execute(tx);
  return rows[0] ?? null;
}

/** A seat for which whoever acts can answer. */
export interface OwnSeat {
  readonly id: string;
  readonly name: string;
  readonly stands: 'holder' | 'deputy';
  /** True where its holder has answered already; a deputy then no longer does. */
  readonly holderAnswered: boolean;
}

/** The seats for which whoever acts can answer a question. */
export async function readOwnSeats(tx: Tx, id: string): Promise<readonly OwnSeat[]> {
  const { rows } = await sql<OwnSeat>`
    select seat_id as id, seat_name as name, stands, holder_answered as "holderAnswered" from ctx.own_seats(${id}::uuid)`.execute(
    tx,
  );
  return rows;
}

/** Answers; tells what stood in the way, or 'done'. */
export async function answerRound(
  tx: Tx,
  id: string,
  { seats, position, words, several }: Answer,
): Promise<'done' | 'several' | 'holder-answered' | 'over' | 'proof'> {
  const { rows } = await sql<{ outcome: 'done' | 'several' | 'holder-answered' | 'over' | 'proof' }>`
    select ctx.answer_round(${id}::uuid, ${[...seats]}::uuid[], ${position}, ${words}, ${several}) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? 'over';
}

/** A paper of a question as it is opened. */
export interface RoundFile {
  readonly id: string;
  readonly kind: string;
  readonly sha256: Uint8Array;
  readonly key: Uint8Array;
  readonly caseId: string;
  readonly number: number;
  readonly version: number;
}

/** A paper of a question, for whoever is asked it; null for everybody else. */
export async function readRoundFile(tx: Tx, id: string, fileId: string): Promise<RoundFile | null> {
  const { rows } = await sql<RoundFile>`
    select ${fileId}::uuid as id, kind, sha256, wrapped as key, case_id as "caseId", number, version
    from ctx.round_file(${id}::uuid, ${fileId}::uuid)`.execute(tx);
  return rows[0] ?? null;
}

/** Somebody who was reminded by the clock. */
export interface ChasedRound {
  readonly mailId: string;
  readonly roundId: string;
  readonly caseId: string;
  readonly rung: string;
}

/** Reminds whoever has not answered, once on each rung, and asks for their mails; answers them. Within a sweep alone. */
export async function chaseRounds(tx: Tx, windows: readonly object[]): Promise<readonly ChasedRound[]> {
  const { rows } = await sql<ChasedRound>`
    select mail_id as "mailId", round_id as "roundId", of_case as "caseId", rung
    from ctx.chase_rounds(${JSON.stringify(windows)}::jsonb)`.execute(tx);
  for (const { mailId } of rows) await enqueue(tx, 'mail.send', { subject: mailId });
  return rows;
}
