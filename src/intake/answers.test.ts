import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goodFilled, goodForm, sectionOf } from '../../test/referrer.ts';
import { formOf, isComplete, missingIn, progressOf, validate } from './answers.ts';
import { type Answers, isAsked, mostOf, withFilled } from './question.ts';
import { sections } from './questions.ts';
import { receiptFrom, receiptInWords } from './referral.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const empty = { today, answers: {} };
const problemsOf = (id: string, change: (form: URLSearchParams) => void, answers: Answers = {}) => {
  const form = goodForm(sectionOf(id), 'X');
  change(form);
  return validate(sectionOf(id), form, { today, answers }).problems.map(({ text }) => text);
};

describe('the form of a referral', () => {
  it('takes every page that is filled in well, and gives back the same', () => {
    for (const section of sections) {
      const filled = goodFilled(section, 'X');
      const read = validate(section, formOf(section, filled), empty);
      assert.deepEqual(read, { filled, problems: [] }, section.id);
    }
  });

  it('names every question once, with conditions that can come true', () => {
    const ids = sections.flatMap(({ questions }) => questions.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
    for (const { questions } of sections)
      for (const { when } of questions.filter((one) => one.when !== undefined)) {
        const asker = questions.find(({ id }) => id === when?.question);
        assert.ok(asker?.options?.some(({ value }) => value === when?.is));
      }
  });

  for (const section of sections)
    for (const question of section.questions) {
      const filled = goodFilled(section, 'X');
      if (!isAsked(question, filled) || filled[question.id] === undefined) continue;
      const alone = (change: (form: URLSearchParams) => void) => {
        const form = formOf(section, filled);
        change(form);
        return validate(section, form, empty).problems.filter((one) => one.question === question.id);
      };
      if (question.required !== undefined)
        it(`says what to do where ${question.id} is empty, or blank`, () => {
          for (const value of ['', ' \t\u0000 '])
            assert.deepEqual(
              alone((form) => {
                form.delete(question.id);
                for (const part of ['day', 'month', 'year']) form.delete(`${question.id}-${part}`);
                if (question.options === undefined) form.set(question.id, value);
              }),
              [{ question: question.id, kind: 'missing', text: question.required }],
            );
        });
      if (question.kind === 'date')
        it(`refuses days of ${question.id} that cannot be`, () => {
          const cases: readonly (readonly [string, string, string, RegExp])[] = [
            ['31', '2', '2026', /must be a real date/],
            ['0', '1', '2020', /must be a real date/],
            ['x', '1', '2020', /must be a real date/],
            ['1', '13', '2020', /must be a real date/],
            ['1', '1', '1066', /must be a real date/],
            ['1', '1', '26', /year of four numbers/],
            ['', '1', '2020', /must include a day/],
            ['1', '', '', /must include a month and a year/],
            ['24', '11', '2026', /today or in the past/],
          ];
          for (const [day, month, year, said] of cases) {
            const [problem, ...more] = alone((form) => {
              form.set(`${question.id}-day`, day);
              form.set(`${question.id}-month`, month);
              form.set(`${question.id}-year`, year);
            });
            assert.match(problem?.text ?? '', said);
            assert.equal(problem?.kind, 'wrong');
            assert.deepEqual(more, []);
          }
        });
      else if (question.options !== undefined)
        it(`refuses answers to ${question.id} that were not offered`, () => {
          const [problem] = alone((form) => form.set(question.id, 'something else'));
          assert.match(problem?.text ?? '', /Choose from the answers offered/);
        });
      else
        it(`says by how much ${question.id} is too long`, () => {
          const most = mostOf(question);
          const [problem] = alone((form) => form.set(question.id, '🙂'.repeat(most + 12)));
          assert.match(problem?.text ?? '', /characters or fewer\. It is 12 too many$/);
          const fits = question.kind === 'text' || question.kind === 'long';
          if (fits)
            assert.deepEqual(
              alone((form) => form.set(question.id, '🙂'.repeat(most))),
              [],
            );
        });
    }

  it('takes a month by its name', () => {
    const form = goodForm(sectionOf('incident'), 'X');
    form.set('incident-day-month', 'June');
    assert.equal(validate(sectionOf('incident'), form, empty).filled['incident-day'], '2026-06-05');
  });

  it('refuses addresses and numbers at which nobody can be reached', () => {
    for (const bad of ['nobody', 'a@b', 'a b@example.org', '@example.org'])
      assert.match(problemsOf('you', (form) => form.set('referrer-email', bad)).join(), /must look like/);
    for (const bad of ['ring me', '0163', '01632 96x'])
      assert.match(
        problemsOf('you', (form) => form.set('referrer-telephone', bad)).join(),
        /telephone number/,
      );
    const none = problemsOf('you', (form) => {
      form.delete('referrer-email');
      form.delete('referrer-telephone');
    });
    assert.deepEqual(none, ['Enter an e-mail address or a telephone number']);
  });

  it('refuses a child born after it happened, or dead before birth', () => {
    const answers = { 'incident-day': '2014-01-01' };
    assert.match(problemsOf('children', () => {}, answers).join(), /must not be after the day it happened/);
    const died = problemsOf('children', (form) => form.set('child-died-year', '2014'));
    assert.match(died.join(), /must not be before the date of birth/);
    const children = withFilled({}, sectionOf('children'), '1', { 'child-born': '2026-10-01' });
    assert.match(problemsOf('incident', () => {}, children).join(), /before a child whom you named was born/);
  });

  it('keeps emoji and writing from right to left, and takes out what nobody can see', () => {
    const form = goodForm(sectionOf('incident'), 'X');
    form.set('incident-what', '  שלום 👩‍👧\u0000\u0007\r\nline two\u0085three  ');
    form.set('incident-where', 'Cafe\u0301\n  at   home\ud800');
    const { filled } = validate(sectionOf('incident'), form, empty);
    assert.equal(filled['incident-what'], 'שלום 👩‍👧\nline two\nthree');
    assert.equal(filled['incident-where'], 'Café at home\ufffd');
  });

  it('leaves out what is not asked any more', () => {
    const form = goodForm(sectionOf('lead'), 'X');
    form.set('lead-spoken', 'no');
    form.set('lead-why-not', 'on leave');
    const { filled, problems } = validate(sectionOf('lead'), form, empty);
    assert.deepEqual([filled, problems], [{ 'lead-spoken': 'no', 'lead-why-not': 'on leave' }, []]);
  });

  it('says so where words stand under a box that is not ticked, and keeps words whose question is still open', () => {
    const form = goodForm(sectionOf('why'), 'X');
    form.delete('reasons');
    form.append('reasons', 'died');
    const { problems } = validate(sectionOf('why'), form, empty);
    assert.match(problems[0]?.text ?? '', /without ticking it/);
    form.delete('reasons');
    const open = validate(sectionOf('why'), form, empty);
    assert.deepEqual(
      open.problems.map(({ kind }) => kind),
      ['missing'],
    );
    assert.equal(open.filled['why-died'], 'X why-died\nسطر ثان 🙂');
  });

  it('is complete when every page is, with at least one child and one agency', () => {
    const all = sections.reduce<Answers>(
      (answers, section) => withFilled(answers, section, '1', goodFilled(section, 'X')),
      {},
    );
    assert.ok(isComplete({ today, answers: all }));
    for (const section of sections) {
      const mayBeLeftOut = section.repeat?.least === 0 || section.id === 'call';
      assert.equal(progressOf(section, empty), mayBeLeftOut ? 'optional' : 'to-do');
      assert.equal(progressOf(section, { today, answers: all }), 'done');
      if (mayBeLeftOut) continue;
      const without = withFilled(all, section, '1', section.repeat === undefined ? {} : null);
      assert.equal(isComplete({ today, answers: without }), false);
      assert.notEqual(missingIn(section, { today, answers: without }).length, 0);
    }
  });
});

describe('a receipt', () => {
  it('is the same however it is typed', () => {
    const token = '01ABCDEFGHJKMNPQRSTVWXYZ';
    for (const typed of [
      receiptInWords(token),
      token.toLowerCase(),
      ` o${token.slice(1)} `,
      token.replace('1', 'l'),
      token.replace('1', 'I'),
      receiptInWords(token).replaceAll('-', ' – '),
    ])
      assert.equal(receiptFrom(typed), token, typed);
    for (const typed of ['', 'X', token.slice(1), `${token}2`, token.replace('A', 'U')])
      assert.equal(receiptFrom(typed), null);
  });
});
