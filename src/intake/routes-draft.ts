import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { formOf, missingIn, type Problem, progressOf, validate } from './answers.ts';
import { baseOf, ownReferral, sendOwnReferral, writeReferral } from './commands.ts';
import { presentFields, problemLinks } from './fields.ts';
import { referrerFrame, type ReferrerPage } from './frame.ts';
import {
  checkPage,
  clashPage,
  entriesPage,
  leavePage,
  questionPage,
  removePage,
  tasksPage,
} from './pages/draft.ts';
import { entriesOf, filledOf, nextEntry, type Section, textOf } from './question.ts';
import { sectionNamed, sections } from './questions.ts';
import { dayOf, type Draft } from './referral.ts';
import type { IntakeRoom } from './room.ts';
import { capital, rowOf, showAnswers } from './shown.ts';

/** The ledger of a draft: task list, pages of the form, checking, sending and leaving. */
export function draftRoutes(room: IntakeRoom): readonly WorkRoute[] {
  return [
    page('/refer/form', 'referral.follow', 'receipt', withDraft(room, showTasks)),
    page('/refer/form/:section', 'referral.follow', 'receipt', withDraft(room, showSection)),
    post('/refer/form/:section', 'referral.write', 'receipt', (request) => saveSection(room, request)),
    page('/refer/form/:section/:entry', 'referral.follow', 'receipt', withDraft(room, showSection)),
    post('/refer/form/:section/:entry', 'referral.write', 'receipt', (request) => saveSection(room, request)),
    page('/refer/form/:section/:entry/remove', 'referral.follow', 'receipt', withDraft(room, showRemove)),
    post('/refer/form/:section/:entry/remove', 'referral.write', 'receipt', (request) =>
      takeRemove(room, request),
    ),
    page('/refer/check', 'referral.follow', 'receipt', withDraft(room, showCheck)),
    post('/refer/send', 'referral.send', 'receipt', (request) => takeSend(room, request)),
    page('/refer/leave', 'referral.follow', 'receipt', withDraft(room, showLeave)),
    post('/refer/leave', 'referral.follow', 'anyone', async () => ({
      seeOther: '/receipt',
      receipt: 'ended',
    })),
  ];
}

type Show = (room: IntakeRoom, request: WorkRequest, draft: Draft) => WorkAnswer;

function withDraft(room: IntakeRoom, show: Show): WorkRoute['handle'] {
  return async (request) => {
    const draft = await draftOf(room, request);
    return draft === null ? { seeOther: '/refer/sent' } : show(room, request, draft);
  };
}

// Null for one that was sent. One that was destroyed between the door and here is a fault of a moment, and gone the next time.
async function draftOf(room: IntakeRoom, request: WorkRequest): Promise<Draft | null> {
  const outcome = await look(room, bearerOf(request), ownReferral, null);
  if (outcome.outcome !== 'done') throw new Error('a receipt without its referral');
  return outcome.done.state === 'draft' ? outcome.done : null;
}

const frameOf = (room: IntakeRoom, request: WorkRequest, given: ReferrerPage) =>
  referrerFrame(request, room.assets, given);

const toTasks = { text: 'All parts of the referral', href: '/refer/form' };

function showTasks(room: IntakeRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const context = { today: request.today, answers: draft.answers };
  const tasks = sections.map((section) => ({
    step: section.step,
    title: section.title,
    href: `/refer/form/${section.id}`,
    progress: progressOf(section, context),
  }));
  const steps = [...new Set(tasks.map(({ step }) => step))].map((title) => ({
    title,
    tasks: tasks.filter(({ step }) => step === title),
  }));
  const done = tasks.filter(({ progress }) => progress === 'done').length;
  const model = { done, all: tasks.length, expires: dayOf(draft.expiresAt), steps };
  return { status: 200, body: tasksPage(frameOf(room, request, { title: 'Your referral' }), model) };
}

function placeOf(request: WorkRequest): { section: Section; entry: string | null } | null {
  const section = sectionNamed(request.params['section']);
  const entry = request.params['entry'] ?? null;
  if (section === null || (entry !== null && !/^[1-9]\d?$/.test(entry))) return null;
  return entry !== null && section.repeat === undefined ? null : { section, entry };
}

