import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/connect.ts';
import type {
  Asking,
  Consultation,
  Desk,
  ListedConsultation,
  OwnConsultation,
  Recording,
  Said,
} from './consultation.ts';
import type { Answers } from './question.ts';
import type { AtTheDoor } from './store.ts';

/** The agencies of a partnership whose representative can be asked, by name. */
export async function readAgenciesToConsult(db: Database, partnershipId: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from ctx.agencies_to_consult(${partnershipId}::uuid)`.execute(db);
  return rows.map(({ name }) => name);
}

/** Asks for advice; `token` opens it from now on. 'agency' where nobody can be asked there, or the seconds to wait. */
export async function beginConsultation(
  db: Database,
  { partnershipId, address, token }: AtTheDoor,
  { to, asker, gist }: Asking,
): Promise<'done' | 'agency' | number> {
  const { rows } = await sql<{ outcome: string }>`
    select ctx.begin_consultation(${partnershipId}::uuid, ${address}, ${token}, ${to}, ${JSON.stringify({ ...asker, gist })}::jsonb)
      as outcome`.execute(db);
  const outcome = rows[0]?.outcome ?? 'wait 60';
  if (outcome.startsWith('wait ')) return Number(outcome.slice('wait '.length));
  return outcome === 'agency' ? 'agency' : 'done';
}

const columns = [
  'id',
  'number',
  'state',
  'way',
  'begun_at',
  'asked_at',
  'advised_at',
  'asker_agency',
  'agency_id',
] as const;

interface ListedRow {
  id: string;
  number: number;
  state: string;
  way: string;
  begun_at: Temporal.Instant;
  asked_at: Temporal.Instant;
  advised_at: Temporal.Instant | null;
  asker_agency: string;
  agency_id: string | null;
}

const listedOf = (row: ListedRow): ListedConsultation => ({
  id: row.id,
  number: row.number,
  state: row.state as ListedConsultation['state'],
  way: row.way as ListedConsultation['way'],
  begunAt: row.begun_at,
  askedAt: row.asked_at,
  advisedAt: row.advised_at,
  agency: row.asker_agency,
  toAgency: row.agency_id !== null,
});

// Row-level security lets through one's own by its receipt, those to the coordinators, and those to an agency that one represents.
const visible = (tx: Tx) =>
  tx.selectFrom('app.consultation').where('partnership_id', '=', sql<string>`(select ctx.partnership_id())`);

async function readConsultation(tx: Tx, id: string): Promise<Consultation | null> {
  const row = await visible(tx)
    .select([
      ...columns,
      'asker_name',
      'asker_job',
      'asker_email',
      'asker_telephone',
      'expires_at',
      'referral_id',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...listedOf(row),
    asker: {
      name: row.asker_name,
      agency: row.asker_agency,
      job: row.asker_job,
      email: row.asker_email,
      telephone: row.asker_telephone,
    },
    thread: await readThread(tx, id),
    expiresAt: row.expires_at,
    referred: row.referral_id !== null,
  };
}

async function readThread(tx: Tx, id: string): Promise<readonly Said[]> {
  const rows = await tx
    .selectFrom('app.consultation_word')
    .select([
      'kind',
      'words',
      'given_as as as',
      'on_day as on',
      sql<string | null>`ctx.name_here(given_by)`.as('by'),
    ])
    .where('partnership_id', '=', sql<string>`(select ctx.partnership_id())`)
    .where('consultation_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as Said['kind'], as: row.as as Said['as'] }));
}

/** The consultation that the receipt of this transaction opens; null where it opens something else. Whoever is about to add to it holds it. */
export async function readOwnConsultation(
  tx: Tx,
  hold: 'to change' | 'to read',
): Promise<OwnConsultation | null> {
  if (hold === 'to change') await holdConsultation(tx, sql<string>`ctx.subject_id()`);
  const { rows } = await sql<{ id: string | null; read: boolean }>`
    select case when ctx.kind() = 'receipt' then ctx.subject_id() end as id, ctx.consultation_is_read() as read`.execute(
    tx,
  );
  const id = rows[0]?.id ?? null;
  const found = id === null ? null : await readConsultation(tx, id);
  return found === null ? null : { ...found, isRead: rows[0]?.read ?? false };
}

// The reader's role may not lock a row that it may not change, so the lock is a name.
async function holdConsultation(tx: Tx, id: ReturnType<typeof sql<string>>) {
  await sql`select pg_advisory_xact_lock(hashtextextended('consultation ' || ${id}, 0))`.execute(tx);
}

/** A consultation for whoever was asked; null for everybody else. */
export async function readConsultationFor(
  tx: Tx,
  id: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<Consultation | null> {
  if (hold === 'to change') await holdConsultation(tx, sql<string>`${id}`);
  const { rows } = await sql<{ kind: string | null }>`select ctx.kind() as kind`.execute(tx);
  return rows[0]?.kind === 'session' ? readConsultation(tx, id) : null;
}

/** Consultations that whoever asks was asked in: those that wait for advice first, the oldest of them at the top. At most two hundred. */
export async function readConsultations(tx: Tx): Promise<readonly ListedConsultation[]> {
  const rows = await visible(tx)
    .select(columns)
    .orderBy(sql`state = 'asked'`, 'desc')
    .orderBy(sql`case when state = 'asked' then asked_at end`)
    .orderBy('advised_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(listedOf);
}

/** Those that wait for advice from whoever asks, the oldest first; none for whoever is asked in nothing. At most a hundred. */
export async function readOpenConsultations(tx: Tx): Promise<readonly ListedConsultation[]> {
  const rows = await visible(tx)
    .select(columns)
    .where('state', '=', 'asked')
    .where(sql<boolean>`(select ctx.kind()) = 'session'`)
    .orderBy('asked_at')
    .orderBy('number')
    .limit(100)
    .execute();
  return rows.map(listedOf);
}

/** Asks again in one's own consultation; false where there is no room. */
export async function askAgain(tx: Tx, words: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select ctx.ask_again(${words}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Adds advice; false where there is no room. Throws where it is not theirs to give. */
export async function addAdvice(tx: Tx, id: string, words: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select ctx.advise(${id}::uuid, ${words}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Makes a draft referral that `token` opens; false where it has been made before, and written in. */
export async function referConsultation(tx: Tx, token: string, answers: Answers): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.refer_consultation(${token}, ${JSON.stringify(answers)}::jsonb) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Gives a consultation a new receipt; the old one opens nothing any more. Throws where it is not theirs to give. */
export async function replaceConsultationReceipt(tx: Tx, id: string, token: string): Promise<void> {
  await sql`select ctx.replace_consultation_receipt(${id}::uuid, ${token})`.execute(tx);
}

/** For whom whoever asks can record advice by telephone: as coordinator, and for each agency of today that they represent. */
export async function readDesks(tx: Tx): Promise<readonly Desk[]> {
  const { rows } = await sql<{ id: string | null; name: string | null }>`
    select null::uuid as id, null::text as name where ctx.is_coordinator()
    union all
    select * from (select a.id, a.name from app.agency a
      where a.id = any (ctx.represented_agencies()) and (a.until_day is null or a.until_day > ctx.today()) order by lower(a.name)) as own`.execute(
    tx,
  );
  return rows.map(({ id, name }) => ({
    agencyId: id,
    text: name === null ? 'As safeguarding coordinator' : `As representative of ${name}`,
  }));
}

/** Records advice that was given by telephone; answers its identifier. */
export async function recordConsultation(tx: Tx, recording: Recording): Promise<string> {
  const { agencyId, asker, gist, advice, on } = recording;
  const { rows } = await sql<{ id: string }>`
    select ctx.record_consultation(${agencyId}::uuid, ${JSON.stringify({ ...asker, gist })}::jsonb, ${advice}, ${on}::date) as id`.execute(
    tx,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('a consultation that was not recorded');
  return id;
}

/** Advice that was asked before a referral, for the coordinator who reads it: of whom and when. */
export interface AskedBefore {
  readonly id: string;
  readonly number: number;
  readonly begunAt: Temporal.Instant;
  readonly advisedAt: Temporal.Instant | null;
  /** The agency whose representative was asked; null where it was the coordinators. */
  readonly agency: string | null;
}

/** The consultation that a referral was made of; null where there is none, or for whoever is no coordinator. */
export async function readAskedBefore(tx: Tx, referralId: string): Promise<AskedBefore | null> {
  const { rows } = await sql<AskedBefore>`
    select id, number, begun_at as "begunAt", advised_at as "advisedAt", agency from ctx.consultation_before(${referralId}::uuid)`.execute(
    tx,
  );
  return rows[0] ?? null;
}
