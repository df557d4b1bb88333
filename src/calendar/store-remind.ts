import { sql } from 'kysely';
import { newToken } from '../platform/clock/clock.ts';
import { connect, type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import type { Server } from '../platform/db/server.ts';
import type { Window } from './remind.ts';

/** Sweeps one partnership in a transaction, under a proof of its own that opens no record and is taken back afterwards. */
export async function inSweep<T>(
  db: Database,
  partnershipId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const token = newToken();
  await sql`select ctx.begin_sweep(${partnershipId}::uuid, ${token})`.execute(db);
  try {
    return await transactionOf(db, token, work);
  } finally {
    await sql`select ctx.revoke(${token})`.execute(db);
  }
}

/** A connection of its own for the sweeps. Close it with `destroy`. */
export const sweepConnection = (server: Server): Database => connect(server, 'foresight_worker', 1);

/** Notes whom each step reminds of what, once each; answers to whom a mail is due and for how many reminders. */
export async function noteReminders(
  tx: Tx,
  windows: readonly (Window & { readonly rules: string })[],
): Promise<readonly { readonly email: string; readonly reminders: number }[]> {
  const { rows } = await sql<{ email: string; reminders: number }>`
    select email, reminders from ctx.remind(${JSON.stringify(windows)}::jsonb)`.execute(tx);
  return rows;
}
