import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../acts/refusal.ts';
import { glossaryOf } from './engine/merging/glossary.ts';
import { decideTerm, formsIn, replacing, termProblem, termsOfPeople } from './glossary-terms.ts';
import { decideMark, type Mark, type MarkGround, type MarkWish } from './marks.ts';
import { filterQuery, filterWords, isWhole, readFilter } from './merged-filter.ts';
import { understoodWords } from './present-merged.ts';

const lanes = [
  { id: '00000000-0000-4000-8000-000000000001', number: 1 },
  { id: '00000000-0000-4000-8000-000000000002', number: 2 },
];
const read = (query: string) => readFilter(new URLSearchParams(query), '2026-11-23', lanes);

describe('a filter of the merge', () => {
  it('reads a period as dates are written in a chronology', () => {
    const { filter, problems } = read('from=March 2016&until=2017');
    assert.deepEqual([filter.from, filter.until, problems.length], ['2016-03-01', '2017-12-31', 0]);
    assert.deepEqual(
      read('from=soonish&until=2017').problems.map(({ field }) => field),
      ['from'],
    );
  });

  it('knows a lane by its number and by its own name, and nothing else', () => {
    assert.equal(read('agency=2').filter.lane, 2);
    assert.equal(read(`agency=${lanes[1]?.id}`).filter.lane, 2);
    for (const wrong of ['3', 'x', '2 or 1=1']) assert.ok(isWhole(read(`agency=${wrong}`).filter), wrong);
  });

  it('stands in an address as it was typed, and is told in words', () => {
    const { filter } = read('agency=1&from=2016&words=bruise&said=comment&undated=yes&said2=x');
    assert.equal(filterQuery(filter).toString(), 'agency=1&from=2016&words=bruise&said=comment&undated=yes');
    assert.deepEqual(
      filterWords(filter, () => 'The School'),
      ['The School', 'from 1 January 2016', 'with “bruise”', 'with comments', 'without a date'],
    );
  });
});

describe('a date that was understood', () => {
  for (const [edtf, earliest, latest, expected] of [
    ['2016-03-12', '2016-03-12', '2016-03-12', '12 March 2016'],
    ['2016-03', '2016-03-01', '2016-03-31', 'Imprecise: some time from 1 March 2016 to 31 March 2016'],
    ['2016-03-01/2016-03-09', '2016-03-01', '2016-03-09', 'From 1 March 2016 to 9 March 2016'],
    ['2016-03-12?', '2016-03-12', '2016-03-12', 'About 12 March 2016'],
    ['../2011', null, '2011-12-31', 'Imprecise: up to 31 December 2011'],
    ['XXXX', null, null, 'No date'],
  ] as const)
    it(`is told: ${expected}`, () => {
      assert.equal(understoodWords({ edtf, earliest, latest, given: 'x' }), expected);
    });
});

describe('the people of a case in the glossary', () => {
  const people = termsOfPeople(
    [{ name: 'Zorro Example', otherNames: 'Zed', pseudonym: 'Child Rowan' }],
    [
      { name: 'Quilla Example', relations: [{ childId: 'c', kind: 'mother' }] },
      { name: 'Orson Brookhart', relations: [{ childId: 'c', kind: 'brother-or-sister' }] },
      { name: 'Orson Example', relations: [{ childId: 'c', kind: 'brother-or-sister' }] },
    ],
  );
  const { anonymise } = glossaryOf(replacing([], people));

  it('go out by every part of their names, and roles come in', () => {
    assert.equal(anonymise('Zorro Example and Zed'), 'Child Rowan and Child Rowan');
    assert.equal(anonymise('Quilla took ZORRO to Ms Example'), 'Mother took Child Rowan to Ms [family name]');
    assert.equal(anonymise('Orson Brookhart rang'), 'Brother or sister 1 rang');
    assert.equal(anonymise('Orson rang'), '[first name] rang');
    assert.equal(anonymise('Zorro_Example chronology.csv'), 'Child Rowan_[family name] chronology.csv');
  });

  it('stand behind what somebody put there', () => {
    const own = [{ id: 't', kind: 'person' as const, forms: ['Quilla'], shown: 'Parent 1' }];
    assert.equal(glossaryOf(replacing(own, people)).anonymise('Quilla rang'), 'Parent 1 rang');
  });
});

