import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { DraftRow, DraftSaved, DraftSent } from './draft.ts';

/** The lane in which somebody types; only the bearer of its link reads and writes there. */
export interface DraftLane {
  readonly id: string;
  readonly caseId: string;
}

const row = sql`d.id, d.position, d.cells, d.is_removed as "isRemoved", d.version`;

/** The rows of a draft in their order, those that were taken out among them. */
export async function draftRows(tx: Tx, laneId: string): Promise<readonly DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select ${row} from app.chronology_draft d
    where d.partnership_id = (select ctx.partnership_id()) and d.lane_id = ${laneId}::uuid
    order by d.position, d.id`.execute(tx);
  return rows;
}

/**
 * Saves rows, each where nobody else has saved it since its `version`; the answers are in the order of the rows. What says the same as
 * what stands counts as saved. Of two with one identifier the later counts.
 */
export async function saveDraftRows(
  tx: Tx,
  lane: DraftLane,
  sent: readonly DraftSent[],
): Promise<readonly DraftSaved[]> {
  const one = [...new Map(sent.map((given) => [given.id, given])).values()];
  if (one.length === 0) return [];
  const { rows } = await sql<DraftRow & { isWritten: boolean }>`
    with sent as materialized (select * from jsonb_to_recordset(${JSON.stringify(one)}::jsonb)
        as s (id uuid, position double precision, cells jsonb, "isRemoved" boolean, version integer)),
      put as (insert into app.chronology_draft as d (partnership_id, case_id, lane_id, id, position, cells, is_removed)
        select (select ctx.partnership_id()), ${lane.caseId}::uuid, ${lane.id}::uuid, s.id, s.position, s.cells, s."isRemoved" from sent s
        on conflict (partnership_id, lane_id, id) do update
          set position = excluded.position, cells = excluded.cells, is_removed = excluded.is_removed, version = d.version + 1, saved_at = now()
          where d.version = (select s.version from sent s where s.id = d.id)
        returning d.id, d.position, d.cells, d.is_removed, d.version)
    select ${row}, true as "isWritten" from put d
    union all
    select ${row}, false from app.chronology_draft d join sent s on s.id = d.id
      where d.partnership_id = (select ctx.partnership_id()) and d.lane_id = ${lane.id}::uuid and d.id not in (select p.id from put p)`.execute(
    tx,
  );
  const standing = new Map(rows.map((found) => [found.id, found]));
  return one.flatMap((given): DraftSaved[] => {
    const found = standing.get(given.id);
    if (found === undefined) return [];
    const { isWritten, ...now } = found;
    return [
      isWritten || saysTheSame(now, given)
        ? { id: given.id, outcome: 'saved', version: now.version }
        : { id: given.id, outcome: 'conflict', now },
    ];
  });
}

function saysTheSame(a: DraftRow, b: DraftRow): boolean {
  if (a.isRemoved !== b.isRemoved || a.position !== b.position) return false;
  const keys = new Set([...Object.keys(a.cells), ...Object.keys(b.cells)]);
  return [...keys].every((key) => a.cells[key] === b.cells[key]);
}

/** Saves one row, as `saveDraftRows`. */
export async function saveDraftRow(tx: Tx, lane: DraftLane, sent: DraftSent): Promise<DraftSaved> {
  const [saved] = await saveDraftRows(tx, lane, [sent]);
  if (saved === undefined) throw new Error('a row of a draft that was not saved');
  return saved;
}

/** Takes a row out, so that it can be put back until the draft is sent; null where there is none. */
export const removeDraftRow = (tx: Tx, lane: DraftLane, wanted: Pick<DraftRow, 'id' | 'version'>) =>
  turn(tx, lane, wanted, true);

/** Puts a row back that was taken out; null where there is none. */
export const restoreDraftRow = (tx: Tx, lane: DraftLane, wanted: Pick<DraftRow, 'id' | 'version'>) =>
  turn(tx, lane, wanted, false);

async function turn(
  tx: Tx,
  lane: DraftLane,
  { id, version }: Pick<DraftRow, 'id' | 'version'>,
  isRemoved: boolean,
): Promise<DraftSaved | null> {
  const { rows } = await sql<DraftRow>`
    select ${row} from app.chronology_draft d
    where d.partnership_id = (select ctx.partnership_id()) and d.lane_id = ${lane.id}::uuid and d.id = ${id}::uuid`.execute(
    tx,
  );
  const [found] = rows;
  return found === undefined ? null : saveDraftRow(tx, lane, { ...found, version, isRemoved });
}

/** How many rows a draft has, those that were taken out among them. */
export async function countDraft(tx: Tx, laneId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from app.chronology_draft d
    where d.partnership_id = (select ctx.partnership_id()) and d.lane_id = ${laneId}::uuid`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** An identifier for a row that is to be typed. */
export async function newRowId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(tx);
  return rows[0]?.id ?? '';
}
