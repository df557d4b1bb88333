import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Consulting, openConsulting } from '../../test/consulting.ts';
import { type Smtp, smtpServer } from '../../test/smtp.ts';
import { openPost } from '../mail/commands-send.ts';
import { transactionOf } from '../platform/db/connect.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { openUpkeep } from './commands-upkeep.ts';
import { keepHouse } from './store-upkeep.ts';

let here: Consulting;
let smtp: Smtp;
const silent = { info: () => {}, error: () => {} };
const name = 'Eastwick Safeguarding Children Partnership';

before(async () => {
  here = await openConsulting();
  smtp = await smtpServer();
});
after(async () => {
  await smtp.close();
  await here.close();
});

const owner = () => here.office.owner;
const post = (smtpUrl: string | null): Promise<Worker> =>
  openPost({
    server: here.office.world.server,
    log: silent,
    smtpUrl,
    senderOf: () => Promise.resolve({ name, origin: 'http://eastwick.localhost', mailbox: null }),
    lookEvery: 1,
  });
const until = async (holds: () => Promise<boolean> | boolean, what: string) => {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
};

/** A draft whose time is over in so many days, with the address that was typed into it. */
async function draft(
  days: number,
  email: string | null,
  more: Record<string, unknown> = {},
): Promise<string> {
  const answers = JSON.stringify({ ...(email === null ? {} : { 'referrer-email': email }), ...more });
  const { rows } = await sql<{ id: string }>`
    insert into app.referral (partnership_id, answers, expires_at)
    values (${here.office.id}, ${answers}::jsonb, now() + ${days} * interval '1 day') returning id`.execute(
    owner(),
  );
  return rows[0]?.id ?? '';
}
const isThere = async (table: string, id: string) =>
  (await sql`select 1 from ${sql.table(table)} where id = ${id}::uuid`.execute(owner())).rows.length === 1;
const mailsOf = async (id: string) => {
  const { rows } = await sql<{
    id: string;
    state: string;
    to: string | null;
    answer: string | null;
    on: Temporal.PlainDate;
  }>`
    select id, state, to_address as "to", answer, on_day as on from app.mail where draft_id = ${id}::uuid`.execute(
    owner(),
  );
  return rows;
};
const entries = async (verb: string) => {
  const { rows } = await sql<{ body: string; actor: string | null; object: string | null }>`
    select body, actor_kind as actor, object_id as object from audit.entry_words
    where partnership_id = ${here.office.id} and verb = ${verb} order by seq`.execute(owner());
  return rows;
};
const keep = () => keepHouse(here.office.world.server);

describe('what is past its day', () => {
  it('is destroyed though nobody comes, with its receipt and an entry each', async () => {
    const [old, young] = [await draft(-1, null), await draft(20, 'young@example.org')];
    const { id: asked, receipt } = await here.asked('a consultation that nobody answers');
    await sql`update app.consultation set expires_at = now() - interval '1 hour' where id = ${asked}::uuid`.execute(
      owner(),
    );
    const token = receipt.replaceAll('-', '');
    assert.deepEqual(await keep(), { destroyed: 2, warned: 0, more: false });
    assert.deepEqual(
      [
        await isThere('app.referral', old),
        await isThere('app.referral', young),
        await isThere('app.consultation', asked),
      ],
      [false, true, false],
    );
    await assert.rejects(
      transactionOf(here.office.app, token, () => Promise.resolve()),
      { code: '28000' },
    );
    assert.deepEqual(
      [...(await entries('referral.expire')), ...(await entries('consultation.expire'))].map(
        ({ object }) => object,
      ),
      [old, asked],
    );
  });

  it('goes with the service’s own clock, all of it, however much there is', async () => {
    await sql`insert into app.referral (partnership_id, expires_at)
      select ${here.office.id}, now() - interval '1 day' from generate_series(1, 250)`.execute(owner());
    const upkeep = openUpkeep({ server: here.office.world.server, log: silent, every: 100 });
    const left = async () =>
      (
        await sql<{ n: number }>`select count(*) as n from app.referral where expires_at < now()`.execute(
          owner(),
        )
      ).rows[0]?.n;
    await until(async () => (await left()) === 0, 'they are gone');
    await draft(-1, null);
    await until(async () => (await left()) === 0, 'the next day’s is gone too');
    await upkeep.close();
  });

  it('leaves proofs and keys behind that open nothing only for a day or so', async () => {
    await sql`insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
      values (sha256('old'), 'receipt', ${here.office.id}, gen_random_uuid(), now() - interval '25 hours'),
        (sha256('late'), 'receipt', ${here.office.id}, gen_random_uuid(), now() - interval '1 hour')`.execute(
      owner(),
    );
    await sql`insert into ctx.attempt values ('\\x01', 3, now() - interval '3 days'), ('\\x02', 3, now())`.execute(
      owner(),
    );
    await sql`insert into ctx.pending_factor values (gen_random_uuid(), '\\x01')`.execute(owner());
    await keep();
    const { rows } = await sql`select
      (select count(*) from ctx.bearer where hash = sha256('old')) as old, (select count(*) from ctx.bearer where hash = sha256('late')) as late,
      (select count(*) from ctx.attempt where key in ('\\x01', '\\x02')) as attempts, (select count(*) from ctx.pending_factor) as factors`.execute(
      owner(),
    );
    assert.deepEqual(rows, [{ old: 0, late: 1, attempts: 1, factors: 0 }]);
  });

  it('is nobody’s to look after but the service’s', async () => {
    await assert.rejects(sql`select * from ctx.keep_house()`.execute(here.office.app), { code: '42501' });
    await assert.rejects(
      transactionOf(here.office.world.worker, here.coordinator.token, (tx) =>
        sql`select * from ctx.keep_house()`.execute(tx),
      ),
      { code: '42501' },
    );
  });
});

