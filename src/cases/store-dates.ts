import { sql } from 'kysely';
import type { Conventions } from '../law/conventions.ts';
import type { Day } from '../law/day.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { CaseState } from './case.ts';
import { holdCalendar } from './store-calendar.ts';
import type { RecordedChange } from './clock-change.ts';
import type { DateKind } from './date-kinds.ts';
import type { DayContext, GivenDay, RecordedDay } from './dates.ts';
import { clockFacts } from './clocks.ts';
import { type KeptClock, keptClocks } from './kept-clocks.ts';
import { type Late, readLateReason } from './late-reasons.ts';

interface DateRow {
  readonly id: string;
  readonly kind: string;
  readonly day: Temporal.PlainDate;
  readonly time: string | null;
  readonly source: string;
  readonly reason: string;
  readonly recorded_at: Temporal.Instant;
  readonly recorded_by: string | null;
  readonly late_reason: string | null;
  readonly late_words: string;
  readonly superseded: boolean;
}

const dayOf = (row: DateRow): RecordedDay => ({
  id: row.id,
  kind: row.kind as DateKind,
  day: row.day,
  time: row.time === null ? null : Temporal.PlainTime.from(row.time),
  source: row.source,
  reason: row.reason,
  late: lateOf(row),
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by ?? '',
});

function lateOf({ late_reason: code, late_words: words }: DateRow): Late | null {
  const reason = code === null ? null : readLateReason(code);
  return reason === null ? null : { reason, words };
}

/** The days of a case that stand, at most one of a kind, for a case that was found visible. */
export async function readDays(tx: Tx, caseId: string): Promise<readonly RecordedDay[]> {
  const { rows } = await sql<DateRow>`
    select d.id, d.kind, d.day, d.time::text as time, d.source, d.reason, d.late_reason, d.late_words, d.recorded_at, ctx.name_here(d.recorded_by) as recorded_by,
      false as superseded
    from app.case_date d
    where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid and d.superseded_at is null`.execute(
    tx,
  );
  return rows.map(dayOf);
}

/** Every record of one kind of day, the one that stands first and what it took the place of after it. */
export async function readDayHistory(
  tx: Tx,
  caseId: string,
  kind: DateKind,
): Promise<readonly (RecordedDay & { readonly stands: boolean })[]> {
  const { rows } = await sql<DateRow>`
    select d.id, d.kind, d.day, d.time::text as time, d.source, d.reason, d.late_reason, d.late_words, d.recorded_at, ctx.name_here(d.recorded_by) as recorded_by,
      d.superseded_at is not null as superseded
    from app.case_date d
    where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid and d.kind = ${kind}
    order by d.superseded_at is not null, d.recorded_at desc, d.id limit 100`.execute(tx);
  return rows.map((row) => ({ ...dayOf(row), stands: !row.superseded }));
}

interface ContextRow {
  readonly event: string;
  readonly state: string;
  readonly stopped: boolean;
  readonly withdrawn: boolean;
  readonly earliest: Temporal.PlainDate | null;
}

/** What a new day is held against, for a case that was found visible. */
export async function readDayContext(tx: Tx, caseId: string): Promise<DayContext> {
  const { rows } = await sql<ContextRow>`
    select c.event, c.state, c.notifiable in ('not', 'other') as stopped,
      c.notification_withdrawn_on is not null as withdrawn, (select min(i.earliest_day) from app.case_incident ci
      join app.incident i on i.partnership_id = ci.partnership_id and i.id = ci.incident_id
      where ci.partnership_id = c.partnership_id and ci.case_id = c.id) as earliest
    from app.case_file c where c.partnership_id = (select ctx.partnership_id()) and c.id = ${caseId}::uuid`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a case that was visible is gone');
  return {
    event: row.event as IncidentEvent,
    state: row.state as CaseState,
    earliest: row.earliest,
    stopped: row.stopped,
    withdrawn: row.withdrawn,
    days: await readDays(tx, caseId),
    changes: await readClockChanges(tx, caseId),
  };
}

