import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { NamedAuthority } from '../law/notifying-authority.ts';
import type { FileKeyDate, KeyDate } from './key-dates.ts';

interface Row extends KeyDate {
  readonly id: string;
  readonly removedAt: Temporal.Instant | null;
  readonly referralId: string | null;
  readonly number: number | null;
  readonly sentAt: Temporal.Instant | null;
}

/** The key dates of a case that was found visible, those of the earliest referral first and as they were entered. */
export async function readKeyDates(tx: Tx, caseId: string): Promise<readonly FileKeyDate[]> {
  const { rows } = await sql<Row>`
    select k.id, k.day, k.given, k.time_given as time, k.what, k.removed_at as "removedAt",
      k.referral_id as "referralId", r.number, r.sent_at as "sentAt"
    from app.case_key_date k
    left join app.referral r on r.partnership_id = k.partnership_id and r.id = k.referral_id
    where k.partnership_id = ctx.partnership_id() and k.case_id = ${caseId}::uuid
    order by r.number nulls last, k.seq`.execute(tx);
  return rows.map(({ referralId, number, sentAt, ...date }) => ({
    ...date,
    referral:
      referralId === null || number === null || sentAt === null ? null : { id: referralId, number, sentAt },
  }));
}

/** Adds the key dates of a referral to the file, with where they came from. */
export async function addKeyDates(
  tx: Tx,
  caseId: string,
  referralId: string,
  dates: readonly KeyDate[],
): Promise<void> {
  for (const { day, given, time, what } of dates)
    await sql`insert into app.case_key_date (partnership_id, case_id, referral_id, day, given, time_given, what)
      values (ctx.partnership_id(), ${caseId}::uuid, ${referralId}::uuid, ${day?.toString() ?? null}::date, ${given}, ${time}, ${what})`.execute(
      tx,
    );
}

/** Writes a key date: a new one, or one that is there. Answers its identifier. */
export async function writeKeyDate(
  tx: Tx,
  caseId: string,
  given: string | null,
  date: KeyDate,
): Promise<string> {
  const day = date.day?.toString() ?? null;
  const { rows } =
    given === null
      ? await sql<{ id: string }>`
          insert into app.case_key_date (partnership_id, case_id, day, given, time_given, what)
          values (ctx.partnership_id(), ${caseId}::uuid, ${day}::date, ${date.given}, ${date.time}, ${date.what}) returning id`.execute(
          tx,
        )
      : await sql<{ id: string }>`
          update app.case_key_date set day = ${day}::date, given = ${date.given}, time_given = ${date.time}, what = ${date.what},
            version = version + 1
          where partnership_id = ctx.partnership_id() and case_id = ${caseId}::uuid and id = ${given}::uuid returning id`.execute(
          tx,
        );
  const [row] = rows;
  if (row === undefined) throw new Error('a key date that was there is gone');
  return row.id;
}

/** Takes a key date out of the list, or puts it back. */
export async function setKeyDateRemoved(tx: Tx, caseId: string, id: string, removed: boolean): Promise<void> {
  await sql`update app.case_key_date set removed_at = case when ${removed} then now() end, version = version + 1
    where partnership_id = ctx.partnership_id() and case_id = ${caseId}::uuid and id = ${id}::uuid`.execute(
    tx,
  );
}

/** The partnership's own authority, as it was entered: of a made-up partnership it is on no list. */
export async function readHome(tx: Tx): Promise<NamedAuthority> {
  const { rows } = await sql<NamedAuthority>`
    select p.authority_code as code, p.authority_name as name from app.partnership p where p.id = ctx.partnership_id()`.execute(
    tx,
  );
  const [home] = rows;
  if (home === undefined) throw new Error('a partnership that acts is not there');
  return home;
}
