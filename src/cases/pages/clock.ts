import { fullDate } from '../../platform/pages/filters.ts';
import { definePage } from '../../platform/pages/page.ts';
import { lastAnnouncedYear } from '../../law/bank-holidays.ts';
import { type Conventions, conventionWords } from '../../law/conventions.ts';
import { workingOf } from '../../law/due.ts';
import { editionNamed } from '../../law/editions.ts';
import type { NoteCode } from '../../law/notes.ts';
import { presentRule, type RuleRow } from '../../site/rule-row.ts';
import { presentSheet, type Sheet } from '../../site/sheet.ts';
import { presentWorking, type WorkingRow } from '../../site/working.ts';
import { withoutWeekday } from '../../law/day.ts';
import { changeWords, fixedWords, mayChangeTime, type RecordedChange } from '../clock-change.ts';
import {
  answerOf,
  type CaseClock,
  clockName,
  clockFacts,
  clocksOf,
  isEased,
  meetingKind,
  standingOf,
  standingWords,
} from '../clocks.ts';
import { isLate, lateText } from '../late-reasons.ts';
import type { MovedDate } from '../store-clock.ts';
import { kindWords } from '../date-kinds.ts';
import { momentWords } from '../dates.ts';
import type { CaseHeader } from '../header.ts';
import type { OverviewFacts } from '../overview.ts';
import { startOf } from './overview.ts';

/** The working of one date of a case. */
export interface ClockPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly mark: string;
  readonly words: string;
  readonly why: string;
  /** The day on record from which it is counted, with where it is found. */
  readonly start: {
    readonly name: string;
    readonly moment: string;
    readonly source: string;
    readonly href: string;
  } | null;
  readonly sheet: Sheet;
  readonly working: readonly WorkingRow[];
  readonly convention: string;
  readonly edition: { readonly title: string; readonly note: string };
  readonly rule: RuleRow;
  readonly record: string;
  readonly calendar: string | null;
  readonly announcedTo: number;
  readonly provisional: boolean;
  readonly notes: readonly string[];
  readonly overview: string;
  /** What was done to this time by somebody's authority, the latest first. */
  readonly changes: readonly ChangeLine[];
  /** The last day that the count alone gives, where another holds; null where it holds. */
  readonly countedTo: Temporal.PlainDate | null;
  readonly moved: readonly MovedLine[];
  /** Where the time can be paused or extended; null where this person or the law has it otherwise. */
  readonly change: string | null;
  /** That the law fixes this time; null where it can be changed. */
  readonly fixed: string | null;
  /** Why it was met late: in words, or that nobody has said; null where it was not. */
  readonly late: { readonly words: string; readonly href: string } | null;
  readonly eased: boolean;
}

/** A change of a time, as it is read. */
export interface ChangeLine {
  readonly words: string;
  readonly authority: string;
  readonly authorisedOn: Temporal.PlainDate;
  readonly reason: string;
  readonly by: string;
  readonly at: Temporal.ZonedDateTime;
}

/** A last day that moved, as it is read. */
export interface MovedLine {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly why: string;
  readonly by: string | null;
  readonly at: Temporal.ZonedDateTime;
}

const inLondon = (at: Temporal.Instant) => at.toZonedDateTimeISO('Europe/London');

const changeLine = (one: RecordedChange): ChangeLine => ({
  words: changeWords(one),
  authority: `${one.authorityName}, ${one.authorityCapacity}`,
  authorisedOn: one.authorisedOn,
  reason: one.reason,
  by: one.recordedBy,
  at: inLondon(one.recordedAt),
});

function movedLine({ oldDue, newDue, why, day, by, at }: MovedDate): MovedLine {
  const holiday = day === null ? '' : `${day.name} on ${withoutWeekday(day.day)} was ${day.act}`;
  const reasons = {
    facts: 'A day on record, or what the case is about, was changed',
    changed: 'The time was changed',
    calendar: holiday,
  } as const;
  return { from: oldDue, to: newDue, why: reasons[why], by, at: inLondon(at) };
}

