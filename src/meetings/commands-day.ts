import type { View } from '../acts/view.ts';
import { type RecordedDecision, readDecision } from '../group/store.ts';
import { type PackPaper, placed, type Placed } from '../packs/pack.ts';
import { readPapers, readVersions } from '../packs/store.ts';
import { type RoundAnswer, standingAnswers } from '../rounds/round.ts';
import { readDeciding } from '../rounds/store.ts';
import { entryOf, type ItemWish } from './commands-agenda.ts';
import { type ItemFacts, loadItemFacts } from './commands-minutes.ts';
import { readShut, type ShutOut } from './store-quorum.ts';

type Tx = Parameters<typeof readVersions>[0];

/** An item on the day of the meeting: what is known of it besides, for those who run the meeting. */
export interface DayFacts extends ItemFacts {
  /** The papers of the item in the newest version of the pack, at their pages in the whole. */
  readonly papers: readonly Placed[];
  readonly pack: number | null;
  /** What the partners said between meetings, where a question was closed into a decision that is not taken yet. */
  readonly views: readonly RoundAnswer[];
  /** Everybody here to whom an item is shut. */
  readonly shut: readonly ShutOut[];
  /** The decision of the day, limb by limb; null while there is none. */
  readonly decided: RecordedDecision | null;
}

async function loadDay(tx: Tx, wish: ItemWish): Promise<DayFacts | null> {
  const facts = await loadItemFacts(tx, wish, 'to read');
  if (facts === null) return null;
  const { item, content, meeting } = facts;
  const [newest] = await readVersions(tx, meeting.id);
  const whole: readonly PackPaper[] =
    newest === undefined ? [] : await readPapers(tx, newest, meeting.id, null);
  const caseId = item.seesCase ? item.caseId : null;
  const asked = caseId === null ? null : await readDeciding(tx, caseId);
  const last = content?.decisions.at(-1)?.id;
  return {
    ...facts,
    shut: await readShut(tx, meeting.id),
    papers: placed(whole).filter(({ paper }) => paper.itemId === item.id),
    pack: newest?.number ?? null,
    views: asked === null ? [] : [...standingAnswers(asked.answers).values()],
    decided: caseId === null || last === undefined ? null : await readDecision(tx, caseId, last),
  };
}

/** One item as the screen of the day shows it. */
export const oneDay: View<ItemWish, DayFacts, DayFacts> = {
  verb: 'meeting.read',
  load: (tx, wish) => loadDay(tx, wish),
  present: (loaded) => loaded,
  entry: ({ item }) => ({ ...entryOf(item), facts: { shown: 'day' } }),
};
