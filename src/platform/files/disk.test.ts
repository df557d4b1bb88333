import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type FileStore, openFileStore, sha256Of } from './disk.ts';
import { FileFault, newDataKey, openFrames, sealFrames, unwrapKey, wrapKey } from './frames.ts';
import { KeyError, serviceKey, usualKeyFile } from './service-key.ts';

const bound = { owner: 'an owner', file: 'a file' };
const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, at) => at % 251));

describe('a file in frames', () => {
  const key = newDataKey();

  it('comes back as it was, whatever its length', () => {
    for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
      const bytes = bytesOf(length);
      const sealed = sealFrames(bytes, key, bound);
      assert.ok(openFrames(sealed, key, bound).equals(bytes), String(length));
      assert.equal(sealed.includes(Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])), false);
    }
  });

  it('is never sealed twice to the same bytes', () => {
    const bytes = bytesOf(100);
    assert.ok(!sealFrames(bytes, key, bound).equals(sealFrames(bytes, key, bound)));
  });

  it('does not open with a byte changed, anywhere', () => {
    const sealed = sealFrames(bytesOf(70_000), key, bound);
    for (let at = 0; at < sealed.length; at += 997) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.throws(() => openFrames(changed, key, bound), FileFault, String(at));
    }
  });

  it('does not open cut short, with frames swapped, for another owner or file, or under another key', () => {
    const sealed = sealFrames(bytesOf(200_000), key, bound);
    const frame = 65_536 + 16;
    for (const length of [0, 3, 36, 51, 36 + frame, 36 + 2 * frame, 36 + 3 * frame, sealed.length - 1])
      assert.throws(() => openFrames(sealed.subarray(0, length), key, bound), FileFault, String(length));
    const head = sealed.subarray(0, 36);
    const [one, two] = [sealed.subarray(36, 36 + frame), sealed.subarray(36 + frame, 36 + 2 * frame)];
    const rest = sealed.subarray(36 + 2 * frame);
    assert.throws(() => openFrames(Buffer.concat([head, two, one, rest]), key, bound), FileFault);
    assert.throws(() => openFrames(Buffer.concat([sealed, one]), key, bound), FileFault);
    assert.throws(() => openFrames(sealed, key, { ...bound, owner: 'another' }), FileFault);
    assert.throws(() => openFrames(sealed, key, { ...bound, file: 'another' }), FileFault);
    assert.throws(() => openFrames(sealed, newDataKey(), bound), FileFault);
  });

  it('has a key that opens for its owner only, and under the key of the service only', () => {
    const service = newDataKey();
    const wrapped = wrapKey(key, service, 'an owner');
    assert.ok(unwrapKey(wrapped, service, 'an owner').equals(key));
    assert.throws(() => unwrapKey(wrapped, service, 'another'), FileFault);
    assert.throws(() => unwrapKey(wrapped, newDataKey(), 'an owner'), FileFault);
    assert.throws(() => unwrapKey(wrapped.subarray(1), service, 'an owner'), FileFault);
  });
});

describe('files on a disk', () => {
  let folder = '';
  let files: FileStore;
  const one = '11111111-1111-4111-8111-111111111111';
  const two = '22222222-2222-4222-8222-222222222222';
  const bytes = bytesOf(1_000);
  const kept = (file: string) => ({ owner: 'an owner', file, key });
  let key: Buffer;
  const pathOf = (file: string) => join(folder, file.slice(0, 2), file);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foresight-disk-'));
    files = await openFileStore(folder, newDataKey());
    key = files.newKey('an owner');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are there for nobody else on the machine, under their identifier, and come back whole', async () => {
    await files.put(kept(one), bytes);
    await files.put(kept(two), bytesOf(2_000));
    assert.ok((await files.get(kept(one), sha256Of(bytes))).equals(bytes));
    assert.equal((await stat(pathOf(one))).mode & 0o077, 0);
    assert.deepEqual(await readdir(join(folder, '11')), [one]);
  });

  it('are not there, are another, or were changed: the same fault', async () => {
    const sha256 = sha256Of(bytes);
    await assert.rejects(files.get(kept('33333333-3333-4333-8333-333333333333'), sha256), FileFault);
    await assert.rejects(files.get(kept(one), sha256Of(bytesOf(1_001))), FileFault);
    const own = await readFile(pathOf(one));
    await writeFile(pathOf(one), await readFile(pathOf(two)));
    await assert.rejects(files.get(kept(one), sha256), FileFault);
    await writeFile(pathOf(one), own);
    assert.ok((await files.get(kept(one), sha256)).equals(bytes));
  });

  it('have no name that could lead elsewhere', async () => {
    for (const file of ['../../etc/passwd', one.toUpperCase().replace('1', 'A'), `${one}/x`, ''])
      await assert.rejects(async () => files.get(kept(file), sha256Of(bytes)), /by its identifier/, file);
  });

  it('are swept where they belong to nothing and are old, with what was half written; and no other', async () => {
    const old = new Date('2026-01-01T00:00:00Z');
    await writeFile(`${pathOf(one)}.part`, 'half');
    await mkdir(join(folder, 'xx'), { recursive: true });
    await writeFile(join(folder, 'xx', 'somebody’s own'), 'kept');
    for (const path of [pathOf(one), pathOf(two), `${pathOf(one)}.part`]) await utimes(path, old, old);
    const fresh = '11111111-1111-4111-8111-222222222222';
    await files.put(kept(fresh), bytes);
    const removed = await files.sweep(Temporal.Instant.from('2026-02-01T00:00:00Z'), async (asked) =>
      asked.filter((file) => file === two),
    );
    assert.equal(removed, 2);
    assert.deepEqual(await readdir(join(folder, '11')), [fresh]);
    assert.deepEqual(await readdir(join(folder, '22')), [two]);
    assert.deepEqual(await readdir(join(folder, 'xx')), ['somebody’s own']);
  });
});

describe('the key of the service', () => {
  let data = '';
  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'foresight-key-'));
  });
  after(() => rm(data, { recursive: true, force: true }));

  it('is made once, for its owner alone, and is the same ever after', async () => {
    const key = await serviceKey(data, null);
    assert.equal(key.length, 32);
    assert.ok((await serviceKey(data, null)).equals(key));
    assert.equal((await stat(usualKeyFile(data))).mode & 0o777, 0o600);
  });

  it('is not made anew where files need the one that is missing', async () => {
    await rm(usualKeyFile(data));
    await mkdir(join(data, 'files', 'ab'), { recursive: true });
    await assert.rejects(serviceKey(data, null), KeyError);
  });

  it('is never made where it was named, and refused where others can read it or it is none', async () => {
    const path = join(data, 'elsewhere.key');
    await assert.rejects(serviceKey(data, path), /cannot be read/);
    await writeFile(path, `${Buffer.alloc(32, 1).toString('base64')}\n`, { mode: 0o600 });
    assert.ok((await serviceKey(data, path)).equals(Buffer.alloc(32, 1)));
    await chmod(path, 0o640);
    await assert.rejects(serviceKey(data, path), /chmod 600/);
    await writeFile(join(data, 'short.key'), 'c2hvcnQ=', { mode: 0o600 });
    await assert.rejects(serviceKey(data, join(data, 'short.key')), /32 bytes/);
  });
});
