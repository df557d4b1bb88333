import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  beginReferral,
  fillIn,
  fillInAll,
  goodFilled,
  goodForm,
  pagesOf,
  sectionOf,
  usualSections,
} from '../../test/referrer.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { openTowns, type Somebody, type Towns } from '../people/samples.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let towns: Towns;
let coordinator: Somebody;
const others: Somebody[] = [];

before(async () => {
  checkEveryRead(true);
  towns = await openTowns();
  const { harnley, wetherleigh } = towns;
  coordinator = await towns.somebody(harnley, 'cor@example.org', 'coordinator');
  others.push(
    await towns.somebody(wetherleigh, 'far@example.org', 'coordinator'),
    await towns.somebody(harnley, 'chi@example.org', 'chair'),
    await towns.somebody(harnley, 'ada@example.org', 'administrator'),
    await towns.somebody(harnley, 'lea@example.org', 'coordinator'),
  );
});
after(async () => {
  await towns.close();
  checkEveryRead(false);
});

const referrer = () => visitor(towns.world, towns.harnley.host);
const formToken = ({ page }: Visitor) => /name="form-token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';

/** A referral that was sent; its identifier, and what opens it. */
async function sent(mark: string) {
  const person = referrer();
  const receipt = await beginReferral(person);
  await fillInAll(person, mark);
  await person.open('/refer/check');
  await person.send({});
  assert.equal(person.page.path, '/refer/sent');
  const { rows } = await sql<{
    id: string;
  }>`select id from app.referral order by sent_at desc nulls last limit 1`.execute(towns.owner);
  return { person, receipt, id: rows[0]?.id ?? '' };
}

