import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { examplePartnership } from '../site/example-partnership.ts';
import { asAtom, asCsv, asJson, asSitemap, reviewData } from './open-data.ts';
import type { PublishedDocument, PublishedReview } from './store.ts';
import { markAfter, markBefore } from './words.ts';

const origin = 'https://reviews.partnership.example';
const partnership = examplePartnership();
const today = Temporal.PlainDate.from('2027-01-05');

function document(rest: Partial<PublishedDocument> = {}): PublishedDocument {
  return {
    id: 'd1',
    slug: 'report',
    kind: 'report',
    title: 'The report',
    published: Temporal.PlainDate.from('2024-05-14'),
    held: true,
    pages: 46,
    asPrinted: true,
    ...rest,
  };
}

function review(rest: Partial<PublishedReview> = {}): PublishedReview {
  return {
    id: 'r1',
    slug: 'child-elm',
    title: 'Child Elm',
    type: 'SCR',
    published: Temporal.PlainDate.from('2017-11-20'),
    summary: 'Nobody asked.',
    themes: ['Neglect', 'Missed appointments'],
    withdrawn: null,
    changed: Temporal.Instant.from('2026-11-22T21:00:00.123456Z'),
    documents: [document()],
    ...rest,
  };
}

const withdrawn = review({ slug: 'child-ash', withdrawn: Temporal.PlainDate.from('2025-03-03') });

// A reader of RFC 4180 as strict as the standard: no bare quotation mark, no text after a closed one.
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    assert.ok(found, `no cell at ${text.slice(at, at + 40)}`);
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n' && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

describe('the register as CSV', () => {
  const table = (...reviews: readonly PublishedReview[]) => {
    const [head = [], ...rows] = readCsv(asCsv(partnership, origin, reviews));
    return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
  };

  it('has one row for each document, every column in every row', () => {
    const rows = table(
      review({ documents: [document(), document({ slug: 'response', kind: 'response', held: false })] }),
    );
    assert.equal(rows.length, 2);
    assert.deepEqual(rows[1], {
      slug: 'child-elm',
      title: 'Child Elm',
      type: 'SCR',
      type_name: 'Serious Case Review',
      published: '2017-11-20',
      withdrawn: '',
      summary: 'Nobody asked.',
      themes: 'Neglect; Missed appointments',
      url: `${origin}/reviews/child-elm`,
      document_kind: 'response',
      document_title: 'The report',
      document_published: '2024-05-14',
      document_held: 'no',
      document_pages: '',
      document_url: `${origin}/reviews/child-elm/response`,
    });
  });

  it('has one row for a review without documents, and its head alone where there is none', () => {
    assert.equal(table(review({ documents: [] }))[0]?.['document_kind'], '');
    assert.equal(asCsv(partnership, origin, []).split('\r\n').length, 2);
  });

  it('says nothing of a withdrawn review but that it was', () => {
    const [row] = table(withdrawn);
    assert.equal(row?.['withdrawn'], '2025-03-03');
    assert.deepEqual([row?.['summary'], row?.['themes'], row?.['document_title']], ['', '', '']);
  });

  for (const [title, written] of [
    ['=1+1', `'=1+1`],
    ['+44', `'+44`],
    ['-2', `'-2`],
    ['@sum', `'@sum`],
    ['=HYPERLINK("x","y")', `'=HYPERLINK("x","y")`],
    ['1 = 1', '1 = 1'],
    ['"quoted", and more', '"quoted", and more'],
  ] as const) {
    it(`gives a spreadsheet no formula for ${title}`, () => {
      assert.equal(table(review({ title }))[0]?.['title'], written);
    });
  }

  it('comes back as what it was, whatever the words hold', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(words, words, (title, summary) => {
        const [row] = table(review({ title, summary }));
        assert.equal(row?.['title'], title);
        assert.equal(row?.['summary'], summary);
      }),
    );
    assert.equal(table(review({ summary: 'a\r\n"b",\nc' }))[0]?.['summary'], 'a\r\n"b",\nc');
  });
});

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

