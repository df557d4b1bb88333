import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import { urgentAnswers } from '../intake/questions-first.ts';
import type { Tx } from '../platform/db/connect.ts';
import { unrecordedYears } from '../cases/clocks.ts';
import {
  type ChairsCase,
  countedTo,
  type DueClock,
  type DueCounts,
  type DueList,
  rowsShown,
  weekEnd,
} from './due.ts';
import { notifyingRules, type OpenDuty } from './notifying.ts';

// Nothing is waited for in a closed case.
const openClocks = (tx: Tx, when: RawBuilder<SqlBool>) =>
  visibleCases(tx)
    .innerJoin('app.due_clock as k', (join) =>
      join.onRef('k.partnership_id', '=', 'c.partnership_id').onRef('k.case_id', '=', 'c.id'),
    )
    .where('k.met_on', 'is', null)
    .where('k.paused_on', 'is', null)
    .where('c.state', '<>', 'closed')
    // What whoever asks has to notify stands in a list of its own.
    .where(
      sql<SqlBool>`not (k.rule = any (${notifyingRules}::text[]) and c.id = any ((select ctx.notifies_case())::uuid[]))`,
    )
    .where(when);

async function readClocks(tx: Tx, when: RawBuilder<SqlBool>, most: number): Promise<readonly DueClock[]> {
  return openClocks(tx, when)
    .select([
      'c.reference',
      sql<string>`k.rule`.as('rule'),
      sql<Temporal.PlainDate>`k.starts_on`.as('startsOn'),
      sql<Temporal.PlainDate>`k.due_on`.as('dueOn'),
      sql<Temporal.PlainDate>`k.opened_on`.as('openedOn'),
    ])
    .orderBy('k.due_on')
    .orderBy('k.case_id')
    .orderBy('k.rule')
    .limit(most)
    .execute();
}

// No record was opened after today, so what fell due in the last two years is recorded: only of older ones the record is asked.
const bound = (today: Temporal.PlainDate) => today.subtract({ years: unrecordedYears }).toString();
const isLate = (today: Temporal.PlainDate) =>
  sql<SqlBool>`(k.due_on < ${today.toString()}::date
    and (k.due_on >= ${bound(today)}::date or not ctx.is_unrecorded(k.due_on, k.opened_on)))`;
const isOld = (today: Temporal.PlainDate) =>
  sql<SqlBool>`(k.due_on < ${bound(today)}::date and ctx.is_unrecorded(k.due_on, k.opened_on))`;

/** The limits of the cases that whoever asks sees, that have not been met: what is late, and what comes next. */
export async function readDue(tx: Tx, today: Temporal.PlainDate): Promise<DueList> {
  const day = today.toString();
  return {
    late: await readClocks(tx, isLate(today), rowsShown),
    unrecorded: await readClocks(tx, isOld(today), rowsShown),
    coming: await readClocks(tx, sql<SqlBool>`k.due_on >= ${day}::date`, 2 * rowsShown),
    counts: await countDue(tx, today),
  };
}

async function countDue(tx: Tx, today: Temporal.PlainDate): Promise<DueCounts> {
  const day = today.toString();
  const until = weekEnd(today).toString();
  const counted = (when: RawBuilder<SqlBool>) =>
    tx
      .selectFrom(
        openClocks(tx, when)
          .select(sql<number>`1`.as('one'))
          .limit(countedTo + 1)
          .as('some'),
      )
      .select(({ fn }) => fn.countAll<number>().as('n'));
  const row = await tx
    .selectNoFrom([
      counted(isLate(today)).as('late'),
      counted(isOld(today)).as('unrecorded'),
      counted(sql<SqlBool>`k.due_on = ${day}::date`).as('today'),
      counted(sql<SqlBool>`k.due_on > ${day}::date and k.due_on <= ${until}::date`).as('week'),
    ])
    .executeTakeFirstOrThrow();
  return { late: row.late ?? 0, today: row.today ?? 0, week: row.week ?? 0, unrecorded: row.unrecorded ?? 0 };
}

/** Which of these referrals, nobody having acknowledged them, say that something is urgent. Answers are read for these alone. */
export async function readUrgent(tx: Tx, among: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('app.referral')
    .select('id')
    .where('partnership_id', '=', sql<string>`(select ctx.partnership_id())`)
    .where('state', '=', 'sent')
    .where('id', '=', sql<string>`any (${[...among]}::uuid[])`)
    .where((its) =>
      its.or(urgentAnswers.map(({ question, is }) => sql<SqlBool>`answers ->> ${question} = ${is}`)),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * What whoever asks has to notify, the nearest day first and a hundred at most: for a notifier, of the cases that are theirs; none for
 * anybody else. A case of which nobody knows when the council became aware has no day, and comes first.
 */
export async function readDuties(tx: Tx): Promise<readonly OpenDuty[]> {
  const { rows } = await sql<OpenDuty>`
    with mine as materialized (
      select c.partnership_id, c.id, c.reference, c.notifiable, (c.opened_at at time zone 'Europe/London')::date as opened_on
      from app.case_file c
      where c.partnership_id = (select ctx.partnership_id()) and c.id = any ((select ctx.notifies_case())::uuid[]) and c.state <> 'closed')
    select m.reference, k.rule, k.due_on as "dueOn", m.opened_on as "openedOn"
    from mine m join app.case_clock k on k.partnership_id = m.partnership_id and k.case_id = m.id
      and k.met_on is null and k.rule = any (${notifyingRules}::text[])
    union all
    select m.reference, null, null, m.opened_on from mine m
    where m.notifiable not in ('not', 'other') and not exists (select from app.case_date d where d.partnership_id = m.partnership_id
      and d.case_id = m.id and d.kind = 'authority-aware' and d.superseded_at is null)
    order by 3 nulls first, 1, 2 limit ${countedTo}`.execute(tx);
  return rows;
}

/**
 * The cases that whoever asks sees, that were notified while a board's chair decided and of which no decision and no review is on record
 * here: a hundred at most. Whether the month was the law on that day is decided elsewhere.
 */
export async function readChairsCases(tx: Tx): Promise<readonly ChairsCase[]> {
  return visibleCases(tx)
    .innerJoin('app.case_date as d', (join) =>
      join
        .onRef('d.partnership_id', '=', 'c.partnership_id')
        .onRef('d.case_id', '=', 'c.id')
        .on('d.kind', '=', 'panel-notified')
        .on('d.superseded_at', 'is', null),
    )
    .where('c.state', '<>', 'closed')
    .where('c.notifiable', 'not in', ['not', 'other'])
    .where(sql<SqlBool>`d.day < '2019-09-29'`)
    .where(sql<SqlBool>`not exists (select from app.decision x where x.partnership_id = c.partnership_id and x.case_id = c.id)
      and not exists (select from app.review v where v.partnership_id = c.partnership_id and v.case_id = c.id)`)
    .select([
      'c.reference',
      'd.day as notified',
      sql<Temporal.PlainDate>`(c.opened_at at time zone 'Europe/London')::date`.as('openedOn'),
    ])
    .orderBy('d.day')
    .orderBy('c.reference')
    .limit(countedTo)
    .execute();
}
