import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Ask } from './ask-form.ts';
import type { AskedSeat, Round, RoundAnswer, RoundEnding, RoundPaper } from './round.ts';

const here = sql`(select ctx.partnership_id())`;

const columns = sql`r.id, r.number, r.case_id as "caseId", r.group_id as "groupId", r.reference, r.pseudonym, r.question, r.outcome,
  r.proposal, r.due_on as "dueOn", encode(r.hash, 'hex') as hash, r.state, r.closed_into as "closedInto", r.why, r.quorate,
  r.decision_id as "decisionId", coalesce(ctx.name_here(r.asked_by), 'Somebody who was here') as "askedBy", r.asked_at as "askedAt",
  ctx.name_here(r.closed_by) as "closedBy", r.closed_at as "closedAt"`;

/** How many questions of a case one page of the list shows. */
export const roundsShown = 50;

/** A question in the list of a case. */
export interface RoundLine extends Round {
  readonly seats: number;
  readonly answered: number;
}

/** The questions of a case, the latest first: one page, and one more where there are more. To whom they are shut there are none. */
export async function readRounds(tx: Tx, caseId: string): Promise<readonly RoundLine[]> {
  const { rows } = await sql<RoundLine>`
    select ${columns}, (select count(*) from app.round_seat s where s.partnership_id = r.partnership_id and s.round_id = r.id) as seats,
      (select count(distinct a.seat_id) from app.round_answer a where a.partnership_id = r.partnership_id and a.round_id = r.id
        and not a.is_late and a.position <> 'conflict') as answered
    from app.round r where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid order by r.number desc limit ${roundsShown + 1}`.execute(
    tx,
  );
  return rows;
}

/** A question of a case for whoever may read it; null for everybody else. */
export async function readRound(tx: Tx, caseId: string, id: string): Promise<Round | null> {
  const { rows } = await sql<Round>`select ${columns} from app.round r
    where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid and r.id = ${id}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** The seats that a question was put to. */
export async function readSeats(tx: Tx, roundId: string): Promise<readonly AskedSeat[]> {
  const { rows } = await sql<AskedSeat>`
    select s.seat_id as id, s.seat_name as name, s.capacity, coalesce(a.name, '') as agency from app.round_seat s
      left join app.review_group_seat g on g.partnership_id = s.partnership_id and g.id = s.seat_id
      left join app.agency a on a.partnership_id = g.partnership_id and a.id = g.agency_id
    where s.partnership_id = ${here} and s.round_id = ${roundId}::uuid order by s.capacity desc, lower(s.seat_name), s.seat_id`.execute(
    tx,
  );
  return rows;
}

/** The papers of a question, at their versions. */
export async function readPapers(tx: Tx, roundId: string): Promise<readonly RoundPaper[]> {
  const { rows } = await sql<RoundPaper>`
    select p.file_id as "fileId", p.number, p.version, p.title from app.round_paper p
    where p.partnership_id = ${here} and p.round_id = ${roundId}::uuid order by p.ordinal`.execute(tx);
  return rows;
}

/** The answers to a question, in their order: all for those who asked, one's own for whoever is asked. */
export async function readAnswers(tx: Tx, roundId: string): Promise<readonly RoundAnswer[]> {
  const { rows } = await sql<RoundAnswer>`
    select a.id, a.seat_id as "seatId", a.account_id as "accountId", a.name, a.stands, a.several, a.position, a.words, a.is_late as "isLate",
      a.answered_at as "answeredAt", a.let_in_at is not null as "letIn"
    from app.round_answer a where a.partnership_id = ${here} and a.round_id = ${roundId}::uuid order by a.answered_at, a.id`.execute(
    tx,
  );
  return rows;
}

/** Whether whoever acts has a conflict of interest in a case, by what is on record at a meeting or between meetings. */
export async function isShutOut(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select ${caseId}::uuid = any (ctx.conflicted_cases()) as has`.execute(tx);
  return rows[0]?.has ?? false;
}

/** A document that can be laid before those who are asked: its newest version that is clean. */
export interface Layable {
  readonly fileId: string;
  readonly number: number;
  readonly version: number;
  readonly title: string;
}

/** The documents of a case that everybody on it may see, a hundred at most, the newest first. */
export async function readLayable(tx: Tx, caseId: string): Promise<readonly Layable[]> {
  const { rows } = await sql<Layable>`
    select one."fileId", d.number, one.version, d.title from app.document d
      cross join lateral (select f.id as "fileId", f.number as version from app.file f
        where f.partnership_id = d.partnership_id and f.document_id = d.id and f.state = 'clean' order by f.number desc limit 1) one
    where d.partnership_id = ${here} and d.case_id = ${caseId}::uuid and d.seen_by = 'everybody' and d.withdrawn_at is null
    order by d.number desc limit 100`.execute(tx);
  return rows;
}

/** Asks, and mails everybody who is asked; answers the question's identifier and how many mails were written. */
export async function askRound(
  tx: Tx,
  caseId: string,
  groupId: string,
  ask: Ask,
): Promise<{ readonly id: string; readonly mails: number }> {
  const { rows } = await sql<{ id: string }>`
    select ctx.ask_round(${caseId}::uuid, ${groupId}::uuid, ${ask.question}, ${ask.outcome ?? ''}, ${ask.proposal},
      ${ask.dueOn.toString()}::date, ${[...ask.seats]}::uuid[], ${[...ask.files]}::uuid[]) as id`.execute(tx);
  const id = rows[0]?.id ?? '';
  const mails = await sql<{ mailId: string; goesOut: boolean }>`
    select mail_id as "mailId", goes_out as "goesOut" from ctx.mail_round(${id}::uuid)`.execute(tx);
  for (const { mailId, goesOut } of mails.rows)
    if (goesOut) await enqueue(tx, 'mail.send', { subject: mailId });
  return { id, mails: mails.rows.length };
}

/** Ends a question; false where somebody was quicker. */
export async function endRound(
  tx: Tx,
  id: string,
  how: RoundEnding,
  why: string,
  quorate: boolean | null,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.end_round(${id}::uuid, ${how}, ${why}, ${quorate}::boolean) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Lets somebody who had a conflict back in; false where there is nothing to let in. */
export async function letIn(tx: Tx, answerId: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select ctx.let_in_to_round(${answerId}::uuid) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** A question that was closed into a decision that has not been recorded yet. */
export interface Deciding {
  readonly round: Round;
  readonly seats: readonly AskedSeat[];
  readonly answers: readonly RoundAnswer[];
}

/** The last question of a case that waits for its decision to be recorded; null where none does. */
export async function readDeciding(tx: Tx, caseId: string): Promise<Deciding | null> {
  const { rows } = await sql<Round>`select ${columns} from app.round r
    where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid and r.closed_into = 'decision' and r.decision_id is null
    order by r.number desc limit 1`.execute(tx);
  const [round] = rows;
  if (round === undefined) return null;
  return { round, seats: await readSeats(tx, round.id), answers: await readAnswers(tx, round.id) };
}

/** Says which decision came of a question. */
export async function decideRound(tx: Tx, id: string, decisionId: string): Promise<void> {
  await sql`select ctx.decide_round(${id}::uuid, ${decisionId}::uuid)`.execute(tx);
}
