import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cell, Field, Merged, ReadFile, ReadRow, RowDate } from '../entry.ts';
import { laneOf } from './lane.ts';
import { merge, sentTwice } from './merge.ts';

const today = '2026-11-23';

/** A row as a table of the field would have it: its date, its event, and whatever else it says. */
function row(
  number: number,
  date: string | RowDate,
  event: string,
  more: Partial<Record<Field, string>> = {},
): ReadRow {
  const text: RowDate = typeof date === 'string' ? { kind: 'text', text: date } : date;
  const shown = text.kind === 'text' ? text.text : text.kind === 'blank' ? '' : text.shown;
  const cells: Cell[] = [
    { heading: 'Date', field: 'date' as const, text: shown },
    { heading: 'Event', field: 'event' as const, text: event },
    ...Object.entries(more).map(([field, words]) => ({ heading: field, field: field as Field, text: words })),
  ].filter(({ text: words }) => words !== '');
  return {
    place: { sheet: 'Chronology', row: number },
    date: text,
    cells,
    ...(more.time === undefined ? {} : { time: { kind: 'text', text: more.time } }),
    ...(more.sequence === undefined ? {} : { sequence: Number(more.sequence) }),
    ...(more.dateTo === undefined ? {} : { dateTo: { kind: 'text', text: more.dateTo } }),
  };
}

const file = (agency: string, ...rows: ReadRow[]): ReadFile => ({
  file: `${agency}.xlsx`,
  agency,
  rows,
  setAside: [],
});
const events = ({ entries }: Merged) => entries.map(({ event }) => event);
const only = (...rows: ReadRow[]) => merge([file('Police', ...rows)], { today });
const firstOf = (merged: Merged) => {
  const [entry] = merged.entries;
  assert.ok(entry, 'the row is kept');
  return entry;
};

describe('the order of the merge', () => {
  it('goes by earliest day, then latest, and puts what is open and undated at the end', () => {
    const merged = only(
      row(2, 'undated', 'undated'),
      row(3, 'before 2013', 'before 2013'),
      row(4, 'before 2012', 'before 2012'),
      row(5, 'after 1 March 2016', 'after 1 March'),
      row(6, 'March 2016', 'March'),
      row(7, '1 March 2016', '1 March'),
      row(8, '2 March 2016', '2 March'),
      row(9, '2 - 4 March 2016', '2 to 4 March'),
      row(10, '2016', '2016'),
    );
    assert.deepEqual(events(merged), [
      '2016',
      '1 March',
      'March',
      '2 March',
      '2 to 4 March',
      'after 1 March',
      'before 2012',
      'before 2013',
      'undated',
    ]);
  });

  it('keeps sequence before row, and row before nothing', () => {
    const rows = [
      row(2, '1/3/16', 'b', { sequence: '2' }),
      row(3, '1/3/16', 'a', { sequence: '1' }),
      row(4, '1/3/16', 'c'),
      row(5, '1/3/16', 'd'),
    ];
    assert.deepEqual(events(only(...rows)), ['a', 'b', 'c', 'd']);
  });

  it('puts the agencies of one day in order by their times, and leaves a row without one where its agency had it', () => {
    const police = file(
      'Police',
      row(2, '1/3/16', 'call', { time: '14:00' }),
      row(3, '1/3/16', 'custody'),
      row(4, '1/3/16', 'release', { time: '18:00' }),
    );
    const health = file(
      'Health',
      row(2, '1/3/16', 'clinic', { time: '9.30am' }),
      row(3, '1/3/16', 'ward', { time: '1500hrs' }),
    );
    const merged = merge([police, health], { today });
    assert.deepEqual(events(merged), ['clinic', 'call', 'custody', 'ward', 'release']);
    assert.deepEqual(
      merged.entries.map(({ time }) => time),
      ['09:30', '14:00', null, '15:00', '18:00'],
    );
  });

  it('takes the files in the order in which they were given where nothing else decides', () => {
    const [a, b] = [file('Police', row(9, '1/3/16', 'police')), file('Health', row(2, '1/3/16', 'health'))];
    assert.deepEqual(events(merge([a, b], { today })), ['police', 'health']);
    assert.deepEqual(events(merge([b, a], { today })), ['health', 'police']);
  });
});

