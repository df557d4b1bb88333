import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import { reviewDutiesFor, type ReviewDutyFacts, reviewDutyRules } from './duties.ts';

const none: ReviewDutyFacts = {
  regime: 'practice-review',
  notified: null,
  decided: day('2025-10-15'),
  completed: null,
  publishOn: null,
  publishedOn: null,
};

const answered = (facts: Partial<ReviewDutyFacts>) =>
  reviewDutiesFor({ ...none, ...facts }, liverpoolConventions).map(
    ({ rule, by }) => `${rule.id} ${by?.toString() ?? '-'}`,
  );

describe('what a review owes without a number of days', () => {
  // REP-02: six months after 15 October 2025. REP-04: seven working days before 9 April 2026, over Good Friday and Easter Monday.
  for (const [what, facts, expected] of [
    ['just decided on', {}, ['REP-01 2026-04-15']],
    ['complete, without a plan', { completed: day('2026-03-20') }, ['REP-01 2026-04-15', 'REP-05 -']],
    [
      'planned for publication',
      { publishOn: day('2026-04-09') },
      ['REP-01 2026-04-15', 'REP-05 2026-03-27', 'REP-07 2026-04-09'],
    ],
    [
      'published on another day than planned',
      { publishOn: day('2026-04-01'), publishedOn: day('2026-04-09') },
      ['REP-01 2026-04-15', 'REP-05 2026-03-27', 'REP-07 2026-04-09'],
    ],
    ['of a board', { regime: 'serious-case-review', decided: day('2016-07-22') }, []],
    [
      'of a board, complete',
      { regime: 'serious-case-review', decided: day('2016-07-22'), completed: day('2017-01-20') },
      ['SCR-09 -'],
    ],
    [
      'of a board, before reports had to be published in full',
      { regime: 'serious-case-review', decided: day('2010-06-09'), completed: day('2010-12-01') },
      [],
    ],
    ['below the threshold', { regime: 'none', publishOn: day('2026-04-09') }, []],
  ] as const) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(answered(facts), expected);
    });
  }

  it('is held by the partnership’s own reading of seven working days', () => {
    const clear = { ...liverpoolConventions, clearDaysBeforePublication: true };
    const duties = reviewDutiesFor({ ...none, publishOn: day('2026-04-09') }, clear);
    assert.equal(duties.find(({ rule }) => rule.id === 'REP-05')?.by?.toString(), '2026-03-26');
  });

  it('answers with no other rule than it says', () => {
    const all = [
      ...answered({ publishOn: day('2026-04-09') }),
      ...answered({
        regime: 'serious-case-review',
        decided: day('2016-07-22'),
        completed: day('2017-01-20'),
      }),
    ].map((line) => line.split(' ')[0]);
    assert.deepEqual(new Set(all), new Set(reviewDutyRules));
  });
});
