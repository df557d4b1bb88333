import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { type MergedLane, type MergedRow, type RowVersion, rowFrom, type UnreadRow } from './merged.ts';
import type { MergedFilter } from './merged-filter.ts';

const here = sql`(select ctx.partnership_id())`;

/** The chronology of a number as its merge needs it. `seesAll` is false for an agency that reads its own rows alone. */
export interface MergedOf {
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly title: string;
  readonly closedAt: Temporal.Instant | null;
  readonly releasedAt: Temporal.Instant | null;
  readonly seesAll: boolean;
}

/** The chronology of that number of a case that was found visible; null where there is none. */
export async function readMergedOf(tx: Tx, caseId: string, number: number): Promise<MergedOf | null> {
  const { rows } = await sql<MergedOf>`
    select c.id, c.case_id as "caseId", c.number, s.title, c.closed_at as "closedAt", c.released_at as "releasedAt",
      (ctx.has_role('coordinator', 'chair') or c.case_id = any (ctx.named_cases('reviewer', 'scrutineer'))
        or c.id = any (ctx.released_chronologies())) as "seesAll"
    from app.chronology c join lateral (select s.title from app.chronology_setup s where s.partnership_id = c.partnership_id
      and s.chronology_id = c.id order by s.version desc limit 1) s on true
    where c.partnership_id = ${here} and c.case_id = ${caseId}::uuid and c.number = ${number}`.execute(tx);
  return rows[0] ?? null;
}

/** The lanes of a chronology by the names of their agencies; of those whose rows the reader does not see the counts are 0. */
export async function readMergedLanes(tx: Tx, chronologyId: string): Promise<readonly MergedLane[]> {
  const { rows } = await sql<MergedLane>`
    select l.id, l.number, g.name as agency, l.state, l.returns, coalesce((t.counts ->> 'rowsKept')::integer, 0) as rows,
      coalesce(jsonb_array_length(t.not_understood), 0) as "notUnderstood"
    from app.chronology_lane l join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
      left join app.chronology_return t on t.partnership_id = l.partnership_id and t.lane_id = l.id and t.number = l.returns
    where l.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid
    order by lower(g.name), l.number limit 500`.execute(tx);
  return rows;
}

// A row that a later return ended is not in the merge.
const standing = (chronologyId: string): RawBuilder<unknown> =>
  sql`r.partnership_id = ${here} and r.chronology_id = ${chronologyId}::uuid and r.until is null`;

const columns = sql`r.lane_id as "laneId", l.number as lane, g.name as agency, r.row_id as "rowId", r.sort_key as "sortKey", r.given, r.edtf,
  r.earliest::text, r.latest::text, r.time, r.source, r.event, r.who, r.seen, r.columns, r.place, r.place_return as "placeReturn",
  coalesce(t.file_name, 'Typed here') as file, r.ambiguous`;
const joined = sql`join app.chronology_lane l on l.partnership_id = r.partnership_id and l.id = r.lane_id
  join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
  left join app.chronology_return t on t.partnership_id = r.partnership_id and t.lane_id = r.lane_id and t.number = r.place_return`;

/** The marks that stand, as `m`: what was corrected or taken out is not among them. */
export const standingMarks = sql`not m.is_removed and not exists (select from app.chronology_mark n
  where n.partnership_id = m.partnership_id and n.case_id = m.case_id and n.replaces = m.id)`;

