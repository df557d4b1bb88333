import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { fileView } from './commands-people.ts';
import { familyMapFile, familyMapPage } from './pages/family-map.ts';
import { type MapWish, presentMap } from './present-map.ts';
import { askedFor, caseFrame, type CasePlace, headerOf } from './routes-form.ts';

/** The ledger of the family map: the page, and the picture to take away. Whoever reads the people of a case sees it. */
export function familyMapRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/people/map', 'case.read', 'session', open(showMap)),
    page('/cases/:ref/people/map.svg', 'case.read', 'session', open(giveMap)),
  ];
}

const wishOf = (here: Here, file: boolean): MapWish => ({
  reference: askedFor(here),
  day: here.request.query.get('day') === 'today' ? 'today' : 'incident',
  names: here.request.query.get('names') === 'shown',
  file,
});

async function mapOf(here: Here, wish: MapWish) {
  // The trail says whether names were shown, and whether the picture was taken away.
  const view = {
    ...fileView,
    entry: ({ headed }: { readonly headed: { readonly id: string } }) => ({
      case: headed.id,
      facts: { what: 'family-map', names: wish.names, file: wish.file },
    }),
  };
  const outcome = await look(here.room, bearerOf(here.request), view, wish);
  if (outcome.outcome !== 'done') return null;
  const { headed } = outcome.done;
  const back = { text: 'People', href: `/cases/${headed.reference}/people` };
  const place: CasePlace = { headed, section: 'people', title: 'Family map', back };
  return {
    frame: caseFrame(here, place),
    model: presentMap(outcome.done, wish, headerOf(here, place), here.request.today),
  };
}

async function showMap(here: Here): Promise<WorkAnswer | null> {
  const found = await mapOf(here, wishOf(here, false));
  return found === null ? null : { status: 200, body: familyMapPage(found.frame, found.model) };
}

async function giveMap(here: Here): Promise<WorkAnswer | null> {
  const wish = wishOf(here, true);
  const found = await mapOf(here, wish);
  if (found === null || found.model.map === null) return null;
  const file = new TextEncoder().encode(familyMapFile(found.frame, found.model));
  return { file, type: 'image/svg+xml', saveAs: `${found.model.header.reference}-family.svg` };
}
