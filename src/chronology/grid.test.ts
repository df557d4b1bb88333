import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked } from '../platform/pages/page-checks.ts';
import { usualColumns } from './columns-asked.ts';
import { askedBy } from './browser/grid-keys.ts';
import { mostInCell } from './draft.ts';
import { batchIn, headingsIn, keptOf, linesIn, mostInBatch } from './grid.ts';
import { gridPage } from './pages/grid.ts';

const id = '11111111-1111-4111-8111-111111111111';
const sent = { id, position: 1.5, cells: { date: '2019', event: 'a' }, isRemoved: false, version: 0 };

describe('rows that the grid sends', () => {
  it('are read as they are, and nothing else is', () => {
    assert.deepEqual(batchIn(JSON.stringify([sent])), [sent]);
    const wrong = [
      null,
      '',
      '{}',
      '[3]',
      JSON.stringify([{ ...sent, id: 'x' }]),
      JSON.stringify([{ ...sent, position: null }]),
      JSON.stringify([{ ...sent, cells: { date: 3 } }]),
      JSON.stringify([{ ...sent, version: 1.5 }]),
      JSON.stringify([{ ...sent, cells: [] }]),
      JSON.stringify(Array.from({ length: mostInBatch + 1 }, () => sent)),
    ];
    for (const text of wrong) assert.equal(batchIn(text), null, text ?? 'nothing');
  });

  it('are kept without what nobody can see, and not at all where words would be lost', () => {
    const { row } = keptOf(usualColumns, { ...sent, cells: { event: ' a\u0007 \r\nb ' } }) as {
      row: typeof sent;
    };
    assert.deepEqual(row.cells, { event: 'a\nb' });
    const long = { ...sent, cells: { event: 'a'.repeat(mostInCell + 1) } };
    assert.deepEqual(keptOf(usualColumns, long), { tooLong: 'Event or contact' });
    assert.deepEqual(keptOf(usualColumns, { ...sent, cells: { date: '9'.repeat(501) } }), {
      tooLong: 'Date',
    });
    const heavy = Object.fromEntries(
      ['event', 'action', 'who', 'comment'].map((key) => [key, 'ü'.repeat(15_000)]),
    );
    assert.deepEqual(keptOf(usualColumns, { ...sent, cells: heavy }), { tooLong: null });
  });
});

describe('headings of something pasted', () => {
  const found: readonly (readonly [string, readonly (readonly string[])[], ReturnType<typeof headingsIn>])[] =
    [
      ['the columns’ own titles', [['Date', 'Event or contact']], { line: 0, keys: ['date', 'event'] }],
      [
        'other words, below a title',
        [
          ['Our chronology', ''],
          ['When', 'What happened', 'Ref'],
        ],
        { line: 1, keys: ['date', 'event', null] },
      ],
      ['none', [['1 May 2019', 'A visit to the home']], null],
      ['one word alone', [['Date', '7']], null],
    ];
  for (const [what, lines, headings] of found)
    it(`are found: ${what}`, () => {
      assert.deepEqual(headingsIn(usualColumns, lines), headings);
    });

  it('come as a few lines of short cells', () => {
    assert.deepEqual(linesIn('[["a","b"]]'), [['a', 'b']]);
    for (const text of [null, '3', '[[3]]', JSON.stringify([['a'.repeat(101)]])])
      assert.equal(linesIn(text), null);
  });
});

describe('keys of the grid', () => {
  const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const keys: readonly (readonly [string, Partial<typeof bare>, object | null])[] = [
    ['ArrowDown', {}, { ask: 'go', down: 1, right: 0, selects: false }],
    ['ArrowRight', { shiftKey: true }, { ask: 'go', down: 0, right: 1, selects: true }],
    ['ArrowUp', { metaKey: true }, { ask: 'jump', down: -1, right: 0, selects: false }],
    ['ArrowUp', { altKey: true }, { ask: 'move', by: -1 }],
    ['ArrowLeft', { altKey: true }, null],
    ['Enter', { ctrlKey: true }, { ask: 'add' }],
    ['F2', {}, { ask: 'type', text: null }],
    ['a', {}, { ask: 'type', text: 'a' }],
    ['ü', { shiftKey: true }, { ask: 'type', text: 'ü' }],
    ['z', { ctrlKey: true }, { ask: 'undo' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { ask: 'redo' }],
    ['y', { ctrlKey: true }, { ask: 'redo' }],
    ['Delete', {}, { ask: 'clear' }],
    ['Delete', { ctrlKey: true }, { ask: 'remove' }],
    ['Tab', { shiftKey: true }, { ask: 'next', by: -1 }],
    ['v', { ctrlKey: true }, null],
    ['F5', {}, null],
    ['Shift', { shiftKey: true }, null],
  ];
  for (const [key, held, asked] of keys)
    it(`${Object.keys(held).join(' ')} ${key}`.trim(), () => {
      assert.deepEqual(askedBy({ ...bare, ...held, key }), asked);
    });
});

it('is a page that leads to the plain form and gives its script what it begins from', async () => {
  const begin = JSON.stringify({ rows: [{ cells: { event: '</div><b>"bold"</b>' } }] });
  const html = await renderChecked(gridPage, {
    agency: 'Eastwick Hospitals',
    title: 'Chronology for Child Linden',
    plain: '/lane/x/rows',
    check: '/lane/x/rows/check',
    typed: 1,
    columns: usualColumns,
    script: '/assets/0/chronology-grid.js',
    begin,
  });
  assert.match(html, /href="\/lane\/x\/rows">Type row by row/);
  assert.doesNotMatch(html, /<b>/);
});
