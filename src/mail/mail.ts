/** What a mail can be about. The database has the same list. */
export const mailKinds = [
  'referral-outcome',
  'referral-question',
  'referral-reconsidered',
  'consultation-answered',
  'endorsement-asked',
  'agency-request',
  'agency-request-reminder',
  'agency-answer-due',
  'agency-answer-late',
  'draft-ending',
  'account-changed',
  'clock-due',
  'dates-moved',
  'view-asked',
  'view-due',
  'access-due',
  'meeting-invitation',
  'meeting-moved',
  'meeting-called-off',
  'meeting-agenda',
  'meeting-minutes',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** Those that carry a link of their own, made as they go out. */
export const linkKinds = [
  'endorsement-asked',
  'agency-request',
  'agency-request-reminder',
  'agency-answer-due',
  'agency-answer-late',
] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Those of them that the daily look at what agencies were asked writes, with two days in them. */
export type ChasingKind = 'agency-answer-due' | 'agency-answer-late';

/** Those about a meeting of a group: when and where it is, and nothing of what it is about. */
export const meetingKinds = [
  'meeting-invitation',
  'meeting-moved',
  'meeting-called-off',
  'meeting-agenda',
  'meeting-minutes',
] as const;
export type MeetingKind = (typeof meetingKinds)[number];

/** True for a mail about a meeting. */
export const isOfMeeting = (kind: MailKind): kind is MeetingKind => meetingKinds.some((one) => one === kind);

/** The one whose address is read from a draft, and which the daily look at drafts asks for. */
export type DraftKind = 'draft-ending';

/** True for a mail that carries a link. */
export const carriesLink = (kind: MailKind): kind is LinkKind => linkKinds.some((one) => one === kind);

/** What became of a mail; migration 0013 says what each state means. */
export type MailState = 'kept' | 'queued' | 'sent' | 'failed';

/** How many mails one page of the list shows. */
export const pageLength = 50;

/** A mail as the administrator sees it: to whom, about what, what became of it. */
export interface Mail {
  readonly id: string;
  /** Null where the address is that of a draft: it is read from there as the mail goes out. */
  readonly to: string | null;
  readonly kind: MailKind;
  readonly state: MailState;
  readonly attempts: number;
  readonly askedAt: Temporal.Instant;
  readonly queuedAt: Temporal.Instant | null;
  readonly attemptedAt: Temporal.Instant | null;
  readonly sentAt: Temporal.Instant | null;
  readonly failedAt: Temporal.Instant | null;
  /** Three figures of the mail server, or the kind of trouble on the way to it. */
  readonly answer: string | null;
}

/** Who writes: the partnership, by its name and the address under which people reach it. */
export interface Sender {
  readonly name: string;
  /** Scheme and host, without a trailing slash. */
  readonly origin: string;
  /** The partnership's own role mailbox; null where none is set. */
  readonly mailbox: string | null;
}

const toRead = 'something to read by receipt';
const toAnswer = 'a link to something to answer';
const abouts: Readonly<Record<MailKind, string>> = {
  'referral-outcome': toRead,
  'referral-question': toRead,
  'referral-reconsidered': toRead,
  'consultation-answered': toRead,
  'endorsement-asked': toAnswer,
  'agency-request': toAnswer,
  'agency-request-reminder': 'a reminder of something to answer',
  'agency-answer-due': 'an answer that is due',
  'agency-answer-late': 'an answer that is late',
  'draft-ending': 'something unfinished that will be destroyed',
  'account-changed': 'a change of how they sign in or what they may do',
  'clock-due': 'something that is due',
  'dates-moved': 'dates that have moved',
  'view-asked': 'a question to their seat, between meetings',
  'view-due': 'a question to their seat that waits for an answer',
  'access-due': 'the monthly confirmation of who needs access',
  'meeting-invitation': 'an invitation to a meeting',
  'meeting-moved': 'a meeting that was moved',
  'meeting-called-off': 'a meeting that was called off',
  'meeting-agenda': 'an agenda that is ready',
  'meeting-minutes': 'minutes that are there to read',
};

/** What a mail is about, in a few words that say nothing of a case. */
export const kindWords = (kind: MailKind): string => abouts[kind];

/** To whom a mail goes, as the administrator sees it. The address of a draft is nobody's to see, and is kept nowhere. */
export const recipientWords = ({ to }: Pick<Mail, 'to'>): string => to ?? 'Whoever began a draft';

/** From whom a mail comes: the partnership's role mailbox, or an address at its own host that nobody reads. */
export function senderAddress({ mailbox, origin }: Pick<Sender, 'mailbox' | 'origin'>): string {
  return mailbox ?? `no-reply@${new URL(origin).hostname}`;
}

/** Whether an administrator may send a mail again: it was kept, has failed, or has waited for more than a day. */
export function mayGoAgain(
  { state, queuedAt }: Pick<Mail, 'state' | 'queuedAt'>,
  now: Temporal.Instant,
  goesOut: boolean,
): boolean {
  if (!goesOut || state === 'sent') return false;
  if (state !== 'queued') return true;
  return queuedAt !== null && Temporal.Instant.compare(queuedAt.add({ hours: 24 }), now) < 0;
}

/** What a failed attempt means: try again later, or give up, because the mail server will never take this mail. */
export function afterFailure(answer: string, last: boolean): 'queued' | 'failed' {
  return last || /^5\d\d$/.test(answer) ? 'failed' : 'queued';
}

/** What the trouble was, as three figures of the mail server or a code of the way there; never its words, which may quote an address. */
export function answerOf(trouble: unknown): string {
  const responseCode = trouble instanceof Error && 'responseCode' in trouble ? trouble.responseCode : null;
  const code = trouble instanceof Error && 'code' in trouble ? trouble.code : null;
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode <= 599)
    return String(responseCode);
  return typeof code === 'string' && /^[A-Z_]{1,20}$/.test(code) ? code : 'UNKNOWN';
}

/** What the list of mails is headed: what needs somebody first. */
export function mailHeading(counts: Readonly<Record<MailState, number>>, goesOut: boolean): string {
  const of = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  const { kept, queued, sent, failed } = counts;
  if (kept + queued + sent + failed === 0) return 'Nobody has been mailed yet';
  const parts = [
    ...of(failed, 'mail could not be sent', 'mails could not be sent'),
    ...of(queued, 'waits to go out', 'wait to go out'),
    ...(goesOut ? [] : of(kept, 'kept here', 'kept here')),
  ];
  return parts.length === 0 ? `${of(sent + kept, 'mail', 'mails')[0]}, none waiting` : parts.join(', ');
}

/** What the mail server's last answer means to an administrator; null where there is nothing to explain. */
export function answerWords({ state, answer }: Pick<Mail, 'state' | 'answer'>): string | null {
  if (answer === null || state === 'sent') return null;
  if (answer === 'LINK_OVER') return 'What its link was to open has been answered or taken back, or is over.';
  if (answer === 'DRAFT_OVER') return 'The draft has been sent, or is destroyed already.';
  if (answer === 'NO_ADDRESS') return 'The partnership answers at no address that a mail could name.';
  if (/^5\d\d$/.test(answer)) return `The mail server will not take it (${answer}): check the address.`;
  if (/^4\d\d$/.test(answer)) return `The mail server would not take it yet (${answer}).`;
  return `The mail server could not be reached or did not answer as expected (${answer}).`;
}
