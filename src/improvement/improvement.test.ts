import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../acts/refusal.ts';
import { stranger } from '../access/policy.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import { type Action, decideActionEntry, driftWords, type GivenActionEntry } from './action.ts';
import { type Ask, decideEntry, type GivenEntry, isIntentOver, nextStep, usualAnswerDay } from './ask.ts';
import { exportWorkbook, textCell } from './export.ts';
import { drawProgress } from './picture.ts';
import { quarterEnds, quartersOf, stateAt, type StateEvent } from './progress.ts';
import { promptsFor } from './recommendation.ts';
import { type Earlier, nearest } from './similar.ts';
import { listText, readList, shippedList } from './themes.ts';

const today = day('2026-11-23');

const ask: Ask = {
  id: 'a',
  recommendationId: 'r',
  agencyId: 'g',
  addressee: 'Eastwick Hospitals',
  now: null,
  body: '',
  askedOn: day('2026-09-01'),
  responseDue: day('2026-10-27'),
  position: 'waiting',
  delivery: 'under-way',
  assessment: 'none',
  assessmentUntil: null,
  risk: 'none',
  life: 'open',
  lifeTo: null,
  practice: 'not-checked',
  escalation: 'none',
  isOwn: true,
};
const entry: GivenEntry = {
  axis: 'delivery',
  value: 'done',
  risk: 'none',
  day: today,
  untilDay: null,
  toId: null,
  saidBy: '',
  why: 'because',
};

describe('what is said of an ask', () => {
  const cases: readonly [
    what: string,
    of: Partial<Ask>,
    given: Partial<GivenEntry>,
    office: boolean,
    verified: number,
    refused: string | null,
  ][] = [
    ['that it is done, by the addressee', {}, {}, false, 0, null],
    ['that it is evidenced, by the addressee', {}, { value: 'evidenced' }, false, 1, 'not-permitted'],
    [
      'that it is evidenced, without a verified action',
      {},
      { value: 'evidenced' },
      true,
      0,
      'evidence-missing',
    ],
    ['that it is evidenced, with one', {}, { value: 'evidenced' }, true, 1, null],
    ['what it is already', {}, { value: 'under-way' }, false, 0, 'so-already'],
    ['on a day to come', {}, { day: day('2026-11-24') }, true, 0, 'day-to-come'],
    ['before it was asked', {}, { day: day('2026-08-31') }, true, 0, 'days-out-of-order'],
    ['of one that was not asked', { askedOn: null }, {}, true, 0, 'not-asked-yet'],
    ['of one that is superseded', { life: 'superseded' }, {}, true, 0, 'ask-not-open'],
    [
      'that one superseded is asked again',
      { life: 'superseded' },
      { axis: 'life', value: 'reopened' },
      true,
      0,
      null,
    ],
    ['that it takes its own place', {}, { axis: 'life', value: 'merged', toId: 'r' }, true, 0, 'not-itself'],
    [
      'that no answer came, by the addressee',
      {},
      { axis: 'position', value: 'no-response' },
      false,
      0,
      'not-permitted',
    ],
    ['that it is asked twice', {}, { axis: 'asked', value: 'asked' }, true, 0, 'so-already'],
  ];
  for (const [what, of, given, isOffice, verifiedActions, refused] of cases)
    it(`${what}: ${refused ?? 'goes on record'}`, () => {
      const ground = { ask: { ...ask, ...of }, verifiedActions, isOffice };
      const decided = decideEntry(ground, { ...entry, ...given }, today);
      assert.equal(isRefusal(decided) ? decided.refused : null, refused);
    });

  it('counts forty working days for an answer, over Christmas and New Year', () =>
    assert.equal(usualAnswerDay(today, shippedCalendar).toString(), '2027-01-21'));

  it('takes a delay further step by step, on working days after the last day', () => {
    const stepOn = (on: string, of: Partial<Ask> = {}) =>
      nextStep({ ...ask, ...of }, day(on), shippedCalendar)?.step ?? null;
    assert.equal(stepOn('2026-10-27'), null, 'the last day itself');
    assert.equal(stepOn('2026-10-28'), 'reminded');
    assert.equal(stepOn('2026-10-28', { escalation: 'reminded' }), null);
    assert.equal(stepOn('2026-11-10', { escalation: 'reminded' }), 'letter');
    assert.equal(
      stepOn('2027-01-10', { escalation: 'said-publicly' }),
      null,
      'there is no step after the last',
    );
    assert.equal(stepOn('2026-11-23', { position: 'accepted' }), null);
  });

  it('lets a satisfactory intent run out on its day', () => {
    const of = { ...ask, assessment: 'satisfactory-intent', assessmentUntil: today } as const;
    assert.equal(isIntentOver(of, today), false);
    assert.equal(isIntentOver(of, day('2026-11-24')), true);
  });
});

