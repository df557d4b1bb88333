import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';

const named = 'Marguerite Featherstonehaugh';

describe('the search in the workspace', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator, 'Child Alder');
    await office.openCase(coordinator, 'Child Birch');
    await fill(opened, 30);
  });
  after(() => office.close());

  const fill = (of: OpenedCase, many: number) =>
    sql`insert into app.case_person (partnership_id, case_id, name)
      select ${office.id}, ${of.id}, ${`${named} `} || n from generate_series(1, ${many}) n`.execute(
      office.owner,
    );

  const type = async (browser: Visitor, typed: string) => {
    if (browser.page.status === 0) await browser.open('/work');
    const [form] = [...browser.page.html.matchAll(/<form[^>]*>/g)].flatMap(([tag], at) =>
      tag.includes('action="/search"') ? [at] : [],
    );
    assert.notEqual(form, undefined, 'every page has the field');
    return browser.send({ q: typed }, form);
  };
  const entries = async (who: Colleague) => {
    const { rows } = await sql<{ outcome: string; body: string }>`
      select outcome, body from audit.entry_words where verb = 'search.run' and account_id = ${who.accountId} order by seq`.execute(
      office.owner,
    );
    return rows;
  };

  const factsOf = (entry: { body: string } | undefined) =>
    (JSON.parse(entry?.body ?? '{}') as { facts?: unknown }).facts;

  it('is on every page of the workspace, and finds from there', async () => {
    const browser = coordinator.browser();
    for (const path of [
      '/work',
      '/cases',
      `/cases/${opened.reference}`,
      '/sessions',
      '/cases/EASP-1999-0001',
    ]) {
      await browser.open(path);
      assert.match(browser.page.html, /<label[^>]* for="find">Search<\/label>/, path);
      await assertGoodHtml(browser.page.html);
      await type(browser, 'Alder');
      assert.equal(browser.page.heading, '1 found', path);
      assert.match(browser.page.html, new RegExp(`href="/cases/${opened.reference}"`));
      await assertGoodHtml(browser.page.html);
    }
  });

  it('keeps what was typed out of the address, the title and the log', async () => {
    const browser = coordinator.browser();
    const { path, html, headers } = await type(browser, named);
    assert.match(path, /^\/search\?find=[\w-]+$/);
    assert.doesNotMatch(decodeURIComponent(path), /Marguerite|Feather/i);
    assert.match(html, /<title>Search – /);
    assert.match(html, new RegExp(`value="${named}"`));
    assert.equal(headers['cache-control'], 'no-store');
    assert.doesNotMatch(JSON.stringify(office.world.log), /Marguerite|Feather/i);
    for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
      assert.doesNotMatch(href, /Marguerite|Feather/i);
  });

  it('leaves an entry with counts, and never with what was looked for', async () => {
    const person = await office.person('coordinator');
    await type(person.browser(), named);
    const all = await entries(person);
    assert.equal(all.length, 1);
    assert.deepEqual(factsOf(all[0]), { asked: true, cases: 0, referrals: 0, people: 30, documents: 0 });
    assert.doesNotMatch(JSON.stringify(all), /Marguerite|Feather/i);
  });

  it('shows some of each kind, one kind page by page, and no more pages than there are', async () => {
    const browser = coordinator.browser();
    await type(browser, named);
    const rows = () => [...browser.page.html.matchAll(/app-result__row/g)].length;
    assert.equal(browser.page.heading, '30 found');
    assert.equal(rows(), 5);
    assert.match(browser.page.html, />All 30 people</);
    const find = browser.page.path;
    await browser.open(`${find}&kind=people`);
    assert.equal(rows(), 20);
    assert.match(browser.page.html, /Page 1 of 2/);
    await browser.open(`${find}&kind=people&page=2`);
    assert.equal(rows(), 10);
    await browser.open(`${find}&kind=people&page=99`);
    assert.match(browser.page.html, /Page 2 of 2/);
    await browser.open(`${find}&kind=cases`);
    assert.match(browser.page.html, /There are no cases among the results\./);
    await browser.open(`${find}&kind=nonsense&page=-1`);
    assert.equal(rows(), 5);
  });

  it('says so where there are more than it shows', async () => {
    const third = await office.openCase(coordinator, 'Child Cedar');
    await sql`insert into app.case_person (partnership_id, case_id, name) select ${office.id}, ${third.id}, 'Ottoline Quill ' || n from generate_series(1, 230) n`.execute(
      office.owner,
    );
    const browser = coordinator.browser();
    await type(browser, 'Ottoline');
    assert.equal(browser.page.heading, 'More than 200 found');
    await browser.open(`${browser.page.path}&kind=people&page=10`);
    assert.match(browser.page.html, /Only 200 of them are shown\. Add a word to find fewer\./);
  });

  for (const [typed, problem] of [
    ['', 'Type what to look for'],
    ['   \t ', 'Type what to look for'],
    ['\u0000', 'Type what to look for'],
    ['x', 'Type at least two letters'],
    ['%', 'Type a reference, a name, a date or a word. There is none of these in what you typed'],
    ['_\\%', 'Type a reference, a name, a date or a word. There is none of these in what you typed'],
    ['🙂🙂', 'Type a reference, a name, a date or a word. There is none of these in what you typed'],
    ['ab'.repeat(50_000), 'Type at most 200 characters. This is 100,000'],
  ] as const)
    it(`says what is wrong with “${typed.slice(0, 5)}” and keeps it`, async () => {
      const browser = coordinator.browser();
      const { status, problems, html } = await type(browser, typed);
      assert.equal(status, 400);
      assert.deepEqual(problems, [problem]);
      assert.match(html, /aria-describedby="q-error"/);
      if (typed.length > 1_000) assert.ok(html.includes(`value="${typed}"`));
      await assertGoodHtml(html);
    });

  for (const typed of [
    'zz\u0000zz',
    'שלום עולם',
    '\u202Eabc',
    'the and of',
    "Robert'); drop table",
    '<script>',
    '31/02/2015',
    '"',
    '99999999',
  ])
    it(`takes “${typed}” calmly`, async () => {
      const { status } = await type(coordinator.browser(), typed);
      assert.ok(typed === '"' ? status === 400 : status === 200, `${status}`);
    });

  it('opens to nobody else, and not when it was changed on the way', async () => {
    const browser = coordinator.browser();
    const { path } = await type(browser, named);
    const other = (await office.person('coordinator')).browser();
    for (const at of [path, `${path.slice(0, -4)}AAAA`, '/search?find=x', '/search?find=%00'])
      assert.match((await other.open(at)).html, /can no longer be opened/, at);
    assert.doesNotMatch(other.page.html, /Marguerite/);
  });

  it('is not lost when the session has ended meanwhile', async () => {
    const person = await office.person('coordinator');
    const browser = person.browser();
    await browser.open('/work');
    await sql`update ctx.bearer set expires_at = now() - interval '1 minute' where account_id = ${person.accountId}`.execute(
      office.owner,
    );
    const { status, html, heading } = await type(browser, named);
    assert.equal(status, 400);
    assert.match(heading, /session has ended/);
    assert.match(html, /What you typed comes back when you have signed in/);
    assert.doesNotMatch(html, /Marguerite/, 'not before it is clear whose it is');
  });

  it('is not there for whoever sees no casework', async () => {
    for (const role of ['administrator', 'inspector']) {
      const person = await office.person(role);
      const browser = person.browser();
      await browser.open('/work');
      assert.doesNotMatch(browser.page.html, /find-form/);
      const token =
        /name="form-token" value="([^"]+)"/.exec((await browser.open('/sign-out')).html)?.[1] ?? '';
      assert.equal((await browser.open('/search')).status, 404);
      const form = new URLSearchParams({ 'form-token': token, q: named }).toString();
      assert.equal((await browser.raw('/search', form)).status, 404);
      assert.deepEqual(
        (await entries(person)).map(({ outcome }) => outcome),
        ['refused', 'refused'],
      );
    }
  });

  it('is to somebody excluded, byte for byte, as if the case were not there: counts, order and pages too', async () => {
    const shut = await office.person(['coordinator', 'chair']);
    const browser = shut.browser();
    const addresses: string[] = [];
    const before: string[] = [];
    // Thirty of the case that they see, so that there are pages; what is looked for would be found in the other one as well.
    for (const typed of [named, 'Featherstonehaugh', 'Dogwood', 'Child', 'scarlatina', '03/02/2015']) {
      const { path } = await type(browser, typed);
      addresses.push(
        path,
        `${path}&kind=people`,
        `${path}&kind=people&page=2`,
        `${path}&kind=cases`,
        `${path}&kind=referrals`,
      );
    }
    for (const at of addresses) before.push((await browser.open(at)).html);
    const secret = await office.openCase(coordinator, 'Child Dogwood');
    await office.exclude(coordinator, secret, shut);
    await fill(secret, 250);
    await sql`update app.case_file set summary = 'scarlatina' where id = ${secret.id}`.execute(office.owner);
    await sql`with child as (insert into app.child (partnership_id, pseudonym, name, born_on) values (${office.id}, 'x', ${named}, '2015-02-03') returning id)
      insert into app.case_child (partnership_id, case_id, child_id) select ${office.id}, ${secret.id}, id from child`.execute(
      office.owner,
    );
    const referral = await office.referral({
      'incident-what': 'scarlatina',
      children: [{ 'child-name': named, 'child-born': '2015-02-03' }],
    });
    await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${secret.id}, ${referral})`.execute(
      office.owner,
    );
    for (const [index, at] of addresses.entries())
      assert.equal((await browser.open(at)).html, before[index], at);
    const open = coordinator.browser();
    await type(open, 'scarlatina');
    assert.equal(open.page.heading, '2 found', 'whoever is not excluded finds the case and its referral');
    assert.deepEqual(factsOf((await entries(shut)).at(-1)), {
      asked: true,
      cases: 0,
      referrals: 0,
      people: 0,
      documents: 0,
    });
  });
});
