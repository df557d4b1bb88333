import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';

/** Somebody who was invited to a meeting, and what they answered. */
export interface Invited {
  readonly accountId: string;
  readonly name: string;
  readonly invitedAt: Temporal.Instant;
  readonly answer: 'coming' | 'apologies' | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly deputy: string | null;
  /** True for whoever asks. */
  readonly isOwn: boolean;
}

/** Everybody who was invited, for those who run the meeting; of others, themselves alone. */
export async function readInvited(tx: Tx, meetingId: string): Promise<readonly Invited[]> {
  const { rows } = await sql<Invited>`
    select i.account_id as "accountId", coalesce(ctx.name_here(i.account_id), 'Somebody who was here') as name, i.invited_at as "invitedAt",
      i.answer, i.answered_at as "answeredAt", i.deputy_name as deputy, i.account_id = ctx.uid() as "isOwn"
    from app.meeting_invitation i where i.partnership_id = ctx.partnership_id() and i.meeting_id = ${meetingId}::uuid
    order by lower(ctx.name_here(i.account_id)), i.account_id limit 300`.execute(tx);
  return rows;
}

/** Keeps one's own answer; false where one is not invited, or it is too late. An apology stands on the record of who is there at once. */
export async function answerMeeting(
  tx: Tx,
  meetingId: string,
  answer: 'coming' | 'apologies',
  deputy: string | null,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.answer_meeting(${meetingId}::uuid, ${answer}, ${deputy}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Whether whoever asks was invited to a meeting that has not begun. */
export async function readMayAnswer(tx: Tx, meetingId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select exists (select from app.meeting_invitation i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
      where i.partnership_id = ctx.partnership_id() and i.meeting_id = ${meetingId}::uuid and i.account_id = ctx.uid()
        and m.state in ('planned', 'agenda-out')) as may`.execute(tx);
  return rows[0]?.may ?? false;
}
