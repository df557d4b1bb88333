import type { Room } from '../acts/command.ts';
import { record } from '../acts/entry.ts';
import { mail } from '../mail/store.ts';
import { readPartnerships } from '../partnership/store.ts';
import { type Clock, london } from '../platform/clock/clock.ts';
import { openWorker, type Worker, type WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { deriveClocks } from './commands-derive.ts';
import { sweptOn } from './ladder.ts';
import { remindsNow } from './remind.ts';
import { readHeldLadders } from './store-ladder.ts';
import { inSweep, noteReminders, sweepConnection } from './store-remind.ts';

/** What the calendar does by itself needs of the house. */
export interface CalendarParts {
  readonly server: WorkerParts['server'];
  readonly clock: Clock;
  readonly log: Log;
  readonly lookEvery?: number;
}

const hour = 3_600_000;

/** Begins to remind, now and every hour, and to derive clocks when a bank holiday changes. Close what it answers before the database. */
export async function openCalendar({ server, clock, log, ...parts }: CalendarParts): Promise<Worker> {
  const db = sweepConnection(server);
  const sweep = () =>
    remindAll(db, clock, log).catch((error: unknown) => log.error('reminders', faultFacts(error)));
  await sweep();
  const timer = setInterval(() => void sweep(), hour).unref();
  const worker = await openWorker({ ...parts, server, log, handlers: { 'clock.derive': deriveClocks(log) } });
  return {
    async close() {
      clearInterval(timer);
      await worker.close();
      await db.destroy();
    },
  };
}

/** Reminds for every partnership that counts today as a working day; answers how many people were mailed. */
export async function remindAll(db: Room['db'], clock: Clock, log: Log): Promise<number> {
  const now = clock.now().toZonedDateTimeISO(london).toPlainDateTime();
  let mailed = 0;
  for (const { id, settings } of await readPartnerships(db)) {
    if (!remindsNow(now, settings.calendar)) continue;
    const today = now.toPlainDate();
    mailed += await inSweep(db, id, async (tx) => {
      const held = await readHeldLadders(tx, today);
      const windows = sweptOn(held, settings.reminders, today, settings.calendar);
      const people = await noteReminders(tx, windows);
      // One mail, however many limits it stands for: it names none of them.
      for (const { email: to } of people) await mail(tx, { to, kind: 'clock-due' });
      const facts = {
        people: people.length,
        reminders: people.reduce((sum, { reminders }) => sum + reminders, 0),
      };
      if (people.length > 0) await record(tx, id, { verb: 'clock.remind', outcome: 'done', facts });
      return people.length;
    });
  }
  if (mailed > 0) log.info('reminders', { people: mailed });
  return mailed;
}
