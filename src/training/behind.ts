import type { Preparing } from '../acts/hold-back.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { ToldToStop } from './people.ts';

/** The setting up of a partnership for training while the others are served already. */
export interface Behind {
  /** How a partnership stands; null for one that is ready. */
  readonly preparing: (partnershipId: string) => Preparing | null;
  /** Begins with it. What goes wrong is logged, and keeps that partnership shut: the others have nothing to do with it. */
  begin(): void;
  /** Tells it to stop, and waits until nothing of it is under way. */
  stop(): Promise<void>;
}

/** What is left to be set up, and what sets it up; see `Left` of `src/seeds.ts`. */
interface Left {
  readonly partnershipId: string;
  readonly bring: (goesOn: () => boolean) => Promise<unknown>;
}

/** Sets up behind the first page what is left; nothing where that is null. */
export function setUpBehind(left: Left | null, log: Log): Behind {
  let stands: Preparing | null = left === null ? null : 'under-way';
  let goesOn = true;
  let running: Promise<void> = Promise.resolve();
  const bring = async () => {
    try {
      await left?.bring(() => goesOn);
      stands = null;
    } catch (error) {
      if (error instanceof ToldToStop) return;
      stands = 'failed';
      log.error('training-not-set-up', faultFacts(error));
    }
  };
  return {
    preparing: (partnershipId) => (partnershipId === left?.partnershipId ? stands : null),
    begin() {
      running = bring();
    },
    async stop() {
      goesOn = false;
      await running;
    },
  };
}
