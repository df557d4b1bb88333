import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Ground, KnownChild } from './ground.ts';
import type { KeptBefore } from './record.ts';
import { readStanding } from './store.ts';

type GroundRow = Omit<Ground, 'standing' | 'children' | 'clocks'>;

/** What a case file that was found visible knows for the question of notifying. No name of anybody in it is read. */
export async function readGround(tx: Tx, caseId: string): Promise<Ground> {
  const { rows } = await sql<GroundRow>`
    with day as materialized (select d.kind, d.day from app.case_date d
      where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid and d.superseded_at is null)
    select c.event, c.harm, i.earliest, i.latest, coalesce(i.area, '') as area,
      (select day from day where kind = 'authority-aware') as "becameAware",
      (select day from day where kind = 'abuse-suspected') as "abuseSuspected",
      (select day from day where kind = 'panel-notified') as notified,
      exists (select from app.case_agency a join app.agency g on g.partnership_id = a.partnership_id and g.id = a.agency_id
        where a.partnership_id = c.partnership_id and a.case_id = c.id and g.kind = 'local-authority'
          and a.from_day <= ctx.today() and (a.until_day is null or a.until_day > ctx.today())) as "hasAuthority"
    from app.case_file c
    left join lateral (
      select min(i.earliest_day) as earliest, max(coalesce(i.latest_day, i.earliest_day)) as latest,
        case when count(distinct i.area) = 1 then min(i.area) end as area
      from app.case_incident ci join app.incident i on i.partnership_id = ci.partnership_id and i.id = ci.incident_id
      where ci.partnership_id = c.partnership_id and ci.case_id = c.id) i on true
    where c.partnership_id = (select ctx.partnership_id()) and c.id = ${caseId}::uuid`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a case that was visible is gone');
  return {
    ...row,
    standing: await readStanding(tx, caseId),
    children: await readChildren(tx, caseId),
    clocks: await readClocks(tx, caseId),
  };
}

async function readChildren(tx: Tx, caseId: string): Promise<readonly KnownChild[]> {
  const { rows } = await sql<KnownChild>`
    select h.pseudonym, h.born_on as "bornOn", h.age_given as "ageGiven", h.died_on as "diedOn", h.lives_in as "livesIn",
      h.looked_after as "lookedAfter", h.looked_after_by as "lookedAfterBy"
    from app.case_child cc join app.child h on h.partnership_id = cc.partnership_id and h.id = cc.child_id
    where cc.partnership_id = (select ctx.partnership_id()) and cc.case_id = ${caseId}::uuid
    order by h.died_on nulls last, h.born_on desc nulls last, h.pseudonym limit 50`.execute(tx);
  return rows;
}

async function readClocks(tx: Tx, caseId: string): Promise<readonly KeptBefore[]> {
  const { rows } = await sql<KeptBefore>`
    select k.rule, k.due_on::text as "dueOn", k.met_on::text as "metOn" from app.case_clock k
    where k.partnership_id = (select ctx.partnership_id()) and k.case_id = ${caseId}::uuid order by k.due_on, k.rule`.execute(
    tx,
  );
  return rows;
}
