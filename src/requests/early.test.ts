import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let office: Office;
let coordinator: Colleague;
let hospital: string;
let school: string;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  coordinator = await office.person('coordinator');
  hospital = await office.agency('Eastwick Hospitals');
  school = await office.agency('Alder Road School', 'education');
});
after(async () => {
  checkEveryRead(false);
  await office.close();
});

const codeOn = ({ page }: Visitor) =>
  /app-people__code">([0-9 ]+)</.exec(page.html)?.[1]?.replace(' ', '') ?? '';
const linkOn = ({ page }: Visitor) => /\/link\/([0-9A-Z]{24})/.exec(page.html)?.[1] ?? '';
const withoutToken = (html: string) => html.replace(/name="form-token" value="[^"]*"/g, '');
// The last form of a page that goes there, whatever forms its frame and others like it have.
const formTo = ({ page }: Visitor, ending: string) =>
  [...page.html.matchAll(/<form([^>]*)>/g)].findLastIndex(([, opening = '']) =>
    new RegExp(`action="[^"]*${ending}"`).test(opening),
  );
const send = (one: Visitor, ending: string, answers: Readonly<Record<string, string>>) =>
  one.send(answers, formTo(one, ending));

const asking = { person: 'Robin Example', email: 'robin@example.org', days: '5' };

async function asked(referral: string, agency = hospital) {
  const staff = coordinator.browser();
  await staff.open(`/referrals/${referral}/requests/ask`);
  const about = /name="about"[^>]*>([^<]*)</.exec(staff.page.html)?.[1] ?? '';
  await send(staff, '/requests/ask', { ...asking, agency, about });
  const at = staff.page.path;
  assert.match(at, /\/referrals\/[0-9a-f-]{36}\/requests\/[0-9a-f-]{36}$/, staff.page.problems.join());
  const code = codeOn(staff);
  await send(staff, '/link', {});
  return { staff, at, code, link: linkOn(staff), id: at.split('/').at(-1) ?? '', about };
}

async function nil(link: string, code: string) {
  const one = visitor(office.world, office.host);
  await one.open(`/link/${link}`);
  await send(one, `/link/${link}`, { code });
  assert.match(one.page.heading, /What does Eastwick Hospitals know/);
  await send(one, '/nil', { name: 'Robin Example', job: 'Records' });
  assert.equal(one.page.path, '/answered');
}

async function openCase(referral: string): Promise<string> {
  const staff = coordinator.browser();
  // Of its lists the radios of the design system ask for what they may not have.
  checkEveryRead(false);
  await staff.open(`/referrals/${referral}/case`);
  checkEveryRead(true);
  await assertGoodHtml(staff.page.html);
  assert.match(wordsOf(staff.page.html), /What 1 agency was asked, with the answers/);
  await send(staff, '/case', { harm: 'died', event: 'notifiable-incident', agency: hospital });
  return /cases\/([A-Z]+-\d{4}-\d{4})/.exec(staff.page.path)?.[1] ?? '';
}

