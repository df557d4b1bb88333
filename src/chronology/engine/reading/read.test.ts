import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { docxOf, xlsxOf } from '../../../../test/chronology-files.ts';
import { madeReturn, madeReturns } from '../../../../test/chronology-returns.ts';
import type { Merged } from '../entry.ts';
import { merge } from '../merging/merge.ts';
import { agencyOfFile, readReturn, UnreadableFile } from './read.ts';

const today = '2026-11-23';
const read = (name: string, options = {}) => readReturn(madeReturn(name).bytes, name, options);
const merged = (name: string, options = {}): Merged => merge([read(name, options)], { today });
const csv = (text: string, name = 'a.csv') => readReturn(new TextEncoder().encode(text), name);

describe('the returns of many agencies', () => {
  // Rows read, kept, not understood, set aside.
  const counts: Readonly<Record<string, readonly [number, number, number, number]>> = {
    'police.xlsx': [3, 3, 0, 3],
    'health-visiting.docx': [5, 4, 1, 5],
    'gp.csv': [3, 3, 0, 0],
    'school.ods': [3, 3, 0, 0],
    'housing.xlsx': [3, 3, 0, 0],
    'hospital.docx': [3, 3, 0, 2],
    'composite.docx': [4, 4, 0, 0],
    'midwifery.csv': [2, 2, 0, 0],
    'social-care.xlsx': [4, 3, 1, 3],
    'early-help.docx': [3, 3, 0, 4],
    'ambulance.xlsx': [3, 3, 0, 0],
    'probation.csv': [5, 4, 1, 0],
    'nursery.xlsx': [5, 3, 2, 2],
    'tayside.docx': [2, 2, 0, 2],
    'earlier.json': [2, 1, 1, 1],
  };

  for (const { name } of madeReturns)
    it(`${name}: every row is kept, not understood or set aside`, () => {
      const { left } = merged(name);
      const found = [left.rowsRead, left.rowsKept, left.rowsNotUnderstood, left.rowsSetAside];
      assert.deepEqual(found, counts[name]);
      assert.equal(left.rowsRead, left.rowsKept + left.rowsNotUnderstood);
    });

  it('merge into one, and no word of theirs is changed', () => {
    const all = merge(
      madeReturns.map(({ name, bytes }) => readReturn(bytes, name)),
      { today },
    );
    assert.equal(all.left.rowsKept, all.entries.length);
    const event = 'Cough; mother says "he won’t settle".';
    assert.ok(all.entries.some((entry) => entry.event === event && entry.agency === 'gp'));
    assert.ok(all.entries.some((entry) => entry.columns.Comment === 'مولود'));
  });
});

