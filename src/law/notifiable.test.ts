import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import { judgeNotifiable } from './notifiable.ts';
import type { NotifiableAnswer } from './notifiable-answer.ts';
import type { NotifiableFacts } from './notifiable-facts.ts';

const today = day('2026-11-23');
const conventions = liverpoolConventions;
const judge = (facts: NotifiableFacts) => judgeNotifiable(facts, { conventions, today });

const child: NotifiableFacts = {
  person: 'child',
  age: 4,
  lookedAfterBy: 'nobody',
  event: 'died',
  alsoHarmed: 'no',
  abuse: 'suspected',
  place: 'this-area',
  home: 'this-area',
  regulatedSetting: 'no',
  detained: 'no',
  becameAware: day('2026-04-01'),
  abuseSuspected: null,
  notified: null,
};

// One day of each law: the four limbs, the transition before and after the local start, and every edition after it.
const on = {
  '2016': '2016-06-15',
  'December 2018': '2018-12-10',
  'after the local start': '2019-09-10',
  WT2018: '2021-03-01',
  WT2023: '2024-02-01',
  WT2026: '2026-04-01',
} as const;
type When = keyof typeof on;
const since2018: readonly When[] = ['December 2018', 'after the local start', 'WT2018', 'WT2023', 'WT2026'];

interface Expected {
  readonly answer: NotifiableAnswer['answer'];
  readonly rules?: readonly string[];
  readonly authority?: NotifiableAnswer['authority'];
  readonly rapidReview?: NotifiableAnswer['rapidReview'];
  readonly event?: NotifiableAnswer['event'];
}

interface Row {
  readonly row: string;
  readonly facts: Partial<NotifiableFacts>;
  readonly expected: Partial<Record<When | 'since 2018', Expected>>;
}

const must16C: Expected = {
  answer: 'must',
  rules: ['NOT-01', 'NOT-02'],
  authority: 'this',
  rapidReview: 'follows',
  event: 'notifiable-incident',
};
const must2015: Expected = {
  answer: 'must',
  rules: ['SCR-01'],
  authority: 'this',
  rapidReview: 'none',
  event: 'notifiable-incident',
};
const not: Expected = { answer: 'not', rules: [], authority: null, rapidReview: 'none', event: null };
const lookedAfterDeath: Expected = {
  answer: 'must',
  rules: ['NOT-03'],
  authority: 'this',
  rapidReview: 'none',
  event: 'looked-after-death',
};

