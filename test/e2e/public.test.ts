import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openVisitors, type Visitor, type Visitors } from '../browser.ts';
import { commonPages, type ExampleSites, hosts, openExampleSites, ownPages } from '../example-sites.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let sites: ExampleSites;
let visitors: Visitors;
before(async () => {
  sites = await openExampleSites();
  visitors = await openVisitors(sites.world);
});
after(async () => {
  await visitors?.close();
  await sites?.close();
});

// Every page of the fullest partnership, and of the others what looks different there.
const walked: readonly (readonly [string, string])[] = [
  ...[...commonPages, ...ownPages.full].map((path) => [hosts.full, path] as const),
  ...['/', '/refer', '/contact', '/privacy', '/reviews', ...ownPages.bare].map(
    (path) => [hosts.bare, path] as const,
  ),
  ...['/', '/reviews'].map((path) => [hosts.empty, path] as const),
];

/** What axe finds against WCAG 2.0 to 2.2, levels A and AA: the rule and the place of each. */
async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResult> } };
    const found = await axe.run({
      resultTypes: ['violations'],
      runOnly: { type: 'tag', values: tags },
      rules: { 'target-size': { enabled: true } },
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
  }, rules);
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

describe('every public page', () => {
  const readers = new Map<'on' | 'taken-out', Visitor>();
  before(async () => {
    for (const script of ['on', 'taken-out'] as const)
      readers.set(script, await visitors.visitor({ script }));
  });

  async function read(visitor: Visitor, address: string, script: string) {
    const { page, complaints } = visitor;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(address);
    await page.evaluate(axe);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const what = `${width} px, script ${script}`;
      assert.deepEqual(await violations(page), [], what);
      assert.ok((await pageWidth(page)) <= width, `no scrolling sideways at ${what}`);
    }
    assert.deepEqual(complaints.splice(0), [], `script ${script}`);
  }

  for (const [host, path] of walked) {
    it(`${host}${path} is accessible and whole, wide and narrow, with script and without`, {
      timeout: 30_000,
    }, async () => {
      const address = visitors.address(host, path);
      await Promise.all([...readers].map(([script, visitor]) => read(visitor, address, script)));
    });
  }

  it('would not be taken for accessible if it were not', async () => {
    const { page, leave } = await visitors.visitor();
    await page.goto(visitors.address(hosts.full, '/reviews'));
    await page.evaluate(axe);
    await page.evaluate(() => {
      document.documentElement.removeAttribute('lang');
      document.querySelector('label[for="q"]')?.remove();
      document.querySelector('h1')?.style.setProperty('color', '#dddddd');
    });
    const found = (await violations(page)).map((one) => one.split(':')[0]);
    for (const rule of ['html-has-lang', 'label', 'color-contrast']) assert.ok(found.includes(rule), rule);
    await leave();
  });
});

const pageWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

const focused = (page: Page) =>
  page.evaluate(() => {
    const { id, textContent } = document.activeElement ?? { id: '', textContent: '' };
    return id || (textContent ?? '').trim().replace(/\s+/g, ' ');
  });

/** Presses Tab until what has the focus is called `name` (its id or its words). */
async function tabTo(page: Page, name: string) {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at === name) return;
    passed.push(at);
  }
  assert.fail(`no ${name} among ${passed.join(' | ')}`);
}

