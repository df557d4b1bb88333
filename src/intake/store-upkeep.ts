import { sql } from 'kysely';
import { connect } from '../platform/db/connect.ts';
import type { Server } from '../platform/db/server.ts';

/** What one round of keeping the house did. */
export interface Kept {
  /** Drafts and consultations that were destroyed. */
  readonly destroyed: number;
  /** Drafts of whose end somebody was told. */
  readonly warned: number;
  /** True where there is more to do than one round does. */
  readonly more: boolean;
}

/** Does one round, as the worker and for nobody: the database knows what is past its day. */
export async function keepHouse(server: Server): Promise<Kept> {
  const db = connect(server, 'foresight_worker', 1);
  try {
    const { rows } = await sql<Kept>`select destroyed, warned, more from ctx.keep_house()`.execute(db);
    const [kept] = rows;
    if (kept === undefined) throw new Error('the database did not answer');
    return kept;
  } finally {
    await db.destroy();
  }
}
