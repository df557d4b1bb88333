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
import { consultPage, presentConsult } from './consult.ts';

const today = Temporal.PlainDate.from('2027-01-05');

async function consult(partnership = examplePartnership()) {
  const frame = publicFrame(exampleRequest('/consult', partnership), exampleAssets, {
    title: 'Start',
    section: 'refer',
  });
  const html = await renderChecked(consultPage, presentConsult(partnership, today), frame);
  return { html, words: wordsOf(html) };
}

describe('the start page of a consultation', () => {
  it('begins, right after its heading, with what it is not and whom to call', async () => {
    const { words } = await consult();
    assert.match(
      words,
      /Talk a case through first This is not a child protection referral\. If a child is at risk now, do not use this page\. In an emergency call 999\./,
    );
  });

  it('names the safeguarding lead first, then coordinator and representative', async () => {
    const { words } = await consult();
    assert.match(
      words,
      /safeguarding lead, always first[^]*?safeguarding coordinator, or the person who represents your agency on the Practice Review Group/,
    );
  });

  it('asks for no names, has one button, which leads to the form, and sends nothing itself', async () => {
    const { words, html } = await consult();
    assert.match(words, /Leave out names, dates of birth, NHS numbers and addresses/);
    const main = /<main[^]*<\/main>/.exec(html)?.[0] ?? '<form';
    assert.doesNotMatch(main, /<form|<button/);
    assert.deepEqual(main.match(/href="[^"]*">Ask for advice/g), ['href="/consult/ask">Ask for advice']);
  });

  it('says what is kept, for how long, and who can read it, before anything is asked', async () => {
    const { words } = await consult();
    assert.match(
      words,
      /read by those whom you ask and by nobody else[^]*?Ninety days after the last thing that is said/,
    );
  });

  it('invents no address where none is set', async () => {
    const { words, html } = await consult(examplePartnership({ settings: noSettings, names: [] }));
    assert.doesNotMatch(html, /tel:|mailto:/);
    assert.match(words, /Ask for the business unit of Merrow Vale/);
  });
});