const action: Action = {
  id: 'x',
  recommendationId: 'r',
  askId: 'a',
  caseId: null,
  headline: '',
  reference: null,
  agencyId: 'g',
  agency: 'Eastwick Hospitals',
  number: 1,
  reach: 'single-agency',
  group: null,
  title: 'See every bruise',
  needed: 'An audit',
  firstDue: day('2026-10-01'),
  dueOn: day('2026-12-01'),
  moves: 0,
  owner: { role: 'Named nurse', accountId: 'nurse', name: 'Nadia Example' },
  ownerIsHere: true,
  owners: 1,
  state: 'closing',
  closeAskedBy: 'deputy',
  evidence: 1,
  checkOn: null,
  checkMethod: '',
  practice: 'not-checked',
  standing: stranger,
  isOwn: true,
};

describe('an action', () => {
  const given: GivenActionEntry = {
    kind: 'verified',
    day: today,
    words: 'seen',
    dueOn: null,
    owner: null,
    documentId: null,
    method: '',
    result: '',
  };
  const cases: readonly [
    what: string,
    of: Partial<Action>,
    entry: Partial<GivenActionEntry>,
    by: string,
    refused: string | null,
  ][] = [
    ['is verified by somebody else', {}, {}, 'chair', null],
    ['is not verified by its owner', {}, {}, 'nurse', 'owner-verifies'],
    ['is not verified by whoever asked for the closing', {}, {}, 'deputy', 'owner-verifies'],
    ['is not verified before the closing was asked for', { state: 'under-way' }, {}, 'chair', 'action-moved'],
    [
      'is not closed without evidence',
      { state: 'under-way', evidence: 0 },
      { kind: 'close-asked' },
      'nurse',
      'evidence-missing',
    ],
    ['is not reported on once closed', { state: 'closed' }, { kind: 'progress' }, 'nurse', 'action-moved'],
    ['is opened again once closed', { state: 'closed' }, { kind: 'reopened' }, 'chair', null],
    [
      'has no result without a planned check',
      {},
      { kind: 'check-result', method: 'audit', result: 'changed' },
      'chair',
      'check-not-planned',
    ],
    [
      'is not moved to the day that it has',
      { state: 'planned' },
      { kind: 'due', dueOn: day('2026-12-01') },
      'nurse',
      'so-already',
    ],
  ];
  for (const [what, of, one, by, refused] of cases)
    it(what, () => {
      const decided = decideActionEntry({ ...action, ...of }, { ...given, ...one }, by, today);
      assert.equal(isRefusal(decided) ? decided.refused : null, refused);
    });

  it('says how it drifted', () => {
    assert.equal(driftWords({ ...action, moves: 2, owners: 2 }), 'last day moved twice, owner changed once');
    assert.equal(driftWords({ ...action, ownerIsHere: false }), 'its owner has left');
    assert.equal(driftWords(action), '');
  });
});

