import type { Day } from '../law/day.ts';
import type { Ask } from './ask.ts';

/** What a list of asks or of actions can be cut to. */
export const shownLists = ['open', 'late', 'drifted', 'waiting', 'intents', 'checks', 'asks', 'all'] as const;
export type ShownList = (typeof shownLists)[number];

/** How a list is asked for. */
export interface AskedList {
  readonly show: ShownList;
  readonly agency: string | null;
  readonly group: string | null;
  readonly page: number;
  readonly today: Day;
  /** Whoever asks is not of the office: their own agencies, actions, groups and reviews are all that they can see, and are looked up at once. */
  readonly isOwn: boolean;
}

/** Rows of one page; the next is there where there are more. */
export const pageLength = 50;
/** Beyond this many nothing is counted. */
export const countedTo = 1_000;
/** The last page that can be asked for: what lies behind it is reached by a filter. */
export const mostPages = 40;

/** An ask in a list, with what it asks. */
export interface ListedAsk extends Ask {
  readonly headline: string;
  readonly reference: string | null;
  readonly source: string;
}

const asksShown = new Set<ShownList>(['waiting', 'intents', 'asks']);
/** Whether a list is of asks, and not of actions. */
export const isOfAsks = (show: ShownList): boolean => asksShown.has(show);

/** How many there are of everything that somebody has to see to; each counted to a thousand and one at most. */
export type Counts = Readonly<Record<Exclude<ShownList, 'all'>, number>>;
