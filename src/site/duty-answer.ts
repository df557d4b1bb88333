import { lastAnnouncedYear, lastProjectedDay } from '../law/bank-holidays.ts';
import { type Clocks, clocksFor, rapidReviewIfNotifiedOn } from '../law/clocks.ts';
import { type Conventions, conventionWords, type RapidReviewStart } from '../law/conventions.ts';
import { type Due, workingOf } from '../law/due.ts';
import { type Edition, editionNamed } from '../law/editions.ts';
import type { Facts } from '../law/facts.ts';
import type { NoteCode } from '../law/notes.ts';
import { isWorkingDay, OutsideCalendar, workingDaysBetween } from '../law/working-days.ts';
import type { DutyDays } from './duty-form.ts';
import { presentRule, type RuleRow } from './rule-row.ts';
import { presentSheet, type Sheet } from './sheet.ts';
import { presentWorking, type WorkingRow } from './working.ts';

/** What the calculator answers: a date with its working, that no rule is held, or that the calendar ends before the date. */
export type DutyAnswer = DutyDate | NoRule | PastCalendar;

/** A date, how it was counted, by what rule, and what follows. */
export interface DutyDate {
  readonly kind: 'date';
  /** Who is told by then: the words before the date. */
  readonly before: string;
  readonly due: Temporal.PlainDate;
  /** "5 working days, which is 12 days on the calendar." */
  readonly length: string;
  /** How far off the date is, or whether the notification was in time; null where the calendar cannot tell. */
  readonly standing: string | null;
  readonly future: boolean;
  /** Counted with bank holidays that have not been announced. */
  readonly provisional: boolean;
  readonly sheet: Sheet;
  readonly working: readonly WorkingRow[];
  readonly rule: RuleRow;
  readonly convention: string;
  readonly edition: Edition;
  readonly next: NextStep;
  readonly notes: readonly string[];
}

/** What follows the notification. */
export type NextStep =
  | { readonly kind: 'rapid-review'; readonly dates: RapidReviewDates }
  | { readonly kind: 'no-rapid-review'; readonly why: 'looked-after' | 'care-leaver' }
  | { readonly kind: 'board-decides' }
  | { readonly kind: 'past-calendar' };

/** The rapid review's date by this partnership's convention and, where that is another, by the Panel's guidance as reported. */
export interface RapidReviewDates {
  readonly from: Temporal.PlainDate;
  readonly sent: boolean;
  readonly startsWith: RapidReviewStart;
  readonly due: Temporal.PlainDate;
  readonly rule: RuleRow;
  readonly convention: string;
  readonly provisional: boolean;
  /** Null where the partnership counts as the Panel's guidance is reported. */
  readonly asGuidanceSays: Temporal.PlainDate | null;
}

/** No rule gives a time limit for this event on that day. */
export interface NoRule {
  readonly kind: 'no-rule';
  readonly notes: readonly string[];
}

/** The count would run past the last day the calendar of bank holidays knows. */
export interface PastCalendar {
  readonly kind: 'past-calendar';
  readonly announcedTo: number;
  readonly lastDay: Temporal.PlainDate;
}

const notifyingRules = ['NOT-01', 'NOT-03', 'NOT-04', 'SCR-01'];

const beforeWords: Readonly<Record<string, readonly [toCome: string, gone: string]>> = {
  'NOT-01': [
    'Notify the Panel, and tell this partnership, by the end of',
    'The Panel and this partnership were to be told by the end of',
  ],
  'NOT-03': [
    'Notify the Secretary of State and Ofsted by the end of',
    'The Secretary of State and Ofsted were to be told by the end of',
  ],
  'NOT-04': [
    'The Secretary of State and Ofsted should be told by the end of',
    'The Secretary of State and Ofsted should have been told by the end of',
  ],
  'SCR-01': [
    'Ofsted and the safeguarding children board were to be told by the end of',
    'Ofsted and the safeguarding children board were to be told by the end of',
  ],
};

// The others speak of dates that this page does not answer, or are said in its own words beside the date.
const notesShown: readonly NoteCode[] = [
  'no-rule-held',
  'no-limit-before-2015',
  'care-leaver-no-rule',
  'care-leaver',
  'easement-2020',
  'transition',
  'local-start-bounded',
  'local-start-not-exact',
];

