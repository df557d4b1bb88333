// What the database itself refuses, whatever SQL comes through the application's own roles.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, officeIn, type Office, openOffice } from '../../test/casework.ts';
import { type Database, transactionOf } from '../platform/db/connect.ts';

let office: Office;
let elsewhere: Office;
const who: Record<string, Colleague> = {};
let agency = '';
let ended = '';
let foreign = '';

before(async () => {
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Wetherleigh');
  for (const role of ['administrator', 'coordinator', 'member']) who[role] = await office.person(role);
  agency = await office.agency('Eastwick Hospitals NHS Trust');
  ended = await office.agency('Old Eastwick Trust');
  foreign = await elsewhere.agency('Wetherleigh Hospitals NHS Trust');
  await sql`update app.agency set until_day = '2020-01-01' where id = ${ended}::uuid`.execute(office.owner);
});
after(async () => {
  await elsewhere.close();
  await office.close();
});

/** What a statement comes to: the error's code, or how many rows; nothing of it stays. */
async function tried(db: Database, token: string, words: string): Promise<string | number> {
  class Undone extends Error {}
  let rows = 0;
  const filled = words.replaceAll('AGENCY', agency).replaceAll('ENDED', ended).replaceAll('FOREIGN', foreign);
  try {
    await transactionOf(db, token, async (tx) => {
      const result = await sql.raw(filled).execute(tx);
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
const added = (more = '', values = '') =>
  `insert into app.agency (partnership_id, kind, name${more}) values (ctx.partnership_id(), 'health', 'Mine'${values})`;
const invited = (id: string) =>
  `insert into app.invitation (partnership_id, purpose, email, role, agency_id, expires_at)
    values (ctx.partnership_id(), 'join', 'zoe@example.org', 'member', '${id}', now() + interval '1 hour')`;

describe('an agency in the database', () => {
  const attempts: readonly (readonly [role: string, words: string, outcome: string | number])[] = [
    ['member', `select from app.agency`, 2],
    ['member', added(), denied],
    ['member', `update app.agency set until_day = ctx.today()`, 0],
    ['member', invited('AGENCY'), denied],
    ['coordinator', added(), denied],
    ['coordinator', `update app.agency set until_day = ctx.today()`, 0],
    ['administrator', added(), 1],
    ['administrator', added().replace('ctx.partnership_id()', 'gen_random_uuid()'), denied],
    ['administrator', added().replace('Mine', 'eastwick hospitals nhs trust'), '23505'],
    ['administrator', added(', until_day', ', ctx.today()'), denied],
    ['administrator', added().replace("'health'", "'parish'"), '23514'],
    ['administrator', `update app.agency set until_day = ctx.today()`, 1],
    ['administrator', `update app.agency set until_day = ctx.today() + 1`, denied],
    ['administrator', `update app.agency set until_day = null`, denied],
    ['administrator', `update app.agency set version = version + 1`, denied],
    ['administrator', `update app.agency set name = 'Other'`, denied],
    ['administrator', `update app.agency set until_day = ctx.today() where id = 'ENDED'`, 0],
    ['administrator', `update app.agency set until_day = ctx.today(), successor_id = 'ENDED'`, 1],
    ['administrator', `update app.agency set until_day = ctx.today(), successor_id = 'AGENCY'`, '23514'],
    ['administrator', `update app.agency set until_day = ctx.today(), successor_id = 'FOREIGN'`, '23503'],
    ['administrator', `delete from app.agency`, denied],
    ['administrator', `update app.membership set agency_id = 'AGENCY'`, denied],
    ['administrator', `update app.invitation set agency_id = 'AGENCY'`, denied],
    ['administrator', invited('AGENCY'), 1],
    ['administrator', invited('FOREIGN'), '23503'],
    // Which bodies are one through mergers is no secret to whoever reads the list of agencies.
    ['administrator', `select ctx.same_agency('AGENCY')`, 1],
  ];
  for (const [role, words, outcome] of attempts)
    it(`gives ${role} ${outcome} for ${words.replace(/\s+/g, ' ').slice(0, 110)}`, async () => {
      assert.equal(await tried(office.app, who[role]?.token ?? '', words), outcome);
    });

  it('is nobody’s without a proof', async () => {
    const { rows } = await sql`select from app.agency`.execute(office.app);
    assert.equal(rows.length, 0);
  });

  it('is written by an operator of the partnership, and by one of the installation only blindly', async () => {
    const { worker } = office.world;
    const own = (words: string) =>
      office.world.asOperatorOf(office.id, ({ token }) => tried(worker, token, words));
    const installation = (words: string) =>
      office.world.asOperatorOf(null, ({ token }) => tried(worker, token, words));
    assert.equal(await own(added()), 1);
    assert.equal(await own(`select from app.agency`), 2);
    assert.equal(await own(`update app.agency set until_day = ctx.today()`), denied);
    assert.equal(await installation(`select from app.agency`), 0);
    assert.equal(await installation(added().replace('ctx.partnership_id()', `'${office.id}'`)), 1);
  });
});

describe('agencies that took each other’s place', () => {
  it('are the same to whoever is here for one of them, in a circle too, and to nobody else', async () => {
    const make = async (name: string) => office.agency(name);
    const [first, second, third, apart] = [
      await make('A'),
      await make('B'),
      await make('C'),
      await make('D'),
    ];
    const follow = (from: string, to: string) =>
      sql`update app.agency set until_day = '2026-04-01', successor_id = ${to}::uuid where id = ${from}::uuid`.execute(
        office.owner,
      );
    await follow(first, third);
    await follow(second, third);
    const coordinator = who['coordinator'] ?? assert.fail();
    const [one, other] = [await office.openCase(coordinator), await office.openCase(coordinator)];
    await office.involve(coordinator, one, second);
    await office.involve(coordinator, other, apart);
    const casesFor = async (agencyId: string) => {
      const person = await office.person('member', { agency: agencyId });
      return transactionOf(office.app, person.token, async (tx) => {
        const { rows } = await sql<{ reference: string }>`select reference from app.case_file`.execute(tx);
        return rows.map(({ reference }) => reference);
      });
    };
    const readers = async () => {
      const { rows } = await transactionOf(office.app, coordinator.token, (tx) =>
        sql<{
          agency: string;
        }>`select distinct agency from ctx.case_readers(${one.id}::uuid) where way = 'agency'`.execute(tx),
      );
      return rows.map(({ agency: name }) => name);
    };
    for (const id of [first, second, third]) assert.deepEqual(await casesFor(id), [one.reference]);
    assert.deepEqual(await readers(), ['B'], 'the record keeps the name that it was written with');
    assert.deepEqual(await casesFor(apart), [other.reference]);
    await follow(third, first);
    assert.deepEqual(await casesFor(third), [one.reference], 'a circle ends');
  });
});
