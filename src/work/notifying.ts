import { clockName, isUnrecorded, meetingKind, standingOf, standingWords } from '../cases/clocks.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import type { Day } from '../law/day.ts';
import { isBefore } from '../law/day.ts';
import { rules } from '../law/rules.ts';
import type { DueCounts } from './due.ts';
import { weekEnd } from './due.ts';

/** The rules that a local authority's notifier meets: telling the nation, and telling the partnership. */
export const notifyingRules: readonly string[] = rules
  .map(({ id }) => id)
  .filter((id) => ['panel-notified', 'partnership-told'].includes(meetingKind(id) ?? ''));

/** A duty of a notifier that is open; without a rule, a case of which nobody has recorded when the council became aware. */
export interface OpenDuty {
  readonly reference: string;
  readonly rule: string | null;
  readonly dueOn: Day | null;
  /** The day on which the case was opened here. */
  readonly openedOn: Day;
}

/** The same as a row of the list. */
export interface DutyRow {
  readonly thing: string;
  readonly reference: string;
  readonly href: string;
  readonly due: Day | null;
  readonly mark: string;
  readonly words: string;
}

/** A duty as it reads on `today`. What has no day yet comes with the place where it is recorded. */
export function dutyRow(
  { reference, rule, dueOn, openedOn }: OpenDuty,
  today: Day,
  calendar: Calendar,
): DutyRow {
  const base = `/cases/${reference}`;
  if (rule === null || dueOn === null)
    return {
      thing: 'Record when the council became aware',
      reference,
      href: `${base}/dates/authority-aware`,
      due: null,
      mark: 'look',
      words: 'No time runs until then',
    };
  const { mark, words } = standingWords(standingOf({ dueOn, metOn: null, openedOn }, today, calendar));
  return { thing: clockName(rule), reference, href: `${base}/notification`, due: dueOn, mark, words };
}

/** What is counted besides, with the duties of a notifier. */
export function withDuties(counts: DueCounts, duties: readonly OpenDuty[], today: Day): DueCounts {
  const known = duties.flatMap(({ dueOn, openedOn }) => (dueOn === null ? [] : [{ dueOn, openedOn }]));
  const recorded = known.filter(({ dueOn, openedOn }) => !isUnrecorded(dueOn, null, openedOn));
  const days = recorded.map(({ dueOn }) => dueOn);
  const soon = days.filter((day) => isBefore(today, day) && !isBefore(weekEnd(today), day));
  return {
    late: counts.late + days.filter((day) => isBefore(day, today)).length,
    today: counts.today + days.filter((day) => day.equals(today)).length,
    week: counts.week + soon.length,
    unrecorded: counts.unrecorded + known.length - recorded.length,
  };
}
