import { type Bearer, perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { readCurrentAgencies } from '../agencies/store.ts';
import { invitePerson } from '../people/commands.ts';
import { emailAddress, invitationLife, roles, type Role } from '../people/invitation.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { type Database, transactionOf } from '../platform/db/connect.ts';
import { addressOf } from './address.ts';
import { atPartnership } from './at-partnership.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight invite <email> --role <role> [--agency <name>] [--partnership <name, prefix or host>] [--json]

Invites a person and prints a link, which lives ${invitationLife.hours} hours and is used up by accepting, and a code. Give them the two by
different ways; neither is kept.

  --role <role>     ${roles.join(', ')}
  --agency <name>   for which agency they come: a member, a notifier (a local authority) and a partner-delegate (one of the
                    three statutory partners) must have one, a safeguarding-lead may
`;

export const invite: CommandLine = {
  name: 'invite',
  summary: 'invite a person to a role',
  usage,
  async run(args, io) {
    const { email, role, agency, partnership: meant, json } = readInvitation(args);
    const expiresAt = systemClock.now().add(invitationLife);
    return atPartnership(meant, async ({ db, bearer, partnership }) => {
      const agencyId = agency === null ? null : await agencyNamed(db, bearer, agency);
      const invitation = { partnershipId: partnership.id, email, role, agencyId, expiresAt };
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

// Agencies are no secret, so finding one by its name is no act of its own.
async function agencyNamed(db: Database, bearer: Bearer, meant: string): Promise<string> {
  const present = await transactionOf(db, bearer.token, (tx) => readCurrentAgencies(tx));
  const asked = meant.trim().toLowerCase();
  const agency = present.find(({ name }) => name.toLowerCase() === asked);
  if (agency !== undefined) return agency.id;
  const known = present.length === 0 ? 'none' : present.map(({ name }) => name).join('; ');
  throw new UsageError(`No agency here is called "${meant}". Here are: ${known}.`);
}

function readInvitation(args: readonly string[]): {
  email: string;
  role: Role;
  agency: string | null;
  partnership: string | null;
  json: boolean;
} {
  const options = {
    role: { type: 'string' },
    agency: { type: 'string' },
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
  const { agency = null, partnership = null, json } = values;
  return { email, role, agency, partnership, json };
}
