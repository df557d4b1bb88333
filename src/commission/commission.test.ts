import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import {
  addressOn,
  answer,
  boxes,
  codeOn,
  reportParts,
  terms,
  wholeReport,
} from '../../test/commissioning.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { formOf } from '../intake/answers.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { firstTerms, termsSection } from './terms.ts';

// Today is Monday 23 November 2026.
describe('a review that is set up and carried', () => {
  let office: Office;
  let coordinator: Colleague;
  let board: string;
  let council: string;
  let browser: Visitor;

  before(async () => {
    office = await openOffice('2026-11-23');
    coordinator = await office.person('coordinator', { name: 'Chris Example' });
    board = await office.agency('Eastwick Board', 'integrated-care-board');
    council = await office.agency('Eastwick Council', 'local-authority');
    browser = coordinator.browser();
  });
  after(() => office.close());

  let number = 0;
  const opened = async (outcome: string): Promise<{ readonly of: OpenedCase; readonly base: string }> => {
    number += 1;
    const of = await office.openCase(coordinator, `Child ${number}`);
    for (const agency of [board, council]) await office.involve(coordinator, of, agency);
    await sql`insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
      values (${office.id}, ${of.id}, '2026-11-02', 'the group', 'WT2023', 'regulation-11', '{}', ${outcome}, 'because', ${coordinator.accountId})`.execute(
      office.owner,
    );
    await browser.open(`/cases/${of.reference}/reviews/open`);
    await browser.send({ kind: outcome });
    return { of, base: browser.page.path };
  };
  const held = new Set<string>();
  const isGood = async ({ page }: Visitor) => {
    const state = `${page.path.replaceAll(/[0-9a-f-]{36}|EAS[^/]+/g, '')} ${page.heading}`;
    if (!held.has(state)) await assertGoodHtml(page.html);
    held.add(state);
  };
  const goodPage = async (path: string) => {
    await browser.open(path);
    assert.equal(browser.page.status, 200, path);
    await isGood(browser);
    return wordsOf(browser.page.html);
  };
  const approved = async (base: string) => {
    await browser.open(`${base}/terms/write`);
    await browser.send(terms);
    assert.equal(browser.page.path, `${base}/terms`, browser.page.problems.join());
    await browser.send({ by: 'Ada Example, chair', ...boxes('2026-11-20', 'on') });
    assert.equal(browser.page.heading, 'Terms of reference: version 1 holds', browser.page.problems.join());
  };
  const record = async (base: string, kind: string, form: Record<string, string>) => {
    await browser.open(`${base}/record/${kind}`);
    await isGood(browser);
    await browser.send(form);
  };

  it('has terms of reference in versions: a draft, an approval, an amendment with its reason', async () => {
    const { of, base } = await opened('LCSPR');
    assert.match(await goodPage(`${base}/terms`), /There are no terms of reference yet/);
    await goodPage(`${base}/terms/write`);
    await browser.send({ ...terms, 'line-1': '', 'line-3': '' });
    assert.equal(browser.page.heading, 'The terms of reference are a draft');
    assert.match(wordsOf(browser.page.html), /Before it can be approved: Write at least one line of enquiry/);
    assert.doesNotMatch(browser.page.html, /Record the approval/);
    await approved(base);
    const { rows } = await sql<{ day: Temporal.PlainDate; digest: string }>`
      select d.day, encode(t.hash, 'hex') as digest from app.review_day d, app.review_terms t
      where d.case_id = ${of.id} and d.kind = 'terms-agreed' and t.case_id = ${of.id} and t.hash is not null`.execute(
      office.owner,
    );
    assert.equal(String(rows[0]?.day), '2026-11-20');
    assert.match(rows[0]?.digest ?? '', /^[0-9a-f]{64}$/);
    // An amendment says why, and what held before stays.
    await browser.open(`${base}/terms/write`);
    await browser.send({ ...terms, 'line-4': 'What of the father?' });
    await goodPage(`${base}/terms`);
    const approval = { by: 'Ada Example, chair', ...boxes('2026-11-23', 'on') };
    await browser.send(approval);
    assert.equal(browser.page.status, 400);
    await browser.send({ ...approval, why: 'The father came forward.' });
    assert.match(
      wordsOf(browser.page.html),
      /Version 2, approved by Ada Example, chair.*The father came forward/,
    );
    await goodPage(`${base}/terms`);
    await browser.open(`${base}/terms/3/pdf`);
    assert.equal(browser.page.status, 200);
  });

  it('keeps what was typed where somebody else has saved the terms meanwhile', async () => {
    const { base } = await opened('LCSPR');
    await browser.open(`${base}/terms/write`);
    const other = coordinator.browser();
    await other.open(`${base}/terms/write`);
    await other.send({ ...terms, subjects: 'Somebody else’s words' });
    await browser.send({ ...terms, subjects: 'My words' });
    assert.equal(browser.page.status, 409);
    assert.match(wordsOf(browser.page.html), /Saved by somebody else meanwhile/);
    assert.match(browser.page.html, /My words/);
    await browser.send({ ...terms, subjects: 'My words' });
    assert.match(wordsOf(browser.page.html), /My words/);
  });

  it('below the threshold is set up on one page that is filled in already', async () => {
    const { base } = await opened('learning-review');
    await goodPage(`${base}/terms/write`);
    const usual = firstTerms(
      true,
      [board, council].map((id) => ({ id, name: id })),
      Temporal.PlainDate.from('2026-11-02'),
      ['Child'],
    );
    await browser.send(formOf(termsSection(true, usual.agencies), usual.answers));
    await goodPage(`${base}/terms`);
    await browser.send({ by: 'Ada Example, chair', ...boxes('2026-11-23', 'on') });
    assert.equal(browser.page.heading, 'Terms of reference: version 1 holds', browser.page.problems.join());
  });

  async function asked(base: string) {
    await goodPage(`${base}/reports/ask`);
    await browser.send({
      agency: board,
      person: 'Robin Example',
      email: 'robin@example.org',
      about: 'A child',
      days: '20',
    });
    assert.match(browser.page.path, /\/reports\/[0-9a-f-]{36}$/, browser.page.problems.join());
    return answering(browser.page.path);
  }
  async function answering(path: string) {
    await goodPage(path);
    const code = codeOn(browser);
    await browser.send({}, 0);
    await isGood(browser);
    const guest = visitor(office.world, office.host);
    await guest.open(addressOn(browser));
    await guest.send({ code });
    if (!guest.page.path.startsWith('/agency-report/')) throw new Error(guest.page.path);
    await isGood(guest);
    return { path, guest, start: guest.page.path };
  }

  it('gets reports on its lines of enquiry by a link, has them signed off, and asks whether an extract is right', async () => {
    const { of, base } = await opened('LCSPR');
    await browser.open(`${base}/reports/ask`);
    assert.match(wordsOf(browser.page.html), /No terms of reference hold yet/);
    await approved(base);
    assert.match(await goodPage(`${base}/reports`), /nobody has asked yet: Eastwick Board/);
    const { path, guest, start } = await asked(base);
    assert.doesNotMatch(guest.page.html, new RegExp(`${of.reference}|${of.pseudonym}`));
    assert.match(wordsOf(guest.page.html), /section 16H of the Children Act 2004.*daily life understood/);
    assert.match(await goodPage('/owed'), /1 thing is awaited from 1 agency/);
    await guest.open(`${start}/check`);
    await guest.send({});
    assert.equal(guest.page.status, 400);
    await answer(guest, start, reportParts);
    assert.equal(guest.page.path, '/answered');
    assert.match(await goodPage(path), /1\.1 First paragraph\. 1\.2 Second paragraph\..*3\.1 Third line\./);
    assert.match(await goodPage(`${base}/reports`), /1 of 1 report has come.*Not yet asked to be signed off/);

    await goodPage(`${path}/follow/sign-off`);
    await browser.send({ person: 'Sam Senior', email: 'sam@example.org', days: '5' });
    const officer = await answering(browser.page.path);
    assert.match(wordsOf(officer.guest.page.html), /Sign off the report of Eastwick Board.*First paragraph/);
    await answer(officer.guest, officer.start, {
      signing: { position: 'signs', name: 'Sam Senior', job: 'Director' },
    });
    assert.match(await goodPage(path), /Signed off by Sam Senior, Director/);

    await goodPage(`${path}/follow/accuracy`);
    await browser.send({
      person: 'Pat Practitioner',
      email: 'pat@example.org',
      days: '5',
      paragraphs: '1.2',
    });
    const there = await answering(browser.page.path);
    const seen = wordsOf(there.guest.page.html);
    assert.match(seen, /Second paragraph/);
    assert.doesNotMatch(seen, /First paragraph|daily life/);
    await answer(there.guest, there.start, {
      checking: {
        position: 'corrections',
        corrections: '1.2: it was in May',
        name: 'Pat Practitioner',
        job: 'Nurse',
      },
    });
    assert.match(await goodPage(there.path), /something is not right.*it was in May/);
  });

  it('shows an agency what it was asked and owes, and nothing of another’s', async () => {
    const { of, base } = await opened('LCSPR');
    await approved(base);
    const { path } = await asked(base);
    const own = await office.person('member', { agency: board });
    const others = await office.person('member', { agency: council });
    const at = async (who: Colleague, where: string) => {
      const one = who.browser();
      await one.open(where);
      return one.page;
    };
    assert.match(wordsOf((await at(own, '/owed')).html), new RegExp(`${of.reference}`));
    assert.equal((await at(own, path)).status, 200);
    assert.match((await at(others, '/owed')).html, /No agency owes anything now/);
    assert.equal((await at(others, path)).status, 404);
    assert.equal((await at(own, `${base}/terms`)).status, 404);
    assert.equal((await at(own, `${base}/people`)).status, 404);
    await office.exclude(coordinator, of, own);
    assert.equal((await at(own, path)).status, 404);
    assert.match((await at(own, '/owed')).html, /No agency owes anything now/);
  });

  it('takes a nil return, sends again, and takes back', async () => {
    const { base } = await opened('LCSPR');
    await approved(base);
    const { path, guest, start } = await asked(base);
    await browser.open(`${path}/step/send-again`);
    await browser.send({ person: 'Another Example', email: 'another@example.org' });
    assert.equal((await guest.open(start)).status, 400);
    const again = await answering(path);
    await again.guest.open(again.start);
    await again.guest.send({ name: 'Another Example', job: 'Nurse' }, 0);
    assert.equal(again.guest.page.path, '/answered');
    assert.match(await goodPage(path), /Has no record of the family/);
    await browser.open(`${path}/follow/sign-off`);
    assert.equal(browser.page.status, 404);
  });

  it('keeps a place for the child’s own voice, and who takes part', async () => {
    const { base } = await opened('LCSPR');
    assert.match(await goodPage(`${base}/people`), /The child’s own voice is not written down yet/);
    await record(base, 'voice', { said: 'I want to go home.', 'known-from': 'a drawing' });
    await record(base, 'family', { who: 'The father', state: 'not-approached', contact: 'Nobody yet' });
    assert.equal(browser.page.status, 400);
    const why = 'He is a suspect; the police advised it.';
    await browser.send({
      who: 'The father',
      state: 'not-approached',
      contact: 'Nobody yet',
      'not-approached': why,
    });
    await record(base, 'event', {
      what: 'Learning event',
      ...boxes('2027-01-12'),
      invited: 'Health visitors',
    });
    const words = await goodPage(`${base}/people`);
    assert.match(
      words,
      /I want to go home.*Will not be approached.*He is a suspect.*Learning event.*Planned/,
    );
    const [, id = ''] = /record\/event\?replaces=([0-9a-f-]{36})/.exec(browser.page.html) ?? [];
    await browser.open(`${base}/record/event?replaces=${id}`);
    await browser.send({
      what: 'Learning event',
      ...boxes('2027-01-12'),
      invited: 'Health visitors',
      came: 'Six people',
    });
    assert.match(
      await goodPage(`${base}/people`),
      /Learning event.*Held.*Six people.*corrected; what stood before is kept/,
    );
    await browser.open(`${base}/record/event?replaces=${id}`);
    assert.equal(browser.page.heading, 'Add a practitioner event');
  });

  it('refuses the sign-off while the report lacks what the law asks for, and completion without a sign-off', async () => {
    const { base } = await opened('LCSPR');
    const signs = { ...boxes('2026-11-23'), by: 'The partners', version: '1.0' };
    await record(base, 'sign-off', signs);
    assert.equal(browser.page.status, 409);
    assert.match(wordsOf(browser.page.html), /an analysis of systemic or underlying reasons/);
    await browser.open(`${base}/move/under-way`);
    await browser.send({ ...boxes('2026-11-23'), reason: 'Begun.' });
    await browser.open(`${base}/move/completed`);
    await browser.send({ ...boxes('2026-11-23'), reason: 'Done.' });
    assert.equal(browser.page.status, 409, 'not completed without a sign-off');
    await record(base, 'report', { ...boxes('2026-11-23'), ...wholeReport, reasons: 'no' });
    assert.match(
      await goodPage(`${base}/quality`),
      /The report cannot be signed off yet.*Something required is missing/,
    );
    await record(base, 'report', { ...boxes('2026-11-23'), ...wholeReport });
    await record(base, 'sign-off', signs);
    assert.match(await goodPage(`${base}/quality`), /The report is signed off/);
    await record(base, 'marker', { marker: '13', found: 'partly', why: 'More on why.' });
    assert.match(await goodPage(`${base}/quality`), /13 Analysis/);
    await browser.open(`${base}/move/completed`);
    await browser.send({ ...boxes('2026-11-23'), reason: 'Done.' });
    assert.equal(browser.page.status, 200, browser.page.problems.join());
  });

  it('records its turns: national, joint, stayed by a court', async () => {
    const { base } = await opened('LCSPR');
    await record(base, 'stay', {
      ...boxes('2026-11-20'),
      court: 'The Crown Court',
      stayed: 'Publication',
      over: 'no',
    });
    assert.match(await goodPage(`${base}/turns`), /A court has stayed this review.*Holds/);
    await record(base, 'joint', {
      ...boxes('2026-11-20'),
      with: 'a safeguarding adults review',
      body: 'The adults board',
      contact: 'One person',
      shared: 'The terms',
    });
    await record(base, 'national', { ...boxes('2027-01-01'), local: 'waits', agreed: 'All' });
    assert.equal(browser.page.status, 409);
  });

  it('gives the family a quiet page by address and code, and takes it back', async () => {
    const { of, base } = await opened('LCSPR');
    await goodPage(`${base}/family-pages`);
    await browser.send({ whom: 'The mother' });
    assert.equal(browser.page.status, 409);
    await record(base, 'family-words', {
      now: 'We are learning how services can help better.',
      next: 'We ring you in January.',
      role: 'The family contact',
      telephone: '0151 496 0000',
      hours: 'Monday to Friday',
    });
    await browser.open(`${base}/family-pages`);
    await browser.send({ whom: 'The mother' });
    await isGood(browser);
    const family = visitor(office.world, office.host);
    const address = addressOn(browser);
    await family.open(address);
    await isGood(family);
    await family.send({ code: '00000000' });
    assert.equal(family.page.status, 400);
    await family.send({ code: codeOn(browser) });
    assert.equal(family.page.heading, 'What is happening');
    await isGood(family);
    assert.doesNotMatch(family.page.html, new RegExp(`${of.reference}|${of.pseudonym}|Chris Example`));
    const own = family.page.path;
    await goodPage(`${base}/family-pages`);
    await browser.send({}, 1);
    assert.match(wordsOf(browser.page.html), /Taken back/);
    assert.notEqual((await family.open(own)).status, 200);
    assert.equal((await visitor(office.world, office.host).open(address)).status, 404);
  });

  it('is seen by its own reviewer until it ends, who writes down who took part and nothing else', async () => {
    const { of, base } = await opened('LCSPR');
    const reviewer = await office.person('reviewer', { name: 'Rae Example' });
    await office.name(coordinator, of, reviewer, 'reviewer');
    await browser.open(`${base}/reviewers`);
    await browser.send({
      name: 'Rae Example',
      account: reviewer.accountId,
      'independent-of': 'All agencies',
      conflict: 'none',
      considered: 'Enough',
      ...boxes('2026-11-23', 'appointed'),
    });
    const theirs = reviewer.browser();
    await theirs.open(`${base}/people`);
    assert.equal(theirs.page.status, 200);
    await theirs.open(`${base}/record/voice`);
    await theirs.send({ said: 'I like my bed.', 'known-from': 'the child' });
    assert.equal(theirs.page.path, `${base}/people`);
    for (const path of ['record/sign-off', 'record/stay', 'terms/write', 'reports/ask', 'family-pages'])
      assert.equal((await theirs.open(`${base}/${path}`)).status, 404, path);
    const forged = transactionOf(office.app, reviewer.token, (tx) =>
      sql`insert into app.review_entry (partnership_id, case_id, review_id, kind, answers, recorded_by)
        select partnership_id, case_id, id, 'sign-off', '{}', ${reviewer.accountId} from app.review where case_id = ${of.id}`.execute(
        tx,
      ),
    );
    await assert.rejects(forged, /row-level security/);
    await browser.open(`${base}/move/stopped`);
    await browser.send({ ...boxes('2026-11-23'), reason: 'The Panel takes it.' });
    assert.equal((await theirs.open(`${base}/people`)).status, 404);
    assert.equal((await theirs.open(`/cases/${of.reference}`)).status, 404);
  });
});
