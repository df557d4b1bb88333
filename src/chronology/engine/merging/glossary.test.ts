import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { glossaryFaults, glossaryOf, type Term } from './glossary.ts';
import { missedBy } from './glossary-missed.ts';

// Fictional people.
const terms: readonly Term[] = [
  { name: 'Ann Thorne', also: ['Ann', 'Annie'], role: 'Child A' },
  { name: 'James Thorne', also: ['James', 'Mr Thorne'], role: 'Father' },
  { name: 'Siân Pell', also: ['Siân'], role: 'Mother' },
  { name: 'Amelia-Rose', role: 'Sibling 1' },
  { name: 'Rose', role: 'Grandmother' },
  { name: "Declan O'Hara", also: ["O'Hara"], role: 'Social Worker 1' },
  { name: 'May', role: 'Aunt' },
  { name: 'Merrowvale Primary', role: 'School 1' },
];
const { anonymise, personalise } = glossaryOf(terms);

describe('names out, roles in', () => {
  const rows: readonly (readonly [from: string, to: string, why: string])[] = [
    ['Ann was seen with James.', 'Child A was seen with Father.', 'whole words'],
    ['Ann Thorne and Mr Thorne', 'Child A and Father', 'the longest first'],
    [
      'The annual Annex, Hannah and Joanna',
      'The annual Annex, Hannah and Joanna',
      'names inside other words',
    ],
    ["Ann's coat, James' car, James's car", "Child A's coat, Father's car, Father's car", 'possessives'],
    ['Ann’s coat and James’ car', 'Child A’s coat and Father’s car', 'possessives with a curled apostrophe'],
    ['ANN said; ann said', 'Child A said; Child A said', 'capitals and small letters'],
    ['Sian rang, SIÂN rang', 'Mother rang, Mother rang', 'with and without accents'],
    [
      'Amelia-Rose, Amelia Rose and Rose',
      'Sibling 1, Sibling 1 and Grandmother',
      'hyphen or space, longest first',
    ],
    ['she rose early; Rose left', 'she rose early; Grandmother left', 'a name that is a word too'],
    [
      "O'Hara, O’Hara and Declan OHara",
      'Social Worker 1, Social Worker 1 and Social Worker 1',
      'any apostrophe or none',
    ],
    [
      'On 12 May 2016 May said in May 2017',
      'On 12 May 2016 Aunt said in May 2017',
      'a name that is a month too',
    ],
    ['Ann\u00a0Thorne at Merrowvale\nPrimary', 'Child A at School 1', 'any space between'],
    ['(Ann), "Ann". Ann/James', '(Child A), "Child A". Child A/Father', 'punctuation'],
    ['', '', 'nothing'],
    ['Nobody is named: café, naïve.', 'Nobody is named: café, naïve.', 'other text untouched'],
  ];
  for (const [from, to, why] of rows)
    it(why, () => {
      assert.equal(anonymise(from), to);
    });

  it('leaves nothing that the glossary names', () => {
    const text =
      'Ann Thorne, Annie, James, Siân Pell, Amelia-Rose and Rose went to Merrowvale Primary with Declan O’Hara.';
    assert.doesNotMatch(anonymise(text), /Ann|Thorne|James|Si[aâ]n|Pell|Amelia|Rose|Merrowvale|Declan|Hara/);
  });
});

describe('roles out, names in', () => {
  it('puts back what stands for somebody, and only that', () => {
    assert.equal(personalise('Child A and Father'), 'Ann Thorne and James Thorne');
    assert.equal(
      personalise('Child Abuse; Child A1; Fatherhood; Sibling 11'),
      'Child Abuse; Child A1; Fatherhood; Sibling 11',
    );
    assert.equal(personalise("Child A's school"), "Ann Thorne's school");
  });

  it('gives the text back that was anonymised, where it used full names', () => {
    const text = 'Ann Thorne was collected by James Thorne from Merrowvale Primary; Siân Pell objected.';
    assert.equal(personalise(anonymise(text)), text);
  });

  it('puts nothing in twice: what was put in is not taken for a name', () => {
    const swapped = glossaryOf([
      { name: 'Mark', role: 'Adult Paul' },
      { name: 'Paul', role: 'Adult 2' },
    ]);
    assert.equal(swapped.anonymise('Mark met Paul'), 'Adult Paul met Adult 2');
  });
});

describe('a glossary that cannot work both ways', () => {
  it('says why', () => {
    assert.deepEqual(glossaryFaults(terms), []);
    const why = (...more: Term[]) => glossaryFaults(more).map((fault) => fault.why);
    assert.match(
      why({ name: 'Ann', role: 'Child A' }, { name: 'Ben', role: 'child a' })[0] ?? '',
      /more than one name/,
    );
    assert.match(
      why({ name: 'Ann', role: 'Child A' }, { name: 'ann', role: 'Child B' })[0] ?? '',
      /also one of “Child A”/,
    );
    assert.match(why({ name: '', role: 'Child A' })[0] ?? '', /both be given/);
    assert.match(why({ name: 'Mother', role: 'Mother' })[0] ?? '', /what stands for somebody/);
  });

  it('without terms changes nothing', () => {
    assert.equal(glossaryOf([]).anonymise('Ann'), 'Ann');
  });
});

describe('what the glossary misses', () => {
  const missed = (...texts: string[]) =>
    missedBy(glossaryOf(terms), texts).map(({ words, why }) => [words, why]);

  it('is suggested where it is written like a name, most frequent first', () => {
    const found = missedBy(glossaryOf(terms), [
      'Ann was with Tyrone Pike. Then Kezia came.',
      'Later Kezia left with mr dalby.',
    ]);
    assert.deepEqual(
      found.map(({ words, times }) => [words, times]),
      [
        ['Kezia', 2],
        ['Tyrone Pike', 1],
        ['dalby', 1],
      ],
    );
  });

  it('says so where it is part of a name that the glossary has', () => {
    assert.deepEqual(missed('She asked Declan. thorne was away.'), [
      ['Declan', "It is part of “Declan O'Hara”."],
      ['thorne', 'It is part of “Ann Thorne”, in small letters.'],
    ]);
  });

  it('does not ask about days, months, agencies, roles, or the beginning of a sentence', () => {
    assert.deepEqual(
      missed(
        'Visited on Monday 3 March. Home visit by Police and the Social Worker. Nothing said.',
        'Child A was seen by Mother.',
      ),
      [],
    );
  });
});
