import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { freshDatabase, type TestServer, testServer } from '../../../test/server.ts';
import { generatedSchema } from '../../../tools/schema-text.ts';
import { root } from '../../config.ts';
import { connect, connectAsOwner, type Database } from './connect.ts';
import type { Server } from './server.ts';

/** What each login role may do with each table and view. Whoever adds a line here says why in the migration that grants it. */
const grants = `
app.account foresight_app: SELECT
app.account foresight_worker: SELECT
app.dated_name foresight_app: SELECT
app.dated_name foresight_worker: INSERT SELECT UPDATE
app.idempotency foresight_app: DELETE INSERT SELECT
app.idempotency foresight_worker: DELETE INSERT SELECT
app.invitation foresight_worker: INSERT SELECT UPDATE
app.membership foresight_app: SELECT
app.membership foresight_worker: SELECT
app.partnership foresight_app: SELECT
app.partnership foresight_worker: INSERT SELECT UPDATE
app.partnership_host foresight_app: SELECT
app.partnership_host foresight_worker: INSERT SELECT UPDATE
app.referral foresight_app: SELECT
app.session foresight_app: SELECT
app.session foresight_worker: SELECT
audit.entry foresight_worker: SELECT
audit.entry_words foresight_worker: SELECT
audit.head foresight_worker: SELECT
published.document foresight_public: SELECT
published.document foresight_worker: DELETE INSERT SELECT UPDATE
published.edition foresight_public: SELECT
published.page foresight_public: SELECT
published.page foresight_worker: DELETE INSERT SELECT UPDATE
published.partnership foresight_app: SELECT
published.partnership foresight_public: SELECT
published.partnership foresight_worker: SELECT
published.review foresight_public: SELECT
published.review foresight_worker: DELETE INSERT SELECT UPDATE`;

/** The same, column by column, where a table holds what a role may not read or change. */
const columns = `
app.invitation foresight_app: INSERT partnership_id purpose email role expires_at code_hash account_id
app.invitation foresight_app: SELECT partnership_id id purpose email role issued_at expires_at accepted_at revoked_at version code_failures account_id
app.invitation foresight_app: UPDATE revoked_at version
app.membership foresight_app: UPDATE until_day version
app.referral foresight_app: UPDATE answers version`;

/** Who may call which function of ours. */
const calls = `
audit.add: app worker
ctx.accept_invitation: app
ctx.begin: app worker
ctx.begin_referral: app
ctx.claim: app worker
ctx.end_session: app
ctx.factor_to_set_up: app
ctx.installation: app worker
ctx.invitation_facts: app
ctx.is_administrator: app worker
ctx.is_coordinator: app worker
ctx.issue_link: app worker
ctx.issue_operator: migrate
ctx.kind: app worker
ctx.live_sessions: app
ctx.may_reset: app
ctx.partnership_id: app worker
ctx.password_parameters: app
ctx.receive_referral: app
ctx.referral_followed: app
ctx.replace_receipt: app
ctx.revoke: app migrate worker
ctx.roles: app worker
ctx.send_referral: app
ctx.sign_in: app
ctx.subject_id: app worker
ctx.today: app worker
ctx.try_receipt: app
ctx.uid: app worker
published.find_pages: public
published.find_reviews: public
published.fold: app public worker
published.serving: app public worker`;

/** Every policy: on which table, for whom and for what. What it compares is tried by isolation.test.ts. */
const policies = `
app.account administrator: foresight_app SELECT
app.account self: foresight_app,foresight_worker SELECT
app.dated_name installation: foresight_worker ALL
app.dated_name own: foresight_app,foresight_worker SELECT
app.idempotency own: foresight_app,foresight_worker SELECT
app.idempotency own_new: foresight_app,foresight_worker INSERT
app.idempotency own_old: foresight_app,foresight_worker DELETE
app.invitation administrator: foresight_app SELECT
app.invitation administrator_invites: foresight_app INSERT
app.invitation administrator_revokes: foresight_app UPDATE
app.invitation bearer: foresight_app,foresight_worker SELECT
app.invitation operator: foresight_worker ALL
app.membership administrator: foresight_app SELECT
app.membership administrator_ends: foresight_app UPDATE
app.membership own: foresight_app,foresight_worker SELECT
app.partnership installation: foresight_worker ALL
app.partnership own: foresight_app,foresight_worker SELECT
app.partnership_host installation: foresight_worker ALL
app.partnership_host own: foresight_app,foresight_worker SELECT
app.referral coordinator: foresight_app SELECT
app.referral receipt: foresight_app SELECT
app.referral receipt_writes: foresight_app UPDATE
app.session self: foresight_app,foresight_worker SELECT
audit.entry operator: foresight_worker SELECT
audit.entry_words operator: foresight_worker SELECT
audit.head operator: foresight_worker SELECT
published.document importer: foresight_worker ALL
published.document served: foresight_public SELECT
published.edition everyone: foresight_public SELECT
published.page importer: foresight_worker ALL
published.page served: foresight_public SELECT
published.review importer: foresight_worker ALL
published.review served: foresight_public SELECT`;

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

  it('has exactly these policies, and one more on each table for the owner', async () => {
    const found = await lines(sql`
      select schemaname || '.' || tablename || ' ' || policyname || ': ' || array_to_string(roles, ',') || ' ' || cmd as line
      from pg_policies where policyname <> 'owner'`);
    assert.equal(`\n${found.join('\n')}`, policies);
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

  it('grants exactly this on tables and views', async () => {
    const found = await lines(sql`
      select relnamespace::regnamespace || '.' || relname || ' ' || case grantee when 0 then 'everybody' else grantee::regrole::text end
        || ': ' || string_agg(privilege_type, ' ' order by privilege_type) as line
      from pg_class cross join lateral aclexplode(relacl)
      where relnamespace::regnamespace::text in ${ours} and grantee <> relowner
      group by relnamespace, relname, grantee`);
    assert.equal(`\n${found.join('\n')}`, grants);
  });

  it('grants exactly this on single columns', async () => {
    const found = await lines(sql`
      select c.oid::regclass || ' ' || grantee::regrole || ': ' || privilege_type || ' ' || string_agg(attname, ' ' order by attnum) as line
      from pg_attribute join pg_class c on c.oid = attrelid cross join lateral aclexplode(attacl)
      where relnamespace::regnamespace::text in ${ours}
      group by c.oid, grantee, privilege_type`);
    assert.equal(`\n${found.join('\n')}`, columns);
  });

  it('lets these roles call these functions, and nobody any other', async () => {
    const found = await lines(sql`
      select p.pronamespace::regnamespace || '.' || p.proname || ': ' || string_agg(substr(r.rolname, 11), ' ' order by r.rolname) as line
      from pg_proc p join pg_roles r on has_function_privilege(r.oid, p.oid, 'execute')
      where p.pronamespace::regnamespace::text in ${ours} and r.rolname = any (${loginRoles}::text[])
      group by p.oid`);
    assert.equal(`\n${found.join('\n')}`, calls);
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
