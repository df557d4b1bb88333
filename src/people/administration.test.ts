import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { authenticatorCode, type Visitor, visitor } from '../../test/visitor.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import type { Role } from './invitation.ts';
import { keyOn, openTowns, password, shown, type Somebody, type Towns } from './samples.ts';

let towns: Towns;
let admin: Somebody;
let coordinator: Somebody;
let foreign: Somebody;

before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  const { harnley, wetherleigh } = towns;
  admin = await towns.somebody(harnley, 'ada@example.org', 'administrator', 'Ada Example');
  coordinator = await towns.somebody(harnley, 'cor@example.org', 'coordinator', 'Cora Example');
  foreign = await towns.somebody(wetherleigh, 'far@example.org', 'administrator', 'Farah Example');
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

/** Fills in and sends the form of `/people/invite`. */
async function inviteBy(who: Somebody, email: string, role: Role) {
  const town = who === foreign ? towns.wetherleigh : towns.harnley;
  const agency = (await towns.agencyFor(town, role)) ?? '';
  await who.browser.open('/people/invite');
  return who.browser.send({ email, role, agency });
}

const waitingFor = async (email: string) => {
  const { rows } = await sql<{ id: string; open: boolean }>`
    select id, accepted_at is null and revoked_at is null as open from app.invitation where email = ${email} order by issued_at`.execute(
    towns.owner,
  );
  return rows;
};

const formToken = ({ page }: Visitor) => /name="form-token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
const onceKey = ({ page }: Visitor) => /name="once-key" value="([^"]+)"/.exec(page.html)?.[1] ?? '';

async function notFoundBytes(browser: Visitor): Promise<string> {
  const seen = await browser.open('/people/there/is/nothing/here');
  assert.equal(seen.status, 404);
  return seen.html;
}

const nobody = '00000000-0000-4000-8000-000000000000';
const membershipOf = async ({ accountId }: Somebody, role: Role = 'member') => {
  const { rows } = await sql<{ id: string }>`
    select id from app.membership where account_id = ${accountId}::uuid and role = ${role}`.execute(
    towns.owner,
  );
  return rows[0]?.id ?? '';
};

