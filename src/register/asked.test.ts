import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressOf, isFiltered, readAsked } from './asked.ts';

const read = (query: string) => readAsked(new URLSearchParams(query));

describe('what is asked of the register', () => {
  it('is everything, newest first, when nothing is said', () => {
    assert.deepEqual(read(''), { words: '', types: [], years: [], themes: [], order: 'newest', page: 1 });
    assert.equal(isFiltered(read('')), false);
  });

  it('is read from the address, with each filter as often as it is given', () => {
    const asked = read('q=+neglect+&type=SCR&type=LCSPR&year=2017&year=2024&theme=Drink&order=oldest&page=3');
    assert.deepEqual(asked, {
      words: 'neglect',
      types: ['SCR', 'LCSPR'],
      years: [2017, 2024],
      themes: ['Drink'],
      order: 'oldest',
      page: 3,
    });
    assert.equal(isFiltered(asked), true);
  });

  for (const [query, key, value] of [
    ['type=scr&type=XYZ', 'types', []],
    ['type=SCR&type=SCR', 'types', ['SCR']],
    ['year=17&year=20174&year=-201&year=2017.0&year=', 'years', []],
    ['year=2017&year=2017', 'years', [2017]],
    ['theme=&theme=a%00b&theme=a%0Ab', 'themes', []],
    ['theme=Drink&theme=Drink', 'themes', ['Drink']],
    ['order=random', 'order', 'newest'],
    ['order=best', 'order', 'newest'],
    ['q=x', 'order', 'best'],
    ['q=x&order=title', 'order', 'best'],
    ['q=x&order=newest', 'order', 'newest'],
    ['page=0', 'page', 1],
    ['page=-1', 'page', 1],
    ['page=1.5', 'page', 1],
    ['page=1e9', 'page', 1],
    ['page=two', 'page', 1],
    ['q=%20%09', 'words', ''],
    ['q=a%00b%1fc', 'words', 'abc'],
    ['q=a&q=b', 'words', 'a'],
    ['q=%ED%A0%80x', 'words', '\ufffd\ufffd\ufffdx'],
  ] as const) {
    it(`reads ${query} as ${key} ${JSON.stringify(value)}`, () => {
      assert.deepEqual(read(query)[key], value);
    });
  }

  it('has at most two hundred characters of words, and no half of one', () => {
    assert.equal(read(`q=${'x'.repeat(900)}`).words.length, 200);
    const smiles = read(`q=${encodeURIComponent('🙂'.repeat(300))}`).words;
    assert.equal(Array.from(smiles).length, 200);
    assert.ok(smiles.isWellFormed());
  });
});

describe('the address of what is asked', () => {
  it('leaves out the first page and the usual order', () => {
    assert.equal(addressOf('/reviews', read('order=newest&page=1')), '/reviews');
    assert.equal(addressOf('/reviews', read('q=a+b&order=best')), '/reviews?q=a+b');
  });

  it('says the changes', () => {
    const asked = read('q=a&type=SCR&page=4');
    assert.equal(addressOf('/reviews', asked, { types: [], page: 1 }), '/reviews?q=a');
    assert.equal(addressOf('/reviews', asked, { page: 5 }), '/reviews?q=a&type=SCR&page=5');
  });

  it('is read back as what it says, whatever was asked', () => {
    const key = fc.constantFrom('q', 'type', 'year', 'theme', 'order', 'page');
    const value = fc.oneof(
      fc.constantFrom('SCR', 'LCSPR', '2017', '2024', 'best', 'oldest', 'title', '2', '"was not brought"'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (pairs) => {
        const asked = readAsked(new URLSearchParams(pairs));
        const address = new URL(addressOf('/reviews', asked), 'http://localhost');
        assert.deepEqual(readAsked(address.searchParams), asked);
      }),
    );
  });
});
