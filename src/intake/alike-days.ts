/** What is known of when something happened: the first and the last day on which it can have been. */
export interface Span {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** How alike two days are: points, below nought where they contradict each other, and why in words. */
export interface DayLikeness {
  readonly points: number;
  readonly reason: string;
}

const daysBetween = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Math.abs(a.until(b, { largestUnit: 'days' }).days);

/** The day with day and month changed round; null where that is no day, or the same one. */
export function changedRound(day: Temporal.PlainDate): Temporal.PlainDate | null {
  if (day.day > 12 || day.day === day.month) return null;
  return day.with({ month: day.day, day: day.month });
}

const digits = (day: Temporal.PlainDate) => day.toString().replaceAll('-', '');

const differing = (a: string, b: string) =>
  Array.from(a).flatMap((digit, at) => (digit === b[at] ? [] : [at]));

/** Compares two days of birth, or of death: `of` says what they are in the plural, "dates of birth". */
export function compareDays(a: Temporal.PlainDate, b: Temporal.PlainDate, of: string): DayLikeness {
  const one = of.replace('dates', 'date');
  if (a.equals(b)) return { points: 40, reason: `the same ${one}` };
  if (changedRound(a)?.equals(b) === true)
    return { points: 34, reason: `the same ${one} with day and month changed round` };
  if (daysBetween(a, b) <= 3) return { points: 28, reason: `${of} within three days` };
  if (a.day === b.day && a.month === b.month && Math.abs(a.year - b.year) === 1)
    return { points: 28, reason: `${of} one year apart` };
  const [x, y] = [digits(a), digits(b)];
  const off = differing(x, y);
  if (off.length === 1) return { points: 28, reason: `${of} that differ by one digit` };
  const [i = 0, j = 0] = off;
  if (off.length === 2 && j === i + 1 && x[i] === y[j] && x[j] === y[i])
    return { points: 28, reason: `${of} with two digits changed round` };
  // The first of a month stands for "some day of it" in many records.
  if (a.year === b.year && a.month === b.month && (a.day === 1 || b.day === 1))
    return { points: 20, reason: `${of} in the same month, one of them its first day` };
  return { points: -30, reason: `but different ${of}` };
}

const longest = 45;

/** Compares when two things happened; null where they cannot be the same, or too little is known. */
export function compareSpans(a: Span, b: Span): DayLikeness | null {
  const longer = Math.max(daysBetween(a.first, a.last), daysBetween(b.first, b.last));
  if (longer > longest) return null;
  const [early, late] = Temporal.PlainDate.compare(a.first, b.first) <= 0 ? [a, b] : [b, a];
  const overlap = Temporal.PlainDate.compare(early.last, late.first) >= 0;
  if (longer === 0 && overlap) return { points: 30, reason: 'what happened is on the same day' };
  if (overlap) return { points: 12, reason: 'what happened may be on the same day' };
  return daysBetween(early.last, late.first) <= 3
    ? { points: 20, reason: 'what happened is within three days' }
    : null;
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** What words such as "early June 2026" say of when it was: that month; null where they name none, or several. */
export function monthIn(words: string): Span | null {
  const found = [...words.toLowerCase().matchAll(/\b([a-z]{3,9})\.?,? (\d{4})\b/g)].flatMap(
    ([, word = '', year]) => {
      const month = months.findIndex((name) => name === word || (word.length === 3 && name.startsWith(word)));
      return month === -1 ? [] : [`${year}-${month + 1}`];
    },
  );
  const [only] = found;
  if (only === undefined || new Set(found).size > 1) return null;
  const [year = 0, month = 0] = only.split('-').map(Number);
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return { first, last: first.with({ day: first.daysInMonth }) };
}

/** The months, as "2026-06", in which a day within three days of the span can lie. */
export function monthsAround({ first, last }: Span): readonly string[] {
  if (daysBetween(first, last) > longest) return [];
  const found: string[] = [];
  const end = last.add({ days: 3 }).toPlainYearMonth();
  for (
    let at = first.subtract({ days: 3 }).toPlainYearMonth();
    Temporal.PlainYearMonth.compare(at, end) <= 0;
    at = at.add({ months: 1 })
  )
    found.push(at.toString());
  return found;
}
