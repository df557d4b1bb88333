import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { root } from '../src/config.ts';
import { openWorld } from '../test/world.ts';
import { fillRegister, madePages, vocabulary } from './made-register.ts';

const connections = 20;
const seconds = 8;

interface Measured {
  readonly perSecond: number;
  /** Milliseconds of the server's processor for each request, which other work on the machine changes least. */
  readonly cpu: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers that were not 200, and requests without an answer. */
  readonly wrong: number;
}

/** Measures the register: a kept page beside a trivial string, and searches of which none was asked before. */
export async function benchRegister(): Promise<void> {
  const world = await openWorld();
  try {
    const id = await world.partnership({ name: 'Bench Partnership' });
    await world.asOperatorOf(id, (bearer) =>
      fillRegister({ db: world.worker, clock: world.clock }, bearer, (done) => {
        if (done % 100 === 0) console.error(`${done} reviews`);
      }),
    );
    const { child, port } = await serve(world.server.administrator().host ?? '', world.server.database);
    try {
      await measureAll(`http://127.0.0.1:${port}`);
    } finally {
      child.stdin?.end();
      await once(child, 'exit');
    }
  } finally {
    await world.close();
  }
}

async function measureAll(origin: string) {
  let asked = 0;
  const measure = async (path: (number: number) => string) => {
    const run = (duration: number) => fire(origin, duration, () => path((asked += 1)));
    await run(2);
    const before = await cpuTime(origin);
    const { total, ...measured } = await run(seconds);
    return { ...measured, cpu: ((await cpuTime(origin)) - before) / total };
  };
  const string = await measure(() => '/string');
  const kept = await measure(() => '/reviews');
  const word = (number: number) => vocabulary[(number * 7) % vocabulary.length] ?? '';
  const search = await measure(
    (number) => `/reviews?q=${word(number)}+or+${word(number * 3 + 1)}+${number % 2 ? '' : '-'}x${number}`,
  );
  row('a trivial string', string);
  row('/reviews, kept', kept);
  row(`/reviews?q=, never asked, ${madePages} pages`, search);
  console.log(
    `ratio of /reviews to the string: ${(kept.perSecond / string.perSecond).toFixed(2)} by requests, ${(string.cpu / kept.cpu).toFixed(2)} by processor time`,
  );
}

function row(name: string, { perSecond, cpu, p50, p95, p99, wrong }: Measured) {
  const times = `p50 ${p50.toFixed(2)} ms  p95 ${p95.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms`;
  console.log(
    `${name.padEnd(42)}${perSecond.toFixed(0).padStart(7)} requests/s  ${cpu.toFixed(3).padStart(7)} ms of processor  ${times}${wrong > 0 ? `  ${wrong} WRONG` : ''}`,
  );
}

function fire(
  origin: string,
  duration: number,
  path: () => string,
): Promise<Omit<Measured, 'cpu'> & { readonly total: number }> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    let address = 0;
    const setupRequest = (request: object) => {
      address += 1;
      const from = `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`;
      return { ...request, path: path(), headers: { host: 'localhost', 'x-forwarded-for': from } };
    };
    const options = { url: origin, connections, duration, requests: [{ setupRequest }] };
    autocannon(options, (error, result) => {
      if (error !== null) return reject(error);
      const sorted = Float64Array.from(times).toSorted();
      const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
      resolve({
        total: result.requests.total,
        perSecond: result.requests.total / result.duration,
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        wrong: result.non2xx + result.errors + result.timeouts,
      });
    }).on('response', (_client, _status, _bytes, milliseconds: number) => times.push(milliseconds));
  });
}

// Milliseconds of processor that the server has used since it started.
async function cpuTime(origin: string): Promise<number> {
  const { user, system } = (await (await fetch(`${origin}/cpu`)).json()) as NodeJS.CpuUsage;
  return (user + system) / 1_000;
}

// On one core where the machine lets us say so, so that the figure is one core's.
async function serve(sockets: string, database: string): Promise<{ child: ChildProcess; port: number }> {
  const words = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    join(root, 'bench', 'serve.ts'),
    sockets,
    database,
  ];
  const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  console.log(
    pinned ? 'The server runs on one core.' : 'The server may use every core: there is no taskset here.',
  );
  const [program = '', ...args] = pinned ? ['taskset', '-c', '0', ...words] : words;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, port: Number(port) };
}
