import { readConfig } from '../config.ts';
import { openServer } from '../platform/db/open.ts';
import { seedInstallation } from '../seeds.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords } from './words.ts';

const usage = `Usage: foresight seed [--json]

Fills an empty installation with what FORESIGHT_SEED names (liverpool,training unless set): Liverpool's published reviews, and a
made-up partnership for training. Does nothing where a partnership of one's own has been set up.
`;

export const seed: CommandLine = {
  name: 'seed',
  summary: 'fill an empty installation',
  usage,
  async run(args, io) {
    const { values } = readWords(args, { json: { type: 'boolean', default: false } }, usage);
    const config = readConfig();
    const { server, release } = await openServer(config, 'visitor');
    try {
      const added = await seedInstallation(server, config.seeds, (progress) => io.err(`${progress}\n`));
      if (values.json) io.out(`${JSON.stringify({ added })}\n`);
      else io.out(added.length === 0 ? 'Nothing to add.\n' : `${added.join('\n')}\n`);
      return exit.done;
    } finally {
      await release();
    }
  },
};
