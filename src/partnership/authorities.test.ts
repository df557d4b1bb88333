import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorities, findAuthority } from './authorities.ts';

describe('the English authorities', () => {
  it('are 153, each with a code and two names of its own', () => {
    const all = authorities();
    assert.equal(all.length, 153);
    assert.deepEqual(
      all.filter(({ code }) => !/^E(06|08|09|10)\d{6}$/.test(code)),
      [],
    );
    for (const field of ['code', 'name', 'officialName'] as const)
      assert.equal(new Set(all.map((one) => one[field].toLowerCase())).size, 153, field);
  });

  it('have names without quotation marks, stray spaces or missing parts', () => {
    const odd = authorities().filter(
      ({ name, officialName }) =>
        !/^[A-Z][\w ,.’'-]*\w$/.test(name) || !/^[A-Z][\w ,.’'&-]*\w$/.test(officialName),
    );
    assert.deepEqual(odd, []);
  });

  it('keep the commas of their names', () => {
    const commas = authorities().filter(({ name }) => name.includes(','));
    assert.deepEqual(
      commas.map(({ name }) => name),
      ['Bournemouth, Christchurch and Poole'],
    );
    assert.equal(findAuthority('Bournemouth, Christchurch and Poole')?.code, 'E06000058');
  });

  const found: readonly (readonly [words: string, code: string | null])[] = [
    ['E08000012', 'E08000012'],
    [' e08000012 ', 'E08000012'],
    ['Liverpool', 'E08000012'],
    ['LIVERPOOL CITY COUNCIL', 'E08000012'],
    ['Bournemouth, Christchurch and Poole Council', 'E06000058'],
    ['Cardiff', null],
    ['W06000015', null],
    ['Liver', null],
    ['', null],
    ['England', null],
  ];
  for (const [words, code] of found)
    it(`found by “${words}”: ${code ?? 'none'}`, () => {
      assert.equal(findAuthority(words)?.code ?? null, code);
    });
});
