import { readConfig } from '../config.ts';
import { run } from '../main.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords } from './words.ts';

const usage = `Usage: foresight serve

Starts the service: the database, its schema, the records that an empty installation begins with, and the site. Ctrl-C stops it.
Settings come from the environment; the README lists them.
`;

export const serve: CommandLine = {
  name: 'serve',
  summary: 'start the service',
  usage,
  async run(args, io) {
    readWords(args, {}, usage);
    await run(readConfig(), io);
    return exit.done;
  },
};
