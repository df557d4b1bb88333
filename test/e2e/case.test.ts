import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { sampleForm } from '../../src/group/samples.ts';
import { openTowns, password, type Somebody, type Towns } from '../../src/people/samples.ts';
import { openVisitors, type Visitor, type Visitors } from '../browser.ts';
import { type Colleague, type Office, officeIn, type OpenedCase } from '../casework.ts';
import { beginReferral, fillInAll } from '../referrer.ts';
import { authenticatorCode, visitor } from '../visitor.ts';
import { answerByKeyboard } from './keyboard.ts';
import { enter, type Look, lookerAt, tabTo, withoutScript } from './look.ts';

// Every name in the referral has this word, which no title, no address and no page of anybody else may have.
const mark = 'Zephyrine';

let towns: Towns;
let office: Office;
let visitors: Visitors;
let cora: Somebody;
let chas: Somebody;
const record = 'Record the decision';
const told = 'The group will review how agencies worked together.';
const onCase = [
  '/people',
  '/agencies',
  '/access',
  '/access/give',
  '/access/shut-out',
  '/decisions',
  '/record',
  '/record/looked',
  '/summary',
];
let police = '';
let receipt = '';
let reference = '';
before(async () => {
  towns = await openTowns();
  office = await officeIn(towns.world, 'Eastwick');
  visitors = await openVisitors(towns.world);
  await office.agency('Eastwick Vale Council', 'local-authority');
  police = await office.agency('Eastwick Constabulary', 'police');
  const hospitals = await office.agency('Eastwick Hospitals');
  await office.person('member', { agency: hospitals, name: 'Indra Example' });
  cora = await towns.somebody(office, 'cora@example.org', 'coordinator', 'Cora Example');
  chas = await towns.somebody(office, 'chas@example.org', 'chair', 'Chas Example');
  const referrer = visitor(towns.world, office.host);
  receipt = await beginReferral(referrer);
  await fillInAll(referrer, mark);
  await referrer.open('/refer/check');
  await referrer.send({});
  assert.equal(referrer.page.heading, 'Your referral has been sent');
});
after(async () => {
  await visitors?.close();
  await office?.close();
  await towns?.close();
});

const at = (path: string) => visitors.address(office.host, path);
const heading = (page: Page) => page.locator('h1').innerText();
const press = (page: Page, text: string) => page.click(`main button:text-is("${text}")`);
const follow = (page: Page, text: string) => page.click(`main a:has-text("${text}")`);

/** Somebody at their window, and what looks at each page of it. */
interface Seat extends Visitor {
  readonly look: Look;
}

async function sit(width = 1280): Promise<Seat> {
  const visit = await visitors.visitor({ width });
  return { ...visit, look: lookerAt(visit.page) };
}

async function sitWithoutScript(width = 1280): Promise<Seat> {
  const visit = await visitors.visitor({ width });
  return { ...visit, look: lookerAt(visit.page, await withoutScript(visit.page)) };
}

const seatOf = async (who: { readonly token: string }, seat: Seat) => {
  await seat.page.context().addCookies([{ name: 'sid', value: who.token, domain: office.host, path: '/' }]);
  return seat;
};

async function leave({ complaints, leave: go }: Seat) {
  assert.deepEqual(complaints, []);
  await go();
}

async function signIn(page: Page, who: Somebody) {
  await towns.nextCode(who.email);
  await page.fill('#email', who.email);
  await page.fill('#password', password);
  await page.fill('#code', authenticatorCode(who.key));
  await press(page, 'Sign in');
}

/** As if nobody had used their sessions for half an hour. */
const letRunOut = ({ accountId }: Somebody) =>
  sql`update ctx.bearer set seen_at = now() - interval '31 minutes' where account_id = ${accountId}::uuid`.execute(
    office.owner,
  );

/** The title and every word outside what the page is for: neither may have the name of a child. */
async function assertNameless(page: Page) {
  assert.doesNotMatch(await page.title(), new RegExp(mark));
  assert.doesNotMatch(page.url(), new RegExp(mark));
}

