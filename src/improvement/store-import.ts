import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { ImportedRecommendation } from './imported.ts';

/** How many rows of a list were new, had changed, and were there already. */
export interface Brought {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Puts rows of a list in the place of those of the same source and number; what is there already stays untouched. */
export async function bringImported(tx: Tx, rows: readonly ImportedRecommendation[]): Promise<Brought> {
  const column = (of: (row: ImportedRecommendation) => string | null) => rows.map(of);
  const { rows: written } = await sql<{ added: boolean }>`
    insert into app.imported_recommendation as i (partnership_id, source, source_id, made_on, addressee, words, status)
    select ctx.partnership_id(), n.* from unnest(${column(({ source }) => source)}::text[], ${column(({ sourceId }) => sourceId)}::text[],
      ${column(({ madeOn }) => madeOn?.toString() ?? null)}::date[], ${column(({ addressee }) => addressee)}::text[],
      ${column(({ words }) => words)}::text[], ${column(({ status }) => status)}::text[]) n
    on conflict (partnership_id, source, source_id) do update set made_on = excluded.made_on, addressee = excluded.addressee,
      words = excluded.words, status = excluded.status, version = i.version + 1
      where (i.made_on, i.addressee, i.words, i.status) is distinct from (excluded.made_on, excluded.addressee, excluded.words, excluded.status)
    returning i.version = 1 as added`.execute(tx);
  const added = written.filter((row) => row.added).length;
  const changed = written.length - added;
  return { added, changed, unchanged: rows.length - written.length };
}
