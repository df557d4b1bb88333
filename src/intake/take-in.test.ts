import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exampleAnswers } from '../../test/word-form.ts';
import type { Answers } from './question.ts';
import type { NotRead } from './read-word-form.ts';
import {
  firstForm,
  isEmptyReading,
  isTooMuch,
  readCarriedForm,
  type ReadForm,
  readTaken,
} from './take-in.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const unread = (given: Partial<NotRead>): NotRead => ({
  section: 'incident',
  entry: null,
  question: 'incident-day',
  where: 'What happened and when: The exact day',
  stands: '05/06/2026',
  why: 'It may mean two days',
  ...given,
});
const reading = (notRead: readonly NotRead[], answers: Answers = {}): ReadForm => ({
  answers,
  notRead,
  missing: [],
  isCurrent: true,
  converted: false,
});
const taken = (read: ReadForm, typed: Readonly<Record<string, string>>) =>
  readTaken(read, new URLSearchParams(typed), today);
const asDay = (day: string, month: string, year: string) => ({
  'unread-0-day': day,
  'unread-0-month': month,
  'unread-0-year': year,
});

describe('what could not be read of a Word form', () => {
  it('stays in its own words where nobody puts it right', () => {
    const { where, stands, why } = unread({});
    assert.deepEqual(taken(reading([unread({})]), {}), {
      taken: { answers: {}, kept: [{ where, stands, why }] },
    });
  });

  it('becomes the answer that it is put right to', () => {
    assert.deepEqual(taken(reading([unread({})]), asDay('5', '6', '2026')), {
      taken: { answers: { 'incident-day': '2026-06-05' }, kept: [] },
    });
  });

  it('is refused where it is put wrong', () => {
    assert.deepEqual(taken(reading([unread({})]), asDay('31', '6', '2026')), {
      faults: [{ index: 0, text: 'The exact day must be a real date' }],
    });
  });

  it('is put right in its own entry, and may not contradict what was read well', () => {
    const born = unread({ section: 'children', entry: '2', question: 'child-born', stands: '1/2/2015' });
    const right = taken(reading([born], exampleAnswers()), asDay('1', '2', '2015'));
    assert.ok('taken' in right);
    const [, second] = right.taken.answers['children'] as readonly Record<string, string>[];
    assert.equal(second?.['child-born'], '2015-02-01');
    assert.equal(second?.['child-name'], 'Birch child-name');
    const wrong = taken(reading([born], exampleAnswers()), asDay('1', '7', '2026'));
    assert.ok(
      'faults' in wrong && wrong.faults.some(({ text }) => /must not be (?:after|before)/.test(text)),
    );
  });

  it('is put before whoever corrects it where it is words, and never where it is a day or a choice', () => {
    const email = unread({ section: 'you', question: 'referrer-email', stands: 'ask me' });
    const sex = unread({ section: 'children', entry: '1', question: 'child-sex', stands: 'a boy' });
    assert.deepEqual([...firstForm([unread({}), email, sex])], [['unread-1', 'ask me']]);
    assert.deepEqual(taken(reading([email]), { 'unread-0': 'ask me' }), {
      taken: { answers: {}, kept: [{ where: email.where, stands: 'ask me', why: email.why }] },
    });
  });

  it('that answers no question stays as it is, whatever a browser sends', () => {
    const beside = unread({ question: null, stands: 'With kind regards' });
    const result = taken(reading([beside]), { 'unread-0': 'changed' });
    assert.ok('taken' in result && result.taken.kept[0]?.stands === 'With kind regards');
  });
});

describe('a reading that went to a browser and came back', () => {
  it('is the same', () => {
    const read = reading([unread({})], exampleAnswers());
    assert.deepEqual(readCarriedForm(JSON.stringify(read), today), read);
  });

  it('holds no answer that the form would not take, and is nothing where it is made up', () => {
    const odd = {
      ...reading([]),
      answers: {
        'made-up': 'x',
        'at-risk-now': 'perhaps',
        'incident-what': ['a'],
        children: [
          { id: '1', 'child-sex': 'Q', 'child-name': 'Ash' },
          { id: '99', 'child-name': 'Elm' },
          { 'child-name': 'Oak' },
        ],
      },
    };
    assert.deepEqual(readCarriedForm(JSON.stringify(odd), today)?.answers, {
      children: [{ 'child-name': 'Ash', id: '1' }],
      'incident-what': 'a',
    });
    for (const text of ['', '{', '[]', '{"answers":1}', 'null'])
      assert.equal(readCarriedForm(text, today), null);
  });

  it('knows an empty form, and one that is too much', () => {
    assert.ok(isEmptyReading(reading([])));
    assert.ok(!isEmptyReading(reading([unread({})])));
    assert.ok(!isEmptyReading(reading([], { 'incident-when': 'x' })));
    assert.ok(!isTooMuch(reading([unread({ stands: 'x'.repeat(100_000) })])));
    assert.ok(isTooMuch(reading([unread({ stands: '🙂'.repeat(100_000) })])));
  });
});
