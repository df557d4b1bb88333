import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { exampleAssets, exampleRequest } from '../../site/example-partnership.ts';
import { publicFrame } from '../../site/frame.ts';
import { type NationalPublication, nationalPublications } from '../national.ts';
import { learningPage, presentLearning } from './learning.ts';

const body = 'Merrow Vale Safeguarding Children Partnership';

async function learning(newsletters: string | null, publications: readonly NationalPublication[]) {
  const frame = publicFrame(exampleRequest('/learning'), exampleAssets, {
    title: 'Learning from reviews',
    section: 'learning',
  });
  const html = await renderChecked(learningPage, presentLearning(body, newsletters, publications), frame);
  return { html, words: wordsOf(html) };
}

describe('the national publications', () => {
  it('are listed once each, with a source', () => {
    const titles = nationalPublications.map((publication) => publication.title);
    assert.equal(new Set(titles).size, titles.length);
    assert.ok(nationalPublications.every((publication) => publication.source !== ''));
  });

  it('have addresses of the government only, and dates that can be read', () => {
    for (const { address, published } of nationalPublications) {
      if (address !== null)
        assert.match(new URL(address).host, /^(www\.gov\.uk|assets\.publishing\.service\.gov\.uk)$/);
      if (published !== null) assert.match(published, /^\d{4}(-\d{2})?$/);
    }
  });

  it('are not called confirmed without an address or a date in doubt', () => {
    for (const publication of nationalPublications) {
      if (publication.address === null) assert.equal(publication.confirmed, false, publication.title);
    }
  });
});

describe('the learning page', () => {
  it('links to what it can, and says so where it holds no address', async () => {
    const { html, words } = await learning(null, nationalPublications);
    assert.match(
      html,
      /href="https:\/\/www\.gov\.uk\/government\/publications\/safeguarding-children-at-risk-from-criminal-exploitation"/,
    );
    assert.match(
      html,
      /href="https:\/\/assets\.publishing\.service\.gov\.uk[^"]*DfE_Death_in_infancy_review\.pdf"/,
    );
    assert.match(html, /annual-report-2018-to-2019"/);
    assert.match(
      words,
      /No date given Non-accidental injury in children under 1[^]*?We hold no address for it yet/,
    );
    assert.match(words, /March 2020 It was hard to escape/);
  });

  it('marks what is not confirmed', async () => {
    const { words } = await learning(null, nationalPublications);
    assert.match(words, /It’s Silent[^]*?Not yet confirmed Source: lambethsaferchildren\.org\.uk/);
  });

  it('links to the newsletters where their address is set, and else says whom to ask', async () => {
    const address = 'https://www.partnership.example/newsletters';
    assert.ok((await learning(address, [])).html.includes(`href="${address}"`));
    assert.match((await learning(null, [])).words, /address of our newsletters has not been set here yet/);
  });
});
