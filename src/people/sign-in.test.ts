import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';
import { perform } from '../acts/command.ts';
import { authenticatorCode, type Visitor, visitor } from '../../test/visitor.ts';
import { openWorld, type World } from '../../test/world.ts';
import { invitePerson } from './commands.ts';
import type { Role } from './invitation.ts';

const host = 'training.localhost';
const password = 'three teal boats rowing';

let world: World;
let owner: Database;
let partnershipId: string;

before(async () => {
  world = await openWorld();
  owner = connectAsOwner(world.server);
  partnershipId = await world.partnership({
    name: 'Harnley Safeguarding Children Partnership',
    training: true,
  });
  await world.partnership({
    name: 'Wetherleigh Safeguarding Children Partnership',
    referencePrefix: 'WSCP',
    hosts: ['reviews.partnership.example'],
  });
});
after(async () => {
  await owner.destroy();
  await world.close();
});

function invite(email: string, role: Role = 'coordinator') {
  const expiresAt = Temporal.Now.instant().add({ hours: 72 });
  return world.asOperatorOf(partnershipId, async (bearer) => {
    const room = { db: world.worker, clock: world.clock };
    const outcome = await perform(room, bearer, invitePerson, { partnershipId, email, role, expiresAt });
    assert.equal(outcome.outcome, 'done');
    return outcome.outcome === 'done' ? outcome.done : { token: '', code: '' };
  });
}

const keyOn = (visitor: Visitor) => /<code>([A-Z2-7 ]+)<\/code>/.exec(visitor.page.html)?.[1] ?? '';

/** Somebody who has set up an account; signed in. */
async function member(email: string, role: Role = 'coordinator') {
  const { token, code } = await invite(email, role);
  const person = visitor(world, host);
  await person.open(`/invitation/${token}`);
  const key = keyOn(person);
  await person.send({ code, name: 'Robin Example', password, factor: authenticatorCode(key) });
  assert.equal(person.page.path, '/work');
  return { person, key, email };
}

// Tests run faster than codes change: this makes the last one good again, as if half a minute had gone.
const nextCode = (email: string) =>
  sql`update ctx.credential set totp_last_step = 0 where account_id = (select id from app.account where email = ${email})`.execute(
    owner,
  );

async function entries(verb: string) {
  const { rows } = await sql<{ outcome: string; body: string }>`
    select outcome, body from audit.entry_words where verb = ${verb} and partnership_id = ${partnershipId}::uuid order by seq`.execute(
    owner,
  );
  return rows;
}

describe('an invitation', () => {
  it('leads from the link and the code to the first page, signed in', async () => {
    const { token, code } = await invite('amal@example.org');
    const person = visitor(world, host);
    await person.open(`/invitation/${token}`);
    assert.equal(person.page.heading, 'Join Harnley Safeguarding Children Partnership');
    assert.match(person.page.html, /safeguarding coordinator, at amal@example\.org/);
    await person.send({ code, name: 'Amal Example', password, factor: authenticatorCode(keyOn(person)) });
    assert.equal(person.page.path, '/work');
    assert.equal(person.page.heading, 'Nothing is due today');
    assert.ok((await entries('invitation.read')).every(({ outcome }) => outcome === 'done'));
    assert.equal((await entries('invitation.read')).length, 1);
    assert.deepEqual(
      (await entries('invitation.accept')).map(({ outcome }) => outcome),
      ['done'],
    );
  });

  it('says beside each field what is wrong, keeps the name, and never shows a secret again', async () => {
    const { token, code } = await invite('bo@example.org');
    const person = visitor(world, host);
    await person.open(`/invitation/${token}`);
    const key = keyOn(person);
    await person.send({ code: '', name: '', password: '', factor: '' });
    assert.equal(person.page.status, 400);
    assert.deepEqual(person.page.problems, [
      'Enter the invitation code',
      'Enter your name',
      'Enter a password',
      'Enter the code from your authenticator app',
    ]);
    await person.send({ code, name: 'Bó O’Example', password: 'passwordpassword1', factor: '123456' });
    assert.match(person.page.problems[0] ?? '', /too easy to guess/);
    assert.match(person.page.html, /value="Bó O’Example"/);
    assert.doesNotMatch(person.page.html, /passwordpassword1/);
    assert.equal(keyOn(person), key, 'the authenticator stays the one that was scanned');
    await person.send({ code: '00000000', name: 'Bo', password, factor: authenticatorCode(key) });
    assert.deepEqual(person.page.problems, ['The invitation code is not right']);
    await person.send({ code, name: 'Bo', password, factor: '000000' });
    assert.match(person.page.problems[0] ?? '', /The code is not right/);
  });

  it('is dead after it was accepted, after its time, after ten wrong codes, and when it is made up: the same page each time', async () => {
    const used = await invite('cam@example.org');
    const person = visitor(world, host);
    await person.open(`/invitation/${used.token}`);
    await person.send({ code: used.code, name: 'Cam', password, factor: authenticatorCode(keyOn(person)) });
    const late = await invite('dee@example.org');
    await sql`update ctx.bearer set expires_at = now() where hash = sha256(convert_to(${late.token}, 'UTF8'))`.execute(
      owner,
    );
    const pages: string[] = [];
    for (const token of [used.token, late.token, 'ABCDEFGHJKMNPQRSTVWXYZ01']) {
      const seen = await visitor(world, host).open(`/invitation/${token}`);
      assert.equal(seen.status, 404);
      pages.push(seen.html);
    }
    assert.equal(new Set(pages).size, 1);
    const tried = await invite('eli@example.org');
    const guesser = visitor(world, host);
    await guesser.open(`/invitation/${tried.token}`);
    const key = keyOn(guesser);
    for (let time = 0; time < 10; time += 1)
      await guesser.send({ code: `1111111${time}`, name: 'Eli', password, factor: authenticatorCode(key) });
    await guesser.send({ code: tried.code, name: 'Eli', password, factor: authenticatorCode(key) });
    assert.equal(guesser.page.heading, 'This invitation can no longer be used');
  });

  it('opens nothing at another partnership’s address', async () => {
    const { token } = await invite('fay@example.org');
    assert.equal(
      (await visitor(world, 'reviews.partnership.example').open(`/invitation/${token}`)).status,
      400,
      'plain http elsewhere',
    );
    assert.equal((await visitor(world, 'localhost').open(`/invitation/${token}`)).status, 404);
  });

  it('adds a role to somebody who has an account, with the password and authenticator that they have', async () => {
    const { key, email } = await member('gil@example.org', 'reviewer');
    const second = await invite(email, 'chair');
    const person = visitor(world, host);
    await person.open(`/invitation/${second.token}`);
    assert.doesNotMatch(person.page.html, /Choose a password/);
    await nextCode(email);
    await person.send({
      code: second.code,
      password: 'not the right password',
      factor: authenticatorCode(key),
    });
    assert.match(person.page.problems[0] ?? '', /password or the code is not right/);
    await person.send({ code: second.code, password, factor: authenticatorCode(key) });
    assert.match(person.page.html, /You are here as chair of the group and reviewer/);
  });
});