function narrowed(chronologyId: string, filter: MergedFilter): RawBuilder<unknown> {
  const { lane, from, until, words, said, line, undated } = filter;
  const parts = [standing(chronologyId)];
  if (lane !== null)
    parts.push(sql`r.lane_id = (select o.id from app.chronology_lane o where o.partnership_id = ${here}
      and o.chronology_id = ${chronologyId}::uuid and o.number = ${lane})`);
  if (until !== null)
    parts.push(
      sql`(r.earliest is not null or r.latest is not null) and coalesce(r.earliest, '-infinity') <= ${until}::date`,
    );
  if (from !== null)
    parts.push(
      sql`(r.earliest is not null or r.latest is not null) and coalesce(r.latest, 'infinity') >= ${from}::date`,
    );
  if (words !== '') parts.push(sql`r.search_words @@ websearch_to_tsquery('english', ${words})`);
  if (undated) parts.push(sql`r.earliest is null and r.latest is null`);
  if (said !== null || line !== '')
    parts.push(sql`(r.lane_id, r.row_id) in (select k.lane_id, k.row_id from app.chronology_mark m
      join app.chronology_mark_row k on k.partnership_id = m.partnership_id and k.case_id = m.case_id and k.mark_id = m.id
      where m.partnership_id = ${here} and m.chronology_id = ${chronologyId}::uuid and ${standingMarks}
        ${said === null ? sql`` : sql`and m.kind = ${said}`} ${line === '' ? sql`` : sql`and m.kind = 'enquiry' and m.words = ${line}`})`);
  return sql.join(parts, sql` and `);
}

/** Where a page begins: after or before the row of a key. */
export type From = { readonly after: string } | { readonly before: string } | null;

/**
 * The rows behind a key, or before it, in the order of the merge; the first where there is none. By the key and never by counting. The
 * database takes the rules of access for so narrow that it would sort the whole chronology; it has its order in an index.
 */
export async function readMergedRows(
  tx: Tx,
  chronologyId: string,
  from: From,
  most: number,
): Promise<readonly MergedRow[]> {
  const { beyond, order, isBack } = orderOf(from);
  await sql`set local enable_sort = off`.execute(tx);
  const { rows } = await sql<MergedRow>`
    select ${columns} from (select * from app.chronology_row r where ${standing(chronologyId)} ${beyond}
      order by ${order} limit ${most}) r ${joined} order by ${order}`.execute(tx);
  await sql`set local enable_sort = on`.execute(tx);
  return isBack ? rows.toReversed() : rows;
}

function orderOf(from: From) {
  const isBack = from !== null && 'before' in from;
  const order = isBack ? sql`r.sort_key desc, r.lane_id desc` : sql`r.sort_key, r.lane_id`;
  if (from === null) return { isBack, order, beyond: sql`` };
  const beyond =
    'before' in from ? sql`and r.sort_key < ${from.before}` : sql`and r.sort_key > ${from.after}`;
  return { isBack, order, beyond };
}

/** What a filter leaves: how many rows, and those of one page, in one look through the chronology. */
export async function readFiltered(
  tx: Tx,
  chronologyId: string,
  filter: MergedFilter,
  from: From,
  most: number,
): Promise<{ readonly count: number; readonly rows: readonly MergedRow[] }> {
  const { beyond, order } = orderOf(from);
  const { rows } = await sql<{ count: number; keys: readonly string[] }>`
    with hits as materialized (select r.sort_key, r.lane_id, r.row_id from app.chronology_row r where ${narrowed(chronologyId, filter)})
    select (select count(*)::integer from hits) as count,
      array(select l.number || '.' || p.row_id from (select * from hits r where true ${beyond} order by ${order} limit ${most}) p
        join app.chronology_lane l on l.partnership_id = ${here} and l.id = p.lane_id) as keys`.execute(tx);
  const [found] = rows;
  if (found === undefined) return { count: 0, rows: [] };
  return { count: found.count, rows: await readRowsNamed(tx, chronologyId, found.keys) };
}

/** The rows of these names, in the order of the merge; what a return ended is not there. */
export async function readRowsNamed(
  tx: Tx,
  chronologyId: string,
  keys: readonly string[],
): Promise<readonly MergedRow[]> {
  const wanted = keys.flatMap((key) => rowFrom(key) ?? []);
  if (wanted.length === 0) return [];
  const { rows } = await sql<MergedRow>`
    select ${columns} from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (lane integer, "rowId" text)
      join app.chronology_lane o on o.partnership_id = ${here} and o.chronology_id = ${chronologyId}::uuid and o.number = w.lane
      join app.chronology_row r on ${standing(chronologyId)} and r.lane_id = o.id and r.row_id = w."rowId" ${joined}
    order by r.sort_key, r.lane_id`.execute(tx);
  return rows;
}

