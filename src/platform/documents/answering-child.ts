import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { capsOfNode } from './reader-child.ts';

/** A program that reads one file, and what it may take. `folder` holds all the code that it may load; both are URLs of files. */
export interface AnsweringProgram {
  readonly entry: URL;
  readonly folder: URL;
  readonly milliseconds: number;
  readonly answerBytes: number;
}

/**
 * Gives one file to a process of its own, without environment, network, files or programs, and answers what it wrote; null where it took
 * too long, too much memory or wrote too much. On its standard input it finds the length of a JSON head (4 bytes), the head and the file.
 */
export function answerOfChild(
  program: AnsweringProgram,
  head: object,
  bytes: Uint8Array,
): Promise<string | null> {
  const words = [
    ...capsOfNode(),
    `--allow-fs-read=${fileURLToPath(program.folder)}`,
    fileURLToPath(program.entry),
  ];
  const child = spawn(process.execPath, words, {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), program.milliseconds);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > program.answerBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : null);
    });
    // A child that dies while it is being written to is noticed by its end.
    child.stdin.on('error', () => {});
    const asked = Buffer.from(JSON.stringify(head));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(asked.length);
    child.stdin.write(size);
    child.stdin.write(asked);
    child.stdin.end(bytes);
  });
}
