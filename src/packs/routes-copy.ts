import { perform } from '../acts/command.ts';
import { look } from '../acts/view.ts';
import { answering, idIn } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { words } from '../acts/refusal.ts';
import { copyPack, ownCopy, ownName } from './commands-copy.ts';
import { copyPage } from './pages/pack.ts';
import { presentCopy } from './present.ts';
import { baseOf, frameOf, groundOf, type Here, nameOf, type PackRoom } from './routes-here.ts';

/** The ledger of one's own copy of a pack. */
export function copyRoutes(room: PackRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here: Here) => copyAnswer(here, null));
  return [
    page('/meetings/:id/pack/copy', 'pack.copy', 'session', show),
    post('/meetings/:id/pack/copy', 'pack.copy', 'session', open(takeCopy), show),
  ];
}

async function copyAnswer(here: Here, problem: string | null): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), ownCopy, { id: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  const facts = outcome.done;
  const model = presentCopy(facts, groundOf(here, nameOf(facts)), problem);
  const code = model.forms.find(({ isMain }) => isMain);
  const errors =
    problem === null
      ? []
      : [{ text: problem, href: model.asksCode && code !== undefined ? `#code-${code.act}` : null }];
  const back = { text: 'Pack', href: `${baseOf(here)}/pack` };
  const body = copyPage(frameOf(here, model.heading, errors, back), model);
  return { status: problem === null ? 200 : 400, body };
}

async function takeCopy(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const act = request.form.get('act') === 'take' ? 'take' : 'make';
  const code = (request.form.get('code') ?? '').replace(/\D/g, '').slice(0, 20);
  const outcome = await perform(room, bearerOf(request), copyPack, { id: idIn(request), act, code });
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return copyAnswer(here, words(outcome.refusal));
  if (outcome.outcome !== 'done') return null;
  const { done } = outcome;
  if (done === 'asked') return { seeOther: `${baseOf(here)}/pack/copy` };
  if (done === 'over') return copyAnswer(here, 'Your copy is not there any longer. Ask for it again');
  if (done === 'wrong-code')
    return copyAnswer(here, 'The code is not right. Each code works once: wait for the next one');
  if ('wait' in done)
    return copyAnswer(here, `There were too many wrong codes. Wait ${done.wait} seconds and try again`);
  return { file: done.pdf, type: 'application/pdf', saveAs: ownName(done.number) };
}
