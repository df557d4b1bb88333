import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { sendParts } from '../../test/uploading.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

const first = `Date,Source,Event
1 March 2016,Log 1,Police are called to the home. Nobody is hurt.
31 February 2016,Log 2,A second call.
March 2017,Log 3,A visit to the home; the child is seen asleep.
`;
const corrected = `Date,Source,Event
1 March 2016,Log 1,Police are called to the home. Nobody is hurt. The father leaves.
28 February 2016,Log 2,A second call.
12 May 2018,Log 9,A referral is made.
`;

let office: Office;
let coordinator: Colleague;
let of: OpenedCase;
let hospital: string;
let police: string;
let base: string;

before(async () => {
  office = await openOffice();
  coordinator = await office.person('coordinator');
  hospital = await office.agency('Eastwick Hospitals');
  police = await office.agency('Eastwick Police', 'police');
  of = await office.openCase(coordinator);
  await office.involve(coordinator, of, hospital);
  await office.involve(coordinator, of, police);
});
after(() => office.close());

const code = (html: string) =>
  /class="app-command app-people__code">([\d ]+)</.exec(html)?.[1]?.replace(' ', '') ?? '';
const linkIn = (html: string) => /class="app-command">[^<]*(\/link\/[^<]+)</.exec(html)?.[1] ?? '';

/** The agency's person, behind link and code. */
async function answerer(lane: string): Promise<{ readonly browser: Visitor; readonly at: string }> {
  const staff = coordinator.browser();
  await staff.open(lane);
  const got = await staff.send({});
  const browser = visitor(office.world, office.host);
  await browser.open(linkIn(got.html));
  const opened = await browser.send({ code: code(got.html) });
  return { browser, at: opened.path };
}

async function bring(
  browser: Visitor,
  page: string,
  action: string,
  name: string,
  text: string | Uint8Array,
) {
  const { html } = await browser.open(page);
  const token = /name="form-token" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return sendParts(office.world, office.host, browser, action, [['form-token', token]], { name, bytes });
}

const rowsOf = async (token: string) =>
  transactionOf(office.app, token, async (tx) => {
    const { rows } = await sql<{ event: string; agency: string }>`
      select r.event, l.agency_id as agency from app.chronology_row r join app.chronology_lane l on l.id = r.lane_id
      where r.until is null order by r.sort_key`.execute(tx);
    return rows;
  });

