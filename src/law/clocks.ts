import type { Conventions, RapidReviewStart } from './conventions.ts';
import { rapidReviewStarts } from './conventions.ts';
import { type Day, day, isBefore } from './day.ts';
import { type Due, due } from './due.ts';
import { type EditionName, editionOn } from './editions.ts';
import type { Facts, IncidentEvent } from './facts.ts';
import { type Note, notesFor } from './notes.ts';
import { effectiveLocalStart, inForceOn, type Rule, type StartingFact } from './rule.ts';
import { ruleNamed } from './rules.ts';
import { OutsideCalendar } from './working-days.ts';

/** What the law answers to the days on record. `edition` is that of awareness; null before 15 April 2013. */
export interface Clocks {
  readonly edition: EditionName | null;
  readonly clocks: readonly Due[];
  readonly notes: readonly Note[];
}

const review = ['REP-02', 'REP-04', 'REP-06'];
const handover = ['TR-02', 'TR-03'];
const notified = ['SCR-01', 'SCR-04'];
const boards = ['SCR-06', 'SCR-07', 'SCR-08'];

/**
 * The rules that an event can bring into play, in the order answered. A looked-after child's death without known or
 * suspected abuse or neglect and a care leaver's have a notification of their own and no rapid review. Before 2018 a
 * looked-after child's death was one limb of the notifiable incident, so the board's rules answer for it as well.
 */
const answered: Readonly<Record<IncidentEvent, readonly string[]>> = {
  'notifiable-incident': [
    'NOT-01',
    'NOT-02',
    'RR-01',
    ...review,
    'TR-01',
    ...handover,
    ...notified,
    ...boards,
  ],
  'looked-after-death': ['NOT-03', ...review, ...handover, ...notified, ...boards],
  'care-leaver-death': ['NOT-04', ...review, 'TR-03', ...boards],
};

/**
 * The clocks that the days on record start, each by the edition in force on the day of the event that starts it. A clock whose
 * starting fact is missing is left out. Throws OutsideCalendar where a date would pass the last projected day.
 */
export function clocksFor(facts: Facts, conventions: Conventions): Clocks {
  const clocks = answered[facts.event]
    .map((id) => clockOf(ruleNamed(id), facts, conventions))
    .filter((clock) => clock !== null);
  return {
    edition: editionOn(facts.becameAware)?.name ?? null,
    clocks,
    notes: notesFor(facts, conventions, clocks, rapidReviewByConvention(facts, conventions)),
  };
}

/**
 * The rapid review's date if the notification were sent on `sent`, by the partnership's own convention: what a page says before
 * anything was sent. Null where no rapid review follows. Throws OutsideCalendar.
 */
export function rapidReviewIfNotifiedOn(facts: Facts, conventions: Conventions, sent: Day): Due | null {
  if (!answered[facts.event].includes('RR-01')) return null;
  return clockOf(ruleNamed('RR-01'), { ...facts, notified: sent }, conventions);
}

/**
 * The rapid review's date by every convention for which the days are on record, since sources disagree (RR-01). A convention
 * whose date would pass the calendar is left out.
 */
export function rapidReviewByConvention(
  facts: Facts,
  conventions: Conventions,
): ReadonlyMap<RapidReviewStart, Due> {
  const found = new Map<RapidReviewStart, Due>();
  if (!answered[facts.event].includes('RR-01')) return found;
  for (const rapidReviewFrom of rapidReviewStarts) {
    try {
      const clock = clockOf(ruleNamed('RR-01'), facts, { ...conventions, rapidReviewFrom });
      if (clock !== null) found.set(rapidReviewFrom, clock);
    } catch (error) {
      if (!(error instanceof OutsideCalendar)) throw error;
    }
  }
  return found;
}

/** The event that chooses the edition, and the day from which the limit runs: the same but in the transition's own rows. */
interface Start {
  readonly event: Day;
  readonly from: Day;
}

function clockOf(rule: Rule, facts: Facts, conventions: Conventions): Due | null {
  const start = startOf(rule, facts, conventions);
  if (start === null || !inForceOn(rule, start.event, conventions.localStart)) return null;
  const edition = editionOn(start.event);
  return edition === null ? null : due(rule, start.from, conventions, edition.name);
}

function startOf(rule: Rule, facts: Facts, conventions: Conventions): Start | null {
  if (rule.id === 'TR-02') return arrangementsStart(facts);
  if (rule.id === 'TR-03') return handoverStart(facts, conventions);
  const aware = rule.id === 'RR-01' && conventions.rapidReviewFrom === 'aware';
  const on = aware ? (facts.partnersAware ?? facts.becameAware) : factOf(rule.starts, facts);
  return on === null ? null : { event: on, from: on };
}

function factOf(starts: StartingFact | null, facts: Facts): Day | null {
  switch (starts) {
    case 'became-aware':
      return facts.becameAware;
    case 'notified':
      return facts.notified ?? null;
    case 'review-decided':
      return facts.reviewDecided ?? null;
    case 'publish-on':
      return facts.publishOn ?? null;
    case 'published-on':
      return facts.publishedOn ?? null;
    case null:
      return null;
  }
}

/** TR-02 runs from publication of the arrangements; that day is not on record, so the last one allowed stands for it. */
function arrangementsStart(facts: Facts): Start {
  return { event: facts.becameAware, from: day('2019-06-29') };
}

/** TR-03 runs from the local start, for a review that was decided on in the transition and before it. */
function handoverStart(facts: Facts, conventions: Conventions): Start | null {
  const decided = facts.reviewDecided ?? null;
  const localStart = effectiveLocalStart(conventions.localStart);
  if (decided === null || !isBefore(decided, localStart)) return null;
  return { event: decided, from: localStart };
}
