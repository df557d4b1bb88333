import { record } from '../acts/entry.ts';
import { nobodysId } from '../acts/work-room.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { mail } from '../mail/store.ts';
import { readPartnerships } from '../partnership/store.ts';
import type { Handler } from '../platform/jobs/worker.ts';
import type { Log } from '../platform/log/log.ts';
import { movedCopyDays } from '../review/derive.ts';
import { noteCopyDays, readCopyDays } from '../review/store-derive.ts';
import { movedBy } from './derive.ts';
import { beginRun, endRun, holdClocks, noteDerived, readToDerive } from './store-derive.ts';

// So many cases in a transaction: whoever records a day waits no longer than one of these takes.
const atOnce = 5_000;

/**
 * The job of a run: every clock of the partnership derived anew, some cases at a time, so that its page tells how far it has come and nobody
 * waits long to record a day. Run again, it begins again and finds nothing more to move.
 */
export const deriveClocks =
  (log: Log): Handler =>
  async ({ payload: { subject: run }, transaction }) => {
    const total = await transaction(beginRun);
    if (total === null) return 'done';
    let beyond: string | null = nobodysId;
    let moved = 0;
    // What is known of one calendar is no good for another, should it change between two batches.
    let counted: { readonly by: string; readonly derive: ReturnType<typeof movedBy> } | null = null;
    while (beyond !== null) {
      const from: string = beyond;
      const batch = await transaction(async (tx) => {
        const here = await holdClocks(tx);
        // After the lock: what holds now is what the clocks are derived by.
        const settings = (await readPartnerships(tx)).find(({ id }) => id === here)?.settings;
        if (settings === undefined) throw new Error('a job of no partnership');
        const cases = await readToDerive(tx, from, atOnce);
        const by = JSON.stringify(settings);
        const known = counted?.by === by ? counted : { by, derive: movedBy(conventionsOf(settings)) };
        counted = known;
        // Cases with the same clocks come together, so that the last one of all is looked for.
        const last = cases.reduce((found, { last_id: id }) => (id > found ? id : found), from);
        const many = cases.reduce((sum, { how_many: some }) => sum + some, 0);
        const upto = many < atOnce ? null : last;
        return { last: upto, moved: await noteDerived(tx, { beyond: from, upto }, known.derive(cases)) };
      });
      beyond = batch.last;
      moved += batch.moved;
    }
    const told = await transaction(async (tx) => {
      const here = await holdClocks(tx);
      const settings = (await readPartnerships(tx)).find(({ id }) => id === here)?.settings;
      if (settings === undefined) throw new Error('a job of no partnership');
      // Reviews are few, so their dates take one statement beside those of the cases.
      const copies = movedCopyDays(await readCopyDays(tx), conventionsOf(settings));
      await noteCopyDays(tx, copies);
      moved += copies.length;
      const people = await endRun(tx);
      for (const to of people) await mail(tx, { to, kind: 'dates-moved' });
      const facts = { clocks: total, moved, told: people.length };
      await record(tx, here, { verb: 'clock.derive', outcome: 'done', object: run, facts });
      return people.length;
    });
    log.info('clocks-derived', { run, clocks: total, moved, told });
    return 'done';
  };
