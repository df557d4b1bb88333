import { carriesLink, isOfMeeting, type MailKind, type Sender } from './mail.ts';
import {
  byMeeting,
  hoursOf,
  meetingPath,
  meetingPurposes,
  meetingWords,
  type MeetingOfMail,
} from './wording-meeting.ts';

/** What the words of a mail can name. Nothing of a case, a child or a referral is among these, and nothing else is ever put in. */
export type Placeholder =
  | 'partnership'
  | 'address'
  | 'link'
  | 'day'
  | 'last-day'
  | 'asked-day'
  | 'due-day'
  | 'group'
  | 'meeting-day'
  | 'hours'
  | 'place';

/** Words for a kind of mail, with placeholders in double braces. */
export interface Wording {
  readonly subject: string;
  readonly body: string;
}

/** The longest subject and body (characters); migration 0028 says the same. */
export const subjectMost = 120;
export const bodyMost = 3_000;

interface Holds {
  readonly may: readonly Placeholder[];
  readonly needs: readonly Placeholder[];
  /** What the subject may name besides the partnership. */
  readonly inSubject?: readonly Placeholder[];
}

const byReceipt = { may: ['partnership', 'address'], needs: ['address'] } as const satisfies Holds;
const byLink = { may: ['partnership', 'link', 'last-day'], needs: ['link'] } as const satisfies Holds;
const byClock = {
  may: ['partnership', 'link', 'last-day', 'asked-day', 'due-day'],
  needs: ['link', 'due-day'],
} as const satisfies Holds;

/** What the words of each kind may name, and what they must. The database has the same list and refuses all else. */
export const placeholders = {
  'referral-outcome': byReceipt,
  'referral-question': byReceipt,
  'referral-reconsidered': byReceipt,
  'consultation-answered': byReceipt,
  'endorsement-asked': byLink,
  'agency-request': byLink,
  'agency-request-reminder': byLink,
  'agency-answer-due': byClock,
  'agency-answer-late': byClock,
  'draft-ending': { may: ['partnership', 'address', 'day'], needs: ['address', 'day'] },
  'account-changed': { may: ['partnership', 'address'], needs: [] },
  'clock-due': byReceipt,
  'dates-moved': byReceipt,
  'view-asked': byReceipt,
  'view-due': byReceipt,
  'access-due': byReceipt,
  'meeting-invitation': byMeeting,
  'meeting-moved': byMeeting,
  'meeting-called-off': byMeeting,
  'meeting-agenda': byMeeting,
  'meeting-minutes': byMeeting,
} as const satisfies Record<MailKind, Holds>;

/** What a placeholder stands for, for whoever writes the words. */
export const placeholderWords: Readonly<Record<Placeholder, string>> = {
  partnership: 'the partnership’s name',
  address: 'the address of the page to go to',
  link: 'the link, made anew for each mail',
  day: 'the day on which it is destroyed',
  'last-day': 'the last day on which the link opens',
  'asked-day': 'the day on which they were asked',
  'due-day': 'the last day for the answer',
  group: 'the name of the group',
  'meeting-day': 'the day of the meeting',
  hours: 'when it begins and ends',
  place: 'where it is',
};

