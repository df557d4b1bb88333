import type { WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { keepHouse } from './store-upkeep.ts';

/** What keeping the house needs. */
export interface Upkeep {
  readonly server: WorkerParts['server'];
  readonly log: Log;
  /** How often (milliseconds); once a day where nothing is said. */
  readonly every?: number;
}

const day = 86_400_000;
// Far more than there can be, so that a fault in the counting ends.
const roundsMost = 1_000;

/**
 * Destroys what is past its day and warns of what soon will be, now and once a day, whether or not anybody comes: drafts, consultations,
 * and what opened something and no longer does. A day that fails is made good by the next. Close what it answers before the database is closed.
 */
export function openUpkeep({ server, log, every = day }: Upkeep): { close(): Promise<void> } {
  let closing = false;
  const once = async () => {
    try {
      const { destroyed, warned } = await keepAll(server, () => closing);
      if (destroyed + warned > 0) log.info('upkeep', { destroyed, warned });
    } catch (error) {
      log.error('upkeep', faultFacts(error));
    }
  };
  // Nobody waits for it: the service answers while the house is kept.
  let underWay = once();
  const timer = setInterval(() => {
    underWay = underWay.then(once);
  }, every).unref();
  return {
    async close() {
      closing = true;
      clearInterval(timer);
      await underWay;
    },
  };
}

async function keepAll(server: Upkeep['server'], isClosing: () => boolean) {
  const all = { destroyed: 0, warned: 0 };
  for (let round = 0; round < roundsMost && !isClosing(); round += 1) {
    const { destroyed, warned, more } = await keepHouse(server);
    all.destroyed += destroyed;
    all.warned += warned;
    if (!more || destroyed + warned === 0) break;
  }
  return all;
}
