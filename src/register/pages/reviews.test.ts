import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { reviews, type ReviewsModel } from './reviews.ts';
import { found, hitsInReport, listed } from './samples.ts';

const words = async (model: ReviewsModel) => wordsOf(await renderChecked(reviews, model));

describe('the register', () => {
  it('lists what was published, with its kind, documents and day', async () => {
    const said = await words(listed);
    assert.match(said, /2 reviews Newest first/);
    assert.match(said, /12 Nov 2026 Child Juniper Local child safeguarding practice review · report, /);
    assert.match(said, /The same as data: Atom/);
  });

  it('keeps a withdrawn review in the list and says so', async () => {
    assert.match(await words(listed), /Child Larch Local child safeguarding practice review · withdrawn/);
  });

  it('counts one review as one', async () => {
    const one: ReviewsModel = { ...listed, result: { kind: 'list', total: 1, rows: [] } };
    assert.match(await words(one), /1 review Newest first/);
  });

  it('says when nothing has been published, and shows no search', async () => {
    const elsewhere = { text: 'National learning', href: '/learning' };
    const html = await renderChecked(reviews, {
      ...listed,
      years: null,
      facets: [],
      result: { kind: 'empty', elsewhere },
    });
    assert.match(wordsOf(html), /No review has been published here yet/);
    assert.doesNotMatch(html, /<form/);
  });

  it('can be filtered by a plain form: each box belongs to it and keeps its state', async () => {
    const html = await renderChecked(reviews, listed);
    assert.match(html, /<form class="app-search" action="\/reviews" method="get" role="search" id="search">/);
    assert.match(html, /name="theme" type="checkbox" value="missed-appointments" form="search" checked>/);
    assert.match(html, /name="type" type="checkbox" value="LCSPR" form="search">/);
    assert.equal(html.match(/<input class="govuk-checkboxes__input"[^>]*form="search"/g)?.length, 6);
    assert.match(html, /<button type="submit"[^>]*form="search"/);
  });

  it('keeps a choice that would leave nothing, so that the list does not jump', async () => {
    const html = await renderChecked(reviews, listed);
    assert.match(html, /app-facet__option--none/);
    assert.match(wordsOf(html), /Learning review 0 reviews/);
  });

  it('draws a block for each review over its year, and lists the years in words', async () => {
    const html = await renderChecked(reviews, listed);
    const strip = /<svg class="app-years"[\s\S]*?<\/svg>/.exec(html)?.[0] ?? '';
    assert.equal(strip.match(/<rect/g)?.length, 3);
    assert.match(wordsOf(html), /Choose years .* 2024 1 review 2025 0 reviews 2026 2 reviews/);
    assert.match(html, /<details class="govuk-details">/);
  });

  it('opens the years when one is chosen, and keeps another order through a search', async () => {
    const chosenYear = { label: '2026', value: '2026', count: 2, chosen: true };
    const html = await renderChecked(reviews, {
      ...listed,
      years: { name: 'year', legend: 'Year published', options: [chosenYear] },
      orders: listed.orders.map((order) => ({ ...order, chosen: !order.chosen })),
    });
    assert.match(html, /<details class="govuk-details" open>/);
    assert.match(html, /<input type="hidden" name="order" value="oldest">/);
  });
});

describe('a search in the register', () => {
  it('says how many pages in how many reviews, and keeps the words', async () => {
    const html = await renderChecked(reviews, found);
    assert.match(wordsOf(html), /15 pages in 1 review /);
    assert.match(html, /type="search" value="&quot;was not brought&quot;"/);
  });

  it('leads to the page, with the words marked in their sentence', async () => {
    const html = await renderChecked(reviews, found);
    assert.match(html, /<a class="govuk-link" href="\/reviews\/child-juniper\/report#page-17">Page 17<\/a>/);
    assert.match(html, /March &amp; July the child <mark class="app-found">was not brought<\/mark> to four/);
    assert.match(wordsOf(html), /Footnote: Between March/);
    assert.match(wordsOf(html), /In the register was not brought/);
  });

  it('tells how many more pages a report has', async () => {
    assert.match(await words(found), /4 more pages in this report: Child Juniper: report/);
    const one = { ...hitsInReport, more: { count: 1, href: '/reviews' } };
    const result = { kind: 'hits', pages: 4, exact: true, reviews: 1, documents: [one] } as const;
    assert.match(await words({ ...found, result }), /1 more page in this report/);
  });

  it('stops counting at a thousand and says so', async () => {
    const result = { kind: 'hits', pages: 1000, exact: false, reviews: 80, documents: [] } as const;
    assert.match(await words({ ...found, result }), /More than 1,000 pages in 80 reviews/);
  });

  it('shows the filters that are on, each with a way to take it off', async () => {
    const html = await renderChecked(reviews, found);
    assert.match(html, /<a class="app-chip" href="\/reviews\?q=%22was\+not\+brought%22">/);
    assert.match(wordsOf(html), /Remove filter: Missed appointments ✕ Clear all/);
    assert.match(html, /data-show="Filter results \(1 chosen\)"/);
  });

  it('offers the next page of results', async () => {
    assert.match(await renderChecked(reviews, found), /href="\/reviews\?page=2" rel="next"/);
  });

  it('offers the nearest spelling, and the filters in the way, when nothing was found', async () => {
    const suggestion = {
      query: 'was not brought',
      href: '/reviews?q=was+not+brought',
      pages: 15,
      reviews: 5,
    };
    const said = await words({
      ...found,
      query: 'was not brouhgt',
      pagination: null,
      result: { kind: 'nothing', suggestion, allHref: '/reviews' },
    });
    assert.match(said, /No page says “was not brouhgt”/);
    assert.match(said, /Search for “was not brought”: 15 pages in 5 reviews/);
    assert.match(said, /You have 1 filter on\. Search without it/);
  });

  it('says that no review fits, when there were filters and no words', async () => {
    const result = { kind: 'nothing', suggestion: null, allHref: '/reviews' } as const;
    const said = await words({ ...found, query: '', pagination: null, result });
    assert.match(said, /No review fits these filters/);
    assert.doesNotMatch(said, /Search for “/);
  });

  it('lists everything when the search is down, and repeats the words it could not look for', async () => {
    const said = await words({ ...listed, query: 'was not brought', searchIsDown: true });
    assert.match(said, /Search is not working at the moment\. We could not look for “was not brought”/);
    assert.match(said, /2 reviews/);
  });
});
