import { perform } from '../acts/command.ts';
import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look, recordFailed } from '../acts/view.ts';
import { answering, hidden, idIn } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { FileFault } from '../platform/files/frames.ts';
import { typeOf } from '../platform/files/kinds.ts';
import { freeze, pack, packFile, type PackFacts, readItem, removePaper } from './commands.ts';
import { packPage, readPage } from './pages/pack.ts';
import { headingOf, presentPack, presentRead } from './present.ts';
import { addRoutes } from './routes-add.ts';
import { copyRoutes } from './routes-copy.ts';
import {
  afterAct,
  baseOf,
  errorOf,
  frameOf,
  groundOf,
  type Here,
  nameOf,
  type PackRoom,
  versionIn,
} from './routes-here.ts';

/** The ledger of packs: their contents, their papers item by item, what is in them, and a copy to take away. */
export function packRoutes(room: PackRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here: Here) => packAnswer(here, null));
  return [
    page('/meetings/:id/pack', 'pack.list', 'session', show),
    post('/meetings/:id/pack/freeze', 'pack.freeze', 'session', open(takeFreeze)),
    page('/meetings/:id/pack/items/:item', 'pack.read', 'session', open(showItem)),
    page('/meetings/:id/pack/papers/:paper/file', 'pack.read', 'session', open(takeFile)),
    post('/meetings/:id/pack/papers/:paper/off', 'pack.change', 'session', open(takeOff)),
    ...addRoutes(room),
    ...copyRoutes(room),
  ];
}

async function factsOf(here: Here): Promise<PackFacts | null> {
  const asked = { id: idIn(here.request), version: versionIn(here) };
  const outcome = await look(here.room, bearerOf(here.request), pack, asked);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function packAnswer(here: Here, refusal: Refusal | null): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null) return null;
  const back = { text: 'Meeting', href: baseOf(here) };
  const frame = frameOf(here, headingOf(facts), errorOf(refusal), back);
  const body = packPage(frame, presentPack(facts, groundOf(here, nameOf(facts))));
  return { status: refusal === null ? 200 : 409, body };
}

async function takeFreeze(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { partnership } = request;
  const wish = {
    id: idIn(request),
    seen: Number(/^\d{1,6}$/.exec(request.form.get('seen') ?? '')?.[0] ?? 0),
    partnership: partnership.name,
    isTraining: partnership.training,
  };
  const to = `${baseOf(here)}/pack`;
  const outcome = await performOnce(room, bearerOf(request), freeze, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => packAnswer(here, refusal));
}

async function takeOff(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { id: idIn(request), paper: idIn(request, 'paper') };
  const to = `${baseOf(here)}/pack`;
  const outcome = await performOnce(room, bearerOf(request), removePaper, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => packAnswer(here, refusal));
}

async function showItem(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const asked = { id: idIn(request), item: idIn(request, 'item'), version: versionIn(here) };
  const outcome = await perform(room, bearerOf(request), readItem, asked);
  if (outcome.outcome === 'refused' && outcome.refusal.refused === 'pack-not-frozen')
    return { seeOther: `${baseOf(here)}/pack` };
  if (outcome.outcome !== 'done') return null;
  const { facts, whole } = outcome.done;
  const back = { text: 'Pack', href: `${baseOf(here)}/pack` };
  // What an item is called somebody has typed: it stands on the page, and not in a browser's history.
  const frame = frameOf(here, 'Papers of an item of the agenda', [], back);
  return { status: 200, body: readPage(frame, presentRead(facts, whole, groundOf(here, nameOf(facts)))) };
}

async function takeFile(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { id: idIn(request), paper: idIn(request, 'paper') };
  const outcome = await perform(room, bearerOf(request), packFile, wish);
  if (outcome.outcome !== 'done') return null;
  const { kind, sha256, owner, key, fileId, itemId } = outcome.done;
  try {
    const file = await room.files.get({ owner, file: fileId, key }, sha256);
    return { file, type: typeOf(kind), saveAs: `paper-${wish.paper.slice(0, 8)}.${kind}` };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await recordFailed(room, bearerOf(request), 'pack.read', { object: itemId });
    return hidden(here);
  }
}
