import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

/** What axe finds against WCAG, levels A and AA. The library tells on radio buttons whether they are opened, which axe does not take for one. */
async function violations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe);
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

/**
 * Takes scripts from a window as a browser's setting would; answers what gives them back for a while. Script that was not run when its
 * page was loaded is not run later, so what is looked at meanwhile is the page without it.
 */
export async function withoutScript(page: Page): Promise<(disabled: boolean) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const set = async (value: boolean) => {
    await session.send('Emulation.setScriptExecutionDisabled', { value });
  };
  await set(true);
  return set;
}

/** Looks at the page that is shown: accessible wide and narrow, and never wider than its window. */
export type Look = (what: string) => Promise<void>;

/**
 * Somebody's eye on their window, which is as wide as before afterwards. `setScript` is of a window without script. With
 * FORESIGHT_SHOTS=folder a picture of every page is kept there, wide and as on a telephone.
 */
export function lookerAt(page: Page, setScript?: (disabled: boolean) => Promise<void>): Look {
  const shots = process.env['FORESIGHT_SHOTS'];
  return async (what) => {
    const before = page.viewportSize();
    await setScript?.(false);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      assert.ok(Number(wide) <= width, `${what} does not scroll sideways at ${width}`);
      if (width !== 390) assert.deepEqual(await violations(page), [], `${what} at ${width}`);
      if (shots && width !== 320) {
        await mkdir(shots, { recursive: true });
        const name = `${what.replaceAll(/[^a-z0-9]+/gi, '-')}-${width}.png`;
        await page.screenshot({ path: join(shots, name), fullPage: true });
      }
    }
    await setScript?.(true);
    if (before !== null) await page.setViewportSize(before);
  };
}

/** Presses Tab until something is reached that fits. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let time = 0; time < 60; time += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  assert.fail(`${selector} cannot be reached`);
}

/** Presses Enter, and waits for the page that comes. */
export const enter = (page: Page): Promise<unknown> =>
  Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