describe('dates, as the file shows them', () => {
  const cases: readonly (readonly [file: string, row: number, given: string, edtf: string])[] = [
    ['police.xlsx', 5, '01/04/2016', '2016-04-01'],
    ['police.xlsx', 7, 'May 2016', '2016-05'],
    ['school.ods', 3, 'October 2019', '2019-10'],
    ['social-care.xlsx', 2, '02/04/2016', '2016-04-02'],
    ['social-care.xlsx', 5, 'May 2016', '2016-05'],
    ['health-visiting.docx', 4, '2 March 2015', '2015-03-02'],
    ['health-visiting.docx', 7, '', '2015-06~'],
    ['hospital.docx', 2, '?22 may 2016', '2016-05-22?'],
    ['tayside.docx', 3, 'before 2012', '../2011'],
    ['nursery.xlsx', 7, 'Undated', 'XXXX'],
  ];
  for (const [file, row, given, edtf] of cases)
    it(`${file}, row ${row}: ${given || 'left empty'}`, () => {
      const entry = merged(file).entries.find(({ place }) => place.row === row);
      assert.deepEqual([entry?.given, entry?.edtf], [given, edtf]);
    });

  it('take the month first only where a person says so, or ask where the column shows it', () => {
    const asked = merged('housing.xlsx');
    assert.deepEqual(
      asked.entries.map(({ earliest, latest }) => [earliest, latest]),
      [
        ['2016-03-04', '2016-04-03'],
        ['2016-03-25', '2016-03-25'],
        ['2016-05-05', '2016-05-05'],
      ],
    );
    assert.equal(asked.ambiguous.length, 1);
    const told = merged('housing.xlsx', { usDates: true });
    assert.equal(told.entries[0]?.edtf, '2016-03-04');
    assert.deepEqual(told.ambiguous, []);
  });

  it('left empty are not taken from beyond a heading or the top of the table', () => {
    const { notUnderstood, ambiguous } = merged('nursery.xlsx');
    assert.equal(notUnderstood[0]?.place.row, 3);
    assert.match(notUnderstood[0]?.why ?? '', /no row stands above it/);
    assert.equal(ambiguous.length, 1);
    assert.match(ambiguous[0]?.why ?? '', /row 4 above/);
  });

  it('that are bare numbers are the days of a spreadsheet, and that is said', () => {
    const { rows, notes } = csv('Date,Event\n42461,Visit\n2016,Visits\n');
    assert.deepEqual(rows[0]?.date, { kind: 'cell', shown: '42461', day: '2016-04-01', precision: 'day' });
    assert.deepEqual(rows[1]?.date, { kind: 'text', text: '2016' });
    assert.match(notes[0]?.words ?? '', /^Row 2: a bare number/);
  });

  it('that a formula would give, or that are errors, are not understood', () => {
    const book = xlsxOf({
      sheets: [
        {
          name: 'A',
          rows: [
            ['Date', 'Event'],
            [{ formula: 'B9' }, 'x'],
            ['#REF!', 'y'],
          ],
        },
      ],
    });
    const { notUnderstood } = merge([readReturn(book, 'a.xlsx')], { today });
    assert.deepEqual(
      notUnderstood.map(({ given }) => given),
      ['=B9', '#REF!'],
    );
  });

  it('several in one cell with as many events are as many rows, in one place', () => {
    const { entries } = merged('probation.csv');
    assert.deepEqual(
      entries.filter(({ place }) => place.row === 3).map(({ given, event }) => [given, event]),
      [
        ['04/06/2016', 'Appointment missed'],
        ['06/06/2016', 'Home visit, partner present'],
      ],
    );
  });
});

describe('whose a row is', () => {
  it('is the file’s name without its ending, or what a person says', () => {
    assert.equal(agencyOfFile('folder/Merrow Vale NHS Trust v1.2.xlsx'), 'Merrow Vale NHS Trust v1.2');
    assert.equal(merged('gp.csv').entries[0]?.agency, 'gp');
    assert.equal(merged('gp.csv', { agency: 'The surgery' }).entries[0]?.agency, 'The surgery');
  });

  it('is what stands before the source in a composite of Chronolator, whose words stay', () => {
    const { entries } = merged('composite.docx');
    assert.deepEqual(
      entries.map(({ agency }) => agency),
      ['Early Help', 'Nursery', 'Nursery', 'Early Help'],
    );
    assert.equal(entries[1]?.source, 'Nursery: register');
    const told = merged('composite.docx', { agency: 'All' });
    assert.deepEqual([...new Set(told.entries.map(({ agency }) => agency))], ['All']);
  });

  it('is the agency of its column where there are several', () => {
    const many = csv('Date,Agency,Event\n1/2/2016,Police,a\n2/2/2016,School,b\n');
    assert.deepEqual(
      many.rows.map(({ agency }) => agency),
      ['Police', 'School'],
    );
    const one = csv('Date,Agency,Event\n1/2/2016,Police,a\n2/2/2016,Police,b\n');
    assert.deepEqual(
      one.rows.map(({ agency }) => agency),
      [undefined, undefined],
    );
  });
});

