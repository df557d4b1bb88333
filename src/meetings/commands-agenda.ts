import type { Command } from '../acts/command.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { type Asked, loadMeeting, type MeetingFacts } from './commands.ts';
import { chairsFor, outOf } from './attendance.ts';
import {
  exchange,
  isMinuted,
  isOpenAgenda,
  isOver,
  type Item,
  type ItemChange,
  itemsMost,
} from './meeting.ts';
import { type Candidate, readCandidates } from './store.ts';
import {
  addCandidate,
  chairItem,
  addConflict,
  addOwnItem,
  endConflict,
  exchangeItems,
  stateItem,
  timeItem,
} from './store-write.ts';

/** A meeting with what is open and not on its agenda. */
export interface AgendaFacts extends MeetingFacts {
  readonly candidates: readonly Candidate[];
}

type Tx = Parameters<typeof readCandidates>[0];

async function loadAgenda(tx: Tx, { id }: Asked, hold: 'to change' | 'to read'): Promise<AgendaFacts | null> {
  const facts = await loadMeeting(tx, id, hold);
  return facts === null ? null : { ...facts, candidates: await readCandidates(tx, facts.meeting) };
}

/** What can be put on an agenda. */
export const openThings: View<Asked, AgendaFacts, AgendaFacts> = {
  verb: 'agenda.change',
  load: (tx, asked) => loadAgenda(tx, asked, 'to read'),
  present: (loaded) => loaded,
  entry: ({ meeting }) => ({ object: meeting.id }),
};

/** What is to be put on the agenda: open things by `kind/identifier`, or one in its own words. */
export interface AddWish extends Asked {
  readonly chosen: readonly string[];
  readonly own: { readonly title: string; readonly minutes: number } | null;
}

/** The name of an open thing in a form. */
export const candidateKey = ({ kind, id }: Pick<Candidate, 'kind' | 'id'>): string => `${kind}/${id}`;

const whyNotAdd = ({ meeting, items }: MeetingFacts, more: number): Refusal | null => {
  if (!isOpenAgenda(meeting)) return refuse('meeting-not-now');
  return items.length + more > itemsMost ? refuse('agenda-full') : null;
};

/** Puts things on the agenda. What was put there meanwhile, or is open no longer, is passed over. */
export const addItems: Command<AddWish, AgendaFacts, readonly Candidate[], null> = {
  verb: 'agenda.change',
  load: (tx, asked) => loadAgenda(tx, asked, 'to change'),
  decide(facts, { chosen, own }) {
    const wanted = facts.candidates.filter((one) => chosen.includes(candidateKey(one)));
    return whyNotAdd(facts, wanted.length + (own === null ? 0 : 1)) ?? wanted;
  },
  async write(tx, wanted, { id, own }) {
    let added = 0;
    for (const one of wanted) if (await addCandidate(tx, id, one)) added += 1;
    if (own !== null) await addOwnItem(tx, id, own.title, own.minutes);
    return { done: null, entry: { object: id, facts: { added: added + (own === null ? 0 : 1) } } };
  },
};

export interface ItemWish extends Asked {
  readonly item: string;
}

/** The facts with the one item that the act is about. */
export interface WithItem extends MeetingFacts {
  readonly item: Item;
}

/** A meeting and one item of its agenda; null where the agenda of whoever asks has none such. */
export async function loadItem(
  tx: Tx,
  { id, item: wanted }: ItemWish,
  hold: 'to change' | 'to read',
): Promise<WithItem | null> {
  const facts = await loadMeeting(tx, id, hold);
  const item = facts?.items.find((one) => one.id === wanted);
  return facts === null || item === undefined ? null : { ...facts, item };
}

const heldItem = { load: (tx: Tx, wish: ItemWish) => loadItem(tx, wish, 'to change') } as const;

/** What the trail says of an act on an item: the case too, where it is about one. */
export const entryOf = ({ caseId, id }: Item) => ({
  ...(caseId === null ? {} : { case: caseId }),
  object: id,
});

export interface ChangeItemWish extends ItemWish {
  readonly change: ItemChange;
  /** How long it is meant to take, where that is what changes. */
  readonly minutes: number;
  /** Who chairs it, where that is what changes; empty for nobody else than the chair. */
  readonly chair?: string;
}

/** Moves an item up or down, gives it another length, takes it off, holds it over to the next meeting, or takes it up again. */
export const changeItem: Command<ChangeItemWish, WithItem, WithItem, null> = {
  verb: 'agenda.change',
  ...heldItem,
  decide(facts, { change, chair = '' }) {
    const { meeting, item, attendance, conflicts } = facts;
    if (change === 'chair') {
      const isKnown = chair === '' || chairsFor(attendance, outOf(conflicts, item)).includes(chair);
      if (!isMinuted(meeting)) return refuse('meeting-not-now');
      return isKnown ? facts : refuse('chair-not-there');
    }
    const late = change === 'hold-over' || change === 'take-up';
    const whileOpen = isOpenAgenda(meeting) || (late && meeting.state === 'held');
    const fits =
      change === 'take-up'
        ? item.state === 'held-over'
        : change === 'hold-over'
          ? item.state === 'open'
          : change !== 'off' || meeting.state !== 'running';
    return whileOpen && fits ? facts : refuse('meeting-not-now');
  },
  async write(tx, { items, item }, { change, minutes, chair = '' }) {
    if (change === 'up' || change === 'down') {
      const pair = exchange(items, item.id, change);
      if (pair !== null) await exchangeItems(tx, ...pair);
    } else if (change === 'chair') await chairItem(tx, item.id, chair);
    else if (change === 'time') await timeItem(tx, item.id, minutes);
    else await stateItem(tx, item.id, change);
    return { done: null, entry: { ...entryOf(item), facts: { change } } };
  },
};

/** Who has a conflict: an account, or somebody by name. */
export interface ConflictWish extends ItemWish {
  readonly who: { readonly accountId: string | null; readonly name: string };
  readonly reason: string;
}

/** Declares a conflict of interest in an item. From then on the item is not there for that person. */
export const declareConflict: Command<ConflictWish, WithItem, WithItem, null> = {
  verb: 'conflict.declare',
  ...heldItem,
  decide(facts, { who }) {
    if (isOver(facts.meeting)) return refuse('meeting-not-now');
    const same = facts.conflicts.some(
      ({ itemId, accountId, name }) =>
        itemId === facts.item.id &&
        (who.accountId === null
          ? name.toLowerCase() === who.name.toLowerCase()
          : accountId === who.accountId),
    );
    return same ? refuse('conflict-declared') : facts;
  },
  async write(tx, { item }, { who, reason }) {
    await addConflict(tx, item.id, who, reason);
    return { done: null, entry: { ...entryOf(item), facts: { withAccount: who.accountId !== null } } };
  },
};

export interface EndConflictWish extends ItemWish {
  readonly conflict: string;
}

/** Lets somebody back in to an item. */
export const letBackIn: Command<EndConflictWish, WithItem, string, null> = {
  verb: 'conflict.end',
  ...heldItem,
  decide({ meeting, conflicts, item }, { conflict }) {
    const found = conflicts.find(({ id, itemId }) => id === conflict && itemId === item.id);
    return isOver(meeting) || found === undefined ? refuse('meeting-not-now') : found.id;
  },
  async write(tx, conflict, { item }) {
    await endConflict(tx, conflict);
    return { done: null, entry: { object: item } };
  },
};