describe('an agency that is asked before there is a case', () => {
  it('answers by link and code, and that is shown on the referral', async () => {
    const referral = await office.referral(goodAnswers('Ash'));
    const staff = coordinator.browser();
    await staff.open(`/referrals/${referral}/requests`);
    assert.equal(staff.page.heading, 'No agency has been asked');
    await assertGoodHtml(staff.page.html);
    await staff.open(`/referrals/${referral}/requests/ask`);
    await assertGoodHtml(staff.page.html);
    const { link, code, at, about } = await asked(referral);
    assert.match(about, /Ash child-name, born 3 February 2015/);
    await staff.open('/work');
    assert.match(
      wordsOf(staff.page.html),
      /Say what is known of the family R-\d+\S* Eastwick Hospitals|Eastwick Hospitals/,
    );
    assert.ok(staff.page.html.includes(`href="${at}"`), 'it leads to the request');
    await staff.open('/calendar');
    assert.match(wordsOf(staff.page.html), /An agency’s answer Referral 1 of 23 Nov 2026 5 days left/);
    assert.ok(staff.page.html.includes(`href="${at}"`), 'as does the calendar');
    await nil(link, code);
    await staff.open(`/referrals/${referral}`);
    await assertGoodHtml(staff.page.html);
    assert.match(
      wordsOf(staff.page.html),
      /1 of 1 agency has answered\. Eastwick Hospitals.*Does not know the family/,
    );
    await staff.open(at);
    await assertGoodHtml(staff.page.html);
    assert.match(
      wordsOf(staff.page.html),
      /said on Mon 23 November 2026 that the agency does not know the family/,
    );
  });

  it('is chased there, and once asked is not asked twice', async () => {
    const referral = await office.referral(goodAnswers('Birch'));
    const { staff, at } = await asked(referral);
    await staff.open(`${at}/escalate`);
    await assertGoodHtml(staff.page.html);
    await send(staff, '/escalate', { whom: 'the safeguarding lead', words: 'By Friday.' });
    assert.match(wordsOf(staff.page.html), /Taken further, to the safeguarding lead.*By Friday\./);
    await staff.open(`/referrals/${referral}/requests/ask`);
    assert.doesNotMatch(staff.page.html, /Eastwick Hospitals/);
    await send(staff, '/ask', { ...asking, agency: hospital, about: 'somebody' });
    assert.equal(staff.page.status, 409);
    assert.match(staff.page.problems.join(), /has been asked already/);
  });

  it('goes with its answer and its steps into the case that is opened, where the agency that is involved reads it', async () => {
    const referral = await office.referral(goodAnswers('Cedar'));
    const { at, link, code, id } = await asked(referral);
    const staff = coordinator.browser();
    await staff.open(`${at}/escalate`);
    await send(staff, '/escalate', { whom: 'the lead', words: 'Soon.' });
    const late = coordinator.browser();
    await late.open(`/referrals/${referral}/requests/ask`);
    const reference = await openCase(referral);
    await staff.open(at);
    assert.equal(staff.page.path, `/cases/${reference}/requests/${id}`);
    await assertGoodHtml(staff.page.html);
    assert.match(wordsOf(staff.page.html), /on the referral, before the case was opened/);
    assert.match(wordsOf(staff.page.html), /Taken further, to the lead/);
    await nil(link, code);
    const member = await office.person('member', { agency: hospital });
    const browser = member.browser();
    await browser.open(`/cases/${reference}/requests/${id}`);
    assert.match(wordsOf(browser.page.html), /Does not know the family/);
    await staff.open(`/cases/${reference}/requests`);
    assert.match(wordsOf(staff.page.html), /asked before the case was opened/);
    await send(late, '/ask', { ...asking, agency: school, about: 'somebody' });
    assert.equal(late.page.status, 409);
    assert.deepEqual(late.page.problems, ['This referral belongs to a case already.']);
    assert.match(late.page.html, />somebody</, 'what was typed is kept');
  });

  it('goes into a case to which the referral is added, beside what was asked there of the same agency', async () => {
    const referral = await office.referral(goodAnswers('Damson'));
    const { id } = await asked(referral);
    const one = await office.openCase(coordinator, 'Child Damson');
    await office.involve(coordinator, one, hospital);
    const staff = coordinator.browser();
    await staff.open(`/cases/${one.reference}/requests/ask`);
    await send(staff, '/ask', { ...asking, agency: hospital, about: 'somebody' });
    await staff.open(`/referrals/${referral}/alike`);
    await assertGoodHtml(staff.page.html);
    await send(staff, '/attach', { reference: 'EASP-2026-9999' });
    assert.deepEqual(staff.page.problems, ['There is no case of that reference here']);
    await assertGoodHtml(staff.page.html);
    await send(staff, '/attach', { reference: one.reference.toLowerCase() });
    assert.equal(staff.page.path, `/referrals/${referral}`);
    assert.match(wordsOf(staff.page.html), new RegExp(`belongs to the case ${one.reference}`));
    const { rows } = await sql<{ early: boolean }>`
      select referral_id is not null as early from app.agency_request where case_id = ${one.id}::uuid order by 1`.execute(
      office.owner,
    );
    assert.deepEqual(rows, [{ early: false }, { early: true }]);
    await staff.open(`/cases/${one.reference}/requests/${id}`);
    assert.equal(staff.page.status, 200);
    await staff.open(`/cases/${one.reference}/people`);
    assert.match(wordsOf(staff.page.html), /Key dates .*5 June 2026.*Damson date-event/);
    await assertGoodHtml(staff.page.html);
  });
});

