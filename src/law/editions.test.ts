import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { day, isBefore } from './day.ts';
import { editionNamed, editionOn, editions, firstEditionDay } from './editions.ts';

describe('editions of the guidance', () => {
  it('tile the time line: no gap, no overlap, the last one open', () => {
    assert.ok(editions[0]?.from.equals(firstEditionDay));
    editions.forEach((edition, index) => {
      const next = editions[index + 1];
      if (next === undefined) assert.equal(edition.until, null);
      else assert.ok(edition.until?.equals(next.from), `${edition.name} ends where ${next.name} begins`);
      if (edition.until !== null) assert.ok(isBefore(edition.from, edition.until));
    });
  });

  it('claim every day from the first on exactly once', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9000 }), (days) => {
        const on = firstEditionDay.add({ days });
        const holding = editions.filter(
          (edition) => !isBefore(on, edition.from) && (edition.until === null || isBefore(on, edition.until)),
        );
        assert.equal(holding.length, 1);
        assert.equal(editionOn(on), holding[0]);
      }),
      { numRuns: 500 },
    );
  });

  for (const [on, name] of [
    ['2013-04-14', null],
    ['2013-04-15', 'WT2013'],
    ['2015-03-25', 'WT2013'],
    ['2015-03-26', 'WT2015'],
    ['2018-06-28', 'WT2015'],
    ['2018-06-29', 'transition'],
    ['2019-09-28', 'transition'],
    ['2019-09-29', 'WT2018'],
    ['2023-12-14', 'WT2018'],
    ['2023-12-15', 'WT2023'],
    ['2026-03-17', 'WT2023'],
    ['2026-03-18', 'WT2026'],
    ['2035-12-31', 'WT2026'],
  ] as const) {
    it(`on ${on}: ${name ?? 'none is held'}`, () => {
      assert.equal(editionOn(day(on))?.name ?? null, name);
    });
  }

  it('are each cited and do not claim that the text was read', () => {
    for (const edition of editions) {
      assert.ok(edition.cite.length > 0);
      assert.ok(edition.note.length > 0);
      assert.equal(edition.textRead, false);
      assert.equal(editionNamed(edition.name), edition);
    }
  });
});
