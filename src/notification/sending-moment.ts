import type { Day } from '../law/day.ts';

/** Which of the two a time is that comes twice, on the night on which the clocks go back. */
export type WhichHour = 'first' | 'second';

/** Why a day and a time in London are no moment. */
export type NoMoment = 'missing-hour' | 'twice';

const london = 'Europe/London';

/**
 * The moment of a day and a time in London. On the last Sunday of March the hour from 1am is left out and names no moment; on the last
 * Sunday of October it comes twice, and names one only together with `which`.
 */
export function momentIn(
  day: Day,
  time: Temporal.PlainTime,
  which: WhichHour | null,
): Temporal.Instant | NoMoment {
  const there = day.toPlainDateTime(time);
  const first = there.toZonedDateTime(london, { disambiguation: 'earlier' });
  const second = there.toZonedDateTime(london, { disambiguation: 'later' });
  if (!first.toPlainDateTime().equals(there) || !second.toPlainDateTime().equals(there))
    return 'missing-hour';
  if (first.equals(second)) return first.toInstant();
  if (which === null) return 'twice';
  return (which === 'first' ? first : second).toInstant();
}

/** The sentence that says what is wrong with such a time. */
export const noMomentWords: Readonly<Record<NoMoment, string>> = {
  'missing-hour':
    'There was no such time on that day: the clocks went forward from 1am to 2am. Check the time',
  twice: 'That time came twice on that day, because the clocks went back. Say which of the two it was',
};
