import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Endorsement, Given, ReferralToEndorse } from './endorsement.ts';
import type { Answers } from './question.ts';

type Row = Omit<Endorsement, 'link'>;

const columns = sql`e.id, e.invitation_id as "invitationId", e.email, e.asked_at as "askedAt", e.asked_by is null as "byReferrer",
  e.replaced_at is not null as replaced, e.answer, e.words, e.name, e.job, e.answered_at as "answeredAt"`;

/** Every time that an endorsement of a referral was asked for, the latest first; for whoever reads the referral with a session. */
export async function readEndorsements(tx: Tx, referralId: string): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select ${columns} from app.endorsement e
    where e.partnership_id = ctx.partnership_id() and e.referral_id = ${referralId}::uuid
    order by e.asked_at desc, e.id`.execute(tx);
  return rows;
}

/** The same of one's own referral, for the holder of its receipt. */
export async function readOwnEndorsements(tx: Tx): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select ${columns} from ctx.own_endorsements() e`.execute(tx);
  return rows;
}

/** Asks somebody to endorse a referral; answers the invitation of their link. One that was open before is dead. */
export async function askEndorsement(tx: Tx, referralId: string, email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select ctx.ask_endorsement(${referralId}::uuid, ${email}) as id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('an endorsement that was not asked for');
  return id;
}

/** The referral that one is asked to endorse; null where the link is over. Whoever is about to answer keeps a second answer waiting. */
export async function readReferralToEndorse(
  tx: Tx,
  hold: 'to change' | 'to read',
): Promise<ReferralToEndorse | null> {
  if (hold === 'to change')
    await sql`select pg_advisory_xact_lock(hashtextextended('endorsement ' || ctx.subject_id(), 0))`.execute(
      tx,
    );
  const row = await tx
    .selectFrom('app.referral')
    .select(['id', 'number', 'sent_at', 'answers'])
    .where('id', '=', sql<string>`(select ctx.guest_of())`)
    .where('state', '<>', 'draft')
    .executeTakeFirst();
  if (row === undefined || row.number === null || row.sent_at === null) return null;
  return { id: row.id, number: row.number, sentAt: row.sent_at, answers: row.answers as Answers };
}

/** Answers, and closes the link; false where it was closed already. */
export async function giveEndorsement(tx: Tx, { answer, words, name, job }: Given): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.give_endorsement(${answer}, ${words}, ${name}, ${job}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}
