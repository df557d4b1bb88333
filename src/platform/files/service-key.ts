import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The key of the service cannot be had; one sentence for whoever starts it. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** Where the key is kept where nothing else is said. */
export const usualKeyFile = (data: string): string => join(data, 'keys', 'service.key');

/**
 * The key of the service, 32 bytes in base64 in a file that only its owner may read. Where no file is named, it is made at the first start;
 * where one is named it must be there, because a key that was made in place of a missing one would open nothing. Throws {@link KeyError}.
 */
export async function serviceKey(data: string, named: string | null): Promise<Buffer> {
  const path = named ?? usualKeyFile(data);
  if (named === null) await makeOnce(path, join(data, 'files'));
  const text = await readFile(path, 'latin1').catch(() => {
    throw new KeyError(`The key file ${path} cannot be read. Make one with: openssl rand -base64 32`);
  });
  const { mode } = await stat(path);
  // Windows has no such modes.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new KeyError(`The key file ${path} can be read by others than its owner: chmod 600 it.`);
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32 || key.toString('base64') !== text.trim())
    throw new KeyError(`The key file ${path} does not hold 32 bytes in base64.`);
  return key;
}

async function makeOnce(path: string, files: string): Promise<void> {
  if ((await stat(path).catch(() => null)) !== null) return;
  if ((await readdir(files).catch(() => [])).length > 0)
    throw new KeyError(
      `The key file ${path} is missing, and there are files that only it opens. Put it back.`,
    );
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const file = await open(path, flags, 0o600).catch((error: unknown) => {
    // Somebody else has just made it.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  });
  if (file === null) return;
  try {
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
