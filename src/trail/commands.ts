import type { Command } from '../acts/command.ts';
import type { Tx } from '../platform/db/connect.ts';
import { readChain, readHead } from './store.ts';
import { beginning, misfit, type Verdict } from './verify.ts';

/** Checks a trail from its first entry to its head; the check is itself an act, and leaves an entry after what it checked. */
export const verifyTrail: Command<{ readonly trail: string }, Verdict, Verdict, Verdict> = {
  verb: 'trail.verify',
  load: (tx, { trail }) => walk(tx, trail),
  decide: (verdict) => verdict,
  write: (_, verdict) =>
    Promise.resolve({
      done: verdict,
      entry: {
        facts: { entries: verdict.entries, whole: verdict.broken === null, broken: verdict.broken?.seq ?? 0 },
      },
    }),
};

async function walk(tx: Tx, trail: string): Promise<Verdict> {
  let previous: Buffer = beginning;
  let seq = 0;
  for (;;) {
    const rows = await readChain(tx, trail, seq, 5_000);
    for (const row of rows) {
      const why = misfit(previous, seq + 1, row);
      if (why !== null) return { entries: seq, broken: { seq: seq + 1, why } };
      previous = row.hash;
      seq = row.seq;
    }
    if (rows.length < 5_000) break;
  }
  const head = await readHead(tx, trail);
  if (head !== null && (head.seq !== seq || !head.hash.equals(previous)))
    return {
      entries: seq,
      broken: { seq: seq + 1, why: `entries are missing at the end: the trail had ${head.seq}` },
    };
  if (head === null && seq > 0)
    return { entries: seq, broken: { seq: 1, why: 'the head of the trail is gone' } };
  return { entries: seq, broken: null };
}
