import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { beginning, type ChainRow, type Head, misfit, misfitOfHead, type Verdict } from './verify.ts';

/** The last entry's number and hash as the database keeps them for the next one; null where the trail is empty. */
export async function readHead(tx: Tx, partnershipId: string): Promise<Head | null> {
  const row = await tx
    .selectFrom('audit.head')
    .select(['seq', 'hash'])
    .where('partnership_id', '=', partnershipId)
    .executeTakeFirst();
  return row ?? null;
}

/** The next entries of a trail after number `after`, at most `most`. */
export async function readChain(
  tx: Tx,
  partnershipId: string,
  after: number,
  most: number,
): Promise<readonly ChainRow[]> {
  const { rows } = await sql<{
    seq: number;
    leaf: Buffer;
    hash: Buffer;
    salt: Buffer | null;
    body: string;
    at: Temporal.Instant;
    verb: string;
    outcome: string;
    actor_kind: string | null;
    case_id: string | null;
    account_id: string | null;
    object_id: string | null;
  }>`
    select e.seq, e.leaf, e.hash, w.salt, w.body, w.at, w.verb, w.outcome, w.actor_kind, w.case_id, w.account_id, w.object_id
    from audit.entry e left join audit.entry_words w using (partnership_id, seq)
    where e.partnership_id = ${partnershipId}::uuid and e.seq > ${after} order by e.seq limit ${most}`.execute(
    tx,
  );
  return rows.map(({ seq, leaf, hash, salt, ...row }) => ({
    seq,
    leaf,
    hash,
    words:
      salt === null
        ? null
        : {
            salt,
            body: row.body,
            at: row.at,
            verb: row.verb,
            outcome: row.outcome,
            actorKind: row.actor_kind,
            caseId: row.case_id,
            accountId: row.account_id,
            objectId: row.object_id,
          },
  }));
}

/** Walks a trail from its first entry to its head, and stops at the first entry that does not fit. */
export async function walk(tx: Tx, trail: string): Promise<Verdict> {
  let previous: Buffer = beginning;
  let seq = 0;
  for (;;) {
    // Others go on adding meanwhile. The head is read before the entries, so that once there are no more they end where it says.
    const head = await readHead(tx, trail);
    const rows = await readChain(tx, trail, seq, 5_000);
    if (rows.length === 0) return { entries: seq, broken: misfitOfHead(head, seq, previous) };
    for (const row of rows) {
      const why = misfit(trail, previous, seq + 1, row);
      if (why !== null) return { entries: seq, broken: { seq: seq + 1, why } };
      previous = row.hash;
      seq = row.seq;
    }
  }
}
