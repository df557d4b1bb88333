// The child process in which one paper is written, and then no other: what stood in it goes with the process. It reads only our own
// folders, opens no connection and starts no program. The paper comes as JSON on standard input, the file leaves on descriptor 3.
import { writeSync } from 'node:fs';
import type { Paper } from './paper.ts';

/** What a paper is written as; 'pages' writes none and counts its pages, as JSON. */
export type WrittenAs = 'pdf' | 'word' | 'pages';

/** What the child is asked. */
export interface Order {
  readonly as: WrittenAs;
  readonly paper: Paper;
}

async function write({ as, paper }: Order): Promise<Buffer> {
  if (as === 'word') return (await import('./word.ts')).wordOf(paper);
  const { pagesOf, typeset } = await import('./typeset.ts');
  return as === 'pdf' ? typeset(paper) : Buffer.from(JSON.stringify(pagesOf(paper)));
}

function send(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(3, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const order: Order = JSON.parse(Buffer.concat(chunks).toString());
  send(await write(order));
}

if (import.meta.main) await main();
