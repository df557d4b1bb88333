import { monitored } from '../src/improvement/commands-lists.ts';
import { shownLists } from '../src/improvement/lists.ts';
import { type Database, transactionOf } from '../src/platform/db/connect.ts';
import type { Colleague } from '../test/casework.ts';

const rounds = 8;

/** Measures each list with and without the filter of an agency, as the page asks for it: its counts and one page of rows. */
export async function looked(
  app: Database,
  { token }: Colleague,
  title: string,
  agency: string,
  isOwn: boolean,
): Promise<void> {
  const all: number[] = [];
  const today = Temporal.PlainDate.from('2026-11-23');
  const lines: string[] = [];
  for (const show of shownLists)
    for (const filter of [null, agency]) {
      const taken: number[] = [];
      for (let round = -1; round < rounds; round += 1) {
        const began = performance.now();
        await transactionOf(app, token, (tx) =>
          monitored.load(tx, {
            show,
            agency: filter,
            group: null,
            page: 1 + (round % 3 < 0 ? 0 : round % 3),
            today,
            isOwn,
          }),
        );
        if (round >= 0) taken.push(performance.now() - began);
      }
      all.push(...taken);
      lines.push(
        `    ${show.padEnd(9)} ${filter === null ? 'all       ' : 'one agency'} p95 ${at(taken, 0.95)} ms`,
      );
    }
  console.log(`  Lists, ${title}: p50 ${at(all, 0.5)} ms, p95 ${at(all, 0.95)} ms, most ${at(all, 1)} ms`);
  for (const line of lines) console.log(line);
}

const at = (times: readonly number[], part: number) =>
  (times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? 0).toFixed(0);
