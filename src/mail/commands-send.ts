import { createTransport } from 'nodemailer';
import { newToken } from '../platform/clock/clock.ts';
import { type Handler, openWorker, type Worker, type WorkerParts } from '../platform/jobs/worker.ts';
import type { Log } from '../platform/log/log.ts';
import { emailAddress } from '../people/invitation.ts';
import { meetingEntry } from '../meetings/invitation.ts';
import { afterFailure, answerOf, carriesLink, type Sender, senderAddress } from './mail.ts';
import { beginAttempt, endAttempt, issueMailedLink, type Sendable, setMailWay } from './store.ts';
import { letter } from './wording.ts';

/** What sending needs of the house. */
export interface Post {
  readonly server: WorkerParts['server'];
  readonly log: Log;
  /** smtp:// or smtps://; null where no mail goes out. */
  readonly smtpUrl: string | null;
  /** Who writes for a partnership; null where it can be reached under no address. */
  readonly senderOf: (partnershipId: string) => Promise<Sender | null>;
  /** How often to look for mail whose next attempt is due (seconds). */
  readonly lookEvery?: number;
}

/**
 * Begins to send mail. Without a mail server nothing is started: no connection, no process, no query, and the database keeps what is
 * asked for. Close what it answers before the database is closed.
 */
export async function openPost(post: Post): Promise<Worker> {
  await setMailWay(post.server, post.smtpUrl !== null);
  if (post.smtpUrl === null) return { close: () => Promise.resolve() };
  const { smtpUrl, senderOf, log, ...parts } = post;
  const handlers = { 'mail.send': sendMail(deliverBy(smtpUrl), senderOf, log) };
  return openWorker({ ...parts, log, handlers });
}

/** What goes with a mail about a meeting into the calendar of whoever gets it: an invitation, or that there is none any longer. */
function calendarEntry(mail: Addressed, sender: Sender, from: string) {
  const { kind, meeting, at } = mail;
  if (meeting === null || kind === 'meeting-agenda' || kind === 'meeting-minutes') return {};
  const method = kind === 'meeting-called-off' ? 'CANCEL' : 'REQUEST';
  const { origin } = sender;
  const content = meetingEntry(
    { ...meeting, version: meeting.sequence, isOff: method === 'CANCEL' },
    meeting.group,
    {
      host: new URL(origin).hostname,
      url: `${origin}/meetings/${meeting.id}`,
      now: at,
      method,
      organiser: from,
      invited: mail.to,
    },
  );
  return { icalEvent: { method, filename: 'meeting.ics', content } };
}

/** A mail whose recipient is known. */
type Addressed = Sendable & { readonly to: string };

type Deliver = (mail: Addressed, sender: Sender, link: string | null) => Promise<string>;

// At least once: a worker that dies between the delivery and the note of it makes the next one deliver again, under the same Message-ID.
// Nothing is sent from inside a transaction, so a slow mail server holds no lock.
function sendMail(deliver: Deliver, senderOf: Post['senderOf'], log: Log): Handler {
  return async ({ payload: { subject: id }, last, transaction }) => {
    const mail = await transaction((tx) => beginAttempt(tx, id));
    if (mail === null) return 'done';
    const sender = await senderOf(mail.partnershipId);
    // Made here and held for this attempt only: the database keeps its hash.
    const link = carriesLink(mail.kind) ? newToken() : null;
    const over = await whyOver(mail, link, (token) => transaction((tx) => issueMailedLink(tx, token)));
    const answer = over ?? (sender === null ? 'NO_ADDRESS' : await deliver(addressed(mail), sender, link));
    const state = /^2\d\d$/.test(answer) ? 'sent' : afterFailure(answer, last || over !== null);
    await transaction((tx) => endAttempt(tx, id, state, answer));
    log.info('mail', { mail: id, state, answer });
    return state === 'queued' ? 'again' : 'done';
  };
}

// A mail that nothing would come of any more: its link opens nothing, or the draft that it warns of is gone.
async function whyOver(
  { to }: Sendable,
  link: string | null,
  issue: (link: string) => Promise<boolean>,
): Promise<string | null> {
  if (to === null || emailAddress(to) === null) return 'DRAFT_OVER';
  return link === null || (await issue(link)) ? null : 'LINK_OVER';
}

function addressed(mail: Sendable): Addressed {
  if (mail.to === null) throw new Error('a mail to nobody');
  return { ...mail, to: mail.to };
}

const seconds = 1_000;

// Each mail has a connection of its own: there are few, and an idle one would have to be closed.
function deliverBy(smtpUrl: string): Deliver {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 20 * seconds,
    greetingTimeout: 20 * seconds,
    socketTimeout: 60 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (mail, sender, link) => {
    const from = senderAddress(sender);
    try {
      await transport.sendMail({
        ...letter(
          mail.kind,
          {
            sender,
            link,
            linkUntil: mail.linkUntil,
            day: mail.day,
            askedOn: mail.askedOn,
            dueOn: mail.dueOn,
            meeting: mail.meeting,
          },
          mail.words ?? undefined,
        ),
        from: { name: sender.name, address: from },
        to: { name: '', address: mail.to },
        envelope: { from, to: [mail.to] },
        messageId: mail.messageId,
        ...calendarEntry(mail, sender, from),
        // No answer of an absent reader's machine is wanted (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return '250';
    } catch (error) {
      return answerOf(error);
    }
  };
}
