import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chown, link, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { linkLibraries, postgresHome } from '../../../tools/postgres-binaries.mjs';
import { type Owner, serverOwner, socketFolderFor } from './embedded-place.ts';
import { administratorRole, type Server, socketServer } from './server.ts';

/** The embedded server cannot be had: one sentence for whoever started the service. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}

/** A running embedded server, and this process's hold on it. */
export interface Embedded {
  readonly server: Server;
  /** Lets go; the last process that lets go stops the server. */
  readonly release: () => Promise<void>;
}

/** `service`: the one process that serves. `visitor`: a command, which may work beside it. */
export type Hold = 'service' | 'visitor';

// Two advisory locks in the database "postgres". Everybody who uses the server shares the first; whoever can have it alone is
// the last one and stops the server. The service has the second alone. PostgreSQL drops both with the connection, however a process ends.
const inUse = 7_301_001;
const serving = 7_301_002;

/**
 * Starts the PostgreSQL that comes with the service on `data`/postgres, or joins the one already running there (a server
 * survives the kill -9 of its service). Throws EmbeddedError when another service holds this data.
 */
export async function openEmbedded(data: string, hold: Hold): Promise<Embedded> {
  const home = postgresHome();
  if (home === null)
    throw new EmbeddedError(
      'The embedded PostgreSQL is not installed for this platform: run "npm ci" without --omit=optional, or set DATABASE_URL.',
    );
  linkLibraries();
  const place = await choosePlace(data, home);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await initialise(place);
  const server = socketServer(place.sockets, 'foresight');
  const client = await joinOrStart(place, server);
  await refuseSecondService(client, hold);
  return { server, release: () => release(client, place) };
}

interface Place {
  /** The programs' folder, with bin, lib and share. */
  readonly home: string;
  readonly cluster: string;
  readonly sockets: string;
  readonly log: string;
  readonly owner: Owner | null;
}

async function choosePlace(data: string, home: string): Promise<Place> {
  const owner = serverOwner();
  const cluster = join(data, 'postgres');
  await mkdir(data, { recursive: true });
  const programs = owner === null ? home : await owner.reachablePrograms(home, data);
  const sockets = await socketFolderFor(data, owner);
  return { home: programs, cluster, sockets, log: join(data, 'postgres.log'), owner };
}

// PostgreSQL's search parser takes every character beyond ASCII for a letter where the character type is C: “brought” with its curly
// quotation marks would be another word than brought. The first of these that the machine has is taken; sorting stays builtin.
const characterTypes = ['C.UTF-8', 'en_GB.UTF-8', 'en_US.UTF-8', 'C'];

