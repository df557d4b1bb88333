import { inWords, withoutWeekday } from '../law/day.ts';
import { type DateRead, isDitto, readDate } from './engine/dates/dates.ts';

/** What a date was understood as, for whoever has just typed it. `isUnderstood` false where nothing could be made of it. */
export interface DateSaid {
  readonly isUnderstood: boolean;
  readonly words: string;
}

/**
 * Says what words of a date are understood as, days first; null for an empty cell. Only a sentence comes of it: the words themselves stay
 * as they were typed.
 */
export function dateInWords(typed: string, today: Temporal.PlainDate): DateSaid | null {
  const text = typed.trim();
  if (text === '') return null;
  if (isDitto(text)) return { isUnderstood: true, words: 'Understood as: the date of the row above' };
  const read = readDate(text, { today: today.toString(), order: 'day first' });
  if (!read.understood) return { isUnderstood: false, words: `Not understood. ${read.why}` };
  const time = read.time === null ? '' : `, at ${read.time}`;
  const notes = read.notes.length === 0 ? '' : `. Please look: ${read.notes.join(' ')}`;
  return { isUnderstood: true, words: `Understood as: ${marked(read)}${time}${notes}` };
}

// Uncertain and approximate as EDTF marks them, also within an interval.
function marked(read: DateRead): string {
  const words = stretchInWords(read);
  if (/[?%]/.test(read.edtf)) return `perhaps ${words}`;
  if (!read.edtf.includes('~')) return words;
  return words.startsWith('some time') ? `${words}, or about then` : `about ${words}`;
}

function stretchInWords({ earliest, latest }: DateRead): string {
  const first = earliest === null ? null : Temporal.PlainDate.from(earliest);
  const last = latest === null ? null : Temporal.PlainDate.from(latest);
  if (first === null && last === null) return 'no date';
  if (first === null) return `${withoutWeekday(last as Temporal.PlainDate)} or before`;
  if (last === null) return `${withoutWeekday(first)} or after`;
  if (first.equals(last)) return inWords(first);
  if (first.day === 1 && last.day === last.daysInMonth) {
    if (first.toPlainYearMonth().equals(last.toPlainYearMonth()))
      return `${withoutWeekday(first).replace(/^\d+ /, '')} (month)`;
    if (first.year === last.year && first.month === 1 && last.month === 12) return `${first.year} (year)`;
  }
  return `some time from ${withoutWeekday(first)} to ${withoutWeekday(last)}`;
}