/** What each kind is for, for whoever writes its words: its name, and when it goes to whom. */
export const purposes: Readonly<Record<MailKind, { readonly title: string; readonly when: string }>> = {
  'referral-outcome': {
    title: 'The outcome of a referral',
    when: 'Goes to the referrer when the outcome is there to read.',
  },
  'referral-question': {
    title: 'A question to a referrer',
    when: 'Goes to the referrer when the coordinator has asked something.',
  },
  'referral-reconsidered': {
    title: 'A referral is looked at again',
    when: 'Goes to the referrer when a referral that was closed is taken up again.',
  },
  'consultation-answered': {
    title: 'Advice has been given',
    when: 'Goes to whoever asked for advice when there is some.',
  },
  'endorsement-asked': {
    title: 'A safeguarding lead is asked to endorse',
    when: 'Goes to the safeguarding lead whom a referral names, with a link.',
  },
  'agency-request': {
    title: 'An agency is asked what it knows',
    when: 'Goes to the person asked at the agency, with a link.',
  },
  'agency-request-reminder': {
    title: 'An agency is reminded',
    when: 'Goes to the person asked at the agency when a coordinator reminds them, with a link.',
  },
  'agency-answer-due': {
    title: 'An agency’s answer is due',
    when: 'Goes by itself to the person asked at the agency one working day before the last day and on it, with a link.',
  },
  'agency-answer-late': {
    title: 'An agency’s answer is late',
    when: 'Goes by itself to the person asked at the agency one working day after the last day, with a link.',
  },
  'draft-ending': {
    title: 'A draft is about to be destroyed',
    when: 'Goes once to whoever has a draft, seven days before its time is over.',
  },
  'account-changed': {
    title: 'Somebody’s sign-in or roles were changed',
    when: 'Goes to the person themselves when an administrator lets them set a new password, or ends a role of theirs.',
  },
  'clock-due': {
    title: 'Something is due',
    when: 'Goes to those who answer for a limit before its last day, on it and after it.',
  },
  'dates-moved': {
    title: 'Dates have moved',
    when: 'Goes to those who answer for limits whose last day moved, because a bank holiday was added or withdrawn.',
  },
  'view-asked': {
    title: 'Members of a group are asked between meetings',
    when: 'Goes to whoever has a seat that is asked, and to its deputies where nobody has it.',
  },
  'view-due': {
    title: 'An answer between meetings is due or late',
    when: 'Goes by itself to whoever has a seat that has not answered, and its deputies, one working day before the last day, on it and after it.',
  },
  'access-due': {
    title: 'Who still needs access is to be confirmed',
    when: 'Goes by itself at the beginning of a month, and once more later, to those who confirm it and have not.',
  },
  ...meetingPurposes,
};

const notByMail = 'Please do not answer with anything about a person: e-mail is not a safe place for it.';
const elsewhere = 'It is at this address, and not in this e-mail:';
const receiptAtHand = 'Have your receipt at hand: the 24 letters and figures that you were given there.';
const letterOf = (subject: string, ...paragraphs: readonly string[]): Wording => ({
  subject,
  body: paragraphs.join('\n\n'),
});
const toRead = letterOf(
  'There is something for you to read',
  '{{partnership}} has something for you to read.',
  `${elsewhere}\n{{address}}`,
  receiptAtHand,
  notByMail,
);
const toAnswer = (asks: string) =>
  letterOf(
    'There is something for you to answer',
    `{{partnership}} ${asks}.`,
    `${elsewhere}\n{{link}}`,
    'The link opens with a code of eight figures, which you are told by telephone or in person. Do not pass the link on.',
    notByMail,
  );

const toAnswerBy = (subject: string, when: string) =>
  letterOf(
    subject,
    when,
    `Here is another link to the same page. What you have filled in is still there:\n{{link}}`,
    'It opens with the code of eight figures that you were told by telephone or in person. If you have no code, call {{partnership}} on a number that you know. Do not pass the link on.',
    'That you know nothing is an answer too: it takes one button. If you have answered since, do nothing.',
    notByMail,
  );

