import { may } from '../access/policy.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { presentHeader } from '../cases/header.ts';
import { workspaceFrame } from '../people/frame.ts';
import { type FoundPicture, type PictureWish, pictureView } from './commands-picture.ts';
import { pictureFile, picturePage } from './pages/picture.ts';
import { windowFrom } from './picture-axis.ts';
import { presentFile, presentPicture } from './present-picture.ts';

/** The ledger of the picture of a chronology: the page, and the picture to take away. */
export function pictureRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/chronology/:number/picture', 'chronology.read', 'session', open(showPicture)),
    page('/cases/:ref/chronology/:number/picture.svg', 'chronology.read', 'session', open(givePicture)),
  ];
}

const wishOf = ({ request }: Here, file: boolean): PictureWish => {
  const { params, query } = request;
  const number = params['number'] ?? '';
  return {
    reference: referenceIn(params),
    // What is no number is looked up as one that no chronology has: the same entry, the same work.
    number: /^[1-9]\d{0,5}$/.test(number) ? Number(number) : 0,
    window: windowFrom(query.get('from'), query.get('until')),
    names: query.get('names') === 'shown',
    file,
  };
};

async function found(here: Here, wish: PictureWish): Promise<FoundPicture | null> {
  const outcome = await look(here.room, bearerOf(here.request), pictureView(wish), wish);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const frameOf = ({ request, room }: Here, { headed, chronology }: FoundPicture) =>
  workspaceFrame(request, room.assets, {
    title: `${headed.reference} – Chronology ${chronology.number} as a picture`,
    section: 'cases',
    backLink: { text: 'Chronology', href: `/cases/${headed.reference}/chronology/${chronology.number}` },
  });

async function showPicture(here: Here): Promise<WorkAnswer | null> {
  const wish = wishOf(here, false);
  const picture = await found(here, wish);
  if (picture === null) return null;
  const header = presentHeader(picture.headed, bearerOf(here.request).actor, may, 'chronology');
  return { status: 200, body: picturePage(frameOf(here, picture), presentPicture(picture, wish, header)) };
}

async function givePicture(here: Here): Promise<WorkAnswer | null> {
  const wish = wishOf(here, true);
  const picture = await found(here, wish);
  if (picture === null) return null;
  const body = pictureFile(frameOf(here, picture), presentFile(picture, wish));
  const saveAs = `${picture.headed.reference}-chronology-${picture.chronology.number}.svg`;
  return { file: new TextEncoder().encode(body), type: 'image/svg+xml', saveAs };
}
