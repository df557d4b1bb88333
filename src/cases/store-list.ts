import { type SqlBool, sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { CaseState } from './case.ts';
import type { AskedCases, ListedCase } from './list.ts';
import { pageLength } from './list.ts';

/** What the list is of, counted up to a bound. */
export interface CaseCounts {
  readonly found: number;
  /** With a limit that has passed without being met. */
  readonly late: number;
}

/** Beyond this many nothing is counted, so that no list grows slow with the partnership. */
export const countedTo = 1_000;

function isAsked({ state, words }: AskedCases) {
  const pattern = words === '' ? null : `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<SqlBool>`(${state}::text is null or c.state = ${state})
    and (${pattern}::text is null or c.reference ilike ${pattern} or c.pseudonym ilike ${pattern})`;
}

/**
 * One page of the cases that whoever asks sees, and one more where there are older ones. Every reference holds its year and number, so
 * the newest reference is the case that was opened last.
 */
export async function readCases(tx: Tx, wanted: AskedCases): Promise<readonly ListedCase[]> {
  const { before } = wanted;
  const page = visibleCases(tx)
    .where(isAsked(wanted))
    .select(['c.partnership_id', 'c.id', 'c.reference', 'c.pseudonym', 'c.state', 'c.opened_at'])
    .$if(before !== null, (query) => query.where(sql<SqlBool>`c.reference < ${before}`))
    .orderBy('c.reference', 'desc')
    .limit(pageLength + 1);
  const rows = await tx
    .with('page', () => page)
    .selectFrom('page')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('app.due_clock as k')
          .whereRef('k.partnership_id', '=', 'page.partnership_id')
          .whereRef('k.case_id', '=', 'page.id')
          .where('k.met_on', 'is', null)
          .select(['k.rule', 'k.due_on'])
          // What is not recorded here comes after whatever somebody can still do.
          .orderBy(sql`ctx.is_unrecorded(k.due_on, k.opened_on)`)
          .orderBy('k.due_on')
          .orderBy('k.rule')
          .limit(1)
          .as('next'),
      (join) => join.onTrue(),
    )
    .select(['reference', 'pseudonym', 'state', 'opened_at', 'next.rule', 'next.due_on'])
    .orderBy('reference', 'desc')
    .execute();
  return rows.map((row) => ({
    reference: row.reference,
    pseudonym: row.pseudonym,
    state: row.state as CaseState,
    openedAt: row.opened_at,
    next: row.rule === null || row.due_on === null ? null : { rule: row.rule, dueOn: row.due_on },
  }));
}

/** How many cases the list has, and how many of them have something late; each counted to one over a thousand at most. */
export async function countCases(tx: Tx, wanted: AskedCases, today: Temporal.PlainDate): Promise<CaseCounts> {
  const found = visibleCases(tx)
    .where(isAsked(wanted))
    .select(sql<number>`1`.as('one'))
    .limit(countedTo + 1);
  const late = visibleCases(tx)
    .where(isAsked(wanted))
    .where('c.state', '<>', 'closed')
    .where(
      sql<SqlBool>`exists (select from app.due_clock k where k.partnership_id = c.partnership_id and k.case_id = c.id
        and k.met_on is null and k.paused_on is null and k.due_on < ${today.toString()}::date and not ctx.is_unrecorded(k.due_on, k.opened_on))`,
    )
    .select(sql<number>`1`.as('one'))
    .limit(countedTo + 1);
  const counted = await tx
    .selectNoFrom((from) => [
      from
        .selectFrom(found.as('found'))
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('found'),
      from
        .selectFrom(late.as('late'))
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('late'),
    ])
    .executeTakeFirstOrThrow();
  return { found: counted.found ?? 0, late: counted.late ?? 0 };
}
