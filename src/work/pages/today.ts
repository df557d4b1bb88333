import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import {
  countedTo,
  dueHeading,
  type DueList,
  type DueRow,
  dueRow,
  kindOfDay,
  rowsShown,
  type RunningClock,
  runningClock,
  weekEnd,
} from '../due.ts';

/** A referral that is not closed: its number and day, and never whom it is about. */
export interface ReferralRow {
  readonly href: string;
  readonly reference: string;
  /** True where nobody has acknowledged it. */
  readonly isNew: boolean;
  /** True where whoever referred says that a child is at risk now. */
  readonly urgent: boolean;
  readonly sent: Temporal.PlainDate;
  readonly sentAt: Temporal.PlainTime;
  readonly received: Temporal.PlainDate | null;
}

/** One of the three lists: late, today, this week. */
export interface DueGroup {
  readonly id: string;
  readonly mark: string;
  readonly title: string;
  readonly count: string;
  readonly rows: readonly DueRow[];
  /** How many are not shown; null where all are. */
  readonly others: string | null;
}

/** What is due, from whom, today. */
export interface TodayPage {
  readonly greeting: string;
  readonly today: Temporal.PlainDate;
  /** "a working day". */
  readonly kind: string;
  readonly heading: string;
  readonly roles: readonly string[];
  readonly casework: boolean;
  readonly groups: readonly DueGroup[];
  readonly running: readonly RunningClock[];
  /** New ones first. */
  readonly referrals: readonly ReferralRow[];
  /** The one to read first; null where none is urgent. */
  readonly urgent: ReferralRow | null;
  /** What somebody who sees no casework does here. */
  readonly here: readonly Link[];
}

/** What the page is made from. */
export interface TodayFacts {
  readonly today: Temporal.PlainDate;
  /** The time in London. */
  readonly now: Temporal.PlainTime;
  readonly roles: readonly string[];
  readonly casework: boolean;
  readonly due: DueList;
  readonly referrals: readonly ReferralRow[];
  readonly here: readonly Link[];
}

const runningShown = 4;

/** The page as it reads on the day. */
export function presentToday({ today, now, due, referrals, ...facts }: TodayFacts): TodayPage {
  const { late, coming, counts } = due;
  const week = coming.filter(
    ({ dueOn }) => !dueOn.equals(today) && Temporal.PlainDate.compare(dueOn, weekEnd(today)) <= 0,
  );
  const row = (clock: DueList['late'][number]) => dueRow(clock, today);
  return {
    ...facts,
    greeting: now.hour < 12 ? 'Good morning' : now.hour < 18 ? 'Good afternoon' : 'Good evening',
    today,
    kind: kindOfDay(today),
    heading: dueHeading(counts, referrals.filter(({ isNew }) => isNew).length),
    groups: [
      groupOf('late', 'late', 'Late', late.map(row), counts.late),
      groupOf(
        'today',
        'today',
        'Today',
        coming.filter(({ dueOn }) => dueOn.equals(today)).map(row),
        counts.today,
      ),
      groupOf('week', 'coming', 'This week', week.map(row), counts.week),
    ].filter(({ rows }) => rows.length > 0),
    running: coming.slice(0, runningShown).map((clock) => runningClock(clock, today)),
    referrals,
    urgent: referrals.find(({ urgent }) => urgent) ?? null,
  };
}

function groupOf(id: string, mark: string, title: string, all: readonly DueRow[], count: number): DueGroup {
  const rows = all.slice(0, rowsShown);
  const others = count > countedTo ? 'many' : (count - rows.length).toLocaleString('en-GB');
  return {
    id,
    mark,
    title,
    count: count > countedTo ? 'more than 1,000' : count.toLocaleString('en-GB'),
    rows,
    others: count > rows.length ? others : null,
  };
}

/** `/work`. */
export const todayPage = definePage<TodayPage>('work/pages/today.njk');
