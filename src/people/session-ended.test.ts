import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { authenticatorCode, type Visitor, visitor } from '../../test/visitor.ts';
import { connect } from '../platform/db/connect.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { openTowns, password, type Somebody, type Towns } from './samples.ts';
import { sealForm, unsealForm } from './store.ts';

let towns: Towns;
let ada: Somebody;
let bea: Somebody;

before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  ada = await towns.somebody(towns.harnley, 'ada@example.org', 'administrator', 'Ada Example');
  bea = await towns.somebody(towns.harnley, 'bea@example.org', 'administrator', 'Bea Example');
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

const ended = 'Your session has ended: sign in again';
const valueOf = (browser: Visitor, id: string) =>
  new RegExp(`<input[^>]*id="${id}"[^>]*value="([^"]*)"`).exec(browser.page.html)?.[1] ?? null;
const hidden = (browser: Visitor, name: string) =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(browser.page.html)?.[1] ?? null;

/** As if nobody had used it for half an hour. */
const letRunOut = ({ accountId }: Somebody) =>
  sql`update ctx.bearer set seen_at = now() - interval '31 minutes' where account_id = ${accountId}::uuid`.execute(
    towns.owner,
  );

/** Signs in on the page that is shown. */
async function signInHere(browser: Visitor, who: Somebody, typed: Readonly<Record<string, string>> = {}) {
  await towns.nextCode(who.email);
  await browser.send({ email: who.email, password, code: authenticatorCode(who.key), ...typed });
}

const tokenOf = (browser: Visitor) => browser.cookies.get('sid') ?? '';
const hashOf = (browser: Visitor) => createHash('sha256').update(tokenOf(browser)).digest();

