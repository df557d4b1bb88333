import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentSlugs, type ImportedDocument, type KeptDocument, readRegisterFile } from './register.ts';

const good = { slug: 'child-elm', title: 'Child Elm', type: 'SCR', published: '2017-11-20' };
const report = { kind: 'report', title: 'The report', published: '2017-11-20' };

const read = (...reviews: readonly unknown[]) => readRegisterFile(JSON.stringify({ reviews }));

describe('a register.json', () => {
  it('is read with its partnership, its dates as days and what was left out as empty', () => {
    const { partnershipName, reviews, refused } = readRegisterFile(
      JSON.stringify({ partnership: { name: ' Elmshire ' }, reviews: [{ ...good, documents: [report] }] }),
    );
    assert.equal(partnershipName, 'Elmshire');
    assert.deepEqual(refused, []);
    assert.equal(reviews[0]?.published.toString(), '2017-11-20');
    assert.deepEqual([reviews[0]?.summary, reviews[0]?.themes], ['', []]);
    assert.equal(reviews[0]?.documents[0]?.title, 'The report');
  });

  it('may begin with a byte order mark, and name no partnership', () => {
    const { partnershipName, reviews } = readRegisterFile(`\uFEFF${JSON.stringify({ reviews: [good] })}`);
    assert.equal(partnershipName, null);
    assert.equal(reviews.length, 1);
  });

  for (const [text, why] of [
    ['', /not valid JSON/],
    ['{"reviews": [', /not valid JSON/],
    ['[]', /not a register/],
    ['{}', /not a register: reviews/],
    ['{"reviews": {}}', /not a register: reviews/],
    ['{"reviews": [], "partnership": {"name": " "}}', /not a register: partnership.name/],
  ] as const) {
    it(`is none at all when it reads ${JSON.stringify(text)}`, () => {
      assert.throws(() => readRegisterFile(text), { name: 'SyntaxError', message: why });
    });
  }

  const nul = '\u0000';
  for (const [name, review, why] of [
    ['no object', 'Child Elm', /expected object/i],
    ['no slug', { ...good, slug: undefined }, /^slug: /],
    ['an empty slug', { ...good, slug: '' }, /^slug: must be small letters/],
    ['capitals in the slug', { ...good, slug: 'Child-Elm' }, /^slug: must be small letters/],
    ['a way out in the slug', { ...good, slug: '../elm' }, /^slug: must be small letters/],
    ['a double hyphen in the slug', { ...good, slug: 'child--elm' }, /^slug: must be small letters/],
    ['a slug of 101 characters', { ...good, slug: 'x'.repeat(101) }, /^slug: /],
    ['an empty title', { ...good, title: '   ' }, /^title: must not be empty/],
    ['a title of 301 characters', { ...good, title: 'x'.repeat(301) }, /^title: must have at most 300/],
    ['a title of two lines', { ...good, title: 'Child\nElm' }, /^title: must be one line/],
    ['a title that is turned round', { ...good, title: 'Child \u202eelm' }, /^title: must be one line/],
    ['a zero-width space in the title', { ...good, title: 'Child\u200bElm' }, /^title: must be one line/],
    ['half a character in the title', { ...good, title: 'Child \ud83d' }, /^title: must be one line/],
    ['NUL in the summary', { ...good, summary: `a${nul}b` }, /^summary: must not have hidden/],
    ['half a character in the summary', { ...good, summary: '\udc00' }, /^summary: must not have hidden/],
    ['a summary of 5,001 characters', { ...good, summary: 'x'.repeat(5_001) }, /^summary: must have at most/],
    ['a type of its own', { ...good, type: 'scr' }, /^type: /],
    ['no date', { ...good, published: undefined }, /^published: /],
    ['a date in British order', { ...good, published: '20.11.2017' }, /^published: must be a day/],
    ['the thirtieth of February', { ...good, published: '2024-02-30' }, /^published: must be a day/],
    ['a leap day in a common year', { ...good, published: '2023-02-29' }, /^published: must be a day/],
    ['a date with a time', { ...good, published: '2017-11-20T00:00:00Z' }, /^published: must be a day/],
    ['themes that are no list', { ...good, themes: 'Neglect' }, /^themes: /],
    ['an empty theme', { ...good, themes: [''] }, /^themes\.0: must not be empty/],
    ['a word that nobody knows', { ...good, status: 'draft' }, /status/],
    ['a document of no kind', { ...good, documents: [{ ...report, kind: 'pdf' }] }, /^documents\.0\.kind: /],
    [
      'a bad date in a document',
      { ...good, documents: [{ ...report, published: '2017-13-01' }] },
      /^documents\.0\.published: must be a day/,
    ],
    [
      'an empty file name',
      { ...good, documents: [{ ...report, file: '' }] },
      /^documents\.0\.file: must not be empty/,
    ],
    ['101 documents', { ...good, documents: Array.from({ length: 101 }, () => report) }, /^documents: /],
  ] as const) {
    it(`leaves out a review with ${name}, says why, and takes the next one`, () => {
      const { reviews, refused } = read(review, { ...good, slug: 'child-oak' });
      assert.deepEqual(
        reviews.map(({ slug }) => slug),
        ['child-oak'],
      );
      assert.equal(refused.length, 1);
      assert.equal(refused[0]?.path, 'reviews[0]');
      assert.match(refused[0]?.why ?? '', why);
    });
  }

  it('takes the first of two reviews with one slug', () => {
    const { reviews, refused } = read(good, { ...good, title: 'Another' });
    assert.deepEqual(
      reviews.map(({ title }) => title),
      ['Child Elm'],
    );
    assert.deepEqual(refused, [
      { path: 'reviews[1]', why: 'another review of this file has the slug "child-elm"' },
    ]);
  });

  it('keeps quotation marks, signs, pictures and every script as they are', () => {
    const title = "“Elm” & <b>'s' = 100 % 🙂 مراجعة שלום";
    assert.equal(read({ ...good, title }).reviews[0]?.title, title);
  });

  it('keeps the lines of a summary, and each theme once', () => {
    const [review] = read({
      ...good,
      summary: 'One.\n\tTwo.\r\n',
      themes: ['Neglect', ' Neglect ', 'Drink'],
    }).reviews;
    assert.equal(review?.summary, 'One.\n\tTwo.');
    assert.deepEqual(review?.themes, ['Neglect', 'Drink']);
  });
});

