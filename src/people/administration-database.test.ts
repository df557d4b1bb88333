// What the database itself refuses, whatever SQL comes through the application's own role.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { visitor } from '../../test/visitor.ts';
import { connect, type Database, transactionOf } from '../platform/db/connect.ts';
import { openTowns, shown, type Somebody, type Towns } from './samples.ts';

let towns: Towns;
let app: Database;
let admin: Somebody;
let second: Somebody;
let coordinator: Somebody;
let foreign: Somebody;
let leaver: Somebody;
let link: string;

before(async () => {
  towns = await openTowns();
  app = connect(towns.world.server, 'foresight_app', 2);
  const { harnley, wetherleigh } = towns;
  admin = await towns.somebody(harnley, 'ada@example.org', 'administrator');
  second = await towns.somebody(harnley, 'abe@example.org', 'administrator');
  coordinator = await towns.somebody(harnley, 'cor@example.org', 'coordinator');
  foreign = await towns.somebody(wetherleigh, 'far@example.org', 'administrator');
  leaver = await towns.somebody(harnley, 'lea@example.org', 'member');
  await sql`update app.membership set from_day = from_day - 9, until_day = ctx.today() - 1 where account_id = ${leaver.accountId}::uuid`.execute(
    towns.owner,
  );
  await admin.browser.open('/people/invite');
  await admin.browser.send({ email: 'ivo@example.org', role: 'reviewer' });
  link = shown(admin.browser).path.replace('/invitation/', '');
});
after(async () => {
  await app.destroy();
  await towns.close();
});

