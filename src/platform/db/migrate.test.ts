import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { emptyDatabase, type TestServer, testServer } from '../../../test/server.ts';
import { root } from '../../config.ts';
import { connectAsOwner, type Database } from './connect.ts';
import { MigrationError, migrate } from './migrate.ts';
import type { Server } from './server.ts';

describe('bringing the database up to date', () => {
  let tests: TestServer;
  let server: Server;
  let drop: () => Promise<void>;
  let db: Database;
  let folder: string;

  before(async () => {
    tests = await testServer();
  });
  after(() => tests.close());
  beforeEach(async () => {
    ({ server, drop } = await emptyDatabase(tests));
    db = connectAsOwner(server);
    folder = await mkdtemp(join(tmpdir(), 'foresight-migrations-'));
    await cp(join(root, 'migrations'), folder, { recursive: true });
  });
  afterEach(async () => {
    await db.destroy();
    await drop();
    await rm(folder, { recursive: true });
  });

  const names = async () =>
    (await readdir(folder))
      .filter((name) => name.endsWith('.sql'))
      .map((name) => name.slice(0, -'.sql'.length))
      .toSorted();

  /** Every table, column, function and policy, so that two states can be compared. */
  const shape = async () => {
    const { rows } = await sql<{ line: string }>`
      select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type as line
        from information_schema.columns where table_schema in ('app', 'published', 'audit', 'ctx')
      union all select n.nspname || '.' || p.proname || ' ' || md5(p.prosrc) from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'published', 'audit', 'ctx')
      union all select schemaname || '.' || tablename || ' ' || policyname from pg_policies
      union all select 'ran ' || name from foresight_migrations.kysely_migration
      union all select 'hash ' || name || ' ' || hash from foresight_migrations.hash
      order by line`.execute(db);
    return rows.map(({ line }) => line);
  };

  const refusal = async (sentence: RegExp) => {
    const before = await shape();
    await assert.rejects(migrate(db, folder), (error) => {
      assert.ok(error instanceof MigrationError);
      assert.match(error.message, sentence);
      return true;
    });
    assert.deepEqual(await shape(), before, 'the schema is as it was');
  };

  it('runs every file in order on an empty database, and nothing the second time', async () => {
    assert.deepEqual(await migrate(db, folder), await names());
    const first = await shape();
    assert.deepEqual(await migrate(db, folder), []);
    assert.deepEqual(await shape(), first);
  });

  it('runs only what is new', async () => {
    await migrate(db, folder);
    await writeFile(join(folder, '9000_more.sql'), 'create table app.more (id uuid primary key);');
    assert.deepEqual(await migrate(db, folder), ['9000_more']);
  });

  it('refuses a migration that was edited after it ran, by a single space', async () => {
    await migrate(db, folder);
    const [first = ''] = await names();
    const path = join(folder, `${first}.sql`);
    await writeFile(path, `${await readFile(path, 'utf8')} `);
    await refusal(
      /^The migration "0001_schemas" was changed after it had run on this database: restore its file as it was\.$/,
    );
  });

  it('refuses a database that is newer than the code', async () => {
    const path = join(folder, '9000_more.sql');
    await writeFile(path, 'create table app.more (id uuid primary key);');
    await migrate(db, folder);
    await rm(path);
    await refusal(/^The database is newer than this version of Foresight \(it has "9000_more"\)/);
  });

  it('refuses one that would slip in before what has run', async () => {
    await writeFile(join(folder, '9001_later.sql'), 'create table app.later (id uuid primary key);');
    await migrate(db, folder);
    await writeFile(join(folder, '9000_between.sql'), 'create table app.between (id uuid primary key);');
    await refusal(/^The database could not be brought up to date/);
  });

  const failures: readonly (readonly [what: string, text: string])[] = [
    ['after half of its statements', 'create table app.half (id uuid); insert into app.nowhere values (1);'],
    ['for a word that is none', 'create tabel app.half (id uuid);'],
    [
      'at the very end, by a deferred check',
      `create table app.half (id integer primary key, other integer
      references app.half deferrable initially deferred); insert into app.half values (1, 2);`,
    ],
  ];
  for (const [what, text] of failures)
    it(`leaves everything as it was when a migration fails ${what}, those before it in the same run too`, async () => {
      await migrate(db, folder);
      await writeFile(join(folder, '9000_good.sql'), 'create table app.good (id uuid primary key);');
      await writeFile(join(folder, '9001_bad.sql'), text);
      await refusal(/^The database could not be brought up to date/);
      await rm(join(folder, '9001_bad.sql'));
      assert.deepEqual(await migrate(db, folder), ['9000_good'], 'and the next run goes on from there');
    });

  it('runs once when three connections begin at the same moment', async () => {
    const others = [connectAsOwner(server), connectAsOwner(server)];
    try {
      const ran = await Promise.all([db, ...others].map((one) => migrate(one, folder)));
      assert.deepEqual(ran.flat().toSorted(), await names());
    } finally {
      await Promise.all(others.map((one) => one.destroy()));
    }
  });

  it('runs once when two processes begin at the same moment', async () => {
    const ran = await Promise.all([0, 1].map(() => migratingProcess(server, folder)));
    assert.deepEqual(ran.flat().toSorted(), await names());
    assert.deepEqual(await migrate(db, folder), []);
  });
});

/** Migrates in a process of its own; answers what ran there. */
function migratingProcess(server: Server, folder: string): Promise<readonly string[]> {
  const script = `
    const { connectAsOwner } = await import(${JSON.stringify(import.meta.resolve('./connect.ts'))});
    const { migrate } = await import(${JSON.stringify(import.meta.resolve('./migrate.ts'))});
    const db = connectAsOwner({ as: () => (${JSON.stringify(server.as('foresight_migrate'))}) });
    console.log(JSON.stringify(await migrate(db, ${JSON.stringify(folder)})));
    await db.destroy();`;
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(text) as string[])
        : reject(new Error(`the process ended with ${code}`)),
    );
  });
}
