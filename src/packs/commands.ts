import type { Command } from '../acts/command.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { timeWords } from '../cases/dates.ts';
import type { ReviewGroup } from '../group/membership.ts';
import { readGroups } from '../group/store-groups.ts';
import { groupOn } from '../meetings/attendance.ts';
import type { Item, Meeting } from '../meetings/meeting.ts';
import { readItems, readMeeting } from '../meetings/store.ts';
import {
  type Candidate,
  isOpenPack,
  type PackHeader,
  type PackPaper,
  type PackVersion,
  typedContent,
} from './pack.ts';
import { contentOf, type Made } from './commands-content.ts';
import {
  addPaper,
  freezePack,
  noteLooks,
  type PackFile,
  readCurrent,
  readPackFile,
  readPapers,
  readReaders,
  readVersions,
  type Reader,
  takeOff,
} from './store.ts';
import { readCandidates } from './store-candidates.ts';

type Tx = Parameters<typeof readMeeting>[0];

/** The pack of a meeting; `version` null for the newest. */
export interface AskedPack {
  readonly id: string;
  readonly version: number | null;
}

/** The pack of a meeting as whoever asks may see it. */
export interface PackFacts {
  readonly meeting: Meeting;
  readonly group: ReviewGroup;
  readonly items: readonly Item[];
  readonly versions: readonly PackVersion[];
  /** The version that is looked at; null while none is frozen. */
  readonly version: PackVersion | null;
  readonly papers: readonly PackPaper[];
  /** What is in the pack now: for those who run the meeting. */
  readonly current: readonly PackPaper[];
  readonly readers: readonly Reader[];
}

async function loadPack(
  tx: Tx,
  { id, version }: AskedPack,
  itemId: string | null = null,
  hold: 'to change' | 'to read' = 'to read',
): Promise<PackFacts | null> {
  const meeting = await readMeeting(tx, id, hold);
  const [group] = meeting === null ? [] : await readGroups(tx, meeting.groupId);
  if (meeting === null || group === undefined) return null;
  const versions = await readVersions(tx, id);
  const wanted = version === null ? versions[0] : versions.find(({ number }) => number === version);
  if (version !== null && wanted === undefined) return null;
  return {
    meeting,
    group,
    items: await readItems(tx, id),
    versions,
    version: wanted ?? null,
    papers: wanted === undefined ? [] : await readPapers(tx, wanted, id, itemId),
    // Whoever reads an item needs neither what is to come nor who else has read.
    current: itemId === null ? await readCurrent(tx, id) : [],
    readers: itemId === null ? await readReaders(tx, id) : [],
  };
}

/** The contents of a pack. */
export const pack: View<AskedPack, PackFacts, PackFacts> = {
  verb: 'pack.list',
  load: (tx, asked) => loadPack(tx, asked),
  present: (loaded) => loaded,
  entry: ({ meeting, version }) => ({ object: meeting.id, facts: { version: version?.number ?? 0 } }),
};

/** One item of a meeting, by its identifier. */
export interface AskedItem extends AskedPack {
  readonly item: string;
}

/** The facts with the one item that is asked for. */
export interface ItemPack extends PackFacts {
  readonly item: Item;
}

const entryOf = ({ caseId, id }: Item) => ({ ...(caseId === null ? {} : { case: caseId }), object: id });

async function loadItem(
  tx: Tx,
  asked: AskedItem,
  hold: 'to change' | 'to read' = 'to read',
): Promise<ItemPack | null> {
  const facts = await loadPack(tx, asked, asked.item, hold);
  const item = facts?.items.find(({ id }) => id === asked.item);
  return facts === null || item === undefined ? null : { ...facts, item };
}

/** The papers of an item with what they say, and those of the whole version, for their pages. */
export interface ItemRead {
  readonly facts: ItemPack;
  readonly whole: readonly PackPaper[];
}

/** Reads the papers of an item, and notes that they were looked at: once for each reader and version. Refused while none is frozen. */
export const readItem: Command<AskedItem, ItemRead, ItemRead, ItemRead> = {
  verb: 'pack.read',
  async load(tx, asked) {
    const facts = await loadItem(tx, asked);
    if (facts === null) return null;
    const { version } = facts;
    return { facts, whole: version === null ? [] : await readPapers(tx, version, asked.id, null) };
  },
  decide: (loaded) => (loaded.facts.version === null ? refuse('pack-not-frozen') : loaded),
  async write(tx, loaded) {
    const { facts } = loaded;
    const { item, version } = facts;
    const first = version === null ? 0 : await noteLooks(tx, version.id, item.id);
    const entry = {
      ...entryOf(item),
      facts: { version: version?.number ?? 0, papers: facts.papers.length, first },
    };
    return { done: loaded, entry };
  },
};

/** What could be put into the pack of an item, with what is in it. */
export interface ItemCandidates extends ItemPack {
  readonly candidates: readonly Candidate[];
}

async function loadCandidates(tx: Tx, asked: AskedItem, hold: 'to change' | 'to read' = 'to read') {
  const facts = await loadItem(tx, asked, hold);
  return facts === null ? null : { ...facts, candidates: await readCandidates(tx, facts.item) };
}

