import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import pg from 'pg';
import { type Embedded, EmbeddedError, type Hold, openEmbedded } from './embedded.ts';
import { dataFolderFor, makeFolder, serverOwner } from './embedded-place.ts';

const asRoot = process.getuid?.() === 0;

/** A folder of this file's own, and where the database in it really goes. */
async function place(under = tmpdir()): Promise<{ made: string; data: string }> {
  const made = await mkdtemp(join(under, 'foresight-embedded-'));
  return { made, data: (await dataFolderFor(made)).folder };
}

async function query<T extends pg.QueryResultRow>(embedded: Embedded, words: string): Promise<readonly T[]> {
  const client = new pg.Client(embedded.server.administrator('postgres'));
  await client.connect();
  try {
    return (await client.query<T>(words)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(data: string): Promise<number> {
  return Number((await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

const isRunning = (data: string) => existsSync(join(data, 'postgres', 'postmaster.pid'));

/** A service in a process of its own, which says on standard output what happened and then stays. */
async function serviceProcess(data: string): Promise<{ child: ChildProcess; heard: string }> {
  const script = `
    const { openEmbedded } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))});
    const pg = (await import(${JSON.stringify(import.meta.resolve('pg'))})).default;
    const { server } = await openEmbedded(${JSON.stringify(data)}, 'service');
    const client = new pg.Client(server.administrator('postgres'));
    await client.connect();
    await client.query('create table if not exists kept (number integer)');
    await client.query('insert into kept select coalesce(max(number), 0) + 1 from kept');
    await client.query('begin');
    await client.query('insert into kept values (1000)');
    console.log('acknowledged');`;
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const heard = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.on('close', () => resolve(text.trim()));
  });
  return { child, heard };
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.on('close', () => resolve()) : resolve(),
  );

describe('the embedded PostgreSQL', () => {
  let made = '';
  let data = '';
  const open: Embedded[] = [];

  const opened = async (hold: Hold) => {
    const embedded = await openEmbedded(data, hold);
    open.push(embedded);
    return embedded;
  };
  const letGo = async () => {
    for (const embedded of open.splice(0)) await embedded.release();
  };

  before(async () => {
    ({ made, data } = await place());
  });
  afterEach(letGo);
  after(async () => {
    await rm(made, { recursive: true, force: true });
  });

  it('starts on an empty folder, in UTC and UTF-8, for its own socket only', async () => {
    const service = await opened('service');
    const [row] = await query<Record<string, string>>(
      service,
      `select current_setting('listen_addresses') as listens, current_setting('TimeZone') as zone,
        current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
        current_setting('fsync') as fsync, current_setting('full_page_writes') as pages`,
    );
    assert.deepEqual(row, {
      listens: '',
      zone: 'UTC',
      encoding: 'UTF8',
      checksums: 'on',
      fsync: 'on',
      pages: 'on',
    });
  });

  it('is private: cluster, socket folder and log are the server’s and root’s alone', async () => {
    await opened('visitor');
    const owner = serverOwner()?.uid ?? process.getuid?.();
    for (const name of ['postgres', 'socket']) {
      const { mode, uid } = await stat(join(data, name));
      assert.equal(mode & 0o777, 0o700, name);
      assert.equal(uid, owner, name);
    }
    assert.equal((await stat(join(data, 'postgres.log'))).mode & 0o777, 0o600);
  });

  it('refuses a second service at once with one sentence, and lets visitors in', async () => {
    await opened('service');
    const began = performance.now();
    await assert.rejects(openEmbedded(data, 'service'), (error) => {
      assert.ok(error instanceof EmbeddedError);
      assert.equal(
        error.message,
        'Foresight is already running on this data: stop it first, or set FORESIGHT_DATA to another folder.',
      );
      return true;
    });
    assert.ok(performance.now() - began < 3_000);
    const visitor = await opened('visitor');
    assert.deepEqual(await query(visitor, 'select 1 as one'), [{ one: 1 }]);
  });

  it('goes on for those who are left, and the last to leave stops it', async () => {
    const service = await opened('service');
    const visitor = await opened('visitor');
    await service.release();
    assert.deepEqual(await query(visitor, 'select 1 as one'), [{ one: 1 }]);
    const next = await opened('service');
    await visitor.release();
    assert.equal(isRunning(data), true);
    await next.release();
    assert.equal(isRunning(data), false);
  });

  it('takes in eight visitors who come at once to a stopped one, and stops after them', async () => {
    const visitors = await Promise.all(Array.from({ length: 8 }, () => openEmbedded(data, 'visitor')));
    await Promise.all(visitors.map(({ release }) => release()));
    assert.equal(isRunning(data), false);
  });

  it('outlives kill -9 of its service: the next one joins it, and nothing acknowledged is lost', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const { child, heard } = await serviceProcess(data);
      assert.equal(heard, 'acknowledged');
      const pid = await serverPid(data);
      child.kill('SIGKILL');
      await ended(child);
      const service = await opened('service');
      assert.equal(await serverPid(data), pid, 'the living server is joined');
      assert.deepEqual(
        await query(service, 'select number from kept order by number'),
        Array.from({ length: round }, (_, index) => ({ number: index + 1 })),
      );
      await service.release();
    }
  });

  it('starts again after kill -9 of the server, with all that was committed', async () => {
    const service = await opened('service');
    await query(service, 'insert into kept values (77)');
    process.kill(await serverPid(data), 'SIGKILL');
    const next = await opened('service');
    assert.deepEqual(await query(next, 'select count(*)::integer as held from kept where number = 77'), [
      { held: 1 },
    ]);
    await service.release();
    assert.equal(isRunning(data), true, 'whoever held the dead server does not stop the living one');
  });

  it('starts although the number of the dead server now is another process’s', async () => {
    const service = await opened('service');
    process.kill(await serverPid(data), 'SIGKILL');
    await service.release();
    const owner = serverOwner();
    const stranger = spawn('/bin/sleep', ['60'], owner === null ? {} : { uid: owner.uid, gid: owner.gid });
    try {
      const path = join(data, 'postgres', 'postmaster.pid');
      const [, ...rest] = (await readFile(path, 'utf8')).split('\n');
      await writeFile(path, [stranger.pid, ...rest].join('\n'));
      const began = performance.now();
      const next = await opened('service');
      assert.deepEqual(await query(next, 'select 1 as one'), [{ one: 1 }]);
      assert.ok(performance.now() - began < 10_000);
    } finally {
      stranger.kill('SIGKILL');
      await ended(stranger);
    }
  });
});

describe('where the embedded PostgreSQL puts things', () => {
  it('moves its socket where the path of the data is longer than a socket’s may be', async () => {
    const { made } = await place();
    const long = join(made, 'a'.repeat(60), 'b'.repeat(60));
    const { folder } = await dataFolderFor(long);
    const service = await openEmbedded(folder, 'service');
    const sockets = service.server.administrator().host ?? '';
    try {
      assert.equal(folder, long);
      assert.ok(sockets.startsWith(join(tmpdir(), 'foresight-')), sockets);
      assert.equal((await stat(sockets)).mode & 0o777, 0o700);
      assert.deepEqual(await query(service, 'select 1 as one'), [{ one: 1 }]);
      await assert.rejects(openEmbedded(folder, 'service'), EmbeddedError);
    } finally {
      await service.release();
      await rm(made, { recursive: true });
      await rm(sockets, { recursive: true, force: true });
    }
  });

  it('takes a folder that is only root’s to enter, by letting its own account pass', async (t) => {
    if (!asRoot) return t.skip('only root’s server runs as another account');
    const made = await mkdtemp(join(tmpdir(), 'foresight-embedded-'));
    assert.equal((await stat(made)).mode & 0o777, 0o700);
    assert.deepEqual(await dataFolderFor(made), { folder: made, moved: false });
    assert.equal((await stat(made)).mode & 0o777, 0o701);
    await rm(made, { recursive: true });
  });

  it('goes to /var/lib/foresight where a folder above is private, the same place each time', async (t) => {
    if (!asRoot) return t.skip('only root’s server runs as another account');
    const made = await mkdtemp(join(tmpdir(), 'foresight-embedded-'));
    const before = process.umask(0o077);
    try {
      const first = await dataFolderFor(join(made, 'data'));
      assert.match(first.folder, /^\/var\/lib\/foresight\/[0-9a-f]{12}$/);
      assert.equal(first.moved, true);
      assert.equal((await stat(first.folder)).mode & 0o777, 0o711, 'whatever the umask');
      assert.deepEqual(await dataFolderFor(join(made, 'data')), first);
      await rm(first.folder, { recursive: true });
    } finally {
      process.umask(before);
      await rm(made, { recursive: true });
    }
  });

  it('says what is in the way of a folder', async () => {
    const made = await mkdtemp(join(tmpdir(), 'foresight-embedded-'));
    await writeFile(join(made, 'file'), '');
    await mkdir(join(made, 'there'));
    await makeFolder(join(made, 'there'));
    await makeFolder(join(made, 'new', 'and', 'deep'));
    const cases: readonly (readonly [path: string, code: string])[] = [
      [join(made, 'file'), 'EEXIST'],
      [join(made, 'file', 'below'), 'ENOTDIR'],
    ];
    for (const [path, code] of cases) await assert.rejects(makeFolder(path), { code });
    if (existsSync('/proc/self'))
      await assert.rejects(makeFolder('/proc/foresight/data'), { code: /ENOENT|EACCES/ });
    await rm(made, { recursive: true });
  });
});
