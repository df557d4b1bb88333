import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { visitor } from '../../test/visitor.ts';
import { perform } from '../acts/command.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { offerSession } from './commands-sign-in-link.ts';
import { openTowns, type Somebody, type Town, type Towns } from './samples.ts';

let towns: Towns;
let cora: Somebody;
let real: Somebody;

before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  cora = await towns.somebody(towns.merrow, 'cora@example.org', 'coordinator', 'Cora Example');
  real = await towns.somebody(towns.harnley, 'real@example.org', 'coordinator', 'Rea Example');
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

const ask = (town: Town, email: string) =>
  towns.world.asOperatorOf(town.id, (bearer) => {
    const room = { db: towns.world.worker, clock: towns.world.clock };
    return perform(room, bearer, offerSession, { email, partnership: 'Merrow' });
  });

/** The path of a new link for Cora. */
async function link(email = cora.email): Promise<string> {
  const outcome = await ask(towns.merrow, email);
  assert.equal(outcome.outcome, 'done');
  return outcome.outcome === 'done' ? `/sign-in-link/${outcome.done.token}` : '';
}

const refusalOf = async (town: Town, email: string) => {
  const outcome = await ask(town, email);
  return outcome.outcome === 'refused' ? outcome.refusal.refused : outcome.outcome;
};

const stranger = () => visitor(towns.world, towns.merrow.host);