/** The answer to the days typed, by the law held and the partnership's conventions, as it reads on `today`. */
export function answerDuty(days: DutyDays, conventions: Conventions, today: Temporal.PlainDate): DutyAnswer {
  const facts: Facts = { event: days.event, becameAware: days.aware };
  try {
    const answered = clocksFor(facts, conventions);
    const main = answered.clocks.find((clock) => notifyingRules.includes(clock.rule.id));
    if (main === undefined) return { kind: 'no-rule', notes: notesOf(answered) };
    return dutyDate(days, main, answered, conventions, today);
  } catch (error) {
    if (error instanceof OutsideCalendar) return pastCalendar;
    throw error;
  }
}

const pastCalendar: PastCalendar = {
  kind: 'past-calendar',
  announcedTo: lastAnnouncedYear,
  lastDay: lastProjectedDay,
};

function dutyDate(
  days: DutyDays,
  main: Due,
  answered: Clocks,
  conventions: Conventions,
  today: Temporal.PlainDate,
): DutyDate {
  const counted = workingOf(main);
  const calendarDays = main.from.until(main.due, { largestUnit: 'day' }).days;
  const rule = presentRule(main.rule, conventions.rapidReviewFrom);
  const gone = days.sent !== null || isAfter(today, main.due);
  return {
    kind: 'date',
    before: (beforeWords[main.rule.id] ?? ['By the end of', 'By the end of'])[gone ? 1 : 0],
    due: main.due,
    length: `${rule.length}, which is ${calendarDays} days on the calendar.`,
    standing: standingOf(days, main, today),
    future: isAfter(days.aware, today),
    provisional: main.provisional,
    sheet: presentSheet(counted, days.sent, today, conventions.calendar),
    working: presentWorking(counted),
    rule,
    convention: conventionWords[main.convention],
    edition: editionNamed(main.edition),
    next: nextStep(days, main, conventions),
    notes: notesOf(answered),
  };
}

function standingOf(days: DutyDays, main: Due, today: Temporal.PlainDate): string | null {
  if (days.sent !== null) return sentWords(days.sent, main);
  if (isAfter(today, lastProjectedDay) || isAfter(days.aware, today)) return null;
  if (main.due.equals(today)) return 'That is today.';
  if (isAfter(main.due, today))
    return `${workingDays(workingDaysBetween(today, main.due, main.countedBy))} left.`;
  const ago = workingDaysBetween(main.due, today, main.countedBy);
  return ago === 0 ? 'That was the last working day.' : `That was ${workingDays(ago)} ago.`;
}

function sentWords(sent: Temporal.PlainDate, main: Due): string {
  if (!isAfter(sent, main.due)) {
    if (sent.equals(main.from)) return 'Sent in time, on the very day.';
    if (!isWorkingDay(sent, main.countedBy)) return 'Sent in time.';
    return `Sent in time, on day ${workingDaysBetween(main.from, sent, main.countedBy)} of ${main.within.count}.`;
  }
  const late = isAfter(sent, lastProjectedDay) ? 0 : workingDaysBetween(main.due, sent, main.countedBy);
  // A notification on the weekend after the last day is late by no working day, and late all the same.
  if (late === 0) return 'Sent after the last day. The record has to say why.';
  return `Sent ${workingDays(late)} late. The record has to say why.`;
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}

function workingDays(count: number): string {
  return `${count} working ${count === 1 ? 'day' : 'days'}`;
}

function nextStep(days: DutyDays, main: Due, conventions: Conventions): NextStep {
  if (main.rule.id === 'NOT-03') return { kind: 'no-rapid-review', why: 'looked-after' };
  if (main.rule.id === 'NOT-04') return { kind: 'no-rapid-review', why: 'care-leaver' };
  if (main.rule.id === 'SCR-01') return { kind: 'board-decides' };
  const facts: Facts = { event: days.event, becameAware: days.aware };
  const sent = days.sent ?? main.due;
  try {
    const here = rapidReviewIfNotifiedOn(facts, conventions, sent);
    if (here === null) return { kind: 'board-decides' };
    const usual = rapidReviewIfNotifiedOn(facts, { ...conventions, rapidReviewFrom: 'notified' }, sent);
    return {
      kind: 'rapid-review',
      dates: {
        from: here.from,
        sent: days.sent !== null,
        startsWith: conventions.rapidReviewFrom,
        due: here.due,
        rule: presentRule(here.rule, conventions.rapidReviewFrom),
        convention: conventionWords[here.convention],
        provisional: here.provisional,
        asGuidanceSays: usual === null || conventions.rapidReviewFrom === 'notified' ? null : usual.due,
      },
    };
  } catch (error) {
    if (error instanceof OutsideCalendar) return { kind: 'past-calendar' };
    throw error;
  }
}

function notesOf(answered: Clocks): readonly string[] {
  return answered.notes.filter((note) => notesShown.includes(note.code)).map((note) => note.words);
}
