import { perform } from '../acts/command.ts';
import { formKey, performOnce } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, hidden, idIn } from '../acts/work-room.ts';
import { bearerOf, page, post, postFile, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referrerFrame } from '../intake/frame.ts';
import { mostBytes } from '../platform/files/inspect.ts';
import { accepted } from '../platform/files/kinds.ts';
import { attach, detach, ownFiles } from './commands.ts';
import type { Own, OwnFile } from './file.ts';
import { ownFilesPage, removeFilePage } from './pages/own.ts';
import type { DocumentRoom } from './room.ts';
import { type Here, receivedFile, sentWithFile } from './routes-file.ts';
import { showFile } from './shown.ts';

const list = '/refer/files';
const remove = '/refer/files/:file/remove';

/** The ledger of the files that go with one's own referral, by its receipt: before it is sent, and after. */
export function ownFileRoutes(room: DocumentRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page(
      list,
      'referral.follow',
      'receipt',
      open((here) => showOwn(here, null)),
    ),
    postFile(
      list,
      'file.attach',
      'receipt',
      {
        most: mostBytes,
        fieldsFirst: true,
        refused: (request, why) => showOwn({ room, request }, why === 'too-large' ? tooLarge : broken),
      },
      open(takeOwn),
    ),
    page(remove, 'referral.follow', 'receipt', open(showRemove)),
    post(remove, 'file.remove', 'receipt', open(takeRemove)),
  ];
}

/** What is said where a file did not come as it should; and that it has to be chosen again, because no browser keeps the choice. */
export const chooseAgain = (why: string): string =>
  `${why.replace(/\.$/, '')}. It was not kept: choose a file again`;
export const tooLarge = chooseAgain('The file is larger than 50 MB');
export const broken = chooseAgain('The file did not arrive whole');

async function ownOf({ room, request }: Here): Promise<Own | null> {
  const outcome = await look(room, bearerOf(request), ownFiles, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showOwn(here: Here, problem: string | null): Promise<WorkAnswer> {
  const { room, request } = here;
  const found = await ownOf(here);
  if (found === null) return { seeOther: '/receipt' };
  const { own, files } = found;
  const isDraft = own.state === 'draft';
  const back = isDraft ? '/refer/form' : '/refer/sent';
  const count = files.length;
  const heading = count === 0 ? 'No files yet' : `${count} ${count === 1 ? 'file goes' : 'files go'} with it`;
  const errors = problem === null ? [] : [{ text: problem, href: '#file' }];
  const frame = referrerFrame(request, room.assets, {
    title: 'Files',
    backLink: { text: 'Back', href: back },
    errors,
  });
  const body = ownFilesPage(frame, {
    heading,
    isDraft,
    canAdd: own.state !== 'closed',
    files: files.map((file) => showFile(file, null)),
    accept: accepted,
    back,
    formToken: request.formToken,
    formKey: formKey(new URLSearchParams()),
    problem,
  });
  return { status: problem === null ? 200 : 400, body };
}

async function takeOwn(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const input = { file: receivedFile(request), files: room.files };
  const to = () => list;
  const outcome = await performOnce(room, bearerOf(request), attach, input, sentWithFile(request), to);
  if (outcome.outcome === 'refused') return showOwn(here, chooseAgain(words(outcome.refusal)));
  return outcome.outcome === 'not-found' ? { seeOther: '/receipt' } : { seeOther: list };
}

async function fileOf(here: Here): Promise<OwnFile | null> {
  const found = await ownOf(here);
  const file = found?.files.find(({ id }) => id === idIn(here.request, 'file'));
  return found?.own.state === 'draft' ? (file ?? null) : null;
}

async function showRemove(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const file = await fileOf(here);
  if (file === null) return hidden(here);
  const backLink = { text: 'Back', href: list };
  const frame = referrerFrame(request, room.assets, { title: 'Take a file out', backLink });
  const path = `${list}/${file.id}/remove`;
  const body = removeFilePage(frame, { name: file.name ?? '', path, formToken: request.formToken });
  return { status: 200, body };
}

// Taken out already is as good.
async function takeRemove(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const id = idIn(here.request, 'file');
  const outcome = await perform(room, bearerOf(request), detach, { id });
  // Whatever is left of it the sweep takes.
  if (outcome.outcome === 'done') await room.files.remove(id).catch(() => undefined);
  return outcome.outcome === 'refused' ? showOwn(here, words(outcome.refusal)) : { seeOther: list };
}
