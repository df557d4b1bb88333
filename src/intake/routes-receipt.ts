import { look } from '../acts/view.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { nameOn } from '../partnership/partnership.ts';
import { newToken } from '../platform/clock/clock.ts';
import { nameWithAbbreviation } from '../site/names.ts';
import { presentSafety } from '../site/safety.ts';
import { ownReferral } from './commands.ts';
import { referrerFrame } from './frame.ts';
import { stopPage } from './pages/draft.ts';
import { beginPage, followedPage, newReceiptPage, receiptPage } from './pages/receipt.ts';
import { dayOf, receiptFrom, receiptInWords, referenceOf } from './referral.ts';
import type { IntakeRoom } from './room.ts';
import { saveSection } from './routes-draft.ts';
import { beginReferral, tryReceipt } from './store.ts';

/** The ledger of receipts: getting one with a new draft, coming back with one, and what became of a referral. */
export function receiptRoutes(room: IntakeRoom): readonly WorkRoute[] {
  return [
    page('/refer/begin', 'referral.begin', 'anyone', async (request) => showBegin(room, request, null)),
    post('/refer/begin', 'referral.begin', 'anyone', (request) => takeBegin(room, request)),
    page('/refer/receipt', 'referral.follow', 'receipt', (request) => showNewReceipt(room, request)),
    page('/refer/stop', 'intake.start', 'anyone', async (request) => showStop(room, request)),
    page('/refer/sent', 'referral.follow', 'receipt', (request) => showSent(room, request)),
    page('/receipt', 'referral.follow', 'anyone', async (request) => showReturn(room, request, null, [])),
    post('/receipt', 'referral.follow', 'anyone', (request) => takeReturn(room, request)),
  ];
}

const waitWords = (seconds: number) =>
  `There were too many attempts from here. Wait ${seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`} and try again`;

function showBegin(room: IntakeRoom, request: WorkRequest, problem: string | null): WorkAnswer {
  const errors = problem === null ? [] : [{ text: problem, href: '#begin' }];
  const backLink = { text: 'Back', href: '/refer' };
  const frame = referrerFrame(request, room.assets, { title: 'Before you start', backLink, errors });
  const model = { safety: presentSafety(request.partnership), formToken: request.formToken, problem };
  return { status: problem === null ? 200 : 429, body: beginPage(frame, model) };
}

async function takeBegin(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const token = newToken();
  const { address, partnership } = request;
  const outcome = await beginReferral(room.db, { partnershipId: partnership.id, address, token });
  if (outcome !== 'done') return showBegin(room, request, waitWords(outcome));
  return { seeOther: '/refer/receipt', receipt: { token } };
}

// Until the first answer is saved, so that a page that was closed too early, or reloaded, is not the end of it.
async function showNewReceipt(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, ownReferral, null);
  if (outcome.outcome !== 'done' || outcome.done.state !== 'draft' || outcome.done.version > 1)
    return { seeOther: '/refer/form' };
  const frame = referrerFrame(request, room.assets, { title: 'Your receipt' });
  const model = { receipt: receiptInWords(bearer.token), expires: dayOf(outcome.done.expiresAt) };
  return { status: 200, body: newReceiptPage(frame, model) };
}

function showStop(room: IntakeRoom, request: WorkRequest): WorkAnswer {
  const frame = referrerFrame(request, room.assets, { title: 'Stop here and call now' });
  return { status: 200, body: stopPage(frame, { safety: presentSafety(request.partnership) }) };
}

async function showSent(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), ownReferral, null);
  if (outcome.outcome !== 'done' || outcome.done.state === 'draft') return { seeOther: '/refer/form' };
  const { state, number, sentAt, receivedAt, closedAt, outcome: words } = outcome.done;
  const reference = referenceOf(number, dayOf(sentAt));
  const frame = referrerFrame(request, room.assets, { title: reference });
  const { partnership, today, formToken } = request;
  const body = followedPage(frame, {
    state,
    reference,
    group: nameWithAbbreviation(nameOn(partnership.names, 'group', today), 'review group'),
    sent: dayOf(sentAt),
    received: receivedAt === null ? null : dayOf(receivedAt),
    closed: closedAt === null ? null : dayOf(closedAt),
    outcome: words,
    formToken,
  });
  return { status: 200, body };
}

interface Kept {
  readonly name: string;
  readonly value: string;
}

function showReturn(
  room: IntakeRoom,
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

/** The page for a form of a draft whose receipt the browser no longer holds: it asks for it, and holds what was typed until then. */
export function lostReceipt(room: Pick<IntakeRoom, 'assets'>): (request: WorkRequest) => string {
  return (request) => {
    const kept = [...request.form]
      .filter(([name]) => name !== 'form-token')
      .map(([name, value]) => ({ name, value }));
    const frame = referrerFrame(request, room.assets, { title: 'Come back with your receipt' });
    const { formToken, path } = request;
    return receiptPage(frame, { formToken, problem: null, typed: '', action: path, kept });
  };
}

const wrong = 'That receipt does not open a referral here. Check it, letter by letter';

async function takeReturn(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const kept = [...request.form].flatMap(([name, value]) =>
    name.startsWith('kept-') ? [{ name: name.slice('kept-'.length), value }] : [],
  );
  const typed = request.form.get('receipt') ?? '';
  if (typed.trim() === '') return showReturn(room, request, 'Enter your receipt', kept);
  const { address, partnership } = request;
  // What cannot be a receipt is looked for all the same: the same page after the same work.
  const token = receiptFrom(typed.slice(0, 200)) ?? '';
  const outcome = await tryReceipt(room.db, { partnershipId: partnership.id, address, token });
  if (outcome !== 'done')
    return showReturn(room, request, outcome === 'wrong' ? wrong : waitWords(outcome), kept);
  const place = /^\/refer\/form\/([a-z]+)(?:\/(\d+))?$/.exec(request.form.get('then') ?? '');
  if (place === null || kept.length === 0) return { seeOther: '/refer/form', receipt: { token } };
  const form = new URLSearchParams(kept.map(({ name, value }) => [name, value]));
  const actor = { kind: 'receipt', partnershipId: partnership.id, referralId: '' } as const;
  const params = { section: place[1] ?? '', ...(place[2] === undefined ? {} : { entry: place[2] }) };
  const again = { ...request, path: place[0], params, form, held: { token, actor } };
  return { ...(await saveSection(room, again)), receipt: { token } };
}
