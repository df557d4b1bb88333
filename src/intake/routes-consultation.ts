import { perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { refuse, words } from '../acts/refusal.ts';
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
import { presentSafety } from '../site/safety.ts';
import { type Problem, validate } from './answers.ts';
import { askOnce, ownConsultation, refer } from './commands-consultation.ts';
import {
  againSection,
  askingOf,
  askSection,
  consultationName,
  hasRoomToAsk,
  type OwnConsultation,
  receiptOfForm,
  warningsFor,
} from './consultation.ts';
import { problemLinks } from './fields.ts';
import { referrerFrame, waitWords } from './frame.ts';
import { askPage, consultationReceiptPage, ownPage } from './pages/consultation.ts';
import { presentLookAgain, presentThread, seenIn, whomAsked } from './present-consultation.ts';
import type { Section } from './question.ts';
import { canonical, dayOf, receiptInWords } from './referral.ts';
import { lostReceipt } from './routes-lost-receipt.ts';
import { beginConsultation, readAgenciesToConsult } from './store-consultation.ts';

/** Where one's own consultation is read and added to, with its receipt. */
export const ownPath = '/consult/advice';

/** The ledger of whoever asks for advice: asking, reading the advice by receipt, asking again, and making a referral of it. */
export function consultationRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/consult/ask', 'consultation.begin', 'anyone', (request) => showAsk(room, request)),
    post('/consult/ask', 'consultation.begin', 'anyone', (request) => takeAsk(room, request)),
    page('/consult/advice', 'consultation.follow', 'receipt', (request) => showOwn(room, request)),
    post('/consult/advice', 'consultation.ask', 'receipt', (request) => takeAgain(room, request)),
    post('/consult/refer', 'consultation.refer', 'receipt', (request) => takeRefer(room, request)),
  ];
}

const sectionHere = async (room: WorkRoom, { partnership }: WorkRequest) =>
  askSection(await readAgenciesToConsult(room.db, partnership.id));

async function showAsk(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  return askAnswer(room, request, await sectionHere(room, request), [], []);
}

function askAnswer(
  room: WorkRoom,
  request: WorkRequest,
  section: Section,
  problems: readonly Problem[],
  warnings: readonly string[],
  wait: string | null = null,
): WorkAnswer {
  const errors = [
    ...(wait === null ? [] : [{ text: wait, href: '#gist' }]),
    ...problemLinks(section, problems),
  ];
  const backLink = { text: 'Back', href: '/consult' };
  const frame = referrerFrame(request, room.assets, { title: 'Ask for advice', backLink, errors });
  const body = askPage(frame, {
    safety: presentSafety(request.partnership),
    form: presentLookAgain(section, request, problems, warnings, formKey(request.form)),
  });
  return { status: wait !== null ? 429 : errors.length > 0 ? 400 : 200, body };
}

// The receipt follows from the form: sent twice, it is one consultation, and both answers show the same receipt.
async function takeAsk(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const section = await sectionHere(room, request);
  const { form, today, address, partnership } = request;
  const { filled, problems } = validate(section, form, { today, answers: {} });
  if (problems.length > 0) return askAnswer(room, request, section, problems, []);
  const warnings = warningsFor(form, filled);
  if (warnings.length > 0) return askAnswer(room, request, section, [], warnings);
  const asking = askingOf(filled);
  const token = receiptOfForm(formKey(form), canonical(filled));
  const outcome = await beginConsultation(room.db, { partnershipId: partnership.id, address, token }, asking);
  if (outcome === 'agency') {
    const gone = {
      question: 'to',
      kind: 'wrong',
      text: words(refuse('agency-not-here')).replace(/\.$/, ''),
    } as const;
    return askAnswer(room, request, await sectionHere(room, request), [gone], []);
  }
  if (outcome !== 'done') return askAnswer(room, request, section, [], [], waitWords(outcome));
  const frame = referrerFrame(request, room.assets, { title: 'Your receipt' });
  const body = consultationReceiptPage(frame, {
    receipt: receiptInWords(token),
    whom: whomAsked(asking.to),
    safety: presentSafety(partnership),
  });
  return { status: 200, body, receipt: { token } };
}

