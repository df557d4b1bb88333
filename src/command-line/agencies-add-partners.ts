import { perform } from '../acts/command.ts';
import { addAgency } from '../agencies/commands.ts';
import { missingPartners } from '../agencies/agency.ts';
import { readCurrentAgencies } from '../agencies/store.ts';
import { statutoryPartners } from '../partnership/statutory-partners.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { atPartnership } from './at-partnership.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight agencies add-partners [--partnership <name, prefix or host>] [--json]

Adds the statutory safeguarding partners of the partnership's authority: the authority itself, its police force and its integrated care
boards. For a partnership that was set up before there were agencies; a kind of which there is one already is left alone. The list of
boards ends on 31 March 2026: check it, and end or rename what has changed on the page Agencies.
`;

export const agenciesAddPartners: CommandLine = {
  name: 'agencies add-partners',
  summary: 'add the safeguarding partners that an older installation lacks',
  usage,
  async run(args, io) {
    const options = {
      partnership: { type: 'string' },
      json: { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = readWords(args, options, usage);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here.\n\n${usage}`);
    return atPartnership(values.partnership ?? null, async ({ db, bearer, partnership }) => {
      const partners = statutoryPartners(partnership.authorityCode);
      if (partners.length === 0) {
        io.err(
          `The list of English authorities has no ${partnership.authorityCode} (${partnership.authorityName}). Add the agencies on the page Agencies.\n`,
        );
        return exit.fault;
      }
      const present = await transactionOf(db, bearer.token, (tx) => readCurrentAgencies(tx));
      const missing = missingPartners(present);
      const added: string[] = [];
      for (const agency of partners.filter(({ kind }) => missing.includes(kind))) {
        const adding = { partnershipId: partnership.id, agency };
        const outcome = await perform({ db, clock: systemClock }, bearer, addAgency, adding);
        if (outcome.outcome === 'done') added.push(agency.name);
      }
      if (values.json) io.out(`${JSON.stringify({ partnership: partnership.name, added })}\n`);
      else io.out(added.length === 0 ? 'Nothing to add.\n' : `${added.join('\n')}\n`);
      return exit.done;
    });
  },
};
