import { type Clocks, clocksFor } from '../law/clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore } from '../law/day.ts';
import { type Due, workingOf } from '../law/due.ts';
import type { Facts, IncidentEvent } from '../law/facts.ts';
import { type DutyHolder, inForceOn } from '../law/rule.ts';
import { ruleNamed } from '../law/rules.ts';
import { type Calendar, lastProjectedDay, shippedCalendar } from '../law/bank-holidays.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import type { PartnershipSettings } from '../partnership/partnership.ts';
import { type ClockChange, changedTime } from './clock-change.ts';
import type { DateKind } from './date-kinds.ts';

/** What a case has on record for its clocks: what happened, and the days as they stand now. */
export interface ClockFacts {
  readonly event: IncidentEvent;
  readonly days: ReadonlyMap<DateKind, Day>;
  /** What was done to a clock by somebody's authority, the first first. */
  readonly changes: readonly ClockChange[];
  /** True where it was decided that nothing is notified, or that another authority must: no limit runs here then. */
  readonly stopped: boolean;
  /** True where the notification was withdrawn and none was sent after it: no rapid review follows then (NOT-08). */
  readonly withdrawn: boolean;
}

/** The same as it is read from the record, where its days are a list. */
export interface ClockRecord extends Omit<ClockFacts, 'days'> {
  /** The days that stand, at most one of a kind. */
  readonly days: readonly { readonly kind: DateKind; readonly day: Day }[];
}

/** What a record has for the clocks of its case. */
export const clockFacts = ({ event, days, changes, stopped, withdrawn }: ClockRecord): ClockFacts => ({
  event,
  days: new Map(days.map(({ kind, day }) => [kind, day])),
  changes,
  stopped,
  withdrawn,
});

/**
 * A limit that runs or ran in a case, and the day it was met, if it was. `due` has the last day that holds; `counted` is the answer of the
 * law alone, before anybody paused or extended it.
 */
export interface CaseClock {
  readonly due: Due;
  readonly met: Day | null;
  readonly counted: Due;
  readonly pausedOn: Day | null;
  readonly changes: readonly ClockChange[];
}

/** How a clock stands on a day. `days` are working days: left, or late. `started` is where the count begins and is not counted. */
export interface ClockStanding {
  readonly state: 'met' | 'met-late' | 'late' | 'today' | 'running' | 'paused' | 'not-recorded';
  readonly days: number;
}

/**
 * Which day on record meets which rule. A rule that is not here has no day in the case file yet that could meet it, so it is not
 * followed: it would be late for ever. In the event of a death without abuse or neglect the notification goes to the Secretary of
 * State and Ofsted by the same system, and before June 2018 it went to Ofsted: the day is kept under the same kind.
 */
const metBy: Readonly<Record<string, DateKind>> = {
  'NOT-01': 'panel-notified',
  'NOT-02': 'partnership-told',
  'NOT-03': 'panel-notified',
  'NOT-04': 'panel-notified',
  'SCR-01': 'panel-notified',
  'RR-01': 'rapid-review-sent',
};

/** The day on record that meets a rule; null for a rule that the case file does not follow. */
export const meetingKind = (rule: string): DateKind | null => metBy[rule] ?? null;