// Null where the receipt opens something else.
async function ownOf(room: WorkRoom, request: WorkRequest): Promise<OwnConsultation | null> {
  const outcome = await look(room, bearerOf(request), ownConsultation, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showOwn(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const own = await ownOf(room, request);
  return own === null ? { seeOther: '/receipt' } : ownAnswer(room, request, own, {});
}

interface Troubles {
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly string[];
  /** What is wrong with making a referral of it. */
  readonly refer?: string;
}

function ownAnswer(
  room: WorkRoom,
  request: WorkRequest,
  own: OwnConsultation,
  { problems = [], warnings = [], refer: wrong }: Troubles,
): WorkAnswer {
  const errors = [
    ...problemLinks(againSection, problems),
    ...(wrong === undefined ? [] : [{ text: wrong, href: '#refer-now' }]),
  ];
  const reference = consultationName(own.number, own.begunAt);
  const advised = own.state === 'advised';
  const frame = referrerFrame(request, room.assets, { title: reference, errors });
  const body = ownPage(frame, {
    reference,
    heading: advised
      ? 'There is advice'
      : own.thread.length > 1
        ? 'What you added has been sent'
        : 'Your question has been sent',
    whom: whomAsked(own.toAgency ? own.agency : null),
    isRead: own.isRead,
    advised,
    thread: presentThread(own.thread, 'the asker'),
    seen: own.thread.length,
    again: hasRoomToAsk(own)
      ? presentLookAgain(againSection, request, problems, warnings, formKey(request.form))
      : null,
    referred: own.referred,
    problem: wrong ?? null,
    expires: own.expiresAt === null ? null : dayOf(own.expiresAt),
    formToken: request.formToken,
    formKey: formKey(request.form),
  });
  return { status: errors.length > 0 ? 400 : 200, body };
}

/** Asks again, or shows the page with what was typed and what is wrong. With another receipt it asks for the right one, and keeps what was typed. */
export async function takeAgain(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const own = await ownOf(room, request);
  if (own === null) return { status: 400, body: lostReceipt(room)(request) };
  const { form, today } = request;
  const { filled, problems } = validate(againSection, form, { today, answers: {} });
  if (problems.length > 0) return ownAnswer(room, request, own, { problems });
  const warnings = warningsFor(form, filled);
  if (warnings.length > 0) return ownAnswer(room, request, own, { warnings });
  const wish = { words: String(filled['gist']), seen: seenIn(form) };
  const outcome = await performOnce(room, bearerOf(request), askOnce, wish, sentForm(request), () => ownPath);
  if (outcome.outcome !== 'refused') return { seeOther: ownPath };
  const now = (await ownOf(room, request)) ?? own;
  const problem = {
    question: 'gist',
    kind: 'wrong',
    text: words(outcome.refusal).replace(/\.$/, ''),
  } as const;
  return ownAnswer(room, request, now, { problems: [problem] });
}

async function takeRefer(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const bearer = bearerOf(request);
  const token = receiptOfForm(formKey(request.form), `referral ${bearer.token}`);
  const outcome = await perform(room, bearer, refer, { token });
  if (outcome.outcome !== 'done') return { seeOther: '/receipt' };
  if (outcome.done) return { seeOther: '/refer/receipt', receipt: { token } };
  const own = await ownOf(room, request);
  if (own === null) return { seeOther: '/receipt' };
  // With the key of a form that was refused nothing is done again.
  const fresh = { ...request, form: new URLSearchParams() };
  return ownAnswer(room, fresh, own, { refer: words(refuse('consultation-referred')).replace(/\.$/, '') });
}
