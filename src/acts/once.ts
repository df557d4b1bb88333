import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newToken } from '../platform/clock/clock.ts';
import { transactionOf, type Tx } from '../platform/db/connect.ts';
import { type Bearer, type Command, type Outcome, performIn, type Room } from './command.ts';
import { record } from './entry.ts';
import { refuse } from './refusal.ts';
import type { WorkRequest } from './work-route.ts';

/** A form as it came: its key, and a digest of who sent what to where. */
export interface Sent {
  readonly key: string;
  readonly digest: Buffer;
}

/** What came of it: as of any command, or that the same had been sent before, with where it led. */
export type OnceOutcome<Done> = Outcome<Done> | { readonly outcome: 'repeated'; readonly location: string };

/** The name of the hidden field that holds a form's key. */
export const keyField = 'once-key';

/** The key for a form that is shown: the one that came back with it, so that a form put right is still the same form; or a new one. */
export function formKey(form: URLSearchParams): string {
  const given = form.get(keyField) ?? '';
  return isKey(given) ? given : newToken();
}

const isKey = (text: string) => /^[0-9A-Z]{24}$/.test(text);

/** The form that this request brought; null where it has no key, and is then no form of ours. */
export function sentForm(request: Pick<WorkRequest, 'form' | 'path' | 'held'>): Sent | null {
  const key = request.form.get(keyField) ?? '';
  if (!isKey(key)) return null;
  const answers = [...request.form].filter(([name]) => name !== 'form-token' && name !== keyField);
  const { actor } = request.held ?? {};
  const who = actor?.kind === 'member' ? actor.accountId : (actor?.kind ?? 'anyone');
  const whole = JSON.stringify([who, request.path.split('?', 1)[0], answers]);
  return { key, digest: createHash('sha256').update(whole).digest() };
}

/**
 * Performs a command for a form that may be sent twice: the key is written in the transaction of the act, so the second of two
 * finds the first. The same again is told where the first led and changes nothing; the same key with anything else is refused.
 * `locationOf` is a page that tells what was done, and may be shown again.
 */
export function performOnce<Input, Loaded, Decided, Done>(
  room: Room,
  bearer: Bearer,
  command: Command<Input, Loaded, Decided, Done>,
  input: Input,
  sent: Sent | null,
  locationOf: (done: Done) => string,
): Promise<OnceOutcome<Done>> {
  return transactionOf(room.db, bearer.token, async (tx) => {
    const { verb } = command;
    const changed = () => performIn(tx, room, bearer, command, input, refuse('sent-changed'));
    if (sent === null) return changed();
    const before = await readSent(tx, bearer.trail, sent.key);
    if (before !== null && (before.verb !== verb || !before.digest.equals(sent.digest))) return changed();
    if (before !== null) {
      await record(tx, bearer.trail, { verb, outcome: 'refused', refusal: 'sent-twice' });
      return { outcome: 'repeated', location: before.location };
    }
    const outcome = await performIn(tx, room, bearer, command, input);
    if (outcome.outcome === 'done') await keepSent(tx, bearer.trail, verb, sent, locationOf(outcome.done));
    return outcome;
  });
}

// The second of two that come at the same moment waits here until the first has ended.
async function readSent(tx: Tx, partnershipId: string, key: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`once ${partnershipId} ${key}`}, 0))`.execute(tx);
  const found = await tx
    .selectFrom('app.idempotency')
    .select(['verb', 'body_digest as digest', 'location'])
    .where('partnership_id', '=', partnershipId)
    .where('key', '=', key)
    .executeTakeFirst();
  return found ?? null;
}

async function keepSent(tx: Tx, partnershipId: string, verb: string, sent: Sent, location: string) {
  await sql`delete from app.idempotency where at < now() - interval '7 days'`.execute(tx);
  await tx
    .insertInto('app.idempotency')
    .values({ partnership_id: partnershipId, key: sent.key, verb, body_digest: sent.digest, location })
    .execute();
}
