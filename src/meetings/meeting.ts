import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Day, isBefore } from '../law/day.ts';

/** From the day it is planned until its minutes are frozen. */
export type MeetingState = 'planned' | 'agenda-out' | 'running' | 'held' | 'minutes-approved' | 'called-off';

/** A meeting of a group, as whoever may know of it sees it. */
export interface Meeting {
  readonly id: string;
  readonly groupId: string;
  readonly day: Day;
  readonly begins: Temporal.PlainTime;
  readonly ends: Temporal.PlainTime;
  /** The room, or that it is online, in words. */
  readonly place: string;
  readonly state: MeetingState;
  readonly calledOffWhy: string;
  readonly isCirculated: boolean;
  /** The day of the later meeting at which its minutes were approved. */
  readonly approvedOn: Day | null;
  readonly version: number;
}

export type ItemKind =
  | 'last-minutes'
  | 'matters-arising'
  | 'referral'
  | 'case'
  | 'rapid-review'
  | 'review'
  | 'actions'
  | 'other';

/** An item of an agenda. One about a case knows it by its reference and pseudonym, and no other way. */
export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly caseId: string | null;
  readonly reference: string | null;
  readonly pseudonym: string | null;
  readonly referralId: string | null;
  readonly referralNumber: number | null;
  /** How long it is meant to take. */
  readonly minutes: number;
  readonly state: 'open' | 'held-over' | 'taken-off';
  /** Who chairs it in the place of the chair; empty where nobody was named. */
  readonly chairedBy: string;
  /** True where whoever asks sees its case, and so its papers. */
  readonly seesCase: boolean;
}

/** The most items that an agenda may have. */
export const itemsMost = 60;

const questions: Readonly<Record<ItemKind, string>> = {
  'last-minutes': '',
  'matters-arising': '',
  referral: 'What becomes of this referral?',
  case: 'What should be done?',
  'rapid-review': 'Rapid review',
  review: 'Review in progress',
  actions: 'Actions that are due',
  other: '',
};

/** What an item is called on an agenda: the words it was given, or what it is about without a name. */
export function titleOf(item: Pick<Item, 'kind' | 'title' | 'pseudonym' | 'referralNumber'>): string {
  if (item.referralNumber !== null) return `Referral ${item.referralNumber}`;
  return item.pseudonym ?? item.title;
}

/** What is asked of it, or whose; null for an item in its own words. */
export function lineOf({ kind, reference }: Pick<Item, 'kind' | 'reference'>): string | null {
  const asks = questions[kind];
  return asks === '' ? null : reference === null ? asks : `${reference}. ${asks}`;
}

/** An item in its place on the agenda of one reader. */
export interface Placed {
  readonly item: Item;
  readonly number: number;
  readonly starts: Temporal.PlainTime;
}

/**
 * The agenda of one reader: numbers and times are counted over the items that are there for them, so that neither betrays one that is not.
 * Times are what is planned, and go round midnight where nobody meant them to.
 */
export function agendaOf({ begins }: Pick<Meeting, 'begins'>, items: readonly Item[]): readonly Placed[] {
  let starts = begins;
  return items.map((item, at) => {
    const placed = { item, number: at + 1, starts };
    starts = starts.add({ minutes: item.minutes });
    return placed;
  });
}

/** By how many minutes an agenda is longer than its meeting; 0 where it is not. */
export function overrun({ begins, ends }: Pick<Meeting, 'begins' | 'ends'>, items: readonly Item[]): number {
  const there = begins.until(ends).total('minutes');
  return Math.max(0, items.reduce((sum, { minutes }) => sum + minutes, 0) - there);
}

/** What is done with a meeting as a whole. Its minutes end in a state of their own. */
export type Move = 'send-agenda' | 'begin' | 'end' | 'call-off';
export const moves: readonly Move[] = ['send-agenda', 'begin', 'end', 'call-off'];

const from: Readonly<Record<Move, readonly MeetingState[]>> = {
  'send-agenda': ['planned'],
  begin: ['agenda-out'],
  end: ['running'],
  'call-off': ['planned', 'agenda-out'],
};

export const reached: Readonly<Record<Move, MeetingState>> = {
  'send-agenda': 'agenda-out',
  begin: 'running',
  end: 'held',
  'call-off': 'called-off',
};

/** Why a meeting cannot be moved so on that day; null where it can. None begins before its day. */
export function whyNotMove(
  { state, day }: Pick<Meeting, 'state' | 'day'>,
  items: readonly Item[],
  move: Move,
  today: Day,
): Refusal | null {
  if (!from[move].includes(state)) return refuse('meeting-not-now');
  if (move === 'begin' && isBefore(today, day)) return refuse('meeting-not-now');
  return move === 'send-agenda' && items.length === 0 ? refuse('agenda-empty') : null;
}

/** True while items are put on the agenda, moved or taken off. */
export const isOpenAgenda = ({ state }: Pick<Meeting, 'state'>): boolean =>
  state === 'planned' || state === 'agenda-out' || state === 'running';

/** True while minutes are written and corrected. */
export const isMinuted = ({ state }: Pick<Meeting, 'state'>): boolean =>
  state === 'running' || state === 'held';

/** True where nothing of it changes any longer. */
export const isOver = ({ state }: Pick<Meeting, 'state'>): boolean =>
  state === 'minutes-approved' || state === 'called-off';

/** What can be done to an item, as its buttons say it. */
export type ItemChange = 'up' | 'down' | 'off' | 'hold-over' | 'take-up' | 'time' | 'chair';
export const itemChanges: readonly ItemChange[] = [
  'up',
  'down',
  'off',
  'hold-over',
  'take-up',
  'time',
  'chair',
];

/** The two items that change places, as the reader has them; null where there is none to change with. */
export function exchange(
  items: readonly Item[],
  id: string,
  way: 'up' | 'down',
): readonly [string, string] | null {
  const at = items.findIndex((one) => one.id === id);
  const other = items[way === 'up' ? at - 1 : at + 1];
  return at < 0 || other === undefined ? null : [id, other.id];
}

const stateMarks: Readonly<Record<MeetingState, { readonly mark: string; readonly words: string }>> = {
  planned: { mark: 'coming', words: 'Planned' },
  'agenda-out': { mark: 'coming', words: 'Agenda out' },
  running: { mark: 'running', words: 'Running' },
  held: { mark: 'look', words: 'Held, minutes to approve' },
  'minutes-approved': { mark: 'done', words: 'Minutes approved' },
  'called-off': { mark: 'held', words: 'Called off' },
};

/** The mark and words of a state. */
export const stateOf = (state: MeetingState) => stateMarks[state];
