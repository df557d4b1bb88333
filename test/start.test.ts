import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import pg from 'pg';
import { root } from '../src/config.ts';
import { type Embedded, openEmbedded } from '../src/platform/db/embedded.ts';
import { reaches, serverOwner } from '../src/platform/db/embedded-place.ts';
import {
  busyPort,
  type Call,
  dataFolder,
  type Ended,
  foresight,
  freePort,
  isAlive,
  oldNode,
  type Running,
  serverPid,
} from './running.ts';

const sentence = /^[^\n]+\.\n$/;

/** Ended with this code and one sentence for whoever started it, and nothing on standard output. */
function refused(ended: Ended, code: number, words: RegExp, within = 10_000) {
  assert.equal(ended.code, code, ended.err);
  assert.equal(ended.out, '');
  assert.match(ended.err, sentence);
  assert.match(ended.err, words);
  assert.ok(ended.milliseconds < within, `it took ${Math.round(ended.milliseconds)} ms`);
}

async function page(port: number, path: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, text: await response.text(), retryAfter };
}

const reviews = async (port: number) => {
  const { text } = await page(port, '/reviews.json');
  return (JSON.parse(text) as { total: number }).total;
};

describe('a start, on a folder that is empty at first', () => {
  let data: string;
  let clear: () => Promise<void>;
  let port: number;
  let call: Call;

  before(async () => {
    ({ data, clear } = await dataFolder());
    port = await freePort();
    call = { environment: { FORESIGHT_DATA: data, PORT: String(port) } };
  });
  after(() => clear());

  /** Starts, waits for the first page, and hands over; whatever happens, nothing stays behind. */
  async function started(
    t: TestContext,
    most: number,
    work: (running: Running) => Promise<void>,
    how: Call = call,
  ) {
    const running = foresight(['serve'], how);
    try {
      const block = await running.ready;
      const { status } = await page(port, '/');
      assert.equal(status, 200);
      t.diagnostic(`the start block came after ${Math.round(block)} ms`);
      assert.ok(block < most, `the start took ${Math.round(block)} ms`);
      await work(running);
    } finally {
      running.kill('SIGKILL');
      await running.ended;
    }
  }

  const stopsCleanly = async (running: Running, stop: () => void) => {
    const pid = serverPid(data);
    assert.ok(pid !== null && isAlive(pid));
    stop();
    const { code, err } = await running.ended;
    assert.equal(code, 0);
    // What a job has to tell is a line of the log, and comes when it comes.
    assert.equal(err.replace(/^\{.*\}\n/gm, ''), '\nStopping …\n');
    assert.equal(serverPid(data), null, 'no server is left');
    assert.equal(isAlive(pid), false);
  };

  it('shows the first page within 15 seconds, says that the training partnership comes, and stops cleanly in the midst of it by SIGINT', (t) => {
    const withoutCache = { environment: { ...call.environment, NODE_DISABLE_COMPILE_CACHE: '1' } };
    const work = async (running: Running) => {
      assert.match((await page(port, '/')).text, /Liverpool/);
      for (const path of ['/', '/work', '/no-such-page']) {
        const { status, retryAfter } = await page(port + 1, path);
        assert.deepEqual([status, retryAfter], [503, '5'], path);
      }
      assert.equal(await reviews(port), 2);
      await stopsCleanly(running, () => running.kill('SIGINT'));
      const { out } = await running.ended;
      assert.match(
        out,
        /^\nForesight is running\.\n\n {2}Liverpool Safeguarding Children Partnership +http:\/\/localhost:/,
      );
      assert.match(out, /\n {2}The training partnership is being set up.*\n\n {2}Ctrl-C stops it\.\n\n$/);
      assert.equal(out.split('Foresight is running').length, 2, 'once');
    };
    return started(t, 15_000, work, withoutCache);
  });

  it('shows it within 6 seconds afterwards, refuses a second start at once, signs in once the training partnership is ready, and stops cleanly by SIGTERM', (t) =>
    started(t, 6_000, async (running) => {
      const other = { environment: { FORESIGHT_DATA: data, PORT: String(await freePort()) } };
      refused(
        await foresight(['serve'], other).ended,
        1,
        /^Foresight is already running on this data: stop it first/,
        3_000,
      );
      assert.equal((await page(port, '/reviews')).status, 200);
      const link = await foresight(['sign-in-link', 'coordinator@merrowvale.example'], call).ended;
      assert.equal(link.code, 0, link.err);
      assert.match(link.err, /^The training partnership is being set up\./);
      assert.equal((await page(port + 1, '/')).status, 200, 'the setting up that was stopped is finished');
      await stopsCleanly(running, () => running.kill('SIGTERM'));
    }));

  it('takes the signal of one Ctrl-C that comes twice, from the terminal and from a wrapper, for one', (t) =>
    started(t, 6_000, (running) =>
      stopsCleanly(running, () => {
        running.kill('SIGINT');
        running.kill('SIGINT');
      }),
    ));

  it('recovers by itself after kill -9, with nothing lost and no second server', async (t) => {
    let survivor: number | null = null;
    await started(t, 6_000, async (running) => {
      running.kill('SIGKILL');
      await running.ended;
      survivor = serverPid(data);
    });
    await started(t, 6_000, async (running) => {
      assert.equal(serverPid(data), survivor);
      assert.equal(await reviews(port), 2);
      await stopsCleanly(running, () => running.kill('SIGINT'));
    });
  });

  it('recovers by itself after kill -9 of service and server', async (t) => {
    await started(t, 6_000, async (running) => {
      running.kill('SIGKILL');
      await running.ended;
      process.kill(serverPid(data) ?? 0, 'SIGKILL');
    });
    await started(t, 6_000, async (running) => {
      assert.equal(await reviews(port), 2);
      await stopsCleanly(running, () => running.kill('SIGINT'));
    });
  });

  it('stops cleanly when it is told to while it still starts', async () => {
    const running = foresight(['serve'], call);
    while (serverPid(data) === null) await new Promise((resolve) => setTimeout(resolve, 10));
    running.kill('SIGINT');
    assert.equal((await running.ended).code, 0);
    assert.equal(serverPid(data), null);
  });

  it('refuses a busy port in one sentence, and leaves no server behind', async () => {
    const busy = await busyPort();
    try {
      const environment = { FORESIGHT_DATA: data, PORT: String(busy.port) };
      const words = new RegExp(`^Port ${busy.port} is in use by another program`);
      refused(await foresight(['serve'], { environment }).ended, 1, words);
      assert.equal(serverPid(data), null);
    } finally {
      await busy.free();
    }
  });

  it('goes without the second port where that is busy, and says so', async () => {
    const busy = await busyPort();
    const environment = { FORESIGHT_DATA: data, PORT: String(busy.port - 1) };
    const running = foresight(['serve'], { environment });
    try {
      await running.ready;
      running.kill('SIGINT');
      const { code, err } = await running.ended;
      assert.equal(code, 0);
      assert.match(
        err,
        new RegExp(
          `^Port ${busy.port} is in use, so the training partnership answers only at training\\.localhost`,
        ),
      );
    } finally {
      running.kill('SIGKILL');
      await running.ended;
      await busy.free();
    }
  });

  it('refuses an address that is not this machine’s', async () => {
    const environment = { FORESIGHT_DATA: data, PORT: String(port), HOST: '192.0.2.1' };
    refused(
      await foresight(['serve'], { environment }).ended,
      1,
      /^HOST is "192\.0\.2\.1", which is not an address of this machine\.$/m,
    );
  });

  describe('called by an old Node', () => {
    const node = oldNode();
    const skip = node === null && 'no Node below 26 is on the PATH';

    it('stops cleanly by Ctrl-C, which reaches both', { skip }, (t) =>
      started(t, 6_000, (running) => stopsCleanly(running, () => running.killGroup('SIGINT')), {
        ...call,
        node: node ?? '',
      }),
    );

    it('ends with its caller after kill -9, so that the next start finds everything free', {
      skip,
    }, async (t) => {
      await started(t, 6_000, (running) => Promise.resolve(running.kill('SIGKILL')), {
        ...call,
        node: node ?? '',
      });
      await started(t, 6_000, (running) => stopsCleanly(running, () => running.kill('SIGINT')));
    });
  });
});

