import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, compareChildren, keysOf, type LikeChild, type Matter, postcodeIn } from './alike.ts';
import { compareDays, compareSpans, monthIn, monthsAround } from './alike-days.ts';
import { compareNames, isOneLetterOff } from './alike-names.ts';
import data from './data/short-names.json' with { type: 'json' };
import { fold, namesOf } from './names.ts';
import { formsOf, soundOf, spellingOf } from './sound.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('a name as it is compared', () => {
  for (const [written, folded] of [
    ['Siobhán', 'siobhan'],
    ['Łukasz', 'lukasz'],
    ['O’Brien', 'obrien'],
    ["D'Souza", 'dsouza'],
    ['Smith–Hall', 'smith-hall'],
    ['  Ana   María ', 'ana maria'],
    ['🙂', ''],
    ['ﬁona', 'fiona'],
  ] as const)
    it(`is “${folded}” for “${written}”`, () => assert.equal(fold(written), folded));

  for (const [written, given, family] of [
    ['Siobhán Ó Brien', 'siobhan', 'obrien'],
    ['Siobhan O Brien', 'siobhan', 'obrien'],
    ['Iain Mac Donald', 'iain', 'mcdonald'],
    ['McDonald, Iain', 'iain', 'mcdonald'],
    ['Master Iain MacDonald', 'iain', 'mcdonald'],
    ['Omar al-Farouq', 'omar', 'farouq'],
    ['Omar Al Farouq', 'omar', 'farouq'],
    ['Ana de la Cruz', 'ana', 'cruz'],
    ['Anna Smith-Jones', 'anna', 'smith jones'],
    ['Anna', 'anna', ''],
  ] as const)
    it(`has a given and a family name in “${written}”`, () => {
      const [name] = namesOf(written, '');
      assert.deepEqual([name?.given, name?.family.join(' ')], [given, family]);
    });

  it('is every name by which a child is known', () => {
    const told = (names: ReturnType<typeof namesOf>) =>
      names.map(({ given, family }) => `${given} ${family.join(' ')}`);
    assert.deepEqual(told(namesOf('William (Bill) Orme', '')), ['william orme', 'bill orme', 'william bill']);
    assert.deepEqual(told(namesOf('Ada Orme', 'Ada Vale, aka Addie Vale')), [
      'ada orme',
      'ada vale',
      'addie vale',
    ]);
    assert.deepEqual(namesOf('', ''), []);
    assert.deepEqual(told(namesOf('?', 'Ada Vale')), ['ada vale']);
  });
});

describe('how a name sounds', () => {
  for (const pair of [
    'thompson tomson',
    'stephen steven',
    'clarke clark',
    'phillips philips',
    'wright right',
    'reid reed',
    'isabelle izabel',
    'jayden jaiden',
    'knight night',
    'hussain husayn',
    'chowdhury choudhry',
    'kayleigh kaylee',
    'sara sarah',
    'geoffrey jeffrey',
    'catherine kathryn',
    'anthony antony',
    'whelan welan',
    'shaw schaw',
  ]) {
    const [a = '', b = ''] = pair.split(' ');
    it(`is the same for ${a} and ${b}`, () => assert.equal(soundOf(a), soundOf(b)));
  }
  for (const pair of [
    'ella eli',
    'mia may',
    'ben dan',
    'smith jones',
    'ali leo',
    'ann ian',
    'martin morgan',
  ]) {
    const [a = '', b = ''] = pair.split(' ');
    it(`is another for ${a} and ${b}`, () => assert.notEqual(soundOf(a), soundOf(b)));
  }
  it('is nothing for what has no Latin letter', () => assert.equal(soundOf('李'), ''));
});

describe('the list of short names', () => {
  it('has folded names, and each spelling in one row only', () => {
    const words = [
      ...Object.entries(data.short).flatMap(([long, short]) => [long, ...short]),
      ...data.spellings.flat(),
    ];
    assert.deepEqual(
      words.filter((word) => !/^[a-z]{2,}$/.test(word)),
      [],
    );
    const spelled = data.spellings.flat();
    assert.deepEqual(
      spelled.filter((word, at) => spelled.indexOf(word) !== at),
      [],
    );
  });

  it('knows for what a short form may stand', () => {
    assert.deepEqual(formsOf('bill'), ['bill', 'william']);
    assert.ok(
      formsOf('kuba').includes('jakub') && formsOf('jake').includes('jakub'),
      'Kuba and Jake are one name',
    );
    assert.deepEqual(formsOf('alex').slice(1).map(spellingOf), ['aleksander', 'aleksandra']);
    assert.deepEqual(formsOf('constructor'), ['constructor']);
  });
});

