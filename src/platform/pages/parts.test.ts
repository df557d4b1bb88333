import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environment } from './environment.ts';
import { wordsOf } from './page-checks.ts';

const render = (file: string, macro: string, params: object) =>
  environment().renderString(
    `{% from "platform/pages/${file}.njk" import ${macro} %}{{ ${macro}(params) }}`,
    {
      params,
    },
  );

describe('the search box', () => {
  const params = {
    action: '/reviews',
    name: 'q',
    id: 'q',
    form: null,
    label: 'Search every page',
    value: '"a" & <b>',
    hint: 'Use quotation marks.',
    keep: [{ name: 'order', value: 'oldest' }],
  };

  it('is a plain form with a label, the words kept, and what else is in the address', () => {
    const html = render('search-box', 'searchBox', params);
    assert.match(html, /<form class="app-search" action="\/reviews" method="get" role="search">/);
    assert.match(html, /<label class="app-search__label" for="q">Search every page<\/label>/);
    assert.match(html, /value="&quot;a&quot; &amp; &lt;b&gt;"[^>]*aria-describedby="q-hint"/);
    assert.match(html, /<input type="hidden" name="order" value="oldest">/);
  });

  it('points at no hint where there is none', () => {
    assert.doesNotMatch(render('search-box', 'searchBox', { ...params, hint: null }), /hint/);
  });
});

describe('the table of marks', () => {
  const html = render('dot-table', 'dotTable', {
    caption: 'Which review found what',
    corner: 'Theme',
    total: 'Reviews',
    first: '2017',
    last: '2018',
    words: { filled: 'a finding', ring: 'found done well', point: 'nothing found' },
    columns: [
      { above: '2017', text: 'Sedge', href: '/reviews/sedge' },
      { above: '2018', text: 'earlier: 4', href: null },
    ],
    rows: [
      { name: 'Missed appointments', href: '/x', cells: ['filled', 'point'], count: 1 },
      { name: 'Moving', href: null, cells: ['ring', 'filled'], count: 2 },
    ],
  });

  it('is a table that can be heard: each mark has its word', () => {
    assert.match(wordsOf(html), /Missed appointments a finding nothing found 1 of 2/);
    assert.match(wordsOf(html), /Moving found done well a finding 2 of 2/);
    assert.match(html, /<th scope="row" class="app-dots__name"><a class="govuk-link" href="\/x">/);
    assert.equal(html.match(/<svg[^>]*aria-hidden="true"/g)?.length, 4);
  });

  it('links a column to its review, but not one that stands for several', () => {
    assert.match(html, /<a class="govuk-link" href="\/reviews\/sedge">Sedge<\/a>/);
    assert.match(html, /<\/span> earlier: 4<\/th>/);
  });
});
