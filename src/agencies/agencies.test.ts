import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, officeIn, type Office, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { checkEveryRead } from '../platform/pages/page.ts';

let office: Office;
let elsewhere: Office;
let admin: Visitor;
let coordinator: Colleague;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Wetherleigh');
  admin = (await office.person('administrator')).browser();
  coordinator = await office.person('coordinator');
});
after(async () => {
  await elsewhere.close();
  await office.close();
  checkEveryRead(false);
});

const agencyOf = async (name: string) => {
  const { rows } = await sql<{ id: string; kind: string; until: string | null; successor: string | null }>`
    select g.id, g.kind, g.until_day::text as until, s.name as successor from app.agency g
    left join app.agency s on s.partnership_id = g.partnership_id and s.id = g.successor_id
    where g.partnership_id = ${office.id}::uuid and g.name = ${name}`.execute(office.owner);
  return rows[0] ?? null;
};
const entriesOf = async (verb: string) => {
  const { rows } = await sql<{ outcome: string; body: string }>`
    select outcome, body from audit.entry_words where verb = ${verb} and partnership_id = ${office.id}::uuid order by seq`.execute(
    office.owner,
  );
  return rows;
};
const add = async (answers: Readonly<Record<string, string>>) => {
  await admin.open('/agencies/add');
  return admin.send(answers);
};
const firstOf2026 = { 'until-day': '1', 'until-month': '4', 'until-year': '2026' };

describe('the agencies of a partnership', () => {
  it('are none at first, and the page says which partners are missing', async () => {
    const seen = await admin.open('/agencies');
    assert.equal(seen.heading, 'No agencies yet');
    assert.match(wordsOf(seen.html), /Missing: local authority, integrated care board and police force\./);
    await assertGoodHtml(seen.html);
  });

  it('are added by an administrator, and listed with kind, code and day, the partners first', async () => {
    await add({ kind: 'health', name: 'Eastwick Hospitals NHS Trust' });
    assert.equal(admin.page.path, '/agencies');
    await add({
      kind: 'police',
      name: 'Eastwick Constabulary',
      code: 'e23000099',
      'from-day': '1',
      'from-month': '4',
      'from-year': '1974',
    });
    assert.equal(admin.page.heading, '2 agencies');
    assert.match(
      wordsOf(admin.page.html),
      /Safeguarding partners Eastwick Constabulary Police force, E23000099 Nobody is here for it since 1 Apr 1974[^]*Other agencies Eastwick Hospitals NHS Trust Health provider/,
    );
    await assertGoodHtml(admin.page.html);
  });

  it('have one name each: the message stands beside the field, and what was typed is kept', async () => {
    const seen = await add({ kind: 'voluntary', name: ' eastwick  CONSTABULARY ', code: 'AB1' });
    assert.equal(seen.status, 400);
    assert.deepEqual(seen.problems, ['There already is an agency called “eastwick CONSTABULARY” here.']);
    assert.match(seen.html, /id="name-error"/);
    assert.match(seen.html, /value="voluntary" checked/);
    assert.match(seen.html, /value="AB1"/);
    await assertGoodHtml(seen.html);
  });

  it('are asked for again where something is missing', async () => {
    const seen = await add({ name: '', code: '<b>' });
    assert.equal(seen.problems.length, 3);
    await assertGoodHtml(seen.html);
  });

  it('are added once when the form comes twice', async () => {
    await admin.open('/agencies/add');
    const hidden = [...admin.page.html.matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)];
    const fields = hidden.map(([, name = '', value = '']) => `${name}=${value}`).join('&');
    for (const time of [1, 2]) {
      const seen = await admin.raw('/agencies/add', `${fields}&kind=other&name=Dale+Fire+Service`);
      assert.equal(seen.path, '/agencies', `the ${time}. time`);
    }
    const { rows } = await sql`select from app.agency where name = 'Dale Fire Service'`.execute(office.owner);
    assert.equal(rows.length, 1);
  });

  it('are read by a coordinator, who can change nothing', async () => {
    const browser = coordinator.browser();
    const seen = await browser.open('/agencies');
    assert.equal(seen.heading, '3 agencies');
    assert.doesNotMatch(seen.html, /\/agencies\/(add|[0-9a-f-]+\/end)/);
    assert.doesNotMatch(seen.html, /<a[^>]*href="\/agencies"/, 'nor is it in the navigation');
  });

  it('are not there for anybody else, nor their forms for a coordinator, in the bytes of a page that does not exist', async () => {
    const { id = '' } = (await agencyOf('Dale Fire Service')) ?? {};
    const forms = ['/agencies/add', `/agencies/${id}/end`];
    for (const role of ['coordinator', 'member', 'chair', 'inspector']) {
      const browser = (await office.person(role)).browser();
      const nothing = (await browser.open('/agencies/nothing/at/all')).html;
      for (const path of role === 'coordinator' ? forms : ['/agencies', ...forms]) {
        const seen = await browser.open(path);
        assert.deepEqual([seen.status, seen.html === nothing], [404, true], `${role} ${path}`);
      }
      await browser.open('/sign-out');
      const token = /name="form-token" value="([^"]+)"/.exec(browser.page.html)?.[1] ?? '';
      for (const path of forms) {
        const body = `form-token=${token}&once-key=${'A'.repeat(24)}&kind=other&name=Mine&how=gone&until-day=1&until-month=4&until-year=2026`;
        const seen = await browser.raw(path, body);
        assert.deepEqual([seen.status, seen.html === nothing], [404, true], `${role} sends ${path}`);
      }
    }
    assert.equal(await agencyOf('Mine'), null);
    assert.equal((await agencyOf('Dale Fire Service'))?.until, null);
    assert.equal((await entriesOf('agency.add')).filter(({ outcome }) => outcome === 'refused').length, 6);
  });

  it('of another partnership are neither listed nor ended', async () => {
    const theirs = (await elsewhere.person('administrator')).browser();
    assert.equal((await theirs.open('/agencies')).heading, 'No agencies yet');
    const { id = '' } = (await agencyOf('Dale Fire Service')) ?? {};
    assert.equal((await theirs.open(`/agencies/${id}/end`)).status, 404);
    await theirs.open('/agencies/add');
    const token = /name="form-token" value="([^"]+)"/.exec(theirs.page.html)?.[1] ?? '';
    const body = `form-token=${token}&once-key=${'B'.repeat(24)}&how=gone&until-day=1&until-month=4&until-year=2026`;
    assert.equal((await theirs.raw(`/agencies/${id}/end`, body)).status, 404);
    assert.equal((await theirs.raw('/agencies/x/end', body)).status, 404);
    assert.equal((await agencyOf('Dale Fire Service'))?.until, null);
  });
});

