import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A port that cannot be had: one sentence for whoever started the service. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens for HTTP. Throws ListenError when the port is busy or may not be used. Without a port, the system chooses one. */
export function listen(host: string, port: number, handler: Handler): Promise<Listener> {
  const server = createServer(
    // Five minutes are 50 MB at less than two megabits a second, as from a telephone.
    { requestTimeout: 300_000, headersTimeout: 15_000, maxHeaderSize: 16_384 },
    handler,
  );
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(why(error, host, port))));
    server.listen(port, host, () => resolve(listenerOf(server)));
  });
}

export interface Listener {
  readonly port: number;
  /** Stops taking requests, lets those under way end, and then closes. */
  close(): Promise<void>;
}

function listenerOf(server: Server): Listener {
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      }),
  };
}

function why(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use by another program: stop it, or choose another port with PORT.`;
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this account: choose one above 1024 with PORT.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST is "${host}", which is not an address of this machine.`;
  return `The service cannot listen on ${host}, port ${port} (${error.code ?? error.message}).`;
}
