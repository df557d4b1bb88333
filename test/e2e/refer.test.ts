import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Section } from '../../src/intake/question.ts';
import { openTowns, type Towns } from '../../src/people/samples.ts';
import { openVisitors, type Visitors } from '../browser.ts';
import { goodFilled, pagesOf, usualSections } from '../referrer.ts';
import { enter, lookerAt, tabTo, withoutScript } from './look.ts';

let towns: Towns;
let visitors: Visitors;
before(async () => {
  towns = await openTowns();
  visitors = await openVisitors(towns.world);
});
after(async () => {
  await visitors?.close();
  await towns?.close();
});

const at = (path: string) => visitors.address(towns.harnley.host, path);

const save = 'button:text-is("Save and continue")';

async function fill(page: Page, section: Section) {
  const filled = goodFilled(section, 'Alder');
  for (const { id, kind, options } of section.questions) {
    const answer = filled[id];
    // What the answers before have not called for is not on the page.
    if (answer === undefined || !(await page.locator(`#${id}, #${id}-day, [name="${id}"]`).count())) continue;
    if (await page.locator(`select#${id}`).count()) await page.selectOption(`#${id}`, String(answer));
    else if (options !== undefined)
      for (const value of [answer].flat()) await page.check(`[name="${id}"][value="${value}"]`);
    else if (kind === 'date') {
      const [year = '', month = '', day = ''] = String(answer).split('-');
      await page.fill(`#${id}-day`, day);
      await page.fill(`#${id}-month`, month);
      await page.fill(`#${id}-year`, year);
    } else await page.fill(`#${id}`, String(answer));
  }
}

describe('the form of a referral', () => {
  it('is accessible page by page, wide and narrow, empty, wrong and filled, until it is acknowledged', {
    timeout: 120_000,
  }, async () => {
    const visit = await visitors.visitor();
    const { page, complaints } = visit;
    const look = lookerAt(page);
    await page.goto(at('/refer/begin'));
    await look('begin');
    await page.click('button:text-is("Get a receipt and start")');
    await look('receipt');
    for (const section of usualSections) {
      for (const { path, page: asked } of pagesOf(section)) {
        await page.goto(at(path));
        await page.click(save);
        await look(`${path}, empty`);
        // A page on which nothing is required has been saved.
        if (!page.url().endsWith(path)) await page.goto(at(path));
        await fill(page, asked);
        await look(`${path}, filled in`);
        await page.click(save);
      }
      if (section.repeat !== undefined) await look(`the list of ${section.id}`);
    }
    for (const path of ['/refer/form', '/refer/leave', '/refer/stop', '/refer/check']) {
      await page.goto(at(path));
      await look(path);
    }
    await page.click('button:text-is("Send the referral")');
    await look('sent');
    await page.goto(at('/receipt'));
    await look('return');
    const { token } = await towns.somebody(towns.harnley, 'cor@example.org', 'coordinator');
    await page.context().addCookies([{ name: 'sid', value: token, domain: towns.harnley.host, path: '/' }]);
    await page.goto(at('/work'));
    await look('work');
    await page.click('.app-due__thing a');
    await look('referral');
    await page.click('button:text-is("Acknowledge")');
    await page.click('text=The referrer has lost the receipt');
    await look('replace');
    assert.deepEqual(complaints, []);
    await visit.leave();
  });

  it('is begun, answered and saved by keyboard alone, without script, on a phone', async () => {
    const visit = await visitors.visitor({ width: 390 });
    const { page } = visit;
    await withoutScript(page);
    const typed = async (selector: string, text: string) => {
      await tabTo(page, selector);
      await page.keyboard.type(text);
    };
    const heading = () => page.locator('h1').innerText();
    await page.goto(at('/refer'));
    assert.match((await page.locator('body').getAttribute('class')) ?? '', /^\S+$/, 'no script has run');
    for (const link of ['a.govuk-button--start', 'main button', 'main a.govuk-button']) {
      await tabTo(page, link);
      await enter(page);
    }
    assert.match(await heading(), /^0 of \d+ parts done$/);
    await page.goto(at('/refer/form/lead'));
    await tabTo(page, '#lead-spoken');
    await page.keyboard.press('Space');
    await typed('#lead-name', 'Robin Example');
    await typed('#lead-role', 'Named nurse');
    for (const [part, text] of [
      ['day', '5'],
      ['month', 'June'],
      ['year', '2026'],
    ])
      await typed(`#lead-day-${part}`, text ?? '');
    await tabTo(page, 'main button');
    await enter(page);
    assert.match(await heading(), /^1 of \d+ parts done$/);
    await visit.leave();
  });
});
