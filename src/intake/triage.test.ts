import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stranger } from '../access/policy.ts';
import { isRefusal } from '../acts/refusal.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import type { Followed, SentReferral } from './referral.ts';
import {
  type AskedQuestion,
  decideAllocate,
  decideAnswerQuestion,
  decideAskReferrer,
  decideDecline,
  decideReconsider,
  holderWords,
  questionsMost,
} from './triage.ts';

const at = Temporal.Instant.from('2026-11-23T12:00:00Z');

function referral(state: Followed['state'], ofCase: SentReferral['ofCase'] = null): SentReferral {
  const times = { sentAt: at, receivedAt: null, closedAt: null, outcome: null };
  return { state, id: 'one', number: 1, ...times, answers: {}, ofCase, standing: stranger };
}

const question = (seq: number, answer: string | null = null): AskedQuestion => ({
  seq,
  words: 'Who told you?',
  askedBy: 'Cora',
  askedAt: at,
  answer,
  answeredAt: answer === null ? null : at,
  notedBy: null,
  notedAt: null,
});

const met = (decided: unknown) => (isRefusal(decided) ? decided.refused : 'done');

describe('how long nobody has had a referral', () => {
  const rows: readonly (readonly [sent: string, today: string, mark: string, words: string])[] = [
    ['2026-11-23', '2026-11-23', 'today', 'Unallocated since today'],
    ['2026-11-20', '2026-11-22', 'today', 'Unallocated since today'],
    ['2026-11-20', '2026-11-23', 'today', 'Unallocated for 1 working day'],
    ['2026-11-21', '2026-11-23', 'today', 'Unallocated for 1 working day'],
    ['2026-11-19', '2026-11-23', 'late', 'Late: unallocated for 2 working days'],
    ['2026-12-24', '2026-12-29', 'today', 'Unallocated for 1 working day'],
    ['2026-12-24', '2026-12-30', 'late', 'Late: unallocated for 2 working days'],
    ['2026-11-23', '2099-01-05', 'late', 'Unallocated'],
  ];
  for (const [sent, today, mark, words] of rows)
    it(`${sent} to ${today}: ${words}`, () =>
      assert.deepEqual(holderWords(null, day(sent), day(today), shippedCalendar), { mark, words }));

  it('is told by name where somebody has it, and as late where they no longer can', () => {
    const words = (isHere: boolean) =>
      holderWords({ name: 'Cora', isHere }, day('2026-11-02'), day('2026-11-23'), shippedCalendar);
    assert.deepEqual(words(true), { mark: 'done', words: 'With Cora' });
    assert.deepEqual(words(false), { mark: 'late', words: 'With nobody: Cora no longer has it' });
  });
});

describe('an act of triage', () => {
  const cases = { id: 'case', reference: 'EASP-2026-0001' };
  const rows: readonly (readonly [what: string, decided: unknown, meets: string])[] = [
    ['asking of a closed one', decideAskReferrer(referral('closed'), { questions: [] }), 'referral-closed'],
    ['asking before it is acknowledged', decideAskReferrer(referral('sent'), { questions: [] }), 'done'],
    [
      'asking once too often',
      decideAskReferrer(referral('received'), {
        questions: Array.from({ length: questionsMost }, (_, index) => question(index + 1)),
      }),
      'questions-full',
    ],
    ['declining one of a case', decideDecline(referral('received', cases)), 'referral-in-case'],
    ['declining one that was answered', decideDecline(referral('closed')), 'referral-closed'],
    ['declining at once', decideDecline(referral('sent')), 'done'],
    ['looking again at an open one', decideReconsider(referral('received')), 'referral-not-closed'],
    ['looking again at a closed one', decideReconsider(referral('closed')), 'done'],
    ['answering once', decideAnswerQuestion(referral('received'), [question(1)], 1), 'done'],
    [
      'answering twice',
      decideAnswerQuestion(referral('received'), [question(1, 'She.')], 1),
      'question-answered',
    ],
    [
      'answering what was not asked',
      decideAnswerQuestion(referral('received'), [question(1)], 2),
      'answers-wrong',
    ],
    ['answering too late', decideAnswerQuestion(referral('closed'), [question(1)], 1), 'referral-closed'],
  ];
  for (const [what, decided, meets] of rows) it(`${what}: ${meets}`, () => assert.equal(met(decided), meets));
});

describe('giving a referral to somebody', () => {
  const coordinators = [
    { accountId: 'cora', name: 'Cora' },
    { accountId: 'cyril', name: 'Cyril' },
  ];
  const held = (isHere: boolean) => ({ id: 'first', accountId: 'cora', name: 'Cora', at, isHere });
  const give = (to: string, seen: string | null, allocation: ReturnType<typeof held> | null) =>
    met(decideAllocate(referral('sent'), { allocation }, coordinators, { id: 'one', to, seen }));

  it('takes a coordinator who is here, and the allocation that was seen', () => {
    assert.equal(give('cora', null, null), 'done');
    assert.equal(give('cyril', 'first', held(true)), 'done');
    assert.equal(give('cyril', null, held(true)), 'allocated-meanwhile');
    assert.equal(give('cora', 'first', held(true)), 'so-already');
    assert.equal(give('cora', 'first', held(false)), 'done', 'who had it and is back');
    assert.equal(give('mallory', null, null), 'coordinator-not-here');
  });
});
