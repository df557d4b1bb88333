import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { preparingPage } from './preparing.ts';

describe('the page of a partnership that is being set up', () => {
  it('says that it comes, with a way to ask again, or that it could not be finished', async () => {
    const html = await renderChecked(preparingPage, { failed: false, again: '/work?a=1&b=2' });
    assert.match(wordsOf(html), /^.*Being prepared: reload in a moment/);
    assert.match(html, /href="\/work\?a=1&amp;b=2"/);
    assert.match(
      wordsOf(await renderChecked(preparingPage, { failed: true, again: '/' })),
      /It could not be set up completely.*The next start goes on where this one stopped/,
    );
  });
});