describe('a referrer', () => {
  it('goes from the start to sending without an account, page by page, every page a good one', async () => {
    const person = referrer();
    await person.open('/refer');
    assert.match(
      wordsOf(person.page.html),
      /Refer a case for review This is not a child protection referral\./,
    );
    await person.open('/refer/begin');
    await assertGoodHtml(person.page.html);
    await person.send({});
    assert.equal(person.page.path, '/refer/receipt');
    await assertGoodHtml(person.page.html);
    const [receipt = ''] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){5}/.exec(person.page.html) ?? [];
    assert.equal(receipt.length, 29);
    await person.open('/refer/form');
    assert.equal(person.page.heading, '0 of 11 parts done');
    await assertGoodHtml(person.page.html);
    for (const [index, section] of usualSections.entries()) {
      for (const path of [`/refer/form/${section.id}`, ...pagesOf(section).map((one) => one.path)])
        await assertGoodHtml((await person.open(path)).html);
      await fillIn(person, section, 'Alder');
      assert.equal(person.page.status, 200, person.page.problems.join());
      await assertGoodHtml(person.page.html);
      await person.open('/refer/form');
      const done = index + 1;
      // People and key dates may be left out, and count once they are begun.
      const later = usualSections.slice(done).filter(({ repeat }) => repeat?.least === 0).length;
      const all = usualSections.length - later;
      assert.equal(
        person.page.heading,
        done === all ? 'Ready to check and send' : `${done} of ${all} parts done`,
        section.id,
      );
    }
    assert.equal((await person.open('/refer/receipt')).path, '/refer/form', 'the receipt is not shown again');
    for (const path of ['/refer/form/children/1/remove', '/refer/leave', '/refer/stop', '/refer/check'])
      await assertGoodHtml((await person.open(path)).html);
    assert.equal(person.page.heading, 'Check your answers');
    assert.match(person.page.html, /Alder child-name/);
    await person.send({});
    assert.equal(person.page.heading, 'Your referral has been sent');
    await assertGoodHtml(person.page.html);
    assert.doesNotMatch(person.page.html, /Alder/, 'the answers are not shown any more');
    assert.equal((await person.open('/refer/form/lead')).path, '/refer/sent');
  });

  it('sees beside each field what is wrong, and loses nothing', async () => {
    const person = referrer();
    await beginReferral(person);
    for (const { path, page } of usualSections.flatMap((section) => pagesOf(section))) {
      await person.open(path);
      await person.send({});
      if (page.questions.every(({ required }) => required === undefined) && page.oneOf === undefined)
        continue;
      assert.equal(person.page.status, 400);
      assert.notEqual(person.page.problems.length, 0);
      await assertGoodHtml(person.page.html);
      for (const [, href = ''] of person.page.html.matchAll(/error-summary[^]*?<a href="#([^"]+)"/g))
        assert.match(person.page.html, new RegExp(`id="${href}"`));
    }
    await person.open('/refer/form/lead');
    const form = goodForm(sectionOf('lead'), 'Birch');
    form.set('lead-day-month', '13');
    await person.send(form);
    assert.deepEqual(person.page.problems, ['The day on which you spoke must be a real date']);
    assert.match(person.page.html, /value="Birch lead-name"/);
    assert.match(person.page.html, /value="13"/);
  });

  it('is told to call where a child is at risk, and finds what was written afterwards', async () => {
    const person = referrer();
    await beginReferral(person);
    await person.open('/refer/form/safety');
    await person.send({ 'at-risk-now': 'yes', 'safety-steps': 'Cedar steps' });
    assert.equal(person.page.heading, 'Stop here and call now');
    assert.match(wordsOf(person.page.html), /In an emergency call 999/);
    assert.match((await person.open('/refer/form/safety')).html, /Cedar steps/);
    await person.open('/refer/check');
    await person.send({});
    assert.equal(person.page.status, 400);
    assert.match(person.page.html, /Call first, then say whom you have called/);
  });

  it('stops with a page half done, and comes back on another device with the receipt, however it is typed', async () => {
    const person = referrer();
    const receipt = await beginReferral(person);
    await person.open('/refer/form/incident');
    await person.send({ 'incident-what': 'Damson happened', later: 'yes' });
    assert.equal(person.page.heading, 'Have you written your receipt down?');
    await person.send({});
    assert.equal((await person.open('/refer/form')).path, '/receipt', 'forgotten here');
    const other = visitor(towns.world, towns.harnley.host, 'Edge on a desk');
    await other.open('/receipt');
    await assertGoodHtml(other.page.html);
    await other.send({
      receipt: receipt.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'),
    });
    assert.equal(other.page.path, '/refer/form');
    assert.match((await other.open('/refer/form/incident')).html, /Damson happened/);
  });

  it('reads the same page for any receipt that opens nothing, and waits after ten', async () => {
    const said = new Set<string>();
    const person = visitor(towns.world, towns.harnley.host);
    const foreign = visitor(towns.world, towns.wetherleigh.host);
    const elsewhere = await beginReferral(foreign);
    await person.open('/receipt');
    const bodies = new Set<string>();
    for (const receipt of ['nothing', '7K2M-7K2M-7K2M-7K2M-7K2M-7K2M', elsewhere, 'x'.repeat(5_000)]) {
      await person.send({ receipt });
      assert.equal(person.page.status, 400);
      said.add(person.page.problems.join());
      bodies.add(person.page.html.replace(/ value="[^"]*"(?= spellcheck| autocomplete| aria)/, ''));
    }
    assert.deepEqual([said.size, bodies.size], [1, 1]);
    for (let time = 0; time < 7; time += 1) await person.send({ receipt: 'nothing' });
    assert.match(person.page.problems.join(), /too many attempts from here\. Wait \d+ seconds/);
    await sql`delete from ctx.attempt`.execute(towns.owner);
  });

  it('keeps what was typed where the browser no longer holds the receipt', async () => {
    const person = referrer();
    const receipt = await beginReferral(person);
    await person.open('/refer/form/together');
    const hidden = new URLSearchParams(
      [...person.page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
    hidden.set('together-well', 'Elder "well" <b>');
    const tab = person.page;
    await person.open('/refer/leave');
    await person.send({});
    await person.raw(tab.path, hidden.toString());
    assert.equal(person.page.heading, 'Enter your receipt to save this page');
    await assertGoodHtml(person.page.html);
    await person.send({ receipt: 'wrong' });
    assert.equal(person.page.heading, 'Enter your receipt to save this page', 'still there after a slip');
    await person.send({ receipt });
    assert.equal(person.page.path, '/refer/form');
    assert.match((await person.open('/refer/form/together')).html, /Elder &quot;well&quot; &lt;b&gt;/);
  });

  it('with two windows sees both texts, and chooses', async () => {
    const person = referrer();
    await beginReferral(person);
    const page = await person.open('/refer/form/together');
    const base = /name="base" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const body = (text: string, more = '') =>
      `form-token=${formToken(person)}&base=${base}&together-well=${text}${more}`;
    await person.raw(page.path, body('Fig+first'));
    assert.equal(person.page.path, '/refer/form');
    await person.open('/refer/form/together');
    await person.raw(page.path, body('Fig+first'));
    assert.equal(person.page.path, '/refer/form', 'the same again is no clash');
    await person.open('/refer/form/together');
    await person.raw(page.path, body('Fig+second'));
    assert.equal(person.page.status, 409);
    await assertGoodHtml(person.page.html);
    assert.match(
      wordsOf(person.page.html),
      /Saved in the other window.*Fig first.*Typed in this one.*Fig second/,
    );
    await person.send({ show: 'yes' });
    assert.match(person.page.html, /Fig second<\/textarea>/);
    await person.send({ 'together-well': 'Fig third' });
    assert.equal(person.page.path, '/refer/form');
    assert.match((await person.open('/refer/form/together')).html, /Fig third/);
  });

  it('saves two pages at the same moment, and both are kept', async () => {
    const person = referrer();
    await beginReferral(person);
    await person.open('/refer/form');
    const bodies: (readonly [string, string])[] = [];
    for (const id of ['you', 'together', 'others', 'incident']) {
      await person.open(`/refer/form/${id}`);
      const base = /name="base" value="([^"]+)"/.exec(person.page.html)?.[1] ?? '';
      const form = goodForm(sectionOf(id), 'Medlar');
      form.set('base', base);
      form.set('form-token', formToken(person));
      bodies.push([person.page.path, form.toString()]);
    }
    await Promise.all(
      bodies.map(([path, body]) => {
        const tab = referrer();
        tab.carryCookiesOf(person);
        return tab.raw(path, body);
      }),
    );
    assert.equal((await person.open('/refer/form')).heading, '4 of 11 parts done');
  });

  it('who sends twice has sent one referral', async () => {
    const person = referrer();
    await beginReferral(person);
    await fillInAll(person, 'Ivy');
    await person.open('/refer/check');
    const body = `form-token=${formToken(person)}`;
    const twin = referrer();
    twin.carryCookiesOf(person);
    await Promise.all([person.raw('/refer/send', body), twin.raw('/refer/send', body)]);
    for (const { page } of [person, twin]) assert.equal(page.heading, 'Your referral has been sent');
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from app.referral where answers::text like '%Ivy%'`.execute(
      towns.owner,
    );
    assert.equal(rows[0]?.count, 1);
  });

  it('waits after thirty drafts from one address, for seconds', async () => {
    await sql`delete from ctx.attempt`.execute(towns.owner);
    const person = referrer();
    for (let time = 0; time < 30; time += 1) await beginReferral(person);
    await beginReferral(person);
    assert.equal(person.page.status, 429);
    assert.match(person.page.problems.join(), /Wait \d+ seconds/);
    await assertGoodHtml(person.page.html);
    await sql`delete from ctx.attempt`.execute(towns.owner);
  });

  it('who never sends leaves nothing: the draft and its receipt are destroyed after thirty days', async () => {
    const person = referrer();
    await beginReferral(person);
    await fillIn(person, sectionOf('incident'), 'Juniper');
    await sql`update app.referral set expires_at = now() where answers::text like '%Juniper%'`.execute(
      towns.owner,
    );
    await beginReferral(referrer());
    const { rows } = await sql`select from app.referral where answers::text like '%Juniper%'`.execute(
      towns.owner,
    );
    assert.equal(rows.length, 0);
    assert.equal((await person.open('/refer/form')).path, '/receipt');
    const destroyed = await towns.entries(towns.harnley, 'referral.expire');
    assert.deepEqual(
      destroyed.map(({ outcome }) => outcome),
      ['done'],
    );
  });
});

describe('a coordinator', () => {
  it('sees a new referral first, reads it on record, acknowledges it; the receipt then says so', async () => {
    const { person, id } = await sent('Kestrel');
    const { browser } = coordinator;
    await browser.open('/work');
    assert.match(browser.page.heading, /^\d+ referrals? waits? for somebody/);
    assert.doesNotMatch(browser.page.html, /Kestrel/);
    await assertGoodHtml(browser.page.html);
    await browser.open(`/referrals/${id}`);
    await assertGoodHtml(browser.page.html);
    for (const section of usualSections)
      for (const [question, answer] of Object.entries(goodFilled(section, 'Kestrel')))
        if (answer === `Kestrel ${question}`)
          assert.match(browser.page.html, new RegExp(`Kestrel ${question}`));
    await browser.send({});
    assert.equal(browser.page.path, `/referrals/${id}`);
    assert.match(wordsOf(browser.page.html), /Acknowledged on/);
    assert.equal((await person.open('/refer/sent')).heading, 'The coordinator has your referral');
    const read = await towns.entries(towns.harnley, 'referral.read');
    assert.ok(read.some(({ outcome, body }) => outcome === 'done' && body.includes(id)));
  });

  it('gives a new receipt after a check; the old one dies at once', async () => {
    const { person, receipt, id } = await sent('Linnet');
    const { browser } = coordinator;
    await browser.open(`/referrals/${id}/receipt`);
    await assertGoodHtml(browser.page.html);
    await browser.send({});
    assert.deepEqual(browser.page.problems, ['Confirm that you have called the referrer']);
    await browser.send({ checked: 'yes' });
    await assertGoodHtml(browser.page.html);
    const [fresh = ''] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){5}/.exec(browser.page.html) ?? [];
    assert.equal((await person.open('/refer/sent')).path, '/receipt');
    await person.send({ receipt });
    assert.equal(person.page.status, 400);
    await person.send({ receipt: fresh });
    assert.equal(person.page.path, '/refer/sent');
  });

  it('alone: to everybody else a referral is not there, in the same bytes', async () => {
    const { id, person } = await sent('Merlin');
    const [, , , leaver] = others;
    await sql`update app.membership set role = 'member' where account_id = ${leaver?.accountId ?? ''}::uuid`.execute(
      towns.owner,
    );
    for (const { browser, email } of others) {
      const { html } = await browser.open('/work/nothing/here');
      for (const path of [`/referrals/${id}`, `/referrals/${id}/receipt`, '/referrals/nothing']) {
        const seen = await browser.open(path);
        assert.equal(seen.status, 404, email);
        assert.equal(seen.html, html, `${email} ${path}`);
      }
      await browser.open('/sessions');
      for (const path of [`/referrals/${id}/receive`, `/referrals/${id}/receipt`]) {
        const seen = await browser.raw(path, `form-token=${formToken(browser)}&checked=yes`);
        assert.equal(seen.html, html, `${email} ${path}`);
        await browser.open('/sessions');
      }
      assert.equal((await browser.open('/work')).heading, 'Nothing is due today', email);
    }
    assert.match((await person.open(`/referrals/${id}`)).path, /^\/sign-in/, 'a receipt is no session');
    assert.equal((await person.open('/refer/sent')).heading, 'Your referral has been sent');
  });
});

describe('what somebody wrote', () => {
  it('is in no log, no entry, no title, no address, and on no page of whoever may not see it', async () => {
    const mark = 'Osprey7Canary';
    const { person, id } = await sent(mark);
    const seen: string[] = [person.page.html];
    for (const { browser } of others)
      for (const path of ['/work', `/referrals/${id}`, '/sessions', '/refer', '/reviews', '/refer/form'])
        seen.push((await browser.open(path)).html);
    for (const html of seen) assert.doesNotMatch(html, new RegExp(mark));
    await coordinator.browser.open(`/referrals/${id}`);
    const { html } = coordinator.browser.page;
    assert.match(html, new RegExp(mark));
    assert.doesNotMatch(/<title>[^]*?<\/title>/.exec(html)?.[0] ?? mark, new RegExp(mark));
    for (const [, address = ''] of html.matchAll(/(?:href|action)="([^"]*)"/g))
      assert.doesNotMatch(address, new RegExp(mark));
    assert.doesNotMatch(JSON.stringify(towns.world.log), new RegExp(mark));
    const { rows } = await sql<{ body: string }>`select body from audit.entry_words`.execute(towns.owner);
    const trail = rows.map(({ body }) => body).join('\n');
    assert.doesNotMatch(trail, new RegExp(mark));
    for (const verb of ['begin', 'write', 'send', 'follow', 'read', 'receive', 'expire'])
      assert.match(trail, new RegExp(`"referral\\.${verb}"`));
    assert.match(trail, /"receipt\.replace"/);
    assert.deepEqual(towns.world.log, [], 'and nothing went wrong');
  });
});
