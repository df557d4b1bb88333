import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { defaultLimits } from './document.ts';
import { readPdf } from './read-pdf.ts';
import { column, makePdf, type SampleExtras, type SampleLine } from './samples.ts';

const read = (pages: readonly (readonly SampleLine[])[], extras?: SampleExtras) =>
  readPdf(new Uint8Array(makePdf(pages, extras)), defaultLimits);
const blocks = async (lines: readonly SampleLine[]) => (await read([lines])).pages[0]?.blocks;
const texts = async (lines: readonly SampleLine[]) =>
  (await blocks(lines))?.map((block) => ('text' in block ? block.text : ''));

const full = [
  'The lines of this paragraph fill the whole width of their column and so',
  'they belong together, whatever word the one of them or the other of them',
  'ends with, until there comes a line that ends before the others have ended',
  'or that stands further off.',
];

describe('reading a PDF', () => {
  it('joins lines into paragraphs by the gaps between them', async () => {
    const lines = [...column(full, 800), ...column(full, 730), ...column(full, 660)];
    assert.deepEqual(await texts(lines), [full.join(' '), full.join(' '), full.join(' ')]);
  });

  it('parts paragraphs without a gap where a line leaves room and a sentence begins', async () => {
    assert.deepEqual(await texts(column([...full, ...full], 800)), [full.join(' '), full.join(' ')]);
  });

  it('finds headings by size, ranked through the whole document', async () => {
    const first = [{ text: 'The title', size: 24, y: 800 }, ...column(full, 760)];
    const second = [
      { text: 'A chapter of it', size: 16, y: 800 },
      ...column(full, 760),
      { text: 'A part', size: 13, y: 690 },
    ];
    const reading = await read([first, second]);
    assert.deepEqual(
      reading.pages.flatMap((page) => page.blocks).filter((block) => block.kind === 'heading'),
      [
        { kind: 'heading', level: 1, text: 'The title' },
        { kind: 'heading', level: 2, text: 'A chapter of it' },
        { kind: 'heading', level: 3, text: 'A part' },
      ],
    );
    assert.equal(reading.title, 'The title');
  });

  it('sees items of a list and lines that hang from them', async () => {
    const lines = [
      { text: '\u0095 the first item, which is long enough to run over the end of the line and', y: 800 },
      { text: 'so to go on below', x: 78, y: 787 },
      { text: '\u0095 the second item', y: 774 },
      { text: '1. a numbered one', y: 761 },
    ];
    const expected = [
      'the first item, which is long enough to run over the end of the line and so to go on below',
      'the second item',
      '1. a numbered one',
    ];
    assert.deepEqual(
      await blocks(lines),
      expected.map((text) => ({ kind: 'list-item', text })),
    );
  });

  it('keeps the rows of a table apart', async () => {
    const rows = [800, 787, 774].flatMap((y) => [
      { text: 'one cell', y },
      { text: 'another', x: 250, y },
    ]);
    assert.deepEqual(await texts(rows), Array<string>(3).fill('one cell another'));
  });

  const hyphens: [string, string, string, string][] = [
    ['goes when the whole word is known', 'an armchair of the', 'arm-', 'chair'],
    ['goes when nothing is known of the word', 'words of the', 'arm-', 'chair'],
    ['stays when the word is written with it', 'self-made of the', 'self-', 'made'],
    ['stays when both halves are words', 'both made and self of the', 'self-', 'made'],
    ['stays before a capital', 'words of the', 'Anglo-', 'Saxon'],
    ['stays before a number', 'words of the', 'ward-', '20'],
  ];
  for (const [name, before, head, tail] of hyphens) {
    it(`a hyphen at the end of a line ${name}`, async () => {
      const [text] =
        (await texts(column([`${before} ${head}`, `${tail} and other things, and so on, on`], 800))) ?? [];
      const whole = name.startsWith('goes') ? 'armchair' : `${head}${tail}`;
      assert.equal(text, `${before} ${whole} and other things, and so on, on`);
    });
  }

  it('keeps a raised mark on its line, and leaves out text beside the page', async () => {
    const lines = [
      { text: 'As was said', y: 700 },
      { text: '12', size: 6, x: 131, y: 705 },
      { text: 'unseen', x: 900, y: 700 },
    ];
    assert.deepEqual(await texts(lines), ['As was said12']);
  });

  it('reads a page that is turned, and goes back to the top for a second column', async () => {
    for (const turn of [90, 180, 270]) {
      const { pages } = await read([column(full, 500)], { page: `/Rotate ${turn}` });
      assert.deepEqual(pages[0]?.blocks, [{ kind: 'paragraph', text: full.join(' ') }]);
    }
    const columns = [...column(['left one', 'left two'], 800), { text: 'right one', x: 300, y: 800 }];
    assert.deepEqual(await texts(columns), ['left one left two', 'right one']);
  });

  it('gives physical pages with the labels printed on them', async () => {
    const labels = '/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>';
    const reading = await read([column(['One'], 800), column(['Two'], 800), column(['Three'], 800)], {
      catalogue: labels,
    });
    assert.deepEqual(
      reading.pages.map((page) => page.label),
      ['i', 'ii', '1'],
    );
    assert.equal(reading.pagination, 'document');
  });

  it('takes the title from the properties unless a program put it there', async () => {
    const lines = column(['Some words'], 800);
    assert.equal((await read([lines], { trailer: '/Info << /Title (Told) >>' })).title, 'Told');
    assert.equal(
      (await read([lines], { trailer: '/Info << /Title (Microsoft Word - a.doc) >>' })).title,
      null,
    );
  });
});

