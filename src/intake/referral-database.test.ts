// What the database itself refuses, whatever SQL comes through the application's own role.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { beginReferral, fillIn, fillInAll, sectionOf } from '../../test/referrer.ts';
import { visitor } from '../../test/visitor.ts';
import { openTowns, type Somebody, type Towns } from '../people/samples.ts';
import { newToken } from '../platform/clock/clock.ts';
import { connect, type Database, transactionOf } from '../platform/db/connect.ts';

let towns: Towns;
let app: Database;
let coordinator: Somebody;
let foreign: Somebody;
let administrator: Somebody;
let chair: Somebody;
let draft = '';
let otherDraft = '';
let gone = '';

before(async () => {
  towns = await openTowns();
  app = connect(towns.world.server, 'foresight_app', 2);
  const { harnley, wetherleigh } = towns;
  coordinator = await towns.somebody(harnley, 'cor@example.org', 'coordinator');
  foreign = await towns.somebody(wetherleigh, 'far@example.org', 'coordinator');
  administrator = await towns.somebody(harnley, 'ada@example.org', 'administrator');
  chair = await towns.somebody(harnley, 'chi@example.org', 'chair');
  const begun = async () => {
    const person = visitor(towns.world, harnley.host);
    return { person, token: (await beginReferral(person)).replaceAll('-', '') };
  };
  const first = await begun();
  draft = first.token;
  await fillIn(first.person, sectionOf('incident'), 'Ash');
  otherDraft = (await begun()).token;
  const third = await begun();
  gone = third.token;
  await fillInAll(third.person, 'Beech');
  await third.person.open('/refer/check');
  await third.person.send({});
  assert.equal(third.person.page.path, '/refer/sent');
});
after(async () => {
  await app.destroy();
  await towns.close();
});

