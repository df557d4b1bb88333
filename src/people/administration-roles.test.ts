import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { authenticatorCode, visitor } from '../../test/visitor.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import type { Role } from './invitation.ts';
import { keyOn, openTowns, password, shown, type Somebody, type Town, type Towns } from './samples.ts';

const newPassword = 'seven quiet otters reading';

let towns: Towns;
let admin: Somebody;

before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  admin = await towns.somebody(towns.harnley, 'ada@example.org', 'administrator', 'Ada Example');
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

const roleOf = async ({ accountId }: Somebody, role: Role) => {
  const { rows } = await sql<{ id: string }>`
    select id from app.membership where account_id = ${accountId}::uuid and role = ${role}`.execute(
    towns.owner,
  );
  return rows[0]?.id ?? '';
};

/** Asks for the end of a role, and says yes. */
async function endBy(who: Somebody, whose: Somebody, role: Role) {
  await who.browser.open(`/people/${whose.accountId}/roles/${await roleOf(whose, role)}/end`);
  return who.browser.send({});
}

/** Gives somebody who is here already another role. */
async function alsoAs(who: Somebody, town: Town, role: Role) {
  const { token, code } = await towns.invite(town, who.email, role);
  const browser = visitor(towns.world, town.host);
  await browser.open(`/invitation/${token}`);
  await towns.nextCode(who.email);
  await browser.send({ code, password, factor: authenticatorCode(who.key) });
  assert.equal(browser.page.path, '/work');
}

/** Has an administrator make a link for a new password, and opens it. */
async function resetBy(who: Somebody, whose: Somebody) {
  await who.browser.open(`/people/${whose.accountId}`);
  await who.browser.send({});
  return shown(who.browser);
}

