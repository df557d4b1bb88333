import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Smtp, smtpServer } from '../../test/smtp.ts';
import { openTowns, type Somebody, type Towns } from '../people/samples.ts';
import { connect, type Database, transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { openPost } from './commands-send.ts';
import { mail } from './store.ts';

let towns: Towns;
let app: Database;
let admin: Somebody;
let coordinator: Somebody;
let foreign: Somebody;
let smtp: Smtp;

before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  app = connect(towns.world.server, 'foresight_app', 1);
  admin = await towns.somebody(towns.harnley, 'ada@example.org', 'administrator');
  coordinator = await towns.somebody(towns.harnley, 'cor@example.org', 'coordinator');
  foreign = await towns.somebody(towns.wetherleigh, 'far@example.org', 'administrator');
  smtp = await smtpServer();
});
after(async () => {
  await smtp.close();
  await app.destroy();
  await towns.close();
  checkEveryRead(false);
});

const ask = (to: string) =>
  transactionOf(app, coordinator.token, (tx) => mail(tx, { to, kind: 'referral-outcome' }));
const openPostTo = (smtpUrl: string | null) =>
  openPost({
    server: towns.world.server,
    log: { info: () => {}, error: () => {} },
    smtpUrl,
    senderOf: () => Promise.resolve({ name: 'Harnley', origin: 'https://harnley.example', mailbox: null }),
    lookEvery: 1,
  });
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string }>`select state from app.mail where id = ${id}::uuid`.execute(
    towns.owner,
  );
  return rows[0]?.state;
};

describe('an administrator’s pages about mail', () => {
  let id: string;
  before(async () => {
    ({ id } = await ask('kept@example.org'));
  });

  it('show what is kept, to whom, and in which words, and leave an entry each', async () => {
    const { browser } = admin;
    await browser.open('/mail');
    assert.equal(browser.page.heading, '1 kept here');
    await assertGoodHtml(browser.page.html);
    assert.match(
      wordsOf(browser.page.html),
      /kept@example\.org Something to read by receipt Kept here, not sent/,
    );
    assert.match(browser.page.html, /href="\/mail" aria-current/);
    await browser.open(`/mail/${id}`);
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.heading, 'kept@example.org: kept here');
    assert.match(wordsOf(browser.page.html), /http:\/\/harnley\.localhost\/receipt/);
    assert.doesNotMatch(browser.page.html, /<title>[^<]*@/, 'no address in a title');
    const entries = await towns.entries(towns.harnley, 'mail.list');
    assert.equal(entries.length, 2);
    assert.match(entries[1]?.body ?? '', new RegExp(id));
    assert.doesNotMatch(entries.map(({ body }) => body).join(), /kept@/);
  });

  it('are not there for a coordinator or another partnership, in the same bytes as nothing', async () => {
    for (const { browser } of [coordinator, foreign]) {
      const nothing = (await browser.open('/mail/there/is/nothing')).html;
      const paths = browser === foreign.browser ? [`/mail/${id}`] : ['/mail', `/mail/${id}`];
      for (const path of [...paths, '/mail/x', '/mail?page=2', '/mail?page=0'])
        assert.deepEqual(
          [(await browser.open(path)).status, browser.page.html === nothing],
          [404, true],
          path,
        );
    }
    assert.doesNotMatch((await coordinator.browser.open('/work')).html, /href="\/mail"/);
    assert.doesNotMatch((await foreign.browser.open('/mail')).html, /kept@/);
  });

  it('offer no second attempt while nothing goes out, and one when it does', async () => {
    const { browser } = admin;
    assert.doesNotMatch((await browser.open(`/mail/${id}`)).html, /Try again/);
    const post = await openPostTo(smtp.url);
    await browser.open(`/mail/${id}`);
    await browser.send({}, 0);
    assert.equal(browser.page.path, `/mail/${id}`);
    for (let tries = 0; tries < 50 && (await stateOf(id)) !== 'sent'; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await post.close();
    assert.equal((await browser.open(`/mail/${id}`)).heading, 'kept@example.org: sent');
    assert.equal(smtp.inbox.length, 1);
    const [entry] = await towns.entries(towns.harnley, 'mail.retry');
    assert.match(entry?.body ?? '', /"was": ?"kept"/);
  });

  it('refuse a second attempt at what has gone out', async () => {
    const { browser } = admin;
    const other = (await ask('again@example.org')).id;
    await sql`update app.mail set state = 'failed', failed_at = now() where id = ${other}::uuid`.execute(
      towns.owner,
    );
    await browser.open(`/mail/${other}`);
    await sql`update app.mail set state = 'sent', failed_at = null, sent_at = now() where id = ${other}::uuid`.execute(
      towns.owner,
    );
    await browser.send({}, 0);
    assert.equal(browser.page.status, 409);
    assert.match(browser.page.html, /has gone out already/);
  });

  it('list fifty at a time', async () => {
    await sql`insert into app.mail (partnership_id, to_address, kind, state, message_id, asked_at)
      select ${towns.harnley.id}::uuid, 'p' || n || '@example.org', 'referral-outcome', 'kept', '<' || n || '@foresight.invalid>',
        now() - n * interval '1 minute' from generate_series(1, 60) n`.execute(towns.owner);
    const { browser } = admin;
    await browser.open('/mail');
    assert.equal(browser.page.html.match(/app-people__row/g)?.length, 50);
    assert.match(browser.page.html, /href="\/mail\?page=2"/);
    await browser.open('/mail?page=2');
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.html.match(/app-people__row/g)?.length, 12);
    assert.equal((await browser.open('/mail?page=3')).status, 404);
  });
});