describe('signing in', () => {
  it('takes address, password and code, and goes where one was going', async () => {
    const { person, key, email } = await member('hal@example.org');
    person.forgetCookies();
    await person.open('/sessions');
    assert.equal(person.page.path, '/sign-in?to=%2Fsessions');
    await nextCode(email);
    await person.send({ email: ' HAL@example.org ', password, code: authenticatorCode(key) });
    assert.equal(person.page.path, '/sessions');
  });

  it('refuses a code that was used, and says the same whatever was wrong', async () => {
    const { person, key, email } = await member('ida@example.org');
    person.forgetCookies();
    const said = new Set<string>();
    const attempts = [
      { email, password, code: authenticatorCode(key, -1) },
      { email, password: 'a wrong password', code: authenticatorCode(key) },
      { email: 'nobody@example.org', password, code: authenticatorCode(key) },
      { email, password, code: '123456' },
    ];
    for (const attempt of attempts) {
      await person.open('/sign-in');
      await person.send(attempt);
      assert.equal(person.page.status, 400);
      said.add(person.page.problems.join());
    }
    assert.equal(said.size, 1);
  });

  it('slows down after five failures, and never locks out for good', async () => {
    const { person, key, email } = await member('jo@example.org');
    person.forgetCookies();
    for (let time = 0; time < 5; time += 1) {
      await person.open('/sign-in');
      await person.send({ email, password: 'wrong', code: '111111' });
    }
    await person.open('/sign-in');
    await nextCode(email);
    await person.send({ email, password, code: authenticatorCode(key) });
    assert.match(person.page.problems[0] ?? '', /too many attempts\. Wait \d+ seconds/);
    await sql`update ctx.attempt set last_at = last_at - interval '16 minutes'`.execute(owner);
    await person.open('/sign-in');
    await person.send({ email, password, code: authenticatorCode(key) });
    assert.equal(person.page.path, '/work');
  });

  it('never follows an address that leads elsewhere', async () => {
    for (const [index, to] of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:alert(1)',
    ].entries()) {
      const { person, key, email } = await member(`kit${index}@example.org`);
      person.forgetCookies();
      await person.open(`/sign-in?to=${encodeURIComponent(to)}`);
      await nextCode(email);
      await person.send({ email, password, code: authenticatorCode(key) });
      assert.equal(person.page.path, '/work');
    }
  });

  it('is refused over plain http from another machine, in one sentence', async () => {
    const seen = await visitor(world, 'reviews.partnership.example').open('/sign-in');
    assert.equal(seen.status, 400);
    assert.equal(seen.heading, 'This address is not secure');
  });

  it('takes no form without its token, from elsewhere, or of another kind', async () => {
    const person = visitor(world, host);
    await person.open('/sign-in');
    const token = /name="form-token" value="([^"]+)"/.exec(person.page.html)?.[1] ?? '';
    const good = `form-token=${token}&email=a%40example.org&password=x&code=1`;
    const cases: [string, string, Record<string, string>][] = [
      ['no token', 'email=a%40example.org&password=x&code=1', {}],
      ['another token', good.replace(token, 'A'.repeat(token.length)), {}],
      ['from elsewhere', good, { origin: 'https://elsewhere.example' }],
      ['from no page', good, { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ];
    for (const [name, body, headers] of cases) {
      const seen = await person.raw('/sign-in', body, headers);
      assert.equal(seen.heading, 'Send the form again', name);
    }
    const json = await person.raw('/sign-in', '{"email":"a"}', { 'content-type': 'application/json' });
    assert.ok(json.status >= 400 && json.status < 500);
  });
});