describe('ending a role', () => {
  it('is asked first, signs its holder out at once, and keeps them out', async () => {
    const bo = await towns.somebody(towns.harnley, 'bo@example.org', 'reviewer', 'Bo Example');
    const { browser } = admin;
    await browser.open(`/people/${bo.accountId}`);
    assert.equal(browser.page.heading, 'Bo Example: reviewer');
    await browser.open(`/people/${bo.accountId}/roles/${await roleOf(bo, 'reviewer')}/end`);
    assert.equal(browser.page.heading, 'End the role of Bo Example as reviewer?');
    assert.match(browser.page.html, /They can then no longer sign in here/);
    assert.equal((await bo.browser.open('/work')).path, '/work', 'nothing has happened yet');
    await browser.send({});
    assert.equal(browser.page.heading, 'Bo Example has left');
    assert.match(browser.page.html, /Reviewer[^]*? to /);
    assert.equal((await bo.browser.open('/work')).path, '/sign-in?to=%2Fwork');
    assert.equal((await towns.signIn(bo, towns.harnley)).page.status, 400);
    assert.doesNotMatch((await browser.open('/people')).html, /bo@example/);
    assert.equal((await browser.open('/people?left=yes')).heading, '1 person has left');
  });

  it('leaves the other roles, which one has after signing in again', async () => {
    const cy = await towns.somebody(towns.harnley, 'cy@example.org', 'member');
    await alsoAs(cy, towns.harnley, 'chair');
    await endBy(admin, cy, 'member');
    assert.equal(admin.browser.page.heading, 'Robin Example: chair of the group');
    assert.equal((await cy.browser.open('/work')).path, '/sign-in?to=%2Fwork');
    const again = await towns.signIn(cy, towns.harnley);
    assert.match(again.page.html, /You are here as chair of the group\./);
  });

  it('signs nobody out in another partnership', async () => {
    const di = await towns.somebody(towns.harnley, 'di@example.org', 'member');
    await alsoAs(di, towns.wetherleigh, 'member');
    const elsewhere = await towns.signIn(di, towns.wetherleigh);
    await endBy(admin, di, 'member');
    assert.equal((await elsewhere.open('/work')).path, '/work');
  });

  it('of the last administrator is refused, in words', async () => {
    await endBy(admin, admin, 'administrator');
    assert.equal(admin.browser.page.status, 400);
    assert.match(
      admin.browser.page.problems[0] ?? '',
      /This is the only administrator here\. Invite another one first/,
    );
    assert.equal((await admin.browser.open('/people')).status, 200);
  });

  it('of one’s own signs oneself out, where another administrator stays', async () => {
    const ed = await towns.somebody(towns.harnley, 'ed@example.org', 'administrator');
    await ed.browser.open(`/people/${ed.accountId}/roles/${await roleOf(ed, 'administrator')}/end`);
    assert.equal(ed.browser.page.heading, 'End your own role as administrator?');
    await ed.browser.send({});
    assert.equal(ed.browser.page.path, '/sign-in');
    assert.equal(ed.browser.cookies.has('sid'), false);
  });

  it('by two administrators of each other, at the same moment, leaves one', async () => {
    const one = await towns.somebody(towns.wetherleigh, 'flo@example.org', 'administrator');
    const other = await towns.somebody(towns.wetherleigh, 'gus@example.org', 'administrator');
    const askFor = async (who: Somebody, whose: Somebody) =>
      who.browser.open(`/people/${whose.accountId}/roles/${await roleOf(whose, 'administrator')}/end`);
    await askFor(one, other);
    await askFor(other, one);
    await Promise.all([one.browser.send({}), other.browser.send({})]);
    const { rows } = await sql`select from app.membership
      where partnership_id = ${towns.wetherleigh.id}::uuid and role = 'administrator' and until_day is null`.execute(
      towns.owner,
    );
    assert.equal(rows.length, 1);
    assert.deepEqual(
      towns.world.log.filter(({ level }) => level === 'error'),
      [],
    );
  });

  it('that has ended already is told when the form comes twice, and refused when another one comes', async () => {
    const hal = await towns.somebody(towns.harnley, 'hal@example.org', 'member');
    const { browser } = admin;
    const path = `/people/${hal.accountId}/roles/${await roleOf(hal, 'member')}/end`;
    await browser.open(path);
    const [token = '', key = ''] = [
      ...browser.page.html.matchAll(/type="hidden" name="[^"]+" value="([^"]+)"/g),
    ].map(([, value]) => value);
    const send = (once: string) => browser.raw(path, `form-token=${token}&once-key=${once}`);
    assert.equal((await send(key)).heading, 'Robin Example has left');
    assert.equal((await send(key)).heading, 'Robin Example has left');
    const late = await send('Z'.repeat(24));
    assert.deepEqual([late.status, late.heading], [409, 'Nothing was changed']);
    assert.equal((await browser.open(path)).status, 404);
  });
});

describe('a new password and authenticator', () => {
  it('come by link and code, replace the old ones, end every session, and leave the roles', async () => {
    const ina = await towns.somebody(towns.harnley, 'ina@example.org', 'reviewer', 'Ina Example');
    const { path, code } = await resetBy(admin, ina);
    assert.equal(admin.browser.page.heading, 'ina@example.org can set a new password and authenticator');
    assert.match(admin.browser.page.html, /the old password goes on working/);
    assert.equal((await ina.browser.open('/work')).path, '/work', 'the link alone ends nothing');
    const fresh = visitor(towns.world, towns.harnley.host);
    await fresh.open(path);
    assert.equal(fresh.page.heading, 'Set a new password and authenticator for ina@example.org');
    assert.doesNotMatch(fresh.page.html, /name="name"|invited as|null/);
    const key = keyOn(fresh);
    assert.notEqual(key, ina.key);
    await fresh.send({ code, password: newPassword, factor: authenticatorCode(key) });
    assert.match(fresh.page.html, /You are here as reviewer\./);
    assert.match((await ina.browser.open('/work')).path, /^\/sign-in/);
    assert.equal((await towns.signIn(ina, towns.harnley)).page.status, 400, 'the old ones');
    const half = await towns.signIn(ina, towns.harnley, { password: newPassword, key: ina.key });
    assert.equal(half.page.status, 400, 'the old authenticator');
    const again = await towns.signIn(ina, towns.harnley, { password: newPassword, key });
    assert.equal(again.page.path, '/work');
    assert.equal((await visitor(towns.world, towns.harnley.host).open(path)).status, 404);
  });

  it('say what is wrong beside each field, and take neither the old authenticator nor a weak password', async () => {
    const jan = await towns.somebody(towns.harnley, 'jan@example.org', 'member');
    const { path, code } = await resetBy(admin, jan);
    const fresh = visitor(towns.world, towns.harnley.host);
    await fresh.open(path);
    const key = keyOn(fresh);
    await fresh.send({ code: '', password: '', factor: '' });
    assert.deepEqual(fresh.page.problems, [
      'Enter the code for this link',
      'Enter a password',
      'Enter the code from your authenticator app',
    ]);
    await fresh.send({ code, password: 'passwordpassword1', factor: authenticatorCode(key) });
    assert.match(fresh.page.problems[0] ?? '', /too easy to guess/);
    await fresh.send({ code: '00000000', password: newPassword, factor: authenticatorCode(key) });
    assert.deepEqual(fresh.page.problems, ['The code for this link is not right']);
    await fresh.send({ code, password: newPassword, factor: authenticatorCode(jan.key) });
    assert.match(fresh.page.problems[0] ?? '', /The code is not right/);
    await fresh.send({ code: `${code}\u0000`, password: newPassword, factor: '\u0000\u0000' });
    assert.equal(fresh.page.status, 400);
    assert.equal((await jan.browser.open('/work')).path, '/work', 'nothing was changed');
  });

  it('kill the link that was made before', async () => {
    const kim = await towns.somebody(towns.harnley, 'kim@example.org', 'member');
    const first = await resetBy(admin, kim);
    assert.match((await admin.browser.open(`/people/${kim.accountId}`)).html, /waits until/);
    const second = await resetBy(admin, kim);
    const fresh = visitor(towns.world, towns.harnley.host);
    assert.equal((await fresh.open(first.path)).status, 404);
    assert.equal((await fresh.open(second.path)).status, 200);
  });

  it('are made once when the form comes twice', async () => {
    const lou = await towns.somebody(towns.harnley, 'lou@example.org', 'member');
    const { browser } = admin;
    await browser.open(`/people/${lou.accountId}`);
    const [token = '', key = ''] = [
      ...browser.page.html.matchAll(/type="hidden" name="[^"]+" value="([^"]+)"/g),
    ].map(([, value]) => value);
    const send = () => browser.raw(`/people/${lou.accountId}/reset`, `form-token=${token}&once-key=${key}`);
    const { path } = (await send(), shown(browser));
    const again = await send();
    assert.equal(again.heading, 'lou@example.org can set a new password and authenticator');
    assert.match(again.html, /cannot be shown again/);
    assert.equal(
      (await visitor(towns.world, towns.harnley.host).open(path)).status,
      200,
      'the first stays good',
    );
  });

  it('are refused to a leaver, and the link dies of leaving', async () => {
    const mo = await towns.somebody(towns.harnley, 'mo@example.org', 'member');
    const { path, code } = await resetBy(admin, mo);
    const fresh = visitor(towns.world, towns.harnley.host);
    await fresh.open(path);
    const key = keyOn(fresh);
    await admin.browser.open(`/people/${mo.accountId}`);
    const [, token = ''] = /name="form-token" value="([^"]+)"/.exec(admin.browser.page.html) ?? [];
    await endBy(admin, mo, 'member');
    await fresh.send({ code, password: newPassword, factor: authenticatorCode(key) });
    assert.deepEqual([fresh.page.status, fresh.page.heading], [410, 'This invitation can no longer be used']);
    await admin.browser.open(`/people/${mo.accountId}`);
    assert.doesNotMatch(admin.browser.page.html, /\/reset"/);
    const seen = await admin.browser.raw(
      `/people/${mo.accountId}/reset`,
      `form-token=${token}&once-key=${'C'.repeat(24)}`,
    );
    assert.equal(seen.status, 409);
    assert.match(seen.html, /has no role here any longer/);
  });

  it('are refused where the account opens another partnership too, unless that one is for training', async () => {
    const ned = await towns.somebody(towns.harnley, 'ned@example.org', 'member');
    await alsoAs(ned, towns.merrow, 'member');
    const { path } = await resetBy(admin, ned);
    const fresh = visitor(towns.world, towns.harnley.host);
    assert.equal((await fresh.open(path)).status, 200);
    await alsoAs(ned, towns.wetherleigh, 'member');
    assert.equal((await fresh.open(path)).status, 410, 'it had been made before');
    await resetBy(admin, ned);
    assert.equal(admin.browser.page.status, 409);
    assert.match(admin.browser.page.html, /opens another partnership too/);
    const trainer = await towns.somebody(towns.merrow, 'ola@example.org', 'administrator');
    await resetBy(trainer, ned);
    assert.equal(trainer.browser.page.status, 409, 'and never from the one for training');
  });
});

describe('the trail of an administrator', () => {
  it('has every act, done and refused, with no address, name, password or link', async () => {
    for (const [verb, outcomes] of [
      ['person.list', ['done', 'not-found']],
      ['person.reset', ['done', 'refused']],
      ['membership.end', ['done', 'refused']],
      ['invitation.accept', ['done', 'refused']],
    ] as const) {
      const found = await towns.entries(towns.harnley, verb);
      if (verb === 'person.list') await admin.browser.open('/people/00000000-0000-4000-8000-000000000000');
      const all = await towns.entries(towns.harnley, verb);
      assert.deepEqual([...new Set(all.map(({ outcome }) => outcome))].toSorted(), outcomes, verb);
      for (const { body } of found)
        assert.doesNotMatch(body, /example\.org|Example|otters|teal|[0-9A-Z]{24}/, body);
    }
    const [ended] = await towns.entries(towns.harnley, 'membership.end');
    assert.match(ended?.body ?? '', new RegExp(`"account": "${admin.accountId}"`));
  });
});