/** Puts a day on record; one that it corrects stays, superseded by it. Answers its identifier. */
export async function insertDay(tx: Tx, caseId: string, given: GivenDay): Promise<string> {
  // One statement, because of two that stand neither may be there first: the old one gives way and names the new one.
  const { rows } = await sql<{ id: string }>`
    with fresh as materialized (select gen_random_uuid() as id),
    old as (
      update app.case_date set superseded_at = now(), superseded_by = (select id from fresh), version = version + 1
      where partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid and id = ${given.corrects}::uuid
        and superseded_at is null returning id)
    insert into app.case_date (partnership_id, id, case_id, kind, day, time, source, reason, late_reason, late_words, recorded_by)
    select ctx.partnership_id(), (select id from fresh), ${caseId}::uuid, ${given.kind}, ${given.day.toString()}::date,
      ${given.time?.toString() ?? null}::time, ${given.source}, ${given.reason},
      ${given.late?.reason ?? null}::text, ${given.late?.words ?? ''}, ctx.uid()
    where ${given.corrects}::uuid is null or exists (select from old)
    returning id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a day that was held has been corrected');
  return row.id;
}

/** What was done to the clocks of a case, the first first, for a case that was found visible. */
export async function readClockChanges(tx: Tx, caseId: string): Promise<readonly RecordedChange[]> {
  const { rows } = await sql<RecordedChange>`
    select h.id, h.rule, h.kind, h.day, h.authority_name as "authorityName", h.authority_capacity as "authorityCapacity",
      h.authorised_on as "authorisedOn", h.reason, coalesce(ctx.name_here(h.recorded_by), '') as "recordedBy", h.recorded_at as "recordedAt"
    from app.case_clock_change h
    where h.partnership_id = (select ctx.partnership_id()) and h.case_id = ${caseId}::uuid
    order by h.recorded_at, h.id limit 200`.execute(tx);
  return rows;
}

/**
 * Derives the clocks of a case anew from what is on record, in the transaction that changed a day, what the case is about or a clock itself,
 * and answers how many there are. By the bank holidays as they hold in this transaction, whatever `conventions` has; a last day that moves is
 * kept. For a coordinator, or a notifier of the case. Throws OutsideCalendar.
 */
export async function rewriteClocks(
  tx: Tx,
  caseId: string,
  conventions: Conventions,
  why: 'facts' | 'changed' = 'facts',
): Promise<number> {
  const calendar = await holdCalendar(tx);
  const clocks = keptClocks(clockFacts(await readDayContext(tx, caseId)), { ...conventions, calendar });
  const { rows: before } = await sql<{ rule: string; due_on: Day }>`delete from app.case_clock
    where partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid returning rule, due_on`.execute(
    tx,
  );
  if (clocks.length === 0) return 0;
  const column = (of: (clock: KeptClock) => string | null) => clocks.map(of);
  await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on, met_on, paused_on)
    select ctx.partnership_id(), ${caseId}::uuid, k.* from unnest(${column(({ rule }) => rule)}::text[],
      ${column(({ startsOn }) => startsOn.toString())}::date[], ${column(({ dueOn }) => dueOn.toString())}::date[],
      ${column(({ metOn }) => metOn?.toString() ?? null)}::date[],
      ${column(({ pausedOn }) => pausedOn?.toString() ?? null)}::date[]) k`.execute(tx);
  await keepMoved(tx, caseId, new Map(before.map(({ rule, due_on: due }) => [rule, due])), clocks, why);
  return clocks.length;
}

async function keepMoved(
  tx: Tx,
  caseId: string,
  before: ReadonlyMap<string, Day>,
  clocks: readonly KeptClock[],
  why: 'facts' | 'changed',
): Promise<void> {
  for (const { rule, dueOn } of clocks) {
    const old = before.get(rule);
    if (old === undefined || old.equals(dueOn)) continue;
    await sql`insert into app.case_clock_history (partnership_id, case_id, rule, old_due, new_due, why, moved_by)
      values (ctx.partnership_id(), ${caseId}::uuid, ${rule}, ${old.toString()}::date, ${dueOn.toString()}::date, ${why}, ctx.uid())`.execute(
      tx,
    );
  }
}