// What has to be said beside the date of the rapid review only.
const ofTheReview: readonly NoteCode[] = [
  'rapid-review-waits',
  'rapid-review-not-yet',
  'rapid-review-starts-differ',
  'partners-aware-not-used',
  'review-not-required',
  'easement-2020',
];

/**
 * The working of the clock that runs by `rule`, with how its last day has moved; null where none does in this case. `mayChange`: whether
 * whoever reads may pause or extend what the law leaves open. Throws OutsideCalendar.
 */
export function presentClock(
  { facts, moved }: { readonly facts: OverviewFacts; readonly moved: readonly MovedDate[] },
  header: CaseHeader,
  rule: string,
  conventions: Conventions,
  today: Temporal.PlainDate,
  mayChange: boolean,
): ClockPage | null {
  const clock = clocksOf(clockFacts(facts), conventions).find(({ due }) => due.rule.id === rule);
  if (clock === undefined) return null;
  const { due, met, pausedOn } = clock;
  const counted = workingOf(clock.counted);
  const standing = standingWords(
    standingOf(
      { dueOn: due.due, metOn: met, pausedOn, openedOn: facts.headed.openedOn },
      today,
      conventions.calendar,
    ),
  );
  return {
    header,
    heading: `${clockName(rule)}: by the end of ${fullDate(due.due)}`,
    mark: standing.mark,
    words: standing.words,
    why: due.why,
    start: startFacts(clock, facts),
    sheet: presentSheet(counted, met, today, conventions.calendar),
    working: presentWorking(counted).map((row) =>
      row.count === 0 ? { ...row, why: `Day 0, not counted: ${due.trigger}.` } : row,
    ),
    convention: conventionWords[due.convention],
    edition: editionNamed(due.edition),
    rule: presentRule(due.rule, conventions.rapidReviewFrom),
    record: due.rule.record,
    calendar: due.calendar,
    announcedTo: lastAnnouncedYear,
    provisional: due.provisional,
    notes: (answerOf(clockFacts(facts), conventions)?.notes ?? [])
      .filter(({ code }) => rule === 'RR-01' || !ofTheReview.includes(code))
      .map(({ words }) => words),
    overview: `/cases/${facts.headed.reference}`,
    changes: facts.changes
      .filter((one) => one.rule === rule)
      .map(changeLine)
      .toReversed(),
    countedTo: clock.counted.due.equals(due.due) ? null : clock.counted.due,
    moved: moved.map(movedLine),
    change:
      mayChange && mayChangeTime(rule) && met === null
        ? `/cases/${facts.headed.reference}/clocks/${rule}/change`
        : null,
    fixed: mayChangeTime(rule) ? null : fixedWords,
    late: lateFacts(clock, facts),
    eased: isEased(due),
  };
}

function lateFacts({ due, met }: CaseClock, facts: OverviewFacts): ClockPage['late'] {
  const kind = meetingKind(due.rule.id);
  if (met === null || kind === null || !isLate(met, due.due)) return null;
  const late = facts.days.find((one) => one.kind === kind)?.late ?? null;
  return {
    words: late === null ? 'Nobody has said why yet.' : lateText(late),
    href: `/cases/${facts.headed.reference}/dates/${kind}`,
  };
}

function startFacts(clock: CaseClock, facts: OverviewFacts): ClockPage['start'] {
  const kind = startOf(clock, facts);
  const found = facts.days.find((one) => one.kind === kind);
  if (found === undefined) return null;
  return {
    name: kindWords(kind, facts).name,
    moment: momentWords(found),
    source: found.source,
    href: `/cases/${facts.headed.reference}/dates/${kind}`,
  };
}

/** `/cases/<reference>/clocks/<rule>`. */
export const clockPage = definePage<ClockPage>('cases/pages/clock.njk');
