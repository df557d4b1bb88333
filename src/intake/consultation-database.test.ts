// What the database itself refuses of consultations, whatever SQL comes through the application's own role.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, openOffice } from '../../test/casework.ts';
import { beginReferral } from '../../test/referrer.ts';
import { visitor } from '../../test/visitor.ts';
import { newToken } from '../platform/clock/clock.ts';
import { connect, transactionOf } from '../platform/db/connect.ts';
import { readAgenciesToConsult, readOpenConsultations } from './store-consultation.ts';

let office: Office;
let elsewhere: Office;
let school = '';
let people: Readonly<Record<string, Colleague>> = {};
let toCoordinator = { token: '', id: '' };
let toSchool = { token: '', id: '' };
let ofReferral = '';

const gone = '42501';
const given = {
  name: 'Sam Asker',
  agency: 'Eastwick Schools',
  job: null,
  email: null,
  telephone: '01632 960123',
  gist: 'a gist',
};

/** Begins a consultation as anybody can; answers its receipt and its identifier. */
async function begin(to: string | null, at: Office = office) {
  const token = newToken();
  const { rows } = await sql<{ outcome: string }>`
    select ctx.begin_consultation(${at.id}::uuid, '192.0.2.1', ${token}, ${to}, ${JSON.stringify(given)}::jsonb) as outcome`.execute(
    at.app,
  );
  assert.equal(rows[0]?.outcome, 'done');
  const found = await sql<{
    id: string;
  }>`select id from app.consultation order by begun_at desc limit 1`.execute(office.owner);
  return { token, id: found.rows[0]?.id ?? '' };
}

before(async () => {
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Wetherleigh');
  school = await office.agency('Eastwick Schools', 'education');
  const hospital = await office.agency('Eastwick Hospital');
  people = {
    coordinator: await office.person('coordinator'),
    representative: await office.person('member', { agency: school }),
    'representative of another agency': await office.person('member', { agency: hospital }),
    'safeguarding lead of the agency': await office.person('safeguarding-lead', { agency: school }),
    'representative without an agency': await office.person('member'),
    chair: await office.person('chair'),
    administrator: await office.person('administrator'),
    'coordinator elsewhere': await elsewhere.person('coordinator'),
    'representative elsewhere': await elsewhere.person('member', {
      agency: await elsewhere.agency('Eastwick Schools', 'education'),
    }),
  };
  toCoordinator = await begin(null);
  toSchool = await begin('Eastwick Schools');
  ofReferral = (await beginReferral(visitor(office.world, office.host))).replaceAll('-', '');
});
after(async () => {
  await elsewhere.close();
  await office.close();
});

const who = (name: string): string => {
  const found = people[name];
  if (found === undefined) throw new RangeError(`nobody is ${name}`);
  return found.token;
};

