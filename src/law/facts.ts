import { type Day, isBefore, withoutWeekday } from './day.ts';

/** What happened: a child died or was seriously harmed with abuse or neglect known or suspected, or one of the two deaths notified without that. */
export type IncidentEvent = 'notifiable-incident' | 'looked-after-death' | 'care-leaver-death';

/** Every event, in the order they are offered. */
export const incidentEvents: readonly IncidentEvent[] = [
  'notifiable-incident',
  'looked-after-death',
  'care-leaver-death',
];

/** The days on record. Facts are stored; clocks are derived from them. A fact not known is null or left out. */
export interface Facts {
  readonly event: IncidentEvent;
  /** The day the local authority became aware: the legal trigger. */
  readonly becameAware: Day;
  /** The day the safeguarding partners became aware, where it is another. It may be earlier or later. */
  readonly partnersAware?: Day | null;
  /** The day the notification was sent. */
  readonly notified?: Day | null;
  /** The day it was decided to start the review. */
  readonly reviewDecided?: Day | null;
  /** The day planned for publication. */
  readonly publishOn?: Day | null;
  /** The day of publication. */
  readonly publishedOn?: Day | null;
}

/** Two days on record that cannot both be right, and the sentence that says so. */
export interface Disorder {
  readonly code:
    | 'notified-before-aware'
    | 'decided-before-aware'
    | 'publish-before-aware'
    | 'published-before-aware'
    | 'publish-before-decided'
    | 'published-before-decided';
  readonly words: string;
}

/**
 * The first pair of days in an order that cannot be, or null. Only what is certain is refused: partners may know before
 * the local authority, a review may be decided before the notification, and a plan may be later than what came of it.
 */
export function disorderOf(facts: Facts): Disorder | null {
  const aware = { words: 'the local authority became aware', day: facts.becameAware };
  const decided = { words: 'the review was decided on', day: facts.reviewDecided ?? null };
  const pairs = [
    ['notified-before-aware', { words: 'the notification was sent', day: facts.notified ?? null }, aware],
    ['decided-before-aware', decided, aware],
    ['publish-before-aware', { words: 'planned for publication', day: facts.publishOn ?? null }, aware],
    ['published-before-aware', { words: 'the report was published', day: facts.publishedOn ?? null }, aware],
    ['publish-before-decided', { words: 'planned for publication', day: facts.publishOn ?? null }, decided],
    [
      'published-before-decided',
      { words: 'the report was published', day: facts.publishedOn ?? null },
      decided,
    ],
  ] as const;
  for (const [code, second, first] of pairs) {
    if (second.day === null || first.day === null || !isBefore(second.day, first.day)) continue;
    const words = `${dayClause(second.words, second.day)} cannot come before ${dayClause(first.words, first.day)}.`;
    return { code, words: words.charAt(0).toUpperCase() + words.slice(1) };
  }
  return null;
}

function dayClause(words: string, on: Day): string {
  return `the day ${words} (${withoutWeekday(on)})`;
}
