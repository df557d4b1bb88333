import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

const child = {
  'child-name': 'Ó Example-Sparrow',
  'child-born-day': '3',
  'child-born-month': '5',
  'child-born-year': '2021',
  'child-sex': 'F',
  'child-ethnicity': 'MWAS',
  'child-disability': 'no',
  'child-school': 'Tern Lane Nursery',
};

describe('the people of a case', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let trust: string;
  let browser: Visitor;
  const path = (rest: string) => `/cases/${opened.reference}${rest}`;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    trust = await office.agency('Eastwick Hospitals');
    await office.involve(coordinator, opened, trust);
    browser = coordinator.browser();
  });
  after(() => office.close());

  const childIds = async () => {
    const { rows } = await sql<{
      id: string;
    }>`select h.id from app.child h join app.case_child c on c.child_id = h.id
      where c.case_id = ${opened.id} order by h.pseudonym`.execute(office.owner);
    return rows.map(({ id }) => id);
  };

  it('begins empty, and says what comes first', async () => {
    const { status, html, heading } = await browser.open(path('/people'));
    assert.equal(status, 200);
    assert.equal(heading, 'Nobody is on record yet');
    assert.match(html, /Add a child<\/a>|Add a child\s*<\/a>/);
    assert.doesNotMatch(html, /Add a person/);
    await assertGoodHtml(html);
  });

  it('keeps everything typed where an answer is wrong, each message beside its field', async () => {
    await browser.open(path('/people/children/new'));
    const long = 'x'.repeat(100_000);
    const seen = await browser.send({
      ...child,
      'child-died-day': '31',
      'child-died-month': '2',
      'child-died-year': '2026',
      'child-home': long,
      'child-sex': '',
    });
    assert.equal(seen.status, 400);
    assert.deepEqual(seen.problems, [
      'The child’s date of death must be a real date',
      'Choose the child’s sex, or “Not known”',
      'Where the child lived and with whom must be 2,000 characters or fewer. It is 98,000 too many',
    ]);
    assert.ok(seen.html.includes(long), 'the long answer is there');
    assert.match(seen.html, /value="Ó Example-Sparrow"/);
    await assertGoodHtml(seen.html);
    assert.deepEqual(await childIds(), []);
  });

  it('refuses a death before the birth', async () => {
    await browser.open(path('/people/children/new'));
    const seen = await browser.send({
      ...child,
      'child-died-day': '2',
      'child-died-month': 'May',
      'child-died-year': '2021',
    });
    assert.deepEqual(seen.problems, ['The child’s date of death must not be before the date of birth']);
  });

  it('adds a child under the case’s own pseudonym, once however often it is sent', async () => {
    await browser.open(path('/people/children/new'));
    const form = browser.page;
    const seen = await browser.send(child);
    assert.equal(seen.path, path('/people'));
    assert.equal(seen.heading, '1 child and nobody around the child yet');
    assert.match(wordsOf(seen.html), /Child Linden/);
    assert.match(wordsOf(seen.html), /White and Asian/);
    await assertGoodHtml(seen.html);
    const hidden = [...form.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const twice = new URLSearchParams(
      hidden.map(([, name = '', value = '']) => [name, value] as [string, string]),
    );
    for (const [name, value] of Object.entries(child)) twice.append(name, value);
    const again = await browser.raw(path('/people/children/new'), twice.toString());
    assert.equal(again.path, path('/people'));
    assert.equal((await childIds()).length, 1);
  });

  it('says in the title the reference and no name', async () => {
    const { html } = await browser.open(path('/people'));
    const title = /<title>([^]*?)<\/title>/.exec(html)?.[1] ?? '';
    assert.match(title, new RegExp(`^\\s*${opened.reference} – People`));
    assert.doesNotMatch(title, /Sparrow|Linden/);
  });

  it('takes a name of one letter, an apostrophe and writing from right to left', async () => {
    const [id = ''] = await childIds();
    for (const name of ['Q', 'D’Example', "O'Example", 'مثال']) {
      await browser.open(path('/people/around/new'));
      const seen = await browser.send({ 'person-name': name, [`is-${id}`]: 'friend' });
      assert.equal(seen.path, path('/people'), seen.problems.join());
    }
    const { html } = browser.page;
    assert.match(html, /dir="auto">مثال</);
    assert.match(html, /O&#39;Example/);
    await assertGoodHtml(html);
  });

  it('puts the family in generations, and the same in a table', async () => {
    const [id = ''] = await childIds();
    await browser.open(path('/people/around/new'));
    await browser.send({ 'person-name': 'Avis Example', [`is-${id}`]: 'mother' });
    await browser.open(path('/people/around/new'));
    const { html } = await browser.send({ 'person-name': 'Elder Example', [`is-${id}`]: 'grandparent' });
    const titles = [...html.matchAll(/app-family__title" id="tier-\d">([^<]*)</g)].map(([, title]) => title);
    assert.deepEqual(titles, ['Grandparents', 'Parents and carers', 'Children', 'Others']);
    assert.match(wordsOf(html), /Avis Example Change Avis Example Take out Avis Example not known mother/);
  });

  it('asks what somebody is to the child', async () => {
    await browser.open(path('/people/around/new'));
    const seen = await browser.send({ 'person-name': 'Avis Example' });
    assert.deepEqual(seen.problems, ['Say what they are to Ó Example-Sparrow']);
  });

  it('takes somebody out of the list after asking, keeps them, and puts them back', async () => {
    const { rows } = await sql<{ id: string }>`select id from app.case_person where name = 'Q'`.execute(
      office.owner,
    );
    const id = rows[0]?.id ?? '';
    const asked = await browser.open(path(`/people/around/${id}/remove`));
    assert.equal(asked.heading, 'Take Q out of the list?');
    assert.doesNotMatch(/<title>([^]*?)<\/title>/.exec(asked.html)?.[1] ?? '', / Q /);
    await assertGoodHtml(asked.html);
    const seen = await browser.send({});
    assert.match(wordsOf(seen.html), /Taken out of the list Q/);
    const back = await browser.send({}, 0);
    assert.doesNotMatch(wordsOf(back.html), /Taken out of the list/);
  });

  it('records what happened, and refuses a day before the child was born unless the child was not yet born', async () => {
    await browser.open(path('/people/incidents/new'));
    const early = {
      'incident-when': 'early 2021',
      'incident-day-day': '1',
      'incident-day-month': '2',
      'incident-day-year': '2021',
      'incident-what': 'Found unwell',
    };
    const refused = await browser.send(early);
    assert.deepEqual(refused.problems, [
      'The day must not be before a child of this case was born, unless the child was not yet born',
    ]);
    await assertGoodHtml(refused.html);
    const seen = await browser.send({ ...early, unborn: 'yes' });
    assert.match(wordsOf(seen.html), /1 February 2021/);
    assert.match(wordsOf(seen.html), /Age when it happened not yet born/);
    assert.match(wordsOf(seen.html), /Born after the day it happened\. Check the days/);
  });

  it('gives the age between the first and the last possible day', async () => {
    await browser.open(browser.page.html.match(/href="([^"]*\/people\/incidents\/[^"]*)"/)?.[1] ?? '');
    const later = {
      'incident-when': 'over a summer',
      'incident-day-day': '1',
      'incident-day-month': '6',
      'incident-day-year': '2024',
      'incident-latest-day': '1',
      'incident-latest-month': '6',
      'incident-latest-year': '2026',
    };
    const wrong = await browser.send({ ...later, 'incident-latest-year': '2023' });
    assert.deepEqual(wrong.problems, ['The last day must not be before the first']);
    const seen = await browser.send(later);
    assert.match(wordsOf(seen.html), /between 1 June 2024 and 1 June 2026/);
    assert.match(wordsOf(seen.html), /Age when it happened 3 years to 5 years/);
  });

  it('shows both texts where another window was quicker, and keeps the chosen one', async () => {
    const [id = ''] = await childIds();
    const other = coordinator.browser();
    await browser.open(path(`/people/children/${id}`));
    await other.open(path(`/people/children/${id}`));
    await other.send({ ...child, 'child-school': 'Heron School' });
    const seen = await browser.send({ ...child, 'child-school': 'Gull School' });
    assert.equal(seen.status, 409);
    assert.equal(seen.heading, 'Two versions of this page');
    assert.match(wordsOf(seen.html), /On record now .*Heron School/);
    assert.match(wordsOf(seen.html), /Typed here .*Gull School/);
    await assertGoodHtml(seen.html);
    const first = await browser.send({ show: 'yes' });
    assert.match(first.html, /value="Gull School"/);
    const kept = await browser.send({ ...child, 'child-school': 'Gull School' });
    assert.equal(kept.path, path('/people'));
    assert.match(wordsOf(kept.html), /Gull School/);
  });

  it('changes what the case is about, and with it the limits that run', async () => {
    await transactionOf(office.app, coordinator.token, (tx) =>
      sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
        values (${office.id}, ${opened.id}, 'authority-aware', '2026-11-20', 'by telephone', ctx.uid())`.execute(
        tx,
      ),
    );
    const rules = async () =>
      (
        await sql<{ rule: string }>`select rule from app.case_clock where case_id = ${opened.id}`.execute(
          office.owner,
        )
      ).rows.map(({ rule }) => rule);
    await browser.open(path('/summary'));
    await browser.send({ event: 'notifiable-incident', harm: 'died', summary: '' });
    assert.ok((await rules()).includes('NOT-01'));
    const form = await browser.open(path('/summary'));
    await assertGoodHtml(form.html);
    await browser.send({ event: 'looked-after-death', harm: 'died', summary: 'A young child died.' });
    const { rows } =
      await sql`select event, harm, summary, version from app.case_file where id = ${opened.id}`.execute(
        office.owner,
      );
    assert.deepEqual(rows, [
      { event: 'looked-after-death', harm: 'died', summary: 'A young child died.', version: 3 },
    ]);
    assert.ok((await rules()).includes('NOT-03') && !(await rules()).includes('NOT-01'));
  });

  it('leaves an entry of each change, of its case and object, without a word of what was written', async () => {
    const [id = ''] = await childIds();
    const { rows } = await sql<{
      verb: string;
      body: string;
    }>`select verb, body::text as body from audit.entry_words
      where case_id = ${opened.id} and object_id = ${id} and outcome = 'done'`.execute(office.owner);
    assert.ok(rows.length >= 3);
    for (const { verb, body } of rows) {
      assert.equal(verb, 'case.change');
      assert.doesNotMatch(body, /Sparrow|School|Nursery/);
    }
  });

  it('is read by an agency that is involved, who may not change it', async () => {
    const member = (await office.person('member', { agency: trust })).browser();
    const seen = await member.open(path('/people'));
    assert.equal(seen.status, 200);
    assert.match(wordsOf(seen.html), /Ó Example-Sparrow/);
    assert.doesNotMatch(seen.html, /Change<|Add a|Take out/);
    await assertGoodHtml(seen.html);
    const [id = ''] = await childIds();
    const token = /name="form-token" value="([^"]*)"/;
    const absent = await member.open('/cases/EASP-2026-9999/people');
    for (const form of [`/people/children/${id}`, '/people/children/new', '/people/around/new', '/summary']) {
      assert.equal((await member.open(path(form))).status, 404, form);
      assert.equal(member.page.html.replace(token, ''), absent.html.replace(token, ''), 'the same page');
    }
  });

  it('cannot be changed while the case is closed', async () => {
    await browser.open(path('/people/around/new'));
    const [id = ''] = await childIds();
    await sql`update app.case_file set state = 'closed' where id = ${opened.id}`.execute(office.owner);
    const seen = await browser.send({ 'person-name': 'Too Late', [`is-${id}`]: 'friend' });
    assert.equal(seen.status, 409);
    assert.deepEqual(seen.problems, ['This case is closed. Open it again first.']);
    assert.match(seen.html, /value="Too Late"/);
    assert.doesNotMatch((await browser.open(path('/people'))).html, /Change<|Add a/);
  });
});
