import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/connect.ts';

/** An address of somebody's calendar; the word in it is kept nowhere. */
export interface Feed {
  readonly id: string;
  readonly label: string;
  readonly madeAt: Temporal.Instant;
  /** When a calendar program last asked; null while none has. */
  readonly askedAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
}

/** The addresses of whoever asks, those that hold first. */
export async function readFeeds(tx: Tx): Promise<readonly Feed[]> {
  const { rows } = await sql<Feed>`
    select f.id, f.label, f.made_at as "madeAt", f.asked_at as "askedAt", f.revoked_at as "revokedAt" from app.calendar_feed f
    where f.partnership_id = (select ctx.partnership_id()) and f.account_id = (select ctx.uid())
    order by f.revoked_at is not null, f.made_at desc limit 50`.execute(tx);
  return rows;
}

/** Writes an address down by the hash of its word; answers its identifier. */
export async function insertFeed(tx: Tx, label: string, secret: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.calendar_feed (partnership_id, account_id, hash, label)
    values (ctx.partnership_id(), ctx.uid(), sha256(convert_to(${secret}, 'UTF8')), ${label}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** Takes an address back: it opens nothing any longer. */
export async function revokeFeed(tx: Tx, id: string): Promise<void> {
  await sql`update app.calendar_feed set revoked_at = now()
    where partnership_id = (select ctx.partnership_id()) and account_id = (select ctx.uid()) and id = ${id}::uuid and revoked_at is null`.execute(
    tx,
  );
}

/** A transaction of whoever has an address of a calendar, with what its owner sees today; null where it opens nothing. */
export function feedTransaction<T>(
  db: Database,
  partnershipId: string,
  secret: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T | null> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ opened: boolean }>`
      select ctx.begin_feed(${secret}, ${partnershipId}::uuid) as opened`.execute(tx);
    return rows[0]?.opened === true ? work(tx) : null;
  });
}
