import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import {
  exampleAssets,
  examplePartnership,
  exampleRequest,
  noSettings,
} from '../../site/example-partnership.ts';
import { publicFrame } from '../../site/frame.ts';
import { referPage, presentRefer } from './refer.ts';

const today = Temporal.PlainDate.from('2027-01-05');

async function refer(partnership = examplePartnership()) {
  const frame = publicFrame(exampleRequest('/refer', partnership), exampleAssets, {
    title: 'Start',
    section: 'refer',
  });
  const html = await renderChecked(
    referPage,
    presentRefer(partnership, today, { bytes: 203_385, pages: 23 }),
    frame,
  );
  return { html, words: wordsOf(html) };
}

describe('the start page of a referral', () => {
  it('begins, right after its heading, with what it is not and whom to call', async () => {
    const { words } = await refer();
    assert.match(
      words,
      /Refer a case for review This is not a child protection referral\. If a child is at risk now, do not use this page\. In an emergency call 999\. Otherwise call 01632 960101, day or night\./,
    );
  });

  it('invents no number where none is set', async () => {
    const { words, html } = await refer(examplePartnership({ settings: noSettings }));
    assert.match(
      words,
      /This is not a child protection referral\.[^]*?In an emergency call 999\. Otherwise call children’s services at Merrow Vale Council/,
    );
    assert.doesNotMatch(html, /tel:|mailto:/);
    assert.match(words, /Ask for the business unit/);
  });

  it('says who can refer, whom to speak with first, what is needed and how to refer now', async () => {
    const { words } = await refer();
    assert.match(words, /Anyone who works for an agency in the partnership/);
    assert.match(words, /Every referral begins with your own agency’s safeguarding lead/);
    assert.match(words, /which safeguarding lead you spoke with, and when/);
    assert.match(
      words,
      /If you cannot use this form Refer through the partnership’s business unit with the same questions, on your computer or on paper: Practice Review Referral Form as a Word document Practice Review Referral Form to print and fill in by hand \(PDF, 203 KB, 23 pages\) Ask how to send it/,
    );
    assert.match(words, /The Practice Review Group asks the agencies involved/);
  });

  it('has one button, which leads to the form, and sends nothing itself', async () => {
    const { html, words } = await refer();
    const main = /<main[^]*<\/main>/.exec(html)?.[0] ?? '<form';
    assert.doesNotMatch(main, /<form|<button/);
    assert.deepEqual(main.match(/href="[^"]*">Start now/g), ['href="/refer/begin">Start now']);
    assert.match(words, /until you send it, only the holder of its receipt can open it/);
  });

  it('works for a partnership without names', async () => {
    const { words } = await refer(examplePartnership({ names: [] }));
    assert.match(words, /Referral form as a Word document Referral form to print and fill in by hand/);
    assert.match(words, /The review group asks/);
  });
});