describe('what becomes of every row', () => {
  it('is counted: read is kept and not understood', () => {
    const merged = merge(
      [
        {
          ...file('Police', row(2, '1/3/16', 'a'), row(3, '31/02/2016', 'b'), row(4, 'n/k', 'c')),
          setAside: [{ file: 'Police.xlsx', place: { row: 1 }, as: 'title' }],
        },
        file('Health', row(2, 'aged 7', 'd')),
      ],
      { today },
    );
    assert.deepEqual(merged.left, { rowsRead: 4, rowsKept: 2, rowsNotUnderstood: 2, rowsSetAside: 1 });
    assert.equal(merged.entries.length + merged.notUnderstood.length, merged.left.rowsRead);
    assert.equal(merged.setAside.length, 1);
  });

  it('is listed with all its cells and why, where its date is not understood', () => {
    const merged = only(row(2, '31/02/2016', 'Home visit', { source: 'HV1 diary', comment: 'late entry' }));
    assert.deepEqual(merged.entries, []);
    const [left] = merged.notUnderstood;
    assert.deepEqual(
      { ...left, columns: { ...left?.columns } },
      {
        file: 'Police.xlsx',
        place: { sheet: 'Chronology', row: 2 },
        given: '31/02/2016',
        why: 'There is no 31 February 2016: that month has 29 days.',
        columns: { Date: '31/02/2016', Event: 'Home visit', source: 'HV1 diary', comment: 'late entry' },
      },
    );
  });

  it('keeps every word of every cell, as it was typed', () => {
    const merged = only(
      row(2, ' 22.05/16', 'Mum  said "he fell".\nSeen.', {
        source: 'GP notes',
        time: 'approx 2pm',
        who: 'Mother',
        other: '=1+1',
      }),
    );
    const entry = firstOf(merged);
    assert.equal(entry.given, ' 22.05/16');
    assert.equal(entry.event, 'Mum  said "he fell".\nSeen.');
    assert.deepEqual([entry.time, entry.source], ['14:00~', 'GP notes']);
    assert.deepEqual({ ...entry.columns }, { time: 'approx 2pm', who: 'Mother', other: '=1+1' });
  });

  it('numbers headings that stand twice, and takes a heading for nothing else', () => {
    const twice = row(2, '1/3/16', 'a');
    const cells = [
      ...twice.cells,
      ...['one', 'two'].map((text) => ({ heading: '__proto__', field: 'other' as const, text })),
    ];
    const { columns } = firstOf(only({ ...twice, cells }));
    assert.deepEqual(Object.entries(columns), [
      ['__proto__', 'one'],
      ['__proto__ (2)', 'two'],
    ]);
  });
});

