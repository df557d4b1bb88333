import { sql } from 'kysely';
import { emailAddress } from '../people/invitation.ts';
import { connect, type Tx } from '../platform/db/connect.ts';
import type { Server } from '../platform/db/server.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import {
  type ChasingKind,
  type DraftKind,
  type LinkKind,
  type Mail,
  type MailKind,
  type MailState,
  type MeetingKind,
  pageLength,
} from './mail.ts';
import type { Wording } from './wording.ts';
import type { MeetingOfMail } from './wording-meeting.ts';

/**
 * Mails somebody that there is something to read: written down, and a job asked for, in the transaction of the act. Nothing goes out
 * where that fails, and where the service has no mail server it is kept and shown to the administrator. Throws for what is not one e-mail
 * address: whoever asked for it has checked that.
 */
export async function mail(
  tx: Tx,
  { to, kind }: { readonly to: string; readonly kind: Exclude<MailKind, LinkKind | DraftKind | MeetingKind> },
): Promise<{ readonly id: string }> {
  const address = emailAddress(to);
  if (address === null || to !== to.trim()) throw new RangeError('a mail to what is not one address');
  const { rows } = await sql<{ id: string; goes_out: boolean }>`
    select id, goes_out from ctx.write_mail(${address}, ${kind})`.execute(tx);
  const [written] = rows;
  if (written === undefined) throw new Error('a mail that was not written down');
  if (written.goes_out) await enqueue(tx, 'mail.send', { subject: written.id });
  return { id: written.id };
}

/**
 * Mails a link to whom it was made for, as `mail` does: the database knows the address, and the worker makes the link as it sends, so that
 * it stands nowhere. Answers whether a mail goes out from here at all. Throws for whoever does not pass the link on.
 */
export async function mailLink(
  tx: Tx,
  { invitationId, kind }: { readonly invitationId: string; readonly kind: Exclude<LinkKind, ChasingKind> },
): Promise<boolean> {
  const { rows } = await sql<{ id: string; goes_out: boolean }>`
    select id, goes_out from ctx.write_link_mail(${invitationId}::uuid, ${kind})`.execute(tx);
  const [written] = rows;
  if (written === undefined) throw new Error('a mail that was not written down');
  if (written.goes_out) await enqueue(tx, 'mail.send', { subject: written.id });
  return written.goes_out;
}

/**
 * Mails everybody with a seat at a meeting in the words of a kind: an invitation to those who have none yet, that it was moved or called off to
 * those who were invited, that the agenda is ready to all. Answers how many mails were written. For those who run meetings.
 */
export async function mailMeeting(
  tx: Tx,
  wanted: { readonly meetingId: string; readonly kind: MeetingKind; readonly group: string },
): Promise<number> {
  const { rows } = await sql<{ id: string; goes_out: boolean }>`
    select id, goes_out from ctx.mail_meeting(${wanted.meetingId}::uuid, ${wanted.kind}, ${wanted.group})`.execute(
    tx,
  );
  for (const { id, goes_out } of rows) if (goes_out) await enqueue(tx, 'mail.send', { subject: id });
  return rows.length;
}

interface MeetingRow {
  readonly meeting_id: string | null;
  readonly group_name: string;
  readonly day_of: Temporal.PlainDate;
  readonly begins: string;
  readonly ends: string;
  readonly place: string;
  readonly sequence: number;
}

const meetingColumns = sql`g.meeting_id, g.group_name, g.day as day_of, g.begins::text as begins, g.ends::text as ends, g.place, g.sequence`;

function meetingIn(row: MeetingRow): MeetingOfMail | null {
  if (row.meeting_id === null) return null;
  const { group_name: group, day_of: day, place, sequence } = row;
  const [begins, ends] = [Temporal.PlainTime.from(row.begins), Temporal.PlainTime.from(row.ends)];
  return { id: row.meeting_id, group, day, begins, ends, place, sequence };
}

/** Makes `token` the link of the mail of this job; false where what it would open is over. */
export async function issueMailedLink(tx: Tx, token: string): Promise<boolean> {
  const { rows } = await sql<{ issued: boolean }>`select ctx.issue_mailed_link(${token}) as issued`.execute(
    tx,
  );
  return rows[0]?.issued ?? false;
}

const columns = sql`id, to_address as "to", kind, state, attempts, asked_at as "askedAt", queued_at as "queuedAt",
  attempted_at as "attemptedAt", sent_at as "sentAt", failed_at as "failedAt", answer`;

/** One page of the mails of the partnership, newest first, and how many there are in each state. */
export async function readMails(
  tx: Tx,
  page: number,
): Promise<{ readonly mails: readonly Mail[]; readonly counts: Readonly<Record<MailState, number>> }> {
  const { rows } = await sql<Mail>`
    select ${columns} from app.mail where partnership_id = ctx.partnership_id()
    order by asked_at desc, id limit ${pageLength} offset ${(page - 1) * pageLength}`.execute(tx);
  const counted = await sql<{ state: MailState; count: number }>`
    select state, count(*) as count from app.mail where partnership_id = ctx.partnership_id() group by state`.execute(
    tx,
  );
  const counts = { kept: 0, queued: 0, sent: 0, failed: 0 };
  for (const { state, count } of counted.rows) counts[state] = count;
  return { mails: rows, counts };
}