const sessions = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from app.session`.execute(
    towns.owner,
  );
  return rows[0]?.n ?? 0;
};

describe('a sign-in link', () => {
  it('opens a page with one button, and the button signs in', async () => {
    const browser = stranger();
    await browser.open(await link());
    assert.equal(browser.page.heading, 'Sign in as safeguarding coordinator');
    assert.equal(browser.page.html.match(/<form/g)?.length, 1);
    await assertGoodHtml(browser.page.html);
    await browser.send({});
    assert.deepEqual([browser.page.status, browser.page.path], [200, '/work']);
    assert.match(browser.page.html, /Sign out/);
  });

  it('does nothing by being opened, however often', async () => {
    const path = await link();
    const [before_, entries] = [
      await sessions(),
      (await towns.entries(towns.merrow, 'session.begin')).length,
    ];
    for (let time = 0; time < 3; time += 1) assert.equal((await stranger().open(path)).status, 200);
    assert.equal(await sessions(), before_);
    assert.equal((await towns.entries(towns.merrow, 'session.begin')).length, entries);
    const browser = stranger();
    await browser.open(path);
    await browser.send({});
    assert.equal(browser.page.path, '/work');
  });

  it('is dead when it was used, after fifteen minutes, elsewhere, and when it is made up: the same page', async () => {
    const used = await link();
    const first = stranger();
    await first.open(used);
    const second = stranger();
    await second.open(used);
    await first.send({});
    await second.send({});
    assert.equal(second.page.heading, 'This sign-in link can no longer be used', 'two at once: one is in');
    assert.equal(second.cookies.has('sid'), false);
    const late = await link();
    const waiting = stranger();
    await waiting.open(late);
    await sql`update ctx.sign_in_link set expires_at = now() where used_at is null`.execute(towns.owner);
    await waiting.send({});
    assert.equal(waiting.page.status, 404);
    const pages = new Set<string>();
    for (const path of [used, late, '/sign-in-link/ABCDEFGHJKMNPQRSTVWXYZ01', '/sign-in-link/x'])
      pages.add((await stranger().open(path)).html.replace(/"\/sign-in-link\/[^"]*"/g, ''));
    assert.equal(pages.size, 1);
    const elsewhere = visitor(towns.world, towns.harnley.host);
    const good = await link();
    assert.equal((await elsewhere.open(good)).status, 404);
    await elsewhere.open('/sign-in');
    const token = /name="form-token" value="([^"]+)"/.exec(elsewhere.page.html)?.[1] ?? '';
    assert.equal((await elsewhere.raw(good, `form-token=${token}`)).status, 404);
    assert.equal((await stranger().open(good)).status, 200, 'and was not used up by it');
    const [{ minutes } = { minutes: 0 }] = (
      await sql<{ minutes: number }>`
        select round(extract(epoch from expires_at - now()) / 60)::integer as minutes from ctx.sign_in_link
        order by expires_at desc limit 1`.execute(towns.owner)
    ).rows;
    assert.equal(minutes, 15);
  });

  it('takes no form from elsewhere', async () => {
    const browser = stranger();
    const path = await link();
    await browser.open(path);
    const seen = await browser.raw(path, 'form-token=made-up');
    assert.equal(seen.heading, 'Send the form again');
    assert.equal((await stranger().open(path)).status, 200, 'nor is it used up');
  });

  it('is not made for a real partnership, a leaver, somebody of elsewhere, a disabled or an unknown address', async () => {
    const leaver = await towns.somebody(towns.merrow, 'left@example.org', 'reviewer');
    const path = await link(leaver.email);
    await sql`update app.membership set from_day = from_day - 2, until_day = ctx.today() where account_id = ${leaver.accountId}::uuid`.execute(
      towns.owner,
    );
    const disabled = await towns.somebody(towns.merrow, 'off@example.org', 'reviewer');
    await sql`update app.account set disabled_at = now() where id = ${disabled.accountId}::uuid`.execute(
      towns.owner,
    );
    for (const [town, email, refusal] of [
      [towns.harnley, real.email, 'training-only'],
      [towns.harnley, cora.email, 'training-only'],
      [towns.merrow, real.email, 'nobody-here'],
      [towns.merrow, leaver.email, 'nobody-here'],
      [towns.merrow, disabled.email, 'nobody-here'],
      [towns.merrow, 'nobody@example.org', 'nobody-here'],
    ] as const)
      assert.equal(await refusalOf(town, email), refusal, email);
    assert.equal((await stranger().open(path)).status, 404, 'and who leaves meanwhile is not let in');
  });

  it('is refused by the database itself, whoever asks it', async () => {
    const { world, merrow, harnley } = towns;
    const issue = (account: string) => sql`select ctx.issue_sign_in_link('A', ${account}::uuid)`;
    const tries: readonly (readonly [name: string, work: () => Promise<unknown>])[] = [
      [
        'the operator of a real partnership',
        () =>
          world.asOperatorOf(harnley.id, ({ token }) =>
            transactionOf(world.worker, token, (tx) => issue(real.accountId).execute(tx)),
          ),
      ],
      [
        'the operator of the installation',
        () =>
          world.asOperatorOf(null, ({ token }) =>
            transactionOf(world.worker, token, (tx) => issue(cora.accountId).execute(tx)),
          ),
      ],
      [
        'the training operator, for somebody of elsewhere',
        () =>
          world.asOperatorOf(merrow.id, ({ token }) =>
            transactionOf(world.worker, token, (tx) => issue(real.accountId).execute(tx)),
          ),
      ],
      ['a session', () => transactionOf(world.worker, cora.token, (tx) => issue(cora.accountId).execute(tx))],
      ['nobody', () => issue(cora.accountId).execute(world.worker)],
    ];
    for (const [name, work] of tries) await assert.rejects(work, { code: '42501' }, name);
    await assert.rejects(() => sql`select * from ctx.sign_in_link`.execute(world.worker), { code: '42501' });
  });

  it('opens the training partnership only, for an account that a real one trusts too', async () => {
    const both = await towns.somebody(towns.harnley, 'both@example.org', 'administrator');
    await sql`insert into app.membership (partnership_id, account_id, role, from_day)
      values (${towns.merrow.id}::uuid, ${both.accountId}::uuid, 'chair', ctx.today())`.execute(towns.owner);
    const browser = stranger();
    await browser.open(await link(both.email));
    await browser.send({});
    assert.equal(browser.page.path, '/work');
    assert.equal((await browser.open('/people')).status, 404, 'not as the administrator of elsewhere');
    const elsewhere = visitor(towns.world, towns.harnley.host);
    elsewhere.carryCookiesOf(browser);
    assert.equal((await elsewhere.open('/work')).path, '/sign-in?to=%2Fwork');
  });

  it('dies with the partnership’s being for training', async () => {
    const path = await link();
    const browser = stranger();
    await browser.open(path);
    await sql`update app.partnership set training = false where id = ${towns.merrow.id}::uuid`.execute(
      towns.owner,
    );
    await browser.send({});
    await sql`update app.partnership set training = true where id = ${towns.merrow.id}::uuid`.execute(
      towns.owner,
    );
    assert.equal(browser.page.status, 404);
  });

  it('is in the trail, made, used and refused, and never with the address or the token', async () => {
    const made = await towns.entries(towns.merrow, 'session.offer');
    assert.ok(made.some(({ outcome }) => outcome === 'done'));
    assert.ok(made.some(({ body }) => body.includes('nobody-here')));
    assert.ok(
      (await towns.entries(towns.harnley, 'session.offer')).every(({ body }) =>
        body.includes('training-only'),
      ),
    );
    const begun = await towns.entries(towns.merrow, 'session.begin');
    const last = begun.filter(({ outcome }) => outcome === 'done').at(-1);
    const body = JSON.parse(last?.body ?? '{}') as {
      facts?: { by?: string };
      object?: string;
      actor?: { kind?: string; subject?: string };
    };
    assert.equal(body.facts?.by, 'sign-in-link');
    assert.deepEqual([body.actor?.kind, body.actor?.subject], ['session', body.object]);
    assert.ok(begun.some((entry) => entry.body.includes('sign-in-link-over')));
    for (const entry of [...made, ...begun]) assert.doesNotMatch(entry.body, /example\.org|Cora/);
  });
});