// initdb into a folder of its own, then one rename: a start that was cut short leaves nothing half made in the way.
async function initialise(place: Place) {
  const draft = `${place.cluster}.${randomUUID()}`;
  await mkdir(draft, { mode: 0o700 });
  if (place.owner) await chown(draft, place.owner.uid, place.owner.gid);
  const words = [
    '-D',
    draft,
    '-U',
    administratorRole,
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  words.push('--locale=C', '--auth-local=trust', '--auth-host=reject', '-N');
  let result = { code: 1, errors: '' };
  for (const type of characterTypes) {
    result = await run(place, 'initdb', [...words, `--lc-ctype=${type}`]);
    if (result.code === 0) break;
  }
  if (result.code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new EmbeddedError(`The database could not be made in ${place.cluster}: ${lastLine(result.errors)}`);
  }
  try {
    await rename(draft, place.cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start was quicker: its cluster is as good as ours.
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw error;
  }
}

async function joinOrStart(place: Place, server: Server): Promise<pg.Client> {
  const deadline = performance.now() + 30_000;
  let child: ChildProcess | null = null;
  for (;;) {
    const client = new pg.Client({ ...server.administrator('postgres'), connectionTimeoutMillis: 3_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      // Waits while the last user of a stopping server still has the lock; that server then closes the connection.
      await client.query(`select pg_advisory_lock_shared(${inUse})`);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (performance.now() > deadline)
        throw new EmbeddedError(
          `The database in ${place.cluster} does not start: see ${place.log} (${error instanceof Error ? error.message : ''}).`,
        );
      if (hasEnded(child) && !(await serverIsAlive(place))) {
        await removeLeftNumber(place);
        child = start(place);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}

// The server must outlive neither a Ctrl-C in our terminal before we have closed, nor die with our pipes: so it has a process
// group and a log file of its own.
function start(place: Place): ChildProcess {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: place.sockets,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '80',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    // Statements and their values carry case detail: they never reach the log.
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_min_error_statement: 'panic',
    log_line_prefix: '%m [%p] ',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(place.log, 'a', 0o600);
  const child = spawn(join(place.home, 'bin', 'postgres'), ['-D', place.cluster, ...words], {
    ...identity(place.owner),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

const hasEnded = (child: ChildProcess | null) =>
  child?.pid === undefined || child.exitCode !== null || child.signalCode !== null;

const pidFile = (place: Place) => join(place.cluster, 'postmaster.pid');

async function serverPid(path: string): Promise<number | null> {
  try {
    const [pid] = (await readFile(path, 'utf8')).split('\n');
    return Number(pid) || null;
  } catch {
    return null;
  }
}

async function serverIsAlive(place: Place): Promise<boolean> {
  const pid = await serverPid(pidFile(place));
  return pid !== null && processIsAlive(pid);
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // After a power cut the number may belong to somebody else; and what has ended but was never collected (Z), as in a container
  // whose first process does not, is dead too.
  const state = `/proc/${pid}/stat`;
  try {
    return !existsSync(state) || /^\d+ \(postgres\) [^ZX]/.test(readFileSync(state, 'utf8'));
  } catch {
    return false;
  }
}

// A server that did not stop by itself leaves its number behind. Where that now is another process's, PostgreSQL would refuse to
// start, so it is put aside: by one rename, which of several who start at once only one can do. Whoever takes a living server's number
// by that gives it back. PostgreSQL itself still sees whether anybody has the old server's memory, and starts beside nobody.
async function removeLeftNumber(place: Place) {
  const path = pidFile(place);
  const aside = `${path}.${randomUUID()}`;
  const left = await serverPid(path);
  if (left === null || processIsAlive(left)) return;
  try {
    await rename(path, aside);
    if ((await serverPid(aside)) !== left) await link(aside, path);
  } catch {
    // Somebody else was quicker.
  }
  await rm(aside, { force: true });
}

async function refuseSecondService(client: pg.Client, hold: Hold) {
  if (hold === 'visitor') return;
  // The server lets go of a service that was killed when it sees the broken connection: on a busy machine that is a moment later.
  for (let tries = 0; tries < 10; tries += 1) {
    const { rows } = await client.query<{ won: boolean }>(`select pg_try_advisory_lock(${serving}) as won`);
    if (rows[0]?.won) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await client.end();
  throw new EmbeddedError(
    'Foresight is already running on this data: stop it first, or set FORESIGHT_DATA to another folder.',
  );
}

async function release(client: pg.Client, place: Place) {
  try {
    await client.query(`select pg_advisory_unlock_shared(${inUse})`);
    const { rows } = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${inUse}) as last`);
    if (rows[0]?.last) await stop(place);
  } catch {
    // The server went away by itself; there is nothing left to stop.
  } finally {
    await client.end().catch(() => {});
  }
}

async function stop(place: Place) {
  const pid = await serverPid(pidFile(place));
  if (pid === null) return;
  process.kill(pid, 'SIGINT'); // A fast shutdown: open transactions roll back, everything is written out.
  for (let tries = 0; tries < 500 && processIsAlive(pid); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

function identity(owner: Owner | null) {
  return owner === null ? {} : { uid: owner.uid, gid: owner.gid };
}

function run(
  place: Place,
  program: string,
  words: readonly string[],
): Promise<{ code: number; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.home, 'bin', program), words, {
      ...identity(place.owner),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, errors }));
  });
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
