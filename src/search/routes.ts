import { may } from '../access/policy.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { sealForm } from '../people/store.ts';
import { isAsked, kindFrom, pageFrom, readAsked } from './asked.ts';
import { type SearchResult, searchView, toSeal } from './commands.ts';
import { presentProblem, presentSearch } from './present.ts';
import { type SearchPage, searchPage } from './pages/search.ts';

/**
 * The ledger of the search. What is typed may be a name: it comes with a form, and goes on in the address sealed for whoever typed it, so
 * that no history of a browser and no log of a machine in between can be read for names. Everybody without casework finds nothing here.
 */
export function searchRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/search', 'search.run', 'session', open(showSearch)),
    post('/search', 'search.run', 'session', open(takeSearch), open(showTyped)),
  ];
}

async function resultOf({ room, request }: Here, sealed: string): Promise<SearchResult | null> {
  const outcome = await look(room, bearerOf(request), searchView, { sealed });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showSearch(here: Here): Promise<WorkAnswer | null> {
  const { query, formToken } = here.request;
  const sealed = query.get('find') ?? '';
  const result = await resultOf(here, sealed);
  if (result === null) return null;
  const showing = { sealed, kind: kindFrom(query.get('kind')), page: pageFrom(query.get('page')) };
  return { status: 200, body: shown(here, presentSearch(result, showing, formToken)) };
}

async function takeSearch(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { token, actor } = bearerOf(request);
  // Nothing is looked at before the words are opened again; a refusal has its entry here.
  if (!may(actor, 'search.run')) return refused(here);
  const typed = request.form.get('q') ?? '';
  const asked = readAsked(typed);
  const sealed = isAsked(asked)
    ? await sealForm(room.db, token, request.partnership.id, toSeal(asked.typed))
    : null;
  if (sealed !== null) return { seeOther: `/search?${new URLSearchParams({ find: sealed }).toString()}` };
  const problem = isAsked(asked) ? 'Your search could not be taken. Try again' : asked.problem;
  return { status: 400, body: shown(here, presentProblem(typed, problem, request.formToken)) };
}

// What was typed into the field of any page when a session had ended.
async function showTyped(here: Here): Promise<WorkAnswer | null> {
  const { form, formToken } = here.request;
  if (!may(bearerOf(here.request).actor, 'search.run')) return refused(here);
  return { status: 200, body: shown(here, presentProblem(form.get('q') ?? '', null, formToken)) };
}

async function refused(here: Here): Promise<null> {
  await resultOf(here, '');
  return null;
}

function shown({ room, request }: Here, model: SearchPage): string {
  const errors = model.problem === null ? [] : [{ text: model.problem, href: '#q' }];
  return searchPage(
    workspaceFrame(request, room.assets, { title: 'Search', section: 'search', errors }),
    model,
  );
}
