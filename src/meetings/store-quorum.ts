import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';

const here = sql`(select ctx.partnership_id())`;

/** A meeting that runs and has a case on its agenda. */
export interface RunningMeeting {
  readonly id: string;
  readonly itemId: string;
  readonly groupId: string;
  readonly day: Temporal.PlainDate;
}

/** The meeting that runs now and has the case on its agenda for whoever asks; null where none does. */
export async function readRunningMeeting(tx: Tx, caseId: string): Promise<RunningMeeting | null> {
  const { rows } = await sql<RunningMeeting>`
    select m.id, i.id as "itemId", m.group_id as "groupId", m.day from app.meeting_item i
      join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
    where i.partnership_id = ${here} and i.case_id = ${caseId}::uuid and i.state = 'open' and m.state = 'running'
    order by m.day desc, i.place limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Whether whoever acts has a conflict of interest in the case, by what is on record at a meeting. */
export async function hasConflict(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{
    has: boolean;
  }>`select ${caseId}::uuid = any (ctx.conflicted_cases()) as has`.execute(tx);
  return rows[0]?.has ?? false;
}

/** Somebody who is shut out of an item, by a conflict of interest or because they are excluded from its case. */
export interface ShutOut {
  readonly itemId: string;
  readonly accountId: string;
}

/** Who is shut out of which item of a meeting: for those who run it. */
export async function readShut(tx: Tx, meetingId: string): Promise<readonly ShutOut[]> {
  const { rows } = await sql<ShutOut>`
    select s.item_id as "itemId", s.account_id as "accountId" from ctx.shut_from_items(${meetingId}::uuid) s`.execute(
    tx,
  );
  return rows;
}

/** A sentence where the newest version of the meeting’s pack has papers of an item that whoever asks has not opened; null where it has none. */
export async function readPackBehind(tx: Tx, meetingId: string, itemId: string): Promise<string | null> {
  const { rows } = await sql<{ number: number; unread: number }>`
    select k.number, count(*)::integer as unread from app.meeting_pack k
      join app.meeting_pack_paper x on x.partnership_id = k.partnership_id and x.pack_id = k.id and x.item_id = ${itemId}::uuid
    where k.partnership_id = ${here} and k.meeting_id = ${meetingId}::uuid
      and k.number = (select max(n.number) from app.meeting_pack n where n.partnership_id = k.partnership_id and n.meeting_id = k.meeting_id)
      and not exists (select from app.meeting_pack_look l where l.partnership_id = k.partnership_id and l.pack_id = k.id
        and l.paper_id = x.paper_id and l.account_id = ctx.uid())
    group by k.number`.execute(tx);
  const [row] = rows;
  return row === undefined
    ? null
    : `Version ${row.number} of the pack has ${row.unread === 1 ? 'a paper' : `${row.unread} papers`} of this item that you have not opened. A decision cites the version that you read last`;
}
