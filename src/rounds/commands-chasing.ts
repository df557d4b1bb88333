import type { Room } from '../acts/command.ts';
import { record } from '../acts/entry.ts';
import { remindsNow, windowsOn } from '../calendar/remind.ts';
import { inSweep, sweepConnection } from '../calendar/store-remind.ts';
import { readPartnerships } from '../partnership/store.ts';
import { type Clock, london } from '../platform/clock/clock.ts';
import type { Worker, WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { chasingSteps } from '../requests/ladder.ts';
import { chaseRounds } from './store-own.ts';

/** What chasing by the clock needs of the house. */
export interface RoundChasingParts {
  readonly server: WorkerParts['server'];
  readonly clock: Clock;
  readonly log: Log;
}

const hour = 3_600_000;

/** Begins to chase, now and every hour; who was reminded is not again. Open it after the post, which says whether mail goes out. */
export async function openRoundChasing({ server, clock, log }: RoundChasingParts): Promise<Worker> {
  const db = sweepConnection(server);
  let last: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    last = chaseAllRounds(db, clock, log).catch((error: unknown) =>
      log.error('round-chasing', faultFacts(error)),
    );
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
 * Reminds whoever has a seat that has not answered a question, for every partnership that counts today as a working day, on the same
 * rungs as agencies: one working day before the last day, on it and after it. Answers how many mails were written.
 */
export async function chaseAllRounds(db: Room['db'], clock: Clock, log: Log): Promise<number> {
  const now = clock.now().toZonedDateTimeISO(london).toPlainDateTime();
  let chased = 0;
  for (const { id, settings } of await readPartnerships(db)) {
    const { calendar } = settings;
    if (!remindsNow(now, calendar)) continue;
    const windows = chasingSteps.flatMap(({ step: rung, ...step }) =>
      windowsOn([{ step: rung, ...step }], now.toPlainDate(), calendar).map(({ due_from, due_to }) => ({
        rung,
        due_from,
        due_to,
      })),
    );
    chased += await inSweep(db, id, async (tx) => {
      const mails = await chaseRounds(tx, windows);
      const rounds = new Map(mails.map((mail) => [`${mail.roundId} ${mail.rung}`, mail]));
      for (const { roundId, caseId, rung } of rounds.values())
        await record(tx, id, {
          verb: 'round.chase-by-clock',
          outcome: 'done',
          case: caseId,
          object: roundId,
          facts: { rung },
        });
      return mails.length;
    });
  }
  if (chased > 0) log.info('round-chasing', { mails: chased });
  return chased;
}
