import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { docxOf } from '../../../../test/chronology-files.ts';
import { madeReturn } from '../../../../test/chronology-returns.ts';
import { readDocx } from './read-docx.ts';
import { readReturn } from './read.ts';

const cells = (bytes: Uint8Array) => readDocx(bytes).grids.map(({ rows }) => rows.map((row) => row.cells));

describe('the tables of a Word document', () => {
  it('keep each cell in its column, however cells are merged', () => {
    const bytes = docxOf([
      {
        rows: [
          ['Date', 'Event', 'Action'],
          [
            { text: '1 May 2016', down: 'begins' },
            { text: 'Both', span: 2 },
          ],
          [{ down: 'goes on' }, 'Second', 'Done'],
        ],
      },
    ]);
    assert.deepEqual(cells(bytes), [
      [
        ['Date', 'Event', 'Action'],
        ['1 May 2016', 'Both', ''],
        ['1 May 2016', 'Second', 'Done'],
      ],
    ]);
  });

  it('keep line breaks, tabs and hyphens, and leave codes out', () => {
    const xml =
      '<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:instrText>PAGE</w:instrText></w:r>';
    assert.deepEqual(cells(docxOf([{ rows: [[{ xml }, 'one\ntwo']] }])), [[['a\nb\tc-d', 'one\ntwo']]]);
  });

  it('say a text box once', () => {
    const text = '<w:r><w:t>Box</w:t></w:r>';
    const xml = `<mc:AlternateContent xmlns:mc="m"><mc:Choice>${text}</mc:Choice><mc:Fallback>${text}</mc:Fallback></mc:AlternateContent>`;
    assert.deepEqual(cells(docxOf([{ rows: [[{ xml }]] }])), [[['Box']]]);
  });

  it('within a cell are words of the cell, or a chronology of their own', () => {
    const words = readReturn(madeReturn('early-help.docx').bytes, 'a.docx').rows[1];
    assert.equal(
      words?.cells.find(({ field }) => field === 'event')?.text,
      'Scores taken\nHome | 3\nPlay | 5',
    );
    const inner = {
      rows: [
        ['Date', 'Event'],
        ['1 May 2016', 'Visit'],
      ],
    };
    const own = readReturn(docxOf([{ rows: [[{ text: 'Our form', table: inner }]] }]), 'b.docx');
    assert.deepEqual(
      own.rows.map(({ place, date }) => [place, date]),
      [
        [
          { table: 2, row: 2 },
          { kind: 'text', text: '1 May 2016' },
        ],
      ],
    );
    assert.deepEqual(
      own.setAside.map(({ words: said }) => said),
      ['Our form'],
    );
  });
});

describe('what somebody did to a Word document', () => {
  it('is taken as accepted, and listed with its place', () => {
    const { notes, rows } = readReturn(madeReturn('early-help.docx').bytes, 'a.docx');
    assert.equal(rows[0]?.cells.find(({ field }) => field === 'event')?.text, 'Family support accepted');
    assert.deepEqual(
      notes.map(({ words, place }) => [words, place?.row]),
      [
        [
          'The document has tracked changes: 1 inserted and 1 deleted. They were read as if they had been accepted.',
          undefined,
        ],
        ['Deleted by a tracked change: “refused”', 2],
        ['Inserted by a tracked change: “accepted”', 2],
        ['Comment: “Is this from the notes or from memory?”', 2],
      ],
    );
  });

  it('such as a picture in place of a table, is said', () => {
    const { notes, rows } = readReturn(docxOf([{ xml: '<w:p><w:r><w:drawing/></w:r></w:p>' }]), 'a.docx');
    assert.deepEqual(rows, []);
    assert.match(notes.map(({ words }) => words).join(' '), /holds a picture.*No table of events was found/);
  });
});

it('a document that is not whole is refused', () => {
  assert.throws(() => readDocx(docxOf([{ xml: '<w:p><w:r>' }])), /not whole/);
});
