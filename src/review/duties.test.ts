import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liverpoolConventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import type { ReviewDayKind } from './days.ts';
import { presentDuties } from './duties.ts';
import type { Review, ReviewState } from './review.ts';

const at = Temporal.Instant.from('2026-03-01T12:00Z');

const review = (state: ReviewState): Review => ({
  id: 'review',
  kind: 'LCSPR',
  state,
  jointWith: '',
  decisionId: 'decision',
  outcome: 'LCSPR',
  decisionDay: day('2025-10-15'),
  decisionStands: true,
  checkWeeks: 4,
  openedAt: at,
  openedBy: 'A coordinator',
  version: 1,
});

const on = (kind: ReviewDayKind, text: string) => ({
  id: kind,
  kind,
  day: day(text),
  source: '',
  reason: '',
  recordedBy: '',
  recordedAt: at,
});

const planned = [on('publish-on', '2026-04-09')];

describe('the duties of a review without a number of days', () => {
  for (const [state, days, expected] of [
    ['under-way', [], ['REP-01 2026-04-15']],
    ['under-way', planned, ['REP-01 2026-04-15', 'REP-05 2026-03-27', 'REP-07 2026-04-09']],
    [
      'published',
      [on('published', '2026-04-09')],
      ['REP-01 2026-04-15', 'REP-05 2026-03-27 Decided', 'REP-07 2026-04-09'],
    ],
    ['not-published', planned, ['REP-01 2026-04-15', 'REP-05 2026-03-27 Decided']],
    ['stopped', planned, []],
  ] as const) {
    it(`${state}, ${days.length === 0 ? 'no day planned' : 'with its day'}: ${expected.join(', ') || 'none'}`, () => {
      const duties = presentDuties({ review: review(state), days, notified: null }, liverpoolConventions);
      assert.deepEqual(
        duties.map(({ rule, by, state: stands }) =>
          [rule, by?.toString() ?? '-', ...(stands === null ? [] : [stands.words])].join(' '),
        ),
        expected,
      );
    });
  }

  it('follows a decision day that was corrected', () => {
    const days = [on('decided', '2025-10-31')];
    const [first] = presentDuties(
      { review: review('under-way'), days, notified: null },
      liverpoolConventions,
    );
    assert.equal(first?.by?.toString(), '2026-04-30');
    assert.equal(first?.unconfirmed, 'Not confirmed: from memory, its text was not read');
  });
});