describe('a start without what it needs', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foresight-start-'));
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'file'), '');
    await mkdir(join(folder, 'closed'), { mode: 0o555 });
  });
  after(() => rm(folder, { recursive: true }));

  const serve = (environment: Readonly<Record<string, string>>, more: Call = {}) =>
    foresight(['serve'], { environment: { FORESIGHT_DATA: join(folder, 'never'), ...environment }, ...more })
      .ended;

  it('refuses a data folder that is a file, or below one', async () => {
    refused(
      await serve({ FORESIGHT_DATA: join(folder, 'file') }),
      1,
      /file cannot be used: it is a file, not a folder\. Choose another/,
    );
    refused(
      await serve({ FORESIGHT_DATA: join(folder, 'file', 'x') }),
      1,
      /cannot be used: a part of its path is a file/,
    );
  });

  it('refuses a data folder that it may not write to', async (t) => {
    const owner = serverOwner();
    if (
      owner !== null &&
      !(reaches(root, owner.uid, owner.gid) && reaches(process.execPath, owner.uid, owner.gid))
    )
      return t.skip('the account to try it with cannot reach the checkout');
    const account = owner === null ? {} : { account: { uid: owner.uid, gid: owner.gid } };
    for (const name of ['closed', 'closed/new'])
      refused(
        await serve({ FORESIGHT_DATA: join(folder, name) }, account),
        1,
        /cannot be used: this account may not write there/,
      );
  });

  it('refuses a data folder where no folder can be made, to anybody', {
    skip: !existsSync('/proc/self'),
  }, async () => {
    refused(
      await serve({ FORESIGHT_DATA: '/proc/foresight' }),
      1,
      /^The data folder \/proc\/foresight cannot be used: /,
      3_000,
    );
  });

  const unusable: readonly (readonly [address: string, why: RegExp])[] = [
    ['postgresql://me:hunter2@127.0.0.1:1/cases', /there is no answer from its server \(ECONNREFUSED\)/],
    [
      'postgresql://me:hunter2@no-such-host.invalid/cases',
      /there is no answer from its server|does not answer/,
    ],
    [
      'postgresql://me:hunter2@localhost/cases?host=/no/such/folder',
      /there is no answer from its server \(ENOENT\)/,
    ],
  ];
  for (const [address, why] of unusable)
    it(`refuses a DATABASE_URL without a server behind it and never repeats it: ${address.split('@')[1]}`, async () => {
      const ended = await serve({ DATABASE_URL: address });
      refused(ended, 1, /^DATABASE_URL cannot be used: /, 15_000);
      assert.match(ended.err, why);
      assert.doesNotMatch(ended.err, /hunter2|me:/);
    });

  const settings: readonly (readonly [given: Readonly<Record<string, string>>, words: RegExp])[] = [
    [{ PORT: 'abc' }, /^PORT is "abc"/],
    [{ FORESIGHT_SEED: 'x' }, /^FORESIGHT_SEED is "x"/],
    [{ DATABASE_URL: 'mysql://me:hunter2@db.example/cases' }, /^DATABASE_URL must be an address/],
    [{ PUBLIC_URL: 'reviews.partnership.example' }, /^PUBLIC_URL must be an address/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8,here' }, /^TRUSTED_PROXIES has "here"/],
  ];
  for (const [given, words] of settings)
    it(`refuses ${JSON.stringify(given)} before it touches anything`, async () => {
      const data = join(folder, 'untouched');
      refused(await serve({ ...given, FORESIGHT_DATA: data }), 2, words, 3_000);
      assert.equal(existsSync(data), false);
    });
});

