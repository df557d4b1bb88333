import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { exampleAssets, examplePartnership, exampleRequest, noSettings } from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import { presentPrivacy, privacyPage } from './privacy.ts';

async function privacy(partnership = examplePartnership()) {
  const frame = publicFrame(exampleRequest('/privacy', partnership), exampleAssets, {
    title: 'Privacy',
    section: null,
  });
  const html = await renderChecked(privacyPage, presentPrivacy(partnership), frame);
  return { html, words: wordsOf(html) };
}

describe('the privacy page', () => {
  it('says that the public pages set no cookies and keep no search with a person', async () => {
    const { words } = await privacy();
    assert.match(words, /They set no cookies/);
    assert.match(words, /We do not keep it together with anything that says who you are/);
  });

  it('sends those who refer to the page that says what is kept', async () => {
    const { html } = await privacy();
    assert.match(html, /href="\/refer"/);
    assert.match(html, /href="\/consult"/);
  });

  it('names the mailbox that is set, and no other', async () => {
    assert.match((await privacy()).html, /mailto:data@partnership\.example/);
    const bare = await privacy(examplePartnership({ settings: noSettings }));
    assert.doesNotMatch(bare.html, /mailto:/);
    assert.match(bare.words, /write to the data protection officer of Merrow Vale Council/);
  });
});
