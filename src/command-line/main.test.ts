import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { type Call, dataFolder, foresight, freePort, oldNode, serverPid } from '../../test/running.ts';
import { root } from '../config.ts';
import { type Embedded, openEmbedded } from '../platform/db/embedded.ts';

const run = (words: readonly string[], call?: Call) => foresight(words, call).ended;

const commands = [
  ['serve'],
  ['migrate'],
  ['seed'],
  ['clock'],
  ['register', 'import'],
  ['partnership', 'create'],
  ['invite'],
  ['sign-in-link'],
  ['trail', 'verify'],
] as const;

describe('bin/foresight', () => {
  it('lists its commands', async () => {
    for (const words of [['--help'], ['-h'], ['help'], ['register', '--help'], ['trail', '-h']]) {
      const { code, out, err } = await run(words);
      assert.deepEqual([code, err], [0, ''], words.join(' '));
      for (const command of commands) assert.match(out, new RegExp(`^ {2}${command.join(' ')} {2,}\\w`, 'm'));
    }
  });

  it('tells with each command how it is used, on standard output', async () => {
    const calls = commands.flatMap((command) => [
      [...command, '--help'],
      [...command, 'and', 'more', '-h'],
    ]);
    const ended = await Promise.all(calls.map((words) => run(words)));
    for (const [index, { code, out, err }] of ended.entries()) {
      const name = calls[index]?.join(' ') ?? '';
      assert.deepEqual([code, err], [0, ''], name);
      assert.match(out, /^Usage: foresight /, name);
    }
  });

  const wrong: readonly (readonly [words: readonly string[], says: RegExp])[] = [
    [['nonsense'], /^There is no command "nonsense"\. foresight --help lists them\.\n$/],
    [['register'], /^There is no command "register"\./],
    [['register', 'export', '--help-me'], /^There is no command "register"\./],
    [['toString'], /^There is no command "toString"\./],
    [['--version'], /^There is no command "--version"\./],
    [['migrate', '--nonsense'], /Unknown option '--nonsense'/],
    [['serve', '--port=3000'], /Unknown option '--port'/],
    [['invite'], /^Say whom to invite: one e-mail address\./],
    [['invite', 'kim@example.org'], /^Say the role with --role: coordinator, /],
    [['invite', 'kim@example.org', '--role', 'owner'], /^Say the role with --role/],
    [['invite', 'kim@example.org', 'sam@example.org', '--role', 'member'], /^Say whom to invite: one/],
    [['invite', 'kim.example.org', '--role', 'member'], /^"kim\.example\.org" is not an e-mail address\.\n$/],
    [
      ['invite', 'kim@example.org\nBcc: all@example.org', '--role', 'member'],
      /is not an e-mail address\.\n$/,
    ],
    [['sign-in-link'], /^Say who signs in: one e-mail address\./],
    [['sign-in-link', 'a@example.org', 'b@example.org'], /^Say who signs in: one/],
    [['sign-in-link', 'everybody'], /^"everybody" is not an e-mail address\.\n$/],
    [['partnership', 'create'], /^Say what the partnership is called, with --name\.\n$/],
    [['partnership', 'create', '--name', 'X'], /^Say whose area it is, with --authority\.\n$/],
    [
      ['partnership', 'create', '--name', 'X', '--authority', 'Atlantis'],
      /^No English local authority is called "Atlantis"/,
    ],
    [
      ['partnership', 'create', '--name', 'X', '--authority', 'Leeds'],
      /^Say where its public site answers, with --host\.\n$/,
    ],
    [
      ['partnership', 'create', '--name', 'X', '--authority', 'Leeds', '--host', 'https://x.example/'],
      /^"https:\/\/x\.example\/" is not a host name/,
    ],
    [
      [
        'partnership',
        'create',
        '--name',
        'X',
        '--authority',
        'Leeds',
        '--host',
        'x.example',
        '--prefix',
        'A1',
      ],
      /^A prefix has two to ten letters/,
    ],
    [['register', 'import'], /^Say which folder to import\./],
    [['register', 'import', '/no/such/folder'], /^There is no register\.json in \/no\/such\/folder/],
    [['clock', '--became-aware', '2026-02-30', '--json'], /2026-02-30/],
  ];
  it('refuses a call that is wrong with code 2, says why on standard error, and touches no data', async () => {
    const environment = { FORESIGHT_DATA: '/proc/foresight-must-not-be' };
    const ended = await Promise.all(wrong.map(([words]) => run(words, { environment })));
    for (const [index, { code, out, err }] of ended.entries()) {
      const [words, says] = wrong[index] ?? [];
      const call = words?.join(' ') ?? '';
      assert.deepEqual([code, out], [2, ''], `${call}: ${err}`);
      assert.match(err, says ?? /$^/, call);
    }
  });

  it('shows what there is when it is called with nothing', async () => {
    const { code, out } = await run([]);
    assert.equal(code, 2);
    assert.match(out, /^Usage: foresight <command>/);
  });

  const clock = ['clock', '--became-aware', '2026-04-01', '--json'];

  it('works from any folder', async () => {
    const { code, out, err } = await run(clock, { cwd: tmpdir() });
    assert.deepEqual([code, err], [0, '']);
    assert.equal((JSON.parse(out) as { edition: string }).edition, 'WT2026');
  });

  it('works under an old Node, with the same answer', async (t) => {
    const node = oldNode();
    if (node === null) return t.skip('no Node below 26 is on the PATH');
    const [old, pinned] = await Promise.all([run(clock, { node, cwd: tmpdir() }), run(clock)]);
    assert.deepEqual([old.code, old.out, old.err], [0, pinned.out, '']);
    assert.equal((await run(['nonsense'], { node })).code, 2, 'and with the same code');
  });

  it('ends quietly when whoever reads its answer stops reading', async () => {
    const words = ['--disable-warning=ExperimentalWarning', join(root, 'bin', 'foresight'), ...clock];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([code, err], [0, '']);
  });
});

