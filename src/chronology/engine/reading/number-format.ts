import type { Stored } from './grid.ts';

const builtIn: Readonly<Record<number, string>> = {
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  27: 'yyyy-mm-dd',
  30: 'dd/mm/yyyy',
  36: 'yyyy-mm-dd',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  50: 'yyyy-mm-dd',
  57: 'yyyy-mm-dd',
};

/** How a spreadsheet shows a number as a date or a time. */
export interface DateFormat {
  readonly shown: Exclude<Stored['shown'], 'number'>;
  readonly hasTime: boolean;
  readonly tokens: readonly string[];
}

const token = /"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|y+|m+|d+|h+|s+(?:\.0+)?|AM\/PM|A\/P|General|./gis;

/** The date format of a number format, by its number and its own code; null where it shows no date and no time. Format 14 follows the machine: here it is British. */
export function dateFormatOf(id: number, code: string | undefined): DateFormat | null {
  const section = (code ?? builtIn[id] ?? '').split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)[0] ?? '';
  const tokens = section.match(token) ?? [];
  if (tokens.some((one) => /^general$/i.test(one) || one === '#' || one === '0' || one === '?')) return null;
  const kinds = tokens.map((one, at) => kindOf(one, at, tokens));
  const has = (kind: string) => kinds.includes(kind);
  const hasTime = has('hour') || has('minute') || has('second');
  if (!hasTime && !has('day') && !has('month') && !has('year')) return null;
  const shown = has('day')
    ? has('year')
      ? 'day'
      : 'day-without-year'
    : has('month')
      ? 'month'
      : has('year')
        ? 'year'
        : 'time';
  return { shown, hasTime, tokens };
}

/** What a token of a format stands for: a lone "m" after hours or before seconds is minutes. */
function kindOf(one: string, at: number, tokens: readonly string[]): string {
  if (/^\[(h+|m+|s+)\]$/i.test(one)) return 'hour';
  if (/^y+$/i.test(one)) return 'year';
  if (/^d+$/i.test(one)) return 'day';
  if (/^h+$/i.test(one)) return 'hour';
  if (/^s+/i.test(one)) return 'second';
  if (/^(am\/pm|a\/p)$/i.test(one)) return 'half';
  if (!/^m+$/i.test(one)) return 'words';
  const near = (step: number) => {
    for (let i = at + step; i >= 0 && i < tokens.length; i += step)
      if (/^(y+|m+|d+|h+|s+.*|\[[hms]+\])$/i.test(tokens[i] ?? '')) return tokens[i] ?? '';
    return '';
  };
  const isMinute = one.length <= 2 && (/^\[?h/i.test(near(-1)) || /^s/i.test(near(1)));
  return isMinute ? 'minute' : 'month';
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const two = (number: number) => String(number).padStart(2, '0');

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly seconds: number;
}

/** The day and the time of a serial number. Days are counted from 1900, with the leap day that never was, or from 1904. */
function momentOf(serial: number, from1904: boolean): Moment | null {
  let whole = Math.floor(serial);
  let seconds = Math.round((serial - whole) * 86_400);
  if (seconds === 86_400) {
    whole += 1;
    seconds = 0;
  }
  if (!from1904 && whole === 60) return null;
  const since1970 = from1904 ? whole - 24_107 : whole - (whole < 60 ? 25_568 : 25_569);
  // Days since 1 March of the year 0, in eras of 400 years.
  const days = since1970 + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1,
    weekday: (((since1970 + 4) % 7) + 7) % 7,
    seconds,
  };
}

const isoDay = ({ year, month, day }: Moment) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

function isoTime(seconds: number): string {
  const second = seconds % 60;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return second === 0 ? clock : `${clock}:${two(second)}`;
}

// The last day that Excel knows, 31 December 9999.
const lastSerial = 2_958_465;

/** A number as its cell shows it, and the day and time it stands for. Null where it is no date that a spreadsheet can show. */
export function shownDate(
  serial: number,
  format: DateFormat,
  from1904: boolean,
): { readonly text: string; readonly stored: Stored } | null {
  if (!(serial >= 0) || serial > lastSerial) return null;
  const moment = momentOf(serial, from1904);
  if (moment === null) return { text: '29/02/1900', stored: { day: null, time: null, shown: format.shown } };
  const isNoDay = format.shown === 'time' || (serial < 1 && !from1904);
  const stored: Stored = {
    day: isNoDay ? null : isoDay(moment),
    time: format.hasTime ? isoTime(moment.seconds) : null,
    shown: format.shown,
  };
  return { text: rendered(moment, serial, format), stored };
}

/** The day that a bare number of a spreadsheet may stand for, where it lies between 1930 and 2099; null otherwise. */
export function dayOfNumber(serial: number, from1904: boolean): string | null {
  const moment = serial > 9_000 && serial < 74_000 ? momentOf(serial, from1904) : null;
  return moment !== null && moment.year >= 1930 && moment.year < 2100 ? isoDay(moment) : null;
}

/** The time of day that a fraction of a day stands for. */
export const timeOfFraction = (fraction: number): string => isoTime(Math.round(fraction * 86_400) % 86_400);

function rendered(moment: Moment, serial: number, { tokens }: DateFormat): string {
  const { year, month, day, weekday, seconds } = moment;
  const isHalf = tokens.some((one) => /^(am\/pm|a\/p)$/i.test(one));
  const hour = Math.floor(seconds / 3600);
  const padded = (number: number, one: string) => (one.length > 1 ? two(number) : String(number));
  return tokens
    .map((one, at) => {
      switch (kindOf(one, at, tokens)) {
        case 'year':
          return one.length > 2 ? String(year) : two(year % 100);
        case 'month':
          return one.length > 4
            ? (months[month - 1] ?? '').slice(0, 1)
            : one.length > 2
              ? (months[month - 1] ?? '').slice(0, one.length === 3 ? 3 : undefined)
              : padded(month, one);
        case 'day':
          return one.length > 2
            ? (weekdays[weekday] ?? '').slice(0, one.length === 3 ? 3 : undefined)
            : padded(day, one);
        case 'hour':
          if (one.startsWith('[')) return String(Math.floor(serial * 24));
          return padded(isHalf ? hour % 12 || 12 : hour, one);
        case 'minute':
          return two(Math.floor(seconds / 60) % 60);
        case 'second':
          return two(seconds % 60);
        case 'half':
          return hour < 12 ? 'AM' : 'PM';
        default:
          if (one.startsWith('"')) return one.slice(1, -1);
          if (one.startsWith('\\')) return one.slice(1);
          return /^[[_*@]/.test(one) ? '' : one;
      }
    })
    .join('')
    .trim();
}
