import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { RefusalCode } from './refusal.ts';
import type { Verb } from './verbs.ts';

/** The verbs that leave an entry in the trail. */
export type RecordedVerb = {
  [V in Verb]: typeof import('./verbs.ts').verbs[V]['recorded'] extends true ? V : never;
}[Verb];

/**
 * One entry of the trail. Identifiers, codes, counts and digests only: what a person wrote never goes in. Who acted and when
 * are not here, because the database takes them from the proof of the transaction and from its own clock.
 */
export interface Entry {
  readonly verb: RecordedVerb;
  readonly outcome: 'done' | 'refused' | 'not-found' | 'failed';
  readonly case?: string;
  readonly object?: string;
  readonly refusal?: RefusalCode;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** The chain of the installation itself, for acts that belong to no partnership. */
export const installation = '00000000-0000-0000-0000-000000000000';

/** Adds an entry to a partnership's trail, in the transaction of the act. */
export async function record(tx: Tx, partnershipId: string, entry: Entry): Promise<void> {
  await sql`select audit.add(${partnershipId}, ${JSON.stringify(entry)}::jsonb)`.execute(tx);
}