export const candidates: View<AskedItem, ItemCandidates, ItemCandidates> = {
  verb: 'pack.change',
  load: (tx, asked) => loadCandidates(tx, asked),
  present: (loaded) => loaded,
  entry: ({ item }) => entryOf(item),
};

/** Papers to put into the pack of an item: those offered, by their keys, and one in its own words. */
export interface AddWish extends AskedItem {
  readonly chosen: readonly string[];
  readonly own: { readonly title: string; readonly words: string } | null;
  readonly lateWhy: string;
  readonly partnership: string;
  readonly today: Temporal.PlainDate;
  readonly isTraining: boolean;
}

const whyNotChange = ({ meeting }: Pick<PackFacts, 'meeting'>): Refusal | null =>
  isOpenPack(meeting.state) ? null : refuse('meeting-not-now');

/** Puts papers into a pack. After a version was frozen they are late, and say why. What is not offered any longer is passed over. */
export const addPapers: Command<AddWish, ItemCandidates, readonly Candidate[], null> = {
  verb: 'pack.change',
  load: (tx, asked) => loadCandidates(tx, asked, 'to change'),
  decide(facts, { chosen, own, lateWhy }) {
    const whyNot = whyNotChange(facts);
    if (whyNot !== null) return whyNot;
    if (facts.versions.length > 0 && lateWhy === '') return refuse('late-paper-why');
    const wanted = facts.candidates.filter(({ key }) => chosen.includes(key));
    return wanted.length === 0 && own === null ? refuse('so-already') : wanted;
  },
  async write(tx, wanted, wish) {
    const at = { meetingId: wish.id, itemId: wish.item };
    const item = (await readItems(tx, wish.id)).find(({ id }) => id === wish.item);
    const late = (await readVersions(tx, wish.id)).length > 0 ? wish.lateWhy : '';
    let added = 0;
    for (const one of wanted) {
      const made: Made | null = one.fileId === null ? await contentOf(tx, one, item ?? null, wish) : null;
      if (made === null && one.fileId === null) continue;
      await addPaper(
        tx,
        at,
        { ...one, title: made?.title ?? one.title, content: made?.content ?? null },
        late,
      );
      added += 1;
    }
    if (wish.own !== null) {
      const { title, words } = wish.own;
      const own = { kind: 'words', title, source: null, version: 1, fileId: null } as const;
      await addPaper(tx, at, { ...own, content: typedContent(words) }, late);
      added += 1;
    }
    const entry = item === undefined ? { object: wish.item } : entryOf(item);
    return { done: null, entry: { ...entry, facts: { added, late: late !== '' } } };
  },
};

/** A paper of a meeting, by its identifier. */
export interface AskedPaper {
  readonly id: string;
  readonly paper: string;
}

/** Takes a paper out of the pack as it stands. Versions that were frozen with it keep it. */
export const removePaper: Command<AskedPaper, PackFacts, PackPaper, null> = {
  verb: 'pack.change',
  load: (tx, { id }) => loadPack(tx, { id, version: null }, null, 'to change'),
  decide(facts, { paper }) {
    const found = facts.current.find(({ id }) => id === paper);
    return whyNotChange(facts) ?? found ?? refuse('so-already');
  },
  async write(tx, { id, itemId }) {
    await takeOff(tx, id);
    return { done: null, entry: { object: itemId, facts: { off: id } } };
  },
};

/** The meeting whose pack is to be frozen; `seen` is the newest version that the form knew, 0 for none. */
export interface FreezeWish {
  readonly id: string;
  readonly seen: number;
  readonly partnership: string;
  readonly isTraining: boolean;
}

/** What the front page of a version says. */
export const headerOf = (
  { meeting, group }: Pick<PackFacts, 'meeting' | 'group'>,
  { partnership, isTraining }: Pick<FreezeWish, 'partnership' | 'isTraining'>,
): PackHeader => ({
  partnership,
  isTraining,
  group: groupOn(group, meeting.day),
  day: meeting.day.toString(),
  begins: timeWords(meeting.begins),
  place: meeting.place,
});

/** Freezes the pack as its next version. Refused for an empty one, and where somebody else froze one meanwhile. */
export const freeze: Command<FreezeWish, PackFacts, PackHeader, number> = {
  verb: 'pack.freeze',
  load: (tx, { id }) => loadPack(tx, { id, version: null }, null, 'to change'),
  decide(facts, wish) {
    const whyNot = whyNotChange(facts);
    if (whyNot !== null) return whyNot;
    if ((facts.versions[0]?.number ?? 0) !== wish.seen) return refuse('pack-frozen-meanwhile');
    return facts.current.length === 0 ? refuse('pack-empty') : headerOf(facts, wish);
  },
  async write(tx, header, { id }) {
    const { number } = await freezePack(tx, id, header);
    return { done: number, entry: { object: id, facts: { version: number } } };
  },
};

/** Downloads a file that is in a pack: the entry is there before its first byte goes out. */
export const packFile: Command<AskedPaper, PackFile, PackFile, PackFile> = {
  verb: 'pack.read',
  async load(tx, { id, paper }) {
    const meeting = await readMeeting(tx, id);
    return meeting === null ? null : readPackFile(tx, paper);
  },
  decide: (file) => file,
  write: (_, file) =>
    Promise.resolve({ done: file, entry: { object: file.itemId, facts: { file: file.fileId } } }),
};
