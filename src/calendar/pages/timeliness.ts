import { clockName, standingOf, standingWords } from '../../cases/clocks.ts';
import { lateReasons, readLateReason } from '../../cases/late-reasons.ts';
import type { Calendar } from '../../law/bank-holidays.ts';
import type { Day } from '../../law/day.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { TimelyClock } from '../store-timely.ts';
import { countTimely, type LateBand, type ReportingYear, type TimelyCount, timelyOf } from '../timeliness.ts';

/** One duty of the year: the numbers, and what is behind each. */
export interface TimelyDuty {
  readonly rule: string;
  readonly name: string;
  readonly count: TimelyCount;
  /** How late what was late came, in words: "2 by 1 to 5 working days". */
  readonly late: readonly string[];
  readonly lists: readonly {
    readonly id: string;
    readonly title: string;
    /** Whether its rows have a reason for lateness. */
    readonly reasons: boolean;
    readonly rows: readonly TimelyRow[];
  }[];
}

/** One case behind a number. */
export interface TimelyRow {
  readonly reference: string;
  readonly href: string;
  readonly due: Day;
  readonly sent: Day | null;
  readonly mark: string;
  readonly words: string;
  readonly reason: string | null;
}

/** What was on time and what was late in a year. */
export interface TimelinessPage {
  readonly heading: string;
  readonly year: ReportingYear;
  readonly earlier: { readonly text: string; readonly href: string } | null;
  readonly later: { readonly text: string; readonly href: string } | null;
  readonly duties: readonly TimelyDuty[];
  /** True where whoever reads sees the cases they have a part in and no others. */
  readonly partial: boolean;
  readonly cut: boolean;
}

const rules = ['NOT-01', 'NOT-02', 'NOT-03', 'NOT-04', 'RR-01'] as const;

/** The page of a year as it reads on `today`. */
export function presentTimeliness(
  clocks: readonly TimelyClock[],
  year: ReportingYear,
  calendar: Calendar,
  today: Day,
): Pick<TimelinessPage, 'heading' | 'duties'> {
  const duties = rules.flatMap((rule): readonly TimelyDuty[] => {
    const own = clocks.filter((clock) => clock.rule === rule);
    const settled = own.filter((clock) => timelyOf(clock, today) !== 'running');
    if (settled.length === 0) return [];
    const count = countTimely(own, today, calendar);
    const list = (wanted: ReturnType<typeof timelyOf>, title: string) => ({
      id: `${rule}-${wanted}`,
      title,
      reasons: wanted === 'late',
      rows: own
        .filter((clock) => timelyOf(clock, today) === wanted)
        .map((clock) => timelyRow(clock, calendar, today)),
    });
    return [
      {
        rule,
        name: clockName(rule),
        count,
        late: bandWords(count),
        lists: [
          list('not-sent', 'Late and not done yet'),
          list('late', 'Done late'),
          list('in-time', 'Done on time'),
          list('not-recorded', 'Due long before the case was opened here, and not recorded; in no number'),
        ].filter(({ rows }) => rows.length > 0),
      },
    ];
  });
  const sum = (of: (count: TimelyCount) => number) => duties.reduce((all, { count }) => all + of(count), 0);
  const late = sum((count) => count.late + count.notSent);
  const all = late + sum((count) => count.inTime);
  const heading =
    all === 0
      ? duties.length === 0
        ? `Nothing was due in ${year.name}`
        : `Nothing that was due in ${year.name} is recorded here`
      : late === 0
        ? `All ${all} on time in ${year.name}`
        : `${all - late} of ${all} on time in ${year.name}`;
  return { heading, duties };
}

const bands: Readonly<Record<LateBand, string>> = {
  '0': 'on the days off after the last day',
  '1-5': 'by 1 to 5 working days',
  '6-10': 'by 6 to 10',
  '11+': 'by more than 10',
};

const bandWords = ({ bands: counted }: TimelyCount): readonly string[] =>
  (['0', '1-5', '6-10', '11+'] as const)
    .filter((band) => counted[band] > 0)
    .map((band) => `${counted[band]} ${bands[band]}`);

function timelyRow(clock: TimelyClock, calendar: Calendar, today: Day): TimelyRow {
  const { reference, rule, dueOn, metOn, openedOn } = clock;
  const reason = clock.reason === null ? null : readLateReason(clock.reason);
  return {
    reference,
    href: `/cases/${reference}/clocks/${rule}`,
    due: dueOn,
    sent: metOn,
    ...standingWords(standingOf({ dueOn, metOn, openedOn }, today, calendar)),
    reason:
      timelyOf(clock, today) !== 'late'
        ? null
        : reason === null
          ? 'No reason on record'
          : lateReasons[reason],
  };
}

/** `/timeliness`. */
export const timelinessPage = definePage<TimelinessPage>('calendar/pages/timeliness.njk');