describe('the people of a partnership', () => {
  it('are counted in the heading, and listed with roles, since when, and address', async () => {
    await inviteBy(admin, 'ivo@example.org', 'reviewer');
    const { browser } = admin;
    await browser.open('/people');
    assert.equal(browser.page.heading, '2 people, 1 invitation waiting');
    assert.match(
      browser.page.html,
      />Cora Example<\/a>[^]*?cor@example\.org[^]*?Safeguarding coordinator[^]*?since /,
    );
    assert.match(browser.page.html, /ivo@example\.org[^]*?Reviewer[^]*?until /);
    assert.doesNotMatch(browser.page.html, /far@example\.org|Farah/);
  });

  it('are in the navigation of an administrator and of nobody else', async () => {
    assert.match((await admin.browser.open('/work')).html, /href="\/people"/);
    assert.doesNotMatch((await coordinator.browser.open('/work')).html, /\/people/);
  });

  it('are not there for a coordinator, in the same bytes as a page that does not exist', async () => {
    const { browser } = coordinator;
    const nothing = await notFoundBytes(browser);
    const own = await membershipOf(coordinator, 'coordinator');
    await browser.open('/sign-out');
    const token = formToken(browser);
    for (const path of [
      '/people',
      '/people?left=yes',
      '/people/invite',
      `/people/${coordinator.accountId}`,
      `/people/${admin.accountId}`,
      `/people/${coordinator.accountId}/roles/${own}/end`,
      `/people/invitations/${nobody}`,
    ]) {
      const seen = await browser.open(path);
      assert.equal(seen.status, 404, path);
      assert.equal(seen.html, nothing, path);
    }
    for (const [path, fields] of [
      ['/people/invite', 'email=x%40example.org&role=administrator'],
      [`/people/${admin.accountId}/reset`, ''],
      [`/people/${coordinator.accountId}/reset`, ''],
      [`/people/${coordinator.accountId}/roles/${own}/end`, ''],
      [`/people/invitations/${(await waitingFor('ivo@example.org'))[0]?.id}/take-back`, ''],
    ] as const) {
      const body = `form-token=${token}&once-key=${'A'.repeat(24)}&${fields}`;
      const seen = await browser.raw(path, body);
      assert.equal(seen.status, 404, path);
      assert.equal(seen.html, nothing, path);
    }
    assert.equal((await waitingFor('x@example.org')).length, 0);
    assert.equal((await browser.open('/work')).status, 200, 'still here');
  });

  it('are not told from nobody where they belong to another partnership or have no such identifier', async () => {
    const { browser } = admin;
    const nothing = await notFoundBytes(browser);
    await inviteBy(foreign, 'fig@example.org', 'member');
    const invitation = (await waitingFor('fig@example.org'))[0]?.id ?? '';
    const role = await membershipOf(foreign, 'administrator');
    for (const path of [
      `/people/${foreign.accountId}`,
      `/people/${nobody}`,
      '/people/not-an-identifier',
      `/people/${'9'.repeat(250)}`,
      `/people/invitations/${invitation}`,
      '/people/invitations/x',
      `/people/${foreign.accountId}/roles/${role}/end`,
      `/people/${admin.accountId}/roles/${role}/end`,
      `/people/${coordinator.accountId}/roles/${await membershipOf(admin, 'administrator')}/end`,
    ]) {
      const seen = await browser.open(path);
      assert.deepEqual([seen.status, seen.html === nothing], [404, true], path);
    }
    await browser.open('/people/invite');
    const token = formToken(browser);
    for (const path of [
      `/people/${foreign.accountId}/reset`,
      `/people/${foreign.accountId}/roles/${role}/end`,
      `/people/invitations/${invitation}/take-back`,
      '/people/x/reset',
    ]) {
      const seen = await browser.raw(path, `form-token=${token}&once-key=${'B'.repeat(24)}`);
      assert.deepEqual([seen.status, seen.html === nothing], [404, true], path);
    }
    assert.equal((await foreign.browser.open('/people')).heading, '1 person, 1 invitation waiting');
  });

  it('are shown to nobody who is not signed in', async () => {
    assert.equal(
      (await visitor(towns.world, towns.harnley.host).open('/people')).path,
      '/sign-in?to=%2Fpeople',
    );
  });

  it('may be called anything, and it is shown as they wrote it', async () => {
    const name = `<script>alert(1)</script> "O'Neill" & {{ 7 * 7 }}`;
    const odd = await towns.somebody(towns.harnley, 'odd@example.org', 'member', name);
    const turned = await towns.somebody(
      towns.harnley,
      'rtl@example.org',
      'member',
      'Ro\u202ebin\u0000 \u2067Ex',
    );
    const { browser } = admin;
    for (const path of ['/people', `/people/${odd.accountId}`]) {
      await browser.open(path);
      assert.doesNotMatch(browser.page.html, /<script>alert|>49</);
      assert.match(
        browser.page.html,
        /&lt;script&gt;alert\(1\)&lt;\/script&gt; &quot;O&#39;Neill&quot; &amp;/,
      );
    }
    await browser.open(`/people/${turned.accountId}`);
    assert.equal(browser.page.heading, 'Ro bin Ex: agency representative for harnley health');
  });

  it('are all shown where there are sixty, by name', async () => {
    const { browser } = foreign;
    await sql`with made as (
        insert into app.account (email, name) select 'many' || n || '@example.org', 'Person ' || n from generate_series(1, 60) n returning id)
      insert into app.membership (partnership_id, account_id, role, from_day)
        select ${towns.wetherleigh.id}::uuid, id, 'member', '2026-03-02' from made`.execute(towns.owner);
    await browser.open('/people');
    assert.equal(browser.page.heading, '61 people, 1 invitation waiting');
    const names = [
      ...browser.page.html.matchAll(/<a class="govuk-link" href="\/people\/[^"]+">([^<@]+)<\/a>/g),
    ];
    assert.deepEqual(
      names.map(([, name]) => name),
      ['Farah Example', ...Array.from({ length: 60 }, (_, index) => `Person ${index + 1}`)],
    );
  });
});