describe('a case, from its referral to what the referrer reads', { timeout: 170_000 }, () => {
  it('is opened by the coordinator, who signs in by the form', async () => {
    const seat = await sit();
    const { page, look } = seat;
    await page.goto(at('/work'));
    await look('sign in');
    await signIn(page, cora);
    await look('today, a new referral');
    assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(mark));
    await page.click('.app-due__thing a');
    await look('referral');
    await press(page, 'Acknowledge');
    await follow(page, 'Open a case');
    await page.uncheck('text=Eastwick Constabulary');
    await look('opening');
    await press(page, 'Open the case');
    reference = /\/cases\/([A-Z]+-\d{4}-0001)$/.exec(page.url())?.[1] ?? '';
    assert.match(reference, /^EASP-/);
    await assertNameless(page);
    await look('overview without clocks');
    await leave(seat);
  });

  it('is given its agencies, and its day by keyboard alone', async () => {
    const seat = await seatOf(cora, await sit());
    const { page, look } = seat;
    await page.goto(at(`/cases/${reference}/agencies/involve`));
    await look('involve an agency');
    await page.check('text=Eastwick Constabulary');
    await press(page, 'Involve the agency');
    await look('agencies');
    await page.goto(at(`/cases/${reference}`));
    await tabTo(page, 'main a.govuk-button');
    await enter(page);
    await look('a day');
    const day = { 'day-day': '31', 'day-month': '2', 'day-year': '2026', source: 'Read on the telephone.' };
    await answerByKeyboard(page, day, 'Record the day');
    await enter(page);
    assert.equal(await page.locator('.govuk-error-summary:focus').count(), 1);
    assert.equal(await page.locator('#day-error').count(), 1);
    assert.equal(await page.inputValue('#source'), 'Read on the telephone.');
    assert.equal(await page.inputValue('#day-day'), '31');
    await look('a day, wrong');
    await page.reload();
    await answerByKeyboard(
      page,
      { ...day, 'day-day': '19', 'day-month': 'November', time: '16:40' },
      'Record the day',
    );
    await enter(page);
    assert.equal(await page.locator('.app-glance__number').innerText(), '3');
    await look('overview');
    await follow(page, 'Show the working');
    await look('the working of a clock');
    await leave(seat);
  });

  it('is decided by the chair without script, by keyboard, through a session that ends meanwhile', async () => {
    const seat = await seatOf(chas, await sitWithoutScript());
    const { page, look } = seat;
    const whole = Object.fromEntries(sampleForm('2026-11-20', 'LCSPR'));
    const open = Object.keys(whole).find((name) => /^limb-.*(?<!-reason)$/.test(name)) ?? '';
    const { [open]: met = '', ...gap } = whole;
    await page.goto(at(`/cases/${reference}/decisions`));
    await look('decisions, none yet');
    await tabTo(page, 'main a.govuk-button');
    await enter(page);
    await answerByKeyboard(page, gap, record);
    await enter(page);
    assert.equal(await page.locator(`[id="${open}-error"]`).count(), 1, 'beside the field');
    assert.equal(await page.inputValue('#reasons'), gap['reasons']);
    await look('decision, a limb left open');
    await letRunOut(chas);
    await answerByKeyboard(page, { [open]: met }, record);
    await enter(page);
    await look('decision, the session has ended');
    await signIn(page, chas);
    assert.equal(await page.inputValue('#reasons'), gap['reasons']);
    assert.equal(await page.locator(`[name="${open}"][value="${met}"]`).isChecked(), true);
    await press(page, record);
    assert.equal(await heading(page), 'Decided: local child safeguarding practice review');
    await look('decision, recorded');
    await leave(seat);
  });

  it('shows the same to the chair on every page, without script as with it', async () => {
    const plain = await seatOf(await office.person('chair'), await sitWithoutScript());
    const scripted = await seatOf(cora, await sit());
    const base = `/cases/${reference}`;
    for (const path of ['/work', '/cases', base, `${base}/people`, `${base}/agencies`, `${base}/record`]) {
      await plain.page.goto(at(path));
      assert.doesNotMatch(await heading(plain.page), /Sign in|not found/, path);
      await assertNameless(plain.page);
      await plain.look(`chair ${path.replace(reference, 'ref')}`);
    }
    for (const path of ['/work', '/cases', ...onCase.map((end) => `${base}${end}`)]) {
      await scripted.page.goto(at(path));
      assert.notEqual(await heading(scripted.page), 'Page not found', path);
      await assertNameless(scripted.page);
      await scripted.look(`coordinator ${path.replace(reference, 'ref')}`);
    }
    await leave(plain);
    await leave(scripted);
  });

  it('comes back to the referrer, who reads the outcome with the receipt on a phone without script', async () => {
    const seat = await seatOf(cora, await sit());
    await seat.page.goto(at('/work'));
    await seat.page.click('.app-due__thing a');
    await follow(seat.page, 'Tell the referrer the outcome');
    assert.match(
      await seat.page.inputValue('#outcome'),
      /safeguarding practice review/,
      'begun from the decision',
    );
    await seat.page.fill('#outcome', '');
    await press(seat.page, 'Tell the referrer');
    await seat.look('outcome, wrong');
    await seat.page.fill('#outcome', told);
    await press(seat.page, 'Tell the referrer');
    await seat.look('outcome, told');
    await leave(seat);
    const referrer = await sitWithoutScript(390);
    const { page } = referrer;
    await page.goto(at('/receipt'));
    await answerByKeyboard(page, { receipt }, 'Open');
    await enter(page);
    assert.equal(await heading(page), 'There is an outcome');
    const words = await page.locator('main').innerText();
    assert.match(words, new RegExp(told));
    assert.doesNotMatch(words, new RegExp(`${mark}|${reference}`));
    await referrer.look('referrer, the outcome');
    await leave(referrer);
  });
});

