// What every page must satisfy, for the tests of pages. Nothing that runs in service imports this file.
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate/node';
import type { Frame } from './frame.ts';
import { checkEveryRead, type Page } from './page.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // The libraries' own markup breaks these four, which are taste and not harm.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-redundant-role': 'off',
    'long-title': 'off',
  },
});

/** A frame of the fictional partnership, for tests of pages. */
export const exampleFrame: Frame = {
  brand: {
    name: 'Merrow Vale Partnership (training)',
    shortName: 'Merrow Vale',
    restOfName: 'Partnership',
    training: { lead: 'Training.', text: 'A made-up partnership. Nothing here is real.' },
  },
  title: 'Example',
  path: '/example',
  assets: { stylesheet: '/assets/0/site.css', script: '/assets/0/page.js', icon: '/assets/0/icon.svg' },
  navigation: [
    { text: 'Start', href: '/', current: 'no' },
    { text: 'Published', href: '/published', current: 'page' },
  ],
  breadcrumbs: [
    { text: 'Start', href: '/' },
    { text: 'Example', href: null },
  ],
  footer: {
    links: [
      { text: 'Accessibility', href: '/accessibility' },
      { text: 'Privacy', href: '/privacy' },
    ],
    line: 'Merrow Vale Partnership (training). Runs on Foresight.',
  },
  workspace: null,
};

/**
 * Renders a page with every read checked, and asserts what holds for all pages: one h1, its title, no fact that printed as
 * nothing or as an object, no inline style or handler, and valid HTML. Answers the document.
 */
export async function renderChecked<Model>(
  page: Page<Model>,
  model: Model,
  frame: Frame = exampleFrame,
): Promise<string> {
  checkEveryRead(true);
  const html = page(frame, model);
  await assertGoodPage(html, frame);
  return html;
}

async function assertGoodPage(html: string, frame: Frame): Promise<void> {
  assert.equal(html.match(/<h1[\s>]/g)?.length, 1, 'a page has one h1');
  const errors = (frame.errors ?? []).length > 0 ? 'Error: ' : '';
  const title = /<title>(.*?)<\/title>/s.exec(html)?.[1];
  assert.equal(title, escaped(`${errors}${frame.title} – ${frame.brand.name}`));
  const slip = /.{0,60}(\b(undefined|null|NaN)\b|\[object).{0,60}/.exec(wordsOf(html))?.[0];
  assert.equal(slip, undefined, 'a fact was printed that is none');
  assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+="/, 'nothing inline');
  assert.doesNotMatch(html, /="(undefined|null|NaN)"/, 'every attribute has a value');
  await assertValid(html);
}

async function assertValid(html: string): Promise<void> {
  const report = await validator.validateString(html);
  const faults = report.results.flatMap((result) => result.messages.map((m) => `${m.line}: ${m.message}`));
  assert.deepEqual(faults, []);
}

/** Asserts what holds for a document as somebody was sent it: one h1, a title, nothing inline, no fact that printed as nothing, valid HTML. */
export async function assertGoodHtml(html: string): Promise<void> {
  assert.equal(html.match(/<h1[\s>]/g)?.length, 1, 'a page has one h1');
  assert.match(html, /<title>\s*\S[^<]* – [^<]+<\/title>/);
  const slip = /.{0,60}(\b(undefined|null|NaN)\b|\[object).{0,60}/.exec(wordsOf(html))?.[0];
  assert.equal(slip, undefined, 'a fact was printed that is none');
  assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+="/, 'nothing inline');
  assert.doesNotMatch(html, /="(undefined|null|NaN)"/, 'every attribute has a value');
  await assertValid(html);
}

/** What a reader sees or hears of a document, without its markup and with single spaces. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(script|svg|title)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:?!)”])/g, '$1')
    .trim();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