describe('an invitation by an administrator', () => {
  it('shows link and code once, which lead the invited person in', async () => {
    await inviteBy(admin, ' Jo@Example.org ', 'chair');
    const { page } = admin.browser;
    assert.equal(page.status, 200);
    assert.equal(page.heading, 'jo@example.org is invited as chair of the group');
    assert.match(page.html, /by two different ways/);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.match(page.html, /http:\/\/harnley\.localhost\/invitation\/[0-9A-Z]{24}</);
    const { path, code } = shown(admin.browser);
    const jo = visitor(towns.world, towns.harnley.host);
    await jo.open(path);
    await jo.send({ code, name: 'Jo', password, factor: authenticatorCode(keyOn(jo)) });
    assert.match(jo.page.html, /You are here as chair of the group/);
  });

  it('says beside each field what is wrong, and keeps what was typed', async () => {
    const { browser } = admin;
    await browser.open('/people/invite');
    await browser.send({ email: '', role: '' });
    assert.equal(browser.page.status, 400);
    assert.deepEqual(browser.page.problems, ['Enter an e-mail address', 'Choose what they are invited as']);
    await browser.send({ email: '"><script>x</script>@example.org', role: 'reviewer' });
    assert.deepEqual(browser.page.problems, ['Enter one e-mail address, like name@example.org']);
    assert.match(browser.page.html, /value="&quot;&gt;&lt;script&gt;x/);
    assert.match(browser.page.html, /value="reviewer" checked/);
    await browser.send({ email: 'kay@example.org', role: 'owner' });
    assert.deepEqual(browser.page.problems, ['Choose what they are invited as']);
    assert.match(browser.page.html, /value="kay@example\.org"/);
    assert.equal((await waitingFor('kay@example.org')).length, 0);
  });

  it('is refused to somebody who has the role already, and made for another role', async () => {
    await inviteBy(admin, coordinator.email, 'coordinator');
    assert.deepEqual(admin.browser.page.problems, [
      'cor@example.org is here already as safeguarding coordinator.',
    ]);
    await inviteBy(admin, coordinator.email, 'reviewer');
    assert.equal(admin.browser.page.heading, 'cor@example.org is invited as reviewer');
  });

  it('is refused while another waits, offers to take that one back, and then kills its link', async () => {
    await inviteBy(admin, 'lev@example.org', 'chair');
    const old = shown(admin.browser);
    await inviteBy(admin, 'lev@example.org', 'member');
    const { browser } = admin;
    assert.match(browser.page.problems[0] ?? '', /is invited already, as chair of the group/);
    const button = /<button[^>]*name="instead-of"[^>]*>/.exec(browser.page.html)?.[0] ?? '';
    const id = /value="([^"]+)"/.exec(button)?.[1] ?? '';
    assert.equal(id, (await waitingFor('lev@example.org'))[0]?.id);
    const agency = (await towns.agencyFor(towns.harnley, 'member')) ?? '';
    await browser.send({ email: 'lev@example.org', role: 'member', agency, 'instead-of': id });
    assert.equal(
      browser.page.heading,
      'lev@example.org is invited as agency representative for harnley health',
    );
    const fresh = shown(browser);
    const lev = visitor(towns.world, towns.harnley.host);
    assert.equal((await lev.open(old.path)).status, 404);
    assert.equal((await lev.open(fresh.path)).status, 200);
    assert.deepEqual(
      (await waitingFor('lev@example.org')).map(({ open }) => open),
      [false, true],
    );
  });

  it('may take no foreign invitation back on the way', async () => {
    const { browser } = admin;
    const [theirs] = await waitingFor('fig@example.org');
    await browser.open('/people/invite');
    await browser.send({ email: 'max@example.org', role: 'reviewer', 'instead-of': theirs?.id ?? '' });
    assert.equal((await waitingFor('fig@example.org'))[0]?.open, true);
  });
});

