/** Months by the words that people write; slips of the pen only where no other month can be meant. */
export const months: ReadonlyMap<string, number> = new Map(
  [
    ['jan', 'january', 'janurary', 'januray'],
    ['feb', 'february', 'febuary', 'feburary'],
    ['mar', 'march'],
    ['apr', 'april'],
    ['may'],
    ['jun', 'june'],
    ['jul', 'july'],
    ['aug', 'august'],
    ['sep', 'sept', 'september', 'septmber'],
    ['oct', 'october', 'ocotber'],
    ['nov', 'november', 'novemeber'],
    ['dec', 'december', 'decemeber'],
  ].flatMap((words, at) => words.map((word): [string, number] => [word, at + 1])),
);

/** The months by their names, January first. */
export const monthNames = [
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

/** Days of the week by the words that people write, 1 for Monday. */
export const weekdays: ReadonlyMap<string, number> = new Map(
  [
    ['mon', 'monday'],
    ['tue', 'tues', 'tuesday'],
    ['wed', 'weds', 'wednesday'],
    ['thu', 'thur', 'thurs', 'thursday'],
    ['fri', 'friday'],
    ['sat', 'saturday'],
    ['sun', 'sunday'],
  ].flatMap((words, at) => words.map((word): [string, number] => [word, at + 1])),
);

/** The days of the week by their names, Monday first. */
export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** A season as the months it has here, meteorological: winter runs from December to the end of February. `edtf` is its number there. */
export interface Season {
  readonly name: string;
  readonly edtf: number;
  readonly from: number;
  readonly to: number;
}

const autumn: Season = { name: 'autumn', edtf: 23, from: 9, to: 11 };

/** The seasons: spring March to May, summer June to August, autumn September to November, winter December to February. */
export const seasons: ReadonlyMap<string, Season> = new Map([
  ['spring', { name: 'spring', edtf: 21, from: 3, to: 5 }],
  ['summer', { name: 'summer', edtf: 22, from: 6, to: 8 }],
  ['autumn', autumn],
  ['fall', autumn],
  ['winter', { name: 'winter', edtf: 24, from: 12, to: 2 }],
]);

/**
 * The terms of an English school year as whole months, because their days differ from school to school: autumn September to December,
 * spring January to April, summer April to July. Easter decides where spring ends, so April belongs to both.
 */
export const terms: Readonly<Record<string, readonly [from: number, to: number]>> = {
  autumn: [9, 12],
  winter: [9, 12],
  spring: [1, 4],
  summer: [4, 7],
};

/** What says that a date is uncertain (?) or approximate (~), as EDTF means it. */
export const qualifiers: ReadonlyMap<string, '?' | '~'> = new Map([
  ...[
    'c',
    'ca',
    'circa',
    'approx',
    'approximately',
    'about',
    'around',
    'roughly',
    'estimated',
    'est',
    'approximate',
    'abt',
  ].map((word): [string, '~'] => [word, '~']),
  ...['early', 'mid', 'middle', 'late', 'beginning', 'start', 'end'].map((word): [string, '~'] => [
    word,
    '~',
  ]),
  ...[
    'possibly',
    'probably',
    'maybe',
    'perhaps',
    'uncertain',
    'unconfirmed',
    'thought',
    'believed',
    'likely',
  ].map((word): [string, '?'] => [word, '?']),
]);

/** Words that may stand in a date and change nothing. */
export const fillers: ReadonlySet<string> = new Set([
  'the',
  'of',
  'in',
  'on',
  'during',
  'some',
  'time',
  'sometime',
  'at',
  'point',
  'a',
  'month',
  'year',
  'date',
  'dated',
  'day',
  'calendar',
  'throughout',
]);

/** What people write for "there is no date". A row that says so is kept, without a date. */
export const undated: ReadonlySet<string> = new Set([
  'undated',
  'not dated',
  'unknown',
  'date unknown',
  'unknown date',
  'date not known',
  'date not recorded',
  'date not given',
  'date unclear',
  'date uncertain',
  'exact date unknown',
  'exact date not known',
  'no date',
  'no date given',
  'no date recorded',
  'not known',
  'not recorded',
  'not given',
  'unspecified',
  'unclear',
  'unsure',
  'n/k',
  'nk',
  'u/k',
  'n.k',
  'n.d',
  'nd',
  'n/d',
  'n/r',
  'tbc',
  'to be confirmed',
  '?',
  '??',
  '???',
  'xx/xx/xxxx',
  '??/??/????',
  'xxxx',
]);

/** What people write for "as in the row above". */
export const ditto: ReadonlySet<string> = new Set([
  '"',
  '""',
  "''",
  '“',
  '”',
  '„',
  '〃',
  'ditto',
  'do',
  'do.',
  'as above',
  'same as above',
  'same day',
  'same date',
  'the same day',
  'as previous',
]);

/** Feasts that are one day of a year, as month and day, or as days from Easter Sunday. */
export const feastDays: ReadonlyMap<string, readonly [month: number, day: number] | number> = new Map<
  string,
  readonly [number, number] | number
>([
  ['christmas day', [12, 25]],
  ['xmas day', [12, 25]],
  ['christmas eve', [12, 24]],
  ['xmas eve', [12, 24]],
  ['boxing day', [12, 26]],
  ["new year's eve", [12, 31]],
  ['new years eve', [12, 31]],
  ["new year's day", [1, 1]],
  ['new years day', [1, 1]],
  ['halloween', [10, 31]],
  ['bonfire night', [11, 5]],
  ['good friday', -2],
  ['easter sunday', 0],
  ['easter day', 0],
  ['easter monday', 1],
]);
