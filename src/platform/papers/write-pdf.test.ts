import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Part } from './paper.ts';
import { PaperFault, written } from './paper-child.ts';
import { bare, everyKind, paperOf, readMade, rolesIn, textsOf } from './samples.ts';
import { unknownMark } from './typeset.ts';
import { writePdf } from './write-pdf.ts';

const text = (...paragraphs: string[]): Part => ({ kind: 'text', paragraphs });
const said = async (part: Part) => bare((await readMade(await writePdf(paperOf([part])))).pages.join(''));

describe('a paper as a PDF', () => {
  it('is tagged, with its title, its language and its claim to PDF/UA', async () => {
    const bytes = await writePdf(paperOf(everyKind));
    const { info, tags } = await readMade(bytes);
    assert.equal(info['Title'], 'A paper for the tests');
    assert.equal(info['Language'], 'en-GB');
    assert.match(bytes.toString('latin1'), /pdfuaid:part>1</);
    assert.match(bytes.toString('latin1'), /DisplayDocTitle true/);
    const roles = rolesIn(tags);
    for (const role of [
      'H1',
      'H2',
      'H3',
      'P',
      'L',
      'LI',
      'Lbl',
      'LBody',
      'Table',
      'THead',
      'TH',
      'TD',
      'Caption',
    ])
      assert.ok(roles.includes(role), role);
    assert.deepEqual(
      roles.filter((role) => /^H\d$/.test(role)),
      ['H1', 'H2', 'H3'],
    );
  });

  it('says every text in its order, and its footer, number and marking on every page', async () => {
    const paper = paperOf(everyKind);
    const { pages, edges } = await readMade(await writePdf(paper));
    const whole = bare(pages.join(''));
    let at = 0;
    for (const one of textsOf(paper).map(bare)) {
      const found = whole.indexOf(one, at);
      assert.notEqual(found, -1, one);
      at = found + one.length;
    }
    assert.equal(pages.length, 2);
    for (const [index, edge] of edges.entries())
      assert.equal(bare(edge), bare(`Confidential MVX-2026-0001 Page ${index + 1} of 2`));
  });

  it('keeps no word of who made it, when and where, and is the same file each time', async () => {
    const bytes = await writePdf(paperOf(everyKind));
    const { info } = await readMade(bytes);
    for (const name of ['Author', 'CreationDate', 'ModDate', 'Keywords'])
      assert.equal(info[name], undefined, name);
    assert.ok(bytes.equals(await writePdf(paperOf(everyKind))));
  });

  const literal = [
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    '*bold* and _stress_',
    '= Heading',
    '\\ and \\u{41} and #sym.arrow',
    '$x^2$',
    '@ref and <label>',
    '// a comment /* and another */',
    '"quotes" and \'one\' -- --- ...',
    '`raw` ```typ #1+1```',
    '- list + enum / Term: x',
    '~ and https://example.org/#x',
    '{{ x }} %PDF-1.7 endstream',
  ];
  it('shows what a person typed as it was typed, never as Typst', async () => {
    const { pages, tags } = await readMade(await writePdf(paperOf([text(...literal)])));
    assert.ok(bare(pages.join('')).endsWith(bare(literal.join(''))));
    assert.deepEqual(
      rolesIn(tags).filter((role) => /^(H\d|L|Link)$/.test(role)),
      [],
    );
  });

  it('shows accents, Polish, Welsh, Greek, Cyrillic, Hebrew and Arabic', async () => {
    const words = 'Zażółć gęślą jaźń. Ŵyneb Ŷsgol. Ελλάδα. Київ. Ẁ ẃ ‘quotes’ – — … € £ ½ ☐ ☑';
    assert.ok((await said(text(words))).endsWith(bare(words)));
    for (const word of ['עברית', 'العربية', 'پاکستان']) {
      const shown = await said(text(word));
      for (const letter of word) assert.ok(shown.includes(letter), letter);
      assert.ok(!shown.includes(unknownMark), word);
    }
  });

  it('shows a box for what no typeface has, and says so', async () => {
    const shown = await said(text('One 漢 two 😀 three \u{1F9FF} \u{E000} \uF0B7'));
    assert.match(shown, /3charactersofthisdocumentcannotbeshown/);
    assert.ok(shown.endsWith('One□two□three□\uFFFD•'));
    assert.match(await said(text('漢')), /Onecharacterofthisdocumentcannotbeshown/);
  });

  it('leaves out what shows nothing, and takes half a character for an unknown one', async () => {
    const shown = await said(text('a\u0000b\u0007c\u202Ed\u2066e\uFFFEf\uFEFFg\u00ADh \uD800 i'));
    assert.ok(shown.endsWith('abcdefgh\uFFFDi'), shown);
  });

  it('mends what PDF/UA would not allow: levels left out, headings without words, tables without cells', async () => {
    const parts: Part[] = [
      { kind: 'heading', level: 3, text: 'Begins too low' },
      { kind: 'heading', level: 3, text: 'Goes one down' },
      { kind: 'heading', level: 1, text: ' ' },
      { kind: 'table', caption: 'Nothing in it', head: [], rows: [] },
      { kind: 'table', caption: 'No rows', head: ['A', 'B'], rows: [] },
      { kind: 'table', caption: 'No head', head: [], rows: [['a'], ['b', 'c'], []] },
      { kind: 'list', items: [] },
      { kind: 'list', items: [''] },
      { kind: 'facts', rows: [] },
      { kind: 'facts', rows: [['', '']] },
      { kind: 'boxes', question: '', help: '', options: [] },
      { kind: 'room', question: 'Q', help: '', lines: 400 },
      { kind: 'room', question: 'Q', help: '', lines: 0 },
      text(),
      { kind: 'new-page' },
    ];
    const { tags } = await readMade(
      await writePdf(paperOf(parts, { title: '', about: [], marking: null, footer: '' })),
    );
    assert.deepEqual(
      rolesIn(tags).filter((role) => /^H\d$/.test(role)),
      ['H1', 'H2'],
    );
  });

  it('repeats the head of a long table on every page, and tags it once', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => [
      `Row ${index + 1}`,
      'Something happened',
      'A nurse',
    ]);
    const table: Part = { kind: 'table', caption: 'Long', head: ['Number', 'Event', 'Who'], rows };
    const { pages, edges, tags } = await readMade(await writePdf(paperOf([table])));
    assert.ok(pages.length > 8, `${pages.length} pages`);
    // A head that is shown once more is not content once more.
    for (const [index, page] of pages.entries())
      assert.match(bare(page + (edges[index] ?? '')), /NumberEventWho/, `page ${index + 1}`);
    assert.equal(rolesIn(tags).filter((role) => role === 'TH').length, 3);
  });

  it('breaks a word that is longer than its place, so that none leaves the page', async () => {
    const word = 'W'.repeat(300);
    const parts: Part[] = [
      text(word),
      { kind: 'facts', rows: [['Address', word]] },
      { kind: 'table', caption: '', head: ['A', 'B', 'C', 'D'], rows: [[word, 'b', 'c', 'd']] },
    ];
    const { pages } = await readMade(await writePdf(paperOf(parts)));
    assert.equal(bare(pages.join('')).match(/W/g)?.length, 900);
  });
});