describe('a PDF that is not sound', () => {
  const locked =
    '/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> /U <0000000000000000000000000000000000000000000000000000000000000000> >> /ID [<00> <00>]';

  it('is refused when it is protected by a password', async () => {
    await assert.rejects(read([column(['x'], 800)], { trailer: locked }), /password/);
    await assert.rejects(
      read([column(['x'], 800)], { trailer: locked.replace('/Standard', '/Other') }),
      /password/,
    );
  });

  it('is refused when it is damaged', async () => {
    await assert.rejects(
      readPdf(new Uint8Array(Buffer.from('%PDF-1.7\nnothing else')), defaultLimits),
      /damaged/,
    );
    const bytes = makePdf([column(full, 800)]);
    await assert.rejects(readPdf(new Uint8Array(bytes.slice(0, 200)), defaultLimits), /damaged/);
  });

  it('is read when only its table of offsets is wrong', async () => {
    const text = Buffer.from(makePdf([column(full, 800)]))
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n9');
    const reading = await readPdf(new Uint8Array(Buffer.from(text, 'latin1')), defaultLimits);
    assert.equal(reading.pages[0]?.blocks.length, 1);
  });

  it('is refused when no page has text, and read with a warning when some have', async () => {
    await assert.rejects(read([[], []]), /pictures of pages/);
    await assert.rejects(read([column(['1'], 800), column(['2'], 800)]), /pictures of pages/);
    const some = await read([column(full, 800), [], column(full, 800), []]);
    assert.deepEqual(some.warnings, ['Pages 2 and 4 are without text: perhaps scanned, or a picture.']);
    assert.deepEqual(some.pages[1]?.blocks, []);
    const stamped = await read([column(['Copy'], 800), column(['Copy'], 800), column(['Copy'], 800)]);
    assert.match(stamped.warnings[0] ?? '', /very little text/);
  });

  it('is refused when it has more pages than the limit', async () => {
    const bytes = new Uint8Array(makePdf([[], [], []]));
    await assert.rejects(readPdf(bytes, { ...defaultLimits, pages: 2 }), /more than 2 pages/);
  });

  it('runs no script, and follows no link, that it holds', async () => {
    const catalogue = '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>';
    const reading = await read([column(['Some words'], 800)], { catalogue });
    assert.equal(reading.pages.length, 1);
  });

  it('with a compressed page is read as well', async () => {
    const content = deflateSync(Buffer.from('BT /F1 11 Tf 72 700 Td (Pressed words) Tj ET')).toString(
      'latin1',
    );
    const stream = `<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n${content}\nendstream`;
    const page = '/Contents 6 0 R';
    const text = Buffer.from(makePdf([[]], { objects: [stream], page }))
      .toString('latin1')
      .replace('/Contents 5 0 R', '');
    const reading = await readPdf(new Uint8Array(Buffer.from(text, 'latin1')), defaultLimits);
    assert.deepEqual(reading.pages[0]?.blocks, [{ kind: 'paragraph', text: 'Pressed words' }]);
  });
});
