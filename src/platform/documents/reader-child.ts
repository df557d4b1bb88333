import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { type CheckedAs, findings, type Found } from './check-file.ts';
import type { DocumentKind, Limits, Reading } from './document.ts';
import type { FilledForm } from './filled-form.ts';
import type { Question } from './reader-process.ts';

/** What came of one file; `spoilt` says that the process must not be given another one. */
export type Outcome<Read = Reading> = { reading: Read; spoilt: false } | { why: string; spoilt: boolean };

const entry = fileURLToPath(new URL('./reader-process.ts', import.meta.url));
const folder = fileURLToPath(new URL('./', import.meta.url));
const memoryCheckMilliseconds = 100;
const tooMuchMemory = 'The document needs more memory to read than a document should.';
const unsafe = 'The document could not be read safely.';

// What a child says is not taken on trust: a hostile file may have taken the child over.
const text = z.string().refine((value) => value.isWellFormed() && !value.includes('\u0000'));
const level = z.union([1, 2, 3, 4, 5, 6].map((value) => z.literal(value as 1 | 2 | 3 | 4 | 5 | 6)));
const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level, text }),
  z.strictObject({ kind: z.literal('paragraph'), text }),
  z.strictObject({ kind: z.literal('list-item'), text }),
  z.strictObject({ kind: z.literal('table'), rows: z.array(z.array(text)) }),
]);
const answer = z.union([
  z.strictObject({ why: text }),
  z.strictObject({
    reading: z.strictObject({
      pages: z.array(z.strictObject({ label: text.nullable(), blocks: z.array(block) })),
      pagination: z.enum(['document', 'ours']),
      title: text.nullable(),
      warnings: z.array(text),
    }),
  }),
]);

const control = z.strictObject({
  tag: text.nullable(),
  title: text.nullable(),
  kind: z.enum(['text', 'day', 'tick']),
  day: z.iso.date().nullable(),
  ticked: z.boolean(),
});
const cell = z.strictObject({ lines: z.array(text), controls: z.array(control) });
const formAnswer = z.union([
  z.strictObject({ why: text }),
  z.strictObject({
    form: z.strictObject({
      properties: z.record(text, text),
      pieces: z.array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('line'), text }),
          z.strictObject({ kind: z.literal('table'), rows: z.array(z.array(cell)) }),
        ]),
      ),
    }),
  }),
]);

/**
 * One child process that parses files one after the other. It has no environment, network, file or program of
 * its own.
 */
export class ReaderChild {
  readonly #child: ChildProcess;
  /** How it ended: a sentence for a person, or an error where it could not even be started. */
  readonly #gone: Promise<string | Error>;
  #alive = true;

