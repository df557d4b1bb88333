import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPartner } from '../agencies/agency.ts';
import { authorities, careBoards, policeForces } from './authorities.ts';
import { statutoryPartners } from './statutory-partners.ts';

const namesOf = (code: string, kind: string) =>
  statutoryPartners(code)
    .filter((one) => one.kind === kind)
    .map(({ name }) => name);

describe('the statutory safeguarding partners of an authority', () => {
  it('are itself, one police force and at least one integrated care board, for all 153', () => {
    for (const { code, officialName } of authorities()) {
      assert.deepEqual(namesOf(code, 'local-authority'), [officialName]);
      assert.equal(namesOf(code, 'police').length, 1, officialName);
      assert.notEqual(namesOf(code, 'integrated-care-board').length, 0, officialName);
      assert.ok(
        statutoryPartners(code).every(({ kind }) => isPartner(kind)),
        officialName,
      );
    }
  });

  it('leave no force and no board of the lists without an authority, nor a code without its body', () => {
    const all = authorities();
    const forces = new Set(all.map(({ policeForce }) => policeForce));
    assert.deepEqual(
      [...forces].toSorted(),
      policeForces()
        .map(({ key }) => key)
        .toSorted(),
    );
    const boards = new Set(all.flatMap(({ careBoards: own }) => own));
    assert.deepEqual(
      [...boards].toSorted(),
      careBoards()
        .map(({ key }) => key)
        .toSorted(),
    );
    assert.deepEqual([policeForces().length, careBoards().length], [39, 42]);
  });

  const known: readonly (readonly [code: string, names: readonly string[]])[] = [
    [
      'E08000012',
      ['Liverpool City Council', 'Merseyside Police', 'NHS Cheshire and Merseyside Integrated Care Board'],
    ],
    [
      'E09000001',
      ['City of London Corporation', 'City of London Police', 'NHS North East London Integrated Care Board'],
    ],
    [
      'E06000063',
      [
        'Cumberland Council',
        'Cumbria Constabulary',
        'NHS Lancashire and South Cumbria Integrated Care Board',
        'NHS North East and North Cumbria Integrated Care Board',
      ],
    ],
    ['E06999999', []],
    ['W06000015', []],
    ['', []],
  ];
  for (const [code, names] of known)
    it(`of “${code}” are ${names.join(', ') || 'not known'}`, () => {
      const found = statutoryPartners(code).map(({ name }) => name);
      assert.deepEqual(found.toSorted(), names.toSorted());
    });

  it('say from when the boards are, that they were not checked after 31 March 2026, and nothing that is not known', () => {
    const [board] = statutoryPartners('E08000012').filter(({ kind }) => kind === 'integrated-care-board');
    assert.equal(board?.from?.toString(), '2022-07-01');
    assert.equal(board?.nationalCode, 'QYG');
    assert.match(board?.note ?? '', /31 March 2026\. Not checked after that day/);
    for (const other of statutoryPartners('E08000012').filter(({ kind }) => kind !== 'integrated-care-board'))
      assert.deepEqual([other.from, other.note], [null, null], other.name);
  });
});
