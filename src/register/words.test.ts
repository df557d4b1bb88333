import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exampleNames, examplePartnership } from '../site/example-partnership.ts';
import { documentsInWords, markAfter, markBefore, piecesOf, plainExcerpt, typeWords } from './words.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const found = (text: string) => `${markBefore}${text}${markAfter}`;

describe('what a kind of review is called', () => {
  const partnership = examplePartnership({ names: exampleNames });
  for (const [type, on, words] of [
    ['SCR', '2017-11-20', 'Serious Case Review'],
    ['LCSPR', '2024-05-14', 'Child Safeguarding Practice Review'],
    ['LCSPR', '2017-11-20', 'Local Child Safeguarding Practice Review'],
    ['SCR', '2024-05-14', 'Serious Case Review'],
    ['learning-review', '2024-05-14', 'Learning Review'],
    ['national-review', '2024-05-14', 'National Child Safeguarding Practice Review'],
  ] as const) {
    it(`is, for ${type} on ${on}, ${words}`, () => {
      assert.equal(typeWords(type, partnership, day(on)), words);
    });
  }
});

describe('what was published, in words', () => {
  it('says each kind once, in order', () => {
    const kinds = ['media-statement', 'report', 'report', 'other'] as const;
    assert.deepEqual(documentsInWords(kinds.map((kind) => ({ kind }))), [
      'media statement',
      'report',
      'other document',
    ]);
  });
});

describe('an excerpt', () => {
  for (const [what, asked, excerpt, pieces] of [
    ['without a marked word', 'x', 'Nobody asked.', [['Nobody asked.', false]]],
    [
      'with one',
      'late',
      `He was ${found('late')}.`,
      [
        ['He was ', false],
        ['late', true],
        ['.', false],
      ],
    ],
    [
      'that begins with one',
      'late',
      `${found('Late')} again`,
      [
        ['Late', true],
        [' again', false],
      ],
    ],
    ['with a word in another form', 'asking', `${found('asked')}`, [['asked', true]]],
    [
      'with a phrase as one piece',
      '"was not brought"',
      `${found('was')} ${found('not')} ${found('brought')} in`,
      [
        ['was not brought', true],
        [' in', false],
      ],
    ],
    [
      'with single words of a phrase left plain',
      '"was not brought"',
      `He ${found('was')} late and ${found('was')} ${found('not')} ${found('brought')}`,
      [
        ['He ', false],
        ['was', false],
        [' late and ', false],
        ['was not brought', true],
      ],
    ],
    [
      'with a phrase and a word beside it',
      '"not brought" late',
      `${found('Late')} and ${found('not')} ${found('brought')}`,
      [
        ['Late', true],
        [' and ', false],
        ['not brought', true],
      ],
    ],
    [
      'with a phrase over a comma',
      'late again',
      `${found('late')}, ${found('again')}`,
      [['late, again', true]],
    ],
    [
      'with words too far apart for one piece',
      'late again',
      `${found('late')} and ${found('again')}`,
      [
        ['late', true],
        [' and ', false],
        ['again', true],
      ],
    ],
    [
      'with white space made single',
      'b',
      `a \n\n${found('b')}\t c`,
      [
        ['a ', false],
        ['b', true],
        [' c', false],
      ],
    ],
    ['that is empty', 'b', '', []],
    ['with a mark that has no end', 'b', `a ${markBefore}b`, [['a b', false]]],
  ] as const) {
    it(what, () => {
      assert.deepEqual(
        piecesOf(excerpt, asked).map(({ text, marked }) => [text, marked]),
        pieces,
      );
    });
  }

  it('reads as plain text without its marks', () => {
    assert.equal(plainExcerpt(` He ${found('was')}\n${found('not')} <b>in</b> `), 'He was not <b>in</b>');
  });
});
