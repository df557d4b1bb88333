import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { gapRule } from './engine/merging/gaps.ts';

/** Whose time without a row: of all agencies, of those in which the child was seen, or of one lane. */
export interface GapOf {
  readonly of: 'all' | 'seen' | 'lane';
  readonly lane: number | null;
}

/** A time without a row, with the rows on either side. `isDoubtful`: a row whose wide date may fall into it. */
export interface GapRead extends GapOf {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly rowBefore: string;
  readonly rowAfter: string;
  readonly isDoubtful: boolean;
  /** How many there are of this kind and lane in all. */
  readonly count: number;
}

/** At most so many of each kind and lane are read: the longest. */
const mostOfEach = 20;

/**
 * Times without a row, by the engine's own rule: what is wider than a month fills no gap. Nobody who reads one lane alone is told that no
 * agency was there.
 */
export async function readGaps(tx: Tx, chronologyId: string, seesAll: boolean): Promise<readonly GapRead[]> {
  const { rows } = await sql<GapRead>`
    with one as materialized (select l.number as lane, r.earliest, r.latest, r.seen,
        coalesce(r.latest - r.earliest < ${gapRule.widest}, false) as narrow, l.number || '.' || r.row_id as key
      from app.chronology_row r join app.chronology_lane l on l.partnership_id = r.partnership_id and l.id = r.lane_id
      where r.partnership_id = (select ctx.partnership_id()) and r.chronology_id = ${chronologyId}::uuid and r.until is null),
    ever as (select 'lane' as of, lane, earliest, latest, key from one where narrow
      union all select 'all', null, earliest, latest, key from one where narrow and ${seesAll}
      union all select 'seen', null, earliest, latest, key from one where narrow and seen and ${seesAll}),
    steps as (select of, lane, earliest, key, max((latest::text || key) collate "C") over (partition by of, lane
      order by earliest, latest, key rows between unbounded preceding and 1 preceding) as before from ever),
    gaps as (select of, lane, left(before, 10)::date as "from", earliest as "to", substr(before, 11) as row_before, key as row_after
      from steps where earliest - left(before, 10)::date >= ${gapRule.days}),
    ranked as (select g.*, row_number() over (partition by of, lane order by "to" - "from" desc, "from") as place,
      count(*) over (partition by of, lane) as count from gaps g)
    select of, lane, "from"::text, "to"::text, "to" - "from" as days, row_before as "rowBefore", row_after as "rowAfter", count::integer,
      exists (select from one w where not w.narrow and (w.earliest is not null or w.latest is not null) and (k.lane is null or w.lane = k.lane)
        and (k.of <> 'seen' or w.seen) and coalesce(w.earliest, '-infinity') < k."to" and coalesce(w.latest, 'infinity') > k."from") as "isDoubtful"
    from ranked k where place <= ${mostOfEach}
    order by of, lane, "from"`.execute(tx);
  return rows;
}