/** What a statement comes to, tried as the application's role with a proof: the error's code, or its rows; nothing of it stays. */
async function tried(token: string, words: string): Promise<string | readonly unknown[]> {
  class Undone extends Error {}
  let rows: readonly unknown[] = [];
  try {
    await transactionOf(office.app, token, async (tx) => {
      rows = (await sql.raw(words).execute(tx)).rows;
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone))
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return rows;
}

const idsSeen = async (token: string) => {
  const rows = await tried(token, 'select id from app.consultation order by number');
  return typeof rows === 'string' ? rows : rows.map((row) => (row as { id: string }).id);
};
const wordsSeen = async (token: string) =>
  (await tried(token, 'select words from app.consultation_word')).length;

describe('a consultation', () => {
  const seen: readonly (readonly [name: string, sees: readonly ('coordinator' | 'school')[]])[] = [
    ['coordinator', ['coordinator']],
    ['representative', ['school']],
    ['representative of another agency', []],
    ['safeguarding lead of the agency', []],
    ['representative without an agency', []],
    ['chair', []],
    ['administrator', []],
    ['coordinator elsewhere', []],
    ['representative elsewhere', []],
  ];
  for (const [name, sees] of seen)
    it(`is seen by a ${name}: ${sees.join() || 'none'}`, async () => {
      const ids = sees.map((to) => (to === 'coordinator' ? toCoordinator.id : toSchool.id));
      assert.deepEqual(await idsSeen(who(name)), ids);
      assert.equal(await wordsSeen(who(name)), ids.length);
      const open = await transactionOf(office.app, who(name), (tx) => readOpenConsultations(tx));
      assert.deepEqual(
        open.map(({ id }) => id),
        ids,
      );
    });

  it('is opened by its own receipt and no other', async () => {
    assert.deepEqual(await idsSeen(toCoordinator.token), [toCoordinator.id]);
    assert.deepEqual(await idsSeen(toSchool.token), [toSchool.id]);
    assert.deepEqual(await idsSeen(ofReferral), []);
    assert.deepEqual(await tried(toCoordinator.token, 'select id from app.referral'), []);
    assert.deepEqual(await tried(toCoordinator.token, 'select * from ctx.referral_followed()'), []);
    assert.deepEqual(await tried(toCoordinator.token, 'select ctx.send_referral(1) as number'), [
      { number: null },
    ]);
    const open = await transactionOf(office.app, toSchool.token, (tx) => readOpenConsultations(tx));
    assert.deepEqual(open, [], 'a receipt is not asked for advice');
  });

  it('is written by nobody in rows', async () => {
    for (const name of Object.keys(people))
      for (const words of [
        `update app.consultation set state = 'advised'`,
        'delete from app.consultation',
        `insert into app.consultation_word (partnership_id, consultation_id, seq, kind, words) select ctx.partnership_id(), '${toSchool.id}', 9, 'question', 'x'`,
        `update app.consultation_word set words = 'x'`,
        'select ctx.destroy_old_consultations(ctx.partnership_id())',
        `select ctx.add_consultation_word('${toSchool.id}', 'question', 'x', null, ctx.today())`,
      ])
        assert.equal(await tried(who(name), words), gone, `${name}: ${words}`);
    assert.equal(await tried(toSchool.token, `update app.consultation set agency_id = null`), gone);
  });

  it('is answered only by whoever was asked', async () => {
    const advise = (id: string) => `select ctx.advise('${id}', 'advice') as done`;
    assert.deepEqual(await tried(who('coordinator'), advise(toCoordinator.id)), [{ done: true }]);
    assert.deepEqual(await tried(who('representative'), advise(toSchool.id)), [{ done: true }]);
    assert.equal(await tried(who('coordinator'), advise(toSchool.id)), gone);
    assert.equal(await tried(who('representative'), advise(toCoordinator.id)), gone);
    for (const name of Object.keys(people).filter((one) => one !== 'coordinator' && one !== 'representative'))
      for (const id of [toCoordinator.id, toSchool.id])
        assert.equal(await tried(who(name), advise(id)), gone, name);
    for (const token of [toCoordinator.token, toSchool.token, ofReferral])
      assert.equal(await tried(token, advise(toCoordinator.id)), gone);
    assert.equal(await tried(who('coordinator'), `select ctx.advise('${toCoordinator.id}', '')`), gone);
  });

  it('is recorded from the telephone only for one’s own desk, and of no day to come', async () => {
    const record = (agency: string | null, on = 'ctx.today()') =>
      `select ctx.record_consultation(${agency === null ? 'null' : `'${agency}'`}, '${JSON.stringify(given)}', 'advice', ${on})`;
    assert.equal((await tried(who('coordinator'), record(null))).length, 1);
    assert.equal((await tried(who('representative'), record(school))).length, 1);
    assert.equal(await tried(who('coordinator'), record(school)), gone);
    assert.equal(await tried(who('representative'), record(null)), gone);
    assert.equal(await tried(who('coordinator'), record(null, 'ctx.today() + 1')), gone);
    for (const name of Object.keys(people).filter((one) => one !== 'coordinator' && one !== 'representative'))
      assert.equal(await tried(who(name), record(school)), gone, name);
    assert.equal(await tried(toCoordinator.token, record(null)), gone);
  });

  it('is asked in again, and made a referral of, only with its receipt', async () => {
    const refer = `select ctx.refer_consultation('${newToken()}', '{}') as done`;
    assert.deepEqual(await tried(toSchool.token, `select ctx.ask_again('more') as done`), [{ done: true }]);
    assert.deepEqual(await tried(toSchool.token, refer), [{ done: true }]);
    for (const words of [`select ctx.ask_again('more') as done`, refer])
      assert.deepEqual(await tried(ofReferral, words), [{ done: false }], 'a receipt of something else');
    for (const name of Object.keys(people))
      for (const words of [`select ctx.ask_again('more')`, refer])
        assert.equal(await tried(who(name), words), gone, name);
    assert.equal(await tried(toSchool.token, `select ctx.refer_consultation('short', '{}')`), gone);
    assert.equal(
      await tried(
        toSchool.token,
        `select ctx.begin_consultation(ctx.partnership_id(), 'x', '${newToken()}', null, '{}')`,
      ),
      gone,
    );
  });

  it('is shut, with its referral, to whoever is excluded from the case that came of it', async () => {
    const own = await begin(null);
    const referral = await office.referral();
    await sql`update app.consultation set referral_id = ${referral}::uuid where id = ${own.id}::uuid`.execute(
      office.owner,
    );
    const [colleague, leaver] = [await office.person('coordinator'), await office.person('coordinator')];
    const opened = await office.openCase(colleague);
    await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${opened.id}, ${referral})`.execute(
      office.owner,
    );
    const before = `select id from ctx.consultation_before('${referral}')`;
    assert.deepEqual(await tried(leaver.token, before), [{ id: own.id }]);
    await office.exclude(colleague, opened, leaver);
    assert.deepEqual(await idsSeen(leaver.token), [toCoordinator.id]);
    assert.deepEqual(await tried(leaver.token, before), []);
    assert.equal(await tried(leaver.token, `select ctx.advise('${own.id}', 'advice')`), gone);
    assert.deepEqual(await tried(who('representative'), before), []);
    await sql`delete from app.consultation where id = ${own.id}::uuid`.execute(office.owner);
  });

  it('is not there any more on its last day, for receipt and staff alike', async () => {
    const own = await begin(null);
    await sql`update app.consultation set expires_at = now() where id = ${own.id}::uuid`.execute(
      office.owner,
    );
    assert.deepEqual(await idsSeen(own.token), []);
    assert.deepEqual(await idsSeen(who('coordinator')), [toCoordinator.id]);
    assert.equal(await tried(who('coordinator'), `select ctx.advise('${own.id}', 'advice')`), gone);
    assert.deepEqual(await tried(own.token, `select ctx.ask_again('more') as done`), [{ done: false }]);
    await sql`delete from app.consultation where id = ${own.id}::uuid`.execute(office.owner);
  });
});

describe('an agency', () => {
  it('that was renamed keeps its representative, by its new name', async () => {
    const old = await office.agency('Eastwick Old Trust');
    const now = await office.agency('Eastwick New Trust');
    const person = await office.person('member', { agency: old });
    await sql`update app.agency set until_day = ctx.today(), successor_id = ${now}::uuid where id = ${old}::uuid`.execute(
      office.owner,
    );
    const names = await readAgenciesToConsult(office.app, office.id);
    assert.ok(names.includes('Eastwick New Trust') && !names.includes('Eastwick Old Trust'), names.join());
    const own = await begin('Eastwick New Trust');
    assert.deepEqual(await idsSeen(person.token), [own.id]);
    await office.leave(person);
    assert.ok(!(await readAgenciesToConsult(office.app, office.id)).includes('Eastwick New Trust'));
    assert.equal(await idsSeen(person.token), '28000', 'whoever has left is nobody here');
    await sql`delete from app.consultation where id = ${own.id}::uuid`.execute(office.owner);
  });

  it('without a representative, or of another partnership, cannot be asked', async () => {
    await office.agency('Eastwick Charity', 'voluntary');
    for (const name of ['Eastwick Charity', 'Nobody', ''])
      assert.deepEqual(
        (
          await sql`select ctx.begin_consultation(${office.id}::uuid, '192.0.2.1', ${newToken()}, ${name}, '{}'::jsonb) as outcome`.execute(
            office.app,
          )
        ).rows,
        [{ outcome: 'agency' }],
      );
  });
});

describe('without a proof', () => {
  it('there is no consultation, and no receipt but a whole one is taken for a new one', async () => {
    assert.equal((await sql`select * from app.consultation`.execute(office.app)).rows.length, 0);
    assert.equal((await sql`select * from app.consultation_word`.execute(office.app)).rows.length, 0);
    for (const token of ['', 'short', 'O'.repeat(24), `${newToken()}0`])
      await assert.rejects(
        sql`select ctx.begin_consultation(${office.id}::uuid, '192.0.2.1', ${token}, null, '{}'::jsonb)`.execute(
          office.app,
        ),
        { code: gone },
      );
  });

  it('the public site’s role and the worker’s have no way in', async () => {
    for (const role of ['foresight_public', 'foresight_worker'] as const) {
      const db = connect(office.world.server, role, 1);
      for (const words of [
        'select * from app.consultation',
        'select * from app.consultation_word',
        `select * from ctx.agencies_to_consult('${office.id}')`,
      ])
        await assert.rejects(sql.raw(words).execute(db), { code: gone }, words);
      await db.destroy();
    }
  });
});

it('keeps no receipt, only its hash', async () => {
  const { rows } = await sql<{ text: string }>`
    select (select jsonb_agg(b)::text from ctx.bearer b) || (select jsonb_agg(c)::text from app.consultation c)
      || (select jsonb_agg(w.body)::text from audit.entry_words w) as text`.execute(office.owner);
  for (const { token } of [toCoordinator, toSchool]) assert.ok(!(rows[0]?.text ?? token).includes(token));
});
