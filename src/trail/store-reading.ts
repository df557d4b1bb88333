import { sql } from 'kysely';
import type { Standing } from '../access/policy.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { AskedPlace } from './asked.ts';
import {
  endOf,
  type LookRow,
  mostLooks,
  pageSize,
  type TrailRow,
  type TrailRows,
  type Which,
} from './reading.ts';
import { looks } from './sentences.ts';

/** Which entries are read: of one case, of one person, or of all; from which place backwards. */
export interface Wanted {
  readonly caseId?: string;
  readonly accountId?: string;
  readonly which: Which;
  /** Entries before this one; null for the newest. */
  readonly before: number | null;
}

const here = sql`w.partnership_id = (select ctx.partnership_id())`;
// Each is word for word the condition of an index of migration 0019.
const kinds: Readonly<Record<Which, ReturnType<typeof sql>>> = {
  everything: sql`true`,
  acts: sql`w.verb not like '%.read'`,
  'not-done': sql`w.outcome <> 'done'`,
};

/** A page of the trail, newest first, as far as the proof of this transaction shows it; one entry more than the page where there are more. */
export async function readEntries(tx: Tx, wanted: Wanted): Promise<TrailRows> {
  const { caseId, accountId, which, before } = wanted;
  const conditions = [
    here,
    kinds[which],
    ...(caseId === undefined ? [] : [sql`w.case_id = ${caseId}::uuid`]),
    ...(accountId === undefined ? [] : [sql`w.account_id = ${accountId}::uuid`]),
    ...(before === null ? [] : [sql`w.seq < ${before}`]),
  ];
  // Names and references are asked once for each person and case of a page, and not once for each entry.
  const { rows } = await sql<TrailRow>`
    with page as materialized (
      select w.seq, w.at, w.verb, w.outcome, w.day_kind, w.actor_kind, w.account_id, w.case_id from audit.entry_words w
      where ${sql.join(conditions, sql` and `)} order by w.seq desc limit ${pageSize + 1}),
    names as materialized (
      select account_id, ctx.name_here(account_id) as name from (select distinct account_id from page where account_id is not null) a),
    refs as materialized (
      select case_id, ctx.case_reference(case_id) as reference from (select distinct case_id from page where case_id is not null) c)
    select p.seq, p.at, p.verb, p.outcome, p.day_kind as "dayKind", p.actor_kind as "actorKind", p.account_id as "accountId", n.name, r.reference
    from page p left join names n using (account_id) left join refs r using (case_id)
    order by p.seq desc`.execute(tx);
  return rows;
}

/** A page of the trail from a place that was asked for: before an entry, or else from the end of a day backwards. */
export async function readAt(
  tx: Tx,
  { before, on, notDone }: AskedPlace,
  of: Pick<Wanted, 'caseId' | 'accountId'>,
): Promise<TrailRows> {
  const place = before === null && on !== null ? await placeAfter(tx, on) : before;
  return readEntries(tx, { ...of, which: notDone ? 'not-done' : 'everything', before: place });
}

// The number after the last entry of a day.
async function placeAfter(tx: Tx, day: Temporal.PlainDate): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select w.seq from audit.entry_words w where ${here} and w.at < ${endOf(day)}::timestamptz
    order by w.at desc, w.seq desc limit 1`.execute(tx);
  return (rows[0]?.seq ?? 0) + 1;
}

// By the verbs' names and not by their ending: of a pattern the planner may know nothing where row-level security holds, and would walk it all.
/** The newest looks at a case, brought together by person and by what was looked at. */
export async function readLooks(tx: Tx, caseId: string): Promise<readonly LookRow[]> {
  const { rows } = await sql<LookRow>`
    with looks as materialized (
      select w.at, w.verb, w.actor_kind, w.account_id from audit.entry_words w
      where ${here} and w.case_id = ${caseId}::uuid and w.verb = any (${looks}) and w.outcome = 'done'
      order by w.seq desc limit ${mostLooks}),
    counted as materialized (
      select account_id, actor_kind, verb, count(*) as times, min(at) as first, max(at) as last
      from looks group by account_id, actor_kind, verb),
    names as materialized (
      select account_id, ctx.name_here(account_id) as name from (select distinct account_id from counted where account_id is not null) a)
    select c.account_id as "accountId", c.actor_kind as "actorKind", n.name, c.verb, c.times, c.first, c.last
    from counted c left join names n using (account_id)`.execute(tx);
  return rows;
}

/** Somebody who is or was here; null for anybody else. */
export async function readNameHere(tx: Tx, accountId: string): Promise<string | null> {
  const { rows } = await sql<{
    name: string | null;
  }>`select ctx.name_here(${accountId}::uuid) as name`.execute(tx);
  return rows[0]?.name ?? null;
}

/** The case of a reference for whoever reads the trail, and how they stand to it: nothing of it but that it is there. */
export async function readCaseOfTrail(
  tx: Tx,
  reference: string,
): Promise<{ readonly id: string; readonly standing: Standing } | null> {
  const { rows } = await sql<{ id: string; standing: Standing }>`
    select c.id, ctx.standing(c.id) as standing from ctx.case_of_reference(${reference}) c (id) where c.id is not null`.execute(
    tx,
  );
  return rows[0] ?? null;
}
