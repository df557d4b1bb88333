import pg from 'pg';
import type { Role, Server } from './server.ts';

const login: readonly Role[] = [
  'foresight_migrate',
  'foresight_app',
  'foresight_public',
  'foresight_worker',
  'foresight_backup',
];

/**
 * Makes the database and its roles where they are missing, as the server's administrator. Safe to run again and by several
 * processes at once. Roles belong to the whole server, so migrations, which belong to one database, cannot make them.
 */
export async function prepareServer(server: Server): Promise<void> {
  await asAdministrator(server, 'postgres', async (client) => {
    await inTurn(client, () => makeRoles(client, server));
    const found = await client.query('select 1 from pg_database where datname = $1', [server.database]);
    if (found.rowCount === 0) await createDatabase(client, server.database);
  });
  await asAdministrator(server, server.database, async (client) => {
    const name = client.escapeIdentifier(server.database);
    await inTurn(client, async () => {
      await client.query(`revoke connect, temporary on database ${name} from public`);
      await client.query(`grant connect on database ${name} to ${login.join(', ')}`);
      await client.query(`grant create on database ${name} to foresight_owner`);
    });
  });
}

async function asAdministrator(server: Server, database: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ ...server.administrator(database), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

// Two processes that change the same role at once would fail with "tuple concurrently updated".
async function inTurn(client: pg.Client, work: () => Promise<void>) {
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(hashtext('foresight roles'))`);
  await work();
  await client.query('commit');
}

async function makeRoles(client: pg.Client, server: Server) {
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'foresight\\_%'`,
  );
  const present = new Set(rows.map((row) => row.rolname));
  if (!present.has('foresight_owner')) await client.query('create role foresight_owner nologin noinherit');
  for (const role of login) {
    const password = server.password(role);
    const secret = password === null ? '' : ` password ${client.escapeLiteral(password)}`;
    const verb = present.has(role) ? 'alter' : 'create';
    if (verb === 'create' || secret !== '')
      await client.query(`${verb} role ${role} login noinherit${secret}`);
  }
  await client.query('grant foresight_owner to foresight_migrate');
}

// The search parser takes every character beyond ASCII for a letter where the character type is C. Servers differ in which of the
// others they have, and the last attempt takes whatever the server itself has.
const characterTypes = [
  "lc_collate 'C' lc_ctype 'C.UTF-8'",
  "lc_collate 'C' lc_ctype 'en_GB.UTF-8'",
  "lc_collate 'C' lc_ctype 'en_US.UTF-8'",
  '',
];

async function createDatabase(client: pg.Client, database: string) {
  for (const [index, type] of characterTypes.entries()) {
    try {
      await client.query(
        `create database ${client.escapeIdentifier(database)} template template0 encoding 'UTF8' ${type}`,
      );
      return;
    } catch (error) {
      // Another process was quicker.
      if (error instanceof pg.DatabaseError && error.code === '42P04') return;
      if (index === characterTypes.length - 1) throw error;
    }
  }
}
