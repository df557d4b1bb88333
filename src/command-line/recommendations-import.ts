import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { importRecommendations } from '../improvement/import.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { atPartnership } from './at-partnership.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight recommendations import <file.csv> [--partnership <name, prefix or host>] [--json]

Brings recommendations that were made elsewhere, so that whoever drafts one can see whether it was said before. Safe to run twice: a row
is known by its source and id. Rows that cannot be taken are listed by number; the others are. Exit code 3 when some were refused.

The file is CSV in UTF-8 with the heading: id, source, date, addressee, text, status.
`;

export const recommendationsImport: CommandLine = {
  name: 'recommendations import',
  summary: 'bring in recommendations that were made elsewhere',
  usage,
  async run(args, io) {
    const options = { partnership: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = readWords(args, options, usage);
    const [given, ...rest] = positionals;
    if (given === undefined || rest.length > 0) throw new UsageError(`Say which file to import.\n\n${usage}`);
    const text = await readFile(resolve(given), 'utf8').catch(() => {
      throw new UsageError(`The file ${given} cannot be read.`);
    });
    return atPartnership(values.partnership ?? null, async ({ db, bearer }) => {
      const room = { db, clock: systemClock };
      const report = await importRecommendations(room, bearer, text).catch((error: unknown) => {
        throw error instanceof SyntaxError ? new UsageError(error.message) : error;
      });
      if (values.json) io.out(`${JSON.stringify(report)}\n`);
      else {
        io.out(
          `${report.added} added, ${report.changed} changed, ${report.unchanged} unchanged, ${report.refused.length} refused\n`,
        );
        for (const { row, why } of report.refused) io.out(`  row ${row}: ${why}\n`);
      }
      return report.refused.length === 0 ? exit.done : exit.partly;
    });
  },
};
