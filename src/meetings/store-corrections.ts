import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Correction } from './minutes.ts';

const here = sql`(select ctx.partnership_id())`;

/** The corrections that were proposed to the minutes of a meeting, the first first: all for those who run it, and one's own for everybody else. */
export async function readCorrections(tx: Tx, meetingId: string): Promise<readonly Correction[]> {
  const { rows } = await sql<Correction>`
    select c.id, c.item_id as "itemId", v.number as version, c.words, coalesce(ctx.name_here(c.proposed_by), 'Somebody who was here') as by,
      c.proposed_at as at, c.state, c.reply, ctx.name_here(c.settled_by) as "settledBy", c.proposed_by = ctx.uid() as "isOwn"
    from app.meeting_correction c
      join app.meeting_minutes v on v.partnership_id = c.partnership_id and v.meeting_id = c.meeting_id and v.id = c.minutes_id
    where c.partnership_id = ${here} and c.meeting_id = ${meetingId}::uuid order by c.proposed_at, c.id limit 200`.execute(
    tx,
  );
  return rows;
}

/** Proposes a correction to a version of minutes, in one of its items or, for null, in what stands at its head. */
export async function addCorrection(
  tx: Tx,
  meetingId: string,
  minutesId: string,
  itemId: string | null,
  words: string,
): Promise<void> {
  await sql`insert into app.meeting_correction (partnership_id, meeting_id, minutes_id, item_id, words, proposed_by)
    values (${here}, ${meetingId}::uuid, ${minutesId}::uuid, ${itemId}::uuid, ${words}, ctx.uid())`.execute(
    tx,
  );
}

/** Says what became of a correction. */
export async function settleCorrection(
  tx: Tx,
  id: string,
  state: 'taken' | 'not-taken',
  reply: string,
): Promise<void> {
  await sql`update app.meeting_correction set state = ${state}, reply = ${reply}, settled_by = ctx.uid(), settled_at = now()
    where partnership_id = ${here} and id = ${id}::uuid and state = 'open'`.execute(tx);
}