describe('a session', () => {
  it('is listed, and ends by signing out here or elsewhere', async () => {
    const { person, key, email } = await member('lee@example.org');
    const other = visitor(world, host, 'Edge on a desk');
    await other.open('/sign-in');
    await nextCode(email);
    await other.send({ email, password, code: authenticatorCode(key) });
    await person.open('/sessions');
    assert.equal(person.page.heading, 'Signed in: 2 places');
    assert.match(person.page.html, /Edge on a desk/);
    const elsewhere = [...person.page.html.matchAll(/action="(\/sessions\/[^"]+)"/g)].findIndex((_, index) =>
      /Elsewhere/.test(person.page.html.split('<form')[index] ?? ''),
    );
    await person.send({}, elsewhere);
    assert.equal((await other.open('/work')).path, '/sign-in?to=%2Fwork', 'gone at the next request');
    await person.open('/sign-out');
    await person.send({});
    assert.match(person.page.path, /^\/sign-in/);
    assert.equal((await person.open('/work')).path, '/sign-in?to=%2Fwork');
  });

  it('of somebody else cannot be ended, nor told from one that is not there', async () => {
    const { person: stranger } = await member('mo@example.org');
    const { person: victim } = await member('nia@example.org');
    await victim.open('/sessions');
    const id = /action="\/sessions\/([^/]+)\/end"/.exec(victim.page.html)?.[1] ?? '';
    await stranger.open('/sessions');
    const token = /name="form-token" value="([^"]+)"/.exec(stranger.page.html)?.[1] ?? '';
    const foreign = await stranger.raw(`/sessions/${id}/end`, `form-token=${token}`);
    const nothing = await stranger.raw(
      '/sessions/00000000-0000-4000-8000-000000000000/end',
      `form-token=${token}`,
    );
    assert.equal(foreign.html, nothing.html);
    assert.equal((await victim.open('/work')).path, '/work');
  });

  it('ends after thirty minutes without use, after twelve hours, and when its holder leaves', async () => {
    const ways = [
      sql`update ctx.bearer set seen_at = now() - interval '31 minutes' where account_id = (select id from app.account where email = 'ora@example.org')`,
      sql`update ctx.bearer set expires_at = now() where account_id = (select id from app.account where email = 'ora@example.org')`,
      sql`update app.membership set from_day = from_day - 2, until_day = ctx.today() where account_id = (select id from app.account where email = 'pat@example.org')`,
      sql`update app.account set disabled_at = now() where email = 'quin@example.org'`,
    ];
    const people = [
      await member('ora@example.org'),
      null,
      await member('pat@example.org'),
      await member('quin@example.org'),
    ];
    for (const [index, way] of ways.entries()) {
      const who = people[index] ?? people[0];
      await way.execute(owner);
      assert.match((await who?.person.open('/work'))?.path ?? '', /^\/sign-in/);
    }
    const leaver = people[2];
    await nextCode('pat@example.org');
    await leaver?.person.open('/sign-in');
    await leaver?.person.send({ email: 'pat@example.org', password, code: authenticatorCode(leaver.key) });
    assert.equal(leaver?.person.page.status, 400, 'a leaver cannot sign in again');
  });

  it('opens nothing in another partnership', async () => {
    const { person } = await member('rae@example.org');
    const elsewhere = visitor(world, 'localhost');
    elsewhere.carryCookiesOf(person);
    assert.equal((await elsewhere.open('/work')).path, '/sign-in?to=%2Fwork');
    assert.equal((await person.open('/work')).path, '/work');
  });
});

describe('what is kept of a sign-in', () => {
  it('holds no usable token, password or code', async () => {
    const { token, code } = await invite('sam@example.org');
    const { rows } = await sql<{ text: string }>`
      select (to_jsonb(i)::text || (select jsonb_agg(b)::text from ctx.bearer b)) as text from app.invitation i where email = 'sam@example.org'`.execute(
      owner,
    );
    assert.doesNotMatch(rows[0]?.text ?? '', new RegExp(`${token}|"${code}"`));
  });

  it('is in the trail, done and refused, without the address or what was typed', async () => {
    const begun = await entries('session.begin');
    assert.ok(begun.some(({ outcome }) => outcome === 'refused'));
    assert.ok(begun.some(({ outcome }) => outcome === 'done'));
    for (const { body } of begun) assert.doesNotMatch(body, /example\.org|three teal/);
  });
});
