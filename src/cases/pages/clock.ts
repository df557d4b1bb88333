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
import { answerOf, type CaseClock, clockName, clocksOf, standingOf, standingWords } from '../clocks.ts';
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

/** The working of the clock that runs by `rule`; null where none does in this case. Throws OutsideCalendar. */
export function presentClock(
  facts: OverviewFacts,
  header: CaseHeader,
  rule: string,
  conventions: Conventions,
  today: Temporal.PlainDate,
): ClockPage | null {
  const { event } = facts;
  const days = new Map(facts.days.map(({ kind, day }) => [kind, day]));
  const clock = clocksOf({ event, days }, conventions).find(({ due }) => due.rule.id === rule);
  if (clock === undefined) return null;
  const { due, met } = clock;
  const counted = workingOf(due);
  const standing = standingWords(standingOf({ dueOn: due.due, metOn: met }, today));
  return {
    header,
    heading: `${clockName(rule)}: by the end of ${fullDate(due.due)}`,
    mark: standing.mark,
    words: standing.words,
    why: due.why,
    start: startFacts(clock, facts),
    sheet: presentSheet(counted, met, today),
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
    notes: (answerOf({ event, days }, conventions)?.notes ?? [])
      .filter(({ code }) => rule === 'RR-01' || !ofTheReview.includes(code))
      .map(({ words }) => words),
    overview: `/cases/${facts.headed.reference}`,
  };
}

function startFacts(clock: CaseClock, facts: OverviewFacts): ClockPage['start'] {
  const kind = startOf(clock, facts);
  const found = facts.days.find((one) => one.kind === kind);
  if (found === undefined) return null;
  return {
    name: kindWords(kind, facts.event).name,
    moment: momentWords(found),
    source: found.source,
    href: `/cases/${facts.headed.reference}/dates/${kind}`,
  };
}

/** `/cases/<reference>/clocks/<rule>`. */
export const clockPage = definePage<ClockPage>('cases/pages/clock.njk');
