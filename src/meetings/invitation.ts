import { folded, icalText } from '../calendar/ical.ts';
import type { Meeting } from './meeting.ts';

const stamp = (at: Temporal.Instant) => at.round('second').toString().replace(/[-:]/g, '');

const inLondon = ({ day }: Pick<Meeting, 'day'>, plainTime: Temporal.PlainTime) =>
  stamp(day.toZonedDateTime({ timeZone: 'Europe/London', plainTime }).toInstant());

/**
 * A meeting as a calendar file (RFC 5545): the name of the group, when and where, and nothing of what it is about. Times are in UTC, counted
 * from London, so that no calendar program moves them with the clocks. The number of the version tells a program which of two files is newer.
 */
export function invitation(
  meeting: Meeting,
  group: string,
  { host, url, now }: { readonly host: string; readonly url: string; readonly now: Temporal.Instant },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foresight//Meetings//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${meeting.id}@${icalText(host)}`,
    `SEQUENCE:${meeting.version}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${inLondon(meeting, meeting.begins)}`,
    `DTEND:${inLondon(meeting, meeting.ends)}`,
    `SUMMARY:${icalText(group)}`,
    `LOCATION:${icalText(meeting.place)}`,
    `STATUS:${meeting.state === 'called-off' ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:CONFIDENTIAL',
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
