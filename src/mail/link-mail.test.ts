import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { type Smtp, smtpServer } from '../../test/smtp.ts';
import { transactionOf } from '../platform/db/connect.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { visitor } from '../../test/visitor.ts';
import { openPost } from './commands-send.ts';
import { mailLink } from './store.ts';
import { letter } from './wording.ts';

let office: Office;
let coordinator: Colleague;
let smtp: Smtp;
let worker: Worker;

const sender = {
  name: 'Eastwick Safeguarding Children Partnership',
  origin: 'http://eastwick.localhost',
  mailbox: null,
};

before(async () => {
  office = await openOffice();
  coordinator = await office.person('coordinator');
  smtp = await smtpServer();
  worker = await openPost({
    server: office.world.server,
    log: { info: () => {}, error: () => {} },
    smtpUrl: smtp.url,
    senderOf: () => Promise.resolve(sender),
    lookEvery: 1,
  });
  await sql`update pgboss.queue set retry_delay = 1, retry_backoff = false, retry_limit = 3, retry_delay_max = null`.execute(
    office.owner,
  );
});
after(async () => {
  await worker.close();
  await smtp.close();
  await office.close();
});

const until = async (holds: () => Promise<boolean> | boolean, what: string) => {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
};

/** Asks somebody to endorse a referral, by mail; the invitation of the link. */
async function asked(to: string): Promise<string> {
  const referral = await office.referral();
  return transactionOf(office.app, coordinator.token, async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select ctx.ask_endorsement(${referral}::uuid, ${to}) as id`.execute(tx);
    const id = rows[0]?.id ?? '';
    assert.equal(await mailLink(tx, { invitationId: id, kind: 'endorsement-asked' }), true);
    return id;
  });
}

const received = (to: string) => smtp.inbox.filter(({ recipients }) => recipients.includes(to));
const linkIn = (text: string | undefined) => /\/link\/([0-9A-Z]{24})$/m.exec(text ?? '')?.[1] ?? '';

describe('a mail with a link', () => {
  it('has a link that stands in no table, and nobody here can be shown', async () => {
    const id = await asked('lead@example.org');
    await until(() => received('lead@example.org').length === 1, 'it is sent');
    const [mail] = received('lead@example.org');
    const link = linkIn(mail?.text);
    assert.equal(mail?.text, letter('endorsement-asked', { sender, link }).text);
    assert.doesNotMatch(
      mail?.text.replaceAll(sender.name, '') ?? '',
      /child|case|referr|review|endors|safeguard/i,
    );
    const person = visitor(office.world, office.host);
    assert.equal((await person.open(`/link/${link}`)).heading, 'Enter the code that you were told');
    const { rows: columns } = await sql<{ of: string; name: string }>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as of, quote_ident(column_name) as name
      from information_schema.columns
      where table_schema in ('app', 'ctx', 'audit', 'pgboss') and data_type in ('text', 'jsonb', 'character varying')`.execute(
      office.owner,
    );
    assert.ok(columns.length > 50);
    for (const { of, name } of columns) {
      const { rows } =
        await sql`select 1 from ${sql.raw(of)} where ${sql.raw(name)}::text like ${`%${link}%`}`.execute(
          office.owner,
        );
      assert.deepEqual(rows, [], `${of}.${name}`);
    }
    const administrator = (await office.person('administrator')).browser();
    const { rows } = await sql<{
      id: string;
    }>`select id from app.mail where invitation_id = ${id}::uuid`.execute(office.owner);
    await administrator.open(`/mail/${rows[0]?.id ?? ''}`);
    assert.equal(administrator.page.status, 200);
    assert.match(administrator.page.html, /\/link\/\(the rest is in the e-mail alone\)/);
    assert.doesNotMatch(administrator.page.html, new RegExp(link));
    await assert.rejects(
      transactionOf(office.app, coordinator.token, (tx) =>
        sql`select ctx.show_link(${id}::uuid, '0123456789ABCDEFGHJKMNPQ')`.execute(tx),
      ),
      { code: '42501' },
    );
  });

  it('has another link on every attempt, and each works, because any may have arrived', async () => {
    smtp.refuse('slow@example.org', 451, 1);
    await asked('slow@example.org');
    await until(() => received('slow@example.org').length === 1, 'it is sent in the end');
    const tried = smtp.tried.filter(({ recipients }) => recipients.includes('slow@example.org'));
    assert.equal(tried.length, 2);
    const link = linkIn(received('slow@example.org')[0]?.text);
    assert.equal((await visitor(office.world, office.host).open(`/link/${link}`)).status, 200);
  });

  it('is not sent any more once its link is over', async () => {
    smtp.refuse('late@example.org', 451, 1);
    const id = await asked('late@example.org');
    await sql`update app.invitation set revoked_at = now() where id = ${id}::uuid`.execute(office.owner);
    const stateOf = async () => {
      const { rows } = await sql<{ state: string; answer: string | null }>`
        select state, answer from app.mail where invitation_id = ${id}::uuid`.execute(office.owner);
      return rows[0];
    };
    await until(async () => (await stateOf())?.state === 'failed', 'it is given up');
    assert.equal((await stateOf())?.answer, 'LINK_OVER');
    assert.deepEqual(received('late@example.org'), []);
  });
});
