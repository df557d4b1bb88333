import pg from 'pg';
import type { Config } from '../../config.ts';
import { connectAsOwner } from './connect.ts';
import { type Hold, openEmbedded } from './embedded.ts';
import { dataFolderFor, makeFolder } from './embedded-place.ts';
import { migrate } from './migrate.ts';
import { prepareServer } from './roles.ts';
import { refuseUnsafe } from './safe.ts';
import { addressedServer, type Server } from './server.ts';

/** A database that cannot be had: one sentence for whoever started the service. */
export class OpenError extends Error {
  override readonly name = 'OpenError';
}

/** A database that is up to date and ready, and where the data is. */
export interface OpenServer {
  readonly server: Server;
  /** The folder of everything that is kept on this machine. */
  readonly data: string;
  /** True when the data is not where it was wanted, because the database's account cannot reach that folder. */
  readonly moved: boolean;
  /** The migrations that have just run. */
  readonly migrated: readonly string[];
  readonly release: () => Promise<void>;
}

/** Opens the database that the settings name, embedded or outside, and brings its schema up to date. */
export async function openServer(config: Config, hold: Hold): Promise<OpenServer> {
  const { folder, moved } = await dataFolder(config);
  const { server, release } =
    config.databaseUrl === null
      ? await openEmbedded(folder, hold)
      : {
          server: addressedServer(config.databaseUrl, config.registerDatabaseUrl),
          release: () => Promise.resolve(),
        };
  try {
    await prepare(server, config);
    const migrated = await migrateAndClose(server);
    if (hold === 'service') await refuseUnsafe(server);
    if (hold === 'service' && config.registerDatabaseUrl !== null) await tryReplica(server);
    return { server, data: folder, moved, migrated, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function migrateAndClose(server: Server): Promise<readonly string[]> {
  const db = connectAsOwner(server);
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function dataFolder(config: Config): Promise<{ folder: string; moved: boolean }> {
  try {
    if (config.databaseUrl === null) return await dataFolderFor(config.data);
    await makeFolder(config.data);
    return { folder: config.data, moved: false };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const reasons: Readonly<Record<string, string>> = {
      EACCES: 'this account may not write there',
      EPERM: 'this account may not write there',
      EROFS: 'the disk is read-only',
      EEXIST: 'it is a file, not a folder',
      ENOTDIR: 'a part of its path is a file',
      ENOENT: 'no folder can be made there',
      ENOSPC: 'the disk is full',
    };
    throw new OpenError(
      `The data folder ${config.data} cannot be used: ${reasons[code] ?? code}. Choose another with FORESIGHT_DATA.`,
    );
  }
}

async function prepare(server: Server, config: Config): Promise<void> {
  try {
    await prepareServer(server);
  } catch (error) {
    if (config.databaseUrl === null) throw error;
    throw new OpenError(`DATABASE_URL cannot be used: ${whyNot(error)}.`);
  }
}

async function tryReplica(server: Server): Promise<void> {
  const client = new pg.Client({ ...server.as('foresight_public'), connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new OpenError(`REGISTER_DATABASE_URL cannot be used: ${whyNot(error)}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

// Never the address itself: it holds a password.
function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|ENOENT|EAI_AGAIN)$/.test(code))
    return `there is no answer from its server (${code})`;
  if (code === '28P01' || code === '28000') return 'its server does not accept this user and password';
  if (code === '42501') return 'its user may not create roles and databases (see docs/operating.md)';
  if (error instanceof pg.DatabaseError) return `its server says “${error.message}”`;
  return error instanceof Error && /timeout/.test(error.message)
    ? 'its server does not answer in time'
    : 'its server does not answer';
}
