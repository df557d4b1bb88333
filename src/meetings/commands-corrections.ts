import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { Asked } from './commands.ts';
import { loadMinutes, type MinutesFacts } from './commands-minutes.ts';
import type { Correction } from './minutes.ts';
import { addCorrection, settleCorrection } from './store-corrections.ts';

type Tx = Parameters<typeof addCorrection>[0];
const held = { load: (tx: Tx, asked: Asked) => loadMinutes(tx, asked, 'to change') } as const;

/** How many corrections somebody may propose to the minutes of one meeting. */
export const correctionsMost = 40;

/** A correction as it is proposed; the item null for what stands at the head. */
export interface ProposeWish extends Asked {
  readonly item: string | null;
  readonly words: string;
  /** The number of the version that the form knew. */
  readonly version: number;
}

/** Proposes a correction to minutes that are out and not approved. Refused where another version went out meanwhile. */
export const proposeCorrection: Command<
  ProposeWish,
  MinutesFacts,
  { readonly minutesId: string; readonly number: number },
  null
> = {
  verb: 'minutes.correct',
  ...held,
  decide({ meeting, version, corrections }, { item, version: seen }) {
    if (meeting.state !== 'held' || version === null) return refuse('meeting-not-now');
    if (version.number !== seen) return refuse('minutes-newer');
    if (item !== null && !version.itemIds.includes(item)) return refuse('meeting-not-now');
    if (corrections.filter(({ isOwn }) => isOwn).length >= correctionsMost) return refuse('corrections-full');
    return { minutesId: version.id, number: version.number };
  },
  async write(tx, { minutesId, number }, { id, item, words }) {
    await addCorrection(tx, id, minutesId, item, words);
    return { done: null, entry: { object: id, facts: { version: number, correction: 'proposed' } } };
  },
};

export interface SettleWish extends Asked {
  readonly correction: string;
  readonly state: 'taken' | 'not-taken';
  /** Why it was not taken. */
  readonly reply: string;
}

/** Says what became of a correction. The words of the minutes are mended by whoever runs the meeting, and go out as the next version. */
export const settle: Command<SettleWish, MinutesFacts, Correction, null> = {
  verb: 'minutes.write',
  ...held,
  decide({ meeting, corrections }, { correction }) {
    const found = corrections.find(({ id }) => id === correction);
    return meeting.state === 'held' && found?.state === 'open' ? found : refuse('so-already');
  },
  async write(tx, { id: correction }, { id, state, reply }) {
    await settleCorrection(tx, correction, state, reply);
    return { done: null, entry: { object: id, facts: { correction: state } } };
  },
};
