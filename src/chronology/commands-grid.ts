import type { Command } from '../acts/command.ts';
import { type BatchAnswer, datesOf, keptOf, type RowAnswer } from './grid.ts';
import type { LaneAt } from './chronology.ts';
import { type DraftSent, mostDraftRows } from './draft.ts';
import { draftRows, saveDraftRows } from './store-draft.ts';
import { readOwnLane } from './store-lane.ts';
import { whyNotTake } from './taking.ts';

interface Batch {
  readonly rows: readonly DraftSent[];
  readonly today: Temporal.PlainDate;
}

interface Ground {
  readonly at: LaneAt;
  /** The identifiers of the rows that are there. */
  readonly known: ReadonlySet<string>;
}

/**
 * Saves the rows that the grid sends, each where nobody else has saved it since. What cannot be saved is answered and not refused: the
 * grid keeps it, and says so at the row.
 */
export const saveBatch: Command<Batch, Ground, Ground, Omit<BatchAnswer, 'at'>> = {
  verb: 'answer.write',
  async load(tx) {
    const at = await readOwnLane(tx);
    if (at === null) return null;
    return { at, known: new Set((await draftRows(tx, at.id)).map(({ id }) => id)) };
  },
  decide: (ground) => ground,
  async write(tx, { at, known }, { rows, today }) {
    const about = { case: at.caseId, object: at.id };
    const nothing = { rows: [], dates: {} };
    if (whyNotTake(at) !== null)
      return { done: { ...nothing, outcome: 'closed' }, entry: { ...about, facts: { rows: 0 } } };
    const added = rows.filter(({ id }) => !known.has(id)).length;
    if (known.size + added > mostDraftRows)
      return { done: { ...nothing, outcome: 'full' }, entry: { ...about, facts: { rows: 0 } } };
    const { columns } = at.setup;
    const keepable: DraftSent[] = [];
    const tooLong: RowAnswer[] = [];
    for (const sent of rows) {
      const kept = keptOf(columns, sent);
      if ('row' in kept) keepable.push(kept.row);
      else tooLong.push({ id: sent.id, outcome: 'too-long', column: kept.tooLong });
    }
    const answers = await saveDraftRows(tx, at, keepable);
    const conflicts = answers.filter(({ outcome }) => outcome === 'conflict').length;
    const facts = { rows: answers.length - conflicts, conflicts };
    return {
      done: { outcome: 'answered', rows: [...answers, ...tooLong], dates: datesOf(columns, rows, today) },
      entry: { ...about, facts },
    };
  },
};