describe('a draft', () => {
  const of = (words: string, others = 0, outcome = 'Fewer bruises go unseen.') =>
    promptsFor({ headline: 'A headline', words, outcome }, others).length;
  it('is asked about training alone, procedure alone, number, and children', () => {
    assert.equal(of('Train all staff about bruises.'), 1);
    assert.equal(of('Train all staff, and audit forty records.'), 0);
    assert.equal(of('Write a policy about bruises.'), 1);
    assert.equal(of('See every bruise on the same day.', 7), 1);
    assert.equal(of('See every bruise on the same day.', 0, ''), 1);
  });

  it('finds what says the same in other words by its theme, and one text once', () => {
    const earlier = (id: string, words: string, score: number): Earlier => ({
      kind: 'imported',
      id,
      score,
      headline: '',
      words,
      source: '',
      status: '',
      madeOn: null,
      reference: null,
      asks: [],
    });
    const found = nearest('Children who were not brought to the clinic: missed appointments', [
      earlier('1', 'A clinic for adults.', 1),
      earlier('2', 'Act where a child was not brought.', 1),
      earlier('3', 'act where a child was NOT brought', 0.9),
    ]);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['2', '1'],
    );
  });
});

describe('the course of asks', () => {
  const event = (on: string, axis: StateEvent['axis'], value: string): StateEvent => ({
    day: day(on),
    axis,
    value,
  });
  const events = [
    event('2025-01-10', 'asked', 'asked'),
    event('2025-02-10', 'position', 'accepted'),
    event('2025-08-10', 'delivery', 'evidenced'),
    event('2026-02-10', 'practice', 'not-changed'),
    event('2026-05-10', 'practice', 'changed'),
    event('2026-09-01', 'life', 'superseded'),
  ];
  for (const [on, state] of [
    ['2025-01-09', null],
    ['2025-01-10', 'waiting'],
    ['2025-03-01', 'under-way'],
    ['2025-09-01', 'evidenced'],
    ['2026-03-01', 'not-changed'],
    ['2026-06-01', 'changed'],
    ['2026-10-01', null],
  ] as const)
    it(`stands on ${on} where it was: ${state ?? 'nowhere'}`, () =>
      assert.equal(stateAt(events, day(on)), state));

  it('is drawn quarter by quarter up to today, each layer as high as its number', () => {
    assert.deepEqual(quarterEnds(today).slice(-3).map(String), ['2026-06-30', '2026-09-30', '2026-11-23']);
    const quarters = quartersOf([{ events }, { events: events.slice(0, 2) }], today);
    const picture = drawProgress(quarters);
    const [last, before] = [picture?.columns.at(-1), picture?.columns.at(-3)];
    assert.deepEqual(
      before?.layers.map(({ state }) => state),
      ['changed', 'under-way'],
    );
    assert.equal(before?.layers[0]?.height, before?.layers[1]?.height);
    assert.deepEqual(
      last?.layers.map(({ state }) => state),
      ['under-way'],
    );
    assert.equal(drawProgress(quartersOf([], today)), null);
  });
});

describe('a list of themes', () => {
  it('comes back as it was when it is not changed', () => {
    const read = readList(listText(shippedList), shippedList);
    if (typeof read === 'string') throw new Error(read);
    assert.deepEqual(
      read.map(({ id }) => id),
      shippedList.themes.map(({ id }) => id),
    );
  });
  it('says what it cannot read, and what stands there twice', () => {
    const why = (text: string) => {
      const read = readList(text, shippedList);
      return typeof read === 'string' ? read : 'it was read';
    };
    assert.match(why('Weather: rain'), /is not “kind: theme”/);
    assert.match(why('Child: One\nChild: one'), /twice/);
  });
});

describe('an export', () => {
  for (const text of ['=1+1', '+44', '-1', '@sum', '\tx'])
    it(`works out no cell that begins as ${JSON.stringify(text)}`, () =>
      assert.equal(textCell(text), `'${text}`));
  it('is a workbook', async () => {
    const file = await exportWorkbook({ heading: 'A list: of / actions', rows: [], dueLabel: 'Last day' });
    assert.equal(Buffer.from(file.subarray(0, 2)).toString(), 'PK');
  });
});
