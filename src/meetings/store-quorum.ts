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