/** A clock in the few words of a list, and in a sentence after "days left to". */
export const clockWords: Readonly<Record<string, { readonly name: string; readonly sentence: string }>> = {
  'NOT-01': { name: 'Notify the Panel', sentence: 'notify the national Panel' },
  'NOT-02': { name: 'Tell the partnership', sentence: 'tell the partnership' },
  'NOT-03': {
    name: 'Notify the Secretary of State and Ofsted',
    sentence: 'notify the Secretary of State and Ofsted',
  },
  'NOT-04': {
    name: 'Notify the Secretary of State and Ofsted',
    sentence: 'notify the Secretary of State and Ofsted',
  },
  'SCR-01': { name: 'Tell Ofsted and the board', sentence: 'tell Ofsted and the board' },
  'RR-01': { name: 'Rapid review to the Panel', sentence: 'send the rapid review to the national Panel' },
  'SCR-04': { name: 'Decide on a Serious Case Review', sentence: 'decide on a Serious Case Review' },
  'SCR-05': { name: 'Tell others of the chair’s decision', sentence: 'tell others of the chair’s decision' },
  'SCR-06': { name: 'Complete the Serious Case Review', sentence: 'complete the Serious Case Review' },
  'SCR-07': { name: 'Send the report before publication', sentence: 'send the report to the national panel' },
  'TR-03': { name: 'Complete and publish the Serious Case Review', sentence: 'complete and publish it' },
  'REP-02': { name: 'Complete and publish the review', sentence: 'complete and publish the review' },
  'REP-04': { name: 'Send the report before publication', sentence: 'send the full report' },
  'REV-01': { name: 'Look at the time and quality of the review', sentence: 'look at the review' },
  'REV-02': { name: 'Answer a written request', sentence: 'answer a written request' },
};

/** Whether a clock is one of a review, which stands on the pages of reviews (src/review) and is not counted from the days of the case. */
export const isReviewClock = (rule: string): boolean => /^(REP-|REV-|TR-03$|SCR-0[4-7]$)/.test(rule);

/** What a rule is called in lists; its own identifier where no words are held. */
export const clockName = (rule: string): string => clockWords[rule]?.name ?? rule;

/** Who has to act, in the words of a list: the body, and who in it. */
export function holderWords(holder: DutyHolder): { readonly body: string; readonly who: string | null } {
  if (holder === 'local authority') return { body: 'The council', who: 'its notifier' };
  if (holder === 'safeguarding partners') return { body: 'The safeguarding partners', who: 'all three' };
  return { body: `The ${holder}`.replace(/^The any /, 'Any '), who: null };
}

/** How a partnership counts, from its settings. */
export const conventionsOf = (settings: PartnershipSettings): Conventions => ({
  rapidReviewFrom: settings.rapidReviewFrom,
  clearDaysBeforePublication: settings.clearDaysBeforePublication,
  localStart: settings.localStart,
  calendar: settings.calendar,
});

/** The days on record as the law asks for them; null while it is not on record when the council became aware, which opens everything. */
export function lawFacts({ event, days }: Pick<ClockFacts, 'event' | 'days'>): Facts | null {
  const becameAware = days.get('authority-aware');
  if (becameAware === undefined) return null;
  return {
    event,
    becameAware,
    partnersAware: days.get('partnership-told') ?? null,
    notified: days.get('panel-notified') ?? null,
  };
}

/** What the law answers to the days on record; nothing while awareness is not, or where nothing is notified. Throws OutsideCalendar. */
export function answerOf(facts: ClockFacts, conventions: Conventions): Clocks | null {
  const given = facts.stopped ? null : lawFacts(facts);
  return given === null ? null : clocksFor(given, conventions);
}

/** Whether a clock began while the easement of 2020 was in force (RR-02), which relaxed it without saying by how much. */
export function isEased({ rule, from }: Due): boolean {
  const easement = ruleNamed('RR-02');
  return rule.id === 'RR-01' && inForceOn(easement, from, null);
}

/** The clocks of a case, in the order in which the law has them, with the days that met them. Throws OutsideCalendar. */
export function clocksOf(facts: ClockFacts, conventions: Conventions): readonly CaseClock[] {
  const answered = answerOf(facts, conventions);
  if (answered === null) return [];
  return answered.clocks.flatMap((counted) => {
    const kind = meetingKind(counted.rule.id);
    if (kind === null || (facts.withdrawn && counted.rule.id === 'RR-01')) return [];
    const changes = facts.changes.filter(({ rule }) => rule === counted.rule.id);
    const { dueOn, pausedOn } = changedTime(counted.due, changes, conventions.calendar, counted.within.unit);
    const due = changes.length === 0 ? counted : { ...counted, due: dueOn };
    return [{ due, met: facts.days.get(kind) ?? null, counted, pausedOn, changes }];
  });
}

/** So many years before a record was opened here something may have been done without anybody recording it here: our own limit. */
export const unrecordedYears = 2;