  constructor() {
    this.#child = spawn(process.execPath, [...capsOfNode(), entry], {
      env: {},
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    this.#gone = new Promise((resolve) => {
      const end = (how: string | Error): void => {
        this.#alive = false;
        resolve(how);
      };
      this.#child.once('error', end);
      // Node ends itself by a signal, or by this code, when its memory is used up.
      this.#child.once('exit', (code, signal) =>
        end(signal !== null || code === 134 ? tooMuchMemory : unsafe),
      );
    });
    // A child that dies while it is being written to is noticed by its exit.
    this.#child.stdin?.on('error', () => {});
  }

  /** Whether it still runs; one that ended while idle has to be replaced before the next file. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Ends the process at once, whatever it is doing. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  /**
   * Has one file parsed within the limits of time, memory and size of the answer; a child that oversteps one
   * is ended.
   */
  ask(kind: DocumentKind, bytes: Uint8Array, limits: Limits): Promise<Outcome> {
    return this.#parsed({ kind, limits }, bytes, outcomeOf);
  }

  /** Has a Word form that was filled in parsed within the same limits. */
  askForm(bytes: Uint8Array, limits: Limits): Promise<Outcome<FilledForm>> {
    return this.#parsed({ kind: 'form', limits }, bytes, formOutcomeOf);
  }

  /** Has the inside of a file looked through within the same limits. */
  check(as: CheckedAs, bytes: Uint8Array, limits: Limits): Promise<Outcome<Found>> {
    return this.#parsed({ kind: 'check', as, limits }, bytes, foundOutcomeOf);
  }

  async #parsed<Read>(
    question: Question,
    bytes: Uint8Array,
    outcomeOf: (body: Buffer) => Outcome<Read>,
  ): Promise<Outcome<Read>> {
    const { limits } = question;
    const seconds = limits.milliseconds / 1_000;
    const watch = new AbortController();
    try {
      const outcome = await Promise.race([
        this.#answer(limits, watch.signal, outcomeOf),
        this.#gone.then((how) => {
          if (how instanceof Error) throw how;
          return refused(how);
        }),
        after(limits.milliseconds, watch.signal).then(() =>
          refused(
            `Reading the document took longer than ${seconds.toLocaleString('en-GB')} seconds, so it was stopped.`,
          ),
        ),
        this.#overgrown(limits, watch.signal),
        this.#send(question, bytes),
      ]);
      if (outcome.spoilt) await this.end();
      return outcome;
    } finally {
      watch.abort();
    }
  }

  /** Never settles by itself: the answer, or the end of the child, is what is waited for. */
  #send(question: Question, bytes: Uint8Array): Promise<never> {
    const head = Buffer.from(JSON.stringify(question));
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32BE(head.length, 0);
    lengths.writeUInt32BE(bytes.length, 4);
    const input = this.#child.stdin as Writable;
    input.write(lengths);
    input.write(head);
    input.write(bytes);
    return new Promise(() => {});
  }

  #answer<Read>(
    limits: Limits,
    signal: AbortSignal,
    outcomeOf: (body: Buffer) => Outcome<Read>,
  ): Promise<Outcome<Read>> {
    const output = this.#child.stdio[3] as Readable;
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const take = (chunk: Buffer): void => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > limits.answerBytes + 4) {
          chunks.length = 0;
          resolve(refused('The document holds more text than can be kept.'));
        } else if (length >= 4) {
          const start = length === chunk.length ? chunk : Buffer.concat(chunks.slice(0, 4));
          if (length >= 4 + start.readUInt32BE(0)) resolve(outcomeOf(Buffer.concat(chunks).subarray(4)));
        }
      };
      output.on('data', take);
      signal.addEventListener('abort', () => output.off('data', take));
    });
  }

  /**
   * The cap that Node offers counts its own objects only, not the buffers that unpacking fills; where /proc
   * tells, all of it is counted.
   */
  #overgrown(limits: Limits, signal: AbortSignal): Promise<Refused> {
    return new Promise((resolve) => {
      const check = async (): Promise<void> => {
        const status = await readFile(`/proc/${this.#child.pid}/status`, 'latin1').catch(() => '');
        const resident = Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
        if (resident > limits.memoryBytes) resolve(refused(tooMuchMemory));
      };
      const timer = setInterval(() => void check(), memoryCheckMilliseconds);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    });
  }
}

type Refused = { why: string; spoilt: true };

function refused(why: string): Refused {
  return { why, spoilt: true };
}

function outcomeOf(body: Buffer): Outcome {
  try {
    const said = answer.parse(JSON.parse(body.toString('utf8')));
    return 'why' in said ? { why: said.why, spoilt: false } : { reading: said.reading, spoilt: false };
  } catch {
    return refused(unsafe);
  }
}

function formOutcomeOf(body: Buffer): Outcome<FilledForm> {
  try {
    const said = formAnswer.parse(JSON.parse(body.toString('utf8')));
    return 'why' in said ? { why: said.why, spoilt: false } : { reading: said.form, spoilt: false };
  } catch {
    return refused(unsafe);
  }
}

const foundAnswer = z.strictObject({ found: z.enum(findings) });

function foundOutcomeOf(body: Buffer): Outcome<Found> {
  try {
    return { reading: foundAnswer.parse(JSON.parse(body.toString('utf8'))).found, spoilt: false };
  } catch {
    return refused(unsafe);
  }
}

/** Resolves after that time; once the signal is given it never does, and its timer holds nothing open. */
function after(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

/**
 * Under its permission model Node opens no connection, starts nothing, loads no native code and reads only
 * these folders.
 */
export function capsOfNode(): string[] {
  const library = fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'));
  const modules = library.slice(0, library.lastIndexOf('pdfjs-dist'));
  return [
    '--max-old-space-size=512',
    '--no-warnings',
    '--permission',
    `--allow-fs-read=${folder}`,
    `--allow-fs-read=${modules}`,
  ];
}
