import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { criteriaOn } from '../law/criteria.ts';
import {
  type Decision,
  type DecisionContext,
  criteriaOf,
  decideRecord,
  isProvisional,
  mostInReason,
} from './decision.ts';
import { asksAgain, carriedFields, dayInForm, emptyDecision, readDecisionForm } from './decision-form.ts';
import { notesOn } from './decision-notes.ts';
import { changed, sampleContext, sampleForm } from './samples.ts';

const { conventions } = sampleContext;

/** What happens to a form as a route takes it: the questions of its day, what was typed, and the decision. */
function decide(form: URLSearchParams, context: DecisionContext = sampleContext) {
  const typed = readDecisionForm(form, []);
  const criteria = criteriaOf(typed, context);
  return decideRecord(readDecisionForm(form, criteria?.limbs ?? []), context);
}

const decided = (form: URLSearchParams): Decision => decide(form).decision ?? assert.fail('it is refused');
const problems = (form: URLSearchParams, context?: DecisionContext) =>
  decide(form, context).problems.map(({ field, text }) => [field, text]);

const whole = sampleForm('2027-01-05', 'LCSPR');

describe('a decision that is whole', () => {
  it('holds who was there, each limb with the text applied, each view, the outcome and by whom', () => {
    const decision = decided(whole);
    assert.equal(decision.edition, 'WT2026');
    assert.deepEqual(decision.there, [
      { name: 'Ada Example', agency: 'Merrow Vale Council', capacity: 'member' },
    ]);
    assert.equal(decision.limbs.length, 13);
    const limb = decision.limbs.find(({ id }) => id === 'REG11-c');
    assert.equal(limb?.cite, 'SI 2018/789, regulation 11, criterion (c)');
    assert.equal(limb?.reason, 'Because of REG11-c.');
    assert.deepEqual(
      decision.views.map(({ title, position, dissent }) => [title, position, dissent]),
      [
        ['The local authority', 'agrees', null],
        ['The integrated care board', 'agrees', null],
        ['The police', 'agrees', null],
      ],
    );
    assert.equal(decision.decider.holder, 'safeguarding partners');
  });

  it('keeps dissent in the partner’s own words', () => {
    const decision = decided(
      changed(whole, {
        'view-police': 'disagrees',
        'view-police-reason': 'The learning is known.',
        'view-police-dissent': 'The rapid review is enough.',
      }),
    );
    assert.equal(decision.views[2]?.dissent, 'The rapid review is enough.');
  });

  for (const [on, outcome, edition, holder] of [
    ['2014-05-06', 'SCR', 'WT2013', 'chair of the Local Safeguarding Children Board'],
    ['2016-05-06', 'no-further-action', 'WT2015', 'chair of the Local Safeguarding Children Board'],
    ['2019-05-31', 'SCR', 'transition', 'chair of the Local Safeguarding Children Board'],
    ['2019-06-01', 'LCSPR', 'transition', 'safeguarding partners'],
    ['2021-05-06', 'rapid-review-only', 'WT2018', 'safeguarding partners'],
    ['2024-05-07', 'learning-review', 'WT2023', 'safeguarding partners'],
  ] as const) {
    it(`of ${on}, ${outcome}, goes by ${edition}: ${holder}`, () => {
      const decision = decided(sampleForm(on, outcome));
      assert.equal(decision.edition, edition);
      assert.equal(decision.decider.holder, holder);
    });
  }

  it('takes any script, emoji and long words as they are, counted by character', () => {
    const reason = '👨‍👩‍👧 سبب القرار\nThe 2nd line'.padEnd(mostInReason - 20, '😀');
    const kept = decided(changed(whole, { reasons: reason })).reasons;
    assert.equal(kept, reason.normalize('NFC'));
    assert.equal(
      decided(changed(whole, { reasons: '😀'.repeat(mostInReason) })).reasons.length,
      2 * mostInReason,
    );
  });

  it('holds no character that nobody can see, nor half of one', () => {
    assert.equal(
      decided(changed(whole, { reasons: 'one\u0000two\r\nthree\uD800' })).reasons,
      'onetwo\nthree\uFFFD',
    );
  });
});

