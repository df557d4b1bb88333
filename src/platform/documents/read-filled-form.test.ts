import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { convertToDocx, libreOffice } from './convert-document.ts';
import { defaultLimits } from './document.ts';
import { formBytes, readFilledForm } from './read-filled-form.ts';
import { readDocxForm } from './read-docx-form.ts';
import { type WordDocument, writeDocx } from './write-docx.ts';
import { column, makeDocx, makePdf, paragraph } from './samples.ts';

const row = (...cells: readonly string[]) =>
  `<w:tr>${cells.map((one) => `<w:tc>${one}</w:tc>`).join('')}</w:tr>`;
const control = (properties: string, content: string) =>
  `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const compound = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1';

const cellsOf = (body: string) => {
  const [piece] = readDocxForm(makeDocx(`<w:tbl>${body}</w:tbl>`), defaultLimits).pieces;
  return piece?.kind === 'table' ? piece.rows : [];
};

describe('reading a form', () => {
  it('keeps the lines of an answer, with the empty ones between', () => {
    const runs = '<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>';
    const [[, cell] = []] = cellsOf(
      row(
        paragraph('Q'),
        paragraph('') + paragraph(runs) + paragraph('') + paragraph('three') + paragraph(''),
      ),
    );
    assert.deepEqual(cell?.lines, ['one', 'two', '', 'three']);
  });

  it('reads what is seen: insertions, and neither deletions nor hidden text nor what only asks', () => {
    const [[, cell] = []] = cellsOf(
      row(
        paragraph('Q'),
        paragraph(
          '<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>',
        ) +
          paragraph(
            control('<w:tag w:val="t"/><w:showingPlcHdr/><w:text/>', '<w:r><w:t>Type here</w:t></w:r>'),
          ),
      ),
    );
    assert.deepEqual(cell?.lines, ['new']);
    assert.equal(cell?.controls[0]?.tag, 't');
  });

  it('finds a control around a whole cell, and leaves out a row that was deleted', () => {
    const rows = cellsOf(
      `<w:tr><w:tc>${paragraph('Q')}</w:tc>${control('<w:tag w:val="whole"/>', `<w:tc>${paragraph('A')}</w:tc>`)}</w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph('gone')}</w:tc></w:tr>`,
    );
    assert.equal(rows.length, 1);
    assert.deepEqual(rows[0]?.[1]?.lines, ['A']);
    assert.equal(rows[0]?.[1]?.controls[0]?.tag, 'whole');
  });
});

describe('a file that is no form, or a hostile one', () => {
  const docx = makeDocx(paragraph('Words'));
  const cases: readonly (readonly [what: string, name: string, bytes: Uint8Array, why: RegExp])[] = [
    ['nothing', 'a.docx', new Uint8Array(0), /^The file is empty\.$/],
    ['too large', 'a.docx', new Uint8Array(formBytes + 1), /larger than 10 MB/],
    ['a PDF called .docx', 'a.docx', makePdf([column(['x'], 700)]), /Word document, but it is a PDF/],
    ['a picture called .docx', 'a.DOCX', bytesOf('\u0089PNG\r\n'), /but it is a picture/],
    ['text called .doc', 'a.doc', bytesOf('hello'), /old Word document, but it is not/],
    ['a Word document called .odt', 'a.odt', docx, /OpenDocument text, but it is not/],
    ['macros by name', 'a.docm', docx, /with macros is not opened/],
    ['macros inside', 'a.docx', makeDocx(paragraph('x'), { 'word/vbaProject.bin': 'x' }), /holds macros/],
    ['another kind', 'a.pdf', makePdf([column(['x'], 700)]), /Only Word/],
    ['no ending', 'form', docx, /Only Word/],
    ['a zip that is no document', 'a.docx', zipSync({ 'a.txt': strToU8('x') }), /not a Word document/],
    ['a cut-off document', 'a.docx', docx.subarray(0, 200), /damaged/],
    ['a bomb', 'a.docx', makeDocx(paragraph('a'.repeat(30_000_000))), /unpacks to far more/],
    [
      'a document type',
      'a.docx',
      zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><x/>') }),
      /document type definition/,
    ],
    [
      'a locked one',
      'a.docx',
      bytesOf(`${compound}${'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0'}`),
      /password/,
    ],
  ];
  for (const [what, name, bytes, why] of cases)
    it(`is refused in one sentence: ${what}`, async () => {
      const result = await readFilledForm({ name, bytes });
      assert.ok(!result.ok);
      assert.match(result.why, why);
    });
});

describe('another format', () => {
  const here = libreOffice() !== null;
  const plain: WordDocument = {
    title: 'A form',
    language: 'en-GB',
    properties: {},
    blocks: [{ kind: 'paragraph', text: 'Words of the form' }],
  };
  it('is said to need LibreOffice where it is not', {
    skip: here && 'LibreOffice is installed',
  }, async () => {
    const result = await readFilledForm({ name: 'a.doc', bytes: bytesOf(compound) });
    assert.ok(!result.ok);
    assert.match(
      result.why,
      /only be read where LibreOffice is installed, and here it is not\. Save it as \.docx/,
    );
  });

  it('is a Word document after it', { skip: !here && 'LibreOffice is not installed' }, async () => {
    const made = await convertToDocx(writeDocx(plain), 'docx');
    const { pieces } = readDocxForm(made, defaultLimits);
    assert.deepEqual(pieces, [{ kind: 'line', text: 'Words of the form' }]);
  });
});
