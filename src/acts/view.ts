import { may, type Standing } from '../access/policy.ts';
import { transactionOf, type Tx } from '../platform/db/connect.ts';
import type { Bearer, Outcome, Room } from './command.ts';
import { type Entry, type RecordedVerb, record } from './entry.ts';
import { refuse } from './refusal.ts';

/** A look at a confidential record, in its two parts. */
export interface View<Input, Loaded, Model> {
  readonly verb: RecordedVerb;
  load(tx: Tx, input: Input): Promise<Loaded | null>;
  /** How whoever looks stands to the case that was loaded; absent for a look that is at no case. */
  standing?(loaded: Loaded): Standing;
  /** Pure: the facts of the page. */
  present(loaded: Loaded, input: Input, today: Temporal.PlainDate): Model;
  /** What the trail says of the look besides verb and outcome. */
  entry(loaded: Loaded): Pick<Entry, 'case' | 'object' | 'facts'>;
}

/**
 * Looks: load, may, present, entry, in one transaction; the entry is committed before anybody is sent a byte. What may not be
 * looked at is refused with an entry of its own, and what is not visible is not found.
 */
export function look<Input, Loaded, Model>(
  room: Room,
  bearer: Bearer,
  view: View<Input, Loaded, Model>,
  input: Input,
): Promise<Outcome<Model>> {
  return transactionOf(room.db, bearer.token, async (tx) => {
    const { verb } = view;
    const loaded = await view.load(tx, input);
    if (loaded === null) {
      await record(tx, bearer.trail, { verb, outcome: 'not-found' });
      return { outcome: 'not-found' };
    }
    if (!may(bearer.actor, verb, view.standing?.(loaded))) {
      const about = view.entry(loaded);
      await record(tx, bearer.trail, { verb, outcome: 'refused', refusal: 'not-permitted', ...about });
      return { outcome: 'refused', refusal: refuse('not-permitted') };
    }
    const done = view.present(loaded, input, room.clock.today());
    await record(tx, bearer.trail, { verb, outcome: 'done', ...view.entry(loaded) });
    return { outcome: 'done', done };
  });
}

/** Records that what was allowed could not be done, by a fault that the transaction of the act was too early to see. */
export function recordFailed(
  room: Room,
  bearer: Bearer,
  verb: RecordedVerb,
  about: Pick<Entry, 'case' | 'object'>,
): Promise<void> {
  return transactionOf(room.db, bearer.token, (tx) =>
    record(tx, bearer.trail, { verb, outcome: 'failed', ...about }),
  );
}
