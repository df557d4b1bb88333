import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';
import type { Role, Server } from './server.ts';

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;

const { builtins } = pg.types;

// Dates and times come out as Temporal values, whole numbers as numbers: a date that passed through a JavaScript Date could
// land on the day before.
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.DATE, (text) => Temporal.PlainDate.from(text)],
  [
    builtins.TIMESTAMPTZ,
    (text) => Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
  ],
  [builtins.INT8, Number],
]);

const types = {
  getTypeParser: (oid: number, format: 'text' | 'binary' = 'text') =>
    (format === 'text' ? parsers.get(oid) : undefined) ?? pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

/** A pool of connections as one role. `max` connections; a new one may take five seconds and a statement thirty. */
export function connect(server: Server, role: Role, max = 10): Database {
  const pool = new pg.Pool({
    ...server.as(role),
    max,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: role,
    types,
  });
  // A server that goes away takes its idle connections with it; the pool makes new ones, and the next query says what is wrong.
  pool.on('error', () => {});
  pool.on('connect', prepareClient);
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** One connection as the migrating role, acting as the owner: for migrations and for the command line's passes. */
export function connectAsOwner(server: Server): Database {
  const pool = new pg.Pool({
    ...server.as('foresight_migrate'),
    max: 1,
    connectionTimeoutMillis: 5_000,
    options: '-c role=foresight_owner',
    application_name: 'foresight_migrate',
    types,
  });
  pool.on('error', () => {});
  pool.on('connect', prepareClient);
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

// The pool listens to a connection only while it is idle. One that is lost in the middle of its work tells its query, and would
// also end the whole process if nobody listened.
function prepareClient(client: pg.ClientBase) {
  client.on('error', () => {});
  sendTemporalValues(client);
}

// node-postgres would send a Temporal value as its JSON, in quotation marks.
function sendTemporalValues(client: pg.ClientBase) {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((text: unknown, values?: unknown, ...rest: unknown[]) =>
    query(text, Array.isArray(values) ? values.map(toText) : values, ...rest)) as typeof client.query;
}

function toText(value: unknown): unknown {
  return value instanceof Temporal.PlainDate || value instanceof Temporal.Instant ? value.toString() : value;
}

/**
 * A transaction of whoever holds `token`: a session, receipt, link, job or operator token. Row-level security decides by it.
 * Throws a pg.DatabaseError with code 28000 when the token is not valid.
 */
export function transactionOf<T>(db: Database, token: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select ctx.begin(${token})`.execute(tx);
    return work(tx);
  });
}

/** True for an error that means "the database cannot be reached now", as against a fault of ours. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // 57P01–57P03: shutting down or starting up; 08…: connection lost; 53300: too many connections.
  return (
    /^(ECONN|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|57P0|08|53300)/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}