describe('an agency that ends', () => {
  const endOf = async (name: string, answers: Readonly<Record<string, string>>) => {
    const { id = '' } = (await agencyOf(name)) ?? {};
    await admin.open(`/agencies/${id}/end`);
    return admin.send(answers);
  };

  it('is asked what has become of it, and since when', async () => {
    const seen = await endOf('Dale Fire Service', {});
    assert.deepEqual(seen.problems.length, 2);
    assert.equal(seen.heading, 'What has become of Dale Fire Service?');
    await assertGoodHtml(seen.html);
  });

  it('goes into the list of those that have ended, and its name is free', async () => {
    const seen = await endOf('Dale Fire Service', { how: 'gone', ...firstOf2026 });
    assert.equal(seen.heading, '2 agencies');
    assert.match(wordsOf(seen.html), /1 agency has ended Ended Dale Fire Service[^]*until 1 Apr 2026/);
    assert.equal((await add({ kind: 'other', name: 'Dale Fire Service' })).heading, '3 agencies');
    await assertGoodHtml(seen.html);
  });

  it('leads on to the one that took its place', async () => {
    await add({ kind: 'health', name: 'Dale Community Health' });
    const { id: successor = '' } = (await agencyOf('Eastwick Hospitals NHS Trust')) ?? {};
    const unsaid = await endOf('Dale Community Health', { how: 'replaced', ...firstOf2026 });
    assert.deepEqual(unsaid.problems, ['Choose the agency that took its place']);
    await admin.send({ how: 'replaced', successor, ...firstOf2026 });
    assert.equal((await agencyOf('Dale Community Health'))?.successor, 'Eastwick Hospitals NHS Trust');
    const gone = (await agencyOf('Dale Community Health'))?.id ?? '';
    assert.equal((await admin.open(`/agencies/${gone}/end`)).status, 404, 'it stays as it was');
  });

  it('under a new name leaves the old records their words, and those who are here for it their cases', async () => {
    const name = 'Eastwick Hospitals NHS Trust';
    const old = (await agencyOf(name)) ?? assert.fail();
    const someone = await office.person('member', { agency: old.id });
    const before = await office.openCase(coordinator);
    await office.involve(coordinator, before, old.id);
    assert.match(wordsOf((await admin.open('/agencies')).html), /Health provider 1 person is here for it/);
    const seen = await endOf(name, {
      how: 'renamed',
      name: 'Vale Hospitals NHS Trust',
      code: 'rvh',
      ...firstOf2026,
    });
    assert.match(wordsOf(seen.html), /Vale Hospitals NHS Trust Health provider, RVH[^]*since 1 Apr 2026/);
    assert.match(wordsOf(seen.html), /Eastwick Hospitals NHS Trust[^]*Then Vale Hospitals NHS Trust/);
    const renamed = (await agencyOf('Vale Hospitals NHS Trust')) ?? assert.fail();
    assert.equal(renamed.kind, 'health');
    const afterwards = await office.openCase(coordinator, 'Child Rowan');
    await office.involve(coordinator, afterwards, renamed.id);
    const newcomer = await office.person('member', { agency: renamed.id });
    const stranger = await office.person('member', {
      agency: (await agencyOf('Dale Fire Service'))?.id ?? '',
    });
    const casesOf = (who: Colleague) =>
      transactionOf(office.app, who.token, async (tx) => {
        const { rows } = await sql<{
          reference: string;
        }>`select reference from app.case_file order by 1`.execute(tx);
        return rows.map(({ reference }) => reference);
      });
    for (const who of [someone, newcomer])
      assert.deepEqual(await casesOf(who), [before.reference, afterwards.reference]);
    assert.deepEqual(await casesOf(stranger), []);
    const { rows } = await sql<{ name: string }>`
      select g.name from app.case_agency c join app.agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id
      where c.case_id = ${before.id}::uuid`.execute(office.owner);
    assert.deepEqual(rows, [{ name }], 'the record says what it said');
  });

  it('leaves entries with identifiers and codes, and no name', async () => {
    for (const verb of ['agency.list', 'agency.add', 'agency.end'])
      for (const { body } of await entriesOf(verb))
        assert.doesNotMatch(body, /Eastwick|Dale|Vale|Trust/, body);
    const ended = (await entriesOf('agency.end')).filter(({ outcome }) => outcome === 'done');
    assert.deepEqual(
      ended.map(({ body }) => /"how": "(\w+)"/.exec(body)?.[1]),
      ['gone', 'replaced', 'renamed'],
    );
  });
});
