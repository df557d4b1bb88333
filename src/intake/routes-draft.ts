import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { absent, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { presentBusinessUnit } from '../site/business-unit.ts';
import { presentSafety } from '../site/safety.ts';
import { formOf, missingIn, type Problem, progressOf, validate } from './answers.ts';
import { baseOf, sendOwnReferral, writeReferral } from './commands.ts';
import { after, before, ordinalOf, pathOf, type Place, placeFrom } from './draft-place.ts';
import { presentFields, problemLinks, withHome } from './fields.ts';
import { referrerFrame } from './frame.ts';
import { draftOf, type Show, toTasks, withDraft } from './routes-own-draft.ts';
import { checkPage, clashPage, leavePage, questionPage, tasksPage } from './pages/draft.ts';
import { filledOf, isCalledFor, partWith, sectionsFor } from './question.ts';
import { sections } from './questions.ts';
import { dayOf, type Draft } from './referral.ts';
import { showEntries, showRemove, takeRemove } from './routes-entries.ts';
import { lostReceipt } from './routes-lost-receipt.ts';
import { capital, rowOf, showAnswers } from './shown.ts';
import { urgencyOf } from './urgent.ts';

/** The ledger of a draft: task list, pages of the form, checking, sending and leaving. */
export function draftRoutes(room: WorkRoom): readonly WorkRoute[] {
  const form = '/refer/form/:section';
  const remove = `${form}/:entry/remove`;
  return [
    page('/refer/form', 'referral.follow', 'receipt', withDraft(room, showTasks)),
    ...[form, `${form}/:entry`, `${form}/:entry/:part`].flatMap((path) => [
      page(path, 'referral.follow', 'receipt', withDraft(room, showSection)),
      post(path, 'referral.write', 'receipt', (request) => saveSection(room, request)),
    ]),
    page(remove, 'referral.follow', 'receipt', withDraft(room, showRemove)),
    post(remove, 'referral.write', 'receipt', (request) => takeRemove(room, request)),
    page('/refer/check', 'referral.follow', 'receipt', withDraft(room, showCheck)),
    post('/refer/send', 'referral.send', 'receipt', (request) => takeSend(room, request)),
    page('/refer/leave', 'referral.follow', 'receipt', withDraft(room, showLeave)),
    post('/refer/leave', 'referral.follow', 'anyone', async () => ({
      seeOther: '/receipt',
      receipt: 'ended',
    })),
  ];
}

// Whoever comes back within the last week is told, above everything else, on which day the draft goes.
const warnedDays = 7;

function showTasks(room: WorkRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const context = { today: request.today, answers: draft.answers };
  const tasks = sectionsFor(sections, draft.answers).map((section) => ({
    step: section.step,
    title: section.title,
    href: `/refer/form/${section.id}`,
    progress: progressOf(section, context),
  }));
  const steps = [...new Set(tasks.map(({ step }) => step))].map((title) => ({
    title,
    tasks: tasks.filter(({ step }) => step === title),
  }));
  const expires = dayOf(draft.expiresAt);
  const model = {
    done: tasks.filter(({ progress }) => progress === 'done').length,
    all: tasks.filter(({ progress }) => progress !== 'optional').length,
    expires,
    endsSoon: request.today.until(expires, { largestUnit: 'day' }).days <= warnedDays,
    urgency: urgencyOf(draft.answers),
    steps,
  };
  const frame = referrerFrame(request, room.assets, { title: 'Your referral' });
  return { status: 200, body: tasksPage(frame, model) };
}

function showSection(room: WorkRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const place = placeFrom(request.params);
  if (place === null) return absent(room, request);
  if (place.section.repeat !== undefined && place.entry === null)
    return showEntries(room, request, draft, place.section);
  if (!place.section.questions.some((question) => isCalledFor(question, draft.answers)))
    return { seeOther: '/refer/form' };
  const filled = filledOf(draft.answers, place.page, place.entry);
  const again = { form: formOf(place.page, filled), base: baseOf(filled), problems: [] };
  return questionAnswer(room, request, draft, place, again);
}

/** What stands in the form of a page: what was typed or is kept, what it was made from, and what is wrong. */
interface Again {
  readonly form: URLSearchParams;
  readonly base: string;
  readonly problems: readonly Problem[];
}

function questionAnswer(
  room: WorkRoom,
  request: WorkRequest,
  draft: Draft,
  place: Place,
  { form, base, problems }: Again,
): WorkAnswer {
  const { section, entry, part, page: asked } = place;
  const { repeat } = section;
  const heading = part?.title ?? (repeat === undefined ? section.title : `About the ${repeat.one}`);
  const backLink = repeat === undefined ? toTasks : { text: 'Back', href: before(place) };
  const errors = problemLinks(asked, problems);
  const isCall = section.id === 'call';
  const body = questionPage(referrerFrame(request, room.assets, { title: heading, backLink, errors }), {
    kicker: repeat === undefined ? null : `${capital(repeat.one)} ${ordinalOf(draft.answers, place)}`,
    heading,
    lead: repeat === undefined ? (section.lead ?? null) : null,
    action: pathOf(section, entry, part),
    formToken: request.formToken,
    base,
    fields: presentFields(asked, form, problems, draft.answers).map((field) =>
      withHome(field, request.partnership),
    ),
    coordinator: section.id === 'lead',
    call: isCall
      ? {
          atRisk: draft.answers['at-risk-now'] === 'yes',
          urgency: urgencyOf(draft.answers),
          safety: presentSafety(request.partnership),
          unit: presentBusinessUnit(request.partnership),
        }
      : null,
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

/** Saves one page of the form and goes on, or shows the page again with what was typed and what is wrong. */
export async function saveSection(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const place = placeFrom(request.params);
  if (place === null || (place.section.repeat !== undefined && place.entry === null))
    return absent(room, request);
  const draft = await draftOf(room, request);
  if (draft === null) return { seeOther: '/refer/sent' };
  if (draft === 'other') return { status: 400, body: lostReceipt(room)(request) };
  const { form } = request;
  const { page: section, entry } = place;
  const context = { today: request.today, answers: draft.answers };
  const { filled, problems } = validate(section, form, context);
  const stops = filled['at-risk-now'] === 'yes';
  // What is still missing may come later; what cannot be kept as it stands is shown, so that nobody thinks it was kept.
  const isLater = form.has('later') || stops;
  const inTheWay = isLater ? problems.filter(({ kind }) => kind === 'wrong') : problems;
  const base = form.get('base') ?? '';
  if (inTheWay.length > 0 || form.has('show'))
    return questionAnswer(room, request, draft, place, { form, base, problems: inTheWay });
  const outcome = await perform(room, bearerOf(request), writeReferral, { section, entry, filled, base });
  if (outcome.outcome === 'not-found') throw new Error('a receipt without its referral');
  if (outcome.outcome === 'refused')
    return refusedSave(room, request, place, outcome.refusal.refused, words(outcome.refusal));
  if (stops) return { seeOther: '/refer/stop' };
  if (isLater) return { seeOther: '/refer/leave' };
  // Whoever has just said that somebody must be called is shown whom, before another question is asked.
  const isUrgent = place.section.id === 'safety' && urgencyOf(outcome.done).length > 0;
  return { seeOther: isUrgent ? '/refer/form/call' : after(place) };
}

async function refusedSave(
  room: WorkRoom,
  request: WorkRequest,
  place: Place,
  refused: string,
  sentence: string,
): Promise<WorkAnswer> {
  const draft = await draftOf(room, request);
  if (draft === null || draft === 'other') return { seeOther: '/refer/sent' };
  if (refused === 'changed-elsewhere') return clashAnswer(room, request, draft, place);
  const [first] = place.page.questions;
  const problem = { question: first?.id ?? '', kind: 'wrong', text: sentence.replace(/\.$/, '') } as const;
  const base = request.form.get('base') ?? '';
  return questionAnswer(room, request, draft, place, { form: request.form, base, problems: [problem] });
}

function clashAnswer(room: WorkRoom, request: WorkRequest, draft: Draft, place: Place): WorkAnswer {
  const { section, entry, part, page: asked } = place;
  const { answers } = draft;
  const saved = filledOf(answers, asked, entry);
  const { filled } = validate(asked, request.form, { today: request.today, answers });
  const heading = 'Two versions of this page';
  const path = pathOf(section, entry, part);
  const model = {
    heading,
    differing: asked.questions
      .filter(({ id }) => JSON.stringify(saved[id] ?? '') !== JSON.stringify(filled[id] ?? ''))
      .map((question) => ({
        saved: rowOf(question, saved, answers),
        typed: rowOf(question, filled, answers),
      })),
    action: path,
    formToken: request.formToken,
    base: baseOf(saved),
    typed: [...request.form]
      .filter(([name]) => !['form-token', 'base', 'show'].includes(name))
      .map(([name, value]) => ({ name, value })),
    back: path,
  };
  const frame = referrerFrame(request, room.assets, { title: heading, backLink: toTasks });
  return { status: 409, body: clashPage(frame, model) };
}

function checkAnswer(room: WorkRoom, request: WorkRequest, draft: Draft, isAsked: boolean): WorkAnswer {
  const { answers } = draft;
  const missing = sectionsFor(sections, answers).flatMap((section) =>
    missingIn(section, { today: request.today, answers }).map(({ entry, question, text }) => {
      const part = entry === null || question === null ? null : partWith(section, question);
      return { text, href: pathOf(section, entry, part) };
    }),
  );
  const errors =
    isAsked && missing.length > 0 ? [{ text: 'Some answers are still missing', href: '#missing' }] : [];
  const frame = referrerFrame(request, room.assets, {
    title: 'Check your answers',
    backLink: toTasks,
    errors,
  });
  const model = {
    formToken: request.formToken,
    groups: showAnswers(answers),
    missing,
    urgency: urgencyOf(answers),
  };
  return { status: isAsked ? 400 : 200, body: checkPage(frame, model) };
}

const showCheck: Show = (room, request, draft) => checkAnswer(room, request, draft, false);

// Sent twice, it is one referral: the second finds that it has gone, and both see the same page.
async function takeSend(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await perform(room, bearerOf(request), sendOwnReferral, null);
  if (outcome.outcome !== 'refused' || outcome.refusal.refused !== 'referral-incomplete')
    return { seeOther: '/refer/sent' };
  const draft = await draftOf(room, request);
  if (draft === 'other') return { seeOther: '/receipt' };
  return draft === null ? { seeOther: '/refer/sent' } : checkAnswer(room, request, draft, true);
}

function showLeave(room: WorkRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const frame = referrerFrame(request, room.assets, { title: 'Leave for now', backLink: toTasks });
  return {
    status: 200,
    body: leavePage(frame, { formToken: request.formToken, expires: dayOf(draft.expiresAt) }),
  };
}
