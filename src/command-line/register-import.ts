import { resolve } from 'node:path';
import { systemClock } from '../platform/clock/clock.ts';
import { openReader } from '../platform/documents/read-document.ts';
import { importRegister, openRegisterFolder } from '../register/import.ts';
import { atPartnership } from './at-partnership.ts';
import { type CommandLine, exit } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight register import <folder> [--partnership <name, prefix or host>] [--json]

Brings the reviews of <folder>/register.json, and the documents beside it (.pdf, .docx, .txt, .html), into the public register of the
partnership that the file names. Safe to run twice; each review is kept whole or not at all. Exit code 3 when some were refused.

register.json: {"partnership": {"name"}, "reviews": [{"slug", "title", "type": "SCR" | "LCSPR" | "learning-review" | "national-review",
  "published": "YYYY-MM-DD", "summary", "themes": [], "documents": [{"file"?, "kind": "report" | "response" | "media-statement" |
  "summary" | "other", "title", "published"}]}]}
`;

export const registerImport: CommandLine = {
  name: 'register import',
  summary: 'bring a folder of published reviews into the register',
  usage,
  async run(args, io) {
    const options = { partnership: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = readWords(args, options, usage);
    const [given, ...rest] = positionals;
    if (given === undefined || rest.length > 0)
      throw new UsageError(`Say which folder to import.\n\n${usage}`);
    const folder = resolve(given);
    const file = await openRegisterFolder(folder).catch((error: unknown) => {
      throw error instanceof SyntaxError ? new UsageError(error.message) : error;
    });
    return atPartnership(values.partnership ?? file.partnershipName, async ({ db, bearer }) => {
      const reader = openReader();
      try {
        const room = { db, clock: systemClock, reader };
        const report = await importRegister(room, bearer, folder, file, (progress) =>
          io.err(`${progress}\n`),
        );
        if (values.json) io.out(`${JSON.stringify(report)}\n`);
        else {
          io.out(
            `${report.added} added, ${report.changed} changed, ${report.unchanged} unchanged, ${report.refused.length} refused\n`,
          );
          for (const { path, why } of report.refused) io.out(`  ${path}: ${why}\n`);
        }
        return report.refused.length === 0 ? exit.done : exit.partly;
      } finally {
        await reader.close();
      }
    });
  },
};
