import { sql } from 'kysely';
import { type Standing, stranger } from '../access/policy.ts';
import { visibleCases } from '../access/visible.ts';
import type { Database, Tx } from '../platform/db/connect.ts';
import type { Answers } from './question.ts';
import type { KeptWords } from './take-in.ts';
import type { Draft, Followed, OwnReferral, SentReferral } from './referral.ts';

/** Where somebody begins or comes back: the partnership, the address for counting, and the receipt. */
export interface AtTheDoor {
  readonly partnershipId: string;
  readonly address: string;
  readonly token: string;
}

/** Makes an empty draft that `token` opens from now on: 'done', or the seconds to wait. */
export async function beginReferral(db: Database, given: AtTheDoor): Promise<'done' | number> {
  const { rows } = await sql<{ outcome: string }>`
    select ctx.begin_referral(${given.partnershipId}::uuid, ${given.address}, ${given.token}) as outcome`.execute(
    db,
  );
  const outcome = rows[0]?.outcome ?? 'wait 60';
  return outcome === 'done' ? 'done' : Number(outcome.slice('wait '.length));
}

/** What a receipt opens here: a referral, a consultation, nothing ('wrong'), or the seconds to wait. */
export async function tryReceipt(
  db: Database,
  given: AtTheDoor,
): Promise<'referral' | 'consultation' | 'wrong' | number> {
  const { rows } = await sql<{ outcome: string }>`
    select ctx.try_receipt(${given.partnershipId}::uuid, ${given.address}, ${given.token}) as outcome`.execute(
    db,
  );
  const outcome = rows[0]?.outcome ?? 'wrong';
  if (outcome.startsWith('wait ')) return Number(outcome.slice('wait '.length));
  if (outcome === 'consultation') return outcome;
  return outcome === 'done' ? 'referral' : 'wrong';
}

/** What the receipt of this transaction opens; null where it was destroyed. Whoever is about to change a draft holds it until the end. */
export async function readOwnReferral(tx: Tx, hold: 'to change' | 'to read'): Promise<OwnReferral | null> {
  return (await readDraft(tx, hold)) ?? (await readFollowed(tx));
}

// A receipt sees its own row and no other, and that only as long as it is a draft.
async function readDraft(tx: Tx, hold: 'to change' | 'to read'): Promise<Draft | null> {
  const query = tx
    .selectFrom('app.referral')
    .select(['id', 'answers', 'version', 'expires_at as expiresAt'])
    .where('state', '=', 'draft');
  const row = await (hold === 'to change' ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? null : { ...row, state: 'draft', answers: row.answers as Answers };
}

interface FollowedRow {
  id: string;
  state: Followed['state'];
  number: number;
  sent_at: Temporal.Instant;
  received_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
  outcome: string | null;
}

async function readFollowed(tx: Tx): Promise<Followed | null> {
  const { rows } = await sql<FollowedRow>`select * from ctx.referral_followed()`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : followedOf(row);
}

const followedOf = (row: FollowedRow): Followed => ({
  id: row.id,
  state: row.state,
  number: row.number,
  sentAt: row.sent_at,
  receivedAt: row.received_at,
  closedAt: row.closed_at,
  outcome: row.outcome,
});

/** Puts the answers of a draft that is held. */
export async function writeAnswers(tx: Tx, { id, version }: Draft, answers: Answers): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('app.referral')
    .set({ answers: JSON.stringify(answers), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('a draft that was held has changed');
}

/** Sends a draft that is held; answers its number. */
export async function sendReferral(tx: Tx, { version }: Draft): Promise<number> {
  const { rows } = await sql<{
    number: number | null;
  }>`select ctx.send_referral(${version}) as number`.execute(tx);
  const number = rows[0]?.number ?? null;
  if (number === null) throw new Error('a draft that was held has changed');
  return number;
}

const columns = ['id', 'state', 'number', 'sent_at', 'received_at', 'closed_at', 'outcome'] as const;

/** A referral that was sent to this partnership, for its coordinators; null for everybody else. */
export async function readSentReferral(tx: Tx, id: string): Promise<SentReferral | null> {
  const row = await tx
    .selectFrom('app.referral')
    .select([...columns, 'answers', 'came_by', 'not_read'])
    .where('id', '=', id)
    .where('state', '<>', 'draft')
    .executeTakeFirst();
  if (row === undefined) return null;
  const followed = followedOf(row as FollowedRow);
  const ofCase = await readCaseOf(tx, id);
  const standing = ofCase?.standing ?? stranger;
  const fromWord =
    row.came_by === 'word' ? { fromWord: row.not_read as unknown as readonly KeptWords[] } : {};
  return { ...followed, answers: row.answers as Answers, ofCase, standing, ...fromWord };
}

async function readCaseOf(tx: Tx, referralId: string) {
  const row = await visibleCases(tx)
    .innerJoin('app.case_referral as r', (join) =>
      join.onRef('r.partnership_id', '=', 'c.partnership_id').onRef('r.case_id', '=', 'c.id'),
    )
    .where('r.referral_id', '=', referralId)
    .select(['c.id', 'c.reference', sql<Standing>`ctx.standing(c.id)`.as('standing')])
    .executeTakeFirst();
  return row ?? null;
}

/** Tells the referrer the outcome and closes the referral; false where somebody was quicker. */
export async function answerReferral(tx: Tx, id: string, words: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select ctx.answer_referral(${id}::uuid, ${words}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Acknowledges; false where somebody was quicker. */
export async function receiveReferral(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select ctx.receive_referral(${id}::uuid) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Gives a referral a new receipt; the old one opens nothing any more. */
export async function replaceReceipt(tx: Tx, id: string, token: string): Promise<void> {
  await sql`select ctx.replace_receipt(${id}::uuid, ${token})`.execute(tx);
}
