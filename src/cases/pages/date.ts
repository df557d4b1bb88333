import { fullDate } from '../../platform/pages/filters.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type DateKind, type KindGround, kindWords } from '../date-kinds.ts';
import { type DayProblem, momentWords, type RecordedDay, timeWords, type TypedDay } from '../dates.ts';
import { lateText } from '../late-reasons.ts';
import type { CaseHeader } from '../header.ts';

/** One kind of day of a case: what stands, what it took the place of, and the form for whoever may change it. */
export interface DatePage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly hint: string;
  readonly records: readonly DayLine[];
  readonly form: DateForm | null;
  readonly overview: string;
}

/** One record of a day. */
export interface DayLine {
  readonly moment: string;
  readonly source: string;
  /** Why it took the place of another; empty for the first. */
  readonly reason: string;
  /** Why it was late; null where it was not, or nobody said. */
  readonly late: string | null;
  readonly by: string;
  readonly at: Temporal.ZonedDateTime;
  readonly stands: boolean;
}

/** The form as it is shown: with what was typed, and what is wrong beside it. */
export interface DateForm {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly legend: string;
  /** The record that is corrected; empty for a first one. */
  readonly corrects: string;
  readonly typed: TypedDay;
  /** Why it is late, asked once the last day has passed; null before, and for a day that meets no clock. */
  readonly late: {
    readonly last: Temporal.PlainDate;
    readonly note: string;
    readonly items: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  } | null;
  readonly problems: Readonly<Record<DayProblem['field'], string | null>>;
  /** What somebody else put on record while this form was open, which it would now take the place of. */
  readonly meanwhile: DayLine | null;
}

/** A record of a day in words. */
export const dayLine = (one: RecordedDay & { readonly stands: boolean }): DayLine => ({
  moment: momentWords(one),
  source: one.source,
  reason: one.reason,
  late: one.late ? lateText(one.late) : null,
  by: one.recordedBy,
  at: one.recordedAt.toZonedDateTimeISO('Europe/London'),
  stands: one.stands,
});

/** The largest words of the page: the day, or the question where none is on record. */
export function dateHeading(kind: DateKind, ground: KindGround, current: RecordedDay | null): string {
  const words = kindWords(kind, ground);
  if (current === null) return words.question;
  const time = current.time === null ? '' : `, ${timeWords(current.time)}`;
  return `${words.told} ${fullDate(current.day)}${time}`;
}

/** `/cases/<reference>/dates/<kind>`. */
export const datePage = definePage<DatePage>('cases/pages/date.njk');
