import { type Answers, dayIn, entriesOf, type Filled, type Section, textOf } from '../intake/question.ts';
import { dates as referralDates } from '../intake/questions-handling.ts';

/** A day that matters, as somebody gave it: exactly, or in words where the day is not known. Nothing is counted from it. */
export interface KeyDate {
  readonly day: Temporal.PlainDate | null;
  readonly given: string;
  readonly time: string;
  readonly what: string;
}

/** A key date of a file. What was taken out of the list stays on record, and can be put back. */
export interface FileKeyDate extends KeyDate {
  readonly id: string;
  /** The referral in whose words it is; null for what was written into the file. */
  readonly referral: {
    readonly id: string;
    readonly number: number;
    readonly sentAt: Temporal.Instant;
  } | null;
  readonly removedAt: Temporal.Instant | null;
}

/** The key dates of a referral, in the order in which they were entered. */
export const keyDatesFrom = (answers: Answers): readonly KeyDate[] =>
  entriesOf(answers, referralDates)
    .map(keyDateFrom)
    .filter(({ what }) => what !== '');

/** A key date as a form gives it. */
export const keyDateFrom = (filled: Filled): KeyDate => ({
  day: dayIn(filled, 'date-day'),
  given: textOf(filled, 'date-given'),
  time: textOf(filled, 'date-time'),
  what: textOf(filled, 'date-event'),
});

/** A key date as its form has it. */
export const keyDateKept = ({ day, given, time, what }: KeyDate) => ({
  'date-day': day?.toString() ?? '',
  'date-given': given,
  'date-time': time,
  'date-event': what,
});

/** The form of one key date: the questions of a referral. */
export function keyDateSection(title: string): Section {
  const { repeat: _, lead: __, ...form } = referralDates;
  return { ...form, id: 'key-date', step: '', title };
}

/**
 * In the order of time: what has a day by its day and within it as it stands, and after those what has none, in the order of the file.
 * Words such as "early June" are never turned into a day.
 */
export function inTime<D extends Pick<KeyDate, 'day'>>(dates: readonly D[]): readonly D[] {
  const dated = dates.flatMap((one) => (one.day === null ? [] : [{ one, day: one.day }]));
  return [
    ...dated.toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day)).map(({ one }) => one),
    ...dates.filter(({ day }) => day === null),
  ];
}