const pagesOfText = (count: number): readonly Part[] =>
  Array.from({ length: count }, (_, index): readonly Part[] => [
    { kind: 'heading', level: 1, text: `Section ${index + 1}` },
    text(
      ...Array.from({ length: 6 }, () =>
        'What was known of the family, and by whom, is told here. '.repeat(8),
      ),
    ),
    { kind: 'new-page' },
  ]).flat();

describe('the process in which papers are written', () => {
  it('takes a paper of fifty pages, and one of 100,000 letters, in good time', async () => {
    const began = performance.now();
    const bytes = await writePdf(paperOf(pagesOfText(50)));
    const took = performance.now() - began;
    assert.equal((await readMade(bytes)).pages.length, 50);
    // About 0.4 seconds on two quiet cores; the bound is for busy ones.
    assert.ok(took < 5_000, `${Math.round(took)} ms`);
    const long = 'abcde fghij '.repeat(8_400);
    assert.equal(
      (await said(text(long))).length,
      bare(`A paper for the tests Merrowvale, a made-up place Version 1${long}`).length,
    );
  });

  it('ends a paper that takes too long, too much memory or too much room, and says so', async () => {
    const paper = paperOf(pagesOfText(30));
    const ends: readonly [object, RegExp][] = [
      [{ milliseconds: 20 }, /took too long/],
      [{ fileBytes: 1_000 }, /too large/],
    ];
    for (const [limits, why] of ends)
      await assert.rejects(
        written('pdf', paper, limits),
        (error) => error instanceof PaperFault && why.test(error.message),
      );
    if (process.platform === 'linux')
      await assert.rejects(written('pdf', paper, { memoryBytes: 1_000_000 }), /too much memory/);
  });

  it('answers a paper that cannot be written with a fault, and says nothing of what stands in it', async () => {
    const broken = { ...paperOf([]), parts: [{ kind: 'text', paragraphs: 'Aled' }] };
    await assert.rejects(written('pdf', broken as never), {
      name: 'PaperFault',
      message: 'The document could not be made.',
    });
  });

  it('writes two at once, lets a few wait, and sends the rest away', async () => {
    const paper = paperOf([text('short')]);
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => writePdf(paper)));
    const done = all.filter(({ status }) => status === 'fulfilled');
    assert.equal(done.length, 18);
    for (const one of all)
      if (one.status === 'rejected') assert.match(String(one.reason), /Too many documents are being made/);
    assert.ok((await writePdf(paper)).length > 0);
  });
});
