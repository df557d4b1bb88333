import { type Actor, may, type Standing } from '../access/policy.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import { type Entry, type RecordedVerb, record } from './entry.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';

/** Who acts, with the token that proves it to the database. */
export interface Bearer {
  readonly token: string;
  readonly actor: Actor;
  /** Whose trail holds the entry: a partnership's, or the installation's. */
  readonly trail: string;
}

/** An act in its four parts. The order in which they run is `perform`'s, and there is no other. */
export interface Command<Input, Loaded, Decided, Done> {
  readonly verb: RecordedVerb;
  /** What the decision needs to know; null when the thing is not there or not this actor's to see. */
  load(tx: Tx, input: Input): Promise<Loaded | null>;
  /** How whoever acts stands to the case that was loaded; absent for an act that is about no case. */
  standing?(loaded: Loaded): Standing;
  /** Pure: what is to be, or why not. */
  decide(loaded: Loaded, input: Input, today: Temporal.PlainDate): Decided | Refusal;
  write(tx: Tx, decided: Decided, input: Input): Promise<Written<Done>>;
}

/** What was written, and what the trail says of it besides verb and outcome. */
export interface Written<Done> {
  readonly done: Done;
  readonly entry?: Pick<Entry, 'case' | 'object' | 'facts'>;
}

export type Outcome<Done> =
  | { readonly outcome: 'done'; readonly done: Done }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'not-found' };

/** What a command needs of the house. */
export interface Room {
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * Performs a command in one transaction: load, may, decide, write, entry. Granted: all of it commits together. Refused: nothing
 * changes and the attempt's own entry commits. A fault rolls everything back.
 */
export function perform<Input, Loaded, Decided, Done>(
  room: Room,
  bearer: Bearer,
  command: Command<Input, Loaded, Decided, Done>,
  input: Input,
): Promise<Outcome<Done>> {
  return transactionOf(room.db, bearer.token, (tx) => performIn(tx, room, bearer, command, input));
}

/**
 * The same within a transaction of the bearer's that is open already; for `acts/once.ts` and nobody else. An `objection` to the form
 * itself is what a permitted person is told in place of a decision; to anybody else the thing is as absent as ever.
 */
export async function performIn<Input, Loaded, Decided, Done>(
  tx: Tx,
  room: Room,
  bearer: Bearer,
  command: Command<Input, Loaded, Decided, Done>,
  input: Input,
  objection: Refusal | null = null,
): Promise<Outcome<Done>> {
  const { verb } = command;
  const loaded = await command.load(tx, input);
  if (loaded === null) {
    await record(tx, bearer.trail, { verb, outcome: 'not-found' });
    return { outcome: 'not-found' };
  }
  const standing = command.standing?.(loaded);
  const decided = may(bearer.actor, verb, standing)
    ? (objection ?? command.decide(loaded, input, room.clock.today()))
    : refuse('not-permitted');
  if (isRefusal(decided)) {
    await record(tx, bearer.trail, {
      verb,
      outcome: 'refused',
      refusal: decided.refused,
      ...(standing?.case === undefined ? {} : { case: standing.case }),
    });
    return { outcome: 'refused', refusal: decided };
  }
  const { done, entry } = await command.write(tx, decided, input);
  await record(tx, bearer.trail, { verb, outcome: 'done', ...entry });
  return { outcome: 'done', done };
}