describe('a real office’s first hour', () => {
  let data: string;
  let clear: () => Promise<void>;
  let environment: Record<string, string>;

  before(async () => {
    ({ data, clear } = await dataFolder());
    environment = { FORESIGHT_DATA: data, FORESIGHT_SEED: 'none', PORT: String(await freePort()) };
  });
  after(() => clear());

  const ask = async (...words: readonly string[]) => {
    const ended = await run([...words, '--json'], { environment });
    assert.equal(ended.code, 0, `${words.join(' ')}: ${ended.err}`);
    return JSON.parse(ended.out) as Record<string, unknown>;
  };
  const create = (name: string, host: string) =>
    ['partnership', 'create', '--name', name, '--authority', 'E08000035', '--host', host] as const;

  it('has nobody to invite to before a partnership is set up', async () => {
    const ended = await run(['invite', 'kim@example.org', '--role', 'administrator'], { environment });
    assert.deepEqual([ended.code, ended.out], [2, '']);
    assert.match(
      ended.err,
      /^There is no partnership here yet: set one up with foresight partnership create\.\n$/,
    );
  });

  it('goes by three commands without a service: set up, invite, verify', async () => {
    const made = await ask(
      ...create('Eastwick Vale Safeguarding Children Partnership', 'Reviews.Eastwick.example'),
    );
    assert.match(String(made['id']), /^[0-9a-f-]{36}$/);
    assert.deepEqual(
      { ...made, id: '' },
      {
        id: '',
        name: 'Eastwick Vale Safeguarding Children Partnership',
        referencePrefix: 'EVSCP',
        hosts: ['reviews.eastwick.example'],
        partners: ['Leeds City Council', 'West Yorkshire Police', 'NHS West Yorkshire Integrated Care Board'],
      },
    );
    const invited = await ask('invite', 'Kim@Example.org', '--role', 'administrator');
    assert.match(String(invited['link']), /^http:\/\/localhost:\d+\/invitation\/[0-9A-Z]{24}$/);
    assert.deepEqual((await ask('agencies', 'add-partners'))['added'], [], 'it has its partners already');
    assert.equal(serverPid(data), null, 'no server is left running');
    const { whole, trails } = await ask('trail', 'verify');
    assert.equal(whole, true);
    assert.deepEqual(trails, [
      { trail: 'The installation', entries: 1, broken: null },
      { trail: 'Eastwick Vale Safeguarding Children Partnership', entries: 1, broken: null },
    ]);
  });

  it('goes by the same commands beside a running service, which then knows of it', async () => {
    const service = foresight(['serve'], { environment });
    try {
      await service.ready;
      await ask(...create('Harnley Safeguarding Children Partnership', 'harnley.example'));
      const unclear = await run(['invite', 'sam@example.org', '--role', 'member'], { environment });
      assert.equal(unclear.code, 2);
      assert.match(
        unclear.err,
        /^Say which partnership is meant, with --partnership\. Here are: Eastwick Vale .*\(EVSCP\), Harnley/,
      );
      const forAgency = ['--agency', 'west yorkshire POLICE', '--partnership', 'hscp'] as const;
      const invited = await ask('invite', 'sam@example.org', '--role', 'member', ...forAgency);
      assert.equal(invited['partnership'], 'Harnley Safeguarding Children Partnership');
      const link = new URL(String(invited['link']));
      const response = await fetch(`http://127.0.0.1:${link.port}/`, { headers: { connection: 'close' } });
      assert.match(await response.text(), /Eastwick Vale/);
      assert.equal((await ask('trail', 'verify', '--partnership', 'Harnley'))['whole'], true);
      service.kill('SIGTERM');
      assert.equal((await service.ended).code, 0);
    } finally {
      service.kill('SIGKILL');
      await service.ended;
    }
  });

  it('says no in one sentence, with code 1', async () => {
    const again = await run(create('Eastwick Vale Safeguarding Children Partnership', 'other.example'), {
      environment,
    });
    assert.deepEqual([again.code, again.out], [1, '']);
    assert.equal(
      again.err,
      'There already is a partnership called “Eastwick Vale Safeguarding Children Partnership”.\n',
    );
  });

  it('keeps standard output for the answer where a person reads it, too', async () => {
    const { code, out, err } = await run(['trail', 'verify', '--partnership', 'EVSCP'], { environment });
    assert.equal(code, 0);
    assert.match(out, /^Eastwick Vale Safeguarding Children Partnership: whole, \d+ entries\.\n$/);
    assert.match(err, /^Eastwick Vale Safeguarding Children Partnership …\n$/);
  });

  it('has nothing to bring up to date or to fill afterwards', async () => {
    assert.deepEqual(await ask('migrate'), { migrated: [] });
    assert.deepEqual(await ask('seed'), { added: [] });
  });

  it('makes a sign-in link for people of a training partnership, and for nobody else', async () => {
    const refused: string[] = [];
    const refuse = async (...words: readonly string[]) => {
      const ended = await run(['sign-in-link', ...words], { environment });
      assert.deepEqual([ended.code, ended.out], [2, ''], ended.err);
      refused.push(ended.err);
    };
    const training = (name: string, host: string) => ask(...create(name, host), '--training');
    await refuse('cora@example.org');
    await refuse('cora@example.org', '--partnership', 'EVSCP');
    const merrow = await training('Merrow Safeguarding Children Partnership', 'training.localhost');
    await refuse('cora@example.org');
    const hold = await openEmbedded(data, 'visitor');
    const client = new pg.Client(hold.server.administrator());
    await client.connect();
    await client.query(
      `with who as (insert into app.account (email, name) values ('cora@example.org', 'Cora Example') returning id)
      insert into app.membership (partnership_id, account_id, role, from_day) select $1, id, 'chair', ctx.today() from who`,
      [merrow['id']],
    );
    await client.end();
    await hold.release();
    const { code, out, err } = await run(['sign-in-link', 'Cora@Example.org'], { environment });
    assert.equal(code, 0, err);
    assert.match(out, /^http:\/\/training\.localhost:\d+\/sign-in-link\/[0-9A-Z]{24}\n$/);
    assert.match(err, /^It signs in once, within 15 minutes, as chair of the group of Merrow /);
    await training('Fell Safeguarding Children Partnership', 'fell.localhost');
    await refuse('cora@example.org');
    const answer = await ask('sign-in-link', 'cora@example.org', '--partnership', 'MSCP');
    assert.deepEqual(Object.keys(answer), ['partnership', 'roles', 'link', 'expires']);
    assert.deepEqual(answer['roles'], ['chair']);
    const says = [
      /^There is no training partnership here: set one up with foresight partnership create --training\.\n$/,
      /^Eastwick Vale .* is not for training, and a sign-in link is only for people of a training partnership\.\n$/,
      /^cora@example\.org has no role in Merrow Safeguarding Children Partnership today\.\n$/,
      /^Say which partnership is meant, with --partnership\. Here are: Merrow .*\(MSCP\), Fell .*\(FSCP\)\.\n$/,
    ];
    assert.equal(refused.length, says.length);
    for (const [index, words] of says.entries()) assert.match(refused[index] ?? '', words);
  });

  describe('with a trail that somebody has changed', () => {
    let hold: Embedded;
    let client: pg.Client;

    before(async () => {
      hold = await openEmbedded(data, 'visitor');
      client = new pg.Client(hold.server.administrator());
      await client.connect();
      await client.query('set session_replication_role = replica');
    });
    after(async () => {
      await client.end();
      await hold.release();
    });

    const verify = async (trail: string) => {
      const { code, out } = await run(['trail', 'verify', '--partnership', trail, '--json'], { environment });
      assert.equal(code, 1);
      const verdict = JSON.parse(out) as { whole: boolean; trails: { broken: unknown }[] };
      assert.equal(verdict.whole, false);
      return verdict.trails[0]?.broken;
    };

    it('names the first entry that does not fit, and ends with code 1', async () => {
      await client.query(
        `update audit.entry_words set verb = 'x' where seq = 1 and partnership_id = (select id from app.partnership where reference_prefix = 'EVSCP')`,
      );
      assert.deepEqual(await verify('EVSCP'), { seq: 1, why: 'its verb is not what its words say' });
    });

    it('tells what is wrong although the trail takes no more entries', async () => {
      await client.query(
        `delete from audit.head where partnership_id = (select id from app.partnership where reference_prefix = 'HSCP')`,
      );
      assert.deepEqual(await verify('HSCP'), { seq: 1, why: 'the head of the trail is gone' });
    });
  });
});