// Section 1.4 of the notes on law and process, row by row.
const table: readonly Row[] = [
  {
    row: 'a child died, abuse suspected, here',
    facts: {},
    expected: { '2016': must2015, 'since 2018': must16C },
  },
  {
    row: 'an unborn child, as the guide of 2025 has it',
    facts: { person: 'unborn', age: null },
    expected: { '2016': must2015, 'since 2018': must16C },
  },
  {
    row: 'a child seriously harmed, neglect known, here',
    facts: { event: 'seriously-harmed', abuse: 'known' },
    expected: { '2016': must2015, 'since 2018': must16C },
  },
  {
    row: 'a child of this area, outside England',
    facts: { place: 'outside-england' },
    expected: { '2016': must2015, 'since 2018': must16C },
  },
  {
    row: 'a child of this area, in another English authority',
    facts: { place: 'another-area' },
    expected: { 'since 2018': { ...must16C, authority: 'other', rapidReview: 'elsewhere', event: null } },
  },
  {
    row: 'a child of another English authority, outside England',
    facts: { place: 'outside-england', home: 'another-area' },
    expected: { 'since 2018': { ...must16C, authority: 'other', rapidReview: 'elsewhere', event: null } },
  },
  {
    row: 'a child of nowhere in England, outside England',
    facts: { place: 'outside-england', home: 'outside-england' },
    expected: { 'since 2018': not },
  },
  {
    row: 'a looked-after child died without abuse or neglect',
    facts: { lookedAfterBy: 'this', abuse: 'not' },
    expected: { '2016': { ...must2015, event: 'looked-after-death' }, 'since 2018': lookedAfterDeath },
  },
  {
    row: 'the same somewhere else: the looking-after authority all the same',
    facts: { lookedAfterBy: 'this', abuse: 'not', place: 'another-area' },
    expected: { 'since 2018': lookedAfterDeath },
  },
  {
    row: 'the same, looked after by another authority',
    facts: { lookedAfterBy: 'another', abuse: 'not' },
    expected: { 'since 2018': { ...lookedAfterDeath, authority: 'other', event: null } },
  },
  {
    row: 'a looked-after child died, abuse known',
    facts: { lookedAfterBy: 'this', abuse: 'known' },
    expected: { '2016': must2015, 'since 2018': { ...must16C, rules: ['NOT-01', 'NOT-03', 'NOT-02'] } },
  },
  {
    row: 'a looked-after child died elsewhere in England, abuse known: both authorities have a duty',
    facts: { lookedAfterBy: 'this', abuse: 'known', place: 'another-area' },
    expected: {
      'since 2018': {
        answer: 'must',
        rules: ['NOT-01', 'NOT-03', 'NOT-02'],
        authority: 'this',
        rapidReview: 'elsewhere',
        event: 'looked-after-death',
      },
    },
  },
  {
    row: 'a looked-after child seriously harmed without abuse or neglect',
    facts: { lookedAfterBy: 'this', abuse: 'not', event: 'seriously-harmed' },
    expected: { '2016': not, 'since 2018': not },
  },
  {
    row: 'a care leaver of 22 died, abuse or not',
    facts: { person: 'care-leaver', age: 22, abuse: 'not' },
    expected: {
      '2016': not,
      'December 2018': not,
      'after the local start': not,
      WT2018: not,
      WT2023: {
        answer: 'should',
        rules: ['NOT-04'],
        authority: 'this',
        rapidReview: 'none',
        event: 'care-leaver-death',
      },
      WT2026: {
        answer: 'should',
        rules: ['NOT-04'],
        authority: 'this',
        rapidReview: 'none',
        event: 'care-leaver-death',
      },
    },
  },
  {
    row: 'a care leaver of 25 died',
    facts: { person: 'care-leaver', age: 25 },
    expected: { '2016': not, 'since 2018': not },
  },
  {
    row: 'a care leaver of 24 was harmed',
    facts: { person: 'care-leaver', age: 24, event: 'seriously-harmed' },
    expected: { '2016': not, 'since 2018': not },
  },
  {
    row: 'a care leaver of 17 died, abuse suspected: tested as a child',
    facts: { person: 'care-leaver', age: 17 },
    expected: {
      '2016': must2015,
      WT2018: must16C,
      WT2023: { ...must16C, rules: ['NOT-01', 'NOT-04', 'NOT-02'] },
    },
  },
  {
    row: 'a care leaver of 17 died without abuse or neglect',
    facts: { person: 'care-leaver', age: 17, abuse: 'not' },
    expected: {
      WT2018: not,
      WT2026: { answer: 'should', rules: ['NOT-04'], authority: 'this', rapidReview: 'none' },
    },
  },
  {
    row: 'a child in a regulated setting died without abuse or neglect',
    facts: { regulatedSetting: 'yes', abuse: 'not' },
    expected: { '2016': must2015, 'since 2018': { ...not, rules: ['NOT-09'] } },
  },
  {
    row: 'a child who harmed another, and for whom the test is not met',
    facts: { event: 'harmed-another', abuse: 'known', alsoHarmed: 'no' },
    expected: { '2016': not, 'since 2018': not },
  },
  {
    row: 'a child who harmed another, and for whom the test is met',
    facts: { event: 'harmed-another', abuse: 'known', alsoHarmed: 'yes' },
    expected: { '2016': must2015, 'since 2018': must16C },
  },
  {
    row: 'nobody is sure of abuse or neglect',
    facts: { abuse: 'not-sure' },
    expected: {
      '2016': { answer: 'not-yet-known', rules: [], rapidReview: 'none', event: 'notifiable-incident' },
      'since 2018': {
        answer: 'not-yet-known',
        rules: [],
        authority: null,
        rapidReview: 'not-yet-known',
        event: 'notifiable-incident',
      },
    },
  },
  {
    row: 'nobody is sure, and it could only be another authority’s',
    facts: { abuse: 'not-sure', place: 'another-area' },
    expected: { 'since 2018': { answer: 'not-yet-known', authority: 'other', event: null } },
  },
  {
    row: 'a child died without abuse or neglect',
    facts: { abuse: 'not' },
    expected: { '2016': not, 'since 2018': not },
  },
  { row: 'an adult', facts: { person: 'adult', age: 30 }, expected: { '2016': not, 'since 2018': not } },
  {
    row: 'neither death nor harm',
    facts: { event: 'neither' },
    expected: { '2016': not, 'since 2018': not },
  },
  {
    row: 'a death in custody without abuse or neglect: a review, and no limb',
    facts: { abuse: 'not', detained: 'yes', age: 16 },
    expected: { '2016': not, 'since 2018': not },
  },
];

