import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Visitor, Visitors } from '../browser.ts';
import type { Colleague, Office } from '../casework.ts';
import { type Look, lookerAt, withoutScript } from './look.ts';

/** The heading of the page that is shown. */
export const heading = (page: Page): Promise<string> => page.locator('h1').innerText();

/** Everything that the page says under its head. */
export const said = (page: Page): Promise<string> => page.locator('main').innerText();

/** Presses the button with these words. */
export const press = (page: Page, text: string): Promise<void> =>
  page.click(`main button:text-is("${text}")`);

/** Answers fields by name: chooses, selects or types. */
export async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, answer] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`);
    const kind = await field
      .first()
      .evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
    if (kind.endsWith('radio')) await page.check(`main [name="${name}"][value="${answer}"]`);
    else if (kind.startsWith('SELECT')) await field.selectOption(answer);
    else await field.fill(answer);
  }
}

/** Somebody at their window, and what looks at each page of it. */
export interface Seat extends Visitor {
  readonly look: Look;
  readonly go: (path: string) => Promise<void>;
}

/** How somebody sits down: how wide their window is, and whether it runs script. */
export interface Sitting {
  readonly width?: number;
  readonly script?: boolean;
}

/** Seats at an office; `who` is signed in, or nobody. No title and no address that they go to may have the word `hidden`. */
export function seatsAt(office: Office, visitors: Visitors, hidden: string) {
  return async (who: Colleague | null, { width = 1280, script = true }: Sitting = {}): Promise<Seat> => {
    const visit = await visitors.visitor({ width });
    const { page } = visit;
    const look = lookerAt(page, script ? undefined : await withoutScript(page));
    if (who !== null)
      await page.context().addCookies([{ name: 'sid', value: who.token, domain: office.host, path: '/' }]);
    return {
      ...visit,
      look,
      async go(path) {
        await page.goto(visitors.address(office.host, path));
        assert.doesNotMatch(`${await page.title()} ${page.url()}`, new RegExp(hidden));
      },
    };
  };
}

/** Leaves a window, about which the browser may have complained of nothing. */
export async function rise({ complaints, leave }: Seat): Promise<void> {
  assert.deepEqual(complaints, []);
  await leave();
}
