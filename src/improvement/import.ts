import { type Bearer, type Command, perform, type Room } from '../acts/command.ts';
import { type ImportedRecommendation, readImported, type RefusedRow } from './imported.ts';
import { bringImported, type Brought } from './store-import.ts';

/** What an import of recommendations came to. */
export interface ImportReport extends Brought {
  readonly refused: readonly RefusedRow[];
}

const bring: Command<readonly ImportedRecommendation[], true, true, Brought> = {
  verb: 'recommendation.import',
  load: () => Promise.resolve(true),
  decide: (loaded) => loaded,
  async write(tx, _, rows) {
    const done = await bringImported(tx, rows);
    return { done, entry: { facts: { ...done } } };
  },
};

/** So many rows go in with one act, and are there or not together. */
const together = 500;

/**
 * Brings a list of recommendations in, 500 rows at a time; to bring it again changes nothing. Rows that are refused are told by their
 * number. Throws SyntaxError for what is no such list.
 */
export async function importRecommendations(room: Room, bearer: Bearer, text: string): Promise<ImportReport> {
  const { taken, refused } = readImported(text);
  const sum = { added: 0, changed: 0, unchanged: 0 };
  for (let from = 0; from < taken.length; from += together) {
    const outcome = await perform(room, bearer, bring, taken.slice(from, from + together));
    if (outcome.outcome !== 'done') throw new Error(`the rows from ${from} on were not taken`);
    sum.added += outcome.done.added;
    sum.changed += outcome.done.changed;
    sum.unchanged += outcome.done.unchanged;
  }
  return { ...sum, refused };
}
