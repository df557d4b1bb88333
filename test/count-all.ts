import { sql } from 'kysely';
import type { Database } from '../src/platform/db/connect.ts';

/** The records of every table of casework and people, counted; the published reviews are another matter. */
export async function countAll(owner: Database): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'app' and c.relkind = 'r' order by 1`.execute(owner);
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*) as count from ${sql.table(`app.${name}`)}`.execute(owner);
      return [name, rows[0]?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counted);
}
