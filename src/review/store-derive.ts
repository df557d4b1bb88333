import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { KeptCopyDay, MovedCopyDay } from './derive.ts';

/** The dates of reviews that a bank holiday can move, for the job of a run. */
export async function readCopyDays(tx: Tx): Promise<readonly KeptCopyDay[]> {
  const { rows } = await sql<KeptCopyDay>`select * from ctx.reviews_to_derive()`.execute(tx);
  return rows;
}

/** Writes those that moved, with what they were. */
export async function noteCopyDays(tx: Tx, moved: readonly MovedCopyDay[]): Promise<void> {
  if (moved.length > 0)
    await sql`select ctx.note_reviews_derived(${JSON.stringify(moved)}::jsonb)`.execute(tx);
}
