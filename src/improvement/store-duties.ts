import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { OpenDuty } from './duties.ts';
import { here } from './store.ts';

/** The most rows of each kind; the monitoring page has the rest. */
const most = 25;

/**
 * What waits for whoever asks, up to 28 days ahead: their own actions; for the people of an addressee its answers; for those who verify
 * the closings that were asked for, the checks of practice and the intents that expire. At most 25 of each kind.
 */
export async function readImprovementDuties(tx: Tx): Promise<readonly OpenDuty[]> {
  const action = sql`app.action o left join app.case_file c on c.partnership_id = o.partnership_id and c.id = o.case_id
    left join app.agency g on g.partnership_id = o.partnership_id and g.id = o.agency_id`;
  const ask = sql`app.recommendation_ask a join app.recommendation r on r.partnership_id = a.partnership_id and r.id = a.recommendation_id
    left join app.case_file c on c.partnership_id = a.partnership_id and c.id = a.case_id
    left join app.agency g on g.partnership_id = a.partnership_id and g.id = a.agency_id`;
  const office = sql`(select ctx.has_role('coordinator', 'chair'))`;
  const { rows } = await sql<OpenDuty>`
    (select 'action' as what, o.id, o.title, c.reference, o.owner_role as who, o.due_on as "dueOn" from ${action}
      where o.partnership_id = ${here} and o.owner_account = (select ctx.uid()) and o.state in ('planned', 'under-way')
        and o.due_on <= (select ctx.today()) + 28 order by o.due_on, o.id limit ${most})
    union all (select 'verify', o.id, o.title, c.reference, coalesce(g.name, ''), o.due_on from ${action}
      where o.partnership_id = ${here} and o.state = 'closing' and ${office} order by o.due_on, o.id limit ${most})
    union all (select 'check', o.id, o.title, c.reference, coalesce(g.name, ''), o.check_on from ${action}
      where o.partnership_id = ${here} and o.check_on <= (select ctx.today()) + 28 and ${office} order by o.check_on, o.id limit ${most})
    union all (select 'answer', a.id, r.headline, c.reference, coalesce(g.name, a.body), a.response_due from ${ask}
      where a.partnership_id = ${here} and a.life = 'open' and a.position = 'waiting' and a.response_due <= (select ctx.today()) + 28
        and (${office} or a.agency_id = any ((select ctx.here_for())::uuid[])) order by a.response_due, a.id limit ${most})
    union all (select 'intent', a.id, r.headline, c.reference, coalesce(g.name, a.body), a.assessment_until from ${ask}
      where a.partnership_id = ${here} and a.life = 'open' and a.assessment = 'satisfactory-intent'
        and a.assessment_until <= (select ctx.today()) + 28 and ${office} order by a.assessment_until, a.id limit ${most})`.execute(
    tx,
  );
  return rows;
}
