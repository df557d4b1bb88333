import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { transactionOf } from '../platform/db/connect.ts';

describe('the people of a case and its access, in the database', () => {
  let office: Office;
  let opened: OpenedCase;
  let childId = '';
  let personId = '';
  let incidentId = '';
  let partId = '';
  let exclusionId = '';
  let involvementId = '';
  let people: Readonly<Record<string, Colleague>> = {};

  before(async () => {
    office = await openOffice();
    const coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    const trust = await office.agency('Eastwick Hospitals');
    const late = await office.agency('Latecomers');
    const gone = await office.agency('Gone Yesterday');
    for (const agency of [trust, late, gone]) await office.involve(coordinator, opened, agency);
    await sql`update app.case_agency set from_day = ctx.today() + 1 where agency_id = ${late}`.execute(
      office.owner,
    );
    await sql`update app.case_agency set from_day = ctx.today() - 9, until_day = ctx.today() - 1 where agency_id = ${gone}`.execute(
      office.owner,
    );
    const excluded = await office.person(['coordinator', 'chair']);
    await office.exclude(coordinator, opened, excluded);
    const leaver = await office.person('coordinator');
    people = {
      coordinator,
      excluded,
      leaver,
      chair: await office.person('chair'),
      member: await office.person('member', { agency: trust }),
      'not begun': await office.person('member', { agency: late }),
      'ended yesterday': await office.person('member', { agency: gone }),
      'not involved': await office.person('member', { agency: await office.agency('Northbank Housing') }),
      administrator: await office.person('administrator'),
      inspector: await office.person('inspector'),
    };
    await office.name(coordinator, opened, await office.person('reviewer'), 'reviewer');
    await fill();
    await office.leave(leaver);
  });
  after(() => office.close());

  async function fill() {
    const one = async (query: RawBuilder<{ id: string }>) =>
      (await query.execute(office.owner)).rows[0]?.id ?? '';
    childId = await one(sql`insert into app.child (partnership_id, pseudonym, name)
      values (${office.id}, 'Child Linden', 'Somebody Example') returning id`);
    await sql`insert into app.case_child (partnership_id, case_id, child_id) values (${office.id}, ${opened.id}, ${childId})`.execute(
      office.owner,
    );
    personId = await one(sql`insert into app.case_person (partnership_id, case_id, name)
      values (${office.id}, ${opened.id}, 'Mother Example') returning id`);
    incidentId = await one(
      sql`insert into app.incident (partnership_id, what) values (${office.id}, 'it happened') returning id`,
    );
    await sql`insert into app.case_incident (partnership_id, case_id, incident_id)
      values (${office.id}, ${opened.id}, ${incidentId})`.execute(office.owner);
    partId = await one(sql`select id from app.case_involvement`);
    exclusionId = await one(sql`select id from app.case_exclusion`);
    involvementId = await one(sql`select id from app.case_agency limit 1`);
  }

  const as = <T>(who: string, query: RawBuilder<T>) => {
    const colleague = people[who];
    if (colleague === undefined) throw new Error(`nobody is called ${who}`);
    return transactionOf(office.app, colleague.token, (tx) => query.execute(tx));
  };

  /** What a write changed: rows, or `refused` by a policy. Nothing of it stays. */
  async function tried(who: string, query: RawBuilder<unknown>): Promise<number | 'refused'> {
    const colleague = people[who];
    if (colleague === undefined) throw new Error(`nobody is called ${who}`);
    let changed = 0n;
    try {
      await transactionOf(office.app, colleague.token, async (tx) => {
        changed = (await query.execute(tx)).numAffectedRows ?? 0n;
        throw new Undone();
      });
    } catch (error) {
      if (error instanceof Undone) return Number(changed);
      assert.ok(error instanceof Error);
      assert.match(
        error.message,
        /row-level security|permission denied|session has ended|nobody/i,
        error.message,
      );
      return 'refused';
    }
    return Number(changed);
  }
  class Undone extends Error {}

  const looks: Readonly<Record<string, RawBuilder<unknown>>> = {
    child: sql`select name from app.child`,
    person: sql`select name from app.case_person`,
    incident: sql`select what from app.incident`,
  };
  const seeing = ['coordinator', 'chair', 'member'];
  const blind = ['excluded', 'not begun', 'ended yesterday', 'not involved', 'administrator', 'inspector'];

  for (const who of seeing)
    it(`shows the people of the case to the ${who}`, async () => {
      for (const [what, query] of Object.entries(looks))
        assert.equal((await as(who, query)).rows.length, 1, what);
    });

  for (const who of blind)
    it(`shows nothing of them to: ${who}`, async () => {
      for (const [what, query] of Object.entries(looks))
        assert.equal((await as(who, query)).rows.length, 0, what);
    });

  const writes = (): Readonly<Record<string, RawBuilder<unknown>>> => ({
    'change a child': sql`update app.child set name = 'X', version = version + 1 where id = ${childId}`,
    'join a child': sql`insert into app.case_child (partnership_id, case_id, child_id)
      select ${office.id}, ${opened.id}, gen_random_uuid()`,
    'add a person': sql`insert into app.case_person (partnership_id, case_id, name) values (${office.id}, ${opened.id}, 'X')`,
    'take a person out': sql`update app.case_person set removed_at = now() where id = ${personId}`,
    'say what somebody is': sql`insert into app.case_relationship (partnership_id, case_id, person_id, child_id, kind)
      values (${office.id}, ${opened.id}, ${personId}, ${childId}, 'mother')`,
    'change the incident': sql`update app.incident set what = 'X' where id = ${incidentId}`,
    'change the summary': sql`update app.case_file set summary = 'X' where id = ${opened.id}`,
    'end an agency': sql`update app.case_agency set until_day = ctx.today() + 9 where id = ${involvementId}`,
    'give a part': sql`insert into app.case_involvement (partnership_id, case_id, account_id, part, from_day, given_by)
      select ${office.id}, ${opened.id}, ctx.uid(), 'member', ctx.today(), ctx.uid()`,
    'end a part': sql`update app.case_involvement set until_day = ctx.today() where id = ${partId}`,
    'shut somebody out': sql`insert into app.case_exclusion (partnership_id, case_id, account_id, reason, excluded_by)
      select ${office.id}, ${opened.id}, ctx.uid(), 'X', ctx.uid()`,
    'let somebody back in': sql`update app.case_exclusion set ended_at = now(), ended_by = ctx.uid() where id = ${exclusionId}`,
  });

  it('lets the coordinator write each of these', async () => {
    for (const [what, query] of Object.entries(writes())) {
      // The child of this one is made up, so what stops it is the missing child and no policy.
      if (what === 'join a child') continue;
      assert.equal(await tried('coordinator', query), 1, what);
    }
  });

  // The chair moves a case with its decision, so the row of the case is theirs to write; the policy table keeps its summary from them.
  const chairs = new Set(['change the summary']);
  for (const who of ['chair', 'member', ...blind])
    it(`refuses each of them to: ${who}`, async () => {
      for (const [what, query] of Object.entries(writes())) {
        if (who === 'chair' && chairs.has(what)) continue;
        const outcome = await tried(who, query);
        assert.ok(outcome === 'refused' || outcome === 0, `${who} could ${what}`);
      }
    });

  it('opens nothing at all for a leaver’s session', async () => {
    await assert.rejects(as('leaver', sql`select name from app.child`));
  });

  it('never lets anybody delete what is on record', async () => {
    for (const table of [
      'app.child',
      'app.case_person',
      'app.case_relationship',
      'app.case_exclusion',
      'app.case_involvement',
    ])
      await assert.rejects(as('coordinator', sql`delete from ${sql.table(table)}`), /permission denied/);
  });

  it('keeps the exclusions from everybody but coordinators, and the parts from all but them and chairs', async () => {
    for (const who of ['chair', 'member', ...blind])
      assert.equal((await as(who, sql`select id from app.case_exclusion`)).rows.length, 0, who);
    for (const who of ['member', ...blind])
      assert.equal((await as(who, sql`select id from app.case_involvement`)).rows.length, 0, who);
    assert.equal((await as('chair', sql`select id from app.case_involvement`)).rows.length, 1);
  });
});
