import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The service's settings, read once from the environment. The README lists them in the same order. */
export interface Config {
  readonly port: number;
  /** The address to listen at; null for this machine alone, by its old and its new loopback address. */
  readonly host: string | null;
  /** The folder of everything that is kept: database, cache, logs. Absolute. */
  readonly data: string;
  /** True when FORESIGHT_DATA was given, and not the default taken. */
  readonly dataGiven: boolean;
  /** An outside PostgreSQL (15 or later); null for the embedded one. */
  readonly databaseUrl: string | null;
  /** A read replica for the public site; null where it reads the main database. */
  readonly registerDatabaseUrl: string | null;
  /** Scheme and host under which the service is reached, without a trailing slash; null on one's own machine. */
  readonly publicUrl: string | null;
  /** Addresses (CIDR) of the proxies in front, whose X-Forwarded-For is believed; empty when there is none. */
  readonly trustedProxies: readonly string[];
  readonly seeds: readonly Seed[];
  /** Where mail goes out (smtp:// or smtps://, with user and password where they are asked for); null where it is kept and shown instead. */
  readonly smtpUrl: string | null;
  /** The clamd that looks through what is sent in: a socket's path, or host:port; null where there is none. */
  readonly clamd: string | null;
  /** The file of the key under which files are encrypted; null for the one in the data folder. Absolute. */
  readonly keyFile: string | null;
}

/** What an empty installation is filled with. */
export type Seed = 'liverpool' | 'training';

/** A setting that cannot be used: one sentence, naming the variable. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that holds package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Reads the settings. Throws SettingError, naming the variable and what it takes. */
export function readConfig(environment: Environment = process.env): Config {
  const get = (name: string) => environment[name]?.trim() || null;
  const data = get('FORESIGHT_DATA');
  const keyFile = get('FORESIGHT_KEY_FILE');
  return {
    port: port(get('PORT') ?? '3000'),
    host: get('HOST'),
    data: resolve(data ?? `${root}/data`),
    dataGiven: data !== null,
    databaseUrl: databaseAddress('DATABASE_URL', get('DATABASE_URL')),
    registerDatabaseUrl: replicaAddress(get('REGISTER_DATABASE_URL'), get('DATABASE_URL')),
    publicUrl: publicAddress(get('PUBLIC_URL')),
    trustedProxies: proxies(get('TRUSTED_PROXIES') ?? ''),
    seeds: seeds(get('FORESIGHT_SEED') ?? 'liverpool,training'),
    smtpUrl: address('SMTP_URL', get('SMTP_URL'), ['smtp:', 'smtps:']),
    clamd: scanner(get('CLAMD')),
    keyFile: keyFile === null ? null : resolve(keyFile),
  };
}

function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 65_534)
    throw new SettingError(`PORT is "${value}", but it must be a whole number from 1 to 65534.`);
  return number;
}

function address(name: string, value: string | null, schemes: readonly string[]): string | null {
  if (value === null) return null;
  if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol))
    throw new SettingError(`${name} must be an address that begins with ${schemes.join('// or ')}//.`);
  return value;
}

// Each part of the service signs in with a role of its own, put before the @: a user or password given anywhere else would win over it.
function databaseAddress(name: string, value: string | null): string | null {
  const given = address(name, value, ['postgres:', 'postgresql:']);
  if (given === null) return null;
  const { hostname, username, password, pathname, searchParams } = new URL(given);
  const plain = [username, password, pathname].every((part) => !/%(?![\da-f]{2})/i.test(part));
  if (hostname === '' || !plain || searchParams.has('user') || searchParams.has('password'))
    throw new SettingError(`${name} must be written as postgresql://user:password@host/database.`);
  return given;
}

function replicaAddress(value: string | null, main: string | null): string | null {
  if (value !== null && main === null)
    throw new SettingError('REGISTER_DATABASE_URL needs DATABASE_URL, of which it is a replica.');
  return databaseAddress('REGISTER_DATABASE_URL', value);
}

function scanner(value: string | null): string | null {
  if (value === null || value.startsWith('/') || /^(\[[\da-f:]+\]|[^\s:/]+):\d{1,5}$/i.test(value))
    return value;
  throw new SettingError('CLAMD must be the path of a socket, such as /run/clamav/clamd.ctl, or host:port.');
}

function proxies(value: string): readonly string[] {
  const given = value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const wrong = given.find((one) => !isRange(one));
  if (wrong !== undefined)
    throw new SettingError(
      `TRUSTED_PROXIES has "${wrong}", but it takes addresses and ranges such as 10.0.0.0/8, with commas between them.`,
    );
  return given;
}

function isRange(words: string): boolean {
  const [ip = '', bits, ...rest] = words.split('/');
  if (isIP(ip) === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (isIP(ip) === 4 ? 32 : 128));
}

function publicAddress(value: string | null): string | null {
  const url = address('PUBLIC_URL', value, ['http:', 'https:']);
  return url === null ? null : new URL(url).origin;
}

function seeds(value: string): readonly Seed[] {
  if (value === 'none') return [];
  return value.split(',').map((word) => {
    const seed = word.trim();
    if (seed !== 'liverpool' && seed !== 'training')
      throw new SettingError(
        `FORESIGHT_SEED is "${value}", but it takes "liverpool", "training", both with a comma, or "none".`,
      );
    return seed;
  });
}