describe('whoever has nothing to do with a referral', () => {
  it('does not find its requests, by the pages or by SQL', async () => {
    const referral = await office.referral(goodAnswers('Elder'));
    const { at, id } = await asked(referral);
    const others = [
      await office.person('chair'),
      await office.person('member', { agency: hospital }),
      await office.person('administrator'),
    ];
    const nowhere = at.replace(referral, '00000000-0000-4000-8000-000000000000');
    for (const who of others) {
      const browser = who.browser();
      for (const path of [at, `/referrals/${referral}/requests`, `/referrals/${referral}/requests/ask`]) {
        const seen = await browser.open(path);
        const none = await browser.open(path.replace(referral, '00000000-0000-4000-8000-000000000000'));
        assert.deepEqual([seen.status, none.status], [404, 404], `${who.name} ${path}`);
        assert.equal(withoutToken(seen.html), withoutToken(none.html));
      }
      assert.equal((await browser.open(nowhere)).status, 404);
      await transactionOf(office.app, who.token, async (tx) => {
        for (const table of ['agency_request', 'agency_answer', 'agency_request_step']) {
          const column = table === 'agency_request' ? 'id' : 'request_id';
          const { rows } = await sql`select 1 from ${sql.table(`app.${table}`)}
            where ${sql.ref(column)} = ${id}::uuid`.execute(tx);
          assert.deepEqual(rows, [], `${who.name} ${table}`);
        }
      });
      for (const statement of [
        `select ctx.ask_agency_early('${referral}', '${school}', 'a', 'a@example.org', 'b', ctx.today())`,
        `select ctx.chase_agency('${id}', 'withdrawn', '', '', '')`,
      ])
        await assert.rejects(
          transactionOf(office.app, who.token, (tx) => sql.raw(statement).execute(tx)),
          { code: '42501' },
          `${who.name} ${statement}`,
        );
    }
  });

  it('cannot ask on a referral that was declined, that has a case, or by a day that is over', async () => {
    const closed = await office.referral(goodAnswers('Fir'));
    const staff = coordinator.browser();
    await staff.open(`/referrals/${closed}/decline`);
    await assertGoodHtml(staff.page.html);
    await send(staff, '/decline', {
      code: 'not-here',
      'for-partnership': 'Knowsley',
      reasons: 'It happened there.',
      outcome: 'Another partnership decides.',
    });
    assert.equal(staff.page.path, `/referrals/${closed}`, staff.page.problems.join());
    assert.match(wordsOf(staff.page.html), /it is for another partnership, of Knowsley\./);
    await assertGoodHtml(staff.page.html);
    const joined = await office.referral(goodAnswers('Gorse'));
    const one = await office.openCase(coordinator, 'Child Gorse');
    await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${one.id}, ${joined})`.execute(
      office.owner,
    );
    const open = await office.referral(goodAnswers('Hazel'));
    for (const [referral, day] of [
      [closed, 'ctx.today()'],
      [joined, 'ctx.today()'],
      [open, 'ctx.today() - 1'],
    ] as const)
      await assert.rejects(
        transactionOf(office.app, coordinator.token, (tx) =>
          sql
            .raw(`select ctx.ask_agency_early('${referral}', '${school}', 'a', 'a@example.org', 'b', ${day})`)
            .execute(tx),
        ),
        { code: '22023' },
      );
  });
});