describe('a date that is not written', () => {
  const blank: RowDate = { kind: 'blank' };

  it('is that of the row above, and marked', () => {
    const merged = only(row(2, '1/3/16', 'a'), row(3, blank, 'b'), row(4, blank, 'c'));
    assert.deepEqual(
      merged.entries.map(({ given, earliest }) => [given, earliest]),
      [
        ['1/3/16', '2016-03-01'],
        ['', '2016-03-01'],
        ['', '2016-03-01'],
      ],
    );
    assert.deepEqual(
      merged.ambiguous.map(({ why }) => why),
      [
        'No date is written; it is read as that of row 2 above it.',
        'No date is written; it is read as that of row 3 above it.',
      ],
    );
  });

  it('is that of the row above without doubt where its writer says so', () => {
    const merged = only(
      row(2, 'March 2016', 'a'),
      row(3, { kind: 'merged', shown: 'March 2016' }, 'b'),
      row(4, 'as above', 'c'),
    );
    assert.deepEqual(
      merged.entries.map(({ given, edtf }) => [given, edtf]),
      [
        ['March 2016', '2016-03'],
        ['March 2016', '2016-03'],
        ['as above', '2016-03'],
      ],
    );
    assert.deepEqual(merged.ambiguous, []);
  });

  it('is not understood where nothing stands above, or nothing understood, or another sheet', () => {
    const other = { ...row(2, blank, 'd'), place: { sheet: 'Other', row: 2 } };
    const merged = only(row(2, blank, 'a'), row(3, '31/02/2016', 'b'), row(4, blank, 'c'), other);
    assert.equal(merged.entries.length, 0);
    assert.deepEqual(
      merged.notUnderstood.map(({ why }) => why),
      [
        'No date is written, and no dated row stands above it.',
        'There is no 31 February 2016: that month has 29 days.',
        'No date is written, and the date above it is not understood.',
        'No date is written, and no dated row stands above it.',
      ],
    );
  });

  it('is never given to a row that is said to be undated', () => {
    const merged = only(row(2, '1/3/16', 'a'), row(3, 'undated', 'b'));
    assert.deepEqual(
      merged.entries.map(({ earliest, latest, edtf }) => [earliest, latest, edtf]),
      [
        ['2016-03-01', '2016-03-01', '2016-03-01'],
        [null, null, 'XXXX'],
      ],
    );
  });

  it('does not take the time of the row above with it', () => {
    const merged = only(row(2, '1/3/16 14:30', 'a'), row(3, blank, 'b'));
    assert.deepEqual(
      merged.entries.map(({ time }) => time),
      ['14:30', null],
    );
  });
});

describe('dates of a spreadsheet and of two columns', () => {
  const cell = (day: string, shown: string, precision: 'day' | 'month' = 'day'): RowDate => ({
    kind: 'cell',
    shown,
    day,
    precision,
  });

  it('are as precise as the cell shows them', () => {
    const entry = firstOf(only(row(2, cell('2017-03-13', 'Mar 2017', 'month'), 'a')));
    assert.deepEqual(
      [entry.given, entry.edtf, entry.earliest, entry.latest],
      ['Mar 2017', '2017-03', '2017-03-01', '2017-03-31'],
    );
  });

  it('are not understood where the cell is an error or a year that nobody means', () => {
    const merged = only(
      row(2, { kind: 'unreadable', shown: '#REF!', why: 'The cell is an error.' }, 'a'),
      row(3, cell('2999-01-01', '01/01/2999'), 'b'),
    );
    assert.deepEqual(
      merged.notUnderstood.map(({ given }) => given),
      ['#REF!', '01/01/2999'],
    );
  });

  it('make a stretch of a day and an end', () => {
    const entry = firstOf(only(row(2, '1/3/16', 'a', { dateTo: 'April 2016' })));
    assert.deepEqual(
      [entry.given, entry.edtf, entry.latest, entry.columns['dateTo']],
      ['1/3/16', '2016-03-01/2016-04', '2016-04-30', 'April 2016'],
    );
    const back = only(row(2, '1/3/16', 'a', { dateTo: '1/2/16' }));
    assert.equal(firstOf(back).latest, '2016-03-01');
    assert.match(back.ambiguous[0]?.why ?? '', /ends before it begins/);
    const unread = only(row(2, '1/3/16', 'a', { dateTo: 'later' }));
    assert.match(unread.ambiguous[0]?.why ?? '', /“later” is not understood/);
  });
});

