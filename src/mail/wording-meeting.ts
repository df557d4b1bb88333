import type { MeetingKind } from './mail.ts';

/** The meeting that a mail is about, as it was when the mail was asked for: when, where and whose, and nothing of what it is about. */
export interface MeetingOfMail {
  readonly id: string;
  readonly group: string;
  readonly day: Temporal.PlainDate;
  readonly begins: Temporal.PlainTime;
  readonly ends: Temporal.PlainTime;
  readonly place: string;
  /** Higher for a later entry of the calendar than for an earlier one. */
  readonly sequence: number;
}

/** What the words of a mail about a meeting may name, and what they must. */
export const byMeeting = {
  may: ['partnership', 'address', 'group', 'meeting-day', 'hours', 'place'],
  needs: ['address'],
  inSubject: ['group', 'meeting-day'],
} as const;

/** What each is for, for whoever writes its words. */
export const meetingPurposes: Readonly<
  Record<MeetingKind, { readonly title: string; readonly when: string }>
> = {
  'meeting-invitation': {
    title: 'An invitation to a meeting',
    when: 'Goes to those with a seat and their deputies when they are invited, with an entry for their calendar.',
  },
  'meeting-moved': {
    title: 'A meeting was moved',
    when: 'Goes to whoever was invited when day, time or place change, with the new entry for their calendar.',
  },
  'meeting-called-off': {
    title: 'A meeting was called off',
    when: 'Goes to whoever was invited, and takes the entry out of their calendar.',
  },
  'meeting-agenda': {
    title: 'An agenda is ready',
    when: 'Goes to those with a seat and their deputies when the agenda is sent out.',
  },
  'meeting-minutes': {
    title: 'Minutes are there to read',
    when: 'Goes to those with a seat and their deputies when minutes are circulated, and once more when they go out corrected.',
  },
};

const subject = '{{group}}, {{meeting-day}}';
const whenAndWhere = '{{meeting-day}}, {{hours}}\n{{place}}';
const notByMail = 'Please do not answer with anything about a person: e-mail is not a safe place for it.';
const body = (...paragraphs: readonly string[]) => paragraphs.join('\n\n');

/** Our own words for each. */
export const meetingWords: Readonly<
  Record<MeetingKind, { readonly subject: string; readonly body: string }>
> = {
  'meeting-invitation': {
    subject,
    body: body(
      '{{partnership}} invites you to a meeting of the {{group}}:',
      whenAndWhere,
      'Say here whether you come, or who comes in your place. What your calendar answers by itself is read by nobody.\n{{address}}',
      notByMail,
    ),
  },
  'meeting-moved': {
    subject,
    body: body(
      'A meeting of the {{group}} was moved, or is somewhere else. It is now:',
      whenAndWhere,
      'Say here again whether you come:\n{{address}}',
      notByMail,
    ),
  },
  'meeting-called-off': {
    subject,
    body: body(
      'This meeting of the {{group}} was called off:',
      whenAndWhere,
      'Why stands here:\n{{address}}',
      notByMail,
    ),
  },
  'meeting-agenda': {
    subject,
    body: body(
      'The agenda of this meeting of the {{group}} is ready:',
      whenAndWhere,
      'It is at this address, and not in this e-mail:\n{{address}}',
      notByMail,
    ),
  },
  'meeting-minutes': {
    subject,
    body: body(
      'The minutes of this meeting of the {{group}} are there to read:',
      whenAndWhere,
      'They are at this address, and not in this e-mail. What is wrong in them you can say there too:\n{{address}}',
      notByMail,
    ),
  },
};

/** The page to which a mail about a meeting leads: where one answers, or the meeting itself. */
export function meetingPath(kind: MeetingKind, meeting: Pick<MeetingOfMail, 'id'> | null): string {
  const base = `/meetings/${meeting?.id ?? ''}`;
  if (kind === 'meeting-minutes') return `${base}/minutes`;
  return kind === 'meeting-invitation' || kind === 'meeting-moved' ? `${base}/answer` : base;
}

/** "10:00 to 12:00". */
export const hoursOf = (meeting: Pick<MeetingOfMail, 'begins' | 'ends'> | null): string =>
  meeting === null
    ? 'at a time that the page tells'
    : `${meeting.begins.toString().slice(0, 5)} to ${meeting.ends.toString().slice(0, 5)}`;
