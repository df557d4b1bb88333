import type { Page } from 'playwright-core';

interface Reached {
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly text: string;
}

/** What has the focus; null where the browser itself has it. Asked by the tools of a test, which work in a page without script too. */
const reached = (page: Page): Promise<Reached | null> =>
  page.evaluate(() => {
    const { document } = globalThis as unknown as { document: { activeElement: Element | null } };
    const element = document.activeElement;
    if (element === null) return null;
    const { tagName, type = '', name = '', value = '', innerText = '' } = element;
    return { kind: tagName === 'INPUT' ? type : tagName.toLowerCase(), name, value, text: innerText.trim() };
  });

interface Element {
  readonly tagName: string;
  readonly type?: string;
  readonly name?: string;
  readonly value?: string;
  readonly innerText?: string;
}

const nothing: Reached = { kind: '', name: '', value: '', text: '' };

/**
 * Goes through the form of a page by Tab and answers it by name: types into fields, moves in radio buttons by the arrows, ticks by Space.
 * Ends at the button with these words, without pressing it.
 */
export async function answerByKeyboard(
  page: Page,
  answers: Readonly<Record<string, string>>,
  button: string,
): Promise<void> {
  for (let time = 0; time < 300; time += 1) {
    await page.keyboard.press('Tab');
    const { kind, name, value, text } = (await reached(page)) ?? nothing;
    if (kind === 'button' && text === button) return;
    const answer = answers[name];
    if (answer === undefined) continue;
    if (kind === 'radio') await choose(page, answer, value);
    else if (kind === 'checkbox') {
      if (answer === value) await page.keyboard.press('Space');
    } else if (kind === 'select') await page.keyboard.type(answer);
    else {
      await page.keyboard.press('Control+A');
      await page.keyboard.type(answer);
    }
  }
  throw new Error(`${button} cannot be reached`);
}

async function choose(page: Page, answer: string, first: string) {
  await page.keyboard.press('Space');
  for (let now = first; now !== answer; now = (await reached(page))?.value ?? '') {
    await page.keyboard.press('ArrowDown');
  }
}