describe('a start on an outside PostgreSQL', () => {
  let outside: Embedded;
  let data: string;
  let clear: () => Promise<void>;
  let address: string;

  before(async () => {
    ({ data, clear } = await dataFolder());
    outside = await openEmbedded(data, 'visitor');
    const { host } = outside.server.administrator();
    address = `postgresql://foresight_administrator:hunter2@localhost/cases?host=${host}`;
  });
  after(async () => {
    await outside.release();
    await clear();
  });

  const settings = async (more: Readonly<Record<string, string>> = {}) => ({
    DATABASE_URL: address,
    FORESIGHT_DATA: join(data, 'own'),
    FORESIGHT_SEED: 'none',
    PORT: String(await freePort()),
    ...more,
  });

  it('works, names nothing of the address, and with nobody set up says how to begin', async () => {
    const environment = await settings();
    const running = foresight(['serve'], { environment });
    try {
      await running.ready;
      const { status, text } = await page(Number(environment.PORT), '/');
      assert.equal(status, 200);
      assert.match(text, /bin\/foresight partnership create/);
      running.kill('SIGINT');
      const { code, out } = await running.ended;
      assert.equal(code, 0);
      assert.match(out, /No partnership has been set up yet/);
      assert.match(out, /Data +the PostgreSQL of DATABASE_URL/);
      assert.doesNotMatch(out, /hunter2/);
      assert.equal(existsSync(join(data, 'own', 'postgres')), false, 'no server of our own');
    } finally {
      running.kill('SIGKILL');
      await running.ended;
    }
  });

  it('refuses a REGISTER_DATABASE_URL without a server behind it', async () => {
    const environment = await settings({
      REGISTER_DATABASE_URL: 'postgresql://replica:hunter2@127.0.0.1:1/cases',
    });
    const ended = await foresight(['serve'], { environment }).ended;
    refused(
      ended,
      1,
      /^REGISTER_DATABASE_URL cannot be used: there is no answer from its server \(ECONNREFUSED\)\.$/m,
    );
  });

  it('refuses a schema that is newer than the code, and leaves it alone', async () => {
    const client = new pg.Client({ ...outside.server.administrator('cases') });
    await client.connect();
    try {
      await client.query(`insert into foresight_migrations.hash values ('9999_future', 'x')`);
      const ended = await foresight(['serve'], { environment: await settings() }).ended;
      refused(
        ended,
        1,
        /^The database is newer than this version of Foresight \(it has "9999_future"\): install the newer version again\.$/m,
      );
    } finally {
      await client.end();
    }
  });
});
