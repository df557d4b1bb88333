import { look } from '../acts/view.ts';
import type { WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { newToken } from '../platform/clock/clock.ts';
import { presentSafety } from '../site/safety.ts';
import { ownReferral } from './commands.ts';
import { referrerFrame, waitWords } from './frame.ts';
import { stopPage } from './pages/draft.ts';
import { beginPage, newReceiptPage, receiptPage } from './pages/receipt.ts';
import { dayOf, receiptFrom, receiptInWords } from './referral.ts';
import { ownPath, takeAgain } from './routes-consultation.ts';
import { saveSection } from './routes-draft.ts';
import { answerPath, showSent, takeAnswer } from './routes-sent.ts';
import { beginReferral, tryReceipt } from './store.ts';

/** The ledger of receipts: getting one with a new draft, coming back with one, and what became of a referral. */
export function receiptRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/refer/begin', 'referral.begin', 'anyone', async (request) => showBegin(room, request, null)),
    post('/refer/begin', 'referral.begin', 'anyone', (request) => takeBegin(room, request)),
    page('/refer/receipt', 'referral.follow', 'receipt', (request) => showNewReceipt(room, request)),
    page('/refer/stop', 'intake.start', 'anyone', async (request) => showStop(room, request)),
    page('/refer/sent', 'referral.follow', 'receipt', (request) => showSent(room, request)),
    post(answerPath, 'question.answer', 'receipt', (request) => takeAnswer(room, request)),
    page('/receipt', 'referral.follow', 'anyone', async (request) => showReturn(room, request, null, [])),
    post('/receipt', 'referral.follow', 'anyone', (request) => takeReturn(room, request)),
  ];
}

function showBegin(room: WorkRoom, request: WorkRequest, problem: string | null): WorkAnswer {
  const errors = problem === null ? [] : [{ text: problem, href: '#begin' }];
  const backLink = { text: 'Back', href: '/refer' };
  const frame = referrerFrame(request, room.assets, { title: 'Before you start', backLink, errors });
  const model = { safety: presentSafety(request.partnership), formToken: request.formToken, problem };
  return { status: problem === null ? 200 : 429, body: beginPage(frame, model) };
}

async function takeBegin(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const token = newToken();
  const { address, partnership } = request;
  const outcome = await beginReferral(room.db, { partnershipId: partnership.id, address, token });
  if (outcome !== 'done') return showBegin(room, request, waitWords(outcome));
  return { seeOther: '/refer/receipt', receipt: { token } };
}

// Until the first answer is saved, so that a page that was closed too early, or reloaded, is not the end of it.
async function showNewReceipt(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, ownReferral, null);
  if (outcome.outcome !== 'done') return { seeOther: '/receipt' };
  if (outcome.done.state !== 'draft' || outcome.done.version > 1) return { seeOther: '/refer/form' };
  const frame = referrerFrame(request, room.assets, { title: 'Your receipt' });
  const model = { receipt: receiptInWords(bearer.token), expires: dayOf(outcome.done.expiresAt) };
  return { status: 200, body: newReceiptPage(frame, model) };
}

function showStop(room: WorkRoom, request: WorkRequest): WorkAnswer {
  const frame = referrerFrame(request, room.assets, { title: 'Stop here and call now' });
  return { status: 200, body: stopPage(frame, { safety: presentSafety(request.partnership) }) };
}

interface Kept {
  readonly name: string;
  readonly value: string;
}

function showReturn(
  room: WorkRoom,
  request: WorkRequest,
  problem: string | null,
  kept: readonly Kept[],
): WorkAnswer {
  const errors = problem === null ? [] : [{ text: problem, href: '#receipt' }];
  const frame = referrerFrame(request, room.assets, { title: 'Come back with your receipt', errors });
  const action = request.form.get('then') ?? '';
  const typed = (request.form.get('receipt') ?? '').slice(0, 200);
  const body = receiptPage(frame, { formToken: request.formToken, problem, typed, action, kept });
  return { status: problem === null ? 200 : 400, body };
}

const wrong = 'That receipt opens nothing here. Check it, letter by letter';

async function takeReturn(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const kept = [...request.form].flatMap(([name, value]) =>
    name.startsWith('kept-') ? [{ name: name.slice('kept-'.length), value }] : [],
  );
  const typed = request.form.get('receipt') ?? '';
  if (typed.trim() === '') return showReturn(room, request, 'Enter your receipt', kept);
  const { address, partnership } = request;
  // What cannot be a receipt is looked for all the same: the same page after the same work.
  const token = receiptFrom(typed.slice(0, 200)) ?? '';
  const outcome = await tryReceipt(room.db, { partnershipId: partnership.id, address, token });
  if (outcome === 'wrong' || typeof outcome === 'number')
    return showReturn(room, request, outcome === 'wrong' ? wrong : waitWords(outcome), kept);
  const actor = { kind: 'receipt', partnershipId: partnership.id, referralId: '' } as const;
  const form = new URLSearchParams(kept.map(({ name, value }) => [name, value]));
  const held = { token, actor };
  if (outcome === 'consultation') {
    if (request.form.get('then') !== ownPath || kept.length === 0)
      return { seeOther: ownPath, receipt: { token } };
    return { ...(await takeAgain(room, { ...request, path: ownPath, form, held })), receipt: { token } };
  }
  if (request.form.get('then') === answerPath && kept.length > 0)
    return { ...(await takeAnswer(room, { ...request, path: answerPath, form, held })), receipt: { token } };
  const place = /^\/refer\/form\/([a-z]+)(?:\/(\d+)(?:\/([a-z]+))?)?$/.exec(request.form.get('then') ?? '');
  if (place === null || kept.length === 0) return { seeOther: '/refer/form', receipt: { token } };
  const [path, section = '', entry, part] = place;
  const params = {
    section,
    ...(entry === undefined ? {} : { entry }),
    ...(part === undefined ? {} : { part }),
  };
  const again = { ...request, path, params, form, held };
  return { ...(await saveSection(room, again)), receipt: { token } };
}
