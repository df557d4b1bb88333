import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bearer, perform } from '../src/acts/command.ts';
import { asOperator } from '../src/command-line/operator.ts';
import { type App, compose } from '../src/compose.ts';
import { root } from '../src/config.ts';
import { createPartnership } from '../src/partnership/commands.ts';
import type { NewPartnership } from '../src/partnership/create.ts';
import { readSettings, usualNames } from '../src/partnership/settings.ts';
import { loadAssets } from '../src/platform/assets/assets.ts';
import { type Clock, clockAt } from '../src/platform/clock/clock.ts';
import { connect, type Database } from '../src/platform/db/connect.ts';
import type { Server } from '../src/platform/db/server.ts';
import { type FileStore, openFileStore } from '../src/platform/files/disk.ts';
import { openReader } from '../src/platform/documents/read-document.ts';
import type { LogFacts } from '../src/platform/log/log.ts';
import { type ImportReport, importRegister, openRegisterFolder } from '../src/register/import.ts';
import { freshDatabase, testServer } from './server.ts';

/** The real app on a database of its own, on a day of the test's choosing. */
export interface World {
  readonly app: App;
  readonly server: Server;
  readonly clock: Clock;
  /** The worker's own pool, for acts and for looking at what was written. */
  readonly worker: Database;
  /** Where files are kept, and the folder that they are in. */
  readonly files: FileStore;
  readonly filesFolder: string;
  /** Everything that the service wrote to its log. */
  readonly log: { level: 'info' | 'error'; event: string; facts: LogFacts }[];
  /** Sets up a partnership by the act that sets up any; answers its identifier. */
  partnership(wanted: Partial<NewPartnership> & { readonly name: string }): Promise<string>;
  asOperatorOf<T>(partnershipId: string | null, work: (bearer: Bearer) => Promise<T>): Promise<T>;
  importFolder(partnershipId: string, folder: string): Promise<ImportReport>;
  /** GET, or another request, as a browser at `host` would make it. */
  ask(host: string, path: string, options?: AskOptions): Promise<Asked>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
  readonly body: string;
}

/** Opens a world. `today` is the day in it; noon, London. */
export async function openWorld(today = '2026-11-23', publicUrl: string | null = null): Promise<World> {
  const tests = await testServer();
  const { server, drop } = await freshDatabase(tests);
  const clock = clockAt(Temporal.Instant.from(`${today}T12:00:00Z`));
  const log: World['log'] = [];
  const say =
    (level: 'info' | 'error') =>
    (event: string, facts: LogFacts = {}) =>
      void log.push({ level, event, facts });
  const kept = await mkdtemp(join(tmpdir(), 'foresight-files-'));
  const files = await openFileStore(kept, Buffer.alloc(32, 7));
  const app = await compose({
    config: { publicUrl, trustedProxies: [] },
    server,
    clock,
    log: { info: say('info'), error: say('error') },
    files,
    assets: await loadAssets({ cacheFolder: join(root, 'node_modules', '.cache', 'foresight') }),
    trainingPort: () => null,
    freshFor: 0,
  });
  const worker = connect(server, 'foresight_worker', 3);
  const asOperatorOf: World['asOperatorOf'] = (id, work) => asOperator(server, id, work);
  return {
    app,
    server,
    clock,
    worker,
    files,
    filesFolder: kept,
    log,
    asOperatorOf,
    partnership: (wanted) => makePartnership(worker, clock, asOperatorOf, wanted),
    async importFolder(id, folder) {
      const reader = openReader();
      try {
        const file = await openRegisterFolder(folder);
        const room = { db: worker, clock, reader };
        return await asOperatorOf(id, (bearer) => importRegister(room, bearer, folder, file, () => {}));
      } finally {
        await reader.close();
      }
    },
    async ask(host, path, { method = 'GET', headers = {} } = {}) {
      const instance = app.isWorkspace(path) ? app.workspace : app.site;
      const response = await instance.inject({ method, url: path, headers: { host, ...headers } });
      return { status: response.statusCode, headers: response.headers, body: response.body };
    },
    async close() {
      await app.close();
      await worker.destroy();
      await drop();
      await tests.close();
      await rm(kept, { recursive: true, force: true });
    },
  };
}

async function makePartnership(
  db: Database,
  clock: Clock,
  asOperatorOf: World['asOperatorOf'],
  wanted: Partial<NewPartnership> & { readonly name: string },
): Promise<string> {
  const partnership: NewPartnership = {
    referencePrefix: 'TSTP',
    training: false,
    authorityCode: 'E06999999',
    authorityName: 'Eastwick Vale Council',
    hosts: [],
    agencies: [],
    names: usualNames(wanted.name, 'TSTP'),
    settings: readSettings({}),
    ...wanted,
  };
  const outcome = await asOperatorOf(null, (bearer) =>
    perform({ db, clock }, bearer, createPartnership, partnership),
  );
  if (outcome.outcome !== 'done')
    throw new Error(`the partnership was not set up: ${JSON.stringify(outcome)}`);
  return outcome.done;
}
