import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

describe('who can open a case', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let trust: string;
  let police: string;
  let member: Colleague;
  const path = (rest: string) => `/cases/${opened.reference}${rest}`;
  const openings = async (who: Colleague) => (await who.browser().open(path('/people'))).status;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator', { name: 'Cora Ordinator' });
    opened = await office.openCase(coordinator);
    trust = await office.agency('Aardvark Hospitals');
    police = await office.agency('Zebra Police', 'police');
    member = await office.person('member', { agency: trust, name: 'Mem Ber' });
  });
  after(() => office.close());

  it('involves an agency from today, and says how many it lets in', async () => {
    const browser = coordinator.browser();
    const none = await browser.open(path('/agencies'));
    assert.equal(none.heading, 'No agency is involved');
    await assertGoodHtml(none.html);
    const form = await browser.open(path('/agencies/involve'));
    assert.match(
      wordsOf(form.html),
      /Its representatives, delegates and notifiers will be able to open this file/,
    );
    assert.match(
      wordsOf(form.html),
      /Zebra Police \(nobody yet\) .*Aardvark Hospitals \(1 person\)/,
      'partners first',
    );
    await assertGoodHtml(form.html);
    assert.equal(await openings(member), 404);
    const seen = await browser.send({ agency: trust });
    assert.equal(seen.heading, '1 agency is involved');
    assert.match(wordsOf(seen.html), /1 person can open this file for it/);
    assert.equal(await openings(member), 200);
  });

  it('takes no day in the past, no end before the beginning, and no agency that is involved already', async () => {
    const browser = coordinator.browser();
    await browser.open(path('/agencies/involve'));
    const days = { 'from-day': '22', 'from-month': '11', 'from-year': '2026' };
    const until = { 'until-day': '22', 'until-month': '11', 'until-year': '2026' };
    const seen = await browser.send({ agency: police, ...days, ...until });
    assert.deepEqual(seen.problems, [
      'The first day must be today or later: nobody can be let in afterwards',
      'The day on which it ends must be after the first day',
    ]);
    const twice = await browser.send({ agency: trust });
    assert.deepEqual(twice.problems, ['Choose from the answers offered for “Agency”']);
  });

  it('opens nothing for an agency whose involvement has not begun, and nothing for one that has ended', async () => {
    const officer = await office.person('member', { agency: police });
    const browser = coordinator.browser();
    await browser.open(path('/agencies/involve'));
    const days = { 'from-day': '1', 'from-month': 'December', 'from-year': '2026' };
    const seen = await browser.send({ agency: police, ...days });
    assert.match(wordsOf(seen.html), /Zebra Police Not begun yet from 1 Dec 2026/);
    assert.equal(await openings(officer), 404);
    await sql`update app.case_agency set from_day = ctx.today() - 9, until_day = ctx.today() where agency_id = ${police}`.execute(
      office.owner,
    );
    assert.equal(await openings(officer), 404);
    await assertGoodHtml((await browser.open(path('/agencies'))).html);
    assert.match(wordsOf(browser.page.html), /Ended .*Zebra Police/);
  });

  it('is read by a member without counts or acts, and the page of access is not there for them', async () => {
    const browser = member.browser();
    const seen = await browser.open(path('/agencies'));
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.html, /for it|Involve an agency|\/end/);
    assert.equal((await browser.open(path('/access'))).status, 404);
    assert.equal((await browser.open(path('/agencies/involve'))).status, 404);
  });

  it('gives a part for a role that somebody holds, once, and ends it', async () => {
    const reviewer = await office.person('reviewer', { name: 'Rev Iewer' });
    const browser = coordinator.browser();
    const form = await browser.open(path('/access/give'));
    await assertGoodHtml(form.html);
    const missing = await browser.send({});
    assert.deepEqual(missing.problems, ['Choose whom']);
    const wrong = await browser.send({ who: `${reviewer.accountId} scrutineer` });
    assert.deepEqual(wrong.problems, ['Choose from the answers offered for “Whom”']);
    assert.equal(await openings(reviewer), 404);
    const seen = await browser.send({ who: `${reviewer.accountId} reviewer` });
    assert.match(wordsOf(seen.html), /Rev Iewer Reviewer Can open the file/);
    assert.equal(await openings(reviewer), 200);
    await browser.open(path('/access/give'));
    const again = await browser.send({ who: `${reviewer.accountId} reviewer` });
    assert.deepEqual(again.problems, ['They have this part already, or are to have it. End that first']);
    await browser.open(path('/access'));
    const end = /href="([^"]*\/parts\/[^"]*\/end)"/.exec(browser.page.html)?.[1] ?? '';
    const asked = await browser.open(end);
    assert.equal(asked.heading, 'End the part of Rev Iewer as reviewer?');
    await assertGoodHtml(asked.html);
    const ended = await browser.send({});
    assert.match(wordsOf(ended.html), /Ended Rev Iewer Reviewer Ended/);
    assert.equal(await openings(reviewer), 404);
  });

  it('says of a part that its holder no longer has the role', async () => {
    const leaver = await office.person('scrutineer', { name: 'Lee Ver' });
    await office.name(coordinator, opened, leaver, 'scrutineer');
    assert.equal(await openings(leaver), 200);
    await office.leave(leaver);
    assert.match((await leaver.browser().open(path('/people'))).path, /^\/sign-in/);
    const { html } = await coordinator.browser().open(path('/access'));
    assert.match(
      wordsOf(html),
      /Lee Ver Independent scrutineer No longer holds the role, so it opens nothing/,
    );
    const chair = await office.person('chair');
    const seen = await chair.browser().open(path('/access'));
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.html, /Lee Ver|Shut out|Give somebody/);
    await assertGoodHtml(seen.html);
  });

  it('shuts somebody out, says what they had seen, and lets them back in', async () => {
    const browser = coordinator.browser();
    const form = await browser.open(path('/access/shut-out'));
    await assertGoodHtml(form.html);
    assert.deepEqual((await browser.send({ who: member.accountId })).problems, ['Say why']);
    const seen = await browser.send({ who: member.accountId, reason: 'a neighbour of the family' });
    assert.match(wordsOf(seen.html), /Mem Ber a neighbour of the family Shut out by Cora Ordinator/);
    assert.match(wordsOf(seen.html), /Had used this file \d+ times last/);
    await assertGoodHtml(seen.html);
    assert.equal(await openings(member), 404);
    const chair = await office.person('chair');
    assert.doesNotMatch((await chair.browser().open(path('/access'))).html, /Mem Ber|neighbour/);
    const letIn = /href="([^"]*\/shut-out\/[^"]*\/end)"/.exec(seen.html)?.[1] ?? '';
    const asked = await browser.open(letIn);
    assert.equal(asked.heading, 'Let Mem Ber back in?');
    const back = await browser.send({});
    assert.match(wordsOf(back.html), /Let back in by Cora Ordinator/);
    assert.equal(await openings(member), 200);
    assert.equal((await browser.open(letIn)).status, 404, 'let in already');
  });

  it('warns a coordinator who shuts themselves out, and then takes the case from them at once', async () => {
    const other = await office.person('coordinator', { name: 'Sel Fless' });
    const browser = other.browser();
    await browser.open(path('/access/shut-out'));
    const warned = await browser.send({ who: other.accountId, reason: 'my own family' });
    assert.deepEqual(warned.problems, ['Say that you want to lose this case']);
    assert.match(wordsOf(warned.html), /You would lose this case at once/);
    await assertGoodHtml(warned.html);
    assert.equal(await openings(other), 200);
    const gone = await browser.send({ who: other.accountId, reason: 'my own family', sure: 'yes' });
    assert.equal(gone.path, '/work');
    assert.equal((await browser.open(path('/access'))).status, 404);
  });

  it('leaves an entry with case and object of each of the four acts, without a word of the reason', async () => {
    const { rows } = await sql<{ verb: string; object: string; body: string }>`
      select verb, object_id as object, body::text as body from audit.entry_words where case_id = ${opened.id}
        and outcome = 'done' and verb in ('access.give', 'access.end', 'exclusion.begin', 'exclusion.end')`.execute(
      office.owner,
    );
    const verbs = new Set(rows.map(({ verb }) => verb));
    assert.deepEqual([...verbs].toSorted(), [
      'access.end',
      'access.give',
      'exclusion.begin',
      'exclusion.end',
    ]);
    for (const { object, body } of rows) {
      assert.notEqual(object, null);
      assert.doesNotMatch(body, /neighbour|family/);
    }
  });
});

