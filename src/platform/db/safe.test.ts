import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { freshDatabase, type TestServer, testServer } from '../../../test/server.ts';
import { connectAsOwner, type Database } from './connect.ts';
import { refuseUnsafe, UnsafeError, unsafeThings } from './safe.ts';

describe('a database to serve from', () => {
  let tests: TestServer;
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let owner: Database;

  before(async () => {
    tests = await testServer();
    fresh = await freshDatabase(tests);
    owner = connectAsOwner(fresh.server);
  });
  after(async () => {
    await owner.destroy();
    await fresh.drop();
    await tests.close();
  });

  it('is taken as the migrations leave it', async () => {
    assert.deepEqual(await unsafeThings(owner), []);
    await refuseUnsafe(fresh.server);
  });

  it('is refused while a table of the application has no row-level security, or does not hold its owner to it', async () => {
    await sql`alter table app.membership no force row level security`.execute(owner);
    await assert.rejects(refuseUnsafe(fresh.server), UnsafeError);
    await sql`alter table app.membership force row level security`.execute(owner);
    await sql`create table app.forgotten (id uuid)`.execute(owner);
    assert.deepEqual(await unsafeThings(owner), ['the table app.forgotten has no row-level security']);
    await sql`drop table app.forgotten`.execute(owner);
    await refuseUnsafe(fresh.server);
  });
});
