import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bound, FileFault, newDataKey, openFrames, sealFrames, unwrapKey, wrapKey } from './frames.ts';

/** A file with what opens it. */
export interface Kept extends Bound {
  /** The owner's data key, wrapped. */
  readonly key: Uint8Array;
}

/** Files on a disk, encrypted under the data key of whoever owns them. */
export interface FileStore {
  /** A new data key for an owner, wrapped. */
  newKey(owner: string): Buffer;
  /** Writes a file, wholly or not at all, and answers when it is safe on the disk. */
  put(kept: Kept, bytes: Uint8Array): Promise<void>;
  /** Reads a file. Throws {@link FileFault} where it is not there, or is not what was put there, by its frames or its hash. */
  get(kept: Kept, sha256: Uint8Array): Promise<Buffer>;
  remove(file: string): Promise<void>;
  /**
   * Removes what belongs to no row: files last written before `before` that `known` does not answer, and what was left of a write that
   * was cut short. Answers how many.
   */
  sweep(
    before: Temporal.Instant,
    known: (files: readonly string[]) => Promise<readonly string[]>,
  ): Promise<number>;
}

/** What a file's content is known by. */
export const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const name = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.part)?$/;

/** The files of a folder, under the key of the service. The folder is made where it is missing. */
export async function openFileStore(folder: string, serviceKey: Uint8Array): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const shelfOf = (file: string) => join(folder, file.slice(0, 2));
  const pathOf = (file: string) => {
    if (!name.test(file)) throw new TypeError('a file is named by its identifier');
    return join(shelfOf(file), file);
  };
  return {
    newKey: (owner) => wrapKey(newDataKey(), serviceKey, owner),
    async put({ owner, file, key }, bytes) {
      const sealed = sealFrames(bytes, unwrapKey(key, serviceKey, owner), { owner, file });
      const path = pathOf(file);
      await mkdir(shelfOf(file), { recursive: true, mode: 0o700 });
      await writeWhole(path, sealed);
      await syncFolder(shelfOf(file));
    },
    async get({ owner, file, key }, sha256) {
      const sealed = await readFile(pathOf(file)).catch(() => {
        throw new FileFault('no such file');
      });
      const bytes = openFrames(sealed, unwrapKey(key, serviceKey, owner), { owner, file });
      if (!sha256Of(bytes).equals(sha256)) throw new FileFault('another content than was received');
      return bytes;
    },
    remove: (file) => rm(pathOf(file), { force: true }),
    sweep: (before, known) => sweepFolder(folder, before, known),
  };
}

// A name that was given is whole: what is written first is called otherwise, and is renamed when it is on the disk.
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function sweepFolder(
  folder: string,
  before: Temporal.Instant,
  known: Parameters<FileStore['sweep']>[1],
) {
  let removed = 0;
  for (const shelf of await readdir(folder)) {
    const inside = await readdir(join(folder, shelf)).catch(() => []);
    const old: string[] = [];
    for (const one of inside) {
      const state = await stat(join(folder, shelf, one)).catch(() => null);
      if (name.test(one) && state !== null && state.mtimeMs < before.epochMilliseconds) old.push(one);
    }
    const kept = new Set(await known(old.filter((one) => !one.endsWith('.part'))));
    for (const one of old.filter((each) => !kept.has(each))) {
      await rm(join(folder, shelf, one), { force: true });
      removed += 1;
    }
  }
  return removed;
}
