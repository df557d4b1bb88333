import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Attested, AttestationLine, Said } from './attestation.ts';

/** The agencies of which whoever asks may know who confirmed what of a month. */
export async function readLines(tx: Tx, month: Temporal.PlainDate): Promise<readonly AttestationLine[]> {
  const { rows } = await sql<AttestationLine>`
    select agency_id as "agencyId", agency, people, attested_at as "attestedAt", attested_by as "attestedBy",
      attested_before as "attestedBefore", is_own as "isOwn", has_somebody as "hasSomebody"
    from ctx.attestations(${month.toString()}::date)`.execute(tx);
  return rows;
}

/** Everybody of an agency, for whoever confirms their access; nobody for everybody else. */
export async function readPeopleOf(tx: Tx, agencyId: string | null): Promise<readonly Attested[]> {
  const { rows } = await sql<Attested>`
    select account_id as "accountId", name, roles, seen_on as "seenOn", seats, referrals, parts from ctx.access_list(${agencyId}::uuid)`.execute(
    tx,
  );
  return rows;
}

export type AttestOutcome = 'done' | 'done-already' | 'moved' | 'owner' | 'own';

/** Two who confirm at one moment wait for each other. */
export async function lockAttesting(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('attest ' || ctx.partnership_id(), 0))`.execute(tx);
}

/** What stands in the way of confirming a month so; 'done' for nothing. */
export async function checkAttest(
  tx: Tx,
  agencyId: string | null,
  month: Temporal.PlainDate,
  said: readonly Said[],
): Promise<AttestOutcome> {
  const { rows } = await sql<{ outcome: AttestOutcome }>`
    select ctx.attest_check(${agencyId}::uuid, ${month.toString()}::date, ${JSON.stringify(said)}::jsonb) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? 'moved';
}

/** Confirms a month; tells what stood in the way, or 'done'. */
export async function attest(
  tx: Tx,
  agencyId: string | null,
  month: Temporal.PlainDate,
  said: readonly Said[],
): Promise<AttestOutcome> {
  const { rows } = await sql<{ outcome: AttestOutcome }>`
    select ctx.attest(${agencyId}::uuid, ${month.toString()}::date, ${JSON.stringify(said)}::jsonb) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? 'moved';
}

/** Reminds whoever has not confirmed a month, once on each rung; answers how many mails were written. Within a sweep alone. */
export async function remindAttestations(
  tx: Tx,
  month: Temporal.PlainDate,
  rung: 'begun' | 'late',
): Promise<number> {
  const { rows } = await sql<{ mailId: string }>`
    select mail_id as "mailId" from ctx.nag_attestations(${month.toString()}::date, ${rung})`.execute(tx);
  for (const { mailId } of rows) await enqueue(tx, 'mail.send', { subject: mailId });
  return rows.length;
}
