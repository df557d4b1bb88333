import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Episode, Mark, MarkWish } from './marks.ts';
import { rowFrom } from './merged.ts';
import { standingMarks } from './store-merged.ts';

const here = sql`(select ctx.partnership_id())`;

/** Which marks: all that stand, those of rows, one, or of a kind. */
export interface MarksAsked {
  readonly rows?: readonly string[];
  readonly id?: string;
  readonly most?: number;
}

/**
 * What was said of the rows of a chronology and stands, in the order in which it was said. Each names all its rows, those too that a return
 * has left out since, and says which these are.
 */
export async function readMarks(
  tx: Tx,
  chronologyId: string,
  { rows: keys, id, most = 2_000 }: MarksAsked = {},
): Promise<readonly Mark[]> {
  const wanted = keys?.flatMap((key) => rowFrom(key) ?? []) ?? null;
  if (wanted?.length === 0) return [];
  const ofRows =
    wanted === null
      ? sql``
      : sql`and m.id in (select k.mark_id from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (lane integer, "rowId" text)
          join app.chronology_lane l on l.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid and l.number = w.lane
          join app.chronology_mark_row k on k.partnership_id = l.partnership_id and k.lane_id = l.id and k.row_id = w."rowId")`;
  const { rows } = await sql<Mark>`
    with said as materialized (select m.id, m.case_id, m.kind, m.words, m.target, m.made_by, m.made_at, m.replaces from app.chronology_mark m
      where m.partnership_id = ${here} and m.chronology_id = ${chronologyId}::uuid and ${standingMarks} ${ofRows}
        ${id === undefined ? sql`` : sql`and m.id = ${id}::uuid`}
      order by m.made_at, m.id limit ${most})
    select s.id, s.kind, s.words, s.target, ctx.name_here(s.made_by) as by, s.made_at as at, s.replaces is not null as "isCorrected",
      o.rows, o.withdrawn
    from said s cross join lateral (
      select coalesce(array_agg(l.number || '.' || k.row_id order by r.sort_key, l.number), '{}') as rows,
        coalesce(array_agg(l.number || '.' || k.row_id order by l.number) filter (where r.row_id is null), '{}') as withdrawn
      from app.chronology_mark_row k join app.chronology_lane l on l.partnership_id = k.partnership_id and l.id = k.lane_id
        left join app.chronology_row r on r.partnership_id = k.partnership_id and r.lane_id = k.lane_id and r.row_id = k.row_id and r.until is null
      where k.partnership_id = ${here} and k.mark_id = s.id) o
    order by s.made_at, s.id`.execute(tx);
  return rows;
}

/** The practice episodes of the case's rapid reviews, as far as the reader sees them. */
export async function readEpisodes(tx: Tx, caseId: string): Promise<readonly Episode[]> {
  const { rows } = await sql<Episode>`
    select e.id, coalesce(nullif(e.answers ->> 'when', ''), 'An episode without a date') as title,
      not e.is_removed and not exists (select from app.rapid_review_entry n
        where n.partnership_id = e.partnership_id and n.case_id = e.case_id and n.replaces = e.id) as "isStanding"
    from app.rapid_review_entry e
    where e.partnership_id = ${here} and e.case_id = ${caseId}::uuid and e.kind = 'episode'
    order by e.recorded_at, e.id limit 500`.execute(tx);
  return rows;
}

/** Where a mark is put: its case and its chronology. */
export interface MarkedAt {
  readonly caseId: string;
  readonly id: string;
}

/** Puts on record what was said of rows, or that it is taken out; answers its identifier. */
export async function addMark(
  tx: Tx,
  { caseId, id: chronologyId }: MarkedAt,
  { kind, words, target, rows: keys, replaces, isRemoved }: MarkWish,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.chronology_mark (partnership_id, case_id, chronology_id, kind, words, target, made_by, replaces, is_removed)
    values (${here}, ${caseId}::uuid, ${chronologyId}::uuid, ${kind}, ${words}, ${target}::uuid, ctx.uid(), ${replaces}::uuid, ${isRemoved})
    returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  const named = keys.flatMap((key) => rowFrom(key) ?? []);
  await sql`insert into app.chronology_mark_row (partnership_id, case_id, mark_id, lane_id, row_id)
    select ${here}, ${caseId}::uuid, ${id}::uuid, l.id, w."rowId"
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as w (lane integer, "rowId" text)
      join app.chronology_lane l on l.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid and l.number = w.lane`.execute(
    tx,
  );
  return id;
}

/** A way of looking that somebody gave a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** The saved views of a chronology by their names; a hundred at most. */
export async function readViews(tx: Tx, chronologyId: string): Promise<readonly SavedView[]> {
  const { rows } = await sql<SavedView>`
    select v.id, v.name, v.filters from app.chronology_view v
    where v.partnership_id = ${here} and v.chronology_id = ${chronologyId}::uuid and v.removed_at is null
    order by lower(v.name) limit 100`.execute(tx);
  return rows;
}

/** Saves a way of looking under a name that no other has. */
export async function addView(
  tx: Tx,
  { caseId, id }: MarkedAt,
  name: string,
  filters: SavedView['filters'],
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.chronology_view (partnership_id, case_id, chronology_id, name, filters, saved_by)
    values (${here}, ${caseId}::uuid, ${id}::uuid, ${name}, ${JSON.stringify(filters)}::jsonb, ctx.uid()) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** Takes a saved view out. */
export async function removeView(tx: Tx, chronologyId: string, id: string): Promise<void> {
  await sql`update app.chronology_view set removed_at = now()
    where partnership_id = ${here} and chronology_id = ${chronologyId}::uuid and id = ${id}::uuid and removed_at is null`.execute(
    tx,
  );
}
