import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headingKey, mappingOf } from './columns.ts';
import type { Field } from '../entry.ts';
import { readCsv } from './read-csv.ts';

const rows = (text: string | Buffer) =>
  readCsv(typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(text)).grids[0]?.rows ??
  [];
const cells = (text: string | Buffer) => rows(text).map((row) => row.cells);

describe('separated values', () => {
  const two = [
    ['Date', 'Event'],
    ['May 2016', 'Café'],
  ];
  const cases: readonly (readonly [what: string, bytes: string | Buffer])[] = [
    ['commas', 'Date,Event\nMay 2016,Café\n'],
    ['semicolons', 'Date;Event\r\nMay 2016;Café\r\n'],
    ['tabs', 'Date\tEvent\rMay 2016\tCafé'],
    ['a line that names the delimiter', 'sep=;\r\nDate;Event\r\nMay 2016;Café\r\n'],
    ['a mark of UTF-8', '\uFEFFDate,Event\nMay 2016,Café\n'],
    ['UTF-16', Buffer.from('\uFEFFDate,Event\nMay 2016,Café\n', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('Date,Event\nMay 2016,Café\n', 'utf16le')],
    ['Windows-1252', Buffer.from('Date,Event\nMay 2016,Café\n', 'latin1')],
  ];
  for (const [what, bytes] of cases) it(`with ${what}`, () => assert.deepEqual(cells(bytes), two));

  it('keep quotation marks, delimiters and lines within a cell, and number rows as a spreadsheet does', () => {
    const found = rows('Date,Event\n"1 May\n2016","He said ""no"", then left"\n\n2 May 2016,x "y" z\n');
    assert.deepEqual(
      found.map(({ number, cells: words }) => [number, words]),
      [
        [1, ['Date', 'Event']],
        [2, ['1 May\n2016', 'He said "no", then left']],
        [4, ['2 May 2016', 'x "y" z']],
      ],
    );
  });

  it('with a quotation mark that is never closed lose nothing', () => {
    const book = readCsv(new TextEncoder().encode('Date,Event\nMay 2016,"open\nJune 2016,next\n'));
    assert.deepEqual(
      book.grids[0]?.rows.map((row) => row.cells),
      [
        ['Date', 'Event'],
        ['May 2016', '"open'],
        ['June 2016', 'next'],
      ],
    );
    assert.match(book.notes[0]?.words ?? '', /never closed/);
  });
});

describe('headings', () => {
  const meanings: readonly (readonly [heading: string, field: Field])[] = [
    ['Date of event', 'date'],
    ['Date or Period of Event', 'date'],
    ['DATE (dd/mm/yyyy)', 'date'],
    ['Date/Time', 'date'],
    ['Event date', 'date'],
    ['From', 'date'],
    ['To', 'dateTo'],
    ['End date', 'dateTo'],
    ['Date of birth', 'other'],
    ['Date recorded', 'other'],
    ['Time of event', 'time'],
    ['End time', 'timeTo'],
    ['No.', 'sequence'],
    ['#', 'sequence'],
    ['Event no', 'sequence'],
    ['Ref', 'sequence'],
    ['Source of Information', 'source'],
    ['Record source', 'source'],
    ['Reporting agency', 'agency'],
    ['Person(s) concerned', 'who'],
    ['Family member', 'who'],
    ['Significant Event', 'event'],
    ['Contact/event', 'event'],
    ['Summary of contact', 'event'],
    ['Child seen/alone', 'childSeen'],
    ['Was the child seen?', 'childSeen'],
    ["Child's voice", 'childsVoice'],
    ['Voice of the child', 'childsVoice'],
    ['Action Taken to Mitigate Adverse Impact on Child', 'action'],
    ['Outcome', 'action'],
    ['Impact (Either Positive or Negative)', 'significance'],
    ['Author’s comment / analysis', 'comment'],
    ['Practice episode', 'other'],
    ['Theme', 'other'],
    ['', 'other'],
  ];
  for (const [heading, field] of meanings)
    it(`“${heading}” is ${field}`, () => assert.equal(mappingOf([heading])[0]?.field, field));

  it('that are alike are told apart, and only one column is the date', () => {
    assert.deepEqual(mappingOf(['When', 'Date of event', 'Comment', 'Comment', '']), [
      { heading: 'When', field: 'other' },
      { heading: 'Date of event', field: 'date' },
      { heading: 'Comment', field: 'comment' },
      { heading: 'Comment (2)', field: 'comment' },
      { heading: 'Column 5', field: 'other' },
    ]);
  });

  it('are what a person said before they are anything else', () => {
    const remembered = { [headingKey('Team, (Log)')]: 'event' } as const;
    assert.equal(mappingOf(['team log'], remembered)[0]?.field, 'event');
  });
});
