import { installation } from '../acts/entry.ts';
import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { readConfig } from '../config.ts';
import { findAuthority } from '../partnership/authorities.ts';
import { createPartnership } from '../partnership/commands.ts';
import { type NewPartnership, prefixOf } from '../partnership/create.ts';
import { statutoryPartners } from '../partnership/statutory-partners.ts';
import { readSettings, usualNames } from '../partnership/settings.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { connect } from '../platform/db/connect.ts';
import { openServer } from '../platform/db/open.ts';
import { type CommandLine, exit } from './command-line.ts';
import { asOperator } from './operator.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight partnership create --name <name> --authority <name or GSS code> --host <host> [options]

Sets up a partnership. Afterwards: foresight invite <email> --role administrator

  --name <name>        "Eastwick Vale Safeguarding Children Partnership"
  --authority <who>    the local authority, by its name or its nine-character code (E08000012)
  --host <host>        where its public site answers (reviews.partnership.example); may be given more than once
  --prefix <letters>   what its case references begin with; else the first letters of its name
  --training           a made-up partnership for training: every page says so
  --json               the answer as JSON
`;

export const partnershipCreate: CommandLine = {
  name: 'partnership create',
  summary: 'set up a partnership',
  usage,
  async run(args, io) {
    const wanted = readWanted(args);
    const config = readConfig();
    const { server, release } = await openServer(config, 'visitor');
    const db = connect(server, 'foresight_worker', 2);
    try {
      const outcome = await asOperator(server, null, (bearer) =>
        perform(
          { db, clock: systemClock },
          { ...bearer, trail: installation },
          createPartnership,
          wanted.partnership,
        ),
      );
      if (outcome.outcome !== 'done') {
        io.err(`${outcome.outcome === 'refused' ? words(outcome.refusal) : 'Not found.'}\n`);
        return exit.fault;
      }
      const { name, referencePrefix, hosts, agencies } = wanted.partnership;
      const partners = agencies.map((agency) => agency.name);
      if (wanted.json)
        io.out(`${JSON.stringify({ id: outcome.done, name, referencePrefix, hosts, partners })}\n`);
      else
        io.out(
          `${name} is set up. Its case references begin with ${referencePrefix}-, and it answers at ${hosts.join(', ')}.\nIts safeguarding partners: ${partners.join('; ')}. Check the integrated care board: the list ends on 31 March 2026.\nNext: foresight invite <email> --role administrator${' '}--partnership ${referencePrefix}\n`,
        );
      return exit.done;
    } finally {
      await db.destroy();
      await release();
    }
  },
};

function readWanted(args: readonly string[]): { partnership: NewPartnership; json: boolean } {
  const { values, positionals } = readWords(
    args,
    {
      name: { type: 'string' },
      authority: { type: 'string' },
      host: { type: 'string', multiple: true, default: [] },
      prefix: { type: 'string' },
      training: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    usage,
  );
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here.\n\n${usage}`);
  const name = values.name?.trim();
  if (!name) throw new UsageError('Say what the partnership is called, with --name.');
  if (!values.authority?.trim()) throw new UsageError('Say whose area it is, with --authority.');
  const authority = findAuthority(values.authority);
  if (authority === null)
    throw new UsageError(
      `No English local authority is called "${values.authority}", and none has that code.`,
    );
  const hosts = values.host.map((host) => host.trim().toLowerCase());
  if (hosts.length === 0) throw new UsageError('Say where its public site answers, with --host.');
  const wrong = hosts.find((host) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/.test(host));
  if (wrong !== undefined)
    throw new UsageError(`"${wrong}" is not a host name: leave out http:// and the path.`);
  const referencePrefix = (values.prefix ?? prefixOf(name)).toUpperCase();
  if (!/^[A-Z]{2,10}$/.test(referencePrefix))
    throw new UsageError('A prefix has two to ten letters: set it with --prefix.');
  return {
    json: values.json,
    partnership: {
      name,
      referencePrefix,
      training: values.training,
      authorityCode: authority.code,
      authorityName: authority.officialName,
      hosts: [...new Set(hosts)],
      agencies: statutoryPartners(authority.code),
      names: usualNames(name, referencePrefix),
      settings: readSettings({}),
    },
  };
}
