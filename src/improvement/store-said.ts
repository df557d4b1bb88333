import { sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import { here } from './store.ts';
import type { Earlier } from './similar.ts';

interface Found extends Omit<Earlier, 'asks'> {
  readonly asks: readonly {
    addressee: string;
    position: string;
    delivery: string;
    life: string;
    practice: string;
  }[];
}

/** So many are fetched to be put in order. */
const fetched = 120;

/** Earlier recommendations that may say the same as a draft, with what became of them; for those who draft. `without` is the draft itself. */
export async function readEarlier(
  tx: Tx,
  typed: string,
  without: string | null,
): Promise<readonly Earlier[]> {
  const { rows } = await sql<Found & { madeOn: Day | null }>`
    with near as materialized (select s.* from ctx.said_before(${typed}, ${fetched}) s)
    select n.kind, n.id, n.score, r.headline, r.words, r.source, null as status, (r.made_at at time zone 'Europe/London')::date as "madeOn",
      (select coalesce(jsonb_agg(jsonb_build_object('addressee', coalesce(g.name, a.body), 'position', a.position, 'delivery', a.delivery,
          'life', a.life, 'practice', a.practice)), '[]')
        from app.recommendation_ask a left join app.agency g on g.partnership_id = a.partnership_id and g.id = a.agency_id
        where a.partnership_id = r.partnership_id and a.recommendation_id = r.id) as asks, c.reference
    from near n join app.recommendation r on n.kind = 'here' and r.partnership_id = ${here} and r.id = n.id
      left join app.case_file c on c.partnership_id = r.partnership_id and c.id = r.case_id
    where r.id is distinct from ${without}::uuid
    union all
    select n.kind, n.id, n.score, '', i.words, i.source, i.status, i.made_on,
      case when i.addressee = '' then '[]'::jsonb else jsonb_build_array(jsonb_build_object('addressee', i.addressee)) end, null
    from near n join app.imported_recommendation i on n.kind = 'imported' and i.partnership_id = ${here} and i.id = n.id`.execute(
    tx,
  );
  return rows as readonly Earlier[];
}
