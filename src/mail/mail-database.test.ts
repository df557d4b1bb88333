import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Received, type Smtp, smtpServer } from '../../test/smtp.ts';
import { openTowns, type Somebody, type Town, type Towns } from '../people/samples.ts';
import { connect, type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { openPost, type Post } from './commands-send.ts';
import { mail, queueAgain, readMails } from './store.ts';
import { letter } from './wording.ts';

let towns: Towns;
let app: Database;
let coordinator: Somebody;
let admin: Somebody;
let foreign: Somebody;
let smtp: Smtp;
const log: unknown[] = [];
/** The queue as the service prepares it. */
const prepared: unknown[] = [];

before(async () => {
  towns = await openTowns();
  app = connect(towns.world.server, 'foresight_app', 2);
  coordinator = await towns.somebody(towns.harnley, 'cor@example.org', 'coordinator');
  admin = await towns.somebody(towns.harnley, 'ada@example.org', 'administrator');
  foreign = await towns.somebody(towns.wetherleigh, 'far@example.org', 'administrator');
  smtp = await smtpServer();
  const { rows } = await sql`
    select retry_backoff as backoff, retry_limit as limit, retry_delay as delay, retry_delay_max as most
    from pgboss.queue where name = 'mail.send'`.execute(towns.owner);
  prepared.push(...rows);
  // A test does not wait a minute for the second attempt.
  await sql`update pgboss.queue set retry_delay = 1, retry_backoff = false, retry_limit = 3, retry_delay_max = null`.execute(
    towns.owner,
  );
});
after(async () => {
  await smtp.close();
  await app.destroy();
  await towns.close();
});

const sender = {
  name: 'Harnley Safeguarding Children Partnership',
  origin: 'https://harnley.example',
  mailbox: null,
};

const post = (more: Partial<Post> = {}): Promise<Worker> =>
  openPost({
    server: towns.world.server,
    log: {
      info: (event, facts) => void log.push({ event, ...facts }),
      error: (event, facts) => void log.push({ event, ...facts }),
    },
    smtpUrl: smtp.url,
    senderOf: () => Promise.resolve(sender),
    lookEvery: 1,
    ...more,
  });

const as = <T>({ token }: Somebody, work: (tx: Tx) => Promise<T>) => transactionOf(app, token, work);
const ask = (to: string) => as(coordinator, (tx) => mail(tx, { to, kind: 'referral-outcome' }));

const row = async (id: string) => {
  const { rows } = await sql<{ state: string; attempts: number; answer: string | null; message_id: string }>`
    select state, attempts, answer, message_id from app.mail where id = ${id}::uuid`.execute(towns.owner);
  return rows[0] ?? assert.fail('no such mail');
};
const jobs = async () => {
  const { rows } = await sql<{ state: string; data: { token: string }; output: unknown }>`
    select state, data, output from pgboss.job order by created_on`.execute(towns.owner);
  return rows;
};
const until = async (holds: () => Promise<boolean> | boolean, what: string) => {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${what}: ${JSON.stringify([await jobs(), log])}`);
};
const inbox = (to: string): readonly Received[] =>
  smtp.inbox.filter(({ recipients }) => recipients.includes(to));
const denied = { code: '42501' };

describe('a service without a mail server', () => {
  it('keeps what is asked for, and makes no job', async () => {
    const none = await post({ smtpUrl: null });
    const { id } = await ask('kept@example.org');
    assert.equal((await row(id)).state, 'kept');
    assert.deepEqual(await jobs(), []);
    await none.close();
    const { mails } = await as(admin, (tx) => readMails(tx, 1));
    assert.deepEqual(
      mails.map(({ to, state }) => [to, state]),
      [['kept@example.org', 'kept']],
    );
    assert.equal(await as(admin, (tx) => queueAgain(tx, id)), false, 'there is nowhere to send it to');
  });

  it('keeps what had waited for a mail server that is gone', async () => {
    const first = await post();
    await first.close();
    const { id } = await ask('late@example.org');
    assert.equal((await row(id)).state, 'queued');
    await (await post({ smtpUrl: null })).close();
    assert.equal((await row(id)).state, 'kept');
    const second = await post();
    await until(
      async () => (await jobs()).every(({ state }) => state === 'completed'),
      'its job finds nothing to do',
    );
    await second.close();
    assert.deepEqual([(await row(id)).state, inbox('late@example.org').length], ['kept', 0]);
  });
});

describe('a mail that is asked for in a transaction', () => {
  let worker: Worker;
  before(async () => {
    worker = await post();
  });
  after(() => worker.close());

  it('is gone with it, and so is the job', async () => {
    const before = (await jobs()).length;
    await assert.rejects(
      as(coordinator, async (tx) => {
        await mail(tx, { to: 'never@example.org', kind: 'referral-outcome' });
        throw new Error('the act failed after all');
      }),
      /after all/,
    );
    const { rows } = await sql`select from app.mail where to_address = 'never@example.org'`.execute(
      towns.owner,
    );
    assert.deepEqual([rows.length, (await jobs()).length], [0, before]);
    assert.equal(inbox('never@example.org').length, 0);
  });

  it('goes out once, soon after the commit, in words that say nothing', async () => {
    const asked = performance.now();
    const { id } = await ask('once@example.org');
    await until(async () => (await row(id)).state === 'sent', 'it is sent');
    assert.ok(performance.now() - asked < 5_000, 'the worker was told');
    const [got, ...more] = inbox('once@example.org');
    assert.deepEqual(more, []);
    assert.deepEqual(got?.recipients, ['once@example.org']);
    assert.equal(got?.subject, letter('referral-outcome', { sender }).subject);
    assert.equal(got?.text, letter('referral-outcome', { sender }).text);
    assert.equal(got?.messageId, (await row(id)).message_id);
    assert.match(
      got?.source ?? '',
      /^From: Harnley Safeguarding Children Partnership\s+<no-reply@harnley\.example>/m,
    );
    assert.match(got?.source ?? '', /^Auto-Submitted: auto-generated/m);
    assert.doesNotMatch(got?.source ?? '', new RegExp(id), 'not even the identifier of the row');
  });

  it('is tried again after a 451, under the same Message-ID', async () => {
    smtp.refuse('again@example.org', 451, 2);
    const { id } = await ask('again@example.org');
    await until(async () => (await row(id)).state === 'sent', 'it is sent in the end');
    assert.equal((await row(id)).attempts, 3);
    const tried = smtp.tried.filter(({ recipients }) => recipients.includes('again@example.org'));
    assert.equal(tried.length, 3);
    assert.deepEqual([...new Set(tried.map(({ messageId }) => messageId))], [(await row(id)).message_id]);
    assert.equal(inbox('again@example.org').length, 1);
  });

  it('fails after the last attempt, and an administrator may try again', async () => {
    smtp.refuse('down@example.org', 451, 4);
    const { id } = await ask('down@example.org');
    await until(async () => (await row(id)).state === 'failed', 'it is given up');
    const failed = await row(id);
    assert.deepEqual([failed.attempts, failed.answer], [4, '451']);
    await assert.rejects(
      as(coordinator, (tx) => queueAgain(tx, id)),
      denied,
    );
    assert.equal(await as(foreign, (tx) => queueAgain(tx, id)), false);
    assert.equal(await as(admin, (tx) => queueAgain(tx, id)), true);
    await until(async () => (await row(id)).state === 'sent', 'it is sent now');
    assert.equal((await row(id)).message_id, failed.message_id);
    assert.equal(await as(admin, (tx) => queueAgain(tx, id)), false, 'what is sent is sent');
  });

  it('fails at once where the mail server will never take it', async () => {
    smtp.refuse('nobody@example.org', 550, 9);
    const { id } = await ask('nobody@example.org');
    await until(async () => (await row(id)).state === 'failed', 'it is given up');
    assert.deepEqual([(await row(id)).attempts, (await row(id)).answer], [1, '550']);
  });

  it('leaves no proof, no address and no word of a mail server behind in the queue', async () => {
    await until(async () => (await jobs()).every(({ state }) => state === 'completed'), 'all is done');
    for (const { data, output } of await jobs()) {
      assert.doesNotMatch(JSON.stringify([data, output]), /@|smtp|mailbox/i);
      await assert.rejects(
        transactionOf(app, data.token, () => Promise.resolve()),
        { code: '28000' },
      );
    }
    assert.doesNotMatch(JSON.stringify(log), /@/);
  });
});

describe('a mail server that is down', () => {
  it('is tried again with longer and longer pauses, for about half a day', () => {
    assert.deepEqual(prepared, [{ backoff: true, limit: 8, delay: 60, most: 10_800 }]);
    const pauses = Array.from({ length: 8 }, (_, index) => Math.min(60 * 2 ** index, 10_800));
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600;
    assert.ok(hours > 4 && hours < 12, `${hours} hours at the most, half of it at the least`);
  });

  it('loses no mail: it waits, and goes out under its Message-ID when the server is back', async () => {
    const gone = await smtpServer();
    await gone.close();
    const down = await post({ smtpUrl: gone.url });
    const { id } = await ask('patient@example.org');
    await until(async () => (await row(id)).answer === 'ESOCKET', 'the first attempt fails');
    const { state, message_id } = await row(id);
    assert.equal(state, 'queued');
    await down.close();
    const up = await post();
    try {
      await until(async () => (await row(id)).state === 'sent', 'it is sent in the end');
    } finally {
      await up.close();
    }
    assert.deepEqual(
      inbox('patient@example.org').map(({ messageId }) => messageId),
      [message_id],
    );
  });
});

describe('a worker that died between the delivery and the note of it', () => {
  it('is followed by one that delivers again, under the same Message-ID', async () => {
    await (await post()).close();
    const { id } = await ask('twice@example.org');
    // What a killed process leaves: a job that somebody began long ago.
    await sql`update pgboss.job set state = 'active', started_on = now() - interval '1 hour' where state = 'created'`.execute(
      towns.owner,
    );
    await sql`update pgboss.queue set monitor_on = null`.execute(towns.owner);
    const worker = await post();
    try {
      await until(async () => (await row(id)).state === 'sent', 'another attempt is made');
    } finally {
      await worker.close();
    }
    assert.equal(inbox('twice@example.org')[0]?.messageId, (await row(id)).message_id);
  });
});

describe('an address', () => {
  for (const to of [
    'a@example.org\r\nBcc: evil@example.org',
    'a@example.org\n',
    'a@example.org, b@example.org',
    'A Person <a@example.org>',
    '',
  ])
    it(`is refused by us and by the database: ${JSON.stringify(to)}`, async () => {
      await assert.rejects(ask(to), RangeError);
      await assert.rejects(
        as(coordinator, (tx) => sql`select ctx.write_mail(${to}, 'referral-outcome')`.execute(tx)),
        { code: '23514' },
      );
    });
});

describe('who may do what with mail', () => {
  const tables = sql`select count(*) as count from app.mail`;
  const count = async (tx: Tx) => (await tables.execute(tx)).rows[0];

  it('is read by the administrator of the partnership, and by nobody else', async () => {
    assert.notDeepEqual(await as(admin, count), { count: 0 });
    assert.deepEqual(await as(coordinator, count), { count: 0 });
    assert.deepEqual(await as(foreign, count), { count: 0 });
    const stranger = await app.transaction().execute(count);
    assert.deepEqual(stranger, { count: 0 });
    const site = connect(towns.world.server, 'foresight_public', 1);
    await assert.rejects(tables.execute(site), denied);
    await site.destroy();
    const operator = (town: Town) =>
      towns.world.asOperatorOf(town.id, ({ token }) => transactionOf(towns.world.worker, token, count));
    assert.deepEqual(await operator(towns.harnley), { count: 0 });
  });

  it('lets the application neither read the queue nor write to it but through its door', async () => {
    for (const words of [
      'select * from pgboss.job',
      'insert into pgboss.job (name) values (null)',
      `update app.mail set state = 'sent'`,
      `insert into app.mail (to_address) values ('x@example.org')`,
      'select ctx.set_mail_way(false)',
    ])
      await assert.rejects(
        as(admin, (tx) => sql.raw(words).execute(tx)),
        denied,
        words,
      );
    await assert.rejects(
      app.transaction().execute((tx) => mail(tx, { to: 'x@example.org', kind: 'referral-outcome' })),
      denied,
    );
    await assert.rejects(
      as(coordinator, (tx) =>
        sql`select ctx.enqueue('mail.send', '{"subject": "a name"}', null)`.execute(tx),
      ),
      { code: '22023' },
    );
  });
});