describe('what is refused, beside its field', () => {
  for (const [what, change, field, text] of [
    [
      'a limb without an answer',
      { 'limb-REG11-b': '' },
      'limb-REG11-b',
      /Answer “Recurrent themes”: met, not met or unclear/,
    ],
    ['a limb with another answer', { 'limb-REG11-b': 'maybe' }, 'limb-REG11-b', /Answer “Recurrent themes”/],
    [
      'a limb without a reason',
      { 'limb-REG11-b-reason': ' \n ' },
      'limb-REG11-b-reason',
      /Enter the reason for “Recurrent themes”/,
    ],
    [
      'a partner without a view',
      { 'view-police': '' },
      'view-police',
      /Say whether the police agreed, disagreed or gave no view/,
    ],
    [
      'a view without a reason',
      { 'view-police-reason': '' },
      'view-police-reason',
      /Enter the reason of the police/,
    ],
    [
      'no view, without a reason why',
      { 'view-health': 'no-view', 'view-health-reason': '' },
      'view-health-reason',
      /Enter the reason why the integrated care board gave no view/,
    ],
    [
      'disagreement without its words',
      { 'view-police': 'disagrees' },
      'view-police-dissent',
      /Enter what the police would decide instead/,
    ],
    [
      'dissent beside agreement',
      { 'view-police-dissent': 'No.' },
      'view-police',
      /choose “Disagrees”, or clear what you wrote/,
    ],
    ['no outcome', { outcome: '' }, 'outcome', /Choose what is decided/],
    ['an outcome that there is not', { outcome: 'CSPR' }, 'outcome', /Choose what is decided/],
    [
      'a serious case review today',
      { outcome: 'SCR' },
      'outcome',
      /No serious case review could be started from 1 June 2019 on.*\(TR-02; Working Together: transitional/,
    ],
    ['no reasons', { reasons: '' }, 'reasons', /Enter the reasons for the decision/],
    [
      'reasons too long',
      { reasons: 'a'.repeat(5_001) },
      'reasons',
      /must be 5,000 characters or fewer\. It is 1 too many/,
    ],
    [
      'nobody there',
      { 'there-0-name': '', 'there-0-agency': '', 'there-0-capacity': '' },
      'there-0-name',
      /at least one member/,
    ],
    [
      'no member there',
      { 'there-0-capacity': 'informing' },
      'there-0-capacity',
      /must be a member of the group/,
    ],
    ['somebody of no agency', { 'there-0-agency': '' }, 'there-0-agency', /Enter the agency of person 1/],
    [
      'a name too long',
      { 'there-0-name': 'é'.repeat(201) },
      'there-0-name',
      /The name of person 1 must be 200 characters or fewer/,
    ],
    ['no day', { 'day-day': '', 'day-month': '', 'day-year': '' }, 'day-day', /Enter the day/],
    ['a day without its month', { 'day-month': '' }, 'day-month', /must include a month/],
    ['a year of two numbers', { 'day-year': '27' }, 'day-year', /year of four numbers/],
    ['a day that does not exist', { 'day-day': '31', 'day-month': '2' }, 'day-day', /real date/],
    ['a day to come', { 'day-day': '8' }, 'day-day', /today or in the past/],
  ] as const) {
    it(what, () => {
      const found = problems(changed(whole, change));
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.equal(found[0]?.[0], field);
      assert.match(found[0]?.[1] ?? '', text);
    });
  }

  it('a day before the incident', () => {
    const incident = Temporal.PlainDate.from('2027-01-06');
    assert.deepEqual(problems(whole, { ...sampleContext, incident }), [
      ['day-day', 'The day of the decision must be on or after the day of the incident, 6 January 2027'],
    ]);
  });

  for (const outcome of ['LCSPR', 'rapid-review-only'])
    it(`before 29 June 2018: ${outcome}`, () => {
      const found = problems(sampleForm('2018-06-28', outcome));
      assert.deepEqual(
        found.map(([field]) => field),
        ['outcome'],
      );
      assert.match(found[0]?.[1] ?? '', /29 June 2018.*Children Act 2004/);
    });

  it('a day for which no criteria are held', () => {
    const found = problems(sampleForm('2013-04-14', 'SCR'));
    assert.match(found.find(([field]) => field === 'day-day')?.[1] ?? '', /before 15 April 2013/);
  });

  it('an empty form, limb by limb and view by view, in the order of the page', () => {
    const criteria = criteriaOn(sampleContext.today, conventions) ?? assert.fail();
    const { problems: found } = decideRecord(emptyDecision(sampleContext.today, criteria), sampleContext);
    const fields = found.map(({ field }) => field);
    assert.equal(fields.length, 1 + 2 * 13 + 2 * 3 + 2);
    assert.equal(fields[0], 'there-0-name');
    assert.deepEqual(fields.slice(-4), ['view-police', 'view-police-reason', 'outcome', 'reasons']);
  });
});

describe('a form answered for another day', () => {
  it('asks the questions of its day, and carries the other answers along', () => {
    const form = changed(whole, { 'day-year': '2017', outcome: 'SCR' });
    const typed = readDecisionForm(form, criteriaOf(readDecisionForm(form, []), sampleContext)?.limbs ?? []);
    const found = problems(form);
    assert.match(found[0]?.[1] ?? '', /On 5 January 2017 other questions had to be answered/);
    assert.ok(found.some(([field]) => field === 'limb-SCR-a'));
    const shown = criteriaOn(Temporal.PlainDate.from('2017-01-05'), conventions)?.limbs ?? [];
    const carried = Object.fromEntries(carriedFields(typed, shown).map(({ name, value }) => [name, value]));
    assert.equal(carried['limb-REG11-c-reason'], 'Because of REG11-c.');
    const back = changed(whole, { ...carried, 'day-year': '2027' });
    assert.equal(decided(back).limbs.length, 13);
  });

  it('is taken where that day had the same questions', () => {
    assert.equal(decided(changed(whole, { 'day-year': '2025' })).edition, 'WT2023');
  });

  it('goes on showing the questions it had where the day cannot be read', () => {
    const form = changed(sampleForm('2016-05-06', 'SCR'), { 'day-day': '32' });
    assert.equal(criteriaOf(readDecisionForm(form, []), sampleContext)?.id, 'WT2015');
    assert.deepEqual(
      problems(form).map(([field]) => field),
      ['day-day'],
    );
  });
});

describe('the form as typed', () => {
  it('takes a month by name, and drops a row that was emptied', () => {
    const form = changed(whole, {
      'day-month': 'January',
      'there-0-name': '',
      'there-0-agency': '',
      'there-0-capacity': '',
      'there-3-name': 'Bo Example',
      'there-3-agency': 'Police',
      'there-3-capacity': 'member',
    });
    assert.equal(dayInForm(form)?.toString(), '2027-01-05');
    assert.deepEqual(
      decided(form).there.map(({ name }) => name),
      ['Bo Example'],
    );
  });

  it('tells the button that records from those that only ask again', () => {
    assert.equal(asksAgain(whole), null);
    assert.equal(asksAgain(changed(whole, { more: 'person' })), 'person');
    assert.equal(asksAgain(changed(whole, { ask: 'day' })), 'day');
  });
});

describe('what is said beside a decision and is no refusal', () => {
  const notified = Temporal.PlainDate.from('2027-01-04');
  const none = Object.fromEntries(
    [...whole.keys()].filter((key) => /^limb-[^]+(?<!-reason)$/.test(key)).map((key) => [key, 'not-met']),
  );
  const historic = (outcome: string, change: Readonly<Record<string, string>> = {}) =>
    changed(sampleForm('2016-05-06', outcome), change);
  const unmet = {
    'SCR-b-i': 'not-met',
    'SCR-custody': 'not-met',
    'SCR-detained': 'not-met',
    'SCR-liberty': 'not-met',
  };
  const limbs = (change: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(change).map(([id, answer]) => [`limb-${id}`, answer]));

  for (const [what, form, sent, codes] of [
    ['LCSPR after a notification', whole, notified, ['criteria-do-not-decide', 'wt2026-unread']],
    ['LCSPR without one', whole, null, ['notification-due', 'criteria-do-not-decide', 'wt2026-unread']],
    [
      'LCSPR below the definition',
      changed(whole, limbs({ 'S16C-harm': 'not-met' })),
      null,
      ['review-outside-definition', 'criteria-do-not-decide', 'wt2026-unread'],
    ],
    [
      'rapid review without a notification',
      changed(whole, { ...none, outcome: 'rapid-review-only' }),
      null,
      ['no-rapid-review-without-notification', 'wt2026-unread'],
    ],
    [
      'nothing met, nothing done',
      changed(whole, { ...none, outcome: 'no-further-action' }),
      null,
      ['wt2026-unread'],
    ],
    ['a serious case, no review', historic('no-further-action'), null, ['serious-case-review-was-due']],
    [
      'harm without the concern',
      historic('no-further-action', limbs({ ...unmet, 'SCR-b-ii-together': 'unclear' })),
      null,
      [],
    ],
    [
      'harm with the concern',
      historic('no-further-action', limbs(unmet)),
      null,
      ['serious-case-review-was-due'],
    ],
    [
      'a review that was not due',
      historic('SCR', limbs({ ...unmet, 'SCR-a': 'not-met' })),
      null,
      ['serious-case-not-met'],
    ],
    ['a review that was', historic('SCR'), null, []],
    [
      'LCSPR before the local start',
      sampleForm('2019-05-31', 'LCSPR'),
      notified,
      [
        'criteria-do-not-decide',
        'serious-case-review-was-due',
        'board-before-local-start',
        'transition',
        'local-start-not-exact',
      ],
    ],
    [
      'a partner apart',
      changed(whole, { 'view-police': 'disagrees', 'view-police-dissent': 'Enough.' }),
      notified,
      ['criteria-do-not-decide', 'partners-disagree', 'wt2026-unread'],
    ],
  ] as const) {
    it(what, () => {
      const notes = notesOn(decided(form), { conventions, notified: sent });
      assert.deepEqual(
        notes.map(({ code }) => code),
        codes,
      );
    });
  }

  it('names the death that was always reviewed', () => {
    const form = historic('learning-review', limbs({ ...unmet, 'SCR-a': 'not-met', 'SCR-detained': 'met' }));
    assert.equal(notesOn(decided(form), { conventions, notified: null })[0]?.rule, 'SCR-03');
  });
});

describe('whether a decision is provisional', () => {
  const answered = Temporal.PlainDate.from('2027-02-01');
  for (const [on, outcome, panel, expected] of [
    ['2027-01-05', 'LCSPR', null, true],
    ['2027-01-05', 'rapid-review-only', null, true],
    ['2027-01-05', 'LCSPR', answered, false],
    ['2027-01-05', 'no-further-action', null, false],
    ['2016-01-05', 'SCR', null, false],
  ] as const) {
    it(`${outcome} of ${on}, ${panel === null ? 'not answered' : 'answered'}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(isProvisional({ on: Temporal.PlainDate.from(on), outcome }, panel), expected);
    });
  }
});
