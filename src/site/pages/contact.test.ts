import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { exampleAssets, examplePartnership, exampleRequest, noSettings } from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import { contactPage, presentContact } from './contact.ts';

async function contact(partnership = examplePartnership()) {
  const frame = publicFrame(exampleRequest('/contact', partnership), exampleAssets, {
    title: 'Contact',
    section: null,
  });
  const html = await renderChecked(contactPage, presentContact(partnership), frame);
  return { html, words: wordsOf(html) };
}

describe('the contact page', () => {
  it('begins with a concern about a child, under an address of its own', async () => {
    const { html, words } = await contact();
    assert.match(html, /<h2[^>]*id="concern">Report a concern about a child</);
    assert.ok(words.indexOf('999') < words.indexOf('Case reviews The partnership’s business unit'));
  });

  it('gives role mailboxes from the settings', async () => {
    const { html } = await contact();
    const mailboxes = [...html.matchAll(/mailto:([^"]+)/g)].map((match) => match[1]);
    assert.deepEqual(mailboxes, ['reviews@partnership.example', 'data@partnership.example']);
  });

  it('invents none where none is set, and says how to reach the business unit', async () => {
    const { html, words } = await contact(examplePartnership({ settings: noSettings }));
    assert.doesNotMatch(html, /mailto:|tel:/);
    assert.match(
      words,
      /Ask for the business unit of Merrow Vale Safeguarding Children Partnership at Merrow Vale Council/,
    );
    assert.match(words, /data protection officer of Merrow Vale Council/);
  });
});
