import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Attendance } from './attendance.ts';
import { type ItemChange, type Move, reached } from './meeting.ts';
import type { Plan } from './plan-form.ts';
import type { Candidate } from './store.ts';

const here = sql`(select ctx.partnership_id())`;

/** Plans a meeting with its standing items; answers its identifier. */
export async function addMeeting(tx: Tx, groupId: string, plan: Plan): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.meeting (partnership_id, group_id, day, begins, ends, place, made_by)
    values (${here}, ${groupId}::uuid, ${plan.day.toString()}::date, ${plan.begins.toString()}::time, ${plan.ends.toString()}::time,
      ${plan.place}, ctx.uid()) returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await addStanding(tx, id, 'last-minutes', 'Welcome, apologies, conflicts, minutes of the last meeting');
  await addStanding(tx, id, 'matters-arising', 'Matters arising');
  return id;
}

const addStanding = (tx: Tx, meetingId: string, kind: string, title: string) =>
  sql`insert into app.meeting_item (partnership_id, id, root_id, meeting_id, kind, title, added_by)
    select ${here}, one.id, one.id, ${meetingId}::uuid, ${kind}, ${title}, ctx.uid() from (select gen_random_uuid() as id) one`.execute(
    tx,
  );

/** Changes when and where a meeting is. */
export async function changeMeeting(tx: Tx, id: string, plan: Plan): Promise<void> {
  await sql`update app.meeting set day = ${plan.day.toString()}::date, begins = ${plan.begins.toString()}::time,
    ends = ${plan.ends.toString()}::time, place = ${plan.place}, version = version + 1
    where partnership_id = ${here} and id = ${id}::uuid`.execute(tx);
}

/** Moves a meeting on, or calls it off with a reason. */
export async function moveMeeting(tx: Tx, id: string, move: Move, why: string): Promise<void> {
  await sql`update app.meeting set state = ${reached[move]}, called_off_why = ${why}, version = version + 1,
    agenda_out_at = case when ${move === 'send-agenda'} then now() else agenda_out_at end
    where partnership_id = ${here} and id = ${id}::uuid`.execute(tx);
}

/**
 * Puts something open at the end of the agenda. What is there already, also where whoever does it cannot see that, is not put there
 * again. Answers whether a row was added.
 */
export async function addCandidate(tx: Tx, meetingId: string, { kind, id }: Candidate): Promise<boolean> {
  const own = sql`(select gen_random_uuid() as id) one`;
  const added =
    kind === 'held-over'
      ? await sql`insert into app.meeting_item (partnership_id, id, root_id, meeting_id, kind, title, case_id, reference, pseudonym, referral_id,
          referral_number, minutes, added_by)
        select ${here}, one.id, i.root_id, ${meetingId}::uuid, case when i.kind in ('last-minutes', 'matters-arising') then 'other' else i.kind end,
          i.title, i.case_id, i.reference, i.pseudonym, i.referral_id, i.referral_number, i.minutes, ctx.uid()
        from app.meeting_item i, ${own} where i.partnership_id = ${here} and i.id = ${id}::uuid on conflict do nothing`.execute(
          tx,
        )
      : kind === 'referral'
        ? await sql`insert into app.meeting_item (partnership_id, id, root_id, meeting_id, kind, referral_id, referral_number, minutes, added_by)
          select ${here}, one.id, one.id, ${meetingId}::uuid, 'referral', r.id, r.number, 20, ctx.uid()
          from app.referral r, ${own} where r.partnership_id = ${here} and r.id = ${id}::uuid on conflict do nothing`.execute(
            tx,
          )
        : await sql`insert into app.meeting_item (partnership_id, id, root_id, meeting_id, kind, case_id, reference, pseudonym, minutes, added_by)
          select ${here}, one.id, one.id, ${meetingId}::uuid, ${kind}, c.id, c.reference, c.pseudonym, 20, ctx.uid()
          from app.case_file c, ${own} where c.partnership_id = ${here} and c.id = ${id}::uuid on conflict do nothing`.execute(
            tx,
          );
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Puts an item in its own words at the end of the agenda. */
export async function addOwnItem(tx: Tx, meetingId: string, title: string, minutes: number): Promise<void> {
  await sql`insert into app.meeting_item (partnership_id, id, root_id, meeting_id, kind, title, minutes, added_by)
    select ${here}, one.id, one.id, ${meetingId}::uuid, 'other', ${title}, ${minutes}, ctx.uid() from (select gen_random_uuid() as id) one`.execute(
    tx,
  );
}

/** Lets two items change places. */
export async function exchangeItems(tx: Tx, one: string, other: string): Promise<void> {
  await sql`update app.meeting_item i set place = o.place from app.meeting_item o
    where i.partnership_id = ${here} and o.partnership_id = i.partnership_id
      and ((i.id = ${one}::uuid and o.id = ${other}::uuid) or (i.id = ${other}::uuid and o.id = ${one}::uuid))`.execute(
    tx,
  );
}

const itemStates = { off: 'taken-off', 'hold-over': 'held-over', 'take-up': 'open' } as const;

/** Takes an item off the agenda, holds it over, or takes it up again. */
export async function stateItem(
  tx: Tx,
  id: string,
  change: Exclude<ItemChange, 'up' | 'down' | 'time' | 'chair'>,
): Promise<void> {
  await sql`update app.meeting_item set state = ${itemStates[change]} where partnership_id = ${here} and id = ${id}::uuid`.execute(
    tx,
  );
}

/** Names who chairs an item in the place of the chair; empty for nobody. */
export async function chairItem(tx: Tx, id: string, name: string): Promise<void> {
  await sql`update app.meeting_item set chaired_by = ${name} where partnership_id = ${here} and id = ${id}::uuid`.execute(
    tx,
  );
}

/** Sets how long an item is meant to take. */
export async function timeItem(tx: Tx, id: string, minutes: number): Promise<void> {
  await sql`update app.meeting_item set minutes = ${minutes} where partnership_id = ${here} and id = ${id}::uuid`.execute(
    tx,
  );
}

/** Puts on record who is there; what was said before stays beneath it. */
export async function addAttendance(tx: Tx, meetingId: string, said: readonly Attendance[]): Promise<void> {
  for (const { seatId, accountId, name, stands, capacity, presence } of said)
    await sql`insert into app.meeting_attendance (partnership_id, meeting_id, seat_id, account_id, person_name, stands, capacity, presence, recorded_by)
      values (${here}, ${meetingId}::uuid, ${seatId}::uuid, ${accountId}::uuid, ${accountId === null && name !== '' ? name : null},
        ${stands}, ${capacity}, ${presence}, ctx.uid())`.execute(tx);
}

/** Declares a conflict; null where that person has one in the item already. */
export async function addConflict(
  tx: Tx,
  itemId: string,
  who: { readonly accountId: string | null; readonly name: string },
  reason: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select ctx.declare_conflict(${itemId}::uuid, ${who.accountId}::uuid, ${who.accountId === null ? who.name : null}, ${reason}) as id`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

/** Lets somebody back in; that they were out stays on record. */
export async function endConflict(tx: Tx, id: string): Promise<void> {
  await sql`update app.meeting_conflict set ended_by = ctx.uid(), ended_at = now()
    where partnership_id = ${here} and id = ${id}::uuid and ended_at is null`.execute(tx);
}
