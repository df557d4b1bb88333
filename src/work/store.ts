import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import { urgentAnswers } from '../intake/questions-first.ts';
import type { Tx } from '../platform/db/connect.ts';
import { countedTo, type DueClock, type DueCounts, type DueList, rowsShown, weekEnd } from './due.ts';

// Nothing is waited for in a closed case.
const openClocks = (tx: Tx, when: RawBuilder<SqlBool>) =>
  visibleCases(tx)
    .innerJoin('app.case_clock as k', (join) =>
      join.onRef('k.partnership_id', '=', 'c.partnership_id').onRef('k.case_id', '=', 'c.id'),
    )
    .where('k.met_on', 'is', null)
    .where('k.paused_on', 'is', null)
    .where('c.state', '<>', 'closed')
    .where(when);

async function readClocks(tx: Tx, when: RawBuilder<SqlBool>, most: number): Promise<readonly DueClock[]> {
  return openClocks(tx, when)
    .select(['c.reference', 'k.rule', 'k.starts_on as startsOn', 'k.due_on as dueOn'])
    .orderBy('k.due_on')
    .orderBy('k.case_id')
    .orderBy('k.rule')
    .limit(most)
    .execute();
}

/** The limits of the cases that whoever asks sees, that have not been met: what is late, and what comes next. */
export async function readDue(tx: Tx, today: Temporal.PlainDate): Promise<DueList> {
  const day = today.toString();
  return {
    late: await readClocks(tx, sql<SqlBool>`k.due_on < ${day}::date`, rowsShown),
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
      counted(sql<SqlBool>`k.due_on < ${day}::date`).as('late'),
      counted(sql<SqlBool>`k.due_on = ${day}::date`).as('today'),
      counted(sql<SqlBool>`k.due_on > ${day}::date and k.due_on <= ${until}::date`).as('week'),
    ])
    .executeTakeFirstOrThrow();
  return { late: row.late ?? 0, today: row.today ?? 0, week: row.week ?? 0 };
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
