import type { View } from '../acts/view.ts';
import type { Action } from './action.ts';
import type { Option } from '../intake/question.ts';
import { readAgenciesHere, readOthers } from './store.ts';
import { type AskedList, type Counts, isOfAsks, type ListedAsk } from './lists.ts';
import { readActionPage, readAskPage, readCounts, readCourses, readWatchingGroups } from './store-lists.ts';

/** A page of what is open, late or has drifted, with what is counted of the whole. */
export interface Monitored {
  readonly counts: Counts;
  readonly actions: readonly Action[];
  readonly asks: readonly ListedAsk[];
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
}

/** What whoever asks may see of it; the database decides, row by row. */
export const monitored: View<AskedList, Monitored, Monitored> = {
  verb: 'improvement.read',
  async load(tx, asked) {
    const ofAsks = isOfAsks(asked.show);
    return {
      counts: await readCounts(tx, asked),
      actions: ofAsks ? [] : await readActionPage(tx, asked),
      asks: ofAsks ? await readAskPage(tx, asked) : [],
      agencies: await readAgenciesHere(tx),
      groups: await readWatchingGroups(tx),
    };
  },
  present: (loaded) => loaded,
  entry: ({ actions, asks }) => ({ facts: { shown: actions.length + asks.length } }),
};

type Courses = Awaited<ReturnType<typeof readCourses>>;

/** The course of all asks that whoever asks may see. */
export const courses: View<null, Courses, Courses> = {
  verb: 'improvement.read',
  load: (tx) => readCourses(tx),
  present: (loaded) => loaded,
  entry: (loaded) => ({ facts: { asks: loaded.length } }),
};

/** Recommendations that could take the place of one: the others that whoever asks sees of its review, or the newest of none. */
export const loadOthers: View<{ readonly id: string }, readonly Option[], readonly Option[]> = {
  verb: 'recommendation.assess',
  load: (tx, { id }) => readOthers(tx, id),
  present: (loaded) => loaded,
  entry: (loaded) => ({ facts: { shown: loaded.length } }),
};
