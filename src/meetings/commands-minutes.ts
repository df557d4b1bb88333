import type { Command } from '../acts/command.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { type Asked, loadMeeting, type MeetingFacts } from './commands.ts';
import { entryOf, type ItemWish, loadItem, type WithItem } from './commands-agenda.ts';
import { isMinuted, type Meeting } from './meeting.ts';
import type { Correction, ItemContent, MinutesHeader, MinutesKind, MinutesVersion } from './minutes.ts';
import { mailMeeting } from '../mail/store.ts';
import { groupOn } from './attendance.ts';
import { readCorrections } from './store-corrections.ts';
import { readEarlier, readLater, readRunners } from './store.ts';
import { readPackBehind } from './store-quorum.ts';
import {
  addAction,
  addNote,
  freezeMinutes,
  type GivenAction,
  type Note,
  readContents,
  readMinutes,
  readNote,
  strikeAction,
} from './store-minutes.ts';

type Tx = Parameters<typeof readNote>[0];

/** One item with what was minuted so far: for those who run the meeting, and null for the others. */
export interface ItemFacts extends WithItem {
  readonly note: Note | null;
  readonly content: ItemContent | null;
  /** The meeting whose minutes are before this one. */
  readonly earlier: Meeting | null;
  /** Everybody who runs meetings, for those who do. */
  readonly runners: readonly { readonly accountId: string; readonly name: string }[];
  /** That the newest version of the pack has papers of this item that whoever asks has not opened; null where it has none. */
  readonly packBehind: string | null;
}

/** An item with what was minuted of it; null where the agenda of whoever asks has none such. */
export async function loadItemFacts(
  tx: Tx,
  wish: ItemWish,
  hold: 'to change' | 'to read',
): Promise<ItemFacts | null> {
  const facts = await loadItem(tx, wish, hold);
  if (facts === null) return null;
  const contents = await readContents(tx, [facts.item.id]);
  return {
    ...facts,
    note: await readNote(tx, facts.item.id),
    content: contents?.[0] ?? null,
    runners: await readRunners(tx),
    packBehind: await readPackBehind(tx, facts.meeting.id, facts.item.id),
    earlier: facts.item.kind === 'last-minutes' ? await readEarlier(tx, facts.meeting) : null,
  };
}

/** One item of an agenda. */
export const oneItem: View<ItemWish, ItemFacts, ItemFacts> = {
  verb: 'meeting.read',
  load: (tx, wish) => loadItemFacts(tx, wish, 'to read'),
  present: (loaded) => loaded,
  entry: ({ item }) => entryOf(item),
};

const held = { load: (tx: Tx, wish: ItemWish) => loadItemFacts(tx, wish, 'to change') } as const;

export interface NoteWish extends ItemWish {
  readonly words: string;
  /** The version over which it was written; 0 for the first. */
  readonly seen: number;
}

/** Writes the minutes of an item. Refused where somebody wrote meanwhile, so that neither text is lost. */
export const writeNote: Command<NoteWish, ItemFacts, ItemFacts, null> = {
  verb: 'minutes.write',
  ...held,
  decide(facts, { seen }) {
    if (!isMinuted(facts.meeting)) return refuse('meeting-not-now');
    return (facts.note?.version ?? 0) === seen ? facts : refuse('minutes-meanwhile');
  },
  async write(tx, { meeting, item }, { words, seen }) {
    await addNote(tx, meeting.id, item.id, seen + 1, words);
    return { done: null, entry: { ...entryOf(item), facts: { version: seen + 1 } } };
  },
};

export interface ActionWish extends ItemWish {
  readonly given: GivenAction;
}

/** Notes an action that was agreed. */
export const noteAction: Command<ActionWish, ItemFacts, ItemFacts, null> = {
  verb: 'minutes.write',
  ...held,
  decide: (facts) => (isMinuted(facts.meeting) ? facts : refuse('meeting-not-now')),
  async write(tx, { meeting, item }, { given }) {
    await addAction(tx, meeting.id, item.id, given);
    return { done: null, entry: { ...entryOf(item), facts: { action: 'noted' } } };
  },
};

