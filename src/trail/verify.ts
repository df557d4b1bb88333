import { createHash } from 'node:crypto';

/** A row of the trail as it stands in the database. */
export interface ChainRow {
  readonly seq: number;
  readonly leaf: Buffer;
  readonly hash: Buffer;
  readonly words: {
    readonly salt: Buffer;
    readonly body: string;
    readonly at: Temporal.Instant;
    readonly verb: string;
    readonly outcome: string;
    readonly actorKind: string | null;
    readonly caseId: string | null;
    readonly accountId: string | null;
    readonly objectId: string | null;
  } | null;
}

/** What a check found: how many entries fit, and the first that does not, with the reason. */
export interface Verdict {
  readonly entries: number;
  readonly broken: { readonly seq: number; readonly why: string } | null;
}

/** The hash before the first entry. */
export const beginning = Buffer.alloc(32);

const sha256 = (...parts: readonly (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * Checks one entry of a trail against the hash before it: nothing missing, leaf = SHA-256(0x00 ‖ salt ‖ body), hash = SHA-256(previous ‖ leaf),
 * and the columns beside the body saying what the body says. Answers why it does not fit, or null.
 */
export function misfit(trail: string, previous: Buffer, expectedSeq: number, row: ChainRow): string | null {
  if (row.seq !== expectedSeq) return `entry ${expectedSeq} is missing`;
  if (row.words === null) return 'its words are gone';
  if (!sha256(Buffer.of(0), row.words.salt, row.words.body).equals(row.leaf)) return 'its words were changed';
  if (!sha256(previous, row.leaf).equals(row.hash)) return 'its hash does not follow from the entry before';
  return differs(trail, row.seq, row.words);
}

/** Where the entries of a trail end: its last number and hash, which the next entry is to follow. */
export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

/** Checks that a trail ends where its head says, after `seq` entries of which the last has this hash. */
export function misfitOfHead(head: Head | null, seq: number, last: Buffer): Verdict['broken'] {
  if (head === null) return seq === 0 ? null : { seq: 1, why: 'the head of the trail is gone' };
  if (head.seq > seq)
    return { seq: seq + 1, why: `entries are missing at the end: the trail had ${head.seq}` };
  if (head.seq < seq)
    return { seq: head.seq + 1, why: `the head of the trail knows of ${head.seq} entries only` };
  return head.hash.equals(last) ? null : { seq, why: 'its hash is not the one at the head of the trail' };
}

function differs(trail: string, seq: number, words: NonNullable<ChainRow['words']>): string | null {
  const body = readBody(words.body);
  if (body === null) return 'its words cannot be read';
  const columns: readonly (readonly [string, unknown, unknown])[] = [
    ['number', body['seq'], seq],
    ['trail', body['partnership'], trail],
    ['verb', body['verb'], words.verb],
    ['outcome', body['outcome'], words.outcome],
    ['case', body['case'] ?? null, words.caseId],
    ['object', body['object'] ?? null, words.objectId],
    ['actor', body.actor['kind'] ?? null, words.actorKind],
    ['account', body.actor['account'] ?? null, words.accountId],
    ['time', body.at.epochNanoseconds, words.at.epochNanoseconds],
  ];
  const wrong = columns.find(([, inBody, beside]) => inBody !== beside);
  return wrong === undefined ? null : `its ${wrong[0]} is not what its words say`;
}

// Whoever can write the whole chain anew can put anything here.
function readBody(text: string) {
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const actor = (body['actor'] ?? {}) as Record<string, unknown>;
    return { ...body, actor, at: Temporal.Instant.from(String(body['at'])) } as Record<string, unknown> & {
      readonly actor: Record<string, unknown>;
      readonly at: Temporal.Instant;
    };
  } catch {
    return null;
  }
}
