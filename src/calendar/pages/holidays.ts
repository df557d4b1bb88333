import type { BankHoliday } from '../../law/bank-holidays.ts';
import { holidayName } from '../../law/bank-holidays.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type CalendarRun, type Holiday, lateWords } from '../holiday.ts';
import type { HolidayProblems, TypedHoliday } from '../typed-holiday.ts';

/** A day of our own with what came of it. */
export interface HolidayLine {
  readonly id: string;
  readonly day: Temporal.PlainDate;
  readonly name: string;
  readonly mark: string;
  readonly words: string;
  readonly source: string;
  readonly added: { readonly by: string; readonly at: Temporal.ZonedDateTime };
  readonly withdrawn: {
    readonly by: string;
    readonly at: Temporal.ZonedDateTime;
    readonly why: string;
  } | null;
  /** That it came after its day, and what that means; null where it came in time. */
  readonly late: string | null;
  readonly runs: readonly RunLine[];
}

/** One time that the clocks were derived anew. */
export interface RunLine {
  readonly act: string;
  readonly state: 'waits' | 'runs' | 'over';
  readonly total: number;
  readonly lookedAt: number;
  readonly moved: number;
  readonly at: Temporal.ZonedDateTime;
  readonly told: readonly { readonly name: string; readonly dates: number }[];
}

/** `/settings/bank-holidays`. */
export interface HolidaysPage {
  readonly heading: string;
  readonly mayChange: boolean;
  readonly formToken: string;
  readonly formKey: string;
  readonly typed: TypedHoliday;
  readonly problems: HolidayProblems;
  readonly own: readonly HolidayLine[];
  /** True while clocks are being derived, so that looking again is worth it. */
  readonly underWay: boolean;
  readonly years: readonly {
    readonly year: number;
    readonly standing: string;
    readonly days: readonly { readonly day: Temporal.PlainDate; readonly name: string }[];
  }[];
  readonly version: string;
  readonly announcedTo: number;
}

const london = (at: Temporal.Instant) => at.toZonedDateTimeISO('Europe/London');

/** A run as it is shown. */
export const runLine = (run: CalendarRun): RunLine => ({
  act: run.act === 'added' ? 'after it was added' : 'after it was withdrawn',
  state: run.endedAt !== null ? 'over' : run.begunAt === null ? 'waits' : 'runs',
  total: run.total,
  lookedAt: run.lookedAt,
  moved: run.moved,
  at: london(run.endedAt ?? run.begunAt ?? run.askedAt),
  told: run.told,
});

/** A day of our own as it is shown, with its runs. */
export function holidayLine(holiday: Holiday, runs: readonly CalendarRun[]): HolidayLine {
  const { id, day, effect, name, source, addedBy, addedAt, withdrawn } = holiday;
  const own = runs.filter(({ holidayId }) => holidayId === id).map(runLine);
  return {
    id,
    day,
    name,
    mark: withdrawn === null ? (effect === 'day-off' ? 'done' : 'differs') : 'coming',
    words: withdrawn !== null ? 'Withdrawn' : effect === 'day-off' ? 'Day off' : 'A working day after all',
    source,
    added: { by: addedBy, at: london(addedAt) },
    withdrawn: withdrawn === null ? null : { ...withdrawn, at: london(withdrawn.at) },
    late: lateWords(holiday, london(addedAt).toPlainDate()),
    runs: own,
  };
}

/** The shipped bank holidays of some years, with how sure they are. */
export function shippedYears(holidays: readonly BankHoliday[], from: number): HolidaysPage['years'] {
  const words: Readonly<Record<BankHoliday['standing'], string>> = {
    announced: 'announced by GOV.UK',
    computed: 'worked out by the ordinary rules',
    projected: 'not announced yet: worked out by the ordinary rules',
    added: 'our own',
  };
  const years = [...new Set(holidays.map(({ day }) => day.year))].filter((year) => year >= from);
  return years.map((year) => {
    const days = holidays.filter(({ day }) => day.year === year);
    return {
      year,
      standing: words[days[0]?.standing ?? 'announced'],
      days: days.map((one) => ({ day: one.day, name: holidayName(one) })),
    };
  });
}

/** What the page is headed: how many days differ from what is shipped. */
export function holidaysHeading(holidays: readonly Holiday[]): string {
  const standing = holidays.filter(({ withdrawn }) => withdrawn === null).length;
  if (standing === 0) return 'Bank holidays: as they are announced';
  return standing === 1 ? 'Bank holidays: one day of our own' : `Bank holidays: ${standing} days of our own`;
}

/** `/settings/bank-holidays`. */
export const holidaysPage = definePage<HolidaysPage>('calendar/pages/holidays.njk');
