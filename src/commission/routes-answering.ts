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
import { rowOf, type ShownRow } from '../intake/shown.ts';
import { missingFrom, progressOf, readPage, shownBy } from '../requests/paged-answer.ts';
import { baseOfPage, ownReport, sendOwn, writePage } from './commands-reports.ts';
import { ownCheckPage, ownPartPage, ownStartPage } from './pages/own.ts';
import type { OwnReport } from './report.ts';
import { type AskKind, nilSection, sectionsFor } from './report-questions.ts';

/** The ledger of whoever answers for an agency of a review by a link: what is asked, each part, checking, and sending it or a nil return. */
export function reportAnsweringRoutes(room: WorkRoom): readonly WorkRoute[] {
  const at = '/agency-report/:invitation';
  return [
    page(at, 'answer.read', 'answerer', (request) => showStart(room, request)),
    post(`${at}/nil`, 'answer.send', 'answerer', (request) => takeNil(room, request)),
    page(`${at}/check`, 'answer.read', 'answerer', (request) => showCheck(room, request, false)),
    post(`${at}/send`, 'answer.send', 'answerer', (request) => takeSend(room, request)),
    page(`${at}/part/:section`, 'answer.read', 'answerer', (request) => showPart(room, request)),
    post(`${at}/part/:section`, 'answer.write', 'answerer', (request) => takePart(room, request)),
  ];
}

const baseOf = ({ params }: WorkRequest) => `/agency-report/${params['invitation'] ?? ''}`;
const over = { seeOther: '/answered' } as const;