/** The days that may stand in a mail. */
interface MailDays {
  readonly day: Temporal.PlainDate | null;
  readonly linkUntil: Temporal.PlainDate | null;
  readonly askedOn: Temporal.PlainDate | null;
  readonly dueOn: Temporal.PlainDate | null;
}

/** A mail with what its text is made of, but for its link. */
export interface WordedMail extends Mail, MailDays {
  /** The partnership's words at the time; null for ours. */
  readonly words: Wording | null;
  readonly meeting: MeetingOfMail | null;
}

interface WordRow {
  readonly subject: string | null;
  readonly body: string | null;
}

const wordsOf = ({ subject, body }: WordRow): Wording | null =>
  subject === null || body === null ? null : { subject, body };

/** One mail with its words; null where it is not there. */
export async function readMail(tx: Tx, id: string): Promise<WordedMail | null> {
  const { rows } = await sql<Omit<WordedMail, 'words' | 'meeting'> & WordRow & MeetingRow>`
    select m.*, ${meetingColumns}, w.subject, w.body, (i.expires_at at time zone 'Europe/London')::date as "linkUntil"
    from (select ${columns}, on_day as day, asked_on as "askedOn", due_on as "dueOn", wording, invitation_id from app.mail
      where partnership_id = ctx.partnership_id() and id = ${id}::uuid) m
    left join app.mail_wording w on w.partnership_id = ctx.partnership_id() and w.kind = m.kind and w.version = m.wording
    left join app.mail_meeting g on g.partnership_id = ctx.partnership_id() and g.mail_id = m.id
    left join app.invitation i on i.partnership_id = ctx.partnership_id() and i.id = m.invitation_id`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, words: wordsOf(row), meeting: meetingIn(row) };
}

/** Whether mail goes out from here, with the database's time for what waits. */
export async function readMailWay(
  tx: Tx,
): Promise<{ readonly goesOut: boolean; readonly now: Temporal.Instant }> {
  const { rows } = await sql<{ goes_out: boolean; now: Temporal.Instant }>`
    select ctx.mail_goes_out() as goes_out, now() as now`.execute(tx);
  const [way] = rows;
  if (way === undefined) throw new Error('the database did not answer');
  return { goesOut: way.goes_out, now: way.now };
}

/** Puts a mail into the queue again, with a job of its own. False where somebody was quicker. */
export async function queueAgain(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ queued: boolean }>`select ctx.queue_mail_again(${id}::uuid) as queued`.execute(
    tx,
  );
  const queued = rows[0]?.queued ?? false;
  if (queued) await enqueue(tx, 'mail.send', { subject: id });
  return queued;
}

/** A mail that is to be sent now, as the worker needs it. */
export interface Sendable extends MailDays {
  readonly partnershipId: string;
  /** Null where it was that of a draft which was sent or destroyed meanwhile. */
  readonly to: string | null;
  readonly kind: MailKind;
  readonly messageId: string;
  /** When this attempt began. */
  readonly at: Temporal.Instant;
  readonly words: Wording | null;
  readonly meeting: MeetingOfMail | null;
}

/** Notes an attempt at the mail of this job, before it is made; null where the mail is not to be sent any more. */
export async function beginAttempt(tx: Tx, id: string): Promise<Sendable | null> {
  const { rows } = await sql<Omit<Sendable, 'words' | 'meeting'> & WordRow & MeetingRow>`
    with attempt as (
      update app.mail set attempts = attempts + 1, attempted_at = now()
      where partnership_id = ctx.partnership_id() and id = ${id}::uuid and state = 'queued'
      returning partnership_id, id, kind, message_id, on_day, asked_on, due_on, wording)
    select a.partnership_id as "partnershipId", f.to_address as "to", a.kind, a.message_id as "messageId", now() as at, a.on_day as day,
      a.asked_on as "askedOn", a.due_on as "dueOn",
      f.link_until as "linkUntil", w.subject, w.body, ${meetingColumns}
    from attempt a cross join ctx.mail_facts() f
    left join app.mail_meeting g on g.partnership_id = a.partnership_id and g.mail_id = a.id
    left join app.mail_wording w on w.partnership_id = a.partnership_id and w.kind = a.kind and w.version = a.wording`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, words: wordsOf(row), meeting: meetingIn(row) };
}

/** Notes what came of an attempt. */
export async function endAttempt(tx: Tx, id: string, state: MailState, answer: string): Promise<void> {
  await sql`
    update app.mail set state = ${state}, answer = ${answer},
      sent_at = case when ${state} = 'sent' then now() end, failed_at = case when ${state} = 'failed' then now() end
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid and state = 'queued'`.execute(tx);
}

/** Tells the database whether this service has a mail server. Without one, mail that waits is kept. */
export async function setMailWay(server: Server, opens: boolean): Promise<void> {
  const db = connect(server, 'foresight_worker', 1);
  try {
    await sql`select ctx.set_mail_way(${opens})`.execute(db);
  } finally {
    await db.destroy();
  }
}
