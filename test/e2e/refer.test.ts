import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sections } from '../../src/intake/questions.ts';
import { openTowns, type Towns } from '../../src/people/samples.ts';
import { openVisitors, type Visitors } from '../browser.ts';
import { goodFilled } from '../referrer.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

/** What axe finds against WCAG, levels A and AA. The library tells on radio buttons whether they are opened, which axe does not take for one. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const scope = globalThis as unknown as { axe?: { run(options: object): Promise<AxeResult> } };
    const found = await scope.axe?.run({
      resultTypes: ['violations'],
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      rules: { 'aria-allowed-attr': { enabled: false }, 'target-size': { enabled: true } },
    });
    return (found?.violations ?? []).flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
  });
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

const save = 'button:text-is("Save and continue")';

async function fill(page: Page, section: (typeof sections)[number]) {
  const filled = goodFilled(section, 'Alder');
  for (const { id, kind, options } of section.questions) {
    const answer = filled[id];
    if (answer === undefined) continue;
    if (options !== undefined)
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
    timeout: 60_000,
  }, async () => {
    const visit = await visitors.visitor();
    const { page, complaints } = visit;
    const look = async (what: string) => {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await violations(page), [], `${what} at ${width}`);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        assert.ok(Number(wide) <= width, `${what} does not scroll sideways at ${width}`);
      }
    };
    await page.goto(at('/refer/begin'));
    await look('begin');
    await page.click('button:text-is("Get a receipt and start")');
    await look('receipt');
    for (const section of sections) {
      await page.goto(at(`/refer/form/${section.id}${section.repeat === undefined ? '' : '/1'}`));
      await page.click(save);
      await look(`${section.id}, wrong`);
      await fill(page, section);
      await look(`${section.id}, filled in`);
      await page.click(save);
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
    await page.click('.app-latest__title a');
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
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    const tabTo = async (selector: string) => {
      for (let time = 0; time < 40; time += 1) {
        await page.keyboard.press('Tab');
        if (await page.locator(`${selector}:focus`).count()) return;
      }
      assert.fail(`${selector} cannot be reached`);
    };
    const typed = async (selector: string, text: string) => {
      await tabTo(selector);
      await page.keyboard.type(text);
    };
    const heading = () => page.locator('h1').innerText();
    await page.goto(at('/refer'));
    assert.match((await page.locator('body').getAttribute('class')) ?? '', /^\S+$/, 'no script has run');
    for (const link of ['a.govuk-button--start', 'main button', 'main a.govuk-button']) {
      await tabTo(link);
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    }
    assert.equal(await heading(), '0 of 9 parts done');
    await page.goto(at('/refer/form/lead'));
    await tabTo('#lead-spoken');
    await page.keyboard.press('Space');
    await typed('#lead-name', 'Robin Example');
    await typed('#lead-role', 'Named nurse');
    for (const [part, text] of [
      ['day', '5'],
      ['month', 'June'],
      ['year', '2026'],
    ])
      await typed(`#lead-day-${part}`, text ?? '');
    await tabTo('main button');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(await heading(), '1 of 9 parts done');
    await visit.leave();
  });
});
