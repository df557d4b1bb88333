// The child process in which files are parsed: it may read no file but its own code, open no connection and
// start no program. Frames come in on standard input and answers leave on descriptor 3. Each frame is two
// lengths (4 bytes each), a JSON head and the bytes.
import { writeSync } from 'node:fs';
import type { CheckedAs, Found } from './check-file.ts';
import type { DocumentKind, Limits, Reading } from './document.ts';
import { assertPageCount, Unreadable } from './document.ts';
import type { FilledForm } from './filled-form.ts';

/** What the child is asked; the file's bytes follow it. */
export type Question =
  | { kind: DocumentKind | 'form'; limits: Limits }
  | { kind: 'check'; as: CheckedAs; limits: Limits };

/** What the child says back. */
export type Answer = { reading: Reading } | { form: FilledForm } | { found: Found } | { why: string };

async function parse(kind: DocumentKind, bytes: Uint8Array, limits: Limits): Promise<Reading> {
  switch (kind) {
    case 'pdf':
      return (await import('./read-pdf.ts')).readPdf(bytes, limits);
    case 'docx':
      return (await import('./read-docx.ts')).readDocx(bytes, limits);
    case 'html':
      return (await import('./read-html.ts')).readHtml(bytes);
    case 'txt':
      return (await import('./read-text.ts')).readText(bytes);
  }
}

async function answerTo(question: Question, bytes: Uint8Array): Promise<Answer> {
  try {
    const { kind, limits } = question;
    if (kind === 'check')
      return { found: await (await import('./check-file.ts')).checkInside(question.as, bytes, limits) };
    if (kind === 'form') return { form: (await import('./read-docx-form.ts')).readDocxForm(bytes, limits) };
    const reading = await parse(kind, bytes, limits);
    assertPageCount(reading.pages.length, limits);
    return { reading };
  } catch (error) {
    if (error instanceof Unreadable) return { why: error.message };
    // A parser that stumbles over a file, or runs out of stack on a nested one, has met a file that is not
    // sound.
    return { why: 'The document is damaged, so it cannot be read.' };
  }
}

function send(answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const frame = Buffer.concat([head, body]);
  for (let at = 0; at < frame.length; ) {
    try {
      at += writeSync(3, frame, at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

/** Takes the next whole frame from the front of what has come in, or null while there is more to come. */
function takeFrame(
  chunks: Buffer[],
  length: number,
): { question: Question; bytes: Uint8Array; used: number } | null {
  if (length < 8) return null;
  const start = Buffer.concat(chunks.slice(0, 8), Math.min(length, 8));
  const headLength = start.readUInt32BE(0);
  const bodyLength = start.readUInt32BE(4);
  const used = 8 + headLength + bodyLength;
  if (length < used) return null;
  const whole = Buffer.concat(chunks, length);
  const question: Question = JSON.parse(whole.subarray(8, 8 + headLength).toString());
  return { question, bytes: new Uint8Array(whole.subarray(8 + headLength, used)), used };
}

async function main(): Promise<void> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    const frame = takeFrame(chunks, length);
    if (frame === null) continue;
    // The parent asks one question at a time, so nothing but this frame is here.
    chunks = [];
    length = 0;
    send(await answerTo(frame.question, frame.bytes));
  }
}

if (import.meta.main) await main();
