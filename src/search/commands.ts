import type { View } from '../acts/view.ts';
import { type Asked, isAsked, kinds, readAsked } from './asked.ts';
import { countOf, type Found, nothingFound } from './found.ts';
import { readSealed, search } from './store.ts';

/** What was asked for, and what was found. Null where nothing was asked yet, `over` where what was sealed opens no more. */
export interface SearchResult {
  readonly asked: Asked | 'over' | null;
  readonly found: Found;
}

const prefix = 'search ';

/** What is sealed of a search, so that no form that was sealed for somebody is taken for one. */
export const toSeal = (typed: string): string => `${prefix}${typed}`;

/**
 * A search of whatever the reader may see, by words that were sealed for them; empty where none were typed yet. It is a look at casework:
 * the entry says how much of each kind was found, and never what was looked for.
 */
export const searchView: View<{ readonly sealed: string }, SearchResult, SearchResult> = {
  verb: 'search.run',
  async load(tx, { sealed }) {
    if (sealed === '') return { asked: null, found: nothingFound };
    const typed = await readSealed(tx, sealed);
    const asked = typed?.startsWith(prefix) === true ? readAsked(typed.slice(prefix.length)) : null;
    if (asked === null || !isAsked(asked)) return { asked: 'over', found: nothingFound };
    return { asked, found: await search(tx, asked) };
  },
  present: (loaded) => loaded,
  entry: ({ asked, found }) => ({
    facts: {
      asked: asked !== null && asked !== 'over',
      ...Object.fromEntries(kinds.map((kind) => [kind, countOf(kind, found).count])),
    },
  }),
};