describe('an agency’s lane', () => {
  let lane: string;
  let policeLane: string;
  let someone: Awaited<ReturnType<typeof answerer>>;

  it('is asked by a link under a chronology that the coordinator opens', async () => {
    const staff = coordinator.browser();
    await staff.open(`/cases/${of.reference}/chronology/open`);
    await assertGoodHtml(staff.page.html);
    const wrong = await staff.send({ title: '', 'from-day': '31', 'from-month': '2', 'from-year': '2016' });
    assert.deepEqual(wrong.problems, [
      'Enter a title',
      'The first day must be a real day, such as 12 3 2019',
    ]);
    await staff.open(`/cases/${of.reference}/chronology/open`);
    const form = new URLSearchParams([
      ['title', 'Chronology for Child Linden'],
      ['instructions', 'Look for the family of two.'],
      ['asked', 'source'],
      ['mandatory', 'source'],
      ['title-own-1', 'Ward'],
    ]);
    const lanes = await staff.send(form);
    base = lanes.path;
    assert.equal(lanes.heading, 'No agency has been asked for its chronology');
    for (const [agency, way] of [
      [hospital, 'link'],
      [police, 'here'],
    ] as const) {
      await staff.open(`${base}/lanes/add`);
      const made = await staff.send(
        way === 'link'
          ? { agency, way, person: 'A. Nurse', email: 'nurse@example.org', days: '5' }
          : { agency, way },
      );
      assert.equal(made.status, 200, made.problems.join());
      await assertGoodHtml(made.html);
      if (way === 'link') lane = made.path;
      else policeLane = made.path;
    }
    const all = await staff.open(base);
    await assertGoodHtml(all.html);
    assert.equal(all.heading, '0 of 2 agencies have given theirs');
  });

  it('shows what a file came to before it is sent, every row that is not understood among it', async () => {
    someone = await answerer(lane);
    const { browser, at } = someone;
    assert.match(at, /^\/lane\//);
    assert.match(wordsOf(browser.page.html), /Look for the family of two/);
    await assertGoodHtml(browser.page.html);
    const came = await bring(browser, at, `${at}/file`, 'ours.csv', first);
    assert.equal(came.location, `${at}/check`);
    const check = await browser.open(`${at}/check`);
    await assertGoodHtml(check.html);
    assert.equal(check.heading, '2 rows will be sent, and 1 row is not understood');
    assert.match(wordsOf(check.html), /31 February 2016.*A second call/);
    const sendForm = check.html.split('<form').findIndex((part) => part.includes('/check/send')) - 1;
    const unsure = await browser.send({ name: 'A. Nurse', job: 'Nurse' }, sendForm);
    assert.deepEqual(unsure.problems, ['Say that this is your agency’s chronology, from its own records']);
    await browser.open(`${at}/check`);
    const sent = await browser.send({ name: 'A. Nurse', job: 'Nurse', sure: 'yes' }, sendForm);
    assert.equal(sent.heading, 'Eastwick Hospitals has given 2 rows');
    const staff = coordinator.browser();
    const all = await staff.open(base);
    assert.equal(all.heading, '1 of 2 agencies have given theirs');
    assert.match(wordsOf(all.html), /Given, not all understood/);
  });

  it('says what a correction adds, changes and withdraws, and what was said of a row stays with it', async () => {
    const before = await sql<{ id: string; lane: string }>`
      select row_id as id, lane_id as lane from app.chronology_row where event like 'Police are called%'`.execute(
      office.owner,
    );
    const { browser, at } = someone;
    await bring(browser, at, `${at}/file`, 'ours, corrected.csv', corrected);
    const check = await browser.open(`${at}/check`);
    assert.equal(check.heading, 'This adds 2, changes 1 and withdraws 1');
    await assertGoodHtml(check.html);
    const form = check.html.split('<form').findIndex((part) => part.includes('/check/send')) - 1;
    const sent = await browser.send({ name: 'A. Nurse', job: 'Nurse', sure: 'yes' }, form);
    assert.equal(sent.heading, 'Eastwick Hospitals has given 3 rows');
    const { rows } = await sql<{ id: string; since: number; until: number | null; event: string }>`
      select row_id as id, since, until, event from app.chronology_row where row_id = ${before.rows[0]?.id ?? ''} order by since`.execute(
      office.owner,
    );
    assert.deepEqual(
      rows.map(({ since, until }) => [since, until]),
      [
        [1, 2],
        [2, null],
      ],
    );
    assert.match(rows[1]?.event ?? '', /The father leaves/);
  });

  it('takes no file that cannot be read, and says why in one sentence', async () => {
    const { browser, at } = someone;
    for (const [name, bytes, why] of [
      ['empty.csv', new Uint8Array(), /empty|Choose/],
      ['locked.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /./],
      ['broken.xlsx', Buffer.from('PK\u0003\u0004 and no more'), /./],
      ['letter.csv', Buffer.from('Dear all,\nthis is a letter.\n'), /No table of events/],
    ] as const) {
      const came = await bring(browser, at, `${at}/file`, name, bytes);
      assert.equal(came.status, 400, name);
      assert.match(came.problem, why, name);
    }
    assert.doesNotMatch((await browser.open(at)).html, /has not been sent/);
  });

  it('is filled by the coordinator from what came another way', async () => {
    const staff = coordinator.browser();
    const came = await bring(staff, `${policeLane}/bring`, `${policeLane}/bring`, 'police.csv', first);
    assert.equal(came.location, `${policeLane}/check`);
    const check = await staff.open(`${policeLane}/check`);
    await assertGoodHtml(check.html);
    const form = check.html.split('<form').findIndex((part) => part.includes('/check/send')) - 1;
    const sent = await staff.send({ sure: 'yes' }, form);
    assert.match(
      wordsOf(sent.html),
      /Return 1, 23 November 2026, taken in here: 2 rows stand, 1 not understood/,
    );
  });

  it('is read by its own agency alone until the whole is released', async () => {
    const nurse = await office.person('member', { agency: hospital });
    const officer = await office.person('member', { agency: police });
    const shut = await office.person('chair');
    await office.exclude(coordinator, of, shut);
    const seen = async (who: Colleague) => new Set((await rowsOf(who.token)).map(({ agency }) => agency));
    assert.deepEqual(await seen(nurse), new Set([hospital]));
    assert.deepEqual(await seen(officer), new Set([police]));
    assert.deepEqual(await seen(shut), new Set());
    assert.deepEqual(await seen(coordinator), new Set([hospital, police]));
    const page = await nurse.browser().open(base);
    assert.equal(page.status, 200);
    assert.equal((await nurse.browser().open(`${policeLane}/bring`)).status, 404);
    assert.equal((await nurse.browser().open(`${policeLane}/check`)).status, 404);
    const staff = coordinator.browser();
    const lanes = await staff.open(base);
    const forms = lanes.html.split('<form');
    await staff.send({}, forms.findIndex((part) => part.includes('value="released"')) - 1);
    assert.deepEqual(await seen(nurse), new Set([hospital, police]));
    assert.deepEqual(await seen(shut), new Set());
  });

  it('shows the bearer of a link nothing of another lane, released or not, and no draft to the office', async () => {
    const { browser, at } = someone;
    const token = [...browser.cookies].find(([name]) => name.includes('opened-'))?.[1] ?? '';
    assert.deepEqual(new Set((await rowsOf(token)).map(({ agency }) => agency)), new Set([hospital]));
    await browser.open(`${at}/rows/new`);
    await assertGoodHtml(browser.page.html);
    const lacking = await browser.send({ 'cell-date': 'March 2019', 'cell-event': 'A visit.' });
    assert.match(wordsOf(lacking.html), /Lacks: Source of information/);
    await assertGoodHtml(lacking.html);
    const check = await browser.open(`${at}/rows/check`);
    await assertGoodHtml(check.html);
    assert.match(wordsOf(check.html), /1 row lacks what is asked of every row/);
    const drafts = await transactionOf(office.app, coordinator.token, (tx) =>
      sql`select from app.chronology_draft`.execute(tx),
    );
    assert.equal(drafts.rows.length, 0);
  });

  it('takes nothing once the chronology is closed', async () => {
    const staff = coordinator.browser();
    const lanes = await staff.open(base);
    const forms = lanes.html.split('<form');
    await staff.send({}, forms.findIndex((part) => part.includes('value="closed"')) - 1);
    const { browser, at } = someone;
    assert.match(wordsOf((await browser.open(at)).html), /This chronology is closed, and takes nothing more/);
    const came = await bring(browser, `${at}/rows/new`, `${at}/file`, 'late.csv', first);
    assert.equal(came.status, 400);
    assert.match(came.problem, /This chronology is closed/);
  });
});
