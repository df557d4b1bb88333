import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { freshDatabase, type TestServer, testServer } from '../../../test/server.ts';
import { rightsText } from '../../../tools/rights-text.ts';
import { generatedSchema } from '../../../tools/schema-text.ts';
import { root } from '../../config.ts';
import { connect, connectAsOwner, type Database } from './connect.ts';
import type { Server } from './server.ts';

const ours = sql`('app', 'published', 'audit', 'ctx', 'foresight_migrations')`;
const loginRoles = ['migrate', 'app', 'public', 'worker', 'backup'].map((name) => `foresight_${name}`);

describe('the schema', () => {
  let tests: TestServer;
  let server: Server;
  let drop: () => Promise<void>;
  let db: Database;

  before(async () => {
    tests = await testServer();
    ({ server, drop } = await freshDatabase(tests));
    db = connectAsOwner(server);
  });
  after(async () => {
    await db.destroy();
    await drop();
    await tests.close();
  });

  const lines = async (query: RawBuilder<{ line: string }>) =>
    (await query.execute(db)).rows.map(({ line }) => line).toSorted();

  it('is the one that the checked-in types were made from', async () => {
    assert.equal(
      await generatedSchema(server),
      await readFile(join(root, 'src/platform/db/schema.ts'), 'utf8'),
      'run "npm run generate"',
    );
  });

  it('has row-level security on every table, and for its owner too', async () => {
    const open = await lines(sql`
      select oid::regclass::text as line from pg_class
      where relkind in ('r', 'p') and relnamespace::regnamespace::text in ('app', 'published', 'audit')
        and not (relrowsecurity and relforcerowsecurity)`);
    assert.deepEqual(open, []);
  });

  it('grants exactly the rights that are checked in, and every table is open to its owner', async () => {
    assert.equal(
      await rightsText(server),
      await readFile(join(root, 'src/platform/db/rights.txt'), 'utf8'),
      'run "npm run generate" and read what changed',
    );
    const without = await lines(sql`
      select c.oid::regclass::text as line from pg_class c
      where relkind in ('r', 'p') and relnamespace::regnamespace::text in ('app', 'published', 'audit') and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner' and p.polroles = array['foresight_owner'::regrole::oid])`);
    assert.deepEqual(without, []);
  });

  it('lets nobody but the owner see every row, save the edition numbers of the public site', async () => {
    const everything = await lines(sql`
      select schemaname || '.' || tablename || ' ' || policyname as line from pg_policies
      where (qual = 'true' or with_check = 'true') and policyname <> 'owner'`);
    assert.deepEqual(everything, ['published.edition everyone']);
  });

  it('gives every function with its owner’s rights a search path that nobody can get in front of', async () => {
    const loose = await lines(sql`
      select p.oid::regprocedure::text as line from pg_proc p
      where prosecdef and pronamespace::regnamespace::text in ${ours}
        and not exists (select from unnest(proconfig) setting where setting ~ '^search_path=.*, pg_temp$')`);
    assert.deepEqual(loose, []);
  });

  it('has login roles without any power of their own', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit as mighty, rolcanlogin
      from pg_roles where rolname like 'foresight\\_%' and rolname <> 'foresight_administrator' order by rolname`.execute(
      db,
    );
    assert.deepEqual(
      rows,
      [...loginRoles, 'foresight_owner']
        .toSorted()
        .map((rolname) => ({ rolname, mighty: false, rolcanlogin: rolname !== 'foresight_owner' })),
    );
  });

  it('belongs to the owner, of whom only the migrating role is a member', async () => {
    const owned = await lines(sql`
      select refobjid::regrole || ' owns ' || classid::regclass as line from pg_shdepend
      where refclassid = 'pg_authid'::regclass and deptype = 'o' and refobjid::regrole::text = any (${loginRoles}::text[])`);
    assert.deepEqual(owned, []);
    // Whoever makes roles is made a member of them by PostgreSQL 16 and later.
    const members = await lines(sql`
      select member::regrole || ' in ' || roleid::regrole as line from pg_auth_members
      where member::regrole::text = any (${loginRoles}::text[])`);
    assert.deepEqual(members, ['foresight_migrate in foresight_owner']);
  });

  it('lets no role of ours make tables, temporary ones among them, or enter as anybody', async () => {
    const makers = await lines(sql`
      select r.rolname || ' in ' || n.nspname as line from pg_roles r, pg_namespace n
      where r.rolname = any (${loginRoles}::text[]) and n.nspname !~ '^pg_toast' and has_schema_privilege(r.oid, n.oid, 'create')
      union all select rolname || ' temporarily' from pg_roles
      where rolname = any (${loginRoles}::text[]) and has_database_privilege(oid, current_database(), 'temporary, create')
      union all select 'everybody may ' || privilege_type from pg_database, lateral aclexplode(datacl)
      where datname = current_database() and grantee = 0`);
    assert.deepEqual(makers, []);
  });
});

describe('the public site’s role, trying everything', () => {
  let tests: TestServer;
  let drop: () => Promise<void>;
  let owner: Database;
  let site: Database;

  before(async () => {
    tests = await testServer();
    const own = await freshDatabase(tests);
    drop = own.drop;
    owner = connectAsOwner(own.server);
    site = connect(own.server, 'foresight_public', 1);
  });
  after(async () => {
    await Promise.all([owner.destroy(), site.destroy()]);
    await drop();
    await tests.close();
  });

  /** The code of the error that a statement ends with; 'done' where it does not. */
  const outcome = (words: string) =>
    sql
      .raw(words)
      .execute(site)
      .then(
        () => 'done',
        (error: { code?: string }) => error.code ?? 'no code',
      );

  it('reads what is published, and reads or changes nothing else', async () => {
    const { rows } = await sql<{ name: string }>`
      select relnamespace::regnamespace || '.' || relname as name from pg_class
      where relkind in ('r', 'p', 'v', 'm', 'S') and relnamespace::regnamespace::text in ${ours} order by 1`.execute(
      owner,
    );
    assert.ok(rows.length > 20, 'the tables are found');
    const readable: string[] = [];
    for (const { name } of rows) {
      const read = await outcome(`select * from ${name}`);
      if (read === 'done') readable.push(name);
      else assert.equal(read, '42501', `reading ${name}`);
      for (const change of [
        `insert into ${name} default values`,
        `delete from ${name}`,
        `truncate ${name} cascade`,
        `copy ${name} from program 'true'`,
        `create trigger mine before insert on ${name} for each row execute function published.count_change()`,
        `alter table ${name} disable row level security`,
        `drop table ${name}`,
      ])
        assert.match(await outcome(change), /^(42501|42809)$/, change);
    }
    assert.deepEqual(readable, [
      'published.document',
      'published.edition',
      'published.page',
      'published.partnership',
      'published.review',
      'published.review_group',
    ]);
  });

  it('calls the four functions of the register, and no other of ours', async () => {
    const { rows } = await sql<{ name: string; call: string }>`
      select pronamespace::regnamespace || '.' || proname as name,
        pronamespace::regnamespace || '.' || proname || '(' || coalesce((select string_agg('null::' || format_type(kind, null), ', ' order by place)
          from unnest(proargtypes) with ordinality as argument (kind, place)), '') || ')' as call
      from pg_proc where pronamespace::regnamespace::text in ${ours} order by 1`.execute(owner);
    assert.ok(rows.length > 20, 'the functions are found');
    const callable: string[] = [];
    for (const { name, call } of rows) {
      const called = await outcome(`select ${call}`);
      if (called === 'done') callable.push(name);
      else assert.equal(called, '42501', call);
    }
    assert.deepEqual(callable, [
      'published.find_pages',
      'published.find_reviews',
      'published.fold',
      'published.serving',
    ]);
  });

  it('becomes nobody else and reaches no file', async () => {
    for (const attempt of [
      'set role foresight_owner',
      'set role foresight_worker',
      'set session authorization foresight_app',
      'create table public.mine (id integer)',
      'create temporary table mine (id integer)',
      'create schema mine',
      'create function public.mine() returns integer language sql as $$ select 1 $$',
      `select pg_read_file('/etc/passwd')`,
      `select lo_import('/etc/passwd')`,
      `copy (select 1) to '/tmp/foresight-must-not-be'`,
      `copy (select 1) to program 'true'`,
      'create extension dblink',
      'alter role foresight_public superuser',
      `alter system set log_statement = 'all'`,
    ])
      assert.equal(await outcome(attempt), '42501', attempt);
  });
});
