import { readTime } from './times.ts';

const clock = String.raw`(?:(?:approx\.?|approximately|circa|ca?\.?|about|around|~)\s*)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:hrs?|hours|h|a\.?m\.?|p\.?m\.?)?|\d{1,2}h\d{2}|\d{1,2}\s*(?:a\.?m\.?|p\.?m\.?|o'clock)|\d{4}\s*(?:hrs?|hours|h)|(?:12 ?)?(?:noon|midday|midnight))`;
const part = String.raw`(?:(?:in the |early |late |mid )?(?:morning|afternoon|evening|night)|overnight|a\.?m\.?|p\.?m\.?)`;
const time = String.raw`(?:(?:\d{1,2}(?::\d\d)?\s?-\s?)?${clock}(?:\s*(?:-|to|until)\s*${clock})?|${part})`;
const atEnd = new RegExp(String.raw`(?:^|[\s,;@(-])(?:at |@ ?|between |from )?(\??${time}\??)\s*\)?\.?$`);
const atStart = new RegExp(String.raw`^(?:at |@ ?)?(\??${time})(?:\s*,\s*|\s+on\s+|\s*-\s*|\s+)(?=\S)`);
const machine = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(z|utc|gmt|[+-]\d\d:?\d\d)?$/;

/** A date's words without the time that stood with them; `note` where that time needs looking at. */
export interface Parted {
  readonly rest: string;
  readonly time: string;
  readonly note: string | null;
}

/** Parts a time of day from the words of a date, in lower case; null where there is none. */
export function withoutTime(words: string): Parted | null {
  const stamp = machine.exec(words);
  if (stamp !== null) {
    const zone = stamp[3];
    const note =
      zone === undefined
        ? null
        : `The time names the zone “${zone.toUpperCase()}”, which may not be the time here.`;
    return { rest: stamp[1] ?? '', time: stamp[2] ?? '', note };
  }
  if (!/\d[:.h]\d|[ap]\.?m\b|\dh|noon|mid|morning|evening|night|hour|clock/.test(words)) return null;
  const end = atEnd.exec(words);
  if (end !== null) {
    const rest = words
      .slice(0, end.index)
      .replace(/[\s,;@(-]+$/, '')
      .replace(/ at$/, '');
    return { rest, time: end[1] ?? '', note: null };
  }
  const start = atStart.exec(words);
  if (start === null || readTime(start[1] ?? '')?.start === undefined) return null;
  return { rest: words.slice(start[0].length), time: start[1] ?? '', note: null };
}
