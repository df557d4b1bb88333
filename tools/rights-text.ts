import { sql } from 'kysely';
import { connectAsOwner } from '../src/platform/db/connect.ts';
import type { Server } from '../src/platform/db/server.ts';

const ours = sql`('app', 'published', 'audit', 'ctx', 'foresight_migrations')`;
const loginRoles = ['migrate', 'app', 'public', 'worker', 'backup'].map((name) => `foresight_${name}`);

/**
 * Who may do what in a migrated database: the text of src/platform/db/rights.txt, in which a change of permission is seen. Every
 * policy but the owner's (what each compares is tried by tests), every grant on a table, view or column, and every function of ours
 * that a role which signs in may call.
 */
export async function rightsText(server: Server): Promise<string> {
  const db = connectAsOwner(server);
  const parts: readonly (readonly [string, ReturnType<typeof sql<{ line: string }>>])[] = [
    [
      'Policies, besides the one on each table for the owner',
      sql<{ line: string }>`
        select schemaname || '.' || tablename || ' ' || policyname || ': ' || array_to_string(roles, ',') || ' ' || cmd
          || case permissive when 'RESTRICTIVE' then ' and besides whatever else allows it' else '' end as line
        from pg_policies where policyname <> 'owner' and schemaname <> 'pgboss'`,
    ],
    [
      'Grants on tables and views',
      sql<{ line: string }>`
        select relnamespace::regnamespace || '.' || relname || ' ' || case grantee when 0 then 'everybody' else grantee::regrole::text end
          || ': ' || string_agg(privilege_type, ' ' order by privilege_type) as line
        from pg_class cross join lateral aclexplode(relacl)
        where relnamespace::regnamespace::text in ${ours} and grantee <> relowner
        group by relnamespace, relname, grantee`,
    ],
    [
      'Grants on single columns',
      sql<{ line: string }>`
        select c.oid::regclass || ' ' || grantee::regrole || ': ' || privilege_type || ' ' || string_agg(attname, ' ' order by attnum) as line
        from pg_attribute join pg_class c on c.oid = attrelid cross join lateral aclexplode(attacl)
        where relnamespace::regnamespace::text in ${ours}
        group by c.oid, grantee, privilege_type`,
    ],
    [
      'Functions that may be called',
      sql<{ line: string }>`
        select p.pronamespace::regnamespace || '.' || p.proname || ': ' || string_agg(substr(r.rolname, 11), ' ' order by r.rolname) as line
        from pg_proc p join pg_roles r on has_function_privilege(r.oid, p.oid, 'execute')
        where p.pronamespace::regnamespace::text in ${ours} and r.rolname = any (${loginRoles}::text[])
        group by p.oid`,
    ],
  ];
  try {
    const texts: string[] = [];
    for (const [title, query] of parts) {
      const { rows } = await query.execute(db);
      texts.push([title, ...rows.map(({ line }) => `  ${line}`).toSorted(), ''].join('\n'));
    }
    return texts.join('\n');
  } finally {
    await db.destroy();
  }
}
