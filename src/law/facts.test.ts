import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from './day.ts';
import { disorderOf, type Facts } from './facts.ts';

/** An incident known on 1 April 2026, with further days on record. */
function known(further: Partial<Record<keyof Facts, string>>): Facts {
  const days = Object.entries(further).map(([name, on]) => [name, day(on)]);
  return { event: 'notifiable-incident', becameAware: day('2026-04-01'), ...Object.fromEntries(days) };
}

describe('days that cannot be in that order', () => {
  for (const [further, code] of [
    [{ notified: '2026-03-31' }, 'notified-before-aware'],
    [{ reviewDecided: '2026-03-31' }, 'decided-before-aware'],
    [{ publishOn: '2026-03-31' }, 'publish-before-aware'],
    [{ publishedOn: '2026-03-31' }, 'published-before-aware'],
    [{ reviewDecided: '2026-05-01', publishOn: '2026-04-30' }, 'publish-before-decided'],
    [{ reviewDecided: '2026-05-01', publishedOn: '2026-04-30' }, 'published-before-decided'],
  ] as const) {
    it(`known on 1 April 2026 and ${JSON.stringify(further)}: ${code}`, () => {
      const found = disorderOf(known(further));
      assert.equal(found?.code, code);
      assert.match(found?.words ?? '', /^The day .+ cannot come before the day .+\.$/);
    });
  }

  it('are told in one sentence with both days', () => {
    assert.equal(
      disorderOf(known({ notified: '2026-03-31' }))?.words,
      'The day the notification was sent (31 March 2026) cannot come before the day the local authority became aware (1 April 2026).',
    );
  });
});

describe('days that may be in that order', () => {
  for (const [further, why] of [
    [{}, 'nothing more is known'],
    [{ notified: '2026-04-01', reviewDecided: '2026-04-01' }, 'all on one day'],
    [{ partnersAware: '2026-03-01' }, 'the partners knew first'],
    [{ partnersAware: '2026-05-01', notified: '2026-04-02' }, 'the partners knew last'],
    [
      { notified: '2026-05-01', reviewDecided: '2026-04-20' },
      'the review was decided on before the notification',
    ],
    [{ publishOn: '2026-09-01', publishedOn: '2026-08-01' }, 'publication came earlier than planned'],
  ] as const) {
    it(why, () => assert.equal(disorderOf(known(further)), null));
  }
});