/** What a statement comes to, tried as the application's role with a proof: the error's code, or its rows; nothing of it stays. */
async function tried(token: string, words: string): Promise<string | readonly unknown[]> {
  class Undone extends Error {}
  let rows: readonly unknown[] = [];
  try {
    await transactionOf(app, token, async (tx) => {
      const result = await sql.raw(words).execute(tx);
      rows =
        result.rows.length > 0 ? result.rows : Array.from({ length: Number(result.numAffectedRows ?? 0n) });
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone))
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return rows;
}

const count = async (token: string, words: string) => {
  const came = await tried(token, words);
  return typeof came === 'string' ? came : came.length;
};
const all = 'select * from app.referral';
const denied = '42501';
const idOf = (mark: string) => `(select id from app.referral where answers::text like '%${mark}%')`;

describe('with the receipt of a draft', () => {
  it('one sees and fills in that draft, and no other', async () => {
    assert.equal(await count(draft, all), 1);
    assert.equal(await count(draft, `update app.referral set answers = '{"a": "b"}'`), 1);
    assert.notDeepEqual(
      await tried(draft, 'select id from app.referral'),
      await tried(otherDraft, 'select id from app.referral'),
    );
  });

  it('one cannot send it, date it, own it, destroy it or make another by writing rows', async () => {
    for (const words of [
      `update app.referral set state = 'sent', number = 1, sent_at = now()`,
      `update app.referral set expires_at = now() + interval '9 years'`,
      `update app.referral set id = gen_random_uuid()`,
      `update app.referral set outcome = 'yes'`,
      'delete from app.referral',
      'insert into app.referral (partnership_id) values (ctx.partnership_id())',
      'truncate app.referral',
      'select * from ctx.bearer',
      `select ctx.destroy_old_drafts(ctx.partnership_id())`,
      `select ctx.receive_referral(ctx.subject_id())`,
      `select ctx.replace_receipt(ctx.subject_id(), '${newToken()}')`,
      `select ctx.begin_referral(ctx.partnership_id(), 'x', '${newToken()}')`,
    ])
      assert.equal(await tried(draft, words), denied, words);
  });

  it('one cannot send what was changed since it was seen', async () => {
    assert.deepEqual(await tried(draft, 'select ctx.send_referral(999) as number'), [{ number: null }]);
  });

  it('one sees nobody and nothing else', async () => {
    for (const table of [
      'account',
      'membership',
      'invitation',
      'session',
      'agency',
      'case_file',
      'child',
      'case_exclusion',
      'review',
    ])
      assert.equal(await count(draft, `select id from app.${table}`), 0, table);
    assert.equal(await count(draft, 'select seq from audit.entry_words'), 0);
    for (const table of ['audit.entry', 'audit.entry_words'])
      assert.equal(await tried(draft, `select * from ${table}`), denied, table);
  });
});

describe('with the receipt of a referral that was sent', () => {
  it('one reads its state and no answer, and changes nothing', async () => {
    assert.equal(await count(gone, all), 0);
    assert.equal(await count(gone, `update app.referral set answers = '{}'`), 0);
    const [followed] = (await tried(gone, 'select * from ctx.referral_followed()')) as readonly object[];
    assert.doesNotMatch(JSON.stringify(followed), /Beech/);
    assert.deepEqual(await tried(gone, 'select ctx.send_referral(10) as number'), [{ number: null }]);
    assert.deepEqual(await tried(draft, 'select * from ctx.referral_followed()'), []);
  });
});

describe('with a session', () => {
  it('a coordinator reads what was sent to the own partnership, and no draft', async () => {
    assert.equal(await count(coordinator.token, all), 1);
    assert.equal(
      await count(coordinator.token, `select ${idOf('Ash')} as id where ${idOf('Ash')} is not null`),
      0,
    );
    assert.equal(await count(foreign.token, all), 0);
  });

  it('a coordinator acknowledges and replaces a receipt, and changes no word', async () => {
    const { token } = coordinator;
    assert.equal(await count(token, `update app.referral set answers = '{}'`), 0);
    assert.equal(await tried(token, `update app.referral set state = 'closed'`), denied);
    assert.deepEqual(await tried(token, `select ctx.receive_referral(${idOf('Beech')}) as done`), [
      { done: true },
    ]);
    assert.equal(await count(token, `select ctx.replace_receipt(${idOf('Beech')}, '${newToken()}')`), 1);
    assert.equal(await tried(token, `select ctx.replace_receipt(${idOf('Beech')}, 'short')`), denied);
    assert.equal(
      await tried(token, `select ctx.replace_receipt(gen_random_uuid(), '${newToken()}')`),
      denied,
    );
    assert.equal(await tried(token, 'select ctx.send_referral(1)'), denied);
  });

  it('administrator and chair have nothing of it', async () => {
    for (const { token, email } of [administrator, chair]) {
      assert.equal(await count(token, all), 0, email);
      assert.equal(await count(token, `update app.referral set answers = '{}'`), 0, email);
      assert.equal(await tried(token, `select ctx.receive_referral(gen_random_uuid())`), denied, email);
      assert.equal(
        await tried(token, `select ctx.replace_receipt(gen_random_uuid(), '${newToken()}')`),
        denied,
        email,
      );
      assert.equal(await count(token, 'select * from ctx.referral_followed()'), 0, email);
    }
  });
});

describe('without a proof', () => {
  it('there is no referral, and no receipt but a whole one is taken for a new draft', async () => {
    const { rows } = await sql`select * from app.referral`.execute(app);
    assert.equal(rows.length, 0);
    for (const token of ['', 'short', 'O'.repeat(24), `${newToken()}0`])
      await assert.rejects(
        sql`select ctx.begin_referral(${towns.harnley.id}::uuid, '192.0.2.1', ${token})`.execute(app),
        { code: denied },
      );
  });

  it('the public site’s role and the worker’s have no way in', async () => {
    for (const role of ['foresight_public', 'foresight_worker'] as const) {
      const db = connect(towns.world.server, role, 1);
      await assert.rejects(sql`select * from app.referral`.execute(db), { code: denied });
      await assert.rejects(
        sql`select ctx.begin_referral(${towns.harnley.id}::uuid, 'x', ${newToken()})`.execute(db),
        { code: denied },
      );
      await db.destroy();
    }
  });
});

it('keeps no receipt, only its hash', async () => {
  const { rows } = await sql<{ text: string }>`
    select (select jsonb_agg(b)::text from ctx.bearer b) || (select jsonb_agg(w.body)::text from audit.entry_words w) as text`.execute(
    towns.owner,
  );
  for (const token of [draft, otherDraft, gone]) assert.ok(!(rows[0]?.text ?? token).includes(token));
});