const absent = (room: IntakeRoom, request: WorkRequest): WorkAnswer => ({
  status: 404,
  body: room.notFound(request),
});

function showSection(room: IntakeRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const place = placeOf(request);
  if (place === null) return absent(room, request);
  const { section, entry } = place;
  if (section.repeat !== undefined && entry === null) return showEntries(room, request, draft, section);
  const filled = filledOf(draft.answers, section, entry);
  return questionAnswer(room, request, section, entry, formOf(section, filled), baseOf(filled), []);
}

function showEntries(room: IntakeRoom, request: WorkRequest, draft: Draft, section: Section): WorkAnswer {
  const { repeat } = section;
  if (repeat === undefined) return absent(room, request);
  const context = { today: request.today, answers: draft.answers };
  const missing = missingIn(section, context);
  const entries = entriesOf(draft.answers, section);
  const at = `/refer/form/${section.id}`;
  const model = {
    heading: section.title,
    lead: section.lead ?? '',
    one: repeat.one,
    add: entries.length < repeat.most ? `${at}/${nextEntry(draft.answers, section)}` : null,
    entries: entries.map((entry, index) => {
      const id = textOf(entry, 'id');
      const heading = `${repeat.one} ${index + 1}`;
      const whole = !missing.some((one) => one.entry === id);
      const name = textOf(entry, repeat.nameOf) || capital(heading);
      return { name, heading, whole, change: `${at}/${id}`, remove: `${at}/${id}/remove` };
    }),
  };
  const frame = frameOf(room, request, { title: section.title, backLink: toTasks });
  return { status: 200, body: entriesPage(frame, model) };
}