describe('a term', () => {
  const standing = [{ id: 't', kind: 'person' as const, forms: ['Ann'], shown: 'Nurse 1' }];
  const wish = {
    kind: 'person' as const,
    forms: ['Bea'],
    shown: 'Nurse 2',
    replaces: null,
    isRemoved: false,
  };

  it('is told what is wrong with it', () => {
    assert.deepEqual(formsIn(' Ann \nAnn;  Annie'), ['Ann', 'Annie']);
    assert.equal(termProblem(wish, standing), null);
    assert.match(termProblem({ ...wish, forms: [] }, standing) ?? '', /how it stands/);
    assert.match(termProblem({ ...wish, shown: '' }, standing) ?? '', /shown in its place/);
    assert.match(termProblem({ ...wish, forms: ['ann'] }, standing) ?? '', /already/);
    assert.match(termProblem({ ...wish, shown: 'Bea' }, standing) ?? '', /stands for somebody/);
  });

  it('is corrected in its own place, and not once it is gone', () => {
    assert.ok(!isRefusal(decideTerm({ ...wish, forms: ['Ann', 'Annie'], replaces: 't' }, standing)));
    assert.ok(isRefusal(decideTerm({ ...wish, replaces: 'gone' }, standing)));
    assert.ok(isRefusal(decideTerm({ ...wish, isRemoved: true }, standing)));
  });
});

describe('something said of rows', () => {
  const ground: MarkGround = {
    rows: ['1.a', '2.b'],
    episodes: [
      { id: 'e', title: 'x', isStanding: true },
      { id: 'old', title: 'x', isStanding: false },
    ],
    before: null,
  };
  const wish: MarkWish = {
    kind: 'comment',
    words: 'Who?',
    target: null,
    rows: ['1.a'],
    replaces: null,
    isRemoved: false,
  };
  const refused = (change: Partial<MarkWish>, on: Partial<MarkGround> = {}) =>
    isRefusal(decideMark({ ...ground, ...on }, { ...wish, ...change }));

  it('needs its rows, its words and its episode', () => {
    assert.equal(refused({}), false);
    assert.equal(refused({ words: '' }), true);
    assert.equal(refused({ rows: [] }), true);
    assert.equal(refused({ rows: ['1.a', '9.z'] }), true, 'a row that is not there');
    assert.equal(refused({ kind: 'same-event', words: '' }), true, 'one row is no same event');
    assert.equal(refused({ kind: 'same-event', words: '', rows: ['1.a', '2.b'] }), false);
    assert.equal(refused({ kind: 'episode', words: '', target: 'e' }), false);
    assert.equal(refused({ kind: 'episode', words: '', target: 'old' }), true);
    assert.equal(refused({ target: 'e' }), true);
  });

  it('keeps its rows when it is corrected, whatever a return did to them', () => {
    const at = Temporal.Instant.from('2026-11-23T12:00:00Z');
    const before: Mark = {
      ...wish,
      id: 'm',
      by: 'Cora',
      at,
      isCorrected: false,
      rows: ['1.gone'],
      withdrawn: ['1.gone'],
    };
    const decided = decideMark(
      { ...ground, before },
      { ...wish, rows: [], replaces: 'm', words: 'Who else?' },
    );
    assert.ok(!isRefusal(decided));
    assert.deepEqual([decided.rows, decided.words], [['1.gone'], 'Who else?']);
    assert.equal(refused({ replaces: 'm' }), true, 'corrected by somebody else meanwhile');
    assert.equal(refused({ replaces: 'm', isRemoved: true, words: '' }, { before }), false);
  });
});