describe('two names', () => {
  const reasons = (a: string, b: string, others = '') =>
    compareNames(namesOf(a, others), namesOf(b, ''))?.reasons ?? null;
  for (const [a, b, why] of [
    ['Ada Orme', 'ADA ÓRME', ['the same name']],
    ['Bill Orme', 'Liam Orme', ['one given name may be a short form of the other']],
    ['Ada Orme', 'Orme Ada', ['given and family name changed round']],
    ['Niamh Orme', 'Neve Orme', ['given names that are spellings of one name']],
    ['Stephen Orme', 'Steffen Orme', ['given names that sound alike']],
    ['Hannah Orme', 'Hamnah Orme', ['given names that differ by one letter']],
    ['Ada Tunstall', 'Ada Tumstall', ['family names that differ by one letter']],
    ['Ada Smith-Jones', 'Ada Jones', ['a family name that is part of a double one']],
    ['Ada Smith-Jones', 'Ada Jones-Smith', ['a double family name the other way round']],
    ['Ada Beth Orme', 'Beth Orme', ['a middle name of one as the given name of the other']],
    ['A Orme', 'Ada Orme', ['an initial that fits the given name']],
    ['Baby Orme', 'Ada Orme', ['a given name that one side did not have']],
    ['Ada Orme', 'Ada Vale', ['the same given name', 'but another family name']],
    ['Ada Orme', 'Ada', ['the same given name', 'no family name on one side']],
    ['Ada Orme', 'Eve Orme', null],
    ['Mia Orme', 'Pia Orme', null],
    ['Ada Orme', 'Eve Vale', null],
    ['Ada Orme', '', null],
  ] as const)
    it(`“${a}” and “${b}”: ${why?.join(', ') ?? 'nothing'}`, () => assert.deepEqual(reasons(a, b), why));

  it('fit by another name of one of them', () => {
    assert.deepEqual(reasons('Ada Orme', 'Ada Vale', 'Ada Vale'), [
      'another name by which one is known',
      'the same name',
    ]);
  });

  it('are off by a letter that is wrong, missing, too many or in the place of its neighbour', () => {
    for (const other of ['harnah', 'hanah', 'hannnah', 'hannha', 'annah', 'hannahs'])
      assert.equal(isOneLetterOff('hannah', other), true, other);
    for (const other of ['hannah', 'hammah', 'hanhan', 'hann', ''])
      assert.equal(isOneLetterOff('hannah', other), false, other);
  });
});

describe('two days of birth', () => {
  for (const [a, b, why] of [
    ['2015-02-03', '2015-02-03', 'the same date of birth'],
    ['2015-02-03', '2015-03-02', 'the same date of birth with day and month changed round'],
    ['2015-02-28', '2015-03-02', 'dates of birth within three days'],
    ['2015-02-13', '2016-02-13', 'dates of birth one year apart'],
    ['2015-02-13', '2005-02-13', 'dates of birth that differ by one digit'],
    ['2015-02-12', '2015-02-21', 'dates of birth with two digits changed round'],
    ['2015-02-01', '2015-02-25', 'dates of birth in the same month, one of them its first day'],
    ['2015-02-13', '2017-09-30', 'but different dates of birth'],
  ] as const)
    it(`${a} and ${b}: ${why}`, () =>
      assert.equal(compareDays(day(a), day(b), 'dates of birth').reason, why));
});

describe('when two things happened', () => {
  const span = (first: string, last = first) => ({ first: day(first), last: day(last) });
  it('is the same day, near, or within a month that was named', () => {
    assert.equal(compareSpans(span('2026-06-05'), span('2026-06-05'))?.points, 30);
    assert.equal(compareSpans(span('2026-06-05'), span('2026-06-08'))?.points, 20);
    assert.equal(compareSpans(span('2026-06-05'), span('2026-06-09')), null);
    assert.equal(compareSpans(span('2026-06-05'), span('2026-06-01', '2026-06-30'))?.points, 12);
    assert.equal(compareSpans(span('2026-06-05'), span('2026-01-01', '2026-12-31')), null);
  });

  for (const [words, month] of [
    ['early June 2026', '2026-06-01/2026-06-30'],
    ['some day in Feb 2024', '2024-02-01/2024-02-29'],
    ['May or June 2026', '2026-06-01/2026-06-30'],
    ['May 2026 or June 2026', null],
    ['over the winter of 2025', null],
    ['June', null],
  ] as const)
    it(`is ${month ?? 'unknown'} in “${words}”`, () => {
      const found = monthIn(words);
      assert.equal(found === null ? null : `${found.first.toString()}/${found.last.toString()}`, month);
    });

  it('is looked for in the months around', () => {
    assert.deepEqual(monthsAround(span('2026-01-02')), ['2025-12', '2026-01']);
    assert.deepEqual(monthsAround(span('2026-06-15')), ['2026-06']);
    assert.deepEqual(monthsAround(span('1900-01-01', '2026-01-01')), []);
  });
});

