import { sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { DueThing } from './due-thing.ts';

/** No month of one partnership has as many; what is beyond is counted as "more", and never left out in silence. */
export const mostDue = 500;

/**
 * What is due between two days, both with, in the cases that whoever asks sees and that are not closed; the nearest first, one more than
 * `mostDue` where there is more. `open`: only what has not been met.
 */
export async function readDueThings(tx: Tx, from: Day, to: Day, open = false): Promise<readonly DueThing[]> {
  const cases = visibleCases(tx)
    .where('c.state', '<>', 'closed')
    .select(['c.partnership_id', 'c.id', 'c.reference', 'c.notifiable_look_again']);
  const rows = await tx
    .with('seen', () => cases)
    .selectFrom(
      sql<DueThing>`(
        select 'clock' as kind, k.rule as what, s.reference, k.due_on as "dueOn", k.met_on as "metOn", k.paused_on as "pausedOn"
        from seen s join app.due_clock k on k.partnership_id = s.partnership_id and k.case_id = s.id
        where k.due_on between ${from.toString()}::date and ${to.toString()}::date and (not ${open} or k.met_on is null)
        union all
        select 'request', r.id::text, s.reference, r.due_on, case when r.state <> 'asked' then r.due_on end, null
        from seen s join app.agency_request r on r.partnership_id = s.partnership_id and r.case_id = s.id
        where r.due_on between ${from.toString()}::date and ${to.toString()}::date and r.state = 'asked'
        union all
        select 'summary', y.id::text, s.reference, y.due_on, null, null
        from seen s join app.agency_summary y on y.partnership_id = s.partnership_id and y.case_id = s.id
          join app.rapid_review v on v.partnership_id = y.partnership_id and v.id = y.review_id and v.ended_at is null
        where y.due_on between ${from.toString()}::date and ${to.toString()}::date and y.state = 'asked'
        union all
        select 'look-again', '', s.reference, s.notifiable_look_again, null, null from seen s
        where s.notifiable_look_again between ${from.toString()}::date and ${to.toString()}::date)`.as('due'),
    )
    .selectAll()
    .orderBy(sql`"dueOn", reference, kind, what`)
    .limit(mostDue + 1)
    .execute();
  return rows;
}
