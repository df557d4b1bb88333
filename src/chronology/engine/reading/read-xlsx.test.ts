import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOds as judgeOds } from 'hucre/ods';
import { readXlsx as judge, writeXlsx } from 'hucre/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { odsOf, xlsxOf } from '../../../../test/chronology-files.ts';
import { madeReturns } from '../../../../test/chronology-returns.ts';
import { columnName, columnNumber, type Grid, UnreadableFile } from './grid.ts';
import { dateFormatOf, dayOfNumber, shownDate } from './number-format.ts';
import { readOds } from './read-ods.ts';
import { readXlsx } from './read-xlsx.ts';

const only = (grids: readonly Grid[]): Grid => {
  const [grid] = grids;
  assert.ok(grid);
  return grid;
};

describe('numbers shown as dates', () => {
  const cases: readonly (readonly [
    serial: number,
    code: string,
    text: string,
    day: string | null,
    shown: string,
  ])[] = [
    [42531, 'dd/mm/yyyy', '10/06/2016', '2016-06-10', 'day'],
    [42531, 'mmm yyyy', 'Jun 2016', '2016-06-10', 'month'],
    [42531, 'yyyy', '2016', '2016-06-10', 'year'],
    [42531, '[$-809]dd mmmm yyyy;@', '10 June 2016', '2016-06-10', 'day'],
    [42531, 'ddd d mmm yy', 'Fri 10 Jun 16', '2016-06-10', 'day'],
    [42531, '[$-409]m/d/yyyy', '6/10/2016', '2016-06-10', 'day'],
    [42531, 'd mmm', '10 Jun', '2016-06-10', 'day-without-year'],
    [42531.970335648, 'dd/mm/yyyy hh:mm:ss', '10/06/2016 23:17:17', '2016-06-10', 'day'],
    [0.4375, 'h:mm AM/PM', '10:30 AM', null, 'time'],
    [1.25, '[h]:mm', '30:00', null, 'time'],
    [60, 'dd/mm/yyyy', '29/02/1900', null, 'day'],
    [61, 'dd/mm/yyyy', '01/03/1900', '1900-03-01', 'day'],
    [42531, '"on" dd.mm.yyyy', 'on 10.06.2016', '2016-06-10', 'day'],
  ];
  for (const [serial, code, text, day, shown] of cases)
    it(`${serial} as ${code} is ${text}`, () => {
      const format = dateFormatOf(164, code);
      assert.ok(format);
      const date = shownDate(serial, format, false);
      assert.deepEqual([date?.text, date?.stored.day, date?.stored.shown], [text, day, shown]);
    });

  it('are not every number', () => {
    for (const code of ['General', '0.00', '#,##0', '"day" 0', '@'])
      assert.equal(dateFormatOf(164, code), null, code);
    const format = dateFormatOf(14, undefined);
    assert.ok(format);
    for (const serial of [-1, 2_958_466, Number.NaN]) assert.equal(shownDate(serial, format, false), null);
  });

  it('are four years and a day later where the workbook counts from 1904', () => {
    assert.deepEqual([dayOfNumber(42_531, false), dayOfNumber(41_069, true)], ['2016-06-10', '2016-06-10']);
    assert.deepEqual([dayOfNumber(2016, false), dayOfNumber(99_999, false)], [null, null]);
  });
});