const child = (
  name: string,
  bornOn: string | null = '2015-02-13',
  more: Partial<LikeChild> = {},
): LikeChild => ({
  name,
  otherNames: '',
  bornOn: bornOn === null ? null : day(bornOn),
  diedOn: null,
  sex: 'U',
  home: '',
  school: '',
  practice: '',
  ...more,
});

describe('two children', () => {
  for (const [what, a, b, alike] of [
    ['of one name, without a day of birth', child('Ada Orme', null), child('Ada Orme'), true],
    ['that sound alike, without a day of birth', child('Stephen Orme', null), child('Steffen Orme'), false],
    [
      'that sound alike, at one school',
      child('Stephen Orme', null, { school: 'Larchfield' }),
      child('Steffen Orme', null, { school: 'larchfield' }),
      true,
    ],
    ['of one name and another day', child('Ada Orme'), child('Ada Orme', '2011-10-30'), false],
    ['of one given name and day', child('Ada Orme'), child('Ada Vale'), true],
    ['of one given name, a day apart', child('Ada Orme'), child('Ada Vale', '2015-02-14'), false],
    ['who are twins', child('Ada Orme'), child('Eve Orme'), false],
    ['born on one day', child('Ada Orme'), child('Eve Vale'), false],
    ['misspelt and mistyped', child('Hannah Orme'), child('Hamnah Orme', '2015-02-14'), true],
  ] as const)
    it(`${what} ${alike ? 'may be the same' : 'are two'}`, () => {
      assert.equal(compareChildren(a, b) !== null, alike);
      assert.deepEqual(compareChildren(a, b)?.score, compareChildren(b, a)?.score, 'whichever comes first');
    });

  it('say what speaks against it as well, and never a name', () => {
    const found = compareChildren(
      child('Ada Orme', '2015-02-03', { sex: 'F' }),
      child('Orme Ada', '2015-03-02', { sex: 'M' }),
    );
    assert.deepEqual(found?.reasons, [
      'given and family name changed round',
      'the same date of birth with day and month changed round',
      'but another sex',
    ]);
  });

  it('live in one place by the postcode', () => {
    assert.equal(postcodeIn('1 Sample Street, zz1 1aa, with the mother'), 'ZZ11AA');
    assert.equal(postcodeIn('not known'), null);
  });
});

describe('two incidents', () => {
  const on = (when: string, place: string, ...children: LikeChild[]): Matter => ({
    children,
    incidents: [{ when: { first: day(when), last: day(when) }, place }],
  });
  const own = on('2026-06-05', 'Brook Street', child('Ada Orme'));
  for (const [what, other, alike] of [
    ['to a brother on the same day', on('2026-06-05', '', child('Max Orme', '2019-01-01')), 'incident'],
    [
      'at the same place and day',
      on('2026-06-05', 'brook street', child('Max Vale', '2019-01-01')),
      'incident',
    ],
    ['to a brother two days later', on('2026-06-07', '', child('Max Orme', '2019-01-01')), undefined],
    [
      'to a brother two days later, at the same place',
      on('2026-06-07', 'Brook Street', child('Max Orme', '2019-01-01')),
      'incident',
    ],
    ['to somebody else on the same day', on('2026-06-05', '', child('Max Vale', '2019-01-01')), undefined],
    ['to the same child', on('2020-01-01', '', child('Ada Orme')), 'child'],
  ] as const)
    it(`${what}: ${alike ?? 'nothing'}`, () => {
      assert.equal(compare(own, other)?.of, alike);
      if (alike !== undefined)
        assert.ok(
          keysOf(other).some((key) => keysOf(own).includes(key)),
          'and the index finds it',
        );
    });
});

describe('the keys of an index', () => {
  it('are whole numbers that hold no name, the same each time', () => {
    const keys = keysOf({ children: [child('Ada Orme')], incidents: [] });
    assert.ok(keys.length > 3 && keys.every((key) => /^-?\d{1,19}$/.test(key)));
    assert.deepEqual(keys, keysOf({ children: [child('Ada Orme')], incidents: [] }));
  });

  it('are none of a matter that says nothing, and bounded for one that says very much', () => {
    assert.deepEqual(keysOf({ children: [], incidents: [] }), []);
    assert.deepEqual(keysOf({ children: [child('🙂', null)], incidents: [] }), []);
    const words = Array.from({ length: 60 }, (_, i) => `n${i.toString(36)}x`);
    const long = Array.from({ length: 12 }, (_, i) =>
      child(words.map((word) => word + i).join(' '), '2015-02-03', { otherNames: words.join(', ') }),
    );
    assert.ok(keysOf({ children: long, incidents: [] }).length <= 1_000);
  });
});
