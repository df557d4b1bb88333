import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { readConfig } from '../config.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { invitePerson } from '../people/commands.ts';
import { emailAddress, invitationLife, roles, type Role } from '../people/invitation.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { atPartnership } from './at-partnership.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight invite <email> --role <role> [--partnership <name, prefix or host>] [--json]

Invites a person and prints a link, which lives ${invitationLife.hours} hours and is used up by accepting, and a code. Give them the two by
different ways; neither is kept.

  --role <role>   ${roles.join(', ')}
`;

export const invite: CommandLine = {
  name: 'invite',
  summary: 'invite a person to a role',
  usage,
  async run(args, io) {
    const { email, role, partnership: meant, json } = readInvitation(args);
    const expiresAt = systemClock.now().add(invitationLife);
    return atPartnership(meant, async ({ db, bearer, partnership }) => {
      const invitation = { partnershipId: partnership.id, email, role, expiresAt };
      const outcome = await perform({ db, clock: systemClock }, bearer, invitePerson, invitation);
      if (outcome.outcome !== 'done') {
        io.err(`${outcome.outcome === 'refused' ? words(outcome.refusal) : 'Not found.'}\n`);
        return exit.fault;
      }
      const link = `${addressOf(partnership)}/invitation/${outcome.done.token}`;
      const code = `${outcome.done.code.slice(0, 4)} ${outcome.done.code.slice(4)}`;
      if (json)
        io.out(
          `${JSON.stringify({ partnership: partnership.name, role, link, code, expires: expiresAt.toString() })}\n`,
        );
      else io.out(`${link}\n${code}\n`);
      io.err(
        `The link lives ${invitationLife.hours} hours and is used up by accepting. Give the code (second line) by another way.\n`,
      );
      return exit.done;
    });
  },
};

// Where the partnership's own host is not this machine, the link leads to where the host is served.
function addressOf(partnership: Partnership): string {
  const config = readConfig();
  const [host] = partnership.hosts;
  if (config.publicUrl !== null)
    return host === undefined ? config.publicUrl : `${new URL(config.publicUrl).protocol}//${host}`;
  return `http://${partnership.training ? 'training.' : ''}localhost:${config.port}`;
}

function readInvitation(args: readonly string[]): {
  email: string;
  role: Role;
  partnership: string | null;
  json: boolean;
} {
  const options = {
    role: { type: 'string' },
    partnership: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = readWords(args, options, usage);
  const [address, ...rest] = positionals;
  if (address === undefined || rest.length > 0)
    throw new UsageError(`Say whom to invite: one e-mail address.\n\n${usage}`);
  const email = emailAddress(address);
  if (email === null) throw new UsageError(`"${address}" is not an e-mail address.`);
  const role = roles.find((one) => one === values.role);
  if (role === undefined) throw new UsageError(`Say the role with --role: ${roles.join(', ')}.`);
  return { email, role, partnership: values.partnership ?? null, json: values.json };
}
