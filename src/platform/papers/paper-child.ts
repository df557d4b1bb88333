import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Paper } from './paper.ts';
import type { Order, WrittenAs } from './paper-process.ts';

/** A paper that could not be written, and why in one sentence. Nothing that stands in the paper is repeated. */
export class PaperFault extends Error {
  override readonly name = 'PaperFault';
}

/** What writing one paper may take. */
export interface PaperLimits {
  readonly milliseconds: number;
  readonly memoryBytes: number;
  readonly fileBytes: number;
}

const usualLimits: PaperLimits = {
  milliseconds: 30_000,
  memoryBytes: 1_024 * 1_024 * 1_024,
  fileBytes: 64 * 1_024 * 1_024,
};
const mostAtOnce = 2;
const mostWaiting = 16;
const memoryCheckMilliseconds = 100;

const entry = fileURLToPath(new URL('./paper-process.ts', import.meta.url));
const folder = fileURLToPath(new URL('./', import.meta.url));
const typefacesOfTheMachine = fileURLToPath(new URL('./no-system-fonts.conf', import.meta.url));

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Has a paper written in a process of its own, two at a time. Throws `PaperFault` where it takes too long or too much memory, cannot be
 * written, or too many others wait already.
 */
export async function written(
  as: WrittenAs,
  paper: Paper,
  limits: Partial<PaperLimits> = {},
): Promise<Buffer> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting)
      throw new PaperFault('Too many documents are being made. Try again in a minute.');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await writeApart({ as, paper }, { ...usualLimits, ...limits });
  } finally {
    // The place goes over to the next without being free between, so that nobody else can take it.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

async function writeApart(order: Order, limits: PaperLimits): Promise<Buffer> {
  const child = spawn(process.execPath, [...capsOfPapers(), entry], {
    env: { FONTCONFIG_FILE: typefacesOfTheMachine },
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let fault: PaperFault | null = null;
  const stop = (why: string) => {
    fault ??= new PaperFault(why);
    child.kill('SIGKILL');
  };
  const chunks: Buffer[] = [];
  let length = 0;
  (child.stdio[3] as Readable).on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limits.fileBytes) stop('The document is too large.');
  });
  // A child that dies while it is being written to is noticed by its end.
  child.stdin?.on('error', () => {});
  child.stdin?.end(JSON.stringify(order));
  const timer = setTimeout(
    () => stop('Making the document took too long, so it was stopped.'),
    limits.milliseconds,
  );
  const watch = setInterval(() => {
    void residentOf(child.pid).then((bytes) => {
      if (bytes > limits.memoryBytes) stop('The document needs too much memory to be made.');
    });
  }, memoryCheckMilliseconds);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (fault !== null) throw fault;
    if (code !== 0 || length === 0) throw new PaperFault('The document could not be made.');
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
  }
}

// All of the process, with what native code holds; 0 where the machine does not tell.
async function residentOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
}

/** Node's own limits for the process: it reads these folders, and may load native code, which Typst is. */
export function capsOfPapers(): readonly string[] {
  const library = fileURLToPath(import.meta.resolve('docx'));
  const modules = library.slice(0, library.lastIndexOf('docx/'));
  return [
    '--max-old-space-size=512',
    '--no-warnings',
    '--permission',
    '--allow-addons',
    `--allow-fs-read=${folder}`,
    `--allow-fs-read=${modules}`,
  ];
}
