import { perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look, recordFailed } from '../acts/view.ts';
import { answering, type Here as HereIn, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { london } from '../platform/clock/clock.ts';
import type { FileStore } from '../platform/files/disk.ts';
import { FileFault } from '../platform/files/frames.ts';
import { fileKinds, typeOf } from '../platform/files/kinds.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import type { Log } from '../platform/log/log.ts';
import { readAnswer } from './ask-form.ts';
import { answerAsked, askedOfMe, oneAsked, openPaper, prove } from './commands-own.ts';
import type { Found } from './own.ts';
import { type FormGround, ownListPage, ownPage, provePage } from './pages/round.ts';
import { answerProblems, presentOwn, presentOwnList } from './present.ts';

/** What the doors of a question need of the house, besides the usual: its papers. */
export interface RoundRoom extends WorkRoom {
  readonly files: FileStore;
  readonly log: Log;
}

type Here = HereIn<RoundRoom>;

/** The ledger of what one is asked between meetings: by a link, on whatever screen, after proving again who one is. */
export function ownRoundRoutes(room: RoundRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here) => ownAnswer(here, null));
  return [
    page('/rounds', 'round.list', 'session', open(showOwnList)),
    page('/rounds/:id', 'own-round.read', 'session', show),
    post('/rounds/:id', 'round.answer', 'session', open(takeAnswer), show),
    post('/rounds/:id/prove', 'session.prove', 'session', open(takeProof), show),
    page('/rounds/:id/papers/:file', 'own-round.read', 'session', open(givePaper)),
  ];
}

const toOwn: Link = { text: 'What you are asked', href: '/rounds' };

const dayIn = (at: Temporal.Instant) => at.toZonedDateTimeISO(london).toPlainDate();

function frameOf({ room, request }: Here, title: string, errors: readonly PageError[] = [], backLink?: Link) {
  const back = backLink === undefined ? {} : { backLink };
  return workspaceFrame(request, room.assets, { title, section: 'rounds', errors, ...back });
}

const formTo = ({ request }: Here, action: string): FormGround => ({
  action,
  formToken: request.formToken,
  formKey: formKey(request.form),
});

async function showOwnList(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), askedOfMe, null);
  if (outcome.outcome !== 'done') return null;
  const model = presentOwnList(outcome.done, request.today);
  return { status: 200, body: ownListPage(frameOf(here, model.heading), model) };
}

async function foundOf({ room, request }: Here): Promise<Found | null> {
  const outcome = await look(room, bearerOf(request), oneAsked, { id: idIn(request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** The question with its form, or what has to be proved first; `sent` where an answer came that could not be taken. */
async function ownAnswer(here: Here, sent: Refusal | null): Promise<WorkAnswer | null> {
  const found = await foundOf(here);
  if (found === null) return null;
  if (found.kind !== 'question') return proveAnswer(here, found, sent);
  const { request } = here;
  const typed = readAnswer(request.form);
  const wrong = sent?.refused === 'answers-wrong';
  const problems = wrong ? answerProblems(found, typed) : {};
  const errors: readonly PageError[] = wrong
    ? (['seats', 'position', 'words'] as const).flatMap((field) => {
        const text = problems[field];
        return text === undefined ? [] : [{ text, href: `#${field}` }];
      })
    : sent === null
      ? []
      : [{ text: words(sent), href: sent.refused === 'round-several' ? '#several' : null }];
  const model = presentOwn(found.question, {
    today: request.today,
    dayIn,
    form: formTo(here, `/rounds/${found.question.round.id}`),
    typed,
    problems,
  });
  const title = `${found.question.round.reference} – your view`;
  const status = sent === null ? 200 : wrong ? 400 : 409;
  return { status, body: ownPage(frameOf(here, title, errors, toOwn), model) };
}

const carriedNames = ['seat', 'position', 'words', 'several'] as const;

function proveAnswer(
  here: Here,
  found: Extract<Found, { kind: 'prove' | 'withdrawn' }>,
  refusal: Refusal | null,
): WorkAnswer {
  const { request } = here;
  const withdrawn = found.kind === 'withdrawn';
  const heading = withdrawn ? 'This question was withdrawn' : 'Prove again who you are';
  const problem = refusal === null || withdrawn ? null : words(refusal);
  const errors = problem === null ? [] : [{ text: problem, href: '#code' }];
  const carried = carriedNames.flatMap((name) =>
    request.form.getAll(name).map((value) => ({ name, value: value.slice(0, 20_000) })),
  );
  const form = { ...formTo(here, `/rounds/${found.asked.id}/prove`), problem, carried };
  const body = provePage(frameOf(here, heading, errors, toOwn), { heading, withdrawn, form });
  return { status: errors.length === 0 ? 200 : 400, body };
}

async function takeProof(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const id = idIn(request);
  const code = (request.form.get('code') ?? '').replace(/\D/g, '').slice(0, 6);
  const outcome = await perform(room, bearerOf(request), prove, { id, code });
  if (outcome.outcome === 'not-found') return hidden(here);
  if (outcome.outcome === 'refused')
    return outcome.refusal.refused === 'not-permitted' ? hidden(here) : ownAnswer(here, outcome.refusal);
  // What was typed before stands in the form again, and is still to be sent.
  return request.form.has('position') || request.form.has('words')
    ? ownAnswer(here, null)
    : { seeOther: `/rounds/${id}` };
}

async function takeAnswer(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { id: idIn(request), typed: readAnswer(request.form) };
  // After a conflict the question is not there any more.
  const to = ({ isConflict }: { readonly isConflict: boolean }) =>
    isConflict ? '/rounds' : `/rounds/${wish.id}`;
  const outcome = await performOnce(room, bearerOf(request), answerAsked, wish, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return ownAnswer(here, outcome.refusal);
}

async function givePaper(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { id: idIn(request), file: idIn(request, 'file') };
  const outcome = await look(room, bearerOf(request), openPaper, wish);
  if (outcome.outcome !== 'done') return null;
  const { id, caseId, key, sha256, kind: named, number, version } = outcome.done;
  const kind = fileKinds.find((one) => one === named);
  if (kind === undefined) return null;
  try {
    // All of it is opened and compared before a byte goes out.
    const bytes = await room.files.get({ owner: caseId, file: id, key }, sha256);
    return { file: bytes, type: typeOf(kind), saveAs: `paper-${number}-version-${version}.${kind}` };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await recordFailed(room, bearerOf(request), 'own-round.read', { case: caseId, object: id });
    room.log.error('file-changed', { file: id });
    return null;
  }
}