export interface StrikeWish extends ItemWish {
  readonly action: string;
}

/** Strikes an action that was noted by mistake; it stays on record as struck. */
export const strikeOut: Command<StrikeWish, ItemFacts, ItemFacts, null> = {
  verb: 'minutes.write',
  ...held,
  decide: (facts, { action }) =>
    isMinuted(facts.meeting) && (facts.content?.actions.some(({ id }) => id === action) ?? false)
      ? facts
      : refuse('meeting-not-now'),
  async write(tx, { item }, { action }) {
    await strikeAction(tx, item.id, action);
    return { done: null, entry: { ...entryOf(item), facts: { action: 'struck' } } };
  },
};

/** The minutes of a meeting: as they went out last, and, for those who run it, as they stand. */
export interface MinutesFacts extends MeetingFacts {
  readonly version: MinutesVersion | null;
  readonly draft: readonly ItemContent[] | null;
  /** The meetings at which they can be approved. */
  readonly later: readonly Meeting[];
  /** What readers proposed to correct: all of it for those who run the meeting, and one's own for everybody else. */
  readonly corrections: readonly Correction[];
}

/** A meeting with its minutes; null where it is not there for whoever asks. */
export async function loadMinutes(
  tx: Tx,
  { id }: Asked,
  hold: 'to change' | 'to read',
): Promise<MinutesFacts | null> {
  const facts = await loadMeeting(tx, id, hold);
  if (facts === null) return null;
  return {
    ...facts,
    version: await readMinutes(tx, id),
    draft: await readContents(
      tx,
      facts.items.map((item) => item.id),
    ),
    corrections: await readCorrections(tx, id),
    later: await readLater(tx, facts.meeting),
  };
}

/** The minutes of a meeting, with the items that are there for whoever asks. */
export const theMinutes: View<Asked, MinutesFacts, MinutesFacts> = {
  verb: 'minutes.read',
  load: (tx, asked) => loadMinutes(tx, asked, 'to read'),
  present: (loaded) => loaded,
  entry: ({ meeting, version }) => ({ object: meeting.id, facts: { version: version?.number ?? 0 } }),
};

export interface FreezeWish extends Asked {
  readonly kind: MinutesKind;
  /** The later meeting that approves them. */
  readonly approvedAt: string | null;
  /** The version of the meeting that the form knew. */
  readonly seen: number;
  readonly headerOf: (facts: MeetingFacts) => MinutesHeader;
}

function whyNotFreeze(
  { meeting, later, corrections }: MinutesFacts,
  { kind, approvedAt, seen }: FreezeWish,
): Refusal | null {
  if (meeting.state !== 'held') return refuse('meeting-not-now');
  if (meeting.isCirculated === (kind === 'circulated')) return refuse('meeting-not-now');
  if (kind === 'approved' && corrections.some(({ state }) => state === 'open'))
    return refuse('corrections-open');
  if (kind === 'approved' && !later.some(({ id }) => id === approvedAt)) return refuse('no-later-meeting');
  return meeting.version === seen ? null : refuse('meeting-changed');
}

/** Circulates the minutes, circulates them corrected, or puts on record that a later meeting approved them: then they are frozen. */
export const sendMinutes: Command<FreezeWish, MinutesFacts, MinutesFacts, number> = {
  verb: 'minutes.freeze',
  load: (tx, asked) => loadMinutes(tx, asked, 'to change'),
  decide: (facts, wish) => whyNotFreeze(facts, wish) ?? facts,
  async write(tx, facts, { id, kind, approvedAt, headerOf }) {
    const number = await freezeMinutes(
      tx,
      id,
      kind,
      headerOf(facts),
      kind === 'approved' ? approvedAt : null,
    );
    const group = groupOn(facts.group, facts.meeting.day);
    // Whoever has a seat is told that there is something to read, and nothing of what it is.
    if (kind !== 'approved') await mailMeeting(tx, { meetingId: id, kind: 'meeting-minutes', group });
    return { done: number, entry: { object: id, facts: { version: number, kind } } };
  },
};
