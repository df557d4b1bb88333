import { sql } from 'kysely';
import { type Hold, visibleCaseId, visibleCases } from '../access/visible.ts';
import type { Standing } from '../access/policy.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { FileAnswer } from '../notifiable/record.ts';
import type { CaseState } from './case.ts';
import type { HeadedCase } from './header.ts';

/** The case of a reference with what its head shows, for whoever sees it; null for everybody else. */
export async function readHeaded(
  tx: Tx,
  reference: string,
  hold: Hold = 'to read',
): Promise<HeadedCase | null> {
  const id = await visibleCaseId(tx, reference, hold);
  if (id === null) return null;
  const row = await visibleCases(tx)
    .where('c.id', '=', id)
    .select([
      'c.id',
      'c.reference',
      'c.pseudonym',
      'c.state',
      'c.notifiable',
      'c.version',
      sql<Temporal.PlainDate>`(c.opened_at at time zone 'Europe/London')::date`.as('openedOn'),
      sql<Standing>`ctx.standing(c.id)`.as('standing'),
      sql<number>`(select count(distinct r.account_id) from ctx.case_readers(c.id) r)`.as('readers'),
    ])
    .executeTakeFirst();
  return row === undefined
    ? null
    : { ...row, state: row.state as CaseState, notifiable: row.notifiable as FileAnswer };
}
