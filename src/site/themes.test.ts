import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FoundTheme, ThemedReview } from './published.ts';
import { themesByReview } from './themes.ts';

const finding = (name: string): FoundTheme => ({ name, found: 'finding' });

function review(year: number, ...themes: FoundTheme[]): ThemedReview {
  const published = Temporal.PlainDate.from({ year, month: 3, day: 1 });
  return { slug: `r${year}`, title: `Child ${year}`, shortTitle: String(year), published, themes };
}

describe('themes by review', () => {
  it('is absent while no review carries a theme', () => {
    assert.equal(themesByReview([]), null);
    assert.equal(themesByReview([review(2020)]), null);
  });

  it('draws the oldest review first and the commonest theme on top', () => {
    const themes = themesByReview([
      review(2023, finding('Sleep'), { name: 'Fathers', found: 'done-well' }),
      review(2021, finding('Fathers')),
      review(2022),
    ]);
    assert.deepEqual(
      themes?.columns.map((column) => column.year),
      [2021, 2023],
    );
    assert.deepEqual(themes?.rows, [
      { name: 'Fathers', cells: ['finding', 'done-well'], count: 2 },
      { name: 'Sleep', cells: ['nothing', 'finding'], count: 1 },
    ]);
  });

  it('draws the newest twelve of more, and counts only the marks that are drawn', () => {
    const years = Array.from({ length: 15 }, (_, index) => 2010 + index);
    const themes = themesByReview(years.map((year) => review(year, finding('Sleep'))));
    assert.equal(themes?.columns.length, 12);
    assert.equal(themes?.firstYear, 2013);
    assert.equal(themes?.lastYear, 2024);
    assert.equal(themes?.reviews, 15);
    assert.equal(themes?.rows[0]?.count, 12);
  });
});