describe('a workbook', () => {
  it('is read as the library reads it', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => [
      at,
      `Row ${at} <&> “${'é'.repeat(at % 7)}”`,
      at % 3 === 0 ? null : `same ${at % 5}`,
      at % 2 === 0,
      at / 8,
      '  spaces  \nand lines',
    ]);
    const bytes = await writeXlsx({
      sheets: [
        { name: 'A', rows },
        { name: 'B & C', rows: rows.slice(0, 3) },
      ],
    });
    for (const [name, file] of [
      ['made', bytes],
      ...madeReturns.filter((one) => one.name.endsWith('.xlsx')).map((one) => [one.name, one.bytes] as const),
    ] as const) {
      const { sheets } = await judge(file, { readStyles: true });
      const grids = readXlsx(file).grids;
      assert.deepEqual(
        grids.map((grid) => grid.name),
        sheets.map((sheet) => sheet.name),
        name,
      );
      for (const [index, sheet] of sheets.entries())
        for (const row of grids[index]?.rows ?? [])
          for (const [at, text] of row.cells.entries()) {
            const value = sheet.rows[row.number - 1]?.[at] ?? '';
            if (row.merged?.includes(at) === true || text.startsWith('=')) continue;
            if (value instanceof Date) {
              const { day, time } = row.stored?.[at] ?? {};
              assert.equal(
                day ?? time,
                typeof day !== 'string'
                  ? value.toISOString().slice(11, 16)
                  : value.toISOString().slice(0, 10),
                name,
              );
            } else
              assert.equal(
                text,
                typeof value === 'boolean' ? String(value).toUpperCase() : String(value),
                name,
              );
          }
    }
  });

  it('is read whatever its writer leaves out or puts before its names', () => {
    const parts = unzipSync(
      xlsxOf({
        sheets: [
          {
            name: 'A',
            rows: [
              ['Date', 'Event'],
              ['May 2016', 'Visit'],
              ['June 2016', 'Call'],
            ],
          },
        ],
      }),
    );
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const changed = (xml: string) =>
      only(readXlsx(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(xml) })).grids).rows.map(
        (row) => row.cells,
      );
    const plain = changed(sheet);
    assert.deepEqual(plain, [
      ['Date', 'Event'],
      ['May 2016', 'Visit'],
      ['June 2016', 'Call'],
    ]);
    assert.deepEqual(changed(sheet.replace(/ r="[A-Z]*\d+"/g, '')), plain, 'without places');
    const prefixed = sheet.replace(/<(\/?)(\w+)/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=');
    assert.deepEqual(changed(prefixed), plain, 'with a prefix');
  });

  it('tells what is hidden, what formulas lack and what somebody wrote beside a cell', () => {
    const book = readXlsx(
      madeReturns.find(({ name }) => name === 'social-care.xlsx')?.bytes ?? new Uint8Array(),
    );
    const [first, second] = book.grids;
    assert.deepEqual([first?.hidden, first?.hiddenColumns, second?.hidden], [false, [4], true]);
    assert.deepEqual(
      first?.rows.filter(({ hidden }) => hidden === true).map(({ number }) => number),
      [3],
    );
    const said = book.notes.map(({ words }) => words).join('\n');
    assert.match(said, /counts days from 1904/);
    assert.match(said, /Formulas without their values: A4\./);
    assert.match(said, /Comment at C2: “Check with the team manager”/);
  });

  it('keeps the value of a formula that has one', () => {
    const rows = [
      ['Date', 'Event'],
      ['May 2016', { formula: 'A1&"x"', value: 'Visit' }],
    ];
    const { grids, notes } = readXlsx(xlsxOf({ sheets: [{ name: 'A', rows }] }));
    assert.equal(only(grids).rows[1]?.cells[1], 'Visit');
    assert.deepEqual(notes, []);
  });

  it('gives the words of merged cells to the rows that they reach into', () => {
    const rows = [
      ['Date', 'Event'],
      ['May 2016', 'a'],
      [null, 'b'],
      [null, null],
    ];
    const { grids } = readXlsx(xlsxOf({ sheets: [{ name: 'A', rows, merges: ['A2:A1048576'] }] }));
    assert.deepEqual(
      only(grids).rows.map(({ cells, merged }) => [cells, merged]),
      [
        [['Date', 'Event'], undefined],
        [['May 2016', 'a'], undefined],
        [['May 2016', 'b'], [0]],
      ],
    );
  });

  it('with macros or pictures says so; nothing of either is used', () => {
    const more = { 'xl/vbaProject.bin': 'x', 'xl/media/image1.png': 'x' };
    const said = readXlsx(xlsxOf({ sheets: [{ name: 'A', rows: [] }], more })).notes.map(
      ({ words }) => words,
    );
    assert.deepEqual(
      said.map((words) => words.split('.')[0]),
      ['The workbook holds macros', 'The workbook holds a picture'],
    );
  });

  it('that would unpack to far more than a chronology is not opened', () => {
    const more = { 'xl/worksheets/sheet9.xml': ' '.repeat(40_000_000) };
    assert.throws(() => readXlsx(xlsxOf({ sheets: [], more })), UnreadableFile);
  });

  it('of two hundred thousand blank rows gives those with something in them, at once', () => {
    const blank = Array.from({ length: 200_000 }, () => [null, null]);
    const bytes = xlsxOf({ sheets: [{ name: 'A', rows: [['Date', 'Event'], ...blank, ['May 2016', 'x']] }] });
    const began = performance.now();
    assert.deepEqual(
      only(readXlsx(bytes).grids).rows.map(({ number }) => number),
      [1, 200_002],
    );
    assert.ok(performance.now() - began < 5_000);
  });
});

describe('an OpenDocument spreadsheet', () => {
  it('is read with the words that it shows, and the day behind them', () => {
    const bytes = odsOf('S', [
      { cells: ['Date', 'Event'] },
      { cells: [{ day: '2016-05-03', shown: 'May 2016', style: 'month' }, 'First\nSecond'] },
      { cells: [''], repeated: 1_000_000 },
    ]);
    const grid = only(readOds(bytes).grids);
    assert.deepEqual(grid.rows[1]?.cells, ['May 2016', 'First\nSecond']);
    assert.deepEqual(grid.rows[1]?.stored?.[0], { day: '2016-05-03', time: null, shown: 'month' });
    assert.equal(grid.rows.length, 2);
  });

  it('has the texts that the library finds', async () => {
    const { bytes } = madeReturns.find(({ name }) => name === 'school.ods') ?? { bytes: new Uint8Array() };
    const judged = (await judgeOds(bytes)).sheets[0]?.rows ?? [];
    for (const { number, cells, stored } of only(readOds(bytes).grids).rows)
      cells.forEach((text, at) => {
        if (stored?.[at] === undefined) assert.equal(text, judged[number - 1]?.[at] ?? '');
      });
  });

  it('under a password is refused', () => {
    const parts = unzipSync(odsOf('S', []));
    const locked = zipSync({
      ...parts,
      'META-INF/manifest.xml': strToU8('<m><manifest:encryption-data/></m>'),
    });
    assert.throws(() => readOds(locked), /password/);
  });
});

it('columns have the letters of a spreadsheet', () => {
  for (const [number, letters] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ] as const)
    assert.deepEqual([columnName(number), columnNumber(letters)], [letters, number]);
});
