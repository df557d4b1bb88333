import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../src/config.ts';
import { dataFolderFor } from '../src/platform/db/embedded-place.ts';

/** What a program of ours printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

/** `bin/foresight` in a process group of its own, which is given a minute at the most. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Milliseconds until it had printed its start block; rejects where it ends before. */
  readonly ready: Promise<number>;
  kill(signal: NodeJS.Signals): void;
  /** As the terminal does on Ctrl-C: to it and to everybody it has started, but for those with a group of their own. */
  killGroup(signal: NodeJS.Signals): void;
}

export interface Call {
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Another Node than the pinned one. */
  readonly node?: string;
  readonly account?: { readonly uid: number; readonly gid: number };
}

// The same as tools/run.mjs uses, so that a call takes a third of the time.
const cache = join(root, 'node_modules', '.cache', 'compiled');

/** Calls `bin/foresight` with these words, in an environment without settings but those given. */
export function foresight(words: readonly string[], call: Call = {}): Running {
  const began = performance.now();
  const flags = call.node === undefined ? ['--disable-warning=ExperimentalWarning'] : [];
  const child = spawn(call.node ?? process.execPath, [...flags, join(root, 'bin', 'foresight'), ...words], {
    cwd: call.cwd ?? root,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_COMPILE_CACHE: cache,
      ...call.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...call.account,
  });
  const said = { out: '', err: '' };
  const collect = (stream: NodeJS.ReadableStream | null, name: 'out' | 'err', heard: () => void) =>
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      heard();
    });
  const killGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  };
  const tooLong = setTimeout(() => killGroup('SIGKILL'), 60_000);
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => {
      clearTimeout(tooLong);
      resolve({ code, ...said, milliseconds: performance.now() - began });
    }),
  );
  const ready = new Promise<number>((resolve, reject) => {
    collect(child.stdout, 'out', () => {
      if (said.out.includes('Ctrl-C stops it.')) resolve(performance.now() - began);
    });
    collect(child.stderr, 'err', () => {});
    void ended.then(({ code, err }) => reject(new Error(`it ended with ${code}: ${err}`)));
  });
  // Whoever waits for the end only is not troubled by this.
  ready.catch(() => {});
  return { ended, ready, kill: (signal) => child.kill(signal), killGroup };
}

/** A data folder of a test's own. `clear` stops whatever server is left on it, and removes it. */
export async function dataFolder(): Promise<{ data: string; clear: () => Promise<void> }> {
  const made = await mkdtemp(join(tmpdir(), 'foresight-start-'));
  const { folder: data } = await dataFolderFor(made);
  return {
    data,
    async clear() {
      const pid = serverPid(data);
      if (pid !== null && isAlive(pid)) {
        process.kill(pid, 'SIGINT');
        while (isAlive(pid)) await pause(20);
      }
      await rm(made, { recursive: true, force: true });
    },
  };
}

/** The number of the embedded server that runs on this data; null where none does. */
export function serverPid(data: string): number | null {
  const path = join(data, 'postgres', 'postmaster.pid');
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : null;
}

/** True for a process that runs; one that has ended and was not yet collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' && !existsSync('/proc/self');
  }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const letGo = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

/** A port that is free, and so is the next one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const first = await hold(0);
    const address = first.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const second = port < 65_535 ? await hold(port + 1).catch(() => null) : null;
    await letGo(first);
    if (second === null) continue;
    await letGo(second);
    return port;
  }
}

/** A port that somebody else has, and how it is given back. */
export async function busyPort(): Promise<{ port: number; free: () => Promise<void> }> {
  const port = await freePort();
  const server = await hold(port);
  return { port, free: () => letGo(server) };
}

/** A Node on the PATH that is too old to run the project by itself; null where there is none. */
export function oldNode(): string | null {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  return places.find((path) => existsSync(path) && majorOf(path) < 26) ?? null;
}

function majorOf(node: string): number {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 99);
}
