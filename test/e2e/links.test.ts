import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openVisitors, type Visitors } from '../browser.ts';
import { type Colleague, type Office, openOffice } from '../casework.ts';
import { goodAnswers } from '../referrer.ts';
import { lookerAt, withoutScript } from './look.ts';

let office: Office;
let visitors: Visitors;
let coordinator: Colleague;

before(async () => {
  office = await openOffice();
  coordinator = await office.person('coordinator');
  visitors = await openVisitors(office.world);
});
after(async () => {
  await visitors?.close();
  await office?.close();
});

const at = (path: string) => visitors.address(office.host, path);
const button = (text: string) => `button:text-is("${text}")`;

/** Somebody's window, without script. */
async function window(token: string | null = null) {
  const visit = await visitors.visitor();
  const { page } = visit;
  const setScript = await withoutScript(page);
  if (token !== null)
    await page.context().addCookies([{ name: 'sid', value: token, domain: office.host, path: '/' }]);
  return { ...visit, look: lookerAt(page, setScript) };
}

/** Presses a button or a link, and waits for the page that comes: only then may a window be looked at with its tools. */
const press = (page: Page, selector: string): Promise<unknown> =>
  Promise.all([page.waitForNavigation(), page.click(selector)]);

/** Link and code as whoever passes them on sees them. */
async function passedOn(page: Page) {
  const code = (await page.locator('.app-people__code').first().textContent()) ?? '';
  const link = (await page.locator('.app-command').first().textContent()) ?? '';
  return { code: code.trim(), link: new URL(link.trim()).pathname };
}

describe('a link and a code', () => {
  it('lead a safeguarding lead to a referral and its endorsement, without script, wide and narrow', {
    timeout: 120_000,
  }, async () => {
    const id = await office.referral(goodAnswers('Alder'));
    const staff = await window(coordinator.token);
    await staff.page.goto(at(`/referrals/${id}/endorsement`));
    await staff.look('nobody asked');
    await staff.page.fill('#email', 'lead@example.org');
    await press(staff.page, button('Ask for the endorsement'));
    await staff.look('asked');
    await press(staff.page, button('Get the link'));
    await staff.look('endorsement link');
    const { link, code } = await passedOn(staff.page);
    const lead = await window();
    await lead.page.goto(at(link));
    await press(lead.page, button('Open'));
    await lead.look('code missing');
    await lead.page.fill('#code', code);
    await press(lead.page, button('Open'));
    await lead.look('endorse');
    await press(lead.page, button('Send your answer'));
    await lead.look('endorse, wrong');
    await lead.page.check('[name="answer"][value="change"]');
    await lead.page.fill('#change-words', 'The day is another.');
    await lead.page.fill('#name', 'Robin Example');
    await lead.page.fill('#job', 'Named nurse');
    await press(lead.page, button('Send your answer'));
    await lead.look('answered');
    await lead.page.goto(at(link));
    await lead.look('link over');
    await staff.page.goto(at(`/referrals/${id}`));
    await staff.look('referral with endorsement');
    assert.deepEqual([...staff.complaints, ...lead.complaints], []);
  });

  it('lead somebody of an agency to what it is asked, part by part, without script, wide and narrow', {
    timeout: 120_000,
  }, async () => {
    const agency = await office.agency('Eastwick Hospitals');
    const of = await office.openCase(coordinator);
    await office.involve(coordinator, of, agency);
    const staff = await window(coordinator.token);
    await staff.page.goto(at(`/cases/${of.reference}/requests`));
    await staff.look('no requests');
    await staff.page.goto(at(`/cases/${of.reference}/requests/ask`));
    await press(staff.page, button('Ask the agency'));
    await staff.look('ask, wrong');
    await staff.page.check(`[name="agency"][value="${agency}"]`);
    await staff.page.fill('#person', 'Robin Example');
    await staff.page.fill('#email', 'robin@example.org');
    await staff.page.fill('#about', 'Zorro Example, born 3 February 2021');
    await press(staff.page, button('Ask the agency'));
    await staff.look('request');
    const here = staff.page.url();
    await staff.page.goto(`${here}/escalate`);
    await staff.look('escalate');
    await staff.page.goto(here);
    await press(staff.page, button('Get the link'));
    await staff.look('request link');
    const { link, code } = await passedOn(staff.page);
    const one = await window();
    await one.page.goto(at(link));
    await one.page.fill('#code', code);
    await press(one.page, button('Open'));
    await one.look('what is asked');
    for (const part of ['involvement', 'summary', 'practice', 'criteria', 'you']) {
      await press(one.page, `a[href$="/part/${part}"]`);
      await one.look(part);
      await press(one.page, button('Save and finish later'));
    }
    await press(one.page, '.govuk-button:text-is("Check your answers")');
    await one.look('check');
    await one.page.goBack();
    await one.page.fill('#name', 'Robin Example');
    await one.page.fill('#job', 'Records');
    await press(one.page, button('We do not know this family: send'));
    await staff.page.goto(here);
    await staff.look('nil return');
    await staff.page.goto(at(`/cases/${of.reference}/requests`));
    await staff.look('requests');
    assert.deepEqual([...staff.complaints, ...one.complaints], []);
  });
});
