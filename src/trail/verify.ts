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
 * Checks one entry against the hash before it: nothing missing, leaf = SHA-256(0x00 ‖ salt ‖ body), hash = SHA-256(previous ‖ leaf), and
 * the columns beside the body saying what the body says. Answers why it does not fit, or null.
 */
export function misfit(previous: Buffer, expectedSeq: number, row: ChainRow): string | null {
  if (row.seq !== expectedSeq) return `entry ${expectedSeq} is missing`;
  if (row.words === null) return 'its words are gone';
  if (!sha256(Buffer.of(0), row.words.salt, row.words.body).equals(row.leaf)) return 'its words were changed';
  const told = differs(row.seq, row.words);
  if (told !== null) return told;
  return sha256(previous, row.leaf).equals(row.hash)
    ? null
    : 'its hash does not follow from the entry before';
}

function differs(seq: number, words: NonNullable<ChainRow['words']>): string | null {
  const body = JSON.parse(words.body) as Record<string, unknown>;
  const actor = (body['actor'] ?? {}) as Record<string, unknown>;
  const columns: readonly (readonly [string, unknown, unknown])[] = [
    ['number', body['seq'], seq],
    ['verb', body['verb'], words.verb],
    ['outcome', body['outcome'], words.outcome],
    ['case', body['case'] ?? null, words.caseId],
    ['object', body['object'] ?? null, words.objectId],
    ['account', actor['account'] ?? null, words.accountId],
    ['time', Temporal.Instant.from(String(body['at'])).epochNanoseconds, words.at.epochNanoseconds],
  ];
  const wrong = columns.find(([, inBody, beside]) => inBody !== beside);
  return wrong === undefined ? null : `its ${wrong[0]} is not what its words say`;
}