/** Our own words: those of a partnership that has written none, or has gone back to them. */
export const ownWords: Readonly<Record<MailKind, Wording>> = {
  'referral-outcome': toRead,
  'referral-question': toRead,
  'referral-reconsidered': toRead,
  'consultation-answered': toRead,
  'endorsement-asked': toAnswer('asks you for an answer'),
  'agency-request': toAnswer('asks you for an answer'),
  'agency-request-reminder': toAnswer('is still waiting for your answer'),
  'agency-answer-due': toAnswerBy(
    'Your answer is due',
    '{{partnership}} sent you a link on {{asked-day}}. Your answer is due by {{due-day}}.',
  ),
  'agency-answer-late': toAnswerBy(
    'Your answer is late',
    '{{partnership}} sent you a link on {{asked-day}}. Your answer was due by {{due-day}} and has not come.',
  ),
  'draft-ending': letterOf(
    'Something you began will be destroyed',
    'You began something with {{partnership}} and have not sent it. It will be destroyed on {{day}}, and nobody can bring it back.',
    'If you still want to send it, come back with your receipt before that day:\n{{address}}',
    `${receiptAtHand} If it is no longer needed, do nothing.`,
    notByMail,
  ),
  'account-changed': letterOf(
    'Something about your account was changed',
    '{{partnership}} has changed how you sign in there, or what you may do there.',
    'If you did not expect this, call the partnership on a number that you know.',
    'You can see where you are signed in here:\n{{address}}',
  ),
  'clock-due': letterOf(
    'Something is due',
    '{{partnership}} has something that is due or late, and that you answer for.',
    `${elsewhere}\n{{address}}`,
    notByMail,
  ),
  'dates-moved': letterOf(
    'Dates have moved',
    'A bank holiday was added or withdrawn, and dates that you answer for at {{partnership}} have moved with it.',
    `${elsewhere}\n{{address}}`,
    notByMail,
  ),
  'view-asked': letterOf(
    'You are asked for your view',
    '{{partnership}} asks you something before the next meeting.',
    `${elsewhere}\n{{address}}`,
    'Sign in with your password and your authenticator to read and answer it.',
    notByMail,
  ),
  'view-due': letterOf(
    'Your view is still awaited',
    '{{partnership}} has asked you something and has no answer for your seat yet.',
    `${elsewhere}\n{{address}}`,
    'If you have answered since, or somebody else has for your seat, do nothing.',
    notByMail,
  ),
  'access-due': letterOf(
    'Please confirm who still needs access',
    'Once a month {{partnership}} asks you who of your people still needs to sign in. This month nobody has said yet.',
    `${elsewhere}\n{{address}}`,
    notByMail,
  ),
  ...meetingWords,
};

const paths: Partial<Record<MailKind, string>> = {
  'account-changed': '/sessions',
  'clock-due': '/work',
  'dates-moved': '/work',
  'view-asked': '/rounds',
  'view-due': '/rounds',
  'access-due': '/attestations',
};
const pathOf = (kind: MailKind, meeting: MeetingOfMail | null): string =>
  isOfMeeting(kind) ? meetingPath(kind, meeting) : (paths[kind] ?? '/receipt');

/** Stands in place of a link's own part where a mail is shown: the link is made as it goes out, and is kept nowhere. */
export const linkUnseen = '(the rest is in the e-mail alone)';

/** All that a mail is made of besides its words. There is no other way in, and none of it is about a case. */
export interface Facts {
  /** By which name the partnership writes, and at which scheme and host it is reached. */
  readonly sender: Pick<Sender, 'name' | 'origin'>;
  /** The link's own part, of 24 letters and figures; null where it is not to be seen. */
  readonly link?: string | null;
  /** The last day on which that link opens. */
  readonly linkUntil?: Temporal.PlainDate | null;
  /** The day on which a draft is destroyed. */
  readonly day?: Temporal.PlainDate | null;
  /** The day on which somebody was asked, and the last day for their answer. */
  readonly askedOn?: Temporal.PlainDate | null;
  readonly dueOn?: Temporal.PlainDate | null;
  readonly meeting?: MeetingOfMail | null;
}

/** A mail as it is read: its subject and its text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/**
 * A mail of one kind: its words with the placeholders filled in. E-mail is read by others, on shared screens and in lost telephones, so
 * nothing of a case may be in it: what the words name that their kind may not is left as it was typed. Throws for a link that is none.
 */
export function letter(kind: MailKind, facts: Facts, { subject, body }: Wording = ownWords[kind]): Letter {
  const values = valuesOf(kind, facts);
  const filled = (text: string) =>
    text.replace(/\{\{([a-z-]+)\}\}/g, (whole, name: string) => values.get(name) ?? whole);
  return { subject: filled(subject), text: `${filled(body)}\n` };
}