describe('the same case to those whom it is not for', { timeout: 100_000 }, () => {
  const nowhere = 'EASP-2020-9999';
  /** Everything of a page but the address that was asked for. */
  const words = async (page: Page, path: string) => {
    const answer = await page.goto(at(path));
    assert.equal(answer?.status(), 404, path);
    return (await page.content()).replaceAll(path, '');
  };
  const notThere: readonly (readonly [who: string, make: () => Promise<Colleague>])[] = [
    [
      'a member of an agency not involved',
      async () => office.person('member', { agency: await office.agency('Eastwick Schools', 'education') }),
    ],
    [
      'a member of an agency involved who is shut out',
      async () => {
        const shut = await office.person('member', { agency: police });
        const [opened] = (
          await sql<OpenedCase>`select id, reference, pseudonym from app.case_file where reference = ${reference}`.execute(
            office.owner,
          )
        ).rows;
        if (opened !== undefined) await office.exclude(await office.person('coordinator'), opened, shut);
        return shut;
      },
    ],
    ['an administrator', () => office.person('administrator')],
  ];
  for (const [who, make] of notThere)
    it(`is not there for ${who}`, async () => {
      const seat = await seatOf(await make(), await sit());
      const { page } = seat;
      for (const end of ['', ...onCase])
        assert.equal(
          await words(page, `/cases/${reference}${end}`),
          await words(page, `/cases/${nowhere}${end}`),
          end,
        );
      if (who === 'an administrator') await seat.look(`${who}, not found`);
      const links = await page.locator('nav').allInnerTexts();
      assert.equal(/Cases/.test(links.join(' ')), who !== 'an administrator');
      for (const path of who === 'an administrator' ? ['/work'] : ['/work', '/cases']) {
        await page.goto(at(path));
        assert.doesNotMatch(await page.content(), new RegExp(`${reference}|${mark}`), path);
        await seat.look(`${who}, ${path}`);
      }
      await leave(seat);
    });

  it('asks somebody who has left to sign in, and tells no more', async () => {
    const leaver = await office.person('coordinator');
    await office.leave(leaver);
    const seat = await seatOf(leaver, await sitWithoutScript(390));
    const { page } = seat;
    await page.goto(at(`/cases/${reference}`));
    assert.match(page.url(), /\/sign-in/);
    assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(reference));
    await seat.look('somebody who has left');
    await leave(seat);
  });
});
