import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, idIn } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import { titleOf } from '../meetings/meeting.ts';
import { addPapers, candidates } from './commands.ts';
import { isOpenPack, lateMost, titleMost, wordsMost } from './pack.ts';
import { type AddPage, addPage } from './pages/pack.ts';
import {
  afterAct,
  baseOf,
  errorOf,
  formTo,
  frameOf,
  type Here,
  nameOf,
  type PackRoom,
} from './routes-here.ts';

/** The ledger of putting papers into the pack of an item. */
export function addRoutes(room: PackRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/meetings/:id/pack/items/:item/papers';
  const show = open((here: Here) => addAnswer(here, {}, null));
  return [
    page('/meetings/:id/pack/items/:item/papers', 'pack.change', 'session', show),
    post(path, 'pack.change', 'session', open(takeAdd), show),
  ];
}

const typedIn = ({ request: { form } }: Here) => ({
  title: typedLine(form.get('title')),
  words: typedLong(form.get('words')),
  late: typedLong(form.get('late')),
});

const askedIn = ({ request }: Here) => ({ id: idIn(request), item: idIn(request, 'item'), version: null });

async function addAnswer(
  here: Here,
  problems: AddPage['problems'],
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), candidates, askedIn(here));
  if (outcome.outcome !== 'done') return null;
  const facts = outcome.done;
  if (!isOpenPack(facts.meeting.state)) return { seeOther: `${baseOf(here)}/pack` };
  const chosen = request.form.getAll('paper');
  const { title, words, late } = typedIn(here);
  const errors = [
    ...Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` })),
    ...errorOf(refusal),
  ];
  const back = { text: 'Pack', href: `${baseOf(here)}/pack` };
  const body = addPage(frameOf(here, 'Put papers into the pack', errors, back), {
    name: nameOf(facts),
    heading: `Papers for ${titleOf(facts.item)}`,
    form: formTo(here, refusal === null)(`${baseOf(here)}/pack/items/${facts.item.id}/papers`),
    offered: facts.candidates.map((one) => ({
      value: one.key,
      text: one.version > 1 ? `${one.title}, version ${one.version}` : one.title,
      checked: chosen.includes(one.key),
    })),
    isLate: facts.versions.length > 0,
    typed: { title: title.slice(0, 400), words: words.slice(0, 40_000), late: late.slice(0, 1_000) },
    problems,
    cancel: `${baseOf(here)}/pack`,
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

function problemsOf({ title, words, late }: ReturnType<typeof typedIn>, chosen: readonly string[]) {
  const own = title !== '' || words !== '';
  const problems: { title?: string; words?: string; late?: string } = {};
  if (!own && chosen.length === 0) problems.title = 'Choose a paper, or write one in your own words';
  if (own && title === '') problems.title = 'Say what the paper is called';
  if (title.length > titleMost) problems.title = `Use ${titleMost} characters or fewer`;
  if (own && words === '') problems.words = 'Write what the paper says';
  if (words.length > wordsMost) problems.words = 'Use 20,000 characters or fewer';
  if (late.length > lateMost) problems.late = `Use ${lateMost} characters or fewer`;
  return problems;
}

async function takeAdd(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const typed = typedIn(here);
  const chosen = request.form.getAll('paper').slice(0, 200);
  const problems = problemsOf(typed, chosen);
  if (Object.keys(problems).length > 0) return addAnswer(here, problems, null);
  const { name, training } = request.partnership;
  const wish = {
    ...askedIn(here),
    chosen,
    own: typed.title === '' ? null : { title: typed.title, words: typed.words },
    lateWhy: typed.late,
    partnership: name,
    isTraining: training,
    today: request.today,
  };
  const to = `${baseOf(here)}/pack`;
  const outcome = await performOnce(room, bearerOf(request), addPapers, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) =>
    refusal.refused === 'late-paper-why'
      ? addAnswer(here, { late: 'Say why it comes late' }, null)
      : addAnswer(here, {}, refusal),
  );
}
