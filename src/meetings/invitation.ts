import { folded, icalText } from '../calendar/ical.ts';
import type { Meeting } from './meeting.ts';

/** A meeting as a calendar needs it. */
export interface EntryFacts extends Pick<Meeting, 'id' | 'day' | 'begins' | 'ends' | 'place' | 'version'> {
  readonly isOff: boolean;
}

/** Where the entry comes from and leads to; with whom it invites, where it does. */
export interface EntryPlace {
  readonly host: string;
  readonly url: string;
  readonly now: Temporal.Instant;
  readonly method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  readonly organiser?: string;
  readonly invited?: string;
}

const stamp = (at: Temporal.Instant) => at.round('second').toString().replace(/[-:]/g, '');

const inLondon = ({ day }: Pick<Meeting, 'day'>, plainTime: Temporal.PlainTime) =>
  stamp(day.toZonedDateTime({ timeZone: 'Europe/London', plainTime }).toInstant());

/**
 * A meeting as a calendar file (RFC 5545): the name of the group, when and where, and nothing of what it is about. Times are in UTC, counted
 * from London, so that no calendar program moves them with the clocks. The number of the version tells a program which of two files is newer.
 * With REQUEST it invites one person, with CANCEL it takes the entry out again (RFC 5546); no answer of a program is asked for, since nothing
 * reads it.
 */
export function meetingEntry(meeting: EntryFacts, group: string, place: EntryPlace): string {
  const { host, url, now, method, organiser, invited } = place;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foresight//Meetings//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${meeting.id}@${icalText(host)}`,
    `SEQUENCE:${meeting.version}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${inLondon(meeting, meeting.begins)}`,
    `DTEND:${inLondon(meeting, meeting.ends)}`,
    `SUMMARY:${icalText(group)}`,
    `LOCATION:${icalText(meeting.place)}`,
    ...(organiser === undefined ? [] : [`ORGANIZER:mailto:${icalText(organiser)}`]),
    ...(invited === undefined
      ? []
      : [`ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${icalText(invited)}`]),
    `STATUS:${meeting.isOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:CONFIDENTIAL',
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** The same to be downloaded, for whoever may know of the meeting. */
export const invitation = (
  meeting: Meeting,
  group: string,
  place: Pick<EntryPlace, 'host' | 'url' | 'now'>,
): string =>
  meetingEntry({ ...meeting, isOff: meeting.state === 'called-off' }, group, { ...place, method: 'PUBLISH' });
