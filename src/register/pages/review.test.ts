import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { review, type ReviewModel } from './review.ts';
import { juniper } from './samples.ts';

const words = async (model: ReviewModel) => wordsOf(await renderChecked(review, model));
const notHeld = juniper.documents.map((document) => ({
  ...document,
  held: false,
  pages: null,
  original: null,
}));

describe('one published review', () => {
  it('begins with what it is and what happened', async () => {
    assert.match(
      await words(juniper),
      /Local child safeguarding practice review · ninth in this register Child Juniper A toddler was seriously hurt/,
    );
  });

  it('offers the page first and the original beside it, with its size where it is large', async () => {
    const html = await renderChecked(review, juniper);
    assert.match(html, /<a class="govuk-link" href="\/reviews\/child-juniper\/report">The report<\/a>/);
    assert.match(wordsOf(html), /The report 46 pages · PDF of The report, 2\.4 MB/);
  });

  it('says what is not held and whom to ask', async () => {
    assert.match(
      await words(juniper),
      /Media statement Not held here For what we do not hold, ask the business unit\./,
    );
    const none = await words({ ...juniper, documents: notHeld });
    assert.match(none, /We do not hold these documents\. Ask the business unit\./);
    const single = await words({ ...juniper, documents: notHeld.slice(0, 1), ask: null });
    assert.match(single, /We do not hold this document\. /);
    assert.doesNotMatch(single, /Ask /);
  });

  it('has the day of publication, and further facts only where they are known', async () => {
    assert.match(await words(juniper), /Published 12 November 2026 Child’s age at the time 1 to 4/);
    assert.doesNotMatch(await words({ ...juniper, facts: [] }), /age at the time/);
  });

  it('leads to reviews with the same theme', async () => {
    const said = await words(juniper);
    assert.match(said, /Missed appointments in 5 other reviews Sharing information early only here so far/);
    assert.doesNotMatch(await words({ ...juniper, themes: [] }), /Themes/);
  });

  it('can be cited, by an address that stays', async () => {
    assert.match(
      await words(juniper),
      /\(2026\) Child Juniper\. Local child safeguarding practice review, published 12 November 2026\. Available at: https:\/\/merrowvale\.example\/reviews\/child-juniper/,
    );
    assert.match(await words(juniper), /This address is permanent\. Nothing has been corrected or withdrawn/);
  });

  it('shows a correction under the title, with its day', async () => {
    const corrected = { on: Temporal.PlainDate.from('2026-12-01'), what: 'a date on page 12' };
    const said = await words({ ...juniper, corrected });
    assert.match(said, /Child Juniper Corrected on 1 December 2026: a date on page 12/);
    assert.doesNotMatch(said, /Nothing has been corrected/);
  });

  it('is a page without a summary or documents too', async () => {
    const said = await words({ ...juniper, summary: null, documents: [], reportHref: null });
    assert.doesNotMatch(said, /Read |Tell us/);
  });
});