describe('a column that writes the month first', () => {
  it('makes every date of it that could be either ambiguous, and no other', () => {
    const merged = only(
      row(2, '03/04/2016', 'a'),
      row(3, '03/14/2016', 'b'),
      row(4, '25/03/2016', 'c'),
      row(5, '5 April 2016', 'd'),
      row(6, { kind: 'cell', shown: '03/04/2016', day: '2016-04-03', precision: 'day' }, 'e'),
    );
    const marked = new Set(merged.ambiguous.map(({ id }) => id));
    assert.deepEqual(
      merged.entries
        .filter(({ id }) => marked.has(id))
        .map(({ event, earliest, latest }) => [event, earliest, latest]),
      [
        ['a', '2016-03-04', '2016-04-03'],
        ['e', '2016-03-04', '2016-04-03'],
      ],
    );
    assert.equal(merged.entries.find(({ event }) => event === 'b')?.earliest, '2016-03-14');
    assert.equal(merged.entries.find(({ event }) => event === 'c')?.earliest, '2016-03-25');
  });

  it('touches neither another sheet nor another file', () => {
    const other = { ...row(2, '03/04/2016', 'other sheet'), place: { sheet: 'Two', row: 2 } };
    const merged = merge(
      [file('US', row(2, '03/14/2016', 'sign'), other), file('UK', row(2, '03/04/2016', 'uk'))],
      { today },
    );
    assert.deepEqual(merged.ambiguous, []);
    assert.deepEqual(
      merged.entries.filter(({ event }) => event !== 'sign').map(({ earliest }) => earliest),
      ['2016-04-03', '2016-04-03'],
    );
  });

  it('is read so without doubt where a person said it', () => {
    const merged = merge([{ ...file('US', row(2, '03/04/2016', 'a')), usDates: true }], { today });
    assert.deepEqual([firstOf(merged).earliest, merged.ambiguous], ['2016-03-04', []]);
  });
});

describe('the names of rows', () => {
  const ids = (...rows: ReadRow[]) => only(...rows).entries.map(({ id }) => id);

  it('are the same for the same words, wherever they stand and whatever the file is called', () => {
    const [first] = ids(row(2, '1/3/16', 'a', { sequence: '1' }));
    const [, moved] = ids(row(2, '1/2/16', 'new'), row(9, '1/3/16', 'a ', { sequence: '2' }));
    assert.equal(moved, first);
    const renamed = merge([{ ...file('Police', row(2, '1/3/16', 'a')), file: 'corrected v2.docx' }], {
      today,
    });
    assert.equal(renamed.entries[0]?.id, first);
    assert.notEqual(merge([file('Health', row(2, '1/3/16', 'a'))], { today }).entries[0]?.id, first);
  });

  it('are different for rows of the same words, and counted', () => {
    const [one, two, three] = ids(row(2, '1/3/16', 'a'), row(3, '1/3/16', 'a'), row(4, '1/3/16', 'a'));
    assert.equal(new Set([one, two, three]).size, 3);
    assert.equal(two, `${one}-2`);
  });

  it('stay apart where a file is sent twice, and that is said', () => {
    const sent = file('Police', row(2, '1/3/16', 'a'), row(3, '2/3/16', 'b'));
    const again = { ...sent, file: 'Police (1).xlsx', agency: 'Police (1)' };
    const merged = merge([sent, sent, again], { today });
    assert.equal(new Set(merged.entries.map(({ id }) => id)).size, 6);
    assert.deepEqual(
      sentTwice([sent, again, file('Health', row(2, '1/3/16', 'a'))].map((one) => laneOf(one, today))),
      [{ files: ['Police.xlsx', 'Police (1).xlsx'], rows: 2 }],
    );
  });
});

describe('the ages of children', () => {
  it('stand at each row where a day of birth is given, from the earliest to the latest day', () => {
    const merged = merge([file('Police', row(2, 'March 2016', 'a'))], {
      today,
      born: ['2014-03-20', '2016-03-11'],
    });
    assert.deepEqual(firstOf(merged).ages, [
      { born: '2014-03-20', from: '1 year 11 months', to: '2 years' },
      { born: '2016-03-11', from: null, to: '20 days' },
    ]);
    assert.equal('ages' in firstOf(only(row(2, 'March 2016', 'a'))), false);
  });
});
