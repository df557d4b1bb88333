import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Office, type OpenedCase, openOffice, type Colleague } from '../../test/casework.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { sql } from 'kysely';
import { readHeaded } from './store.ts';

describe('who sees a case in the database', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let trust: string;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    trust = await office.agency('Eastwick Hospitals');
    await office.involve(coordinator, opened, trust);
  });
  after(() => office.close());

  const sees = (who: Colleague) =>
    transactionOf(office.app, who.token, async (tx) => {
      const { rows } = await sql<{
        n: number;
      }>`select count(*) as n from app.case_file where id = ${opened.id}`.execute(tx);
      const headed = await readHeaded(tx, opened.reference);
      assert.equal(headed !== null, rows[0]?.n === 1, 'the visible cases are those of row-level security');
      return headed !== null;
    });

  it('gives the case a reference of the year', () => {
    assert.match(opened.reference, /^EASP-\d{4}-0001$/);
    assert.equal(opened.pseudonym, 'Child Linden');
  });

  it('is open to coordinators, chairs, and the agencies and people on it', async () => {
    assert.equal(await sees(coordinator), true);
    assert.equal(await sees(await office.person('chair')), true);
    assert.equal(await sees(await office.person('member', { agency: trust })), true);
    const reviewer = await office.person('reviewer');
    assert.equal(await sees(reviewer), false);
    await office.name(coordinator, opened, reviewer, 'reviewer');
    assert.equal(await sees(reviewer), true);
  });

  it('is shut to everybody else', async () => {
    const other = await office.agency('Northbank Housing', 'other');
    for (const who of [
      await office.person('member', { agency: other }),
      await office.person('member'),
      await office.person('administrator', { agency: trust }),
      await office.person('inspector', { agency: trust }),
      await office.person('safeguarding-lead', { agency: trust }),
      await office.person('scrutineer', { agency: trust }),
    ])
      assert.equal(await sees(who), false, who.name);
  });

  it('is shut to whoever is excluded, whatever else they are', async () => {
    const both = await office.person(['coordinator', 'chair', 'member'], { agency: trust });
    assert.equal(await sees(both), true);
    await office.exclude(coordinator, opened, both);
    assert.equal(await sees(both), false);
  });
});
