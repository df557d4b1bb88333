import { sql } from 'kysely';
import type { Tx } from '../db/connect.ts';

/** Every kind of job, once. */
export const jobNames = ['mail.send', 'file.check', 'clock.derive', 'pack.count', 'pack.copy'] as const;
export type JobName = (typeof jobNames)[number];

/**
 * What a job carries: identifiers and nothing else, which the database checks. `subject` is the one row that the proof of the job opens to the
 * worker.
 */
export interface Payload {
  readonly subject: string;
  readonly [other: string]: string;
}

/**
 * Asks for a job in the transaction of the act that needs it: no commit, no job. With a `key`, a second job of that name and key is none,
 * for as long as the first is kept; whoever the proof of the transaction belongs to has keys of their own. Answers whether there is a new job.
 */
export async function enqueue(
  tx: Tx,
  name: JobName,
  payload: Payload,
  { key = null }: { readonly key?: string | null } = {},
): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`
    select ctx.enqueue(${name}, ${JSON.stringify(payload)}::jsonb, ${key}) as made`.execute(tx);
  return rows[0]?.made ?? false;
}