/** Everything that a row has said from one return to another, the latest first; empty where the reader sees none of it. */
export async function readVersions(
  tx: Tx,
  chronologyId: string,
  key: string,
): Promise<readonly RowVersion[]> {
  const wanted = rowFrom(key);
  if (wanted === null) return [];
  const { rows } = await sql<RowVersion>`
    select ${columns}, r.since, r.until, s.given_at as "sinceAt" from app.chronology_row r ${joined}
      join app.chronology_return s on s.partnership_id = r.partnership_id and s.lane_id = r.lane_id and s.number = r.since
    where r.partnership_id = ${here} and r.chronology_id = ${chronologyId}::uuid and l.number = ${wanted.lane} and r.row_id = ${wanted.rowId}
    order by r.since desc limit 100`.execute(tx);
  return rows;
}

/** The rows of the latest returns that could not be dated, of one lane or of all, as many as asked for. */
export async function readUnread(
  tx: Tx,
  chronologyId: string,
  lane: number | null,
  most: number,
): Promise<readonly UnreadRow[]> {
  const { rows } = await sql<UnreadRow>`
    select l.number as lane, g.name as agency, coalesce(t.file_name, 'Typed here') as file, t.number as "placeReturn",
      u.one -> 'place' as place, coalesce(u.one ->> 'given', '') as given, coalesce(u.one ->> 'why', '') as why,
      coalesce(u.one -> 'columns', '{}') as columns
    from app.chronology_lane l join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
      join app.chronology_return t on t.partnership_id = l.partnership_id and t.lane_id = l.id and t.number = l.returns
      cross join lateral jsonb_array_elements(t.not_understood) with ordinality as u (one, at)
    where l.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid and (${lane}::integer is null or l.number = ${lane}::integer)
    order by lower(g.name), l.number, u.at limit ${most}`.execute(tx);
  return rows;
}

/** The latest return of a lane, as an export names it: what it was made of and what is not in the chronology. */
export interface ReturnTaken {
  readonly lane: number;
  readonly agency: string;
  readonly file: string;
  readonly rowsRead: number;
  readonly setAside: readonly {
    readonly place: MergedRow['place'];
    readonly as: string;
    readonly words?: string;
  }[];
}

/** The latest returns of the lanes that the reader sees. */
export async function readReturnsTaken(tx: Tx, chronologyId: string): Promise<readonly ReturnTaken[]> {
  const { rows } = await sql<ReturnTaken>`
    select l.number as lane, g.name as agency, coalesce(t.file_name, 'Typed here') as file,
      coalesce((t.counts ->> 'rowsRead')::integer, 0) as "rowsRead", t.set_aside as "setAside"
    from app.chronology_lane l join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
      join app.chronology_return t on t.partnership_id = l.partnership_id and t.lane_id = l.id and t.number = l.returns
    where l.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid order by lower(g.name), l.number`.execute(
    tx,
  );
  return rows;
}

/** The children of a case whose day of birth is known, by their pseudonyms; three at most. */
export async function readBorn(
  tx: Tx,
  caseId: string,
): Promise<readonly { readonly name: string; readonly born: string }[]> {
  const { rows } = await sql<{ name: string; born: string }>`
    select h.pseudonym as name, h.born_on::text as born from app.case_child c
      join app.child h on h.partnership_id = c.partnership_id and h.id = c.child_id
    where c.partnership_id = ${here} and c.case_id = ${caseId}::uuid and h.born_on is not null
    order by length(h.pseudonym), h.pseudonym limit 3`.execute(tx);
  return rows;
}