function valuesOf(
  kind: MailKind,
  { sender, link, meeting = null, ...days }: Facts,
): ReadonlyMap<string, string> {
  const { origin } = sender;
  if (link !== undefined && link !== null && !/^[0-9A-Z]{24}$/.test(link))
    throw new RangeError('a link that is none');
  const all: Readonly<Record<Placeholder, string>> = {
    partnership: oneLine(sender.name),
    address: `${origin}${pathOf(kind, meeting)}`,
    link: `${origin}/link/${link ?? linkUnseen}`,
    day: dayInWords(days.day),
    'last-day': dayInWords(days.linkUntil),
    'asked-day': dayInWords(days.askedOn),
    'due-day': dayInWords(days.dueOn),
    group: oneLine(meeting?.group ?? 'group'),
    'meeting-day': dayInWords(meeting?.day),
    hours: hoursOf(meeting),
    place: oneLine(meeting?.place ?? ''),
  };
  return new Map(placeholders[kind].may.map((name) => [name, all[name]]));
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const dayInWords = (day: Temporal.PlainDate | null | undefined): string =>
  day
    ?.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(',', '') ?? 'a day that the page tells';

/** What is wrong with words, beside which field. */
export interface WordingProblem {
  readonly field: keyof Wording;
  readonly text: string;
}

const inBraces = (name: string) => `{{${name}}}`;
const listed = (names: readonly string[]) => names.map(inBraces).join(', ');
const without = (text: string, names: readonly string[]) =>
  names.length === 0 ? text : text.replace(new RegExp(`\\{\\{(${names.join('|')})\\}\\}`, 'g'), '');
const lengthOf = (text: string) => Array.from(text).length;

/** Why words are not fit for a kind, at most one line for each field: too long, naming what they may not, or lacking what they need. */
export function problemsOf(kind: MailKind, { subject, body }: Wording): readonly WordingProblem[] {
  const { may, needs, inSubject = [] }: Holds = placeholders[kind];
  const inHead = ['partnership', ...inSubject];
  const missing = needs.filter((name) => !body.includes(inBraces(name)));
  const ofSubject =
    (subject === '' && 'Enter a subject') ||
    (lengthOf(subject) > subjectMost && `The subject must be ${subjectMost} characters or fewer`) ||
    (/\{\{|\}\}/.test(without(subject, inHead)) &&
      `In double braces the subject can hold ${listed(inHead)} and nothing else`);
  const ofBody =
    (body === '' && 'Enter the text') ||
    (lengthOf(body) > bodyMost && `The text must be ${bodyMost} characters or fewer`) ||
    (/\{\{|\}\}/.test(without(body, may)) &&
      `In double braces the text can hold only ${listed(may)}${oddIn(body, may)}`) ||
    (missing.length > 0 && `Keep ${listed(missing)} in the text: ${whyNeeded(kind)}`);
  return [
    ...(ofSubject === false ? [] : [{ field: 'subject', text: ofSubject } as const]),
    ...(ofBody === false ? [] : [{ field: 'body', text: ofBody } as const]),
  ];
}

function oddIn(body: string, may: readonly string[]): string {
  const [odd] = /\{\{[^{}\n]{0,30}\}\}/.exec(without(body, may)) ?? [];
  return odd === undefined ? '' : `, and not ${odd}`;
}

const whyNeeded = (kind: MailKind): string =>
  carriesLink(kind)
    ? 'without it nobody gets to what they are asked'
    : kind === 'draft-ending'
      ? 'the mail is about nothing else'
      : 'without it nobody gets to what they should read';

/** The words without what is ours in them, to look for names: placeholders and the partnership's own name say nothing of anybody. */
export const withoutOurs = ({ subject, body }: Wording, partnership: string): string =>
  `${subject}.\n${body}`.replace(/\{\{[a-z-]+\}\}/g, '…').replaceAll(partnership, '…');

/** A mail as a page shows it: paragraphs, each of one or more lines. */
export const inParagraphs = ({ subject, text }: Letter) => ({
  subject,
  paragraphs: text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n')),
});