async function sessionOf(browser: Visitor): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from ctx.bearer where hash = ${hashOf(browser)}`.execute(towns.owner);
  return rows[0]?.id ?? '';
}

/** Ends a session of Ada's on the page of another. */
async function endElsewhere(id: string) {
  const other = await atWork();
  await other.open('/sessions');
  const at = [...other.page.html.matchAll(/<form([^>]*)>/g)].findIndex(([form]) => form.includes(id));
  await other.send({}, at);
  assert.equal(other.page.path, '/sessions');
}

/** Ada with a browser of her own, signed in. */
const atWork = () => towns.signIn(ada, towns.harnley);

/** Ada has sent an invitation after her session had ended. */
async function interrupted(browser: Visitor, email: string) {
  await browser.open('/people/invite');
  await letRunOut(ada);
  await browser.send({ email, role: 'reviewer' });
  assert.equal(browser.page.heading, ended);
}

const invitationsFor = async (email: string) => {
  const { rows } = await sql<{ id: string }>`
    select id from app.invitation where email = ${email}`.execute(towns.owner);
  return rows.length;
};

describe('a form that is sent when its session has ended', () => {
  it('comes back with its text after signing in, and is then sent as if nothing had happened', async () => {
    const browser = await atWork();
    await interrupted(browser, 'nor@example.org');
    assert.equal(browser.page.status, 400);
    assert.match(browser.page.html, /What you typed comes back/);
    assert.doesNotMatch(browser.page.html, /nor@example/, 'sealed');
    await assertGoodHtml(browser.page.html);
    assert.equal(await invitationsFor('nor@example.org'), 0);
    await signInHere(browser, ada);
    assert.deepEqual([browser.page.status, browser.page.heading], [200, 'Invite somebody']);
    assert.equal(valueOf(browser, 'email'), 'nor@example.org');
    assert.match(browser.page.html, /value="reviewer" checked/);
    assert.match(browser.page.html, /You are signed in again\.<\/strong> What you had typed is here/);
    assert.match(browser.page.html, /href="\/people"/, 'signed in, with the navigation');
    await assertGoodHtml(browser.page.html);
    assert.equal(await invitationsFor('nor@example.org'), 0, 'nothing is sent by signing in');
    await browser.send({ email: 'nor@example.org', role: 'reviewer' });
    assert.equal(browser.page.heading, 'nor@example.org is invited as reviewer');
  });

  const ways: readonly (readonly [name: string, end: (browser: Visitor) => Promise<unknown>])[] = [
    ['ended by its holder from elsewhere', async (browser) => endElsewhere(await sessionOf(browser))],
    [
      'twelve hours old',
      (browser) =>
        sql`update ctx.bearer set expires_at = now() where hash = ${hashOf(browser)}`.execute(towns.owner),
    ],
    ['taken back', (browser) => sql`select ctx.revoke(${tokenOf(browser)})`.execute(towns.owner)],
    [
      'ended between the door and the act',
      async (browser) => {
        // The door looks at the proof and notes when; the act, which looks again, then finds it at its end.
        await sql`update ctx.bearer set seen_at = now() - interval '2 minutes' where hash = ${hashOf(browser)}`.execute(
          towns.owner,
        );
        await sql`create or replace function ctx.end_when_seen() returns trigger language plpgsql as $$
          begin new.expires_at := now(); return new; end $$`.execute(towns.owner);
        await sql`create trigger end_when_seen before update of seen_at on ctx.bearer for each row
          execute function ctx.end_when_seen()`.execute(towns.owner);
      },
    ],
  ];
  for (const [name, end] of ways)
    it(`comes back where the session was ${name}`, async () => {
      const browser = await atWork();
      await browser.open('/people/invite');
      await end(browser);
      await browser.send({ email: 'back@example.org', role: 'chair' });
      await sql`drop trigger if exists end_when_seen on ctx.bearer`.execute(towns.owner);
      assert.equal(browser.page.heading, ended);
      assert.equal(browser.page.html.includes('Sign out'), false, 'nobody is signed in');
      await signInHere(browser, ada);
      assert.equal(valueOf(browser, 'email'), 'back@example.org');
    });

  it('waits while the password is wrong, and comes back when it is right', async () => {
    const browser = await atWork();
    await interrupted(browser, 'twice@example.org');
    await signInHere(browser, ada, { password: 'not the right password' });
    assert.deepEqual([browser.page.status, browser.page.heading], [400, ended]);
    assert.match(browser.page.problems[0] ?? '', /is not right/);
    await browser.send({ email: '', password: '', code: '' });
    assert.equal(browser.page.heading, ended, 'nor is it lost on an empty form');
    await signInHere(browser, ada);
    assert.equal(valueOf(browser, 'email'), 'twice@example.org');
  });

  it('is not shown to another person who signs in there, nor in another partnership', async () => {
    const browser = await atWork();
    await interrupted(browser, 'mine@example.org');
    await signInHere(browser, bea);
    assert.equal(browser.page.path, '/work');
    assert.doesNotMatch(browser.page.html, /mine@example|signed in again/);
    await interrupted(await atWork(), 'mine@example.org');
    const again = await atWork();
    await interrupted(again, 'mine@example.org');
    const carried = hidden(again, 'carried') ?? '';
    const app = connect(towns.world.server, 'foresight_app', 1);
    assert.equal(await unsealForm(app, bea.token, carried), null);
    const fay = await towns.somebody(towns.wetherleigh, 'fay@example.org', 'administrator');
    assert.equal(await sealForm(app, fay.token, towns.harnley.id, '{}'), null, 'a session of elsewhere');
    assert.equal(await sealForm(app, 'MADEUP', towns.harnley.id, '{}'), null);
    assert.equal(await sealForm(app, ada.token, towns.harnley.id, 'x'.repeat(1_400_001)), null, 'too long');
    const short = await sealForm(app, fay.token, towns.wetherleigh.id, '{"a":"\\u0000“”"}');
    assert.equal(await unsealForm(app, fay.token, short ?? ''), '{"a":"\\u0000“”"}');
    await app.destroy();
  });

  it('goes nowhere but to the row it was sent to: what was changed on the way is not opened', async () => {
    const browser = await atWork();
    await interrupted(browser, 'tamper@example.org');
    const carried = Buffer.from(hidden(browser, 'carried') ?? '', 'base64url');
    assert.ok(carried.length > 64);
    const changed = [
      ...[0, 31, 32, 47, 48, carried.length - 1].map((at) => {
        const copy = Buffer.from(carried);
        copy.writeUInt8((copy[at] ?? 0) ^ 1, at);
        return copy.toString('base64url');
      }),
      carried.subarray(0, -16).toString('base64url'),
      carried.subarray(0, 20).toString('base64url'),
      Buffer.from('{"route":"/people/invite","path":"//elsewhere.example","params":{},"fields":[]}').toString(
        'base64url',
      ),
      'not base64 at all! <script>',
      '',
    ];
    for (const one of changed) {
      const form = new URLSearchParams([
        ['form-token', hidden(browser, 'form-token') ?? ''],
        ['email', ada.email],
        ['password', password],
        ['code', authenticatorCode(ada.key)],
        ['carried', one],
      ]);
      await towns.nextCode(ada.email);
      const attempt = visitor(towns.world, towns.harnley.host);
      attempt.carryCookiesOf(browser);
      await attempt.raw('/sign-in', form.toString());
      assert.deepEqual([attempt.page.status, attempt.page.path], [200, '/work'], one.slice(0, 20));
    }
  });

  it('acts once, however often it was sent before and after', async () => {
    const browser = await atWork();
    await browser.open('/people/invite');
    const key = hidden(browser, 'once-key');
    await letRunOut(ada);
    const twin = visitor(towns.world, towns.harnley.host);
    twin.carryCookiesOf(browser);
    const body = new URLSearchParams([
      ['form-token', hidden(browser, 'form-token') ?? ''],
      ['once-key', key ?? ''],
      ['email', 'once@example.org'],
      ['role', 'chair'],
    ]).toString();
    await Promise.all([browser.raw('/people/invite', body), twin.raw('/people/invite', body)]);
    await signInHere(browser, ada);
    await signInHere(twin, ada);
    assert.equal(hidden(browser, 'once-key'), key);
    assert.equal(hidden(twin, 'once-key'), key);
    await browser.send({ email: 'once@example.org', role: 'chair' });
    assert.equal(browser.page.heading, 'once@example.org is invited as chair of the group');
    await twin.send({ email: 'once@example.org', role: 'chair' });
    assert.match(twin.page.path, /^\/people\/invitations\//, 'told where the first one led');
    assert.equal(await invitationsFor('once@example.org'), 1);
  });

  it('without anything typed leads back to the page that it was sent from', async () => {
    const cases: readonly (readonly [from: string, form: RegExp, to: string])[] = [
      [`/people/${bea.accountId}`, /\/reset"/, `/people/${bea.accountId}`],
      [await endRolePathOf(bea), /\/end"/, await endRolePathOf(bea)],
    ];
    for (const [from, action, to] of cases) {
      const browser = await atWork();
      await browser.open(from);
      const at = [...browser.page.html.matchAll(/<form([^>]*)>/g)].findIndex(([form]) => action.test(form));
      assert.notEqual(at, -1, from);
      await letRunOut(ada);
      await browser.send({}, at);
      assert.equal(browser.page.heading, ended);
      assert.match(browser.page.html, /Nothing was done\.<\/strong> After signing in you are back/);
      await signInHere(browser, ada);
      assert.deepEqual([browser.page.status, browser.page.path], [200, to]);
    }
  });

  it('is shown to be copied, and comes back to nobody, where it cannot be told whose it was', async () => {
    const browser = await atWork();
    await browser.open('/people/invite');
    const token = hidden(browser, 'form-token') ?? '';
    const key = hidden(browser, 'once-key') ?? '';
    const signedOut = visitor(towns.world, towns.harnley.host, 'Firefox', {
      form: browser.cookies.get('form') ?? '',
    });
    await signedOut.raw(
      '/people/invite',
      `form-token=${token}&once-key=${key}&email=whose%40example.org&role=chair`,
    );
    assert.equal(signedOut.page.heading, ended);
    assert.match(signedOut.page.html, /Copy what you typed before you sign in/);
    assert.match(signedOut.page.html, /<dd class="app-given__answer">whose@example\.org<\/dd>/);
    assert.equal(hidden(signedOut, 'carried'), null);
    await assertGoodHtml(signedOut.page.html);
    await signInHere(signedOut, ada);
    assert.equal(signedOut.page.path, '/people/invite');
    assert.equal(valueOf(signedOut, 'email'), '');
  });

  it('is listed to be sent as it was, where its own page cannot show it', async () => {
    const browser = await atWork();
    await browser.open('/people/invite');
    await browser.send({ email: 'taken@example.org', role: 'chair' });
    const { rows } = await sql<{ id: string }>`
      select id from app.invitation where email = 'taken@example.org'`.execute(towns.owner);
    const path = `/people/invitations/${rows[0]?.id}/take-back`;
    await browser.open(path.replace('/take-back', ''));
    const fields = new URLSearchParams([
      ['form-token', hidden(browser, 'form-token') ?? ''],
      ['once-key', hidden(browser, 'once-key') ?? ''],
      ['taken-back-because', 'two lines,\nthe second with “quotes” & <marks>'],
      ['password', 'never carried'],
    ]);
    await letRunOut(ada);
    await browser.raw(path, fields.toString());
    await signInHere(browser, ada);
    assert.equal(browser.page.heading, 'Not sent yet: what you had typed');
    assert.match(browser.page.html, /Sending it is to take an invitation back\./);
    assert.match(
      browser.page.html,
      /Taken back because<\/dt>\s*<dd[^>]*>two lines,\nthe second with “quotes” &amp; &lt;marks/,
    );
    assert.match(
      browser.page.html,
      new RegExp(`href="${path.replace('/take-back', '')}">open the page again`),
    );
    assert.doesNotMatch(browser.page.html, /never carried/);
    await assertGoodHtml(browser.page.html);
    await browser.send({});
    assert.equal(browser.page.heading, 'The invitation of taken@example.org was taken back');
  });

  it('comes back whole where it is as long as a form may be', async () => {
    const browser = await atWork();
    await browser.open('/people/invite');
    const text = 'A line of the report.\n'.repeat(45_000);
    const fields = new URLSearchParams([
      ['form-token', hidden(browser, 'form-token') ?? ''],
      ['report', text.replaceAll(' ', '.').slice(0, 990_000)],
    ]);
    await letRunOut(ada);
    await browser.raw(`/people/${bea.accountId}/reset`, fields.toString().replaceAll('%0A', '.'));
    assert.equal(browser.page.heading, ended);
    await signInHere(browser, ada, { password: 'not the right password' });
    await signInHere(browser, ada);
    assert.equal(hidden(browser, 'report')?.length, 990_000);
  });

  it('is thrown away without its token, before anything of it is read', async () => {
    const browser = await atWork();
    await letRunOut(ada);
    await browser.raw('/people/invite', 'email=x%40example.org');
    assert.equal(browser.page.heading, 'Send the form again');
  });
});

async function endRolePathOf(who: Somebody): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from app.membership where account_id = ${who.accountId}::uuid`.execute(towns.owner);
  return `/people/${who.accountId}/roles/${rows[0]?.id}/end`;
}

describe('what is kept of such a form', () => {
  it('is nothing: no table holds what was typed', async () => {
    const browser = await atWork();
    await interrupted(browser, 'kept-nowhere@example.org');
    const { rows } = await sql<{ name: string }>`
      select c.oid::regclass::text as name from pg_class c
      where relkind = 'r' and relnamespace::regnamespace::text in ('app', 'audit', 'ctx')`.execute(
      towns.owner,
    );
    assert.ok(rows.length > 10);
    for (const { name } of rows) {
      const found = await sql<{ n: number }>`
        select count(*)::integer as n from ${sql.raw(name)} t where t::text like '%kept-nowhere%'`.execute(
        towns.owner,
      );
      assert.equal(found.rows[0]?.n, 0, name);
    }
  });
});
