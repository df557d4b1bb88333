import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  act,
  jumpFrom,
  movedBy,
  type Row,
  redo,
  removedIn,
  rowsAfter,
  type Sheet,
  sheetOf,
  shownIn,
  undo,
  withCells,
} from './typed-rows.ts';

const row = (id: string, position: number, text = id): Row => ({
  id,
  position,
  cells: { event: text },
  isRemoved: false,
});
const begun = () => sheetOf([row('a', 1), row('b', 2), row('c', 3)]);
const words = (sheet: Sheet) => shownIn(sheet).map(({ cells }) => cells['event'] ?? '-');

let made = 0;
const newId = () => `new ${(made += 1)}`;

describe('rows as they are typed', () => {
  it('undoes and does again typing, pasting and taking out, each as one step', () => {
    const sheet = begun();
    act(sheet, 'typing', [withCells(row('b', 2), { event: 'B' })]);
    const { made: pasted } = rowsAfter(sheet, 2, [{ event: 'd' }, { event: 'e' }], newId);
    act(sheet, 'pasting 2 rows', pasted);
    act(sheet, 'taking out 1 row', [{ ...row('a', 1), isRemoved: true }]);
    assert.deepEqual(words(sheet), ['B', 'c', 'd', 'e']);
    assert.deepEqual(
      removedIn(sheet).map(({ id }) => id),
      ['a'],
    );
    assert.equal(undo(sheet)?.what, 'taking out 1 row');
    assert.deepEqual(words(sheet), ['a', 'B', 'c', 'd', 'e']);
    assert.equal(undo(sheet)?.what, 'pasting 2 rows');
    undo(sheet);
    assert.deepEqual(words(sheet), ['a', 'b', 'c']);
    assert.equal(undo(sheet), null);
    for (let time = 0; time < 3; time += 1) redo(sheet);
    assert.deepEqual(words(sheet), ['B', 'c', 'd', 'e']);
    assert.equal(redo(sheet), null);
  });

  it('keeps nothing of a row that was made and undone, and forgets what was undone once something else is done', () => {
    const sheet = begun();
    const { made: rows } = rowsAfter(sheet, 2, [{ event: 'd' }], newId);
    act(sheet, 'a new row', rows);
    undo(sheet);
    assert.deepEqual(removedIn(sheet), []);
    act(sheet, 'typing', [withCells(row('a', 1), { event: '' })]);
    assert.equal(redo(sheet), null);
    assert.deepEqual(words(sheet), ['-', 'b', 'c']);
  });

  it('puts new rows between others, also where there is no room between them any more', () => {
    const sheet = begun();
    for (let time = 0; time < 60; time += 1) {
      const { made: rows, moved } = rowsAfter(sheet, 0, [{ event: String(time) }], newId);
      act(sheet, 'a new row', [...rows, ...moved]);
    }
    const shown = words(sheet);
    assert.deepEqual([shown[0], shown[1], shown[2], shown.at(-1)], ['a', '59', '58', 'c']);
    const { made: first } = rowsAfter(sheet, -1, [{ event: 'first' }], newId);
    act(sheet, 'a new row', first);
    assert.equal(words(sheet)[0], 'first');
  });

  it('moves rows past their neighbour, and not past the edge', () => {
    const sheet = begun();
    act(sheet, 'moving 2 rows', movedBy(sheet, 1, 2, -1));
    assert.deepEqual(words(sheet), ['b', 'c', 'a']);
    assert.deepEqual(movedBy(sheet, 0, 0, -1), []);
    assert.deepEqual(movedBy(sheet, 2, 2, 1), []);
    const same = sheetOf([row('a', 1), row('b', 1)]);
    act(same, 'moving 1 row', movedBy(same, 0, 0, 1));
    assert.deepEqual(words(same), ['b', 'a']);
  });

  it('jumps to the edge of what is filled', () => {
    const filled = [true, true, true, false, false, true];
    const jumps: readonly (readonly [number, -1 | 1, number])[] = [
      [0, 1, 2],
      [2, 1, 5],
      [5, 1, 5],
      [5, -1, 2],
      [2, -1, 0],
      [3, 1, 5],
    ];
    for (const [from, by, to] of jumps) assert.equal(jumpFrom(filled, from, by), to, `from ${from} by ${by}`);
    assert.equal(jumpFrom([true, false, false], 0, 1), 2);
  });
});
