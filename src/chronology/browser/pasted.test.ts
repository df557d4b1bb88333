import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellsOfText, fromColumn, leftOut, placed, textOfCells, trimmed } from './pasted.ts';

describe('what is pasted', () => {
  const texts: readonly (readonly [string, string, readonly (readonly string[])[]])[] = [
    [
      'rows and cells',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a cell of several lines',
      'a\t"one\ntwo"\nb\tc',
      [
        ['a', 'one\ntwo'],
        ['b', 'c'],
      ],
    ],
    ['quotation marks within', '"he said ""no"""\tb', [['he said "no"', 'b']]],
    [
      'a mark that opens nothing',
      '"Yes", she said\tb\nc\td',
      [
        ['"Yes", she said', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells',
      '\tb\t\n\t\tc',
      [
        ['', 'b', ''],
        ['', '', 'c'],
      ],
    ],
    ['one word', 'word', [['word']]],
    ['an empty row between', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['a last cell that is empty', 'a\t', [['a', '']]],
  ];
  for (const [what, text, cells] of texts)
    it(`has ${what}`, () => {
      assert.deepEqual(cellsOfText(text), cells);
    });

  it('comes back as it went out', () => {
    const cells = [
      ['a "b"', 'one\ntwo'],
      ['', 'tab\there'],
    ];
    assert.deepEqual(cellsOfText(textOfCells(cells)), cells);
  });

  it('loses the empty rows and columns that a sheet copies along, and nothing else', () => {
    assert.deepEqual(
      trimmed([
        ['a', '', ''],
        ['', 'b', ' '],
        ['', '', ''],
      ]),
      [
        ['a', ''],
        ['', 'b'],
      ],
    );
    assert.deepEqual(trimmed([['', '']]), []);
  });

  it('falls from a column on, and says how much has no place', () => {
    const lines = [
      ['1 May', 'Log', 'x'],
      ['2 May', '', 'y'],
    ];
    const placing = fromColumn(['date', 'source', 'event'], 1, 3);
    assert.deepEqual(placed(lines, placing), [
      { source: '1 May', event: 'Log' },
      { source: '2 May', event: '' },
    ]);
    assert.equal(leftOut(lines, placing), 2);
  });

  it('falls by headings, without the lines above', () => {
    const lines = [
      ['Source', 'Ref', 'Date'],
      ['Log', '7', ' 1 May '],
    ];
    const placing = { skip: 1, keys: ['source', null, 'date'] };
    assert.deepEqual(placed(lines, placing), [{ source: 'Log', date: '1 May' }]);
    assert.equal(leftOut(lines, placing), 1);
  });
});
