import { relative } from 'node:path';
import type { Config } from './config.ts';
import type { Partnership } from './partnership/partnership.ts';
import type { OpenServer } from './platform/db/open.ts';

/** What the start block tells. */
export interface Started {
  readonly config: Config;
  readonly opened: Pick<OpenServer, 'data' | 'moved'>;
  readonly partnerships: readonly Partnership[];
  readonly trainingPort: number | null;
  /** Whether the training partnership is still being set up. */
  readonly comes: boolean;
}

// One of the people with whom seeds/training/ fills the training partnership.
const trainingCoordinator = 'coordinator@merrowvale.example';

/** The block that a start prints once: addresses, where the data is, how to sign in for training, how to begin with one's own. */
export function startBlock({ config, opened, partnerships, trainingPort, comes }: Started): string {
  const training = partnerships.find((one) => one.training) ?? null;
  const first = partnerships.find((one) => !one.training) ?? training;
  const rows: (readonly [string, string])[] = [];
  if (first !== null) rows.push([first.name, addressOf(config, null)]);
  else rows.push(['No partnership has been set up yet', addressOf(config, null)]);
  if (training !== null && training !== first) {
    const second = trainingPort === null ? '' : `  or  http://127.0.0.1:${trainingPort}`;
    rows.push([training.name, `${addressOf(config, 'training')}${second}`]);
  }
  rows.push(['Data', config.databaseUrl === null ? shortest(opened.data) : 'the PostgreSQL of DATABASE_URL']);
  if (training !== null) rows.push(['Training sign-in', `bin/foresight sign-in-link ${trainingCoordinator}`]);
  rows.push(['Your own', 'bin/foresight partnership create --help']);
  const moved = opened.moved
    ? `\n  The data is not in ${shortest(config.data)}: the database's own account cannot reach that folder.\n`
    : '';
  const setUp = comes ? '\n  The training partnership is being set up, and opens in a moment.\n' : '';
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return `\nForesight is running.\n\n${rows.map(([name, text]) => `  ${name.padEnd(width)}${text}`).join('\n')}\n${moved}${setUp}\n  Ctrl-C stops it.\n\n`;
}

function addressOf({ publicUrl, port }: Config, name: 'training' | null): string {
  if (publicUrl === null) return `http://${name === null ? '' : `${name}.`}localhost:${port}`;
  const url = new URL(publicUrl);
  return name === null ? publicUrl : `${url.protocol}//${name}.${url.host}`;
}

function shortest(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : `./${near}`;
}
