import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Paper, Part } from './paper.ts';
import { bare, everyKind, filesOf, paperOf, readMade, textsOf, wordsOf } from './samples.ts';
import { soundText } from './sound.ts';
import { writePdf } from './write-pdf.ts';
import { writeWord } from './write-word.ts';

describe('a paper as a Word document', () => {
  it('has real headings, lists and heads of tables, its title and its language', async () => {
    const files = filesOf(await writeWord(paperOf(everyKind)));
    const document = files['word/document.xml'] ?? '';
    for (const style of ['Title', 'Heading1', 'Heading2', 'Heading3'])
      assert.match(document, new RegExp(`<w:pStyle w:val="${style}"/>`));
    assert.match(document, /<w:tblHeader\/>/);
    assert.equal(document.match(/<w:numPr>/g)?.length, 4);
    assert.match(files['docProps/core.xml'] ?? '', /<dc:title>A paper for the tests<\/dc:title>/);
    assert.match(files['word/styles.xml'] ?? '', /w:lang w:val="en-GB"/);
    const foot = files['word/footer1.xml'] ?? '';
    assert.match(foot, /MVX-2026-0001/);
    assert.match(foot, /NUMPAGES/);
    assert.match(files['word/header1.xml'] ?? '', /Confidential/);
  });

  it('keeps no word of who made it and when, and is the same file each time', async () => {
    const bytes = await writeWord(paperOf(everyKind));
    const all = Object.values(filesOf(bytes)).join('');
    assert.doesNotMatch(all, /dc:creator|lastModifiedBy|dcterms|Un-named/);
    assert.ok(bytes.equals(await writeWord(paperOf(everyKind))));
  });

  it('says every text in its order', async () => {
    const paper = paperOf(everyKind);
    const words = wordsOf(await writeWord(paper));
    let at = 0;
    for (const one of textsOf(paper).map(bare)) {
      const found = words.indexOf(one, at);
      assert.notEqual(found, -1, one);
      at = found + one.length;
    }
  });
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '\n\n',
    '\u0000\u0001',
    'عربي 123 עברית',
    '👩‍👩‍👧 ☑️',
    '&lt;w:t>]]>',
    '#eval("1")',
    '\uD83D',
  ),
  fc.integer({ min: 1, max: 900 }).map((count) => 'x'.repeat(count)),
);

const nastyPaper: fc.Arbitrary<Paper> = fc
  .record({
    title: nasty,
    about: fc.array(nasty, { maxLength: 2 }),
    paragraphs: fc.array(nasty, { maxLength: 4 }),
    items: fc.array(nasty, { maxLength: 4 }),
    facts: fc.array(fc.tuple(nasty, nasty), { maxLength: 4 }),
    head: fc.array(nasty, { maxLength: 5 }),
    rows: fc.array(fc.array(nasty, { maxLength: 6 }), { maxLength: 6 }),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const),
    heading: nasty,
  })
  .map(({ title, about, paragraphs, items, facts, head, rows, level, heading }) => {
    const parts: Part[] = [
      { kind: 'heading', level, text: heading },
      { kind: 'text', paragraphs },
      { kind: 'list', items },
      { kind: 'facts', rows: facts },
      { kind: 'table', caption: heading, head, rows },
      { kind: 'note', text: heading },
      { kind: 'room', question: heading, help: heading, lines: 3 },
    ];
    return paperOf(parts, { title, about });
  });

const letters = (text: string) => Array.from(bare(text)).sort().join('');

const latin = (text: string) => letters(text.replace(/[^A-Za-z]/g, ''));

describe('the two writers', () => {
  it('say the same, whatever the paper is made of', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(nastyPaper, async (paper) => {
        const [pdf, word] = await Promise.all([writePdf(paper), writeWord(paper)]);
        const expected = textsOf(paper).join('');
        assert.equal(letters(wordsOf(word)), letters(expected));
        // Typefaces have not every letter, and the library that reads the PDF turns right-to-left ones about: no Latin one is lost.
        const { pages } = await readMade(pdf);
        const own = bare(pages.join('')).replace(
          /(?:Onecharacter|\d[\d,]*characters)ofthisdocumentcannotbeshownwiththetypefacesofthisfile\.Eachstandshereas/,
          '',
        );
        assert.equal(latin(own), latin(expected));
      }),
      { numRuns: 15 },
    );
  });

  it('take the same for nothing', () => {
    assert.equal(soundText('a\r\nb\rc\u2028d\te\u0000\u202E'), 'a\nb\nc\nd e');
    assert.equal(soundText('e\u0301'), 'é');
  });
});
