import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Taken } from './take-in.ts';

/** Keeps a referral that came as a Word form, sent and acknowledged in one; answers what it is called. */
export async function takeInReferral(
  tx: Tx,
  { answers, kept }: Taken,
): Promise<{ readonly id: string; readonly number: number }> {
  const { rows } = await sql<{ id: string; number: number }>`
    select * from ctx.take_in_referral(${JSON.stringify(answers)}::jsonb, ${JSON.stringify(kept)}::jsonb)`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a referral was taken in without a number');
  return row;
}
