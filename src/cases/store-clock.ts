import { sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { ChangeableClock, GivenChange } from './clock-change.ts';

/** A last day that moved: from when to when, why, and by whom; `day` names the bank holiday that moved it. */
export interface MovedDate {
  readonly oldDue: Day;
  readonly newDue: Day;
  readonly why: 'facts' | 'changed' | 'calendar';
  readonly day: { readonly name: string; readonly day: Day; readonly act: string } | null;
  readonly by: string | null;
  readonly at: Temporal.Instant;
}

/** How the last day of one clock has moved, the latest first, for a case that was found visible. */
export async function readMoved(tx: Tx, caseId: string, rule: string): Promise<readonly MovedDate[]> {
  const { rows } = await sql<
    Omit<MovedDate, 'day'> & { name: string | null; holiday: Day | null; act: string | null }
  >`
    select m.old_due as "oldDue", m.new_due as "newDue", m.why, ctx.name_here(coalesce(m.moved_by, r.asked_by)) as by, m.moved_at as at,
      h.name, h.day as holiday, r.act
    from app.case_clock_history m
      left join app.calendar_run r on r.partnership_id = m.partnership_id and r.id = m.run_id
      left join app.bank_holiday h on h.partnership_id = r.partnership_id and h.id = r.holiday_id
    where m.partnership_id = (select ctx.partnership_id()) and m.case_id = ${caseId}::uuid and m.rule = ${rule}
    order by m.moved_at desc, m.id limit 100`.execute(tx);
  return rows.map(({ name, holiday, act, ...row }) => ({
    ...row,
    day: name === null || holiday === null ? null : { name, day: holiday, act: act ?? '' },
  }));
}

/** A clock as it is kept, for a case that was found visible; null where none runs by that rule. */
export async function readClock(tx: Tx, caseId: string, rule: string): Promise<ChangeableClock | null> {
  const { rows } = await sql<ChangeableClock>`
    select k.starts_on as "startsOn", k.due_on as "dueOn", k.met_on as "metOn", k.paused_on as "pausedOn" from app.case_clock k
    where k.partnership_id = (select ctx.partnership_id()) and k.case_id = ${caseId}::uuid and k.rule = ${rule}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Puts a change of a clock on record; answers its identifier. */
export async function insertClockChange(tx: Tx, caseId: string, given: GivenChange): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.case_clock_change (partnership_id, case_id, rule, kind, day, authority_name, authority_capacity, authorised_on, reason,
      recorded_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${given.rule}, ${given.kind}, ${given.day.toString()}::date, ${given.authorityName},
      ${given.authorityCapacity}, ${given.authorisedOn.toString()}::date, ${given.reason}, ctx.uid()) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}
