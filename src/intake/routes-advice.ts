import { perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { absent, idIn, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { emailAddress } from '../people/invitation.ts';
import { formOf, type Problem, validate } from './answers.ts';
import {
  advise,
  consultation,
  desks,
  listedConsultations,
  recordAdvice,
  replaceLost,
} from './commands-consultation.ts';
import {
  adviceSection,
  type Consultation,
  consultationName,
  type Desk,
  type ListedConsultation,
  recordingOf,
  recordSection,
  warningsFor,
} from './consultation.ts';
import { problemLinks } from './fields.ts';
import {
  consultationPage,
  consultationReplacedPage,
  consultationReplacePage,
  consultationsPage,
  recordPage,
} from './pages/consultations.ts';
import { presentLookAgain, presentThread, seenIn } from './present-consultation.ts';
import { dayOf, receiptInWords } from './referral.ts';

/** The ledger of those who are asked for advice. To everybody else a consultation is not there. */
export function adviceRoutes(room: WorkRoom): readonly WorkRoute[] {
  const again: WorkRoute['handle'] = (request) => showRecord(room, request);
  return [
    page('/consultations', 'consultation.list', 'session', (request) => showList(room, request)),
    page('/consultations/record', 'consultation.list', 'session', again),
    post(
      '/consultations/record',
      'consultation.record',
      'session',
      (request) => takeRecord(room, request),
      again,
    ),
    page('/consultations/:id', 'consultation.read', 'session', (request) => showOne(room, request)),
    post(
      '/consultations/:id/advice',
      'consultation.advise',
      'session',
      (request) => takeAdvice(room, request),
      (request) => showOne(room, request),
    ),
    page('/consultations/:id/receipt', 'consultation.read', 'session', (request) =>
      showReplace(room, request, null),
    ),
    post('/consultations/:id/receipt', 'consultation.replace-receipt', 'session', (request) =>
      takeReplace(room, request),
    ),
  ];
}

const toList = { text: 'Consultations', href: '/consultations' };

async function showList(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), listedConsultations, null);
  if (outcome.outcome !== 'done') return absent(room, request);
  const open = outcome.done.filter(({ state }) => state === 'asked').length;
  const waiting = `${open} ${open === 1 ? 'consultation waits' : 'consultations wait'} for advice`;
  const heading = open === 0 ? 'No consultation waits for advice' : waiting;
  const frame = workspaceFrame(request, room.assets, { title: heading, section: 'consultations' });
  return { status: 200, body: consultationsPage(frame, { heading, rows: outcome.done.map(rowOf) }) };
}

const rowOf = (one: ListedConsultation) => ({
  href: `/consultations/${one.id}`,
  reference: consultationName(one.number, one.begunAt),
  agency: one.agency,
  isOpen: one.state === 'asked',
  byTelephone: one.way === 'telephone',
  asked: dayOf(one.askedAt),
  advised: one.advisedAt === null ? null : dayOf(one.advisedAt),
});

