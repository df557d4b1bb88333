import type { Day } from '../law/day.ts';

/** One event of a calendar file: something that is due on a day, without an hour. */
export interface IcalEvent {
  /** The same for the same thing for ever, so that a calendar program moves it and does not double it. */
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly url: string;
}

/** A text as RFC 5545, 3.3.11 writes it: backslash, semicolon, comma and line break are escaped, and other control characters left out. */
export const icalText = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');

const encoder = new TextEncoder();

/** A line of no more than 75 octets; what is longer goes on after a line break and a space (3.1). No character is cut in two. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (octets + length > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += length;
  }
  return [...parts, part].join('\r\n');
}

const stamp = (at: Temporal.Instant) => at.round('second').toString().replace(/[-:]/g, '');
const dateOnly = (day: Day) => day.toString().replaceAll('-', '');

/**
 * A calendar file (RFC 5545). Each event is a whole day of the civil calendar, so no zone is needed and no change of the clocks can move it; the
 * stamps are in UTC. A whole day ends, not with, on the next.
 */
export function calendarFile(name: string, events: readonly IcalEvent[], now: Temporal.Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foresight//What is due//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${icalText(name)}`,
    `X-WR-CALNAME:${icalText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(({ uid, day, summary, url }) => [
      'BEGIN:VEVENT',
      `UID:${icalText(uid)}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART;VALUE=DATE:${dateOnly(day)}`,
      `DTEND;VALUE=DATE:${dateOnly(day.add({ days: 1 }))}`,
      `SUMMARY:${icalText(summary)}`,
      'CLASS:CONFIDENTIAL',
      'TRANSP:TRANSPARENT',
      `URL:${url}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
