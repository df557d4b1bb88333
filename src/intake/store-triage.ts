import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Followed } from './referral.ts';
import type {
  Allocating,
  Allocation,
  AskedQuestion,
  Coordinator,
  DeclineReason,
  OwnQuestion,
  ToldBefore,
  Triage,
  TriageStep,
} from './triage.ts';

/** The triage of a referral that was found visible. */
export async function readTriage(tx: Tx, referralId: string): Promise<Triage> {
  return {
    allocation: await readAllocation(tx, referralId),
    questions: await readQuestions(tx, referralId),
    steps: await readSteps(tx, referralId),
    safety: await countSafety(tx, referralId),
  };
}

// Whether somebody is excluded is for coordinators; to the others a name is a name.
async function readAllocation(tx: Tx, referralId: string): Promise<Allocation | null> {
  const { rows } = await sql<Allocation>`
    select a.id, a.account_id as "accountId", coalesce(ctx.name_here(a.account_id), 'somebody') as name, a.allocated_at as at,
      (not ctx.is_coordinator() or ctx.may_hold(a.referral_id, a.account_id)) as "isHere"
    from app.referral_allocation a
    where a.partnership_id = ctx.partnership_id() and a.referral_id = ${referralId}::uuid and a.replaced_at is null`.execute(
    tx,
  );
  return rows[0] ?? null;
}

async function readQuestions(tx: Tx, referralId: string): Promise<readonly AskedQuestion[]> {
  const { rows } = await sql<AskedQuestion>`
    select q.seq, q.words, coalesce(ctx.name_here(q.asked_by), 'somebody') as "askedBy", q.asked_at as "askedAt", q.answer,
      q.answered_at as "answeredAt", ctx.name_here(q.noted_by) as "notedBy", q.noted_at as "notedAt"
    from app.referral_question q
    where q.partnership_id = ctx.partnership_id() and q.referral_id = ${referralId}::uuid order by q.seq`.execute(
    tx,
  );
  return rows;
}

async function readSteps(tx: Tx, referralId: string): Promise<readonly TriageStep[]> {
  const { rows } = await sql<TriageStep>`
    select s.kind, s.code, s.reasons, s.told, s.for_partnership as "forPartnership", coalesce(ctx.name_here(s.taken_by), 'somebody') as by, s.taken_at as at
    from app.referral_step s
    where s.partnership_id = ctx.partnership_id() and s.referral_id = ${referralId}::uuid order by s.taken_at desc`.execute(
    tx,
  );
  return rows;
}