describe('what is no row of the chronology', () => {
  it('is set aside by what it is, with its words', () => {
    const aside = ['police.xlsx', 'health-visiting.docx', 'hospital.docx', 'early-help.docx'].flatMap(
      (name) => read(name).setAside.map(({ as, words }) => `${as}: ${words}`),
    );
    for (const one of [
      'title: Chronology for the review of Child M',
      'footer: Completed by: review officer 1',
      'heading: Before the move',
      'repeated header: Date | Source | Event | Child seen | Voice of the child',
      'preamble: Health visiting chronology',
      'author note: # The author asks: are the radiology notes wanted?',
      'row deleted by a tracked change: 12/07/2016 | Entered by mistake',
      'table that is no chronology: Child M | 14/02/2015',
    ])
      assert.ok(aside.includes(one), one);
  });

  it('is told from rows that go on with the one above, and from rows with nothing but a date', () => {
    const { rows, setAside } = csv(
      'Date,Source,Event\n1/2/2016,File,Visit\n,,Rang back\n3/2/2016,,\nMarch 2016,,\n4/3/2016,File,End\n',
    );
    assert.deepEqual(
      rows.map(({ place }) => place.row),
      [2, 3, 4, 6],
    );
    assert.deepEqual(
      setAside.map(({ as, words }) => [as, words]),
      [['heading', 'March 2016']],
    );
  });

  it('other columns below each other in one sheet are other columns', () => {
    const { rows } = csv('Date,Event,Action\n1/2/2016,a,b\nDate,Who,Contact\n2/2/2016,GP,c\n');
    assert.deepEqual(
      rows[1]?.cells.map(({ field }) => field),
      ['date', 'who', 'event'],
    );
  });

  it('a table that goes on without its header keeps its columns', () => {
    const table = (rows: readonly (readonly string[])[]) => ({ rows });
    const bytes = docxOf([
      table([
        ['Date', 'Source', 'Event'],
        ['1/2/2016', 'a', 'b'],
      ]),
      '',
      table([['2/2/2016', 'c', 'd']]),
    ]);
    const { rows } = readReturn(bytes, 'a.docx');
    assert.deepEqual(
      rows.map(({ place, cells }) => [place, cells[2]?.field]),
      [
        [{ table: 1, row: 2 }, 'event'],
        [{ table: 2, row: 1 }, 'event'],
      ],
    );
  });
});

describe('columns', () => {
  it('are corrected by what a person said of the agency’s headings', () => {
    const remembered = { officer: 'who', description: 'comment', action: 'event' } as const;
    const [table] = read('housing.xlsx', { remembered }).tables;
    assert.deepEqual(
      table?.mapping.map(({ field }) => field),
      ['date', 'who', 'comment', 'event'],
    );
  });

  it('without headings are told by what stands in them', () => {
    const [table] = read('ambulance.xlsx').tables;
    assert.deepEqual(table?.headerRow, null);
    assert.deepEqual(table?.isGuessed, true);
    assert.deepEqual(
      table?.mapping.map(({ field, heading }) => [heading, field]),
      [
        ['Column A', 'date'],
        ['Column B', 'other'],
        ['Column C', 'event'],
      ],
    );
  });
});

describe('a file that cannot be read', () => {
  const compound = (word: string) => {
    const bytes = new Uint8Array(600);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0]);
    bytes.set(Buffer.from(word, 'utf16le'), 300);
    return bytes;
  };
  const cases: readonly (readonly [what: string, bytes: Uint8Array, says: RegExp])[] = [
    ['an encrypted workbook', compound('EncryptedPackage'), /protected by a password/],
    ['an old workbook', compound('Workbook'), /old workbook \(\.xls\)/],
    ['an old Word document', compound('WordDocument'), /LibreOffice/],
    ['a PDF', Buffer.from('%PDF-1.7'), /This is a PDF/],
    ['a picture of a table', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), /This is a picture/],
    ['an empty file', new Uint8Array(), /empty/],
    ['a web page', Buffer.from('<html><table>'), /web page/],
    ['half a zip archive', xlsxOf({ sheets: [] }).subarray(0, 200), /damaged/],
    ['other JSON', Buffer.from('{"entries": 3}'), /no chronology that this product wrote/],
    ['something else', Buffer.from([1, 0, 2, 0, 3, 9, 0, 0, 0, 1, 1, 0]), /neither a table nor a text/],
  ];
  for (const [what, bytes, says] of cases)
    it(`${what} is refused in a sentence`, () => {
      assert.throws(
        () => readReturn(bytes, what.includes('JSON') ? 'a.json' : 'a.bin'),
        (error) => error instanceof UnreadableFile && says.test(error.message),
      );
    });
});
