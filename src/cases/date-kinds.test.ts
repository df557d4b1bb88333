import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import { kindsFor, kindWords } from './date-kinds.ts';

const of = (aware: string | null, event: IncidentEvent = 'notifiable-incident') => ({
  event,
  days: aware === null ? [] : [{ kind: 'authority-aware' as const, day: day(aware) }],
});

describe('a kind of day', () => {
  it('is called by the law of the day on which the council became aware', () => {
    const named = (aware: string | null) =>
      [kindWords('partnership-told', of(aware)).name, kindWords('panel-notified', of(aware)).name] as const;
    assert.deepEqual(named('2018-06-28'), ['Board told', 'Ofsted notified']);
    assert.deepEqual(named('2018-06-29'), ['Partnership told', 'Panel notified']);
    assert.deepEqual(named(null), ['Partnership told', 'Panel notified']);
  });

  it('is called by who is told where neither abuse nor neglect is known', () => {
    assert.equal(
      kindWords('panel-notified', of('2026-04-01', 'looked-after-death')).name,
      'Notification sent',
    );
  });

  it('is of a rapid review only where one can follow', () => {
    const has = (aware: string, event?: IncidentEvent) =>
      kindsFor(of(aware, event)).includes('rapid-review-sent');
    assert.equal(has('2016-06-15'), false);
    assert.equal(has('2018-12-10'), true);
    assert.equal(has('2026-04-01', 'looked-after-death'), false);
  });
});
