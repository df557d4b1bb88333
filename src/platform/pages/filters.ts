const longDateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const briefDateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const shortDateFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long' });
const fullDateFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
const numberFormat = new Intl.NumberFormat('en-GB');
const sizeFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const pluralRules = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const ordinalEndings: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};
const ordinalWords =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');
const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** "20 November 2017". */
export function longDate(day: Temporal.PlainDate): string {
  return longDateFormat.format(day);
}

/** "12 Nov 2026", for a column of dates. */
export function briefDate(day: Temporal.PlainDate): string {
  return briefDateFormat.format(day);
}

/** "Wed 13 January", where the year is obvious. */
export function shortDate(day: Temporal.PlainDate): string {
  return shortDateFormat.format(day).replace(',', '');
}

/** "Wed 13 January 2027". */
export function shortDateWithYear(day: Temporal.PlainDate): string {
  return `${shortDate(day)} ${day.year}`;
}

/** "Monday 4 January 2027", for the one date that a page is about. */
export function fullDate(day: Temporal.PlainDate): string {
  return fullDateFormat.format(day).replace(',', '');
}

/** "January 2027". */
export function monthOfYear(day: Temporal.PlainDate): string {
  return monthFormat.format(day);
}

/** "2027-01-13", for machines. */
export function isoDate(day: Temporal.PlainDate): string {
  return day.toString();
}

/** "4:40pm", "9am". */
export function clockTime(time: Temporal.PlainTime | Temporal.PlainDateTime): string {
  const hour = time.hour % 12 === 0 ? 12 : time.hour % 12;
  const minute = time.minute === 0 ? '' : `:${String(time.minute).padStart(2, '0')}`;
  return `${hour}${minute}${time.hour < 12 ? 'am' : 'pm'}`;
}

/** "1,204". */
export function grouped(count: number): string {
  return numberFormat.format(count);
}

/** The count and its noun: "1 page", "1,204 pages". */
export function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** "a, b and c". */
export function inSentence(items: readonly string[]): string {
  return listFormat.format(items);
}

/** The words with a capital first letter. */
export function sentenceCase(words: string): string {
  return words.charAt(0).toLocaleUpperCase('en-GB') + words.slice(1);
}

/** "first" to "twelfth", then "13th". */
export function ordinal(place: number): string {
  const inWords = ordinalWords[place - 1];
  if (inWords !== undefined) return inWords;
  return `${grouped(place)}${ordinalEndings[pluralRules.select(place)]}`;
}

/** A size in bytes as "1.4 MB", in millions of bytes. */
export function megabytes(bytes: number): string {
  return `${sizeFormat.format(bytes / 1_000_000)} MB`;
}

/** A size in bytes as "12 KB" or "1.4 MB". */
export function fileSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : megabytes(bytes);
}

/** Every filter that templates may use, by name. */
export const filters = {
  longDate,
  briefDate,
  shortDate,
  shortDateWithYear,
  fullDate,
  monthOfYear,
  isoDate,
  clockTime,
  grouped,
  counted,
  inSentence,
  sentenceCase,
  ordinal,
  megabytes,
  fileSize,
} as const;
