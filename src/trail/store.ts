import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { beginning, type ChainRow, misfit, type Verdict } from './verify.ts';

/** The last entry's number and hash as the database keeps them for the next one; null where the trail is empty. */
export async function readHead(tx: Tx, partnershipId: string): Promise<{ seq: number; hash: Buffer } | null> {
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
    case_id: string | null;
    account_id: string | null;
    object_id: string | null;
  }>`
    select e.seq, e.leaf, e.hash, w.salt, w.body, w.at, w.verb, w.outcome, w.case_id, w.account_id, w.object_id
    from audit.entry e left join audit.entry_words w using (partnership_id, seq)
    where e.partnership_id = ${partnershipId}::uuid and e.seq > ${after} order by e.seq limit ${most}`.execute(
    tx,
  );
  return rows.map(({ seq, leaf, hash, salt, body, at, verb, outcome, case_id, account_id, object_id }) => ({
    seq,
    leaf,
    hash,
    words:
      salt === null
        ? null
        : { salt, body, at, verb, outcome, caseId: case_id, accountId: account_id, objectId: object_id },
  }));
}

/** Walks a trail from its first entry to its head, and stops at the first entry that does not fit. */
export async function walk(tx: Tx, trail: string): Promise<Verdict> {
  let previous: Buffer = beginning;
  let seq = 0;
  for (;;) {
    const rows = await readChain(tx, trail, seq, 5_000);
    for (const row of rows) {
      const why = misfit(previous, seq + 1, row);
      if (why !== null) return { entries: seq, broken: { seq: seq + 1, why } };
      previous = row.hash;
      seq = row.seq;
    }
    if (rows.length < 5_000) break;
  }
  const head = await readHead(tx, trail);
  if (head !== null && (head.seq !== seq || !head.hash.equals(previous)))
    return {
      entries: seq,
      broken: { seq: seq + 1, why: `entries are missing at the end: the trail had ${head.seq}` },
    };
  if (head === null && seq > 0)
    return { entries: seq, broken: { seq: 1, why: 'the head of the trail is gone' } };
  return { entries: seq, broken: null };
}
