import { createServer, type Socket } from 'node:net';

/** A stand-in for clamd on this machine: takes INSTREAM and says what the test wants. */
export interface FakeClamd {
  /** host:port */
  readonly address: string;
  /** The last file that came whole. */
  last(): Buffer;
  close(): Promise<void>;
}

/** Begins one. `says` answers a file; null says nothing at all, and 'cut' ends the line at the first byte. */
export async function fakeClamd(says: ((bytes: Buffer) => string | null) | 'cut'): Promise<FakeClamd> {
  let last = Buffer.alloc(0);
  const lines = new Set<Socket>();
  const server = createServer((line) => {
    lines.add(line);
    line.on('error', () => {});
    line.on('close', () => lines.delete(line));
    let waiting = Buffer.alloc(0);
    const file: Buffer[] = [];
    let begun = false;
    line.on('data', (chunk: Buffer) => {
      if (says === 'cut') return void line.destroy();
      waiting = Buffer.concat([waiting, chunk]);
      if (!begun && waiting.length >= 10) {
        begun = waiting.subarray(0, 10).toString() === 'zINSTREAM\u0000';
        waiting = waiting.subarray(10);
      }
      while (begun && waiting.length >= 4) {
        const length = waiting.readUInt32BE(0);
        if (waiting.length < 4 + length) return undefined;
        file.push(waiting.subarray(4, 4 + length));
        waiting = waiting.subarray(4 + length);
        if (length > 0) continue;
        last = Buffer.concat(file);
        const answer = says(last);
        if (answer !== null) line.end(`${answer}\u0000`);
        return undefined;
      }
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    last: () => last,
    close: () =>
      new Promise((resolve) => {
        for (const line of lines) line.destroy();
        server.close(() => resolve());
      }),
  };
}