function questionAnswer(
  room: IntakeRoom,
  request: WorkRequest,
  section: Section,
  entry: string | null,
  form: URLSearchParams,
  base: string,
  problems: readonly Problem[],
): WorkAnswer {
  const { repeat } = section;
  const heading = repeat === undefined ? section.title : `About the ${repeat.one}`;
  const backLink = repeat === undefined ? toTasks : { text: 'Back', href: `/refer/form/${section.id}` };
  const errors = problemLinks(section, problems);
  const body = questionPage(frameOf(room, request, { title: heading, backLink, errors }), {
    heading,
    lead: section.lead ?? null,
    action: pathOf(section, entry),
    formToken: request.formToken,
    base,
    fields: presentFields(section, form, problems),
    coordinator: section.id === 'lead',
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

const pathOf = ({ id }: Section, entry: string | null) =>
  `/refer/form/${id}${entry === null ? '' : `/${entry}`}`;

/** Saves one page of the form and goes on, or shows the page again with what was typed and what is wrong. */
export async function saveSection(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const place = placeOf(request);
  if (place === null || (place.section.repeat !== undefined && place.entry === null))
    return absent(room, request);
  const draft = await draftOf(room, request);
  if (draft === null) return { seeOther: '/refer/sent' };
  const { section, entry } = place;
  const { form } = request;
  const { filled, problems } = validate(section, form, { today: request.today, answers: draft.answers });
  const stops = filled['at-risk-now'] === 'yes';
  // What is still missing may come later; what cannot be kept as it stands is shown, so that nobody thinks it was kept.
  const isLater = form.has('later') || stops;
  const inTheWay = isLater ? problems.filter(({ kind }) => kind === 'wrong') : problems;
  const base = form.get('base') ?? '';
  if (inTheWay.length > 0 || form.has('show'))
    return questionAnswer(room, request, section, entry, form, base, inTheWay);
  const outcome = await perform(room, bearerOf(request), writeReferral, { section, entry, filled, base });
  if (outcome.outcome === 'not-found') throw new Error('a receipt without its referral');
  if (outcome.outcome === 'refused')
    return refusedSave(room, request, outcome.refusal.refused, words(outcome.refusal), section, entry);
  if (stops) return { seeOther: '/refer/stop' };
  if (isLater) return { seeOther: '/refer/leave' };
  return { seeOther: section.repeat === undefined ? '/refer/form' : `/refer/form/${section.id}` };
}

async function refusedSave(
  room: IntakeRoom,
  request: WorkRequest,
  refused: string,
  sentence: string,
  section: Section,
  entry: string | null,
): Promise<WorkAnswer> {
  const draft = await draftOf(room, request);
  if (draft === null) return { seeOther: '/refer/sent' };
  if (refused === 'changed-elsewhere') return clashAnswer(room, request, draft, section, entry);
  const [first] = section.questions;
  const problem = { question: first?.id ?? '', kind: 'wrong', text: sentence.replace(/\.$/, '') } as const;
  const base = request.form.get('base') ?? '';
  return questionAnswer(room, request, section, entry, request.form, base, [problem]);
}

function clashAnswer(
  room: IntakeRoom,
  request: WorkRequest,
  draft: Draft,
  section: Section,
  entry: string | null,
): WorkAnswer {
  const saved = filledOf(draft.answers, section, entry);
  const { filled } = validate(section, request.form, { today: request.today, answers: draft.answers });
  const heading = 'Two versions of this page';
  const model = {
    heading,
    differing: section.questions
      .filter(({ id }) => JSON.stringify(saved[id] ?? '') !== JSON.stringify(filled[id] ?? ''))
      .map((question) => ({ saved: rowOf(question, saved), typed: rowOf(question, filled) })),
    action: pathOf(section, entry),
    formToken: request.formToken,
    base: baseOf(saved),
    typed: [...request.form]
      .filter(([name]) => !['form-token', 'base', 'show'].includes(name))
      .map(([name, value]) => ({ name, value })),
    back: pathOf(section, entry),
  };
  const frame = frameOf(room, request, { title: heading, backLink: toTasks });
  return { status: 409, body: clashPage(frame, model) };
}

function showRemove(room: IntakeRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const place = placeOf(request);
  const repeat = place?.section.repeat;
  if (place === null || repeat === undefined) return absent(room, request);
  const filled = filledOf(draft.answers, place.section, place.entry);
  const back = `/refer/form/${place.section.id}`;
  if (textOf(filled, 'id') === '') return { seeOther: back };
  const heading = `Remove this ${repeat.one}?`;
  const model = {
    heading,
    name: textOf(filled, repeat.nameOf) || `this ${repeat.one}`,
    action: `${pathOf(place.section, place.entry)}/remove`,
    formToken: request.formToken,
    base: baseOf(filled),
    back,
  };
  const backLink = { text: 'Back', href: back };
  return { status: 200, body: removePage(frameOf(room, request, { title: heading, backLink }), model) };
}

// Where it was changed in another window meanwhile, nothing is removed: the list shows it as it is now.
async function takeRemove(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const place = placeOf(request);
  if (place === null || place.section.repeat === undefined || place.entry === null)
    return absent(room, request);
  const { section, entry } = place;
  const base = request.form.get('base') ?? '';
  await perform(room, bearerOf(request), writeReferral, { section, entry, filled: null, base });
  return { seeOther: `/refer/form/${section.id}` };
}

function checkAnswer(room: IntakeRoom, request: WorkRequest, draft: Draft, isAsked: boolean): WorkAnswer {
  const context = { today: request.today, answers: draft.answers };
  const missing = sections.flatMap((section) =>
    missingIn(section, context).map(({ entry, text }) => ({ text, href: pathOf(section, entry) })),
  );
  const errors =
    isAsked && missing.length > 0 ? [{ text: 'Some answers are still missing', href: '#missing' }] : [];
  const frame = frameOf(room, request, { title: 'Check your answers', backLink: toTasks, errors });
  const model = { formToken: request.formToken, groups: showAnswers(draft.answers), missing };
  return { status: isAsked ? 400 : 200, body: checkPage(frame, model) };
}

const showCheck: Show = (room, request, draft) => checkAnswer(room, request, draft, false);

// Sent twice, it is one referral: the second finds that it has gone, and both see the same page.
async function takeSend(room: IntakeRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await perform(room, bearerOf(request), sendOwnReferral, null);
  if (outcome.outcome !== 'refused' || outcome.refusal.refused !== 'referral-incomplete')
    return { seeOther: '/refer/sent' };
  const draft = await draftOf(room, request);
  return draft === null ? { seeOther: '/refer/sent' } : checkAnswer(room, request, draft, true);
}

function showLeave(room: IntakeRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const frame = frameOf(room, request, { title: 'Leave for now', backLink: toTasks });
  return {
    status: 200,
    body: leavePage(frame, { formToken: request.formToken, expires: dayOf(draft.expiresAt) }),
  };
}