describe('a draft with seven days left', () => {
  it('is told of once, by its own address, which is kept nowhere else', async () => {
    const worker = await post(smtp.url);
    const id = await draft(6.5, 'drafter@example.org', {
      'incident-what': 'canary words',
      'referrer-name': 'Canary Name',
    });
    assert.deepEqual(await keep(), { destroyed: 0, warned: 1, more: false });
    assert.deepEqual(await keep(), { destroyed: 0, warned: 0, more: false });
    await until(() => smtp.inbox.length === 1, 'it is sent');
    await until(async () => (await mailsOf(id))[0]?.state === 'sent', 'and noted');
    await worker.close();
    const [mail] = await mailsOf(id);
    assert.equal(mail?.to, null);
    const [got] = smtp.inbox;
    assert.deepEqual(got?.recipients, ['drafter@example.org']);
    assert.match(got?.text ?? '', new RegExp(`destroyed on [A-Z][a-z]+ ${mail?.on.day ?? ''} `));
    assert.match(got?.text ?? '', /^http:\/\/eastwick\.localhost\/receipt$/m);
    assert.doesNotMatch((got?.text ?? '').replaceAll(name, ''), /canary|child|case|referr|incident/i);
    const { rows: columns } = await sql<{ of: string; name: string }>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as of, quote_ident(column_name) as name
      from information_schema.columns
      where table_schema in ('app', 'ctx', 'audit', 'pgboss') and data_type in ('text', 'jsonb', 'character varying')`.execute(
      owner(),
    );
    const held: string[] = [];
    for (const { of, name: column } of columns) {
      const { rows } =
        await sql`select 1 from ${sql.raw(of)} where ${sql.raw(column)}::text like '%drafter@example.org%'`.execute(
          owner(),
        );
      if (rows.length > 0) held.push(`${of}.${column}`);
    }
    assert.deepEqual(held, ['app.referral.answers']);
    const [entry] = (await entries('referral.warn')).filter(({ object }) => object === id);
    assert.equal(entry?.actor, 'job');
    assert.doesNotMatch(entry?.body ?? '', /@/);
  });

  for (const [what, days, email] of [
    ['eight', 8, 'later@example.org'],
    ['seven, and no address', 6.9, null],
    ['seven, and what is no address', 6.9, 'not an address'],
    ['seven, and two addresses', 6.9, 'a@example.org, b@example.org'],
  ] as const)
    it(`is not, with ${what}`, async () => {
      const id = await draft(days, email);
      await keep();
      assert.deepEqual(await mailsOf(id), []);
    });

  it('is told of later, where the address comes later', async () => {
    const id = await draft(5, null);
    await keep();
    await sql`update app.referral set answers = '{"referrer-email": "now@example.org"}' where id = ${id}::uuid`.execute(
      owner(),
    );
    await keep();
    assert.equal((await mailsOf(id)).length, 1);
  });

  it('is not told of any more once it was sent or destroyed', async () => {
    await (await post(smtp.url)).close();
    const [sent, gone] = [await draft(3, 'sent@example.org'), await draft(3, 'gone@example.org')];
    await keep();
    const waiting = [...(await mailsOf(sent)), ...(await mailsOf(gone))].map(({ id }) => id);
    assert.equal(waiting.length, 2);
    await sql`update app.referral set state = 'sent', sent_at = now(), number = 9000 where id = ${sent}::uuid`.execute(
      owner(),
    );
    await sql`update app.referral set expires_at = now() where id = ${gone}::uuid`.execute(owner());
    await keep();
    const worker = await post(smtp.url);
    const over = async () => {
      const { rows } = await sql<{ state: string; answer: string | null }>`
        select state, answer from app.mail where id = any (${waiting}::uuid[])`.execute(owner());
      return rows;
    };
    await until(async () => (await over()).every(({ state }) => state === 'failed'), 'both are given up');
    await worker.close();
    assert.deepEqual([...new Set((await over()).map(({ answer }) => answer))], ['DRAFT_OVER']);
    assert.equal(smtp.inbox.filter(({ recipients }) => /sent|gone/.test(recipients.join())).length, 0);
  });

  it('is shown to the administrator without its address', async () => {
    await (await post(null)).close();
    const id = await draft(2, 'hidden@example.org');
    await keep();
    const administrator = (await here.office.person('administrator')).browser();
    const [mail] = await mailsOf(id);
    assert.equal(mail?.state, 'kept');
    await administrator.open('/mail');
    assert.match(administrator.page.html, /Whoever began a draft/);
    assert.doesNotMatch(administrator.page.html, /hidden@/);
    await administrator.open(`/mail/${mail?.id ?? ''}`);
    assert.equal(administrator.page.heading, 'Whoever began a draft: kept here');
    assert.doesNotMatch(administrator.page.html, /hidden@/);
  });
});
