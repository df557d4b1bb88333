import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listedDay, readImported } from './imported.ts';

const heading = 'id,source,date,addressee,text,status';

describe('a list of recommendations that were made elsewhere', () => {
  it('is read in any order of its columns, with a mark of byte order, and words over several lines', () => {
    const { taken, refused } = readImported(
      '\ufeffText,ID,Source,Status,Date,Addressee\n"See every bruise,\nthe same day.",7,A review (fictional),Accepted,01/03/2024,Hospitals\n\n',
    );
    assert.deepEqual(refused, []);
    assert.deepEqual(
      taken.map((one) => ({ ...one, madeOn: one.madeOn?.toString() })),
      [
        {
          source: 'A review (fictional)',
          sourceId: '7',
          madeOn: '2024-03-01',
          addressee: 'Hospitals',
          words: 'See every bruise,\nthe same day.',
          status: 'Accepted',
        },
      ],
    );
  });

  it('says of each row that it refuses which it is and why, and takes the others', () => {
    const { taken, refused } = readImported(
      [
        heading,
        '1,S,2024-01-01,A,good,',
        ',S,,A,no id,',
        '2,,,A,no source,',
        '3,S,,A,,',
        '4,S,soon,A,when,',
        '1,S,,A,again,',
        `5,S,,A,${'x'.repeat(5_001)},`,
        '6,S,31/02/2024,A,no such day,',
      ].join('\n'),
    );
    assert.deepEqual(
      taken.map(({ sourceId }) => sourceId),
      ['1'],
    );
    assert.deepEqual(
      refused.map(({ row, why }) => `${row} ${why}`),
      [
        '3 it has no id',
        '4 it has no source',
        '5 it has no text',
        '6 its date cannot be read: write it as 2024-03-01',
        '7 its id stands there twice for the same source',
        '8 its text is longer than 5,000 characters',
        '9 its date cannot be read: write it as 2024-03-01',
      ],
    );
  });

  it('is no list without its columns', () =>
    assert.throws(() => readImported('id,text\n1,words'), /no column source, date, addressee, status/));

  for (const [text, day] of [
    ['', null],
    ['2024-03-01', '2024-03-01'],
    ['2024-03-01T00:00:00Z', '2024-03-01'],
    ['1.3.2024', '2024-03-01'],
    ['1 March 2024', '2024-03-01'],
    ['March 2024', undefined],
    ['1/3/24', undefined],
  ] as const)
    it(`reads “${text}” as ${day ?? (day === null ? 'no day' : 'nothing it can tell')}`, () => {
      const found = listedDay(text);
      assert.equal(found === null || found === undefined ? found : found.toString(), day);
    });
});
