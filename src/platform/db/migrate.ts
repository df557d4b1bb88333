import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { root } from '../../config.ts';
import { prepareQueues } from '../jobs/queues.ts';
import type { Database } from './connect.ts';

/** A schema that cannot be brought up to date: one sentence for whoever starts the service. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const bookkeeping = 'foresight_migrations';

/**
 * Brings the schema up to date, forward only, in one transaction; answers the names of the migrations that ran. Throws
 * MigrationError when the database is newer than this version, or when a migration that has run was edited since.
 */
export async function migrate(db: Database, folder = join(root, 'migrations')): Promise<readonly string[]> {
  const files = await readMigrations(folder);
  await refuseStrangers(db, files);
  const migrator = new Migrator({
    db,
    migrationTableSchema: bookkeeping,
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(files.map((file) => [file.name, step(file)]))),
    },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    const why = error instanceof Error ? error.message : 'unknown error';
    throw new MigrationError(
      `The database could not be brought up to date${failed ? ` (${failed})` : ''}: ${why}`,
    );
  }
  await prepareQueues(db);
  return (results ?? []).map((result) => result.migrationName);
}

interface File {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

async function readMigrations(folder: string): Promise<readonly File[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      return { name: file.slice(0, -4), text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

function step(file: File): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await sql.raw(file.text).execute(db);
      await sql`create table if not exists ${sql.id(bookkeeping, 'hash')} (name text primary key, hash text not null)`.execute(
        db,
      );
      await sql`insert into ${sql.id(bookkeeping, 'hash')} values (${file.name}, ${file.hash})`.execute(db);
    },
  };
}

async function refuseStrangers(db: Database, files: readonly File[]) {
  const { rows: table } = await sql<{ there: boolean }>`
    select to_regclass(${`${bookkeeping}.hash`}) is not null as there`.execute(db);
  if (!table[0]?.there) return;
  const { rows } = await sql<{ name: string; hash: string }>`
    select name, hash from ${sql.id(bookkeeping, 'hash')} order by name`.execute(db);
  const ours = new Map(files.map((file) => [file.name, file.hash]));
  for (const { name, hash } of rows) {
    const own = ours.get(name);
    if (own === undefined)
      throw new MigrationError(
        `The database is newer than this version of Foresight (it has "${name}"): install the newer version again.`,
      );
    if (own !== hash)
      throw new MigrationError(
        `The migration "${name}" was changed after it had run on this database: restore its file as it was.`,
      );
  }
}
