import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isReviewClock, meetingKind } from '../cases/clocks.ts';
import { reviewDutyRules } from '../law/duties.ts';
import { rules } from '../law/rules.ts';
import { yearlyRules } from '../law/yearly.ts';
import { reviewClockNames } from '../review/clocks.ts';
import { placeOf } from './rule-places.ts';

const nowhere = 'TR-02 TR-04 DEC-02 PAN-02 REV-04 NAT-02 NAT-03 YR-01 YR-02 CDR-01 PUB-01 RET-01'.split(' ');

describe('where a rule is met with', () => {
  it('is nowhere for those that start from what nobody records here', () => {
    const found = rules.filter((rule) => placeOf(rule).kind === 'nothing').map(({ id }) => id);
    assert.deepEqual(new Set(found), new Set(nowhere));
  });

  for (const rule of rules) {
    const { id } = rule;
    const { kind, words } = placeOf(rule);
    it(`${id}: ${kind}, as the case file and the reviews have it`, () => {
      const inCase = meetingKind(id) !== null;
      const inReview = id in reviewClockNames && id !== 'SCR-05b';
      const watched = isReviewClock(id) && ['REV-01', 'REV-02'].includes(id);
      assert.equal(kind === 'clock', inCase || inReview || watched);
      if (reviewDutyRules.includes(id) || yearlyRules.includes(id)) assert.equal(kind, 'duty');
      assert.equal(/nothing in this system/i.test(words), kind === 'nothing');
    });
  }
});
