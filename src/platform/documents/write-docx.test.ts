import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { defaultLimits } from './document.ts';
import { readDocx } from './read-docx.ts';
import { readDocxForm } from './read-docx-form.ts';
import { type WordControl, type WordDocument, writeDocx } from './write-docx.ts';
import { parseXml } from './xml.ts';

const controls: readonly WordControl[] = [
  { kind: 'line', tag: 'name', title: 'Name', prompt: 'Type here' },
  { kind: 'lines', tag: 'story', title: 'Story', prompt: 'Type here' },
  { kind: 'day', tag: 'day', title: 'Day', prompt: 'Choose a day' },
  {
    kind: 'one-of',
    tag: 'colour',
    title: 'Colour',
    prompt: 'Choose one',
    options: [{ value: 'red', text: 'Red & <bright>' }],
  },
  { kind: 'ticks', boxes: [{ tag: 'box:a', title: 'A', text: 'A', hint: 'Help with A' }] },
];

const form: WordDocument = {
  title: 'A form & "more"',
  language: 'en-GB',
  properties: { Version: '1 & 2' },
  blocks: [
    { kind: 'heading', level: 1, text: 'A form' },
    { kind: 'warning', text: 'Beware\u0000 of <this>' },
    { kind: 'heading', level: 2, text: 'Part' },
    {
      kind: 'form',
      head: ['Part', 'Your answer'],
      rows: controls.map((control) => ({ label: `About ${control.kind}`, hints: ['Help'], control })),
    },
    { kind: 'paragraph', text: 'End' },
  ],
};

const parts = () =>
  Object.fromEntries(
    Object.entries(unzipSync(writeDocx(form))).map(([name, part]) => [name, strFromU8(part)]),
  );

describe('a Word form that is written', () => {
  it('is well formed in every part, and the same bytes each time', () => {
    for (const [name, part] of Object.entries(unzipSync(writeDocx(form))))
      assert.doesNotThrow(() => parseXml(part), name);
    assert.deepEqual(writeDocx(form), writeDocx(form));
  });

  it('says its language and its title, and nobody who wrote it', () => {
    const { 'docProps/core.xml': core = '', 'word/styles.xml': styles = '' } = parts();
    assert.match(core, /<dc:title>A form &amp; &quot;more&quot;<\/dc:title><dc:language>en-GB/);
    assert.doesNotMatch(core, /creator|lastModifiedBy|created/);
    assert.match(styles, /<w:lang w:val="en-GB"/);
  });

  it('has headings of Word’s own, and tables with a header row and a name', () => {
    const { 'word/document.xml': xml = '' } = parts();
    assert.match(xml, /<w:pStyle w:val="Heading1"\/>/);
    assert.match(xml, /<w:tblHeader\/>/);
    assert.match(xml, /<w:tblCaption w:val="Part"\/><w:tblDescription w:val="Part: each row/);
    const [page] = readDocx(writeDocx(form), defaultLimits).pages;
    assert.deepEqual(
      page?.blocks.filter(({ kind }) => kind === 'heading'),
      [
        { kind: 'heading', level: 1, text: 'A form' },
        { kind: 'heading', level: 2, text: 'Part' },
      ],
    );
  });

  it('has a control of its kind for each answer, which cannot be deleted', () => {
    const { 'word/document.xml': xml = '' } = parts();
    for (const kind of ['<w:text/>', '<w:richText/>', '<w:date>', '<w:dropDownList>', '<w14:checkbox>'])
      assert.equal(xml.split(kind).length, 2, kind);
    assert.equal(xml.split('<w:lock w:val="sdtLocked"/>').length, 6);
    assert.match(xml, /w:displayText="Red &amp; &lt;bright&gt;" w:value="red"/);
    const ids = [...xml.matchAll(/<w:id w:val="(\d+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, 5);
  });

  it('comes back with nothing answered', () => {
    const { properties, pieces } = readDocxForm(writeDocx(form), defaultLimits);
    assert.deepEqual(properties, { Version: '1 & 2' });
    assert.deepEqual(
      pieces.flatMap((piece) => (piece.kind === 'line' ? [piece.text] : [])),
      ['A form', 'Beware of <this>', 'Part', 'End'],
    );
    const table = pieces.find((piece) => piece.kind === 'table');
    const answers = table?.kind === 'table' ? table.rows.slice(1).map(([, cell]) => cell) : [];
    assert.deepEqual(
      answers.map((cell) => cell?.lines),
      [[], [], [], [], ['☐ A', 'Help with A']],
    );
    assert.deepEqual(
      answers.flatMap((cell) => cell?.controls.map(({ tag, title, kind }) => [tag, title, kind])),
      [
        ['name', 'Name', 'text'],
        ['story', 'Story', 'text'],
        ['day', 'Day', 'day'],
        ['colour', 'Colour', 'text'],
        ['box:a', 'A', 'tick'],
      ],
    );
  });

  it('refuses a name that Word would call damage', () => {
    const [first] = controls;
    assert.ok(first?.kind === 'line');
    const rows = [{ label: '', hints: [], control: { ...first, tag: 'x'.repeat(65) } }];
    assert.throws(() => writeDocx({ ...form, blocks: [{ kind: 'form', head: ['', ''], rows }] }), /64/);
  });
});
