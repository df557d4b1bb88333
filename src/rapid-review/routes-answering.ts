import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { absent, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { formOf, type Problem, validate } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { referrerFrame } from '../intake/frame.ts';
import { filledOf, type Section, textOf } from '../intake/question.ts';
import { type ShownRow, rowOf } from '../intake/shown.ts';
import { baseOfPage, ownSummary, sendOwn, writePage } from './commands-answering.ts';
import { ownCheckPage, ownPartPage, ownStartPage } from './pages/summary.ts';
import { missingFrom, progressOf, readPage, shownBy } from '../requests/paged-answer.ts';
import type { OwnSummary } from './summary.ts';
import { nilSection, summarySection, summarySections } from './summary-questions.ts';

/** The ledger of whoever writes a summary for an agency: what is asked, a page for each part, checking, and sending it or a nil return. */
export function summaryAnsweringRoutes(room: WorkRoom): readonly WorkRoute[] {
  const base = '/summary/:invitation';
  return [
    page(base, 'answer.read', 'answerer', (request) => showStart(room, request)),
    post(`${base}/nil`, 'answer.send', 'answerer', (request) => takeNil(room, request)),
    page(`${base}/check`, 'answer.read', 'answerer', (request) => showCheck(room, request, false)),
    post(`${base}/send`, 'answer.send', 'answerer', (request) => takeSend(room, request)),
    page(`${base}/part/:section`, 'answer.read', 'answerer', (request) => showPart(room, request)),
    post(`${base}/part/:section`, 'answer.write', 'answerer', (request) => takePart(room, request)),
  ];
}

const base = ({ params }: WorkRequest) => `/summary/${params['invitation'] ?? ''}`;
const over = { seeOther: '/answered' } as const;

async function own(room: WorkRoom, request: WorkRequest): Promise<OwnSummary | null> {
  const outcome = await look(room, bearerOf(request), ownSummary, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showStart(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await own(room, request);
  // What was asked may be the report for a review; what is neither is over.
  if (found === null) return { seeOther: `/agency-report/${request.params['invitation'] ?? ''}` };
  return startAnswer(room, request, found, new URLSearchParams(), []);
}

function startAnswer(
  room: WorkRoom,
  request: WorkRequest,
  { agency, about, dueOn, answers }: OwnSummary,
  form: URLSearchParams,
  problems: readonly Problem[],
): WorkAnswer {
  const errors = problemLinks(nilSection, problems);
  const frame = referrerFrame(request, room.assets, { title: 'Your agency’s summary', errors });
  const body = ownStartPage(frame, {
    heading: `The summary of ${agency}`,
    partnership: request.partnership.name,
    about,
    due: dueOn,
    formToken: request.formToken,
    nil: { action: `${base(request)}/nil`, fields: presentFields(nilSection, form, problems) },
    parts: summarySections.map((section) => ({
      title: section.title,
      href: `${base(request)}/part/${section.id}`,
      progress: progressOf(section, answers, request.today),
    })),
    check: `${base(request)}/check`,
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

async function takeNil(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const { filled, problems } = validate(nilSection, request.form, { today: request.today, answers: {} });
  if (problems.length > 0) {
    const found = await own(room, request);
    return found === null ? over : startAnswer(room, request, found, request.form, problems);
  }
  const nil = { name: textOf(filled, 'name'), job: textOf(filled, 'job') };
  await perform(room, bearerOf(request), sendOwn, { nil });
  return over;
}

async function showPart(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const section = summarySection(request.params['section']);
  if (section === null) return absent(room, request);
  const found = await own(room, request);
  if (found === null) return over;
  const filled = filledOf(found.answers, section, null);
  const values =
    section.id === 'you' && filled['name'] === undefined ? { ...filled, name: found.person } : filled;
  return partAnswer(room, request, section, formOf(section, values), baseOfPage(filled), [], null);
}

interface Clash {
  readonly sentence: string;
  readonly saved: readonly ShownRow[];
}

function partAnswer(
  room: WorkRoom,
  request: WorkRequest,
  section: Section,
  form: URLSearchParams,
  from: string,
  problems: readonly Problem[],
  clash: Clash | null,
): WorkAnswer {
  const errors = [
    ...(clash === null ? [] : [{ text: clash.sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const backLink = { text: 'All parts', href: base(request) };
  const frame = referrerFrame(request, room.assets, { title: section.title, backLink, errors });
  const body = ownPartPage(frame, {
    heading: section.title,
    lead: section.lead ?? null,
    action: `${base(request)}/part/${section.id}`,
    formToken: request.formToken,
    base: from,
    fields: presentFields(section, form, problems),
    saved: clash?.saved ?? [],
  });
  if (clash !== null) return { status: 409, body };
  return { status: errors.length === 0 ? 200 : 400, body };
}

// What is still missing may come later; what cannot be kept as it stands is shown, so that nobody thinks it was kept.
async function takePart(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const section = summarySection(request.params['section']);
  if (section === null) return absent(room, request);
  const { form } = request;
  const { filled, problems } = readPage(section, form, request.today);
  const inTheWay = form.has('later') ? problems.filter(({ kind }) => kind === 'wrong') : problems;
  const from = form.get('base') ?? '';
  if (inTheWay.length > 0) return partAnswer(room, request, section, form, from, inTheWay, null);
  const outcome = await perform(room, bearerOf(request), writePage, { section, filled, base: from });
  if (outcome.outcome === 'done') return { seeOther: base(request) };
  const found = await own(room, request);
  if (found === null || outcome.outcome === 'not-found') return over;
  const kept = filledOf(found.answers, section, null);
  const saved = section.questions.map((question) => rowOf(question, kept));
  return partAnswer(room, request, section, form, baseOfPage(kept), [], {
    sentence: words(outcome.refusal),
    saved,
  });
}

async function showCheck(room: WorkRoom, request: WorkRequest, isAsked: boolean): Promise<WorkAnswer> {
  const found = await own(room, request);
  if (found === null) return over;
  const missing = missingFrom(summarySections, found.answers, request.today).map(({ section, text }) => ({
    text,
    href: `${base(request)}/part/${section.id}`,
  }));
  const isShort = isAsked && missing.length > 0;
  const errors = isShort ? [{ text: 'Some answers are still missing', href: '#missing' }] : [];
  const backLink = { text: 'All parts', href: base(request) };
  const frame = referrerFrame(request, room.assets, { title: 'Check your summary', backLink, errors });
  const body = ownCheckPage(frame, {
    action: `${base(request)}/send`,
    formToken: request.formToken,
    missing,
    groups: shownBy(summarySections, found.answers, `${base(request)}/part`),
  });
  return { status: isShort ? 400 : 200, body };
}

// Of two that were sent at once, the second finds that it has gone.
async function takeSend(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await perform(room, bearerOf(request), sendOwn, { nil: null });
  return outcome.outcome === 'refused' ? showCheck(room, request, true) : over;
}
