import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Limits, Page, Reading, ReadResult } from './document.ts';
import { assertPageCount, defaultLimits, holdsWords, textOf, Unreadable } from './document.ts';
import { ReaderChild } from './reader-child.ts';
import { assertIsKind, kindByEnding } from './sniff.ts';

/**
 * Reads files one after the other in one child process, which saves the start of Node for each; must be
 * closed.
 */
export type Reader = {
  read(path: string): Promise<ReadResult>;
  close(): Promise<void>;
};

// A parser keeps some of what it met; a fresh process now and then keeps that small.
const filesPerProcess = 20;

/**
 * Reads one document into pages of plain blocks, or says in one sentence why it cannot be read. Nothing in
 * the file makes it throw.
 */
export async function readDocument(path: string, limits?: Partial<Limits>): Promise<ReadResult> {
  const reader = openReader(limits);
  try {
    return await reader.read(path);
  } finally {
    await reader.close();
  }
}

/**
 * Opens a reader for many documents. Calls may overlap; they are answered in turn. The process is replaced
 * after a failure.
 */
export function openReader(limits?: Partial<Limits>): Reader {
  const caps: Limits = { ...defaultLimits, ...limits };
  let child: ReaderChild | null = null;
  let files = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  const readNow = async (path: string): Promise<ReadResult> => {
    if (closed) throw new Error('This reader is closed.');
    try {
      const kind = kindByEnding(path);
      const bytes = await bytesOf(path, caps);
      assertIsKind(bytes, kind);
      if (files >= filesPerProcess || child?.alive === false) {
        await child?.end();
        child = null;
      }
      if (child === null) files = 0;
      child ??= new ReaderChild();
      files += 1;
      const outcome = await child.ask(kind, bytes, caps);
      if ('why' in outcome) {
        if (outcome.spoilt) child = null;
        return { ok: false, why: outcome.why };
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const { pagination, title, warnings } = outcome.reading;
      const pages = pagesOf(outcome.reading, caps);
      return { ok: true, kind, pages, pagination, title, sha256, bytes: bytes.length, warnings };
    } catch (error) {
      if (error instanceof Unreadable) return { ok: false, why: error.message };
      throw error;
    }
  };

  return {
    read: (path) => {
      const result = turn.then(() => readNow(path));
      turn = result.catch(() => {});
      return result;
    },
    close: async () => {
      await turn;
      closed = true;
      await child?.end();
      child = null;
    },
  };
}

function pagesOf(reading: Reading, limits: Limits): Page[] {
  if (!reading.pages.some((page) => holdsWords(page.blocks)))
    throw new Unreadable('The document holds no text.');
  assertPageCount(reading.pages.length, limits);
  return reading.pages.map(({ label, blocks }, index) => ({
    number: index + 1,
    label,
    blocks,
    text: textOf(blocks),
  }));
}

/**
 * The bytes of a file, which are hashed, sniffed and parsed alike, so that a file changed meanwhile cannot be
 * two things at once.
 */
async function bytesOf(path: string, limits: Limits): Promise<Uint8Array> {
  // Opening a named pipe would otherwise wait for somebody to write to it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new Unreadable(code === 'ENOENT' ? 'There is no such file.' : 'The file cannot be opened.');
  });
  try {
    const state = await file.stat();
    const { size } = state;
    if (!state.isFile()) throw new Unreadable('This is not a file.');
    if (size > limits.fileBytes) {
      const megabytes = (limits.fileBytes / 1024 / 1024).toLocaleString('en-GB', {
        maximumFractionDigits: 1,
      });
      throw new Unreadable(`The file is larger than ${megabytes} MB.`);
    }
    if (size === 0) throw new Unreadable('The file is empty.');
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}
