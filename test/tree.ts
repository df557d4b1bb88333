import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { root } from '../src/config.ts';

/** One import of a source file: what it reaches, and whether only types come through it. */
export interface Import {
  /** The path from the project's root where it is a file of ours, else the module's name. */
  readonly target: string;
  readonly typesOnly: boolean;
}

/** The path of `name` on this machine. */
export const pathOf = (name: string): string => join(root, name);

/** True where the project has that file or folder. */
export const isThere = (name: string): boolean => existsSync(pathOf(name));

/** The text of a file, by its path from the project's root. */
export const textOf = (name: string): string => readFileSync(pathOf(name), 'utf8');

let found: readonly string[] | null = null;

/** Every file that belongs to the project, tracked or about to be, by its path from the root; never what a run or an install leaves behind. */
export function files(): readonly string[] {
  found ??= listed() ?? walked(root);
  return found;
}

// A checkout without its history, or one that git does not trust, is walked instead.
function listed(): readonly string[] | null {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  return status === 0
    ? [...new Set(stdout.split('\0'))].filter((name) => name !== '' && isThere(name))
    : null;
}

const leftBehind = new Set(['node_modules', '.git', 'data', 'test-results']);

function walked(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return folder === root && leftBehind.has(entry.name) ? [] : walked(path);
    return entry.name.endsWith('.log') ? [] : [relative(root, path)];
  });
}

/** The files under a folder that end as given, tests and what only tests use left out. */
export function shipped(folder: string, ending: string): readonly string[] {
  return files().filter((name) => name.startsWith(folder) && name.endsWith(ending) && !isForTests(name));
}

/** True for a test, and for the samples and checks that only tests import. */
export const isForTests = (name: string): boolean =>
  /\.test\.ts$|(^|\/)(samples|page-checks|example-partnership)\.ts$/.test(name) || name.startsWith('test/');

const statement = /^(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm;
const loaded = /await import\(\s*'([^']+)'/g;

/** What a TypeScript file imports, in order. */
export function importsOf(name: string): readonly Import[] {
  const text = textOf(name);
  const from = (specifier: string) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(name), specifier) : specifier;
  return [
    ...[...text.matchAll(statement)].map(([, type, names = '', specifier = '']) => ({
      target: from(specifier),
      typesOnly: type !== undefined || onlyTypes(names),
    })),
    ...[...text.matchAll(loaded)].map(([, specifier = '']) => ({
      target: from(specifier),
      typesOnly: false,
    })),
  ];
}

function onlyTypes(names: string): boolean {
  const inBraces = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (inBraces === undefined) return false;
  return inBraces
    .split(',')
    .filter((one) => one.trim() !== '')
    .every((one) => /^\s*type\s/.test(one));
}