describe('is it notifiable, row by row and edition by edition', () => {
  for (const { row, facts, expected } of table)
    for (const [when, wanted] of Object.entries(expected))
      for (const one of when === 'since 2018' ? since2018 : [when as When])
        it(`${row} (${one})`, () => {
          const answer = judge({ ...child, ...facts, becameAware: day(on[one]) });
          const { rules, ...rest } = wanted;
          for (const [name, value] of Object.entries(rest))
            assert.equal(answer[name as keyof NotifiableAnswer], value, name);
          const transitional = answer.ruleIds.filter((id) => id === 'TR-01');
          assert.equal(
            transitional.length,
            one === 'December 2018' && answer.ruleIds.includes('NOT-01') ? 1 : 0,
          );
          if (rules !== undefined)
            assert.deepEqual(
              answer.ruleIds.filter((id) => id !== 'TR-01'),
              rules,
            );
        });
});

const noteCodes = (facts: Partial<NotifiableFacts>) =>
  judge({ ...child, ...facts }).notes.map(({ code }) => code);

describe('what is said beside the answer', () => {
  it('names the edition, and that the one of today was not read', () => {
    assert.equal(judge(child).edition, 'WT2026');
    assert.ok(noteCodes({}).includes('wt2026-unread'));
    assert.deepEqual(judge(child).notes.find(({ code }) => code === 'wt2026-unread')?.confidence, ['?']);
    assert.equal(judge({ ...child, becameAware: day('2016-06-15') }).edition, 'WT2015');
    assert.ok(!noteCodes({ becameAware: day('2024-02-01') }).includes('wt2026-unread'));
  });

  it('says by when, counted from awareness, and says the same of telling the partnership', () => {
    const { duties } = judge(child);
    assert.deepEqual(
      duties.map(({ rule, due }) => [rule, due?.due.toString()]),
      [
        ['NOT-01', '2026-04-10'],
        ['NOT-02', '2026-04-10'],
      ],
    );
  });

  it('works out no date for another authority, nor while awareness is not on record', () => {
    assert.ok(judge({ ...child, place: 'another-area' }).duties.every(({ due }) => due === null));
    const unrecorded = judge({ ...child, becameAware: null });
    assert.ok(unrecorded.duties.every(({ due }) => due === null));
    assert.ok(unrecorded.notes.some(({ code }) => code === 'awareness-not-recorded'));
    assert.ok(unrecorded.judgedOn.equals(today));
  });

  it('says that a setting was a limb once, and that several councils still list it', () => {
    assert.ok(noteCodes({ regulatedSetting: 'yes', abuse: 'not' }).includes('setting-no-longer'));
    assert.ok(
      !noteCodes({ regulatedSetting: 'yes', abuse: 'not', becameAware: day('2016-06-15') }).includes(
        'setting-no-longer',
      ),
    );
  });

  it('says in the transition what the review may be, until the local start and no longer', () => {
    const before = judge({ ...child, becameAware: day('2018-12-10') });
    assert.ok(before.ruleIds.includes('TR-01'));
    assert.ok(before.notes.some(({ code }) => code === 'transition'));
    assert.ok(before.notes.some(({ code }) => code === 'ofsteds-form'));
    const after = judge({ ...child, becameAware: day('2019-09-10') });
    assert.ok(!after.ruleIds.includes('TR-01'));
    assert.ok(after.notes.some(({ code }) => code === 'transition-over'));
  });

  it('says that a death in custody had a serious case review in the boards’ time', () => {
    const facts = { abuse: 'not', detained: 'yes' } as const;
    assert.ok(noteCodes({ ...facts, becameAware: day('2016-06-15') }).includes('always-reviewed'));
    assert.ok(noteCodes({ ...facts, becameAware: day('2018-12-10') }).includes('always-reviewed'));
    assert.ok(!noteCodes(facts).includes('always-reviewed'));
  });

  it('says that a notification is withdrawn where it was sent and the criteria are not met', () => {
    const facts = { ...child, abuse: 'not', notified: day('2026-04-02') } as const;
    assert.deepEqual(judge(facts).ruleIds, ['NOT-08']);
    assert.ok(judge(facts).notes.some(({ code }) => code === 'withdraw'));
    assert.ok(!judge({ ...facts, abuse: 'known' }).ruleIds.includes('NOT-08'));
  });

  it('says what is open where something is sure already', () => {
    const answer = judge({ ...child, lookedAfterBy: 'this', abuse: 'not-sure' });
    assert.equal(answer.answer, 'must');
    assert.deepEqual(answer.ruleIds, ['NOT-03']);
    assert.deepEqual(answer.open, ['abuse']);
    assert.equal(answer.rapidReview, 'not-yet-known');
    assert.equal(answer.event, 'notifiable-incident');
  });

  it('holds no rule before 26 March 2015, and says so instead of an answer', () => {
    for (const aware of ['2015-03-25', '2014-01-01', '2010-01-01']) {
      const answer = judge({ ...child, becameAware: day(aware) });
      assert.equal(answer.answer, 'not-yet-known');
      assert.deepEqual(answer.ruleIds, []);
      assert.ok(answer.notes.some(({ code }) => code === 'no-rule-held'));
    }
  });
});
