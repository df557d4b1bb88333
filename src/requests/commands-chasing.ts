import type { Room } from '../acts/command.ts';
import { record } from '../acts/entry.ts';
import { remindsNow, windowsOn } from '../calendar/remind.ts';
import { inSweep, sweepConnection } from '../calendar/store-remind.ts';
import { readPartnerships } from '../partnership/store.ts';
import { type Clock, london } from '../platform/clock/clock.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Worker, WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { chasingSteps } from './ladder.ts';
import { chaseByClock, type ChasingWindow } from './store-chasing.ts';

/** What chasing by the clock needs of the house. */
export interface ChasingParts {
  readonly server: WorkerParts['server'];
  readonly clock: Clock;
  readonly log: Log;
}

type Tx = Parameters<typeof chaseByClock>[0];

const hour = 3_600_000;

/** Begins to chase, now and every hour; who was reminded is not again. Open it after the post, which says whether mail goes out. */
export async function openChasing({ server, clock, log }: ChasingParts): Promise<Worker> {
  const db = sweepConnection(server);
  let last: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    last = chaseAll(db, clock, log).catch((error: unknown) => log.error('chasing', faultFacts(error)));
    return last;
  };
  await sweep();
  const timer = setInterval(() => void sweep(), hour).unref();
  return {
    async close() {
      clearInterval(timer);
      await last;
      await db.destroy();
    },
  };
}

/**
 * Reminds whoever agencies named and has not answered, for every partnership that counts today as a working day and from the hour on from
 * which reminders go out there; answers how many. What a rung missed while the service was down is made up for.
 */
export async function chaseAll(db: Room['db'], clock: Clock, log: Log): Promise<number> {
  const now = clock.now().toZonedDateTimeISO(london).toPlainDateTime();
  const today = now.toPlainDate();
  let chased = 0;
  for (const { id, settings } of await readPartnerships(db)) {
    const { calendar } = settings;
    if (!remindsNow(now, calendar)) continue;
    const windows = chasingSteps.flatMap(({ step: rung, ...step }) =>
      windowsOn([{ step: rung, ...step }], today, calendar).map(
        ({ due_from, due_to }): ChasingWindow => ({ rung, due_from, due_to }),
      ),
    );
    chased += await inSweep(db, id, (tx) => chaseHere(tx, id, windows, today));
  }
  if (chased > 0) log.info('chasing', { people: chased });
  return chased;
}

// Each has an entry of its own, so that the history of the case shows it. A mail without a job would be one that nobody sends.
async function chaseHere(
  tx: Tx,
  partnershipId: string,
  windows: readonly ChasingWindow[],
  today: Temporal.PlainDate,
): Promise<number> {
  const chased = await chaseByClock(tx, windows, today);
  for (const { mailId, what, id, caseId, rung } of chased) {
    await enqueue(tx, 'mail.send', { subject: mailId });
    const of = caseId === null ? { object: id } : { object: id, case: caseId };
    await record(tx, partnershipId, {
      verb: 'request.chase-by-clock',
      outcome: 'done',
      ...of,
      facts: { rung, of: what },
    });
  }
  return chased.length;
}