async function countSafety(tx: Tx, referralId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from app.safety_action s
    where s.partnership_id = ctx.partnership_id() and s.referral_id = ${referralId}::uuid and s.corrects is null`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** The coordinators to whom a referral can be given, by name. None for whoever is not one of them. */
export async function readCoordinators(tx: Tx, referralId: string): Promise<readonly Coordinator[]> {
  const { rows } = await sql<Coordinator>`
    select h.account_id as "accountId", h.name from ctx.coordinators_here() h
    where ctx.may_hold(${referralId}::uuid, h.account_id) order by lower(h.name), h.account_id`.execute(tx);
  return rows;
}

/** Gives a referral into somebody's hands; false where somebody was quicker or they cannot have it. */
export async function allocateReferral(tx: Tx, { id, to, seen }: Allocating): Promise<boolean> {
  return done(tx, sql`ctx.allocate_referral(${id}::uuid, ${to}::uuid, ${seen}::uuid)`);
}

/** Asks the referrer; answers the number of the question, or null where the referral is closed or full. */
export async function askReferrer(tx: Tx, id: string, words: string): Promise<number | null> {
  const { rows } = await sql<{
    seq: number | null;
  }>`select ctx.ask_referrer(${id}::uuid, ${words}) as seq`.execute(tx);
  return rows[0]?.seq ?? null;
}

/** Says that the answers have been read; answers how many were new. */
export async function noteAnswers(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ noted: number }>`select ctx.note_answers(${id}::uuid) as noted`.execute(tx);
  return rows[0]?.noted ?? 0;
}

/** Declines; false where the referral is closed or has a case. */
export async function declineReferral(
  tx: Tx,
  id: string,
  {
    code,
    reasons,
    outcome,
    forPartnership,
  }: {
    readonly code: DeclineReason;
    readonly reasons: string;
    readonly outcome: string;
    readonly forPartnership: string;
  },
): Promise<boolean> {
  return done(tx, sql`ctx.decline_referral(${id}::uuid, ${code}, ${reasons}, ${outcome}, ${forPartnership})`);
}

/** Takes a closed referral up again; false where it is not closed. */
export async function reconsiderReferral(tx: Tx, id: string, why: string): Promise<boolean> {
  return done(tx, sql`ctx.reconsider_referral(${id}::uuid, ${why})`);
}

async function done(tx: Tx, call: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select ${call} as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** The questions on the referral whose receipt opened this transaction. */
export async function readOwnQuestions(tx: Tx): Promise<readonly OwnQuestion[]> {
  const { rows } = await sql<OwnQuestion>`
    select seq, words, asked_at as "askedAt", answer, answered_at as "answeredAt" from ctx.own_questions()`.execute(
    tx,
  );
  return rows;
}

/** What was told on it before it was looked at again, in order. */
export async function readOwnTold(tx: Tx): Promise<readonly ToldBefore[]> {
  const { rows } = await sql<ToldBefore>`
    select told, told_at as "toldAt", again_at as "againAt" from ctx.own_told()`.execute(tx);
  return rows;
}

/** Answers a question on it; `ofCase` is for the trail alone. */
export async function answerQuestion(
  tx: Tx,
  seq: number,
  words: string,
): Promise<{ readonly done: boolean; readonly ofCase: string | null }> {
  const { rows } = await sql<{ done: boolean; ofCase: string | null }>`
    select done, of_case as "ofCase" from ctx.answer_question(${seq}, ${words})`.execute(tx);
  return rows[0] ?? { done: false, ofCase: null };
}

/** A referral that is not closed, with who has it and what is new. */
export interface OpenReferral extends Pick<Followed, 'id' | 'number' | 'sentAt' | 'receivedAt'> {
  readonly state: 'sent' | 'received';
  readonly holder: Pick<Allocation, 'accountId' | 'name' | 'isHere'> | null;
  /** How many answers of the referrer nobody has read yet. */
  readonly newAnswers: number;
  /** Whether the group has decided on its case, so that the referrer waits for nothing but to be told. */
  readonly decided: boolean;
}

/** The most rows of the list below, and one more to know that there are others. */
export const openReferralsMost = 101;

interface OpenRow extends Omit<OpenReferral, 'holder'> {
  readonly accountId: string | null;
  readonly name: string | null;
  readonly isHere: boolean;
}

/**
 * Referrals that wait for a coordinator: those that nobody has first, the oldest of them above all; then those with a new answer. One whose
 * case is before the group waits for nobody here. For coordinators.
 */
export async function readOpenReferrals(tx: Tx): Promise<readonly OpenReferral[]> {
  const { rows } = await sql<OpenRow>`
    with here as materialized (select account_id, name from ctx.coordinators_here()),
    shut as materialized (
      select r.referral_id, x.account_id from app.case_exclusion x
        join app.case_referral r on r.partnership_id = x.partnership_id and r.case_id = x.case_id
      where x.partnership_id = (select ctx.partnership_id()) and x.ended_at is null),
    fresh as materialized (
      select q.referral_id, count(*) as n from app.referral_question q
      where q.partnership_id = (select ctx.partnership_id()) and q.answer is not null and q.noted_at is null group by 1),
    listed as (
      select r.id, r.number, r.state, r.sent_at as "sentAt", r.received_at as "receivedAt", a.account_id as "accountId", h.name,
        (h.account_id is not null and s.account_id is null) as "isHere", coalesce(f.n, 0) as "newAnswers",
        coalesce(c.state in ('decided', 'closed'), false) as decided
      from app.referral r
        left join app.referral_allocation a on a.partnership_id = r.partnership_id and a.referral_id = r.id and a.replaced_at is null
        left join here h on h.account_id = a.account_id
        left join shut s on s.referral_id = r.id and s.account_id = a.account_id
        left join fresh f on f.referral_id = r.id
        left join app.case_referral cr on cr.partnership_id = r.partnership_id and cr.referral_id = r.id
        left join app.case_file c on c.partnership_id = cr.partnership_id and c.id = cr.case_id
      where r.partnership_id = (select ctx.partnership_id()) and r.state in ('sent', 'received')
        and (c.id is null or c.state in ('decided', 'closed') or f.n > 0))
    select l.id, l.number, l.state, l."sentAt", l."receivedAt", l."accountId", l."isHere", l."newAnswers", l.decided,
      coalesce(l.name, ctx.name_here(l."accountId"), 'somebody') as name
    from (select * from listed order by "isHere", "newAnswers" = 0, "sentAt", number limit ${openReferralsMost}) l
    order by l."isHere", l."newAnswers" = 0, l."sentAt", l.number`.execute(tx);
  return rows.map(({ accountId, name, isHere, ...row }) => ({
    ...row,
    holder: accountId === null ? null : { accountId, name: name ?? 'somebody', isHere },
  }));
}
