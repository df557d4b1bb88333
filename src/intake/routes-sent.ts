import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import type { WorkRoom } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer, type WorkRequest } from '../acts/work-route.ts';
import { nameOn } from '../partnership/partnership.ts';
import { nameWithAbbreviation } from '../site/names.ts';
import { type Problem, validate } from './answers.ts';
import { answerOwn, type OwnSent, ownSent } from './commands-triage.ts';
import { followEndorsement } from './endorsement.ts';
import { presentFields, problemLinks } from './fields.ts';
import { referrerFrame } from './frame.ts';
import { type AnswerForm, followedPage } from './pages/receipt.ts';
import { showOwnQuestion } from './present-triage.ts';
import { textOf } from './question.ts';
import { dayOf, type Followed, referenceOf } from './referral.ts';
import { lostReceipt } from './routes-lost-receipt.ts';
import { answerSection } from './triage.ts';

/** Where a referrer sends the answer to a question. */
export const answerPath = '/refer/answer';

const sentPath = '/refer/sent';

interface Sent extends OwnSent {
  readonly own: Followed;
}

// Null where the receipt opens no referral, and 'draft' where it has not been sent.
async function sentOf(room: WorkRoom, request: WorkRequest): Promise<Sent | 'draft' | null> {
  const outcome = await look(room, bearerOf(request), ownSent, null);
  if (outcome.outcome !== 'done') return null;
  const { own } = outcome.done;
  return own.state === 'draft' ? 'draft' : { ...outcome.done, own };
}

/** What became of a referral, and the question that waits for its referrer. */
export async function showSent(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await sentOf(room, request);
  if (found === null) return { seeOther: '/receipt' };
  return found === 'draft' ? { seeOther: '/refer/form' } : sentAnswer(room, request, found, [], null);
}

function sentAnswer(
  room: WorkRoom,
  request: WorkRequest,
  found: Sent,
  problems: readonly Problem[],
  refusal: Refusal | null,
): WorkAnswer {
  const { own, endorsements, goesOut, questions, told } = found;
  const { partnership, today, formToken } = request;
  const reference = referenceOf(own.number, dayOf(own.sentAt));
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
    ...problemLinks(answerSection, problems),
  ];
  const body = followedPage(referrerFrame(request, room.assets, { title: reference, errors }), {
    state: own.state,
    reference,
    group: nameWithAbbreviation(nameOn(partnership.names, 'group', today), 'review group'),
    sent: dayOf(own.sentAt),
    received: own.receivedAt === null ? null : dayOf(own.receivedAt),
    closed: own.closedAt === null ? null : dayOf(own.closedAt),
    outcome: own.outcome,
    told: told.map((one) => ({ words: one.told, on: dayOf(one.toldAt), again: dayOf(one.againAt) })),
    questions: questions.map((one) => showOwnQuestion(one, own)),
    answer: answerForm(request, found, problems),
    endorsement: followEndorsement(endorsements, goesOut),
    formToken,
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

// One question after the other, so that no two fields on the page have one name.
function answerForm(
  request: WorkRequest,
  { own, questions }: Sent,
  problems: readonly Problem[],
): AnswerForm | null {
  const open = own.state === 'closed' ? undefined : questions.find(({ answer }) => answer === null);
  if (open === undefined) return null;
  const fields = presentFields(answerSection, request.form, problems);
  return {
    action: answerPath,
    seq: open.seq,
    fields: fields.map((field) => ({ ...field, label: `Your answer to question ${open.seq}` })),
    formKey: formKey(request.form),
  };
}

/** Takes the answer to a question, or shows the page with what was typed and what is wrong. With another receipt it asks for the right one. */
export async function takeAnswer(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await sentOf(room, request);
  if (found === null || found === 'draft') return { status: 400, body: lostReceipt(room)(request) };
  const { form, today } = request;
  const { filled, problems } = validate(answerSection, form, { today, answers: {} });
  if (problems.length > 0) return sentAnswer(room, request, found, problems, null);
  const seq = Number(/^\d{1,2}$/.exec(form.get('seq') ?? '')?.[0] ?? 0);
  const wish = { seq, words: textOf(filled, 'answer') };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    answerOwn,
    wish,
    sentForm(request),
    () => sentPath,
  );
  if (outcome.outcome !== 'refused') return { seeOther: sentPath };
  // What stands now is read anew. With the key of a form that was refused nothing is done again.
  const now = await sentOf(room, request);
  if (now === null || now === 'draft') return { seeOther: '/receipt' };
  const fresh = new URLSearchParams(form);
  fresh.delete('once-key');
  return sentAnswer(room, { ...request, form: fresh }, now, [], outcome.refusal);
}
