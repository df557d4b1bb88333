import type { Calendar } from '../../law/bank-holidays.ts';
import type { EmptySeat } from '../../group/membership.ts';
import type { Link } from '../../platform/pages/frame.ts';
import type { OpenRequest } from '../../requests/request.ts';
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
  requestRow,
  runningClock,
  weekEnd,
  type When,
  whenDue,
  withRequests,
} from '../due.ts';
import type { PartnershipDuty } from '../../site/partnership-duties.ts';
import { type Waiting, waitingRows, type WaitingRow, withWaiting } from '../waiting.ts';
import { type DutyRow, dutyRow, type OpenDuty, withDuties } from '../notifying.ts';

/** A referral that is not closed: its number and day, and never whom it is about. */
export interface ReferralRow {
  readonly href: string;
  readonly reference: string;
  /** True where the group has decided on its case, and the referrer is to be told. */
  readonly decided: boolean;
  /** True where nobody has acknowledged it. */
  readonly isNew: boolean;
  /** True where whoever referred says that a child is at risk now. */
  readonly urgent: boolean;
  /** True where no coordinator of today has it in hand. */
  readonly waits: boolean;
  /** Who has it, or since when nobody has. */
  readonly holder: { readonly mark: string; readonly words: string };
  /** How many answers of the referrer nobody has read yet. */
  readonly newAnswers: number;
  readonly sent: Temporal.PlainDate;
  readonly sentAt: Temporal.PlainTime;
  readonly received: Temporal.PlainDate | null;
}

/** A consultation that waits for advice from whoever reads the page. */
export interface ConsultationRow {
  readonly href: string;
  readonly name: string;
  readonly asked: Temporal.PlainDate;
}

/** One of the lists: late, today, this week, and what was due before anything was recorded here. */
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
  /** Whether referrals that come on paper are theirs to take in. */
  readonly takesIn: boolean;
  /** What whoever reads has to notify, the nearest day first; for a notifier only. */
  readonly duties: readonly DutyRow[];
  /** What else waits for whoever reads, the nearest day first. */
  readonly waiting: readonly WaitingRow[];
  /** Duties of the partnership and of no case that come next; for whoever coordinates. */
  readonly partnership: readonly PartnershipDuty[];
  /** Seats of a group that nobody has; for whoever may hand them over. */
  readonly seats: readonly EmptySeat[];
  readonly groups: readonly DueGroup[];
  readonly running: readonly RunningClock[];
  /** Those that nobody has first, the oldest above all. */
  readonly referrals: readonly ReferralRow[];
  readonly consultations: readonly ConsultationRow[];
  /** The one to read first; null where none is urgent. */
  readonly urgent: ReferralRow | null;
  /** Where else casework waits, for whoever sees it. */
  readonly more: readonly Link[];
  /** What somebody who sees no casework does here. */
  readonly here: readonly Link[];
}

/** What the page is made from. */
export interface TodayFacts {
  readonly today: Temporal.PlainDate;
  /** The time in London. */
  readonly now: Temporal.PlainTime;
  /** The bank holidays by which days are counted here. */
  readonly calendar: Calendar;
  readonly roles: readonly string[];
  readonly casework: boolean;
  /** Whether referrals that come on paper are theirs to take in. */
  readonly takesIn: boolean;
  readonly due: DueList;
  /** What whoever reads has to notify. */
  readonly duties: readonly OpenDuty[];
  readonly waiting: Waiting;
  readonly partnership: readonly PartnershipDuty[];
  /** What agencies were asked, or are to give, and have not. */
  readonly requests: readonly OpenRequest[];
  /** Whether whoever reads takes delays further. */
  readonly chases: boolean;
  readonly referrals: readonly ReferralRow[];
  readonly consultations: readonly ConsultationRow[];
  readonly seats: readonly EmptySeat[];
  readonly more: readonly Link[];
  readonly here: readonly Link[];
}

const runningShown = 4;

/** The page as it reads on the day. */
export function presentToday({
  today,
  now,
  calendar,
  due,
  duties,
  waiting,
  requests,
  chases,
  referrals,
  ...facts
}: TodayFacts): TodayPage {
  const { late, coming } = due;
  const others = waitingRows(waiting, today, calendar);
  const counts = withRequests(due.counts, requests, today);
  const asked = requests.map((one) => ({
    ...requestRow(one, today, calendar, chases),
    when: whenDue(one, today),
  }));
  const rowsOf = (when: When, clocks: readonly DueRow[]) =>
    [...clocks, ...asked.filter((one) => one.when === when)].toSorted((a, b) =>
      Temporal.PlainDate.compare(a.due, b.due),
    );
  const week = coming.filter(
    ({ dueOn }) => !dueOn.equals(today) && Temporal.PlainDate.compare(dueOn, weekEnd(today)) <= 0,
  );
  const row = (clock: DueList['late'][number]) => dueRow(clock, today, calendar);
  return {
    ...facts,
    greeting: now.hour < 12 ? 'Good morning' : now.hour < 18 ? 'Good afternoon' : 'Good evening',
    today,
    kind: kindOfDay(today, calendar),
    duties: duties.map((one) => dutyRow(one, today, calendar)),
    waiting: others,
    heading: dueHeading(
      withWaiting(withDuties(counts, duties, today), others, today),
      referrals.filter(({ waits }) => waits).length,
    ),
    groups: [
      groupOf('late', 'late', 'Late', rowsOf('late', late.map(row)), counts.late),
      groupOf(
        'today',
        'today',
        'Today',
        rowsOf('today', coming.filter(({ dueOn }) => dueOn.equals(today)).map(row)),
        counts.today,
      ),
      groupOf('week', 'coming', 'This week', rowsOf('week', week.map(row)), counts.week),
      groupOf('unrecorded', 'unrecorded', 'Not recorded here', due.unrecorded.map(row), counts.unrecorded),
    ].filter(({ rows }) => rows.length > 0),
    running: coming.slice(0, runningShown).map((clock) => runningClock(clock, today, calendar)),
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
    count: count > countedTo ? `more than ${countedTo}` : count.toLocaleString('en-GB'),
    rows,
    others: count > rows.length ? others : null,
  };
}

/** `/work`. */
export const todayPage = definePage<TodayPage>('work/pages/today.njk');
