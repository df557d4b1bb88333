import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trialOfKills } from './kills.ts';

describe('kill -9 while referrals arrive', { timeout: 170_000 }, () => {
  it('loses none that was acknowledged, sends none twice or by halves, and leaves a whole trail, in which a change is found', async (t) => {
    const { verified, altered, ...seen } = await trialOfKills(4, 3);
    t.diagnostic(JSON.stringify(seen));
    assert.deepEqual(seen.faults, []);
    assert.ok(seen.acknowledged > 0, 'some were sent');
    assert.equal(seen.found, seen.acknowledged);
    assert.equal(verified.code, 0);
    assert.match(verified.out, /^Liverpool .+: whole, \d+ entries\.$/m);
    assert.equal(altered.code, 1);
    assert.match(altered.out, new RegExp(`^Liverpool .+: entry ${altered.seq} does not fit`, 'm'));
  });
});
