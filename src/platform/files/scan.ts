import { connect, type Socket } from 'node:net';

/** What a virus scanner says of a file; 'away' where it does not answer, or answers what nobody can take for a verdict. */
export type Scanned = 'clean' | 'infected' | 'macros' | 'protected' | 'too-much' | 'away';

/** Looks through a file for what is known to do harm. Never throws. */
export type Scanner = (bytes: Uint8Array) => Promise<Scanned>;

const quiet = 120_000;
const chunkBytes = 256 * 1024;
const mostAnswer = 4_096;

/** A clamd at a socket's path, or at host:port; files go over by INSTREAM, so that it needs no right to read any. */
export function clamd(address: string, patience = quiet): Scanner {
  return async (bytes) => {
    try {
      return verdictOf(await ask(address, bytes, patience));
    } catch {
      return 'away';
    }
  };
}

function dial(address: string): Socket {
  if (address.startsWith('/')) return connect(address);
  const at = address.lastIndexOf(':');
  return connect(Number(address.slice(at + 1)), address.slice(0, at).replace(/^\[|\]$/g, ''));
}

// "stream: OK", "stream: Win.Test.EICAR_HDB-1 FOUND", "INSTREAM size limit exceeded. ERROR".
function verdictOf(answer: string): Scanned {
  if (answer === 'stream: OK') return 'clean';
  const found = /^stream: (\S.*) FOUND$/.exec(answer)?.[1];
  if (found === undefined) return 'away';
  if (found.startsWith('Heuristics.Encrypted')) return 'protected';
  if (found.startsWith('Heuristics.OLE2.ContainsMacros')) return 'macros';
  return found.startsWith('Heuristics.Limits.Exceeded') ? 'too-much' : 'infected';
}

function ask(address: string, bytes: Uint8Array, patience: number): Promise<string> {
  const socket = dial(address);
  return new Promise((resolve, reject) => {
    let answer = '';
    const end = (error: Error | null) => {
      socket.destroy();
      if (error === null) resolve(answer.replaceAll('\u0000', '').trim());
      else reject(error);
    };
    socket.setTimeout(patience, () => end(new Error('no answer')));
    // Of the whole, because a scanner that sends a byte now and then would otherwise be waited for without end.
    const timer = setTimeout(() => end(new Error('no answer in time')), 2 * patience);
    socket.once('close', () => {
      clearTimeout(timer);
      end(null);
    });
    socket.once('error', end);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\u0000') || answer.length > mostAnswer) end(null);
    });
    socket.once('connect', () => void send(socket, bytes).catch(end));
  });
}

async function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('zINSTREAM\u0000');
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (socket.write(chunk)) continue;
    await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
    if (socket.destroyed) return;
  }
  socket.write(Buffer.alloc(4));
}
