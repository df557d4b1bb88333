import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Server } from '../src/platform/db/server.ts';

/** A database reached through a cable that a test can cut and mend, as when the database is away for a while. */
export interface Cable {
  readonly server: Server;
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Lays a cable to `far`: a loopback port that passes every byte on. */
export async function layCable(far: Server): Promise<Cable> {
  const passing = new Set<Socket>();
  const relay = createServer((near) => {
    const line = dial(far);
    for (const [from, to] of [
      [near, line],
      [line, near],
    ] as const) {
      passing.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        passing.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      relay.once('error', reject);
      relay.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const address = relay.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    server: {
      ...far,
      as: (role) => {
        const { user, password, database } = clientOf(far.as(role));
        return {
          user: user ?? role,
          password: password ?? '',
          database: database ?? '',
          host: '127.0.0.1',
          port,
        };
      },
    },
    cut: () =>
      new Promise((resolve) => {
        relay.close(() => resolve());
        for (const socket of passing) socket.destroy();
      }),
    mend: () => listen(port),
  };
}

function dial(far: Server): Socket {
  const { host, port } = clientOf(far.as('foresight_public'));
  return host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
}

// The driver's own reading of an address or of separate facts.
const clientOf = (config: pg.PoolConfig) => new pg.Client(config);
