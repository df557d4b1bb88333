import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectAsOwner } from '../src/platform/db/connect.ts';
import { type Embedded, openEmbedded } from '../src/platform/db/embedded.ts';
import { dataFolderFor } from '../src/platform/db/embedded-place.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { prepareServer } from '../src/platform/db/roles.ts';
import { addressedServer, type Server, socketServer } from '../src/platform/db/server.ts';

/** The PostgreSQL that tests run on: one for a whole run, with a migrated template from which each file copies its own database. */
export interface TestServer {
  /** Another database of this server. */
  readonly database: (name: string) => Server;
  readonly close: () => Promise<void>;
}

const templateName = 'foresight_template';

/** What `npm test` hands to the test files: the socket folder, or an address. */
export const serverVariable = 'FORESIGHT_TEST_SERVER';

/** The run's server, or, where a test file runs alone, one of its own in a temporary folder. */
export async function testServer(given = process.env[serverVariable]): Promise<TestServer> {
  if (given !== undefined) return { database: databaseOf(given), close: () => Promise.resolve() };
  const { folder } = await dataFolderFor(await mkdtemp(join(tmpdir(), 'foresight-test-')));
  const embedded = await openThrowaway(folder);
  const database = databaseOf(socketFolderOf(embedded));
  const close = async () => {
    await embedded.release();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(database);
  } catch (error) {
    // A server that is left running would keep the test's process waiting, and hide why.
    await close();
    throw error;
  }
  return { database, close };
}

/**
 * An embedded server in a folder that is thrown away, which waits for no disk: what is kept through a crash is tried by the tests of
 * the embedded server and of kills, on servers of their own that wait as the service does.
 */
export async function openThrowaway(folder: string): Promise<Embedded> {
  const embedded = await openEmbedded(folder, 'visitor');
  await asAdministrator(embedded.server, async (client) => {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await client.query(`alter system set ${setting} = off`);
    await client.query('select pg_reload_conf()');
  });
  return embedded;
}

/** A server's databases, by its socket folder or its address. */
export function databaseOf(given: string): (name: string) => Server {
  if (!/^postgres(ql)?:/.test(given)) return (name) => socketServer(given, name);
  return (name) => {
    const url = new URL(given);
    url.pathname = `/${name}`;
    return addressedServer(url.href, null);
  };
}

/** The socket folder of an embedded server. */
export function socketFolderOf(embedded: Embedded): string {
  return embedded.server.administrator().host ?? '';
}

/** Makes the template anew: an empty database with every migration. */
export async function makeTemplate(database: (name: string) => Server): Promise<void> {
  const server = database(templateName);
  await asAdministrator(server, (client) =>
    client.query(`drop database if exists ${templateName} with (force)`),
  );
  await prepareServer(server);
  const db = connectAsOwner(server);
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

/** A database of a test's own; `drop` removes it. */
export interface OwnDatabase {
  readonly server: Server;
  readonly drop: () => Promise<void>;
}

/** A fresh copy of the template under a name of its own. */
export async function freshDatabase(tests: TestServer): Promise<OwnDatabase> {
  const own = ownDatabase(tests);
  const { server } = own;
  await asAdministrator(server, (client) =>
    client.query(`create database ${server.database} template ${templateName}`),
  );
  // Grants on the database itself are not copied from the template.
  await prepareServer(server);
  return own;
}

/** A database that no migration has seen yet. */
export async function emptyDatabase(tests: TestServer): Promise<OwnDatabase> {
  const own = ownDatabase(tests);
  await prepareServer(own.server);
  return own;
}

function ownDatabase(tests: TestServer): OwnDatabase {
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const server = tests.database(name);
  return {
    server,
    drop: () =>
      asAdministrator(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

async function asAdministrator(server: Server, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(server.administrator('postgres'));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