for (const script of ['on', 'off'] as const)
  describe(`by keyboard alone, with script ${script}`, { timeout: 60_000 }, () => {
    let visitor: Visitor;
    let page: Page;
    before(async () => {
      visitor = await visitors.visitor({ script });
      page = visitor.page;
    });
    after(async () => {
      assert.deepEqual(visitor.complaints, []);
      await visitor.leave();
    });

    it('a reader passes over the header', async () => {
      await page.goto(visitors.address(hosts.full, '/process'));
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Skip to main content');
      const box = await page.locator('.govuk-skip-link').boundingBox();
      assert.ok(box !== null && box.height > 20, 'it can be seen while it has the focus');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#main-content$/);
      await page.keyboard.press('Tab');
      const inMain = await page.evaluate(() => document.activeElement?.closest('main') !== null);
      assert.ok(inMain, 'the next stop is in the content');
    });

    it('a reader searches, narrows what was found, and opens the page that says it', async () => {
      await page.goto(visitors.address(hosts.full, '/'));
      await tabTo(page, 'q');
      await page.keyboard.type('brought');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/reviews\?q=brought/);
      assert.match(await page.title(), /^“brought”: \d pages in 2 reviews/);
      await tabTo(page, (await page.locator('[name=type][value=LCSPR]').getAttribute('id')) ?? '');
      await page.keyboard.press('Space');
      await tabTo(page, 'Apply filters');
      await page.keyboard.press('Enter');
      await page.waitForURL(/type=LCSPR/);
      assert.equal(new URL(page.url()).searchParams.get('q'), 'brought', 'the words stay');
      assert.match(await page.title(), /in 1 review /);
      await tabTo(page, 'Page 2');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/reviews\/child-oak\/report#page-2$/);
      const top = await page.locator('#page-2').evaluate((element) => element.getBoundingClientRect().top);
      assert.ok(top > -5 && top < 900, `page 2 is in sight: ${top}`);
    });

    it('a reader takes a filter off again', async () => {
      await page.goto(visitors.address(hosts.full, '/reviews?type=SCR&theme=Neglect'));
      await tabTo(page, 'Remove filter: Neglect✕');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => !url.searchParams.has('theme'));
      assert.equal(new URL(page.url()).searchParams.get('type'), 'SCR');
      assert.equal(await page.locator('.app-chip').count(), 1);
    });

    it('an officer works out a date', async () => {
      await page.goto(visitors.address(hosts.full, '/notifying'));
      await tabTo(page, 'aware-day');
      for (const part of ['23', '12', '2026']) {
        await page.keyboard.type(part);
        await page.keyboard.press('Tab');
      }
      await tabTo(page, 'Work it out');
      await page.keyboard.press('Enter');
      await page.waitForURL(/aware-day=23.*#answer$/);
      assert.equal(await page.locator('.app-answer__date').innerText(), 'Monday 4 January 2027');
      assert.match(await page.title(), /Monday 4 January 2027/);
      assert.equal(await page.locator('#aware-year').inputValue(), '2026', 'what was typed is still there');
    });

    it('an officer who mistypes a date is told what is wrong, and loses nothing', async () => {
      await page.goto(visitors.address(hosts.full, '/notifying'));
      await page.locator('#aware-day').fill('31');
      await page.locator('#aware-month').fill('2');
      await page.locator('#aware-year').fill('2026');
      await page.locator('#sent-day').fill('soon');
      await page.locator('#sent-day').press('Enter');
      await page.waitForURL(/aware-day=31/);
      assert.match(await page.title(), /^Error: /);
      const summary = page.locator('.govuk-error-summary');
      if (script === 'on')
        await page.waitForFunction(() => document.activeElement?.matches('.govuk-error-summary'));
      await summary.getByRole('link').first().focus();
      await page.keyboard.press('Enter');
      if (script === 'on') assert.equal(await focused(page), 'aware-day');
      else assert.match(page.url(), /#aware-day$/);
      assert.equal(await page.locator('#aware-day').inputValue(), '31');
      assert.equal(await page.locator('#sent-day').inputValue(), 'soon');
      await page.locator('#aware-day').fill('27');
      await page.locator('#sent-day').fill('');
      await page.locator('#aware-day').press('Enter');
      await page.waitForURL(/aware-day=27/);
      assert.equal(await page.locator('.app-answer__date').innerText(), 'Friday 6 March 2026');
    });
  });

describe('a narrow screen', { timeout: 30_000 }, () => {
  it('has the filters behind a button, which opens and shuts them', async () => {
    const { page, complaints, leave } = await visitors.visitor({ width: 320 });
    await page.goto(visitors.address(hosts.full, '/reviews'));
    const choice = page.locator('#type-1');
    const button = page.getByRole('button', { name: /filter/i }).first();
    const before_ = await choice.isVisible();
    await button.press('Enter');
    assert.equal(await choice.isVisible(), !before_);
    await button.press('Enter');
    assert.equal(await choice.isVisible(), before_);
    assert.deepEqual(complaints, []);
    await leave();
  });

  it('has the filters open where no script runs', async () => {
    const { page, leave } = await visitors.visitor({ width: 320, script: 'off' });
    await page.goto(visitors.address(hosts.full, '/reviews'));
    assert.ok(await page.locator('#type-1').isVisible());
    assert.ok(await page.getByRole('button', { name: 'Apply filters' }).isVisible());
    await leave();
  });
});

describe('the text of a document', { timeout: 30_000 }, () => {
  it('is opened at a page, and led to from its list of pages', async () => {
    const { page, complaints, leave } = await visitors.visitor();
    await page.setViewportSize({ width: 1280, height: 300 });
    const top = (id: string) => page.locator(id).evaluate((element) => element.getBoundingClientRect().top);
    await page.goto(visitors.address(hosts.full, '/reviews/child-oak/report#page-3'));
    const atThree = await page.evaluate(() => scrollY);
    assert.ok(atThree > 0 && (await top('#page-3')) < 300, 'page 3 is in sight');
    await page
      .getByRole('navigation', { name: 'Pages of this document' })
      .getByRole('link', { name: '1' })
      .press('Enter');
    await page.waitForURL(/#page-1$/);
    assert.ok((await page.evaluate(() => scrollY)) < atThree);
    assert.ok((await top('#page-1')) >= -5);
    assert.deepEqual(complaints, []);
    await leave();
  });
});

describe('a printed page', { timeout: 60_000 }, () => {
  for (const path of ['/', '/reviews', '/process', '/reviews/child-oak/report', commonPages[7] ?? '']) {
    it(`holds the words and no complaint: ${path}`, async () => {
      const { page, complaints, leave } = await visitors.visitor();
      await page.goto(visitors.address(hosts.full, path));
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
      assert.ok((await page.pdf({ format: 'A4' })).length > 5_000);
      assert.deepEqual(complaints, []);
      await leave();
    });
  }
});
