import { sql } from 'kysely';
import { type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import { type LinkState, type Opened, readOpened } from './link.ts';

/** Until when the link of this transaction is open; null where it opens nothing that a code could. */
export async function readOwnLink(tx: Tx): Promise<{ readonly expiresAt: Temporal.Instant } | null> {
  const { rows } = await sql<{ expires_at: Temporal.Instant }>`
    select expires_at from ctx.link_facts() as f (expires_at)`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { expiresAt: row.expires_at };
}

/** Enters the code of a link: `token` then opens what the link is for. The database counts what is wrong, and leaves the entry. */
export function openLink(
  db: Database,
  link: string,
  given: { readonly code: string; readonly token: string },
): Promise<Opened | 'code' | 'gone'> {
  return transactionOf(db, link, async (tx) => {
    const { rows } = await sql<{ outcome: string }>`
      select ctx.open_link(${given.code}, ${given.token}) as outcome`.execute(tx);
    return readOpened(rows[0]?.outcome ?? 'gone');
  });
}

/** What has become of a link, with its code while it is open; null for whoever does not pass it on. */
export async function readLinkState(tx: Tx, invitationId: string): Promise<LinkState | null> {
  const { rows } = await sql<LinkState>`
    select standing, expires_at as "expiresAt", code from ctx.link_state(${invitationId}::uuid)`.execute(tx);
  return rows[0] ?? null;
}

/** Makes `token` the link, for whoever passes it on by hand; one that was shown before is dead. Throws where mail goes out from here. */
export async function showLink(tx: Tx, invitationId: string, token: string): Promise<void> {
  await sql`select ctx.show_link(${invitationId}::uuid, ${token})`.execute(tx);
}
