import { type CommandLine, exit, type Io } from './command-line.ts';

// Each command is loaded when it is called: the calculator needs no database driver and answers at once.
const commands: Readonly<Record<string, { summary: string; load(): Promise<CommandLine> }>> = {
  serve: { summary: 'start the service', load: async () => (await import('./serve.ts')).serve },
  migrate: {
    summary: 'bring the database up to date',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  seed: { summary: 'fill an empty installation', load: async () => (await import('./seed.ts')).seed },
  clock: { summary: 'work out statutory dates', load: async () => (await import('./clock.ts')).clock },
  'chronology merge': {
    summary: 'put the chronologies of several agencies together',
    load: async () => (await import('./chronology.ts')).chronologyMerge,
  },
  'register import': {
    summary: 'bring a folder of published reviews into the register',
    load: async () => (await import('./register-import.ts')).registerImport,
  },
  'recommendations import': {
    summary: 'bring in recommendations that were made elsewhere',
    load: async () => (await import('./recommendations-import.ts')).recommendationsImport,
  },
  'partnership create': {
    summary: 'set up a partnership',
    load: async () => (await import('./partnership-create.ts')).partnershipCreate,
  },
  'agencies add-partners': {
    summary: 'add the safeguarding partners that an older installation lacks',
    load: async () => (await import('./agencies-add-partners.ts')).agenciesAddPartners,
  },
  invite: { summary: 'invite a person to a role', load: async () => (await import('./invite.ts')).invite },
  'sign-in-link': {
    summary: 'sign in to the training partnership, once',
    load: async () => (await import('./sign-in-link.ts')).signInLink,
  },
  'trail verify': {
    summary: 'check that the audit trail is whole',
    load: async () => (await import('./trail-verify.ts')).trailVerify,
  },
};

const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;

const help = `Usage: foresight <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`)
  .join('\n')}

foresight <command> --help says more. Answers go to standard output; warnings and progress to standard error.
Exit codes: 0 done, 1 it failed, 2 the call was wrong, 3 done in part.
`;

/** Runs one call of the command line; answers the exit code. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  const [first = '', second = ''] = words;
  const name = [`${first} ${second}`, first].find((one) => Object.hasOwn(commands, one));
  if (name === undefined) {
    if (first === '' || first === '--help' || first === '-h' || first === 'help') {
      io.out(help);
      return first === '' ? exit.usage : exit.done;
    }
    if (asksForHelp(words) && Object.keys(commands).some((one) => one.startsWith(`${first} `))) {
      io.out(help);
      return exit.done;
    }
    io.err(`There is no command "${first}". foresight --help lists them.\n`);
    return exit.usage;
  }
  const command = await commands[name]?.load();
  const args = words.slice(name.split(' ').length);
  if (command === undefined) return exit.fault;
  if (asksForHelp(args)) {
    io.out(command.usage);
    return exit.done;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    return failed(error, io);
  }
}

const asksForHelp = (words: readonly string[]) => words.includes('--help') || words.includes('-h');

// By name, so that a command that needs no database does not load one.
const expected: Readonly<Record<string, number>> = {
  UsageError: exit.usage,
  SettingError: exit.usage,
  OpenError: exit.fault,
  EmbeddedError: exit.fault,
  MigrationError: exit.fault,
  ListenError: exit.fault,
  KeyError: exit.fault,
  UnsafeError: exit.fault,
};

// What we foresaw is one sentence; anything else is a fault, told by its kind and place and never by the data it may quote.
async function failed(error: unknown, io: Io): Promise<number> {
  const code = error instanceof Error ? expected[error.name] : undefined;
  if (error instanceof Error && code !== undefined) {
    io.err(`${error.message.trimEnd()}\n`);
    return code;
  }
  const { faultFacts } = await import('../platform/log/log.ts');
  io.err(`Something went wrong: ${JSON.stringify(faultFacts(error))}\n`);
  return exit.fault;
}

// Whoever reads the answer may stop reading (| head): the act is done all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
