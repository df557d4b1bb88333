import { typedLong } from '../intake/typed.ts';
import { may } from '../access/policy.ts';
import { type Outcome, perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { recordFailed } from '../acts/view.ts';
import { answering, type Here as HereIn, hidden, idIn } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { sha256Of } from '../platform/files/disk.ts';
import { FileFault } from '../platform/files/frames.ts';
import { inspect } from '../platform/files/inspect.ts';
import { typeOf } from '../platform/files/kinds.ts';
import { checkAgain, download, release } from './commands.ts';
import { type FoundFile, type Received, reasonMost, type StaffFile, shownName, stateShown } from './file.ts';
import type { HeldPage } from './pages/held.ts';
import type { DocumentRoom } from './room.ts';
import type { Place } from './store.ts';

/** A request with what answers it, files among it. */
export type Here = HereIn<DocumentRoom>;

/** The file that came with a form, looked at from outside. That takes no database, so nothing waits for it. */
export function receivedFile({ file, tooLarge }: WorkRequest): Received {
  if (tooLarge === true) return { objection: 'file-too-large' };
  if (file === undefined) return { objection: 'file-missing' };
  const seen = inspect(file);
  if (seen.objection !== null) return { objection: seen.objection };
  const { name, bytes } = file;
  return { objection: null, name: shownName(name), kind: seen.kind, bytes, sha256: sha256Of(bytes) };
}

/** A form with its file as it is told from another: the same key with another file is another form. */
export function sentWithFile(request: WorkRequest) {
  const form = new URLSearchParams(request.form);
  if (request.file !== undefined) form.set('file', sha256Of(request.file.bytes).toString('hex'));
  return sentForm({ form, path: request.path, held: request.held });
}

/** What differs between files of a referral and files of a case. */
export interface Keeper {
  readonly place: Place;
  /** The address of the file itself. */
  readonly path: string;
  /** The name under which it is saved. */
  savedAs(file: FoundFile): string;
  /** Shows the page of a file that cannot be had as it is. */
  show(model: HeldPage, status: 200 | 400 | 409): Promise<WorkAnswer>;
  /** The file as the list of this place has it, for that page; null where the list has it not. */
  find(): Promise<{ readonly file: StaffFile; readonly withdrawn: boolean } | null>;
}

/** The rows of one file at an address: having it, having it unscanned with a reason, and checking it again. */
export function fileRows(
  room: DocumentRoom,
  path: string,
  keeperOf: (here: Here) => Keeper,
): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page(
      path,
      'file.read',
      'session',
      open((here) => giveFile(here, keeperOf(here))),
    ),
    post(
      `${path}/release`,
      'file.release',
      'session',
      open((here) => giveUnscanned(here, keeperOf(here))),
    ),
    post(
      `${path}/check`,
      'file.check',
      'session',
      open((here) => takeCheck(here, keeperOf(here))),
    ),
  ];
}

/** Downloads a file; where it cannot be had, says why. */
async function giveFile(here: Here, keeper: Keeper): Promise<WorkAnswer> {
  const { room, request } = here;
  const outcome = await perform(room, bearerOf(request), download, {
    place: keeper.place,
    id: idIn(here.request, 'file'),
  });
  return given(here, keeper, outcome, 'file.read');
}

/** Downloads a file without a scan, for a coordinator who says why. */
async function giveUnscanned(here: Here, keeper: Keeper): Promise<WorkAnswer> {
  const { room, request } = here;
  const reason = reasonIn(request);
  const input = { place: keeper.place, id: idIn(here.request, 'file'), reason };
  const outcome = await perform(room, bearerOf(request), release, input);
  if (outcome.outcome === 'refused' && outcome.refusal.refused === 'answers-wrong')
    return held(here, keeper, 'Say why you need it before it could be scanned');
  return given(here, keeper, outcome, 'file.release');
}

/** Has a file checked once more. */
async function takeCheck(here: Here, keeper: Keeper): Promise<WorkAnswer> {
  const { room, request } = here;
  const input = { place: keeper.place, id: idIn(here.request, 'file') };
  const to = () => keeper.path;
  const outcome = await performOnce(room, bearerOf(request), checkAgain, input, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: keeper.path };
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return held(here, keeper, words(outcome.refusal));
}

const reasonIn = ({ form }: WorkRequest) => typedLong(form.get('reason')).slice(0, reasonMost);

async function given(
  here: Here,
  keeper: Keeper,
  outcome: Outcome<FoundFile>,
  verb: 'file.read' | 'file.release',
): Promise<WorkAnswer> {
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return held(here, keeper, null);
  if (outcome.outcome !== 'done') return hidden(here);
  const file = outcome.done;
  try {
    // All of it is opened and compared before a byte goes out.
    const bytes = await here.room.files.get({ owner: file.owner, file: file.id, key: file.key }, file.sha256);
    return { file: bytes, type: typeOf(file.kind), saveAs: keeper.savedAs(file) };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const about = { object: file.id, ...(file.caseId === null ? {} : { case: file.caseId }) };
    await recordFailed(here.room, bearerOf(here.request), verb, about);
    here.room.log.error('file-changed', { file: file.id });
    return held(here, keeper, null, 'changed');
  }
}

// Why a file cannot be had, with what its reader can do about it.
async function held(
  here: Here,
  keeper: Keeper,
  problem: string | null,
  fault: 'changed' | null = null,
): Promise<WorkAnswer> {
  const found = await keeper.find();
  if (found === null) return hidden(here);
  const { file, withdrawn } = found;
  const { request } = here;
  const { actor } = bearerOf(request);
  const isHeld = fault === null && !withdrawn && file.state === 'quarantined';
  const canRelease = isHeld && file.why === 'no-scanner' && isTheirs(actor, 'file.release');
  const model: HeldPage = {
    name: file.name,
    withdrawn,
    state: stateShown(fault === null ? file : { state: 'refused', why: fault }),
    changed: fault !== null,
    path: keeper.path,
    formToken: request.formToken,
    formKey: formKey(request.form),
    canRelease,
    canCheck: fault === null && !withdrawn && isUnchecked(file) && isTheirs(actor, 'file.check'),
    reason: request.form.get('reason') ?? '',
    problem,
  };
  return keeper.show(model, fault !== null ? 409 : problem === null ? 200 : 400);
}

const isUnchecked = ({ state }: StaffFile) => state === 'received' || state === 'quarantined';

// By role alone: whoever has no standing to the place has not got here.
const isTheirs = (actor: Parameters<typeof may>[0], verb: 'file.release' | 'file.check') => may(actor, verb);
