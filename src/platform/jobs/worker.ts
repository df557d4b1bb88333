import { sql } from 'kysely';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { connect, transactionOf, type Tx } from '../db/connect.ts';
import type { Server } from '../db/server.ts';
import { faultFacts, type Log } from '../log/log.ts';
import { type JobName, jobNames, type Payload } from './jobs.ts';

/** A job as its handler gets it. */
export interface Job {
  readonly payload: Payload;
  /** True on the last attempt: after it the queue gives up. */
  readonly last: boolean;
  /** A transaction under the proof of this job. Several may follow one another. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** Does a job. It may run again after it has run: a worker can die between the deed and the note of it. */
export type Handler = (job: Job) => Promise<'done' | 'again'>;

export interface Worker {
  /** Takes no further job, waits up to ten seconds for the one under way, and closes every connection. */
  readonly close: () => Promise<void>;
}

/** What a worker is made of. */
export interface WorkerParts {
  readonly server: Server;
  readonly log: Log;
  /** What this worker does; jobs of other names are left to others. */
  readonly handlers: Readonly<Partial<Record<JobName, Handler>>>;
  /** How often to look for jobs whose time has come again (seconds). New ones announce themselves. */
  readonly lookEvery?: number;
}

/** The attempt failed and is to be made again. Without a word of why: the queue keeps what is thrown. */
class AgainError extends Error {
  override readonly name = 'AgainError';
}

/**
 * Starts a worker in this process, as foresight_worker. It sleeps until the database tells it of a job, and looks by itself every
 * half minute. Throws where the database cannot be reached.
 */
export async function openWorker(parts: WorkerParts): Promise<Worker> {
  const { server, log, handlers, lookEvery = 30 } = parts;
  const db = connect(server, 'foresight_worker', 2);
  const boss = new PgBoss({
    ...queueConnection(server),
    max: 2,
    application_name: 'foresight_worker queue',
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    schedule: false,
    // Jobs of a worker that died are found by this.
    superviseIntervalSeconds: 2 * lookEvery,
    monitorIntervalSeconds: 2 * lookEvery,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    persistWarnings: false,
    useListenNotify: true,
    notifyHeartbeatIntervalMs: 30_000,
    // No job here waits for another one.
    flowIntervalSeconds: 3_600,
  });
  boss.on('error', (error) => log.error('queue', faultFacts(error)));
  const run =
    (name: JobName, handler: Handler) =>
    async (jobs: JobWithMetadata<{ token: string; payload: Payload }>[]) => {
      for (const { data, retryCount, retryLimit } of jobs) {
        const { token, payload } = data;
        const transaction: Job['transaction'] = (work) => transactionOf(db, token, work);
        const job = { payload, last: retryCount >= retryLimit, transaction };
        if ((await outcomeOf(handler, job, name, log)) === 'again' && !job.last) throw new AgainError();
        // What is over has no proof any longer.
        await sql`select ctx.revoke(${token})`.execute(db);
      }
    };
  const close = async () => {
    await boss.stop({ graceful: true, timeout: 10_000 });
    await db.destroy();
  };
  try {
    await boss.start();
    const often = {
      pollingIntervalSeconds: Math.min(lookEvery, 10),
      notifyPollingIntervalSeconds: lookEvery,
    };
    for (const name of jobNames) {
      const handler = handlers[name];
      if (handler !== undefined)
        await boss.work(name, { ...often, includeMetadata: true }, run(name, handler));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

// 28000: the proof has run out or was taken back, so there is nothing that anybody could still do.
async function outcomeOf(handler: Handler, job: Job, name: JobName, log: Log): Promise<'done' | 'again'> {
  try {
    return await handler(job);
  } catch (error) {
    log.error('job', { job: name, last: job.last, ...faultFacts(error) });
    return error instanceof Error && 'code' in error && error.code === '28000' ? 'done' : 'again';
  }
}

function queueConnection(server: Server) {
  const { connectionString, host, port, user, database } = server.as('foresight_worker');
  return connectionString === undefined
    ? { host: host ?? '', port: port ?? 5432, user: user ?? '', database: database ?? server.database }
    : { connectionString };
}