/**
 * Whether nobody can say of something due on `dueOn` that it is late: it lies more than two years before the record was opened here, and
 * nothing was recorded of it.
 */
export const isUnrecorded = (dueOn: Day, metOn: Day | null, openedOn: Day): boolean =>
  metOn === null && isBefore(dueOn, openedOn.subtract({ years: unrecordedYears }));

/** A limit as it is known where it is shown. `openedOn` is the day on which its record was opened here; null where that does not matter. */
export interface Standable {
  readonly dueOn: Day;
  readonly metOn: Day | null;
  readonly pausedOn?: Day | null;
  readonly openedOn?: Day | null;
}

/**
 * How a clock stands on `today`: the last day counts and today does not, so it is 0 on the last day. A page
 * hands over the calendar of its partnership; without one the days are counted by what is shipped.
 */
export function standingOf(
  { dueOn, metOn, pausedOn = null, openedOn = null }: Standable,
  today: Day,
  calendar: Calendar = shippedCalendar,
): ClockStanding {
  const between = (from: Day, to: Day) => daysBetween(from, to, calendar);
  if (metOn !== null)
    return isBefore(dueOn, metOn)
      ? { state: 'met-late', days: between(dueOn, metOn) }
      : { state: 'met', days: 0 };
  if (openedOn !== null && isUnrecorded(dueOn, metOn, openedOn)) return { state: 'not-recorded', days: 0 };
  if (pausedOn !== null && !isBefore(today, pausedOn)) return { state: 'paused', days: 0 };
  if (dueOn.equals(today)) return { state: 'today', days: 0 };
  return isBefore(dueOn, today)
    ? { state: 'late', days: between(dueOn, today) }
    : { state: 'running', days: between(today, dueOn) };
}

// Past the calendar nothing can be counted; what is late by then is late all the same.
const daysBetween = (from: Day, to: Day, calendar: Calendar) =>
  workingDaysUntil(from, isBefore(lastProjectedDay, to) ? lastProjectedDay : to, calendar);

/** The working day of the count that `on` is: 9 of 15. Null for a day that does not count, or lies outside. */
export const dayOfCount = (due: Due, on: Day): number | null =>
  workingOf(due).find(({ day, count }) => count !== null && count > 0 && day.equals(on))?.count ?? null;

/** The clock that the first glance is for: of those not met, the one with the nearest last day; null where all are met, or none runs. */
export function nearestOf<
  C extends { readonly due: Due; readonly met: Day | null; readonly pausedOn: Day | null },
>(clocks: readonly C[]): C | null {
  const open = clocks.filter(({ met }) => met === null);
  const running = open.filter(({ pausedOn }) => pausedOn === null);
  const [nearest] = (running.length > 0 ? running : open).toSorted((a, b) =>
    Temporal.PlainDate.compare(a.due.due, b.due.due),
  );
  return nearest ?? null;
}

/** "1 working day", "6 working days". */
export const workingDays = (count: number): string => `${count} working ${count === 1 ? 'day' : 'days'}`;

/** How a clock stands in words, with its mark. `day` is the day of the count on which it was met. */
export function standingWords(
  { state, days }: ClockStanding,
  brief = false,
): { readonly mark: string; readonly words: string } {
  const count = brief ? `${days} ${days === 1 ? 'day' : 'days'}` : workingDays(days);
  switch (state) {
    case 'met':
      return { mark: 'done', words: 'Done' };
    case 'met-late':
      // On the weekend after the last day it is late by no working day, and late all the same.
      return { mark: 'done-late', words: days === 0 ? 'Done, late' : `Done, ${count} late` };
    case 'late':
      return { mark: 'late', words: days === 0 ? 'Late' : `${count} late` };
    case 'today':
      return { mark: 'today', words: 'Due today' };
    case 'running':
      return { mark: 'running', words: `${count} left` };
    case 'paused':
      return { mark: 'held', words: 'Paused' };
    case 'not-recorded':
      return { mark: 'unrecorded', words: 'Not recorded here' };
  }
}
