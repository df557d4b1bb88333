import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNhsNumber, looksPersonal, personalWords } from './looks-personal.ts';

const kindsIn = (text: string) => [...new Set(looksPersonal(text).map(({ kind }) => kind))].toSorted();
const foundIn = (text: string) => looksPersonal(text).map(({ text: found }) => found);

// Numbers of the range that the NHS keeps for tests: they begin with 999 and are nobody's.
describe('an NHS number', () => {
  for (const figures of ['9990000018', '9990000026', '9990000034', '9990000042'])
    it(`is ${figures}, by its last figure`, () => {
      assert.equal(isNhsNumber(figures), true);
      for (const written of [
        figures,
        figures.replace(/(...)(...)(....)/, '$1 $2 $3'),
        figures.replace(/(...)(...)(....)/, '$1-$2-$3'),
      ])
        assert.deepEqual(kindsIn(`the number is ${written}, I think`), ['nhs-number'], written);
    });
  for (const figures of [
    '9990000019',
    '0000000000',
    '1111111111',
    '123456789',
    '99900000180',
    '',
    'abcdefghij',
  ])
    it(`is not ${figures || 'nothing'}`, () => assert.equal(isNhsNumber(figures), false));
  it('is not part of a longer number, nor of a telephone number', () => {
    for (const text of [
      '01632 960123',
      '+44 1632 960123',
      '0199 90000018 1',
      '1.9990000018',
      '020 7946 0018',
    ])
      assert.deepEqual(kindsIn(text), [], text);
  });
});

describe('a day', () => {
  for (const written of [
    '3/2/2015',
    '03/02/15',
    '3-2-2015',
    '03.02.2015',
    '13/2/2015',
    '2/13/2015',
    '2015-02-03',
    '2015/2/3',
    '3 Feb 2015',
    '3 February 2015',
    '3rd February 2015',
    '3rd of February 2015',
    '3rd of Feb, 2015',
    '3 Feb 15',
    "3 Feb '15",
    '3Feb2015',
    '3-Feb-2015',
    'Feb 3, 2015',
    'February 3rd 2015',
    'born on the 3rd of February',
    'dob 3/2',
    'D.O.B.: 3 Feb',
    'birthday is March 3',
  ])
    it(`is seen in “${written}”`, () => assert.deepEqual(kindsIn(`it was ${written} then`), ['day']));
  for (const written of [
    'early June 2026',
    'over the winter of 2025',
    'in 2015',
    'open 24/7',
    'aged 3 to 4',
    'a 3/4 majority',
    '45/45/2015',
    'between 10-12 weeks',
    'version 1.2.3',
    'born prematurely at 30 weeks',
    'may 3 of them come',
    'in year 9, 5th week',
  ])
    it(`is not seen in “${written}”`, () => assert.deepEqual(kindsIn(`it was ${written} then`), []));
});

describe('an address', () => {
  for (const written of [
    'L8 9XY',
    'l8 9xy',
    'L89XY',
    'SW1A 1AA',
    'M1 1AE',
    'CR2 6XH',
    'DN55 1PT',
    'W1A 1HQ',
    '12 Mill Lane',
    '12a mill lane',
    '7, Upper Mill Street',
    '4 Alder Close',
    '221 Example Park',
  ])
    it(`is seen in “${written}”`, () => assert.deepEqual(kindsIn(`it was at ${written} then`), ['address']));
  for (const written of [
    '2 children on the street',
    '3 Family Court hearings',
    '2 Crown Court days',
    'a1 result',
    'year Y9 5th week',
    'B2 language class',
    '999',
    'the flat above a shop',
  ])
    it(`is not seen in “${written}”`, () => assert.deepEqual(kindsIn(`it was at ${written} then`), []));
});

describe('a name', () => {
  for (const [text, found] of [
    ['We met with Robin Example at school.', 'Robin Example'],
    ['The mother, Zbigniewa Przykład, said no.', 'Zbigniewa Przykład'],
    ['Jamie was late again.', 'Jamie'],
    ['Jamie Example was late again.', 'Jamie Example'],
    ['Rowan Lamp was late again.', 'Rowan Lamp'],
    ['the boy (jamie) was late', 'jamie'],
    ['JAMIE was late', 'JAMIE'],
    ['Mrs Lamp called the school.', 'Mrs Lamp'],
    ['dr. Lamp called', 'dr. Lamp'],
    ['a girl called Perpetua came', 'Perpetua'],
    ['his surname is Underhill', 'Underhill'],
    ['a friend of Grace came', 'Grace'],
    ['Her brother Max came', 'Max'],
    ['It was Siân O’Lamp again', 'Siân O’Lamp'],
    ['he stays with Anne-Lise Lamp', 'Anne-Lise Lamp'],
  ] as const)
    it(`is seen in “${text}”`, () => assert.deepEqual(foundIn(text), [found]));
  for (const text of [
    'A baby was taken to hospital by ambulance. The Health Visitor had seen the family twice.',
    'Grace was said at table. Will anybody come? May we ask again?',
    'Children’s Social Care and the Police met at the MASH on Monday in March.',
    'Max. three visits were made',
    'I’ve spoken to my Safeguarding Lead. I think Early Help closed the case in July.',
    'Named Nurse and Designated Doctor were told.',
    'The School Nurse in Year Six',
    'mark the place, will you, and hope for the best',
    'Usually nobody comes. Yesterday Police came. Afterwards MASH met.',
    'A Child Protection Conference was called. A Child in Need plan followed.',
    'Was a Rapid Review held under Working Together?',
  ])
    it(`is not seen in “${text}”`, () => assert.deepEqual(foundIn(text), []));
});

describe('a text', () => {
  it('has each find once, in the order of the text, whatever it is mixed with', () => {
    const text = '🙂 Jamie, L8 9XY 🙂\nالطفل 3/2/2015 مع jamie\n999 000 0018';
    assert.deepEqual(
      looksPersonal(text).map(({ kind }) => kind),
      ['name', 'address', 'day', 'nhs-number'],
    );
  });

  it('says at most twelve things', () => {
    const text = Array.from({ length: 40 }, (_, index) => `${(index % 28) + 1}/2/${1980 + index}`).join(
      ' and ',
    );
    assert.equal(looksPersonal(text).length, 12);
  });

  it('of a hundred thousand characters is read in less than a second', () => {
    for (const piece of [
      'Aa ',
      '1 a ',
      '12 Mill ',
      '1/',
      '999 ',
      'born ',
      "O'",
      'é',
      '🙂',
      '1-1-',
      'called ',
      'Mr ',
      'L8 ',
    ]) {
      const began = performance.now();
      looksPersonal(piece.repeat(Math.ceil(100_000 / piece.length)));
      const took = performance.now() - began;
      assert.ok(took < 1_000, `${piece}: ${took.toFixed(0)} ms`);
    }
  });

  it('is told of in words', () => {
    assert.deepEqual(personalWords(looksPersonal('Jamie and jamie lee of L8 9XY, 3/2/2015')), [
      'a name: “Jamie”, “lee”',
      'an address or a postcode: “L8 9XY”',
      'a date of birth, or another exact day: “3/2/2015”',
    ]);
    assert.deepEqual(personalWords(looksPersonal('')), []);
  });
});
