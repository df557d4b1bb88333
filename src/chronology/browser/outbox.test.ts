import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GridAnswer, GridRow } from './grid-begin.ts';
import { savingWords } from './grid-states.ts';
import { type KeptHere, keptHere } from './kept-here.ts';
import { Closed, flush, mark, mergedRow, outboxOf, type Post, settle } from './outbox.ts';
import type { Row } from './typed-rows.ts';

const row = (cells: Row['cells'], isRemoved = false): Row => ({ id: 'a', position: 1, cells, isRemoved });

/** A window's store, as browsers have it. */
function store(most = Infinity): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      if (text.length > most) throw new Error('no room');
      kept.set(key, text);
    },
    removeItem: (key: string) => kept.delete(key),
    get length() {
      return kept.size;
    },
  } as unknown as Storage;
}

const answered = (rows: GridAnswer['rows']): GridAnswer => ({
  outcome: 'answered',
  rows,
  dates: {},
  at: '14:03',
});
const savedAs = (version: number) => answered([{ id: 'a', outcome: 'saved', version }]);
const typedElsewhere = (now: GridRow) => answered([{ id: 'a', outcome: 'conflict', now }]);

/** A page with one row, and a service that gives these answers one after another. */
function pageWith(there: readonly GridRow[], answers: (GridAnswer | Error)[], keep: KeptHere, now: Row) {
  const page = { row: now, sent: [] as GridRow[] };
  const post: Post = {
    rowOf: () => page.row,
    async send([first]) {
      if (first !== undefined) page.sent.push(first);
      const answer = answers.shift() ?? new Error('no answer');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    merged: (merged) => {
      page.row = merged;
    },
    told: () => {},
    later: () => () => {},
    keep,
    mostRows: 200,
  };
  return { page, box: outboxOf(post, there) };
}

describe('saving what is typed', () => {
  it('keeps it in the window until it is saved, and not longer', async () => {
    const here = store();
    const { page, box } = pageWith([], [savedAs(1), savedAs(2)], keptHere(here, 'x'), row({ event: 'a' }));
    mark(box, ['a']);
    assert.equal(here.length, 1);
    await flush(box);
    assert.equal(here.length, 0);
    assert.equal(savingWords(box.state, 0, 0), 'Saved at 14:03.');
    mark(box, ['a']);
    await flush(box);
    assert.deepEqual(
      page.sent.map(({ version }) => version),
      [0, 1],
    );
  });

  it('says that it is not saved, and saves it once there is a connection', async () => {
    const here = store();
    const answers = [new Error('away'), new Closed(), savedAs(1)];
    const { box } = pageWith([], answers, keptHere(here, 'x'), row({ event: 'a' }));
    mark(box, ['a']);
    await flush(box);
    assert.match(savingWords(box.state, box.unsaved.size, 0), /^Not saved: no connection\. 1 row kept/);
    assert.equal(here.length, 1);
    await flush(box);
    assert.match(savingWords(box.state, box.unsaved.size, 0), /^Not saved: your link is not open/);
    await flush(box);
    assert.equal(box.unsaved.size, 0);
    assert.equal(here.length, 0);
  });

  it('goes on after a refresh from what the window kept, also where its last answer was lost', async () => {
    const here = store();
    const first = pageWith([], [new Error('lost')], keptHere(here, 'x'), row({ event: 'a' }));
    mark(first.box, ['a']);
    await flush(first.box);
    first.page.row = row({ event: 'a and more' });
    mark(first.box, ['a']);
    const [kept] = keptHere(here, 'x').rows();
    assert.deepEqual(kept?.row.cells, { event: 'a and more' });
    const arrived = { ...row({ event: 'a' }), version: 1 };
    const { page, box } = pageWith(
      [arrived],
      [savedAs(2)],
      keptHere(here, 'x'),
      row({ event: 'a and more' }),
    );
    await flush(box);
    assert.equal(page.sent[0]?.version, 1);
    assert.equal(box.stuck.size, 0);
  });

  it('does not take its own words for somebody else’s', async () => {
    const answers = [new Error('lost'), typedElsewhere({ ...row({ event: 'a' }), version: 1 }), savedAs(2)];
    const { page, box } = pageWith([], answers, keptHere(store(), 'x'), row({ event: 'a' }));
    mark(box, ['a']);
    await flush(box);
    page.row = row({ event: 'a and more' });
    await flush(box);
    assert.equal(box.stuck.size, 0);
    assert.equal(page.sent.at(-1)?.version, 1);
    assert.deepEqual(page.sent.at(-1)?.cells, { event: 'a and more' });
  });

  it('keeps both texts of one cell until somebody has decided', async () => {
    const theirs = { ...row({ event: 'theirs' }), version: 2 };
    const there = [{ ...row({ event: 'before' }), version: 1 }];
    const { page, box } = pageWith(
      there,
      [typedElsewhere(theirs), savedAs(3)],
      keptHere(store(), 'x'),
      row({ event: 'ours' }),
    );
    mark(box, ['a']);
    await flush(box);
    assert.deepEqual(box.stuck.get('a'), { why: 'two-texts', theirs });
    assert.match(savingWords(box.state, 1, box.stuck.size), /1 row not saved: look at it below/);
    assert.deepEqual(settle(box, 'a', 'ours')?.cells, { event: 'ours' });
    await flush(box);
    assert.deepEqual(page.sent.at(-1), { ...row({ event: 'ours' }), version: 2 });
  });

  it('works where the browser keeps nothing', async () => {
    const { box } = pageWith([], [savedAs(1)], keptHere(store(0), 'x'), row({ event: 'a' }));
    mark(box, ['a']);
    await flush(box);
    assert.equal(box.unsaved.size, 0);
  });
});

describe('a row that two people changed', () => {
  const base = row({ date: '1 May', event: 'a' });
  const cases: readonly (readonly [string, Row, Row, Row | null])[] = [
    [
      'different cells',
      row({ date: '2 May', event: 'a' }),
      row({ date: '1 May', event: 'b' }),
      row({ date: '2 May', event: 'b' }),
    ],
    [
      'the same words',
      row({ date: '1 May', event: 'b' }),
      row({ date: '1 May', event: 'b ' }),
      row({ date: '1 May', event: 'b ' }),
    ],
    ['one cell', row({ date: '1 May', event: 'b' }), row({ date: '1 May', event: 'c' }), null],
    ['one emptied a cell', row({ event: 'a' }), row({ date: '1 May', event: 'b' }), row({ event: 'b' })],
    [
      'one took it out, the other typed',
      row({ date: '1 May', event: 'a' }, true),
      row({ date: '1 May', event: 'b' }),
      row({ date: '1 May', event: 'b' }),
    ],
    [
      'one took it out, the other did nothing',
      row({ date: '1 May', event: 'a' }, true),
      base,
      row({ date: '1 May', event: 'a' }, true),
    ],
  ];
  for (const [what, theirs, ours, both] of cases)
    it(`${what}: ${both === null ? 'a person decides' : 'both stand'}`, () => {
      assert.deepEqual(mergedRow(base, theirs, ours), both);
    });
});
