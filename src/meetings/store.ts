import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Attendance, Conflict } from './attendance.ts';
import type { Item, Meeting } from './meeting.ts';

const here = sql`(select ctx.partnership_id())`;

/** How many meetings stand on one page of the list. */
export const pageLength = 50;

interface MeetingRow extends Omit<Meeting, 'begins' | 'ends'> {
  readonly begins: string;
  readonly ends: string;
}

const meetingOf = (row: MeetingRow): Meeting => ({
  ...row,
  begins: Temporal.PlainTime.from(row.begins),
  ends: Temporal.PlainTime.from(row.ends),
});

const columns = sql`m.id, m.group_id as "groupId", m.day, m.begins::text as begins, m.ends::text as ends, m.place, m.state,
  m.called_off_why as "calledOffWhy", m.circulated_at is not null as "isCirculated", m.version,
  (select l.day from app.meeting l where l.partnership_id = m.partnership_id and l.id = m.approved_at_meeting) as "approvedOn"`;

/** The meetings from that day on, the next first; one page, and one more where there are more. Whose they are the database decides. */
export async function readComing(tx: Tx, on: Temporal.PlainDate): Promise<readonly Meeting[]> {
  const { rows } = await sql<MeetingRow>`select ${columns} from app.meeting m
    where m.partnership_id = ${here} and m.day >= ${on.toString()}::date order by m.day, m.begins, m.id limit ${pageLength + 1}`.execute(
    tx,
  );
  return rows.map(meetingOf);
}

/** The meetings before that day, the latest first; one page, and one more where there are more. */
export async function readPast(tx: Tx, before: Temporal.PlainDate): Promise<readonly Meeting[]> {
  const { rows } = await sql<MeetingRow>`select ${columns} from app.meeting m
    where m.partnership_id = ${here} and m.day < ${before.toString()}::date order by m.day desc, m.begins desc, m.id limit ${pageLength + 1}`.execute(
    tx,
  );
  return rows.map(meetingOf);
}