async function own(room: WorkRoom, request: WorkRequest): Promise<OwnReport | null> {
  const outcome = await look(room, bearerOf(request), ownReport, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showStart(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await own(room, request);
  return found === null ? over : startAnswer(room, request, found, new URLSearchParams(), []);
}

const startWords: Readonly<
  Record<AskKind, { readonly heading: (agency: string) => string; readonly lead: string }>
> = {
  report: {
    heading: (agency) => `The report of ${agency}`,
    lead: 'asks for it, for a review of how agencies worked together. Secure your records first.',
  },
  'sign-off': {
    heading: (agency) => `Sign off the report of ${agency}`,
    lead: 'asks you, as a senior officer, whether your agency stands by this report.',
  },
  accuracy: {
    heading: () => 'Are these facts right?',
    lead: 'asks you, as somebody who was there, whether this extract is right.',
  },
};

const basis =
  'It is asked for under section 16H of the Children Act 2004. The text of the section was not read for this service and is not confirmed (M).';

function startAnswer(
  room: WorkRoom,
  request: WorkRequest,
  found: OwnReport,
  form: URLSearchParams,
  problems: readonly Problem[],
): WorkAnswer {
  const { kind, shown, agency, about, dueOn, answers } = found;
  const errors = problemLinks(nilSection, problems);
  const frame = referrerFrame(request, room.assets, { title: 'What your agency is asked', errors });
  const body = ownStartPage(frame, {
    heading: startWords[kind].heading(agency),
    lead: `${request.partnership.name} ${startWords[kind].lead}`,
    basis: kind === 'report' ? basis : null,
    about,
    beside: kind === 'accuracy' ? { ...shown, lines: [], period: '' } : shown,
    due: dueOn,
    formToken: request.formToken,
    parts: sectionsFor(kind, shown).map((section) => ({
      title: section.title,
      href: `${baseOf(request)}/part/${section.id}`,
      progress: progressOf(section, answers, request.today),
    })),
    check: `${baseOf(request)}/check`,
    nil:
      kind === 'report'
        ? { action: `${baseOf(request)}/nil`, fields: presentFields(nilSection, form, problems) }
        : null,
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

async function takeNil(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await own(room, request);
  if (found === null) return over;
  const { filled, problems } = validate(nilSection, request.form, { today: request.today, answers: {} });
  if (problems.length > 0) return startAnswer(room, request, found, request.form, problems);
  const nil = { name: textOf(filled, 'name'), job: textOf(filled, 'job') };
  const outcome = await perform(room, bearerOf(request), sendOwn, { nil });
  return outcome.outcome === 'refused' ? absent(room, request) : over;
}

const sectionIn = ({ kind, shown }: OwnReport, { params }: WorkRequest): Section | null =>
  sectionsFor(kind, shown).find(({ id }) => id === params['section']) ?? null;

async function showPart(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await own(room, request);
  if (found === null) return over;
  const section = sectionIn(found, request);
  if (section === null) return absent(room, request);
  const filled = filledOf(found.answers, section, null);
  const asksName = section.questions.some(({ id }) => id === 'name') && filled['name'] === undefined;
  const values = asksName ? { ...filled, name: found.person } : filled;
  return partAnswer(room, request, found, {
    section,
    form: formOf(section, values),
    base: baseOfPage(filled),
    problems: [],
    clash: null,
  });
}

interface Part {
  readonly section: Section;
  readonly form: URLSearchParams;
  readonly base: string;
  readonly problems: readonly Problem[];
  readonly clash: { readonly sentence: string; readonly saved: readonly ShownRow[] } | null;
}

function partAnswer(
  room: WorkRoom,
  request: WorkRequest,
  { kind, shown }: OwnReport,
  { section, form, base, problems, clash }: Part,
): WorkAnswer {
  const errors = [
    ...(clash === null ? [] : [{ text: clash.sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const backLink = { text: 'All parts', href: baseOf(request) };
  const frame = referrerFrame(request, room.assets, { title: section.title, backLink, errors });
  const body = ownPartPage(frame, {
    heading: section.title,
    lead: section.lead ?? null,
    paragraphs: kind === 'report' ? [] : shown.paragraphs,
    action: `${baseOf(request)}/part/${section.id}`,
    formToken: request.formToken,
    base,
    fields: presentFields(section, form, problems),
    saved: clash?.saved ?? [],
  });
  return { status: clash !== null ? 409 : errors.length === 0 ? 200 : 400, body };
}

// What is still missing may come later; what cannot be kept as it stands is shown, so that nobody thinks it was kept.
async function takePart(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await own(room, request);
  if (found === null) return over;
  const section = sectionIn(found, request);
  if (section === null) return absent(room, request);
  const { form } = request;
  const { filled, problems } = readPage(section, form, request.today);
  const inTheWay = form.has('later') ? problems.filter(({ kind }) => kind === 'wrong') : problems;
  const from = form.get('base') ?? '';
  if (inTheWay.length > 0)
    return partAnswer(room, request, found, { section, form, base: from, problems: inTheWay, clash: null });
  const outcome = await perform(room, bearerOf(request), writePage, { section, filled, base: from });
  if (outcome.outcome === 'done') return { seeOther: baseOf(request) };
  const now = await own(room, request);
  if (now === null || outcome.outcome === 'not-found') return over;
  const kept = filledOf(now.answers, section, null);
  const saved = section.questions.map((question) => rowOf(question, kept));
  const clash = { sentence: words(outcome.refusal), saved };
  return partAnswer(room, request, now, { section, form, base: baseOfPage(kept), problems: [], clash });
}

const sendWords: Readonly<Record<AskKind, string>> = {
  report: 'Send the report',
  'sign-off': 'Send my decision',
  accuracy: 'Send my answer',
};

async function showCheck(room: WorkRoom, request: WorkRequest, isAsked: boolean): Promise<WorkAnswer> {
  const found = await own(room, request);
  if (found === null) return over;
  const sections = sectionsFor(found.kind, found.shown);
  const missing = missingFrom(sections, found.answers, request.today).map(({ section, text }) => ({
    text,
    href: `${baseOf(request)}/part/${section.id}`,
  }));
  const isShort = isAsked && missing.length > 0;
  const errors = isShort ? [{ text: 'Some answers are still missing', href: '#missing' }] : [];
  const backLink = { text: 'All parts', href: baseOf(request) };
  const frame = referrerFrame(request, room.assets, { title: 'Check what you wrote', backLink, errors });
  const body = ownCheckPage(frame, {
    heading: 'Check what you wrote',
    action: `${baseOf(request)}/send`,
    formToken: request.formToken,
    missing,
    groups: shownBy(sections, found.answers, `${baseOf(request)}/part`),
    button: sendWords[found.kind],
  });
  return { status: isShort ? 400 : 200, body };
}

// Of two that were sent at once, the second finds that it has gone.
async function takeSend(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await perform(room, bearerOf(request), sendOwn, { nil: null });
  return outcome.outcome === 'refused' ? showCheck(room, request, true) : over;
}
