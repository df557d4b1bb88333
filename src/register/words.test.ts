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
  for (const [what, excerpt, pieces] of [
    ['without a marked word', 'Nobody asked.', [['Nobody asked.', false]]],
    [
      'with one',
      `He was ${found('late')}.`,
      [
        ['He was ', false],
        ['late', true],
        ['.', false],
      ],
    ],
    [
      'that begins with one',
      `${found('Late')} again`,
      [
        ['Late', true],
        [' again', false],
      ],
    ],
    [
      'with a phrase as one piece',
      `${found('was')} ${found('not')} ${found('brought')} in`,
      [
        ['was not brought', true],
        [' in', false],
      ],
    ],
    ['with a phrase over a comma', `${found('late')}, ${found('again')}`, [['late, again', true]]],
    [
      'with words too far apart for one piece',
      `${found('late')} and ${found('again')}`,
      [
        ['late', true],
        [' and ', false],
        ['again', true],
      ],
    ],
    [
      'with white space made single',
      `a \n\n${found('b')}\t c`,
      [
        ['a ', false],
        ['b', true],
        [' c', false],
      ],
    ],
    ['that is empty', '', []],
    ['with a mark that has no end', `a ${markBefore}b`, [['a b', false]]],
  ] as const) {
    it(what, () => {
      assert.deepEqual(
        piecesOf(excerpt).map(({ text, marked }) => [text, marked]),
        pieces,
      );
    });
  }

  it('reads as plain text without its marks', () => {
    assert.equal(plainExcerpt(` He ${found('was')}\n${found('not')} <b>in</b> `), 'He was not <b>in</b>');
  });
});
