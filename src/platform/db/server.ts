import { createHmac } from 'node:crypto';
import type pg from 'pg';

/** Who connects. Each is a role of its own in PostgreSQL with its own grants; see docs/decisions/0004. */
export type Role =
  | 'foresight_migrate'
  | 'foresight_app'
  | 'foresight_public'
  | 'foresight_worker'
  | 'foresight_backup';

/** A PostgreSQL server that holds, or will hold, our database. */
export interface Server {
  readonly database: string;
  /** How the role that may create roles connects, to `database` or to another one. */
  administrator(database?: string): pg.PoolConfig;
  as(role: Role): pg.PoolConfig;
  /** The password that a role is given when it is made; null where none is asked for. */
  password(role: Role): string | null;
}

/** The embedded server, over its private socket. */
export function socketServer(folder: string, database: string): Server {
  const socket = { host: folder, port: 5432 };
  return {
    database,
    administrator: (other = database) => ({ ...socket, user: administratorRole, database: other }),
    as: (role) => ({ ...socket, user: role, database }),
    password: () => null,
  };
}

/** The superuser of the embedded server; it makes the roles and the database, and serves no request. */
export const administratorRole = 'foresight_administrator';

/**
 * A server by its address (`postgresql://user:password@host/database`). Its user must be able to create roles. The roles'
 * passwords are derived from the address's own, so that every process with the same address knows them and none is stored.
 */
export function addressedServer(url: string, registerUrl: string | null): Server {
  const main = new URL(url);
  const database = decodeURIComponent(main.pathname.slice(1)) || 'foresight';
  const secret = decodeURIComponent(main.password);
  const password = (role: Role) =>
    secret === '' ? null : createHmac('sha256', secret).update(`foresight role ${role}`).digest('base64url');
  return {
    database,
    administrator: (other = database) => ({ connectionString: withPath(main, other) }),
    password,
    as: (role) => {
      const address = new URL(role === 'foresight_public' && registerUrl !== null ? registerUrl : url);
      const own = role === 'foresight_public' && registerUrl !== null && address.username !== '';
      if (!own) {
        address.username = role;
        address.password = encodeURIComponent(password(role) ?? '');
      }
      return { connectionString: address.href };
    },
  };
}

function withPath(url: URL, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${encodeURIComponent(database)}`;
  return copy.href;
}