async function oneOf(room: WorkRoom, request: WorkRequest): Promise<Consultation | null> {
  const outcome = await look(room, bearerOf(request), consultation, { id: idIn(request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showOne(
  room: WorkRoom,
  request: WorkRequest,
  problems: readonly Problem[] = [],
  warnings: readonly string[] = [],
): Promise<WorkAnswer> {
  const found = await oneOf(room, request);
  if (found === null) return absent(room, request);
  const { id, number, state, way, begunAt, asker, thread, expiresAt } = found;
  const reference = consultationName(number, begunAt);
  const section = adviceSection(way);
  const errors = problemLinks(section, problems);
  const place = { title: reference, section: 'consultations', backLink: toList, errors } as const;
  const body = consultationPage(workspaceFrame(request, room.assets, place), {
    id,
    reference,
    isOpen: state === 'asked',
    byTelephone: way === 'telephone',
    begun: dayOf(begunAt),
    asker,
    thread: presentThread(thread, 'staff'),
    seen: thread.length,
    mails: emailAddress(asker.email ?? '') !== null,
    advice: presentLookAgain(section, request, problems, warnings, formKey(request.form)),
    expires: expiresAt === null ? null : dayOf(expiresAt),
  });
  return { status: errors.length > 0 ? 400 : 200, body };
}

async function takeAdvice(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const { form, today } = request;
  const { filled, problems } = validate(adviceSection('form'), form, { today, answers: {} });
  const warnings = problems.length > 0 ? [] : warningsFor(form, filled);
  if (problems.length > 0 || warnings.length > 0) return showOne(room, request, problems, warnings);
  const id = idIn(request);
  const done = () => `/consultations/${id}`;
  const wish = { id, words: String(filled['advice']), seen: seenIn(form) };
  const outcome = await performOnce(room, bearerOf(request), advise, wish, sentForm(request), done);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: done() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted')
    return absent(room, request);
  const text = words(outcome.refusal).replace(/\.$/, '');
  return showOne(room, request, [{ question: 'advice', kind: 'wrong', text }]);
}

async function showReplace(
  room: WorkRoom,
  request: WorkRequest,
  problem: string | null,
): Promise<WorkAnswer> {
  const found = await oneOf(room, request);
  if (found === null || found.way !== 'form') return absent(room, request);
  const reference = consultationName(found.number, found.begunAt);
  const errors = problem === null ? [] : [{ text: problem, href: '#checked' }];
  const backLink = { text: reference, href: `/consultations/${found.id}` };
  const place = {
    title: `A new receipt for ${reference}`,
    section: 'consultations',
    backLink,
    errors,
  } as const;
  const model = { id: found.id, reference, formToken: request.formToken, problem };
  const body = consultationReplacePage(workspaceFrame(request, room.assets, place), model);
  return { status: problem === null ? 200 : 400, body };
}

async function takeReplace(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  if (request.form.get('checked') !== 'yes')
    return showReplace(room, request, 'Confirm that you have called the asker');
  const found = await oneOf(room, request);
  const id = idIn(request);
  const outcome = found === null ? null : await perform(room, bearerOf(request), replaceLost, { id });
  if (found === null || outcome?.outcome !== 'done') return absent(room, request);
  const reference = consultationName(found.number, found.begunAt);
  const place = { title: `The new receipt for ${reference}`, section: 'consultations' } as const;
  const receipt = receiptInWords(outcome.done);
  const body = consultationReplacedPage(workspaceFrame(request, room.assets, place), {
    id,
    reference,
    receipt,
  });
  return { status: 200, body };
}

async function desksOf(room: WorkRoom, request: WorkRequest): Promise<readonly Desk[] | null> {
  const outcome = await look(room, bearerOf(request), desks, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showRecord(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const own = await desksOf(room, request);
  return own === null ? absent(room, request) : recordAnswer(room, request, own, [], []);
}

function recordAnswer(
  room: WorkRoom,
  request: WorkRequest,
  own: readonly Desk[],
  problems: readonly Problem[],
  warnings: readonly string[],
): WorkAnswer {
  const section = recordSection(own);
  const title = 'Record advice given by telephone';
  const errors = problemLinks(section, problems);
  const place = { title, section: 'consultations', backLink: toList, errors } as const;
  // Most calls are written down on their day.
  const form = request.form.has('advice')
    ? request.form
    : formOf(section, { advised: request.today.toString() });
  const given = { form, formToken: request.formToken };
  const body = recordPage(workspaceFrame(request, room.assets, place), {
    form: presentLookAgain(section, given, problems, warnings, formKey(request.form)),
  });
  return { status: errors.length > 0 ? 400 : 200, body };
}

async function takeRecord(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const own = await desksOf(room, request);
  if (own === null) return absent(room, request);
  const { form, today } = request;
  const { filled, problems } = validate(recordSection(own), form, { today, answers: {} });
  const warnings = problems.length > 0 ? [] : warningsFor(form, filled);
  if (problems.length > 0 || warnings.length > 0) return recordAnswer(room, request, own, problems, warnings);
  const wish = recordingOf(filled, own);
  const sent = sentForm(request);
  const outcome = await performOnce(
    room,
    bearerOf(request),
    recordAdvice,
    wish,
    sent,
    (id) => `/consultations/${id}`,
  );
  if (outcome.outcome === 'done') return { seeOther: `/consultations/${outcome.done}` };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted')
    return absent(room, request);
  const text = words(outcome.refusal).replace(/\.$/, '');
  return recordAnswer(room, request, own, [{ question: 'advice', kind: 'wrong', text }], []);
}
