import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { transactionOf, type Tx } from '../platform/db/connect.ts';
import { matterFrom } from './alike-pairs.ts';
import { keysOf } from './alike.ts';
import { candidatesQuery, findCandidates, indexPending, mostAtOnce } from './store-alike.ts';

const denied = '42501';

describe('the index of what may be the same', () => {
  let office: Office;
  let coordinator: Colleague;
  let shutOut: Colleague;
  let opened: OpenedCase;

  const answers = (name: string, born: string) => ({
    children: [{ id: '1', 'child-name': name, 'child-born': born }],
  });
  const as = <T>(who: Colleague, work: (tx: Tx) => Promise<T>) => transactionOf(office.app, who.token, work);
  const all = async (words: string, who = coordinator) =>
    as(who, async (tx) => (await sql.raw(words).execute(tx)).rows as Record<string, unknown>[]);
  const tried = (who: Colleague, words: string) =>
    all(words, who).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    shutOut = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    await office.exclude(coordinator, opened, shutOut);
  });
  after(() => office.close());

  it('takes in what was sent, a few at a look, the newest first, and says how many are left', async () => {
    await sql`insert into app.referral (partnership_id, state, answers, number, sent_at)
      select ${office.id}, 'sent', jsonb_build_object('children', jsonb_build_array(jsonb_build_object('id', '1', 'child-name',
        (array['Ada', 'Ben', 'Cleo', 'Dora', 'Evan'])[1 + n % 5] || ' Orme' || n, 'child-born', '2015-02-' || lpad((1 + n % 28)::text, 2, '0')))), n, now()
      from generate_series(1, ${mostAtOnce + 20}) n`.execute(office.owner);
    assert.equal(await as(coordinator, indexPending), 20);
    assert.equal(await as(coordinator, indexPending), 0);
    const [counted] = await all('select count(distinct referral_id) as n from app.alike_key');
    assert.equal(counted?.['n'], mostAtOnce + 20);
  });

  it('holds no name and no day', async () => {
    const [columns] = await all('select * from app.alike_key limit 1');
    assert.deepEqual(Object.keys(columns ?? {}).toSorted(), [
      'case_id',
      'key',
      'partnership_id',
      'referral_id',
    ]);
  });

  it('finds by the index, and does not read the table through', async () => {
    await sql`insert into app.alike_key (partnership_id, key, referral_id) select ${office.id}, n, (select id from app.referral where number = 1)
      from generate_series(1, 20000) n`.execute(office.owner);
    await sql`analyze app.alike_key`.execute(office.owner);
    const keys = keysOf(matterFrom(answers('Ada Orme5', '2015-02-06')));
    const plan = await as(coordinator, async (tx) => {
      const { sql: text, parameters } = candidatesQuery(keys, opened.id).compile(tx);
      const written = parameters.reduce<string>(
        (query, value, at) =>
          query.replace(`$${at + 1}`, Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`),
        text,
      );
      const { rows } = await sql.raw(`explain ${written}`).execute(tx);
      return JSON.stringify(rows);
    });
    assert.match(plan, /Index (Only )?Scan using alike_key_found|Bitmap Index Scan on alike_key_found/);
    assert.doesNotMatch(plan, /Seq Scan on alike_key/);
    await sql`delete from app.alike_key where key between 1 and 20000`.execute(office.owner);
  });

  it('follows a case file when a child is added, changed, or the day of what happened is corrected', async () => {
    const matter = matterFrom(answers('Zephyr Lune', '2013-04-05'));
    const finds = async () => {
      await as(coordinator, indexPending);
      const found = await as(coordinator, (tx) => findCandidates(tx, matter, opened.id));
      return found.some(({ kind, id }) => kind === 'case' && id === opened.id);
    };
    assert.equal(await finds(), false);
    await sql`with child as (insert into app.child (partnership_id, pseudonym, name, born_on) values (${office.id}, 'Child', 'Somebody Else', '2001-01-01') returning id)
      insert into app.case_child (partnership_id, case_id, child_id) select ${office.id}, ${opened.id}, id from child`.execute(
      office.owner,
    );
    assert.equal(await finds(), false);
    await sql`update app.child set name = 'Zephyr Lune', born_on = '2013-05-04' where partnership_id = ${office.id}`.execute(
      office.owner,
    );
    assert.equal(await finds(), true);
    await sql`update app.child set name = 'Somebody Else', born_on = '2001-01-01' where partnership_id = ${office.id}`.execute(
      office.owner,
    );
    assert.equal(await finds(), false, 'the old keys are gone');
    await sql`update app.child set name = 'Zephyr Lune' where partnership_id = ${office.id}`.execute(
      office.owner,
    );
    assert.equal(await finds(), true);
  });

  it('does not lose what changes while it is read', async () => {
    await sql`update app.child set school = 'another' where partnership_id = ${office.id}`.execute(
      office.owner,
    );
    const [pending] = await all('select case_id, turn from app.alike_pending');
    assert.equal(pending?.['case_id'], opened.id);
    await sql`update app.child set school = 'a third' where partnership_id = ${office.id}`.execute(
      office.owner,
    );
    await all(`select ctx.index_alike(null, '${opened.id}', '${String(pending?.['turn'])}', '{1}')`);
    assert.equal((await all('select 1 from app.alike_pending')).length, 1, 'it is still to be read');
    assert.equal((await all('select 1 from app.alike_key where key = 1')).length, 0);
  });

  it('has nothing of a case for whoever is excluded from it', async () => {
    assert.equal((await all('select 1 from app.alike_pending')).length, 1);
    assert.equal((await all('select 1 from app.alike_pending', shutOut)).length, 0);
    assert.equal(await as(shutOut, indexPending), 0, 'and does not do it for others');
    await as(coordinator, indexPending);
    const ofCase = 'select 1 from app.alike_key where case_id is not null';
    assert.ok((await all(ofCase)).length > 0);
    assert.equal((await all(ofCase, shutOut)).length, 0);
    assert.equal(
      await tried(shutOut, `select ctx.index_alike(null, '${opened.id}', gen_random_uuid(), '{}')`),
      denied,
    );
  });

  it('is for coordinators, and is written by nobody’s own hand', async () => {
    const others = [
      await office.person('chair'),
      await office.person('administrator'),
      await office.person('inspector'),
    ];
    for (const who of others) {
      for (const table of ['alike_key', 'alike_pending', 'alike_verdict'])
        assert.equal((await all(`select 1 from app.${table}`, who)).length, 0, table);
      assert.equal(
        await tried(who, `select ctx.index_alike(null, '${opened.id}', gen_random_uuid(), '{}')`),
        denied,
      );
    }
    for (const words of [
      `insert into app.alike_key (partnership_id, key, case_id) values (ctx.partnership_id(), 1, '${opened.id}')`,
      'delete from app.alike_key',
      'delete from app.alike_pending',
      'delete from app.alike_verdict',
      `update app.alike_verdict set verdict = 'different'`,
      `select ctx.want_alike(ctx.partnership_id(), null, '${opened.id}')`,
    ])
      assert.equal(await tried(coordinator, words), denied, words);
  });

  it('keeps a verdict to those who see both, said in nobody else’s name', async () => {
    const referral = await office.referral(answers('Zephyr Lune', '2013-04-05'));
    const say = (
      by: string,
    ) => `insert into app.alike_verdict (partnership_id, referral_id, case_id, verdict, basis, said_by)
      values (ctx.partnership_id(), '${referral}', '${opened.id}', 'same-child', repeat('0', 64), ${by})`;
    assert.equal(await tried(coordinator, say(`'${shutOut.accountId}'`)), denied);
    assert.equal(await tried(shutOut, say('ctx.uid()')), denied);
    assert.equal(await tried(coordinator, say('ctx.uid()')), 'done');
    assert.equal((await all('select 1 from app.alike_verdict')).length, 1);
    assert.equal((await all('select 1 from app.alike_verdict', shutOut)).length, 0);
  });
});
