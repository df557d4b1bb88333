/**
 * A time of day as somebody wrote it. `time` is how the merge prints it: "14:30"; "14:00~" approximate; "14:30?" uncertain;
 * "14:30/15:00" from one to the other; words that name no clock time as they were typed. `start` is in minutes from midnight, null where no
 * clock time can be put in order. `note` says what a person should look at.
 */
export interface TimeRead {
  readonly time: string;
  readonly start: number | null;
  readonly note: string | null;
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
  readonly loose: boolean;
  readonly note: string | null;
}

const clock =
  /^(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*(a\.?m\.?|p\.?m\.?|hrs?\.?|hours|h|o'clock)?$/;
const fourFigures = /^(\d{2})(\d{2})\s*(hrs?\.?|hours|h)?$/;
const about = /^(?:approx(?:imately|\.)?|about|around|circa|ca?\.|c(?=\d)|c |roughly|~)\s*(?:at\s+)?/;
const noon = /^(?:12\s*)?(?:noon|midday)$/;
const midnight = /^(?:12\s*)?midnight$/;

/** Where parts of a day stand among its hours: only to put rows in order, never as a time. Night may be its first or last hours. */
const parts: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ['am', 0],
  ['a.m.', 0],
  ['morning', 0],
  ['pm', 720],
  ['p.m.', 720],
  ['afternoon', 720],
  ['evening', 1020],
  ['night', null],
  ['overnight', null],
]);

/** Reads a time of day; nothing is refused, because the words of a time that is not understood are kept and noted. */
export function readTime(text: string): TimeRead | null {
  const typed = text.trim();
  if (typed === '') return null;
  let words = typed
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ');
  if (/[^\x20-\x7e]/.test(words)) return asTyped(typed);
  const unsure = words.startsWith('?') || words.endsWith('?');
  words = words.replace(/^\?\s*|\s*\?$/g, '').replace(/^at /, '');
  const approximate = about.test(words) || / (?:approx\.?|approximately)$|\(approx\.?\)$/.test(words);
  words = words.replace(about, '').replace(/ ?\(?(?:approx\.?|approximately)\)?$/, '');
  const mark = unsure ? (approximate ? '%' : '?') : approximate ? '~' : '';
  const part = parts.get(words.replace(/^(?:in the |early |mid |late )/, ''));
  if (part !== undefined) return { time: typed, start: part, note: null };
  const ends = /^(.+?)\s*(?:-|\bto\b|\buntil\b|\btill\b)\s*(.+)$/.exec(
    words.replace(/^(?:from|between) /, ''),
  );
  if (ends !== null) return ranged(ends[1] ?? '', ends[2] ?? '', mark) ?? asTyped(typed);
  const single = clockFrom(words, null);
  if (single === null) return asTyped(typed);
  return { time: `${shown(single)}${mark}`, start: minutes(single), note: single.note ?? loosely(single) };
}

function asTyped(typed: string): TimeRead {
  return { time: typed, start: null, note: `The time “${typed}” is not understood; its words are kept.` };
}

/** "2-3pm" says "pm" once for both, where its first hour is not the later one. */
function ranged(from: string, to: string, mark: string): TimeRead | null {
  const end = clockFrom(to, null);
  const shared = end === null ? null : clockFrom(from, end.half);
  if (shared === null || end === null) return null;
  const start = minutes(shared) > minutes(end) ? (clockFrom(from, 'am') ?? shared) : shared;
  const backwards = minutes(end) < minutes(start);
  const note = backwards
    ? 'It ends before it begins, or on the next day.'
    : (start.note ?? end.note ?? loosely(start));
  return { time: `${shown(start)}${mark}/${shown(end)}${mark}`, start: minutes(start), note };
}

function clockFrom(words: string, half: 'am' | 'pm' | null): Clock | null {
  if (noon.test(words)) return { hour: 12, minute: 0, half: 'pm', loose: false, note: null };
  if (midnight.test(words))
    return { hour: 0, minute: 0, half: 'am', loose: false, note: 'Midnight may begin the day or end it.' };
  const match = fourFigures.exec(words) ?? clock.exec(words);
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const ending = match[0].replaceAll('.', '').endsWith('am')
    ? 'am'
    : match[0].replaceAll('.', '').endsWith('pm')
      ? 'pm'
      : null;
  const bare = match[2] === undefined && match[4] === undefined;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0) || (bare && half === null)) return null;
  if (Number(match[3] ?? 0) > 59 && /[:.]\d\d$/.test(words)) return null;
  return inHalf(hour, minute, ending, half, (match[1] ?? '').length === 1);
}

function inHalf(
  hour: number,
  minute: number,
  ending: 'am' | 'pm' | null,
  other: 'am' | 'pm' | null,
  short: boolean,
) {
  const own = ending ?? (hour <= 12 && other === 'am' ? 'am' : hour < 12 && other === 'pm' ? 'pm' : null);
  if (own === null || hour > 12) {
    const note = own === 'am' && hour > 12 ? `${hour} o'clock is not in the morning.` : null;
    return { hour, minute, half: own, loose: short && own === null, note };
  }
  const of24 = own === 'am' ? (hour === 12 ? 0 : hour) : hour === 12 ? 12 : hour + 12;
  return {
    hour: of24,
    minute,
    half: own,
    loose: false,
    note: hour === 0 ? 'There is no hour 0 with am or pm.' : null,
  };
}

/** "2.30" may be half past two in the afternoon; an hour of one figure from 1 to 6 without am or pm is asked about. */
function loosely({ loose, hour }: Clock): string | null {
  return loose && hour >= 1 && hour <= 6 ? 'The time may be in the morning or in the afternoon.' : null;
}

function shown({ hour, minute }: Clock): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function minutes({ hour, minute }: Clock): number {
  return hour * 60 + minute;
}
