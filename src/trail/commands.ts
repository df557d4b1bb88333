import type { Command } from '../acts/command.ts';
import { walk } from './store.ts';
import type { Verdict } from './verify.ts';

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
