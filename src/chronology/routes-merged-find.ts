import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { sealForm } from '../people/store.ts';
import { readSealed } from '../search/store.ts';
import type { MergedGround, Tx } from './commands-merged.ts';
import { type FilterProblem, filterQuery, isTyped, type MergedFilter, readFilter } from './merged-filter.ts';
import { lookAt, mergedBase } from './routes-merged-here.ts';
import { readViews } from './store-marks.ts';

/** How a reader looks at the merge, and how that stands in the addresses of what follows: never with words that somebody typed. */
export interface Found {
  readonly filter: MergedFilter;
  readonly problems: readonly FilterProblem[];
  readonly carried: URLSearchParams;
}

const prefix = 'merge ';

/**
 * The ledger of narrowing the merge. What is looked for may be a name: it comes with a form, and goes on in the address sealed for whoever
 * typed it, as the words of a search do.
 */
export function mergedFindRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged/find';
  return [post(path, 'chronology.read', 'session', open(takeFind))];
}

async function takeFind(here: Here): Promise<WorkAnswer | null> {
  const { request } = here;
  const read = (_: Tx, { lanes }: MergedGround) =>
    Promise.resolve(readFilter(request.form, request.today.toString(), lanes));
  const ground = await lookAt(here, 'find', read);
  if (ground === null) return null;
  const to = await sealedIn(here, ground.found.filter);
  if (request.form.get('names') === 'shown') to.set('names', 'shown');
  return { seeOther: to.size === 0 ? mergedBase(here) : `${mergedBase(here)}?${to}` };
}

/** A filter as it may stand in an address: what was typed is sealed for whoever typed it, and left out where that cannot be done. */
export async function sealedIn({ room, request }: Here, filter: MergedFilter): Promise<URLSearchParams> {
  const query = filterQuery(filter);
  const sealed = isTyped(filter)
    ? await sealForm(room.db, bearerOf(request).token, request.partnership.id, `${prefix}${query}`)
    : null;
  if (sealed !== null) return new URLSearchParams({ find: sealed });
  for (const name of ['words', 'line', 'from', 'until']) query.delete(name);
  return query;
}

/** What an address asks to see of the merge: what was sealed, a saved view, or what nobody typed. */
export async function foundIn({ request }: Here, tx: Tx, { of, lanes }: MergedGround): Promise<Found> {
  const today = request.today.toString();
  const [find, view] = [request.query.get('find'), request.query.get('view')];
  const text = find === null ? null : await readSealed(tx, find);
  if (find !== null && text?.startsWith(prefix) === true)
    return {
      ...readFilter(new URLSearchParams(text.slice(prefix.length)), today, lanes),
      carried: new URLSearchParams({ find }),
    };
  const saved = isId(view ?? '') ? (await readViews(tx, of.id)).find(({ id }) => id === view) : undefined;
  if (saved !== undefined)
    return {
      ...readFilter(new URLSearchParams({ ...saved.filters }), today, lanes),
      carried: new URLSearchParams({ view: saved.id }),
    };
  const plain = new URLSearchParams(request.query);
  for (const name of ['words', 'line']) plain.delete(name);
  const read = readFilter(plain, today, lanes);
  return { ...read, carried: filterQuery(read.filter) };
}