describe('a case that is shut', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let excluded: Colleague;
  let other: Colleague;
  let part = '';
  let agency = '';

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    const trust = await office.agency('Eastwick Hospitals');
    await office.involve(coordinator, opened, trust);
    const reviewer = await office.person('reviewer');
    await office.name(coordinator, opened, reviewer, 'reviewer');
    excluded = await office.person('coordinator');
    await office.exclude(coordinator, opened, excluded);
    other = await office.person('member', { agency: await office.agency('Northbank Housing') });
    const idOf = async (table: string) =>
      (await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(office.owner)).rows[0]?.id ?? '';
    part = await idOf('app.case_involvement');
    agency = await idOf('app.case_agency');
  });
  after(() => office.close());

  const pages = () => [
    '/people',
    '/people/children/new',
    '/people/around/new',
    '/people/incidents/new',
    '/summary',
    '/agencies',
    '/agencies/involve',
    `/agencies/${agency}/end`,
    '/access',
    '/access/give',
    `/access/parts/${part}/end`,
    '/access/shut-out',
  ];

  it('looks to whoever is shut out, and to a stranger, as one that was never opened', async () => {
    for (const who of [excluded, other])
      for (const page of pages()) {
        const browser = who.browser();
        const never = await browser.open(`/cases/EASP-2026-9999${page}`);
        const shut = await browser.open(`/cases/${opened.reference}${page}`);
        assert.equal(shut.status, 404, page);
        assert.equal(shut.html, never.html, page);
      }
  });

  it('takes no form from them either, and answers the same', async () => {
    for (const who of [excluded, other])
      for (const page of pages().filter((one) => !['/people', '/agencies', '/access'].includes(one))) {
        const browser = who.browser();
        await browser.open('/sessions');
        const token = /name="form-token" value="([^"]*)"/.exec(browser.page.html)?.[1] ?? '';
        const form = (key: string) =>
          new URLSearchParams({
            'form-token': token,
            'once-key': key,
            event: 'notifiable-incident',
            harm: 'died',
            who: other.accountId,
            reason: 'none',
          }).toString();
        const never = await browser.raw(`/cases/EASP-2026-9999${page}`, form('A'.repeat(24)));
        const shut = await browser.raw(`/cases/${opened.reference}${page}`, form('B'.repeat(24)));
        assert.equal(shut.status, 404, page);
        assert.equal(shut.html, never.html, page);
      }
    const { rows } = await sql`select harm from app.case_file where id = ${opened.id}`.execute(office.owner);
    assert.deepEqual(rows, [{ harm: 'not-known' }]);
  });
});