/** What a statement comes to, tried as the application's role with a proof: the error's code, or how many rows; nothing of it stays. */
async function tried(token: string, words: string): Promise<string | number> {
  class Undone extends Error {}
  let rows = 0;
  try {
    await transactionOf(app, token, async (tx) => {
      const result = await sql.raw(words).execute(tx);
      rows = Number(result.numAffectedRows ?? result.rows.length);
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone))
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return rows;
}

const denied = '42501';
const invitationOf = (columns: string, values: string) =>
  `insert into app.invitation (partnership_id, email, expires_at, ${columns})
    values (ctx.partnership_id(), 'zoe@example.org', now() + interval '1 hour', ${values})`;

describe('somebody who is no administrator', () => {
  const attempts: readonly (readonly [words: string, outcome: string | number])[] = [
    [`select from app.invitation`, 0],
    [invitationOf('purpose, role', `'join', 'administrator'`), denied],
    [`update app.membership set until_day = ctx.today()`, 0],
    [`update app.membership set until_day = null`, 0],
    [`update app.membership set role = 'administrator'`, denied],
    [`update app.invitation set revoked_at = now()`, 0],
    [`select ctx.issue_link('AAAAAAAAAAAAAAAAAAAAAAAA', id) from app.invitation`, 0],
    [`select ctx.issue_link('AAAAAAAAAAAAAAAAAAAAAAAA', gen_random_uuid())`, denied],
    [`select from (select ctx.may_reset(id) as may from app.account) a where may`, 0],
    [`select ctx.belongs_only_to(ctx.partnership_id(), ctx.uid())`, denied],
    [`select ctx.replace_credential(ctx.uid(), '', 1, 1, '', '', 1)`, denied],
    [`delete from app.membership`, denied],
    [`delete from app.invitation`, denied],
    [`update app.account set name = 'x'`, denied],
    [`update ctx.bearer set kind = 'operator'`, denied],
  ];
  for (const [words, outcome] of attempts)
    it(`gets ${outcome} for ${words.replace(/\s+/g, ' ').slice(0, 90)}`, async () => {
      assert.equal(await tried(coordinator.token, words), outcome, 'a coordinator');
      assert.equal(
        await tried(link, words.replace('from app.invitation`', '')),
        outcomeOfLink(words, outcome),
      );
    });

  // The holder of a link sees the one invitation, and can no more change it than anything else.
  function outcomeOfLink(words: string, outcome: string | number): string | number {
    if (words === 'select from app.invitation') return 1;
    return words.includes(', id) from app.invitation') ? denied : outcome;
  }

  it('sees the people here as their coordinator, who names them to cases, and else nobody', async () => {
    for (const [words, told] of [
      [`select from app.account where id = '${second.accountId}'`, 1],
      [`select from app.membership where account_id = '${second.accountId}'`, 1],
      [`select from app.account where id = '${foreign.accountId}'`, 0],
      [`select from app.membership where account_id = '${foreign.accountId}'`, 0],
    ] as const) {
      assert.equal(await tried(coordinator.token, words), told, words);
      assert.equal(await tried(link, words), 0, words);
    }
  });

  it('cannot write into the claim that they are one', async () => {
    const words = `select set_config('ctx.claim', (ctx.claim() || '{"roles": ["administrator"]}')::text, true)`;
    assert.equal(await tried(coordinator.token, `${words}, (select count(*) from app.account)`), 1);
    const lie = transactionOf(app, coordinator.token, async (tx) => {
      await sql.raw(words).execute(tx);
      return (await sql`select id from app.account`.execute(tx)).rows.length;
    });
    assert.equal(await lie, 0, 'a broken seal shows nothing at all');
  });

  it('is gone when the last role has ended', async () => {
    await assert.rejects(
      transactionOf(app, leaver.token, () => Promise.resolve()),
      { code: '28000' },
    );
  });
});

describe('an administrator', () => {
  it('sees the people of the own partnership, leavers among them, and nobody else’s', async () => {
    assert.equal(await tried(admin.token, `select from app.account`), 4);
    assert.equal(await tried(foreign.token, `select from app.account`), 1);
    assert.equal(
      await tried(foreign.token, `select from app.membership where partnership_id <> ctx.partnership_id()`),
      0,
    );
    assert.equal(await tried(foreign.token, `select from app.invitation`), 1);
  });

  const day = 'ctx.today()';
  const attempts: readonly (readonly [words: string | (() => string), outcome: string | number])[] = [
    [`select from app.case_file`, 0],
    [`select from app.child`, 0],
    [`select from app.session where account_id <> ctx.uid()`, 0],
    [`select code_hash from app.invitation`, denied],
    [invitationOf('purpose, role', `'join', 'member'`), 1],
    [invitationOf('purpose, role, accepted_at', `'join', 'member', now()`), denied],
    [invitationOf('purpose, role, id', `'join', 'member', gen_random_uuid()`), denied],
    [invitationOf('purpose, role', `'join', 'owner'`), '23514'],
    [invitationOf('purpose, role', `'join', 'member'`).replace('1 hour', '73 hours'), denied],
    [
      () =>
        invitationOf('purpose, role', `'join', 'member'`).replace(
          'ctx.partnership_id()',
          `'${towns.wetherleigh.id}'`,
        ),
      denied,
    ],
    [() => invitationOf('purpose, account_id', `'reset', '${coordinator.accountId}'`), denied],
    [
      () =>
        invitationOf('purpose, account_id', `'reset', '${coordinator.accountId}'`).replace('zoe@', 'cor@'),
      1,
    ],
    [
      () => invitationOf('purpose, account_id', `'reset', '${foreign.accountId}'`).replace('zoe@', 'far@'),
      denied,
    ],
    [
      () => invitationOf('purpose, account_id', `'reset', '${leaver.accountId}'`).replace('zoe@', 'lea@'),
      denied,
    ],
    [
      `select ctx.issue_link('AAAAAAAAAAAAAAAAAAAAAAAA', id) from app.invitation where email = 'ivo@example.org'`,
      denied,
    ],
    [() => `update app.membership set until_day = null where account_id = '${leaver.accountId}'`, 0],
    [
      () => `update app.membership set until_day = ${day} + 9 where account_id = '${coordinator.accountId}'`,
      denied,
    ],
    [() => `update app.membership set until_day = ${day} where account_id = '${coordinator.accountId}'`, 1],
    [() => `update app.membership set until_day = ${day} where account_id = '${foreign.accountId}'`, 0],
    [`update app.membership set until_day = ${day} where role = 'administrator'`, denied],
    [`update app.membership set role = 'coordinator'`, denied],
    [`update app.invitation set accepted_at = now()`, denied],
    [`update app.invitation set revoked_at = now() where email = 'ivo@example.org'`, 1],
    [`update app.invitation set revoked_at = null`, denied],
    [`update app.invitation set revoked_at = now() where accepted_at is not null`, 0],
    [
      `insert into app.membership (partnership_id, account_id, role, from_day) values (ctx.partnership_id(), ctx.uid(), 'chair', ctx.today())`,
      denied,
    ],
    [`insert into app.account (email) values ('zoe@example.org')`, denied],
    [`delete from app.idempotency`, 0],
    [`update app.idempotency set location = '/'`, denied],
  ];
  for (const [words, outcome] of attempts) {
    const text = typeof words === 'string' ? words : String(words).slice(6);
    it(`gets ${outcome} for ${text.replace(/\s+/g, ' ').slice(0, 110)}`, async () => {
      assert.equal(await tried(admin.token, typeof words === 'string' ? words : words()), outcome);
    });
  }

  it('ends a role and with it the sessions here, and takes back an invitation and with it the link, whatever way it is done', async () => {
    await transactionOf(app, admin.token, async (tx) => {
      await sql`update app.membership set until_day = ctx.today() where account_id = ${second.accountId}::uuid`.execute(
        tx,
      );
      await sql`update app.invitation set revoked_at = now() where email = 'ivo@example.org'`.execute(tx);
    });
    const { rows } = await sql`select from ctx.bearer where account_id = ${second.accountId}::uuid`.execute(
      towns.owner,
    );
    assert.equal(rows.length, 0);
    assert.equal((await visitor(towns.world, towns.harnley.host).open(`/invitation/${link}`)).status, 404);
    assert.equal(
      await tried(admin.token, `update app.membership set until_day = ${day} where role = 'administrator'`),
      denied,
      'the last one stays',
    );
  });

  it('may clear keys of forms away after seven days, not before', async () => {
    await sql`update app.idempotency set at = now() - interval '8 days'`.execute(towns.owner);
    assert.equal(await tried(foreign.token, `delete from app.idempotency`), 0);
    assert.equal(await tried(admin.token, `delete from app.idempotency`), 1);
  });
});
