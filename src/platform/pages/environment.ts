import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { filters } from './filters.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where templates are looked for, in this order: our own under `src`, then the two component libraries. */
export const templateFolders: readonly string[] = [
  join(root, 'src'),
  join(root, 'node_modules', 'govuk-frontend', 'dist'),
  join(root, 'node_modules', '@ministryofjustice', 'frontend'),
];

let made: nunjucks.Environment | undefined;

/** The one template environment. Templates are read once and kept for the life of the process. */
export function environment(): nunjucks.Environment {
  made ??= makeEnvironment();
  return made;
}

function makeEnvironment(): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader([...templateFolders], { noCache: false });
  const env = new nunjucks.Environment(loader, { autoescape: true });
  // The shipped `trim` is a pattern whose cost grows with the square of a run of white space; one date input
  // costs ten milliseconds by it. The engine's own trim gives the same characters.
  env.addFilter('trim', (value: { toString(): string } | null | undefined) => {
    const text = value?.toString() ?? '';
    return value instanceof nunjucks.runtime.SafeString
      ? new nunjucks.runtime.SafeString(text.trim())
      : text.trim();
  });
  for (const [name, filter] of Object.entries(filters)) {
    env.addFilter(name, filter as (...values: unknown[]) => unknown);
  }
  return env;
}
