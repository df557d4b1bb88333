import { may } from '../access/policy.ts';
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
import { referenceIn, whyNotMove } from '../cases/case.ts';
import { presentHeader } from '../cases/header.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { london } from '../platform/clock/clock.ts';
import {
  besideDecision,
  type CaseDecisions,
  caseDecisions,
  oneDecision,
  recordDecision,
} from './commands.ts';
import { criteriaOf, decideRecord, type Problem } from './decision.ts';
import { asksAgain, emptyDecision, readDecisionForm, type TypedDecision } from './decision-form.ts';
import { notesOn } from './decision-notes.ts';
import { answersSoFar, decideErrors, decideHeading, decidePage, presentDecide } from './pages/decide.ts';
import { typedFromAnswers } from './from-answers.ts';
import { decisionPage, presentDecision } from './pages/decision.ts';
import { decisionsHeading, decisionsPage, presentDecisions } from './pages/decisions.ts';
import { groupName } from './words.ts';

/** The ledger of the group's decisions on a case. */
export function groupRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/cases/:ref/decisions', 'decision.read', 'session', (request) => showDecisions(room, request)),
    page('/cases/:ref/decisions/:id', 'decision.read', 'session', (request) => showDecision(room, request)),
    page('/cases/:ref/decide', 'decision.record', 'session', (request) => showDecide(room, request, null)),
    post(
      '/cases/:ref/decide',
      'decision.record',
      'session',
      (request) => takeDecide(room, request),
      (request) => showDecide(room, request, typedIn(request)),
    ),
  ];
}

async function decisionsOf(room: WorkRoom, request: WorkRequest): Promise<CaseDecisions | null> {
  const outcome = await look(room, bearerOf(request), caseDecisions, {
    reference: referenceIn(request.params),
  });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showDecisions(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await decisionsOf(room, request);
  if (found === null) return absent(room, request);
  const { actor } = bearerOf(request);
  const header = presentHeader(found.headed, actor, may, 'decisions');
  const whyNot = whyNotMove('decision.record', found.headed.state);
  const model = presentDecisions({
    header,
    decisions: found.decisions,
    mayRecord: may(actor, 'decision.record', found.headed.standing),
    whyNot: whyNot === null ? null : words(whyNot),
    group: groupName(request.partnership.names, request.today),
  });
  const title = `${header.reference} – ${decisionsHeading(model)}`;
  return {
    status: 200,
    body: decisionsPage(workspaceFrame(request, room.assets, { title, section: 'cases' }), model),
  };
}

async function showDecision(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const wanted = { reference: referenceIn(request.params), id: idIn(request) };
  const outcome = await look(room, bearerOf(request), oneDecision, wanted);
  if (outcome.outcome !== 'done') return absent(room, request);
  const { headed, recorded, ground } = outcome.done;
  const { names, settings } = request.partnership;
  const model = presentDecision({
    header: presentHeader(headed, bearerOf(request).actor, may, 'decisions'),
    decision: recorded.decision,
    notes: notesOn(recorded.decision, { conventions: settings, notified: ground.notified }),
    reference: headed.reference,
    names,
    recorded: { by: recorded.recordedBy, on: recorded.recordedAt.toZonedDateTimeISO(london).toPlainDate() },
    reconsideredBy: recorded.reconsideredBy,
    panelAnswered: recorded.panelAnswered,
    pack: recorded.pack,
    quorate: recorded.quorate,
  });
  const title = `${headed.reference} – the decision`;
  return {
    status: 200,
    body: decisionPage(workspaceFrame(request, room.assets, { title, section: 'cases' }), model),
  };
}

/** The form as it was sent, for the questions of the day in it. */
function typedIn({ form, partnership, today }: WorkRequest): TypedDecision {
  const asked = { asked: form.get('asked') ?? '', day: partsOf(form) };
  const criteria = criteriaOf(asked, { today, conventions: partnership.settings });
  return readDecisionForm(form, criteria?.limbs ?? []);
}

const partsOf = (form: URLSearchParams) => ({
  day: form.get('day-day') ?? '',
  month: form.get('day-month') ?? '',
  year: form.get('day-year') ?? '',
});

interface Shown {
  readonly problems?: readonly Problem[];
  readonly refusal?: string;
  readonly blankRows?: number;
}

// `typed` null: nobody has typed anything yet, and the questions are today's.
async function showDecide(
  room: WorkRoom,
  request: WorkRequest,
  typed: TypedDecision | null,
  { problems = [], refusal, blankRows = typed === null ? 3 : 0 }: Shown = {},
): Promise<WorkAnswer> {
  const found = await decisionsOf(room, request);
  if (found === null || !may(bearerOf(request).actor, 'decision.record', found.headed.standing))
    return absent(room, request);
  const { headed, ground } = found;
  const base = `/cases/${headed.reference}`;
  if (whyNotMove('decision.record', headed.state) !== null) return { seeOther: `${base}/decisions` };
  const { today, partnership } = request;
  const conventions = partnership.settings;
  const criteria = criteriaOf(typed ?? { asked: '', day: { day: '', month: '', year: '' } }, {
    today,
    conventions,
  });
  if (criteria === null) throw new Error('no edition is held for today');
  const errors: PageError[] = [...decideErrors(problems)];
  if (refusal !== undefined) errors.push({ text: refusal, href: null });
  const frame = workspaceFrame(request, room.assets, {
    title: `${headed.reference} – ${decideHeading(headed.pseudonym)}`,
    section: 'cases',
    backLink: { text: headed.reference, href: `${base}/decisions` },
    errors,
  });
  const wish = {
    reference: headed.reference,
    criteria: criteria.id,
    limbs: answersSoFar(typed ?? { limbs: {} }, criteria),
  };
  const besideOutcome = await look(room, bearerOf(request), besideDecision, wish);
  if (besideOutcome.outcome !== 'done') return absent(room, request);
  const { quorum, nearest } = besideOutcome.done;
  const begun = typedFromAnswers(emptyDecision(today, criteria), quorum?.answered ?? null);
  const model = presentDecide({
    action: `${base}/decide`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    standing: ground.standing,
    reference: headed.reference,
    pseudonym: headed.pseudonym,
    names: partnership.names,
    conventions,
    today,
    typed: typed ?? begun,
    criteria,
    problems,
    quorum,
    nearest,
    blankRows,
  });
  return { status: errors.length === 0 ? 200 : 400, body: decidePage(frame, model) };
}

async function takeDecide(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const typed = typedIn(request);
  const asked = asksAgain(request.form);
  if (asked !== null) return showDecide(room, request, typed, { blankRows: asked === 'person' ? 1 : 0 });
  const { partnership, form, today } = request;
  const reference = referenceIn(request.params);
  const wish = {
    reference,
    typed,
    standing: form.get('standing') || null,
    conventions: partnership.settings,
    bodyNameOn: (on: Temporal.PlainDate) => groupName(partnership.names, on),
  };
  const locationOf = (id: string) => `/cases/${reference}/decisions/${id}`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    recordDecision,
    wish,
    sentForm(request),
    locationOf,
  );
  if (outcome.outcome === 'done') return { seeOther: locationOf(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted')
    return absent(room, request);
  if (outcome.refusal.refused !== 'decision-incomplete')
    return showDecide(room, request, typed, { refusal: words(outcome.refusal) });
  const found = await decisionsOf(room, request);
  const incident = found?.ground.incident ?? null;
  const { problems } = decideRecord(typed, { today, conventions: partnership.settings, incident });
  return showDecide(room, request, typed, { problems });
}
