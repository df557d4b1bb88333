import { createHash } from 'node:crypto';
import { constants, existsSync, readFileSync, statSync } from 'node:fs';
import { access, chmod, chown, cp, lstat, mkdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The account that the embedded server runs as when we are root; PostgreSQL refuses to run as root. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
  /** A folder of the programs that this account can read: `home`, or a copy beside the data. */
  reachablePrograms(home: string, data: string): Promise<string>;
}

/** Null unless we are root; then `postgres`, or `nobody` where there is no such account. */
export function serverOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = account('postgres') ?? account('nobody') ?? { uid: 65_534, gid: 65_534 };
  return {
    uid,
    gid,
    async reachablePrograms(home, data) {
      if (reaches(home, uid, gid)) return home;
      const version = createHash('sha256').update(home).digest('hex').slice(0, 12);
      const copy = join(data, `programs-${version}`);
      if (!existsSync(copy)) {
        const draft = `${copy}.${process.pid}`;
        await cp(home, draft, { recursive: true, verbatimSymlinks: true });
        await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
      }
      return copy;
    },
  };
}

function account(name: string): { uid: number; gid: number } | null {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((row) => row.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
  } catch {
    return null;
  }
}

/** True when the account may pass through every folder down to `path`. A part that is not there yet will be made by us. */
export function reaches(path: string, uid: number, gid: number): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && !mayEnter(at, uid, gid)) return false;
    if (at === dirname(at)) return true;
  }
}

function mayEnter(path: string, uid: number, gid: number): boolean {
  const { mode, uid: owner, gid: group } = statSync(path);
  if (owner === uid) return (mode & 0o100) !== 0;
  if (group === gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/**
 * Where the data really goes. As root, the server's account must be able to reach it: the folder itself is opened for passing
 * through, but where a folder above it is private, the data goes to /var/lib/foresight instead.
 */
export async function dataFolderFor(wanted: string): Promise<{ folder: string; moved: boolean }> {
  const owner = serverOwner();
  await makeFolder(wanted);
  if (owner === null) return { folder: wanted, moved: false };
  if (reaches(dirname(wanted), owner.uid, owner.gid)) {
    const { mode } = await lstat(wanted);
    if ((mode & 0o001) === 0) await chmod(wanted, mode | 0o001);
    return { folder: wanted, moved: false };
  }
  const folder = join('/var/lib/foresight', createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  await makeFolder(folder);
  return { folder, moved: true };
}

/**
 * Makes a folder and those above it, open for passing through; a folder that is there must take files from us. Node's own recursive
 * mkdir does not end where a file system refuses new folders, as /proc does. Throws the system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o711 });
    // As root the server's account has to pass through, whatever the umask says.
    if (process.getuid?.() === 0) await chmod(path, 0o711);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error;
    await access(path, constants.W_OK | constants.X_OK);
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null);

// A socket's path has 107 bytes, and its file name takes seventeen of them.
const longest = 100 - '/.s.PGSQL.5432'.length;

/**
 * A private folder for the server's socket: `data`/socket, or, where that path is too long, one under the temporary folder
 * whose name follows from the data's, so that everybody who works on the same data finds it.
 */
export async function socketFolderFor(data: string, owner: Owner | null): Promise<string> {
  const near = join(data, 'socket');
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const folder = Buffer.byteLength(near) <= longest ? near : join(tmpdir(), `foresight-${digest}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const wanted = owner?.uid ?? process.getuid?.() ?? found.uid;
  // Somebody else's folder or link of that name in the temporary folder would let them answer in the server's place.
  if (!found.isDirectory() || (found.uid !== wanted && found.uid !== process.getuid?.()))
    throw new Error(`The folder ${folder} belongs to somebody else.`);
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o700);
  return folder;
}
