import { sql } from 'kysely';
import { connectAsOwner, type Database } from './connect.ts';
import type { Server } from './server.ts';

/** A database in which row-level security would not hold: one sentence for whoever started the service. */
export class UnsafeError extends Error {
  override readonly name = 'UnsafeError';
}

/**
 * Refuses to serve where the second wall would not stand: a role of ours that passes row-level security by, or owns a table, or a table of
 * the application without it. Throws UnsafeError.
 */
export async function refuseUnsafe(server: Server): Promise<void> {
  const db = connectAsOwner(server);
  try {
    const [unsafe] = await unsafeThings(db);
    if (unsafe !== undefined)
      throw new UnsafeError(`The database is not safe to serve from: ${unsafe}. See docs/operating.md.`);
  } finally {
    await db.destroy();
  }
}

/** What is unsafe, in words; empty where all is well. */
export async function unsafeThings(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'the role ' || rolname || ' passes row-level security by' as what
      from pg_roles where rolname in ('foresight_app', 'foresight_public', 'foresight_worker') and (rolsuper or rolbypassrls)
    union all
    select 'the role ' || r.rolname || ' owns ' || c.oid::regclass
      from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname in ('foresight_app', 'foresight_public', 'foresight_worker')
    union all
    select 'the table ' || c.oid::regclass || ' has no row-level security'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'audit', 'published') and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
    order by 1`.execute(db);
  return rows.map(({ what }) => what);
}
