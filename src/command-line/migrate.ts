import { readConfig } from '../config.ts';
import { openServer } from '../platform/db/open.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords } from './words.ts';

const usage = `Usage: foresight migrate [--json]

Brings the database up to date and says which migrations ran. The service does the same when it starts.
`;

export const migrateCommand: CommandLine = {
  name: 'migrate',
  summary: 'bring the database up to date',
  usage,
  async run(args, io) {
    const { values } = readWords(args, { json: { type: 'boolean', default: false } }, usage);
    const { migrated, release } = await openServer(readConfig(), 'visitor');
    await release();
    if (values.json) io.out(`${JSON.stringify({ migrated })}\n`);
    else io.out(migrated.length === 0 ? 'The database is up to date.\n' : `${migrated.join('\n')}\n`);
    return exit.done;
  },
};
