import type { Command, Room } from '../acts/command.ts';
import { record } from '../acts/entry.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Day } from '../law/day.ts';
import type { DueThing } from './due-thing.ts';
import { readDueThings } from './store-due.ts';
import { type Feed, feedTransaction, insertFeed, readFeeds, revokeFeed } from './store-feed.ts';
import { readTimely, type TimelyClock } from './store-timely.ts';

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** What is due between two days in the cases that whoever asks sees. */
export const dueBetween: View<Span, readonly DueThing[], readonly DueThing[]> = {
  verb: 'calendar.read',
  load: (tx, { from, to }) => readDueThings(tx, from, to),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** What was on time and what was late, of the clocks met or due between two days. */
export const timely: View<Span, readonly TimelyClock[], readonly TimelyClock[]> = {
  verb: 'timeliness.read',
  load: (tx, { from, to }) => readTimely(tx, from, to),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** The addresses of one's own calendar. */
export const ownFeeds: View<null, readonly Feed[], readonly Feed[]> = {
  verb: 'feed.list',
  load: (tx) => readFeeds(tx),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** So many addresses one person can have that hold: a few devices. */
export const mostFeeds = 5;

/** Makes an address; its word is shown once, and kept nowhere. */
export const makeFeed: Command<
  { readonly label: string; readonly secret: string },
  readonly Feed[],
  { readonly label: string },
  { readonly id: string }
> = {
  verb: 'feed.make',
  load: (tx) => readFeeds(tx),
  decide: (feeds, { label }) =>
    feeds.filter(({ revokedAt }) => revokedAt === null).length < mostFeeds ? { label } : refuse('feeds-full'),
  async write(tx, { label }, { secret }) {
    const id = await insertFeed(tx, label, secret);
    return { done: { id }, entry: { object: id } };
  },
};

/** Takes an address back. */
export const endFeed: Command<{ readonly id: string }, Feed, Feed, null> = {
  verb: 'feed.revoke',
  load: async (tx, { id }) => (await readFeeds(tx)).find((one) => one.id === id) ?? null,
  decide: (feed) => (feed.revokedAt === null ? feed : refuse('so-already')),
  async write(tx, { id }) {
    await revokeFeed(tx, id);
    return { done: null, entry: { object: id } };
  },
};

// From what has been late for a while to what comes within the year.
const behind = { days: 90 };
const ahead = { days: 370 };

/**
 * What an address of a calendar gives: what is due in the cases that its owner sees at this moment, with an entry in the trail. Null where the
 * address opens nothing, or no longer.
 */
export function readFeed(
  db: Room['db'],
  partnershipId: string,
  secret: string,
  today: Day,
): Promise<readonly DueThing[] | null> {
  return feedTransaction(db, partnershipId, secret, async (tx) => {
    const things = await readDueThings(tx, today.subtract(behind), today.add(ahead), true);
    await record(tx, partnershipId, { verb: 'feed.read', outcome: 'done', facts: { events: things.length } });
    return things;
  });
}