function readXml(text: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (words) => {
    const at = open.at(-1);
    if (at) at.text += words;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return top.children[0] ?? top;
}

const all = (element: Element, name: string) => element.children.filter((child) => child.name === name);
const only = (element: Element, name: string) => {
  assert.equal(all(element, name).length, 1, `one ${name} in ${element.name}`);
  return all(element, name)[0] as Element;
};
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

// RFC 4287: what a feed and an entry must have, once each, and how their links must stand.
function assertAtom(text: string): Element {
  const feed = readXml(text);
  assert.equal(feed.name, 'feed');
  assert.equal(feed.attributes['xmlns'], 'http://www.w3.org/2005/Atom');
  const ids: string[] = [];
  for (const part of [feed, ...all(feed, 'entry')]) {
    ids.push(new URL(only(part, 'id').text).href);
    assert.notEqual(only(part, 'title').text, undefined);
    assert.match(only(part, 'updated').text, rfc3339);
    for (const day of all(part, 'published')) assert.match(day.text, rfc3339);
    const alternates = all(part, 'link').filter(({ attributes }) => attributes['rel'] === 'alternate');
    assert.equal(alternates.length, 1);
    for (const { attributes } of all(part, 'link')) assert.ok(URL.canParse(attributes['href'] ?? ''));
    for (const { attributes } of all(part, 'category')) assert.ok(attributes['term']);
    assert.ok(all(part, 'summary').length <= 1);
  }
  assert.equal(new Set(ids).size, ids.length, 'every id is its own');
  assert.ok(only(only(feed, 'author'), 'name').text.length > 0);
  const self = all(feed, 'link').filter(({ attributes }) => attributes['rel'] === 'self');
  assert.equal(self.length, 1);
  return feed;
}

describe('the register as an Atom feed', () => {
  const feedOf = (...reviews: readonly PublishedReview[]) =>
    assertAtom(asAtom(partnership, origin, `${origin}/reviews.atom`, reviews, today));

  it('is valid, with reviews and without', () => {
    const feed = feedOf(review(), withdrawn);
    assert.equal(all(feed, 'entry').length, 2);
    assert.equal(only(feedOf(), 'updated').text, '2027-01-05T00:00:00Z');
  });

  it('was updated when the last of its reviews was, to the fraction of a second', () => {
    const whole = review({ slug: 'a', changed: Temporal.Instant.from('2026-11-22T21:00:00Z') });
    const later = review({ slug: 'b', changed: Temporal.Instant.from('2026-11-22T21:00:00.5Z') });
    assert.equal(only(feedOf(later, whole), 'updated').text, '2026-11-22T21:00:00.5Z');
  });

  it('names an entry by its address and its kind by what it was called then', () => {
    const entry = only(feedOf(review()), 'entry');
    assert.equal(only(entry, 'id').text, `${origin}/reviews/child-elm`);
    assert.equal(only(entry, 'category').attributes['label'], 'Serious Case Review');
    assert.equal(only(entry, 'published').text, '2017-11-20T00:00:00Z');
  });

  it('says of a withdrawn review only that it was withdrawn', () => {
    assert.equal(only(only(feedOf(withdrawn), 'entry'), 'summary').text, 'This review was withdrawn.');
  });

  it('gives words back as they were', () => {
    const title = `<b>"Elm" & 'Ash'</b> ]]> 🙂 \u202bשלום`;
    assert.equal(only(only(feedOf(review({ title })), 'entry'), 'title').text, title);
  });

  it('leaves out what XML cannot hold, and stays well-formed whatever the words hold', () => {
    const hidden = review({ title: 'A\u0000B\u0008C\ufffeD\ud800E', summary: '\u001b[0m' });
    const entry = only(feedOf(hidden), 'entry');
    assert.equal(only(entry, 'title').text, 'ABCDE');
    assert.equal(only(entry, 'summary').text, '[0m');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        feedOf(review({ title, summary: title, themes: [title] }));
      }),
    );
  });

  it('has a query in its own address', () => {
    const self = `${origin}/reviews.atom?q=a%26b&type=SCR`;
    const feed = assertAtom(asAtom(partnership, origin, self, [review()], today));
    assert.equal(only(feed, 'id').text, self);
  });
});

describe('the site map', () => {
  it('lists pages, reviews and the documents that are held, and nothing withdrawn', () => {
    const one = review({ documents: [document(), document({ slug: 'response', held: false })] });
    const map = readXml(asSitemap(origin, ['/', '/reviews'], [one, withdrawn]));
    assert.equal(map.attributes['xmlns'], 'http://www.sitemaps.org/schemas/sitemap/0.9');
    assert.deepEqual(
      all(map, 'url').map((row) => only(row, 'loc').text),
      [
        `${origin}/`,
        `${origin}/reviews`,
        `${origin}/reviews/child-elm`,
        `${origin}/reviews/child-elm/report`,
      ],
    );
  });
});

describe('the register as JSON', () => {
  it('has whole addresses and days, and pages only of what is held', () => {
    const data = reviewData(partnership, origin, review({ documents: [document({ held: false })] }));
    assert.equal(data.url, `${origin}/reviews/child-elm`);
    assert.equal(data.published, '2017-11-20');
    assert.deepEqual(data.documents[0], {
      kind: 'report',
      title: 'The report',
      published: '2024-05-14',
      held: false,
      pages: null,
      url: `${origin}/reviews/child-elm/report`,
    });
  });

  it('says nothing of a withdrawn review but that it was', () => {
    const data = reviewData(partnership, origin, withdrawn);
    assert.deepEqual([data.summary, data.themes, data.documents], ['', [], []]);
    assert.equal(data.withdrawn, '2025-03-03');
  });

  it('has the hits of a search, with their pages and without marks', () => {
    const excerpt = `He ${markBefore}was${markAfter} late.`;
    const groups = [{ review: review(), documentId: 'd1', hits: [{ page: 3, excerpt }], more: 0 }];
    const body = JSON.parse(asJson(partnership, origin, 1, [{ review: review(), groups }], null));
    assert.deepEqual(body.results[0].hits, [
      { document: 'report', title: 'The report', page: 3, excerpt: 'He was late.' },
    ]);
    assert.deepEqual([body.total, body.next, body.partnership], [1, null, partnership.name]);
  });
});
