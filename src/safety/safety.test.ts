import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { readTime } from './safety.ts';

describe('a time as it is typed', () => {
  for (const [typed, read] of [
    ['16:40', '16:40:00'],
    ['9.05', '09:05:00'],
    ['0905', '09:05:00'],
    ['', null],
    ['24:00', 'wrong'],
    ['4pm', 'wrong'],
  ] as const)
    it(`“${typed}”: ${read}`, () => assert.equal(readTime(typed)?.toString() ?? null, read));
});

// Today is Monday 23 November 2026, at noon.
describe('what was done at once to keep somebody safe', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let referral = '';

  before(async () => {
    checkEveryRead(true);
    office = await openOffice();
    coordinator = await office.person('coordinator', { name: 'Cora Ordinator' });
    referral = await office.referral();
    opened = await office.openCase(coordinator);
  });
  after(async () => {
    await office.close();
    checkEveryRead(false);
  });

  const good = {
    what: 'The police were called.',
    'by-whom': 'Larchfield School',
    'done-day': '20',
    'done-month': '11',
    'done-year': '2026',
    time: '16:40',
  };
  const at = async (path: string, who = coordinator) => {
    const browser = who.browser();
    await browser.open(path);
    return browser;
  };
  const ofReferral = () => `/referrals/${referral}/safety`;
  const ofCase = () => `/cases/${opened.reference}/safety`;

  it('is recorded on a referral with its day and time, and seen in the case that is opened from it', async () => {
    const browser = await at(ofReferral());
    assert.equal(browser.page.heading, 'No immediate safety action is on record');
    await assertGoodHtml(browser.page.html);
    await browser.send(good);
    assert.equal(browser.page.heading, '1 immediate safety action');
    assert.match(
      wordsOf(browser.page.html),
      /Friday 20 November 2026, 4:40pm What was done The police were called\. By whom Larchfield School Recorded .*, by Cora Ordinator/,
    );
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf((await at(`/referrals/${referral}`)).page.html), /Immediate safety actions: 1/);
    assert.equal((await at(ofCase())).page.heading, 'No immediate safety action is on record');
    await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${opened.id}, ${referral})`.execute(
      office.owner,
    );
    const inCase = await at(ofCase());
    assert.equal(inCase.page.status, 200);
    assert.match(wordsOf(inCase.page.html), /1 immediate safety action .*The police were called/);
    await inCase.send({ ...good, what: 'A brother was placed elsewhere.', 'done-day': '19', time: '' });
    assert.match(
      wordsOf(inCase.page.html),
      /Thursday 19 November 2026, hour not known .* Friday 20 November/,
    );
    await assertGoodHtml(inCase.page.html);
    assert.match(wordsOf((await at(`/cases/${opened.reference}`)).page.html), /Immediate safety actions 2/);
  });

  it('is corrected by another record, and both are shown', async () => {
    const browser = await at(ofCase());
    const [link = ''] = /\/cases\/[^"]*\?corrects=[0-9a-f-]+/.exec(browser.page.html) ?? [];
    const stale = await at(link);
    await browser.open(link);
    assert.match(browser.page.html, /Correct what is on record/);
    await assertGoodHtml(browser.page.html);
    const brother = { ...good, 'done-day': '19', time: '' };
    await browser.send(brother);
    assert.deepEqual(browser.page.problems, ['Say why what is on record was wrong']);
    await browser.send({ ...brother, what: 'A sister was placed elsewhere.', reason: 'It was the sister.' });
    assert.match(
      wordsOf(browser.page.html),
      /A sister was placed elsewhere\..*It was the sister\..*Was corrected: Thursday 19 November 2026, hour not known What was done A brother/,
    );
    assert.equal(browser.page.heading, '2 immediate safety actions');
    const late = { ...brother, what: 'Nobody was placed.', reason: 'I heard so.' };
    await stale.send(late);
    assert.equal(stale.page.status, 409);
    assert.match(stale.page.problems.join(), /corrected already/);
    assert.match(stale.page.html, /Nobody was placed\./, 'what was typed is kept');
    await stale.send(late);
    assert.equal(stale.page.status, 200, 'and corrects what stands now');
    assert.equal(stale.page.heading, '2 immediate safety actions');
    const { rows } = await sql<{ n: number }>`select count(*) as n from app.safety_action`.execute(
      office.owner,
    );
    assert.equal(rows[0]?.n, 4);
  });

  it('says what is wrong, and takes no hour to come', async () => {
    const browser = await at(ofReferral());
    await browser.send({});
    assert.deepEqual(browser.page.problems, [
      'Write what was done',
      'Enter who did it',
      'Enter the day on which it was done',
    ]);
    await assertGoodHtml(browser.page.html);
    await browser.send({ ...good, time: '4pm' });
    assert.deepEqual(browser.page.problems, ['Write the time with 24 hours, like 16:40']);
    await browser.send({ ...good, 'done-day': '24' });
    assert.deepEqual(browser.page.problems, ['The day must be today or in the past']);
    await browser.send({ ...good, 'done-day': '23', time: '23:59' });
    assert.equal(browser.page.status, 409);
    assert.match(browser.page.problems.join(), /has not come yet/);
    await browser.send({ ...good, 'done-day': '23', 'done-month': '13' });
    assert.deepEqual(browser.page.problems, ['The day must be a real date']);
  });

  it('is read by everybody who sees the case, recorded by coordinators, and hidden from whoever is excluded', async () => {
    const chair = await at(ofCase(), await office.person('chair'));
    assert.equal(chair.page.status, 200);
    assert.doesNotMatch(chair.page.html, /Record what was done|Correct this/);
    const member = await office.person('member', { agency: await office.agency('Eastwick Hospital') });
    const shutOut = await office.person('coordinator');
    await office.exclude(coordinator, opened, shutOut);
    for (const who of [member, shutOut])
      for (const path of [ofCase(), ofReferral()]) assert.equal((await at(path, who)).page.status, 404);
    const token = /name="form-token" value="([^"]+)"/.exec((await at('/work', member)).page.html)?.[1] ?? '';
    const browser = await at('/work', member);
    await browser.raw(ofCase(), new URLSearchParams({ 'form-token': token, ...good }).toString());
    assert.notEqual(browser.page.status, 200);
  });

  it('is not added to a closed case', async () => {
    const browser = await at(ofCase());
    await sql`update app.case_file set state = 'closed' where id = ${opened.id}`.execute(office.owner);
    await browser.send(good);
    assert.equal(browser.page.status, 409);
    assert.match(browser.page.problems.join(), /This case is closed/);
    const now = await at(ofCase());
    assert.doesNotMatch(now.page.html, /Record what was done|Correct this/);
    await assertGoodHtml(now.page.html);
  });
});
