/** A day of the civil calendar. Legal limits run in days, so no time of day or zone enters here. */
export type Day = Temporal.PlainDate;

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The day written YYYY-MM-DD in the data of this folder. Throws a RangeError for any other writing. */
export function day(iso: string): Day {
  const read = parseDay(iso);
  if (read === null) throw new RangeError(`"${iso}" is not a day written YYYY-MM-DD.`);
  return read;
}

/** The day that `text` names, strictly as YYYY-MM-DD; null for any other writing and for a day that does not exist. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

/** Whether `a` comes before `b`. */
export function isBefore(a: Day, b: Day): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

/** The earlier of two days. */
export function earlier(a: Day, b: Day): Day {
  return isBefore(b, a) ? b : a;
}

/** The later of two days. */
export function later(a: Day, b: Day): Day {
  return isBefore(a, b) ? b : a;
}

/** "Friday 10 April 2026". Written here and not by the platform's locale data, so that it is the same everywhere. */
export function inWords(on: Day): string {
  return `${weekdays[on.dayOfWeek - 1]} ${withoutWeekday(on)}`;
}

/** "10 April 2026". */
export function withoutWeekday(on: Day): string {
  return `${on.day} ${months[on.month - 1]} ${on.year}`;
}
