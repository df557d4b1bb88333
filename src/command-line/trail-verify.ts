import { installation } from '../acts/entry.ts';
import { type Bearer, perform } from '../acts/command.ts';
import { readConfig } from '../config.ts';
import { choosePartnership } from '../partnership/choose.ts';
import { readPartnerships } from '../partnership/store.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { connect, type Database, transactionOf } from '../platform/db/connect.ts';
import { openServer } from '../platform/db/open.ts';
import { verifyTrail } from '../trail/commands.ts';
import { walk } from '../trail/store.ts';
import type { Verdict } from '../trail/verify.ts';
import { type CommandLine, exit } from './command-line.ts';
import { asOperator } from './operator.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight trail verify [--partnership <name, prefix or host>] [--json]

Derives the audit trail again, entry by entry, and names the first that does not fit: of one partnership, or of all and of the
installation itself. Exit code 1 when one does not fit.
`;

export const trailVerify: CommandLine = {
  name: 'trail verify',
  summary: 'check that the audit trail is whole',
  usage,
  async run(args, io) {
    const options = { partnership: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { values } = readWords(args, options, usage);
    const { server, release } = await openServer(readConfig(), 'visitor');
    const db = connect(server, 'foresight_worker', 2);
    try {
      const trails = await chooseTrails(db, values.partnership ?? null);
      const verdicts: { trail: string; entries: number; broken: Verdict['broken'] }[] = [];
      for (const { name, id } of trails) {
        io.err(`${name} …\n`);
        const verdict = await asOperator(server, id === installation ? null : id, (bearer) =>
          verify(db, bearer),
        );
        verdicts.push({ trail: name, ...verdict });
      }
      const whole = verdicts.every(({ broken }) => broken === null);
      if (values.json) io.out(`${JSON.stringify({ whole, trails: verdicts })}\n`);
      else for (const verdict of verdicts) io.out(`${inWords(verdict)}\n`);
      return whole ? exit.done : exit.fault;
    } finally {
      await db.destroy();
      await release();
    }
  },
};

async function chooseTrails(db: Database, meant: string | null) {
  const partnerships = await readPartnerships(db);
  if (meant === null) return [{ name: 'The installation', id: installation }, ...partnerships];
  const one = choosePartnership(partnerships, meant);
  if (one === null) throw new UsageError(`No partnership here is called "${meant}".`);
  return [one];
}

async function verify(db: Database, bearer: Bearer): Promise<Verdict> {
  try {
    const outcome = await perform({ db, clock: systemClock }, bearer, verifyTrail, { trail: bearer.trail });
    if (outcome.outcome === 'done') return outcome.done;
  } catch (error) {
    // A broken trail may take no more entries, the one of its check among them. What is wrong with it is told all the same.
    const verdict = await transactionOf(db, bearer.token, (tx) => walk(tx, bearer.trail));
    if (verdict.broken === null) throw error;
    return verdict;
  }
  throw new Error('the trail could not be read');
}

function inWords({
  trail,
  entries,
  broken,
}: {
  trail: string;
  entries: number;
  broken: Verdict['broken'];
}): string {
  if (broken === null) return `${trail}: whole, ${entries} entries.`;
  return `${trail}: entry ${broken.seq} does not fit: ${broken.why}.`;
}