describe('the addresses of documents', () => {
  const day = Temporal.PlainDate.from('2024-05-14');
  const incoming = (kind: ImportedDocument['kind'], title: string): ImportedDocument => ({
    kind,
    title,
    published: day,
  });
  const kept = (slug: string, kind: KeptDocument['kind'], title: string): KeptDocument => ({
    slug,
    kind,
    title,
  });

  for (const [what, documents, before, slugs] of [
    [
      'name the kind',
      [incoming('report', 'A'), incoming('media-statement', 'B')],
      [],
      ['report', 'media-statement'],
    ],
    ['call any other document a document', [incoming('other', 'Map')], [], ['document']],
    [
      'number those of one kind from the second on',
      [incoming('report', 'A'), incoming('report', 'B')],
      [],
      ['report', 'report-2'],
    ],
    [
      'stay when the order changes',
      [incoming('report', 'B'), incoming('report', 'A')],
      [kept('report', 'report', 'A'), kept('report-2', 'report', 'B')],
      ['report-2', 'report'],
    ],
    [
      'stay when the title changes',
      [incoming('report', 'A, corrected')],
      [kept('report', 'report', 'A')],
      ['report'],
    ],
    [
      'prefer the same title to the same kind',
      [incoming('report', 'New'), incoming('report', 'A')],
      [kept('report', 'report', 'A')],
      ['report-2', 'report'],
    ],
    [
      'are never given to another kind',
      [incoming('summary', 'A')],
      [kept('report', 'report', 'A')],
      ['summary'],
    ],
    [
      'are not used again for what came later',
      [incoming('report', 'A'), incoming('report', 'C')],
      [kept('report', 'report', 'A'), kept('report-2', 'report', 'B'), kept('report-3', 'summary', 'S')],
      ['report', 'report-2'],
    ],
  ] as const) {
    it(what, () => {
      assert.deepEqual(documentSlugs(documents, before), slugs);
    });
  }

  it('are all different, however many there are', () => {
    const many = Array.from({ length: 100 }, (_, index) => incoming('report', `Report ${index % 7}`));
    assert.equal(new Set(documentSlugs(many, [kept('report-5', 'report', 'Report 3')])).size, 100);
  });
});