describe('a form that is sent twice', () => {
  const sendAgain = (browser: Visitor, fields: string, key: string) =>
    browser.raw('/people/invite', `form-token=${formToken(browser)}&once-key=${key}&${fields}`);

  it('makes one invitation, and tells the second time what the first had made, without link and code', async () => {
    const { browser } = admin;
    await browser.open('/people/invite');
    const key = onceKey(browser);
    const first = browser.page;
    const fields = 'email=ned%40example.org&role=reviewer';
    assert.match((await sendAgain(browser, fields, key)).html, /\/invitation\/[0-9A-Z]{24}</);
    await browser.open('/people/invite');
    assert.notEqual(onceKey(browser), key, first.path);
    const again = await sendAgain(browser, fields, key);
    assert.match(again.path, /^\/people\/invitations\/[0-9a-f-]{36}$/);
    assert.equal(again.heading, 'ned@example.org is invited as reviewer');
    assert.match(again.html, /cannot be shown again/);
    assert.doesNotMatch(again.html, /\/invitation\/[0-9A-Z]{24}/);
    assert.equal((await waitingFor('ned@example.org')).length, 1);
  });

  it('makes one invitation when both come at the same moment', async () => {
    const { browser } = admin;
    await browser.open('/people/invite');
    const key = onceKey(browser);
    const fields = 'email=ora%40example.org&role=reviewer';
    const answers = await Promise.all([1, 2, 3].map(() => sendAgain(browser, fields, key)));
    assert.equal((await waitingFor('ora@example.org')).length, 1);
    assert.equal(answers.filter(({ html }) => /\/invitation\/[0-9A-Z]{24}</.test(html)).length, 1);
    assert.equal(answers.filter(({ path }) => path.startsWith('/people/invitations/')).length, 2);
  });

  it('is refused with other answers, from another person, and without its key', async () => {
    const { browser } = admin;
    await browser.open('/people/invite');
    const key = onceKey(browser);
    await sendAgain(browser, 'email=pia%40example.org&role=reviewer', key);
    await browser.open('/people/invite');
    for (const [fields, given] of [
      ['email=pia%40example.org&role=administrator', key],
      ['email=qui%40example.org&role=reviewer', key],
      ['email=qui%40example.org&role=reviewer', ''],
      ['email=qui%40example.org&role=reviewer', '%00'.repeat(24)],
    ] as const) {
      const seen = await sendAgain(browser, fields, given);
      assert.equal(seen.status, 409);
      assert.equal(seen.heading, 'Nothing was changed');
      await browser.open('/people/invite');
    }
    assert.equal((await waitingFor('qui@example.org')).length, 0);
    const { rows } = await sql`select from app.idempotency where key = ${key}`.execute(towns.owner);
    assert.equal(rows.length, 1);
  });

  it('that was refused for a field is taken when the field is put right', async () => {
    const { browser } = admin;
    await browser.open('/people/invite');
    const key = onceKey(browser);
    await browser.send({ email: 'no address', role: 'reviewer' });
    assert.equal(onceKey(browser), key);
    await browser.send({ email: 'rex@example.org', role: 'reviewer' });
    assert.equal(browser.page.heading, 'rex@example.org is invited as reviewer');
  });
});

describe('taking an invitation back', () => {
  it('kills its link at once, also under the hands of somebody who is accepting it', async () => {
    await inviteBy(admin, 'sol@example.org', 'member');
    const { path, code } = shown(admin.browser);
    const sol = visitor(towns.world, towns.harnley.host);
    await sol.open(path);
    const key = keyOn(sol);
    const [invitation] = await waitingFor('sol@example.org');
    await admin.browser.open(`/people/invitations/${invitation?.id}`);
    await admin.browser.send({});
    assert.equal(admin.browser.page.heading, 'The invitation of sol@example.org was taken back');
    await sol.send({ code, name: 'Sol', password, factor: authenticatorCode(key) });
    assert.equal(sol.page.status, 404);
    assert.equal(sol.page.heading, 'This invitation can no longer be used');
    assert.doesNotMatch((await admin.browser.open('/people')).html, /sol@example\.org/);
  });

  it('is refused when somebody has accepted it in the meantime', async () => {
    await inviteBy(admin, 'tam@example.org', 'member');
    const { path, code } = shown(admin.browser);
    const [invitation] = await waitingFor('tam@example.org');
    await admin.browser.open(`/people/invitations/${invitation?.id}`);
    const tam = visitor(towns.world, towns.harnley.host);
    await tam.open(path);
    await tam.send({ code, name: 'Tam', password, factor: authenticatorCode(keyOn(tam)) });
    await admin.browser.send({});
    assert.equal(admin.browser.page.status, 409);
    assert.match(admin.browser.page.html, /has been accepted or taken back already/);
    assert.equal((await tam.open('/work')).status, 200);
  });
});
