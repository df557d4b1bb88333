import { setTimeout } from 'node:timers/promises';
import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { offerSession } from '../people/commands-sign-in-link.ts';
import { emailAddress, roleWords } from '../people/invitation.ts';
import { systemClock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/connect.ts';
import { isBeingSetUp } from '../training/store.ts';
import { addressOf } from './address.ts';
import { type AtPartnership, atPartnership } from './at-partnership.ts';
import { type CommandLine, exit, type Io } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight sign-in-link <email> [--partnership <name, prefix or host>] [--json]

Prints a link that signs a person of a training partnership in, once, within 15 minutes, without password: for trying things out.
Refused, with exit code 2, for every other partnership and for anybody without a role there today.
`;

export const signInLink: CommandLine = {
  name: 'sign-in-link',
  summary: 'sign in to the training partnership, once',
  usage,
  async run(args, io) {
    const { email, meant, json } = readCall(args);
    const make = async ({ db, bearer, partnership }: AtPartnership) => {
      await untilSetUp(db, partnership.id, io);
      const wanted = { email, partnership: partnership.name };
      const outcome = await perform({ db, clock: systemClock }, bearer, offerSession, wanted);
      if (outcome.outcome !== 'done')
        throw new UsageError(outcome.outcome === 'refused' ? words(outcome.refusal) : 'Not found.');
      const { token, roles, expiresAt } = outcome.done;
      const link = `${addressOf(partnership)}/sign-in-link/${token}`;
      if (json)
        io.out(
          `${JSON.stringify({ partnership: partnership.name, roles, link, expires: expiresAt.toString() })}\n`,
        );
      else io.out(`${link}\n`);
      io.err(
        `It signs in once, within 15 minutes, as ${roles.map(roleWords).join(', ')} of ${partnership.name}.\n`,
      );
      return exit.done;
    };
    return atPartnership(meant, make, 'training');
  },
};

// The people of a partnership for training come one by one in its first seconds, behind a running service.
async function untilSetUp(db: Database, partnershipId: string, io: Io): Promise<void> {
  for (let waited = 0; await isBeingSetUp(db, partnershipId); waited += 1) {
    if (waited === 0)
      io.err('The training partnership is being set up. The link comes as soon as it is ready …\n');
    if (waited * pause > longest)
      throw new UsageError('The training partnership is still being set up: try again in a moment.');
    await setTimeout(pause);
  }
}

// Milliseconds.
const pause = 250;
const longest = 90_000;

function readCall(args: readonly string[]): { email: string; meant: string | null; json: boolean } {
  const options = { partnership: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = readWords(args, options, usage);
  const [address, ...rest] = positionals;
  if (address === undefined || rest.length > 0)
    throw new UsageError(`Say who signs in: one e-mail address.\n\n${usage}`);
  const email = emailAddress(address);
  if (email === null) throw new UsageError(`"${address}" is not an e-mail address.`);
  return { email, meant: values.partnership ?? null, json: values.json };
}
