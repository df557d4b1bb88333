import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { document } from './document.ts';
import { report } from './samples.ts';

describe('a document of a review', () => {
  it('can be read by page, and each page has an address', async () => {
    const html = await renderChecked(document, report);
    for (const number of [1, 2, 3]) {
      assert.match(html, new RegExp(`<section class="app-sheet-of-text" id="page-${number}"`));
      assert.match(html, new RegExp(`href="#page-${number}"`));
    }
    assert.match(wordsOf(html), /Published 12 November 2026 · 3 pages · The original as PDF, 2\.4 MB/);
  });

  it('prints its words as words, under the headings it has', async () => {
    const html = await renderChecked(document, report);
    assert.match(html, /<h3 class="app-subheading">Why we did this<\/h3>/);
    assert.match(html, /Nobody asked &lt;why&gt;\./);
  });

  it('says which page has no words', async () => {
    const said = wordsOf(await renderChecked(document, report));
    assert.match(said, /Page 2 There are no words on this page that we could read\. See the original\./);
  });

  it('shows no page numbers for a text that has no pages', async () => {
    assert.ok(report.held);
    const held = { ...report.held, paged: false, original: null, pages: report.held.pages.slice(0, 1) };
    const html = await renderChecked(document, { ...report, held });
    assert.doesNotMatch(wordsOf(html), /Page 1|Go to page|1 page|original as/);
    assert.match(html, /id="page-1"/);
    assert.match(html, /<h2 class="app-subheading">Why we did this<\/h2>/);
  });

  it('says that it is not held and whom to ask', async () => {
    const said = wordsOf(await renderChecked(document, { ...report, held: null }));
    assert.match(said, /We do not hold this document/);
    assert.match(said, /Ask the business unit for a copy\./);
    const nobody = wordsOf(await renderChecked(document, { ...report, held: null, ask: null }));
    assert.doesNotMatch(nobody, /Ask /);
  });
});
