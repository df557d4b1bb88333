import { sql } from 'kysely';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import pgBoss from 'pg-boss/package.json' with { type: 'json' };
import type { Database } from '../db/connect.ts';
import { type JobName, jobNames } from './jobs.ts';

/** How a queue treats its jobs. Times are in seconds. */
interface Queue {
  /** Attempts after the first. */
  readonly retryLimit: number;
  /** Before the second attempt; doubled before each later one, with some chance in it. */
  readonly retryDelay: number;
  readonly retryDelayMax: number;
  /** After which a job whose worker died is given to another. */
  readonly expireInSeconds: number;
  /** For how long a job waits to be done, and its proof holds. */
  readonly retentionSeconds: number;
  /** For how long a job that is over stays, for whoever looks into the queue, and for its key. */
  readonly deleteAfterSeconds: number;
}

const minute = 60;
const day = 24 * 60 * minute;

const queues: Readonly<Record<JobName, Queue>> = {
  // Nine attempts in about half a day: as long as a mail server may be down without anybody having to act.
  'mail.send': {
    retryLimit: 8,
    retryDelay: minute,
    retryDelayMax: 180 * minute,
    expireInSeconds: 4 * minute,
    retentionSeconds: 14 * day,
    deleteAfterSeconds: 7 * day,
  },
  // Nine attempts in about half a day as well: for so long a scanner may be away before somebody has to ask again.
  'file.check': {
    retryLimit: 8,
    retryDelay: minute,
    retryDelayMax: 180 * minute,
    expireInSeconds: 10 * minute,
    retentionSeconds: 14 * day,
    deleteAfterSeconds: 7 * day,
  },
  // It goes on where it stopped, so a few attempts are enough.
  'clock.derive': {
    retryLimit: 4,
    retryDelay: minute,
    retryDelayMax: 30 * minute,
    expireInSeconds: 10 * minute,
    retentionSeconds: 14 * day,
    deleteAfterSeconds: 7 * day,
  },
  // Somebody waits for each, so a few attempts within minutes, and then it is said that it could not be made.
  'pack.count': {
    retryLimit: 3,
    retryDelay: 10,
    retryDelayMax: minute,
    expireInSeconds: 3 * minute,
    retentionSeconds: 2 * day,
    deleteAfterSeconds: day,
  },
  'pack.copy': {
    retryLimit: 2,
    retryDelay: 10,
    retryDelayMax: minute,
    expireInSeconds: 3 * minute,
    retentionSeconds: day,
    deleteAfterSeconds: day,
  },
};

const schema = 'pgboss';

/**
 * Makes pg-boss' schema, or brings it up to date, and the queues; as the owner, so that the worker needs no right to change it. Safe
 * to run again and by several processes at once.
 */
export async function prepareQueues(db: Database): Promise<void> {
  await db.connection().execute(async (one) => {
    // pg-boss' own plans begin and end a transaction, so that the lock has to outlive it.
    await sql`select pg_advisory_lock(hashtextextended('foresight queues', 0))`.execute(one);
    try {
      const version = await installedVersion(one);
      if (version === null) await sql.raw(getConstructionPlans(schema)).execute(one);
      else if (version < pgBoss.pgboss.schema) await sql.raw(getMigrationPlans(schema, version)).execute(one);
      await makeQueues(one);
      await grantToWorker(one);
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended('foresight queues', 0))`.execute(one);
    }
  });
}

async function installedVersion(db: Database): Promise<number | null> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass(${`${schema}.version`}) is not null as there`.execute(db);
  if (!rows[0]?.there) return null;
  const found = await sql<{ version: number }>`select version from ${sql.id(schema, 'version')}`.execute(db);
  return found.rows[0]?.version ?? null;
}

// A queue that is there already is left as it is, but for its times.
async function makeQueues(db: Database): Promise<void> {
  for (const name of jobNames) {
    const queue = queues[name];
    const options = JSON.stringify({ ...queue, policy: 'standard', retryBackoff: true, notify: true });
    await sql`select pgboss.create_queue(${name}, ${options}::jsonb)`.execute(db);
    await sql`
      update pgboss.queue set retry_limit = ${queue.retryLimit}, retry_delay = ${queue.retryDelay},
        retry_delay_max = ${queue.retryDelayMax}, expire_seconds = ${queue.expireInSeconds},
        retention_seconds = ${queue.retentionSeconds}, deletion_seconds = ${queue.deleteAfterSeconds}
      where name = ${name}`.execute(db);
  }
}

// The application's own role gets nothing here: it enqueues through ctx.enqueue, and can read no job and no proof.
async function grantToWorker(db: Database): Promise<void> {
  await sql
    .raw(`
    grant usage on schema ${schema} to foresight_worker;
    grant select, insert, update, delete on all tables in schema ${schema} to foresight_worker;
    grant execute on function ${schema}.job_now() to foresight_worker;`)
    .execute(db);
}
