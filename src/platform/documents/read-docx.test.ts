import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultLimits } from './document.ts';
import { readDocx } from './read-docx.ts';
import { makeDocx, paragraph, wordPart } from './samples.ts';

const read = (body: string, parts: Readonly<Record<string, string>> = {}) =>
  readDocx(makeDocx(body, parts), defaultLimits);
const blocks = (body: string, parts: Readonly<Record<string, string>> = {}) =>
  read(body, parts).pages.flatMap((page) => page.blocks);
const texts = (body: string) => blocks(body).map((block) => ('text' in block ? block.text : block.rows));
const byPage = (body: string) =>
  read(body).pages.map((page) => page.blocks.map((block) => ('text' in block ? block.text : '')));

const hard = '<w:r><w:br w:type="page"/></w:r>';
const soft = '<w:lastRenderedPageBreak/>';
const run = (content: string) => `<w:r>${content}</w:r>`;
const words = (text: string) => `<w:t>${text}</w:t>`;
const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;

describe('the text of a Word document', () => {
  const rows: [string, string, unknown][] = [
    ['joins runs', paragraph(run(words('safe')) + run(words('ty'))), ['safety']],
    [
      'takes tabs and line breaks as spaces',
      paragraph(run('<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>')),
      ['a b c'],
    ],
    ['keeps insertions', paragraph(`<w:ins>${run(words('new'))}</w:ins>`), ['new']],
    [
      'leaves out deletions',
      paragraph(`${run(words('kept'))}<w:del>${run('<w:delText>gone</w:delText>')}</w:del>`),
      ['kept'],
    ],
    [
      'leaves out what was moved away',
      paragraph(`<w:moveFrom>${run(words('old'))}</w:moveFrom><w:moveTo>${run(words('new'))}</w:moveTo>`),
      ['new'],
    ],
    [
      'leaves out hidden text',
      paragraph(run('<w:rPr><w:vanish/></w:rPr><w:t>secret</w:t>') + run(words('open'))),
      ['open'],
    ],
    [
      'reads what is said not to be hidden',
      paragraph(run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>open</w:t>')),
      ['open'],
    ],
    [
      'leaves out the code of fields',
      paragraph(run('<w:instrText>PAGE</w:instrText>') + run(words('7'))),
      ['7'],
    ],
    [
      'reads links and content controls',
      paragraph(
        `<w:hyperlink>${run(words('link'))}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>${run(words(' box'))}</w:sdtContent></w:sdt>`,
      ),
      ['link box'],
    ],
    [
      'runs a paragraph on when its end was deleted',
      paragraph('One', '<w:rPr><w:del/></w:rPr>') + paragraph('two'),
      ['One two'],
    ],
    [
      'reads a text box once',
      paragraph(
        `${run(words('beside'))}<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>${paragraph('boxed')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${paragraph('boxed')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      ['beside', 'boxed'],
    ],
    ['decodes the entities of XML', paragraph('A &amp; E &#8211; &#x2019;'), ['A & E – ’']],
  ];
  for (const [name, body, expected] of rows) it(name, () => assert.deepEqual(texts(body), expected));
});

describe('the structure of a Word document', () => {
  const styles = wordPart(
    'styles',
    `<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
     <w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Chapter"/><w:basedOn w:val="H1"/></w:style>
     <w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="7"/></w:pPr></w:style>
     <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
     <w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>`,
  );
  const numbering = wordPart(
    'numbering',
    `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
       <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
     <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
     <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
     <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  );
  const parts = { 'word/styles.xml': styles, 'word/numbering.xml': numbering };
  const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
  const listed = (id: number, level = 0) =>
    `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

  it('finds headings by style, by inheritance and by outline level', () => {
    const body =
      paragraph('One', style('H1')) +
      paragraph('Two', style('Ours')) +
      paragraph('Three', style('Deep')) +
      paragraph('Four', '<w:outlineLvl w:val="1"/>') +
      paragraph('Five', style('Loop')) +
      paragraph('<w:r><w:rPr><w:rStyle w:val="Hid"/></w:rPr><w:t>gone</w:t></w:r>', style('H1'));
    assert.deepEqual(blocks(body, parts), [
      { kind: 'heading', level: 1, text: 'One' },
      { kind: 'heading', level: 1, text: 'Two' },
      { kind: 'heading', level: 6, text: 'Three' },
      { kind: 'heading', level: 2, text: 'Four' },
      { kind: 'paragraph', text: 'Five' },
    ]);
  });

  it('counts numbered items as Word prints them, and leaves bullets out', () => {
    const body = [
      paragraph('a', listed(1)),
      paragraph('b', listed(1, 1)),
      paragraph('c', listed(1, 1)),
      paragraph('d', listed(1)),
      paragraph('e', listed(1, 1)),
      paragraph('f', listed(2)),
      paragraph('g', listed(3)),
      paragraph('h', style('H1') + listed(3)),
      paragraph('i', listed(0)),
    ].join('');
    const expected = ['3. a', '3.i b', '3.ii c', '4. d', '4.i e', 'f', '1. g', '2. h', 'i'];
    const found = blocks(body, parts);
    assert.deepEqual(
      found.map((block) => ('text' in block ? block.text : '')),
      expected,
    );
    assert.deepEqual(
      found.map((block) => block.kind),
      [...Array<string>(7).fill('list-item'), 'heading', 'paragraph'],
    );
  });

  it('keeps the columns of tables in line where cells span them', () => {
    const body = `<w:tbl>${row(cell(paragraph('Both'), '<w:gridSpan w:val="2"/>'))}${row(
      cell(paragraph('left') + paragraph('below')),
      cell(`<w:tbl>${row(cell(paragraph('in')), cell(paragraph('ner')))}</w:tbl>`),
    )}<w:tr><w:trPr><w:del/></w:trPr>${cell(paragraph('gone'))}</w:tr></w:tbl>`;
    assert.deepEqual(blocks(body), [
      {
        kind: 'table',
        rows: [
          ['Both', ''],
          ['left below', 'in ner'],
        ],
      },
    ]);
  });

  it('puts footnotes at the foot of their page, and endnotes at the end', () => {
    const note = (kind: string, id: number, text: string) =>
      wordPart(
        `${kind}s`,
        `<w:${kind} w:id="0" w:type="separator"/><w:${kind} w:id="${id}">${paragraph(text)}</w:${kind}>`,
      );
    const body =
      paragraph(run('<w:t>First</w:t><w:endnoteReference w:id="5"/>')) +
      paragraph(run('<w:t>Second</w:t><w:footnoteReference w:id="2"/>')) +
      paragraph(hard) +
      paragraph('Third');
    const reading = read(body, {
      'word/footnotes.xml': note('footnote', 2, 'At the foot.'),
      'word/endnotes.xml': note('endnote', 5, 'At the end.'),
    });
    assert.deepEqual(
      reading.pages.map((page) => page.blocks.map((block) => ('text' in block ? block.text : ''))),
      [
        ['First[i]', 'Second[1]', '[1] At the foot.'],
        ['Third', '[i] At the end.'],
      ],
    );
  });

  it('takes the title from the properties, else from the headings', () => {
    const core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Told</dc:title></cp:coreProperties>';
    assert.equal(read(paragraph('x', style('H1')), { ...parts, 'docProps/core.xml': core }).title, 'Told');
    assert.equal(read(paragraph('x', style('H1')), parts).title, 'x');
    assert.equal(read(paragraph('x'), parts).title, null);
  });
});

describe('the pages of a Word document', () => {
  const section = (kind: string) => `<w:sectPr><w:type w:val="${kind}"/></w:sectPr>`;
  const rows: [string, string, string[][]][] = [
    ['a break parts a paragraph', paragraph(run(words('a')) + hard + run(words('b'))), [['a'], ['b']]],
    [
      'a break that Word remembers is one',
      paragraph(run(words('a')) + run(soft + words('b'))),
      [['a'], ['b']],
    ],
    [
      'one that follows a hard break is the same',
      paragraph(run(words('a')) + hard) + paragraph(run(soft + words('b'))),
      [['a'], ['b']],
    ],
    [
      'two hard breaks leave an empty page',
      paragraph(run(words('a')) + hard + hard) + paragraph('b'),
      [['a'], [], ['b']],
    ],
    [
      'a page of a picture counts',
      paragraph(run('<w:drawing/>')) + paragraph(run(soft + words('b'))),
      [[], ['b']],
    ],
    [
      'a paragraph may ask for a new page',
      paragraph('a') + paragraph(run(soft + words('b')), '<w:pageBreakBefore/>'),
      [['a'], ['b']],
    ],
    ['the first paragraph does not make an empty one', paragraph('a', '<w:pageBreakBefore/>'), [['a']]],
    [
      'a section begins a page',
      paragraph('a', '<w:sectPr/>') + paragraph('b') + section('nextPage'),
      [['a'], ['b']],
    ],
    [
      'unless it is continuous',
      paragraph('a', section('nextPage')) + paragraph('b') + section('continuous'),
      [['a', 'b']],
    ],
    ['breaks at the end leave no page behind', paragraph('a') + paragraph(hard), [['a']]],
  ];
  for (const [name, body, pages] of rows) it(name, () => assert.deepEqual(byPage(body), pages));

  it('parts a table between rows', () => {
    const broken = (text: string) => cell(paragraph(run(soft + words(text))));
    const body = `<w:tbl>${row(cell(paragraph('1')))}${row(broken('2'), broken('2'))}${row(cell(paragraph('3')))}</w:tbl>`;
    assert.deepEqual(
      read(body).pages.map((page) => page.blocks),
      [[{ kind: 'table', rows: [['1']] }], [{ kind: 'table', rows: [['2', '2'], ['3']] }]],
    );
  });

  it('cuts pages of its own where a long document says nothing of pages', () => {
    const reading = read(paragraph('Some words of a sentence. '.repeat(30)).repeat(20));
    assert.equal(reading.pagination, 'ours');
    assert.ok(reading.pages.length > 4);
    assert.equal(read(paragraph('short')).pagination, 'document');
  });

  it('refuses more pages than the limit', () => {
    const body = paragraph('a') + paragraph(hard).repeat(5) + paragraph('b');
    assert.throws(() => readDocx(makeDocx(body), { ...defaultLimits, pages: 5 }), /more than 5 pages/);
  });
});

describe('a Word document that is not sound', () => {
  const xml = (document: string) => makeDocx('', { 'word/document.xml': document });
  const rows: [string, Uint8Array, RegExp][] = [
    [
      'an outside entity',
      xml(
        `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${wordPart('document', '<w:body>&e;</w:body>')}`,
      ),
      /document type/,
    ],
    [
      'a billion laughs',
      xml(`<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${wordPart('document', '<w:body/>')}`),
      /document type/,
    ],
    ['an entity that is not known', xml(wordPart('document', '<w:body>&e;</w:body>')), /damaged/],
    ['tags that do not match', xml(wordPart('document', '<w:body><w:p></w:body></w:p>')), /damaged/],
    ['a part cut short', xml(wordPart('document', '<w:body>').slice(0, -9)), /damaged/],
    [
      'nesting without end',
      xml(wordPart('document', `<w:body>${'<w:x>'.repeat(600)}${'</w:x>'.repeat(600)}</w:body>`)),
      /nested/,
    ],
    ['a zip cut short', makeDocx(paragraph('x')).slice(0, -30), /damaged/],
    [
      'a zip of other things',
      makeDocx('', {
        '_rels/.rels':
          '<Relationships><Relationship Type="/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      }),
      /not a Word document/,
    ],
    [
      'a part that unpacks a thousandfold',
      makeDocx('', { 'word/media/a.bin': new Uint8Array(20_000_000) }),
      /unpacks to far more/,
    ],
  ];
  for (const [name, bytes, why] of rows)
    it(`${name} is refused`, () => assert.throws(() => readDocx(bytes, defaultLimits), why));

  it('too many entries are refused', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`word/media/${index}`, 'x']));
    assert.throws(
      () => readDocx(makeDocx(paragraph('x'), many), { ...defaultLimits, entries: 20 }),
      /far more/,
    );
  });

  it('a part that grows past the size it declares is cut there, and is damaged', () => {
    const bytes = makeDocx(paragraph('many words '.repeat(50)));
    const view = Buffer.from(bytes);
    // The declared size stands 24 bytes into each row of the central directory, which begins with PK 1 2.
    for (let at = view.indexOf('PK\u0001\u0002'); at !== -1; at = view.indexOf('PK\u0001\u0002', at + 1)) {
      if (view.toString('latin1', at + 46).startsWith('word/document.xml')) view.writeUInt32LE(200, at + 24);
    }
    assert.throws(() => readDocx(view, defaultLimits), /damaged/);
  });
});