/** A meeting for whoever may know of it; null for everybody else. To be changed, others wait until the transaction ends. */
export async function readMeeting(
  tx: Tx,
  id: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<Meeting | null> {
  if (hold === 'to change')
    await sql`select pg_advisory_xact_lock(hashtextextended('meeting ' || ctx.partnership_id() || ' ' || ${id}, 0))`.execute(
      tx,
    );
  const { rows } = await sql<MeetingRow>`select ${columns} from app.meeting m
    where m.partnership_id = ${here} and m.id = ${id}::uuid`.execute(tx);
  return rows[0] === undefined ? null : meetingOf(rows[0]);
}

/** What is on the agenda for whoever asks, in its order. */
export async function readItems(tx: Tx, meetingId: string): Promise<readonly Item[]> {
  const { rows } = await sql<Item>`
    select i.id, i.kind, i.title, i.case_id as "caseId", i.reference, i.pseudonym, i.referral_id as "referralId",
      i.referral_number as "referralNumber", i.minutes, i.state, i.chaired_by as "chairedBy", c.id is not null as "seesCase"
    from app.meeting_item i left join app.case_file c on c.partnership_id = i.partnership_id and c.id = i.case_id
    where i.partnership_id = ${here} and i.meeting_id = ${meetingId}::uuid and i.state <> 'taken-off'
    order by i.place`.execute(tx);
  return rows;
}

/** The last that was said of every seat, and of everybody without one. */
export async function readAttendance(tx: Tx, meetingId: string): Promise<readonly Attendance[]> {
  const { rows } = await sql<Attendance>`
    select * from (
      select distinct on (a.seat_id, case when a.seat_id is null then lower(a.person_name) end)
        a.seat_id as "seatId", a.account_id as "accountId", coalesce(a.person_name, ctx.name_here(a.account_id), '') as name,
        a.stands, a.capacity, a.presence, a.id
      from app.meeting_attendance a where a.partnership_id = ${here} and a.meeting_id = ${meetingId}::uuid
      order by a.seat_id, case when a.seat_id is null then lower(a.person_name) end, a.id desc) one
    order by one.id`.execute(tx);
  return rows.map(({ seatId, accountId, name, stands, capacity, presence }) => ({
    seatId,
    accountId,
    name,
    stands,
    capacity,
    presence,
  }));
}

/**
 * Who is out for which item of the meeting: by what was declared in it, or in another item about the same case or referral, or from which
 * it was held over. For those who run the meeting; nobody else is told here, nor these of their own.
 */
export async function readConflicts(tx: Tx, meetingId: string): Promise<readonly Conflict[]> {
  const { rows } = await sql<Conflict>`
    select distinct on (i.id, coalesce(k.account_id::text, lower(k.person_name))) k.id, i.id as "itemId", k.account_id as "accountId",
      coalesce(k.person_name, ctx.name_here(k.account_id), 'Somebody who was here') as name, coalesce(r.reason, '') as reason,
      coalesce(ctx.name_here(k.declared_by), 'somebody') as "declaredBy", k.declared_at as "declaredAt"
    from app.meeting_item i
      join app.meeting_item o on o.partnership_id = i.partnership_id
        and (o.root_id = i.root_id or o.case_id = i.case_id or o.referral_id = i.referral_id)
      join app.meeting_conflict k on k.partnership_id = o.partnership_id and k.item_id = o.id and k.ended_at is null
      left join app.meeting_conflict_reason r on r.partnership_id = k.partnership_id and r.conflict_id = k.id
    where i.partnership_id = ${here} and i.meeting_id = ${meetingId}::uuid
    order by i.id, coalesce(k.account_id::text, lower(k.person_name)), k.declared_at`.execute(tx);
  return rows;
}

/** Something open that can be put on an agenda; the same again where it is put there. */
export interface Candidate {
  readonly kind: 'referral' | 'case' | 'rapid-review' | 'review' | 'actions' | 'held-over';
  /** The case, the referral, or the item that was held over. */
  readonly id: string;
  readonly words: string;
}

/** How many of a kind are offered at most. */
export const offeredMost = 100;

/**
 * What is open and not on this agenda: referrals that wait, cases before the group, rapid reviews and reviews that run, cases with actions that
 * are due by its day and that this group watches or none does, and what was held over from earlier meetings of the group and has not come again. A case in which whoever asks has a conflict is not offered.
 */
export async function readCandidates(tx: Tx, meeting: Meeting): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    with there as materialized (select i.kind, i.case_id, i.referral_id, i.root_id from app.meeting_item i
      where i.partnership_id = ${here} and i.meeting_id = ${meeting.id}::uuid and i.state <> 'taken-off'),
    shut as materialized (select ctx.conflicted_cases() as cases)
    (select 'held-over' as kind, i.id, coalesce('Referral ' || i.referral_number, i.pseudonym || ', ' || i.reference, i.title) as words
      from app.meeting_item i join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id
      where i.partnership_id = ${here} and i.state = 'held-over' and m.group_id = ${meeting.groupId}::uuid and m.id <> ${meeting.id}::uuid
        and m.day <= ${meeting.day.toString()}::date
        and not exists (select from app.meeting_item n where n.partnership_id = i.partnership_id and n.root_id = i.root_id and n.id <> i.id
          and n.added_at > i.added_at and n.state <> 'taken-off')
      order by m.day desc, i.place limit ${offeredMost})
    union all
    (select 'referral', r.id, 'Referral ' || r.number from app.referral r
      where r.partnership_id = ${here} and r.state in ('sent', 'received') and r.number is not null
        and not exists (select from app.case_referral c where c.partnership_id = r.partnership_id and c.referral_id = r.id)
        and r.id not in (select t.referral_id from there t where t.referral_id is not null)
      order by r.number limit ${offeredMost})
    union all
    (select 'case', c.id, c.pseudonym || ', ' || c.reference from app.case_file c, shut
      where c.partnership_id = ${here} and c.state in ('open', 'awaiting-information') and c.id <> all (shut.cases)
        and c.id not in (select t.case_id from there t where t.kind = 'case') order by c.reference limit ${offeredMost})
    union all
    (select 'rapid-review', c.id, c.pseudonym || ', ' || c.reference from app.rapid_review r
      join app.case_file c on c.partnership_id = r.partnership_id and c.id = r.case_id, shut
      where r.partnership_id = ${here} and r.ended_at is null and c.state <> 'closed' and c.id <> all (shut.cases)
        and c.id not in (select t.case_id from there t where t.kind = 'rapid-review') order by c.reference limit ${offeredMost})
    union all
    (select distinct 'review', c.id, c.pseudonym || ', ' || c.reference from app.review r
      join app.case_file c on c.partnership_id = r.partnership_id and c.id = r.case_id, shut
      where r.partnership_id = ${here} and r.state in ('commissioned', 'under-way', 'completed') and c.id <> all (shut.cases)
        and c.id not in (select t.case_id from there t where t.kind = 'review') order by 3 limit ${offeredMost})
    union all
    (select distinct 'actions', c.id, c.pseudonym || ', ' || c.reference from app.action a
      join app.case_file c on c.partnership_id = a.partnership_id and c.id = a.case_id, shut
      where a.partnership_id = ${here} and a.state <> 'closed' and a.due_on <= ${meeting.day.toString()}::date
        and (a.group_id is null or a.group_id = ${meeting.groupId}::uuid) and c.id <> all (shut.cases)
        and c.id not in (select t.case_id from there t where t.kind = 'actions') order by 3 limit ${offeredMost})`.execute(
    tx,
  );
  return rows;
}

/** The meetings of the group after that one that have begun: at one of these its minutes are approved. */
export async function readLater(tx: Tx, { groupId, day }: Meeting): Promise<readonly Meeting[]> {
  const { rows } = await sql<MeetingRow>`select ${columns} from app.meeting m
    where m.partnership_id = ${here} and m.group_id = ${groupId}::uuid and m.day > ${day.toString()}::date
      and m.state in ('running', 'held', 'minutes-approved') order by m.day limit 10`.execute(tx);
  return rows.map(meetingOf);
}

/** The meeting of the group before that one; null for the first. */
export async function readEarlier(tx: Tx, { groupId, day }: Meeting): Promise<Meeting | null> {
  const { rows } = await sql<MeetingRow>`select ${columns} from app.meeting m
    where m.partnership_id = ${here} and m.group_id = ${groupId}::uuid and m.day < ${day.toString()}::date and m.state in ('held', 'minutes-approved')
    order by m.day desc limit 1`.execute(tx);
  return rows[0] === undefined ? null : meetingOf(rows[0]);
}

/** Everybody who runs meetings here today; nobody, for whoever runs none. */
export async function readRunners(
  tx: Tx,
): Promise<readonly { readonly accountId: string; readonly name: string }[]> {
  const { rows } = await sql<{ accountId: string; name: string }>`
    select r.account_id as "accountId", r.name from ctx.meeting_runners() r order by lower(r.name), r.account_id limit 200`.execute(
    tx,
  );
  return rows;
}
