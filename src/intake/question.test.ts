import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Answers,
  filledOf,
  isAsked,
  isCalledFor,
  narrowed,
  optionsFor,
  type Question,
  sectionsFor,
  withFilled,
  withoutTicks,
} from './question.ts';
import { sections } from './questions.ts';
import { sectionOf } from '../../test/referrer.ts';
import { urgencyOf } from './urgent.ts';

const asking = (more: Partial<Question>): Question => ({
  id: 'asked',
  kind: 'text',
  label: 'Asked?',
  name: 'What is asked',
  ...more,
});

const concern = { question: 'referring', is: 'concern' };
const ticked = { question: 'reasons', is: 'died' };

describe('a question that depends on another page', () => {
  for (const [what, question, answers, called] of [
    ['is asked where nothing is said of when', asking({}), {}, true],
    ['is not asked before the other is answered', asking({ onlyIf: [concern] }), {}, false],
    ['is asked after that answer', asking({ onlyIf: [concern] }), { referring: 'concern' }, true],
    ['is asked after any of several', asking({ onlyIf: [concern, ticked] }), { reasons: ['died'] }, true],
    ['is not asked after another answer', asking({ onlyIf: [concern] }), { referring: 'both' }, false],
    ['is asked until an answer forbids it', asking({ unless: [concern] }), {}, true],
    ['is not asked after that one', asking({ unless: [concern] }), { referring: 'concern' }, false],
    ['is not asked of one entry', asking({ ifSeveral: 'children' }), { children: [{ id: '1' }] }, false],
    [
      'is asked of several',
      asking({ ifSeveral: 'children' }),
      { children: [{ id: '1' }, { id: '4' }] },
      true,
    ],
  ] as const satisfies readonly (readonly [string, Question, Answers, boolean])[])
    it(what, () => assert.equal(isCalledFor(question, answers), called));

  it('needs the answer on its own page as well', () => {
    const question = asking({ when: { question: 'here', is: 'yes' }, unless: [concern] });
    assert.equal(isAsked(question, { here: 'yes' }), true);
    assert.equal(isAsked(question, { here: 'no' }), false);
    assert.equal(isAsked(question, { here: 'yes' }, { referring: 'concern' }), false);
  });

  it('names an answer that can be given, on another page that is filled in once', () => {
    for (const section of sections)
      for (const { id, onlyIf = [], unless = [], ifSeveral, optionsOf } of section.questions) {
        for (const { question, is } of [...onlyIf, ...unless]) {
          const where = sections.find((one) => one.questions.some((other) => other.id === question));
          const other = where?.questions.find((one) => one.id === question);
          assert.ok(where !== undefined && where !== section && where.repeat === undefined, id);
          assert.ok(
            other?.options?.some(({ value }) => value === is),
            id,
          );
        }
        for (const named of [ifSeveral, optionsOf].filter((one) => one !== undefined))
          assert.ok(
            sections.some((one) => one.id === named && one.repeat !== undefined),
            id,
          );
      }
  });

  it('stands on the page of the question that opens it', () => {
    for (const { parts = [], questions } of sections) {
      if (parts.length > 0)
        assert.deepEqual(
          parts.flatMap((part) => part.questions),
          questions,
        );
      for (const part of parts)
        for (const { id, when } of part.questions)
          assert.ok(when === undefined || part.questions.some((one) => one.id === when.question), id);
    }
  });
});

describe('the pages that answers call for', () => {
  const called = (answers: Answers) => sectionsFor(sections, answers).map(({ id }) => id);

  it('have a call only where something is urgent', () => {
    for (const urgent of [{ 'at-risk-now': 'yes' }, { 'died-last-day': 'yes' }, { 'aware-media': 'yes' }]) {
      assert.ok(called(urgent).includes('call'));
      assert.equal(urgencyOf(urgent).length, 1);
    }
    assert.ok(!called({ 'at-risk-now': 'no', 'aware-media': 'not-known' }).includes('call'));
    assert.deepEqual(urgencyOf({}), []);
  });

  it('ask for no threshold where good practice alone is referred', () => {
    assert.ok(!called({ referring: 'good-practice' }).includes('why'));
    assert.ok(called({ referring: 'both' }).includes('why'));
  });
});

describe('one page of several', () => {
  const children = sectionOf('children');
  const home = narrowed(children, children.parts?.[2] ?? null);
  const answers: Answers = {
    children: [{ id: '1', 'child-name': 'Ann', 'child-home': 'Here', 'kept-formerly': 'x' }],
    people: [{ id: '1', 'person-name': 'Bo', 'person-children': ['1', '2'], 'person-other-children': ['2'] }],
  };

  it('is read and written alone, and what stands on the others stays, also what no form asks any more', () => {
    assert.deepEqual(filledOf(answers, home, '1'), { id: '1', 'child-home': 'Here' });
    const now = withFilled(answers, home, '1', { 'child-carer': 'An aunt' });
    assert.deepEqual(now['children'], [
      { id: '1', 'child-name': 'Ann', 'kept-formerly': 'x', 'child-carer': 'An aunt' },
    ]);
  });

  it('offers the children by name, or by number where none has one', () => {
    const [which] = sectionOf('people').questions.filter(({ optionsOf }) => optionsOf !== undefined);
    assert.ok(which !== undefined);
    const named = { children: [{ id: '3', 'child-name': 'Ann' }, { id: '5' }] };
    assert.deepEqual(optionsFor(which, named, sections), [
      { value: '3', text: 'Ann' },
      { value: '5', text: 'Child 2' },
    ]);
    assert.equal(optionsFor(which, {}, sections).length, children.repeat?.most);
  });

  it('loses the ticks of a child who is taken out, and no others', () => {
    assert.deepEqual(withoutTicks(answers, sections, 'children', '2')['people'], [
      { id: '1', 'person-name': 'Bo', 'person-children': ['1'] },
    ]);
  });
});
