import { may } from '../access/policy.ts';
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
import { london } from '../platform/clock/clock.ts';
import { consultationName } from './consultation.ts';
import { showEndorsement } from './endorsement.ts';
import { whomAsked } from './present-consultation.ts';
import { showTriage } from './present-triage.ts';
import type { AskedBefore } from './store-consultation.ts';
import { answer, answerable, receive, replace, sentReferral } from './commands.ts';
import { referralWithAlike } from './commands-alike.ts';
import { answerPage } from './pages/answer.ts';
import { type ReferralPage, referralPage, replacedPage, replacePage } from './pages/referral.ts';
import { noticesOf, unlistedIn } from './notifying.ts';
import { homeOf } from './where.ts';
import { presentRow, requestsHeading } from '../requests/present.ts';
import { baseAt, whyNotAsk } from '../requests/request.ts';
import type { DecisionLine } from '../group/store.ts';
import { outcomeNamed } from '../law/outcomes.ts';
import { inWords } from '../law/day.ts';
import { dayOf, emailOf, readAnswer, receiptInWords, referenceOf, type SentReferral } from './referral.ts';
import { showAnswers } from './shown.ts';
import { urgencyOf } from './urgent.ts';

/** The ledger of the coordinators: a referral with its answers, acknowledging it, and a new receipt. To everybody else it is not there. */
export function coordinatorRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/referrals/:id', 'referral.read', 'session', (request) => showReferral(room, request)),
    post('/referrals/:id/receive', 'referral.receive', 'session', (request) => takeReceive(room, request)),
    page('/referrals/:id/receipt', 'receipt.replace', 'session', (request) =>
      showReplace(room, request, null),
    ),
    post('/referrals/:id/receipt', 'receipt.replace', 'session', (request) => takeReplace(room, request)),
    page('/referrals/:id/outcome', 'referral.answer', 'session', (request) => showAnswer(room, request)),
    post(
      '/referrals/:id/outcome',
      'referral.answer',
      'session',
      (request) => takeAnswer(room, request),
      (request) => showAnswer(room, request),
    ),
  ];
}

const toToday = { text: 'Today', href: '/work' };

async function referralOf(room: WorkRoom, request: WorkRequest): Promise<SentReferral | null> {
  const outcome = await look(room, bearerOf(request), sentReferral, { id: idIn(request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showReferral(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const found = await look(room, bearerOf(request), referralWithAlike, { id: idIn(request) });
  if (found.outcome !== 'done') return absent(room, request);
  const { referral, alike, linked, before, endorsements, triage, requests, files } = found.done;
  const { id, number, state, sentAt, receivedAt, answers } = referral;
  const reference = referenceOf(number, dayOf(sentAt));
  const home = homeOf(request.partnership);
  const body = referralPage(
    workspaceFrame(request, room.assets, { title: reference, section: 'today', backLink: toToday }),
    {
      id,
      reference,
      state,
      sent: dayOf(sentAt),
      sentAt: sentAt.toZonedDateTimeISO(london).toPlainTime(),
      received: receivedAt === null ? null : dayOf(receivedAt),
      closed: referral.closedAt === null ? null : dayOf(referral.closedAt),
      outcome: referral.outcome,
      ofCase: referral.ofCase?.reference ?? null,
      isCoordinator: may(bearerOf(request).actor, 'referral.receive', referral.standing),
      alike,
      linked,
      files,
      before: before === null ? null : presentBefore(before),
      endorsement: showEndorsement(answers, endorsements),
      triage: showTriage(
        referral,
        triage,
        request.today,
        request.partnership.settings.calendar,
        may(bearerOf(request).actor, 'referral.allocate', referral.standing),
      ),
      fromWord: referral.fromWord ?? null,
      urgency: urgencyOf(answers),
      notices: noticesOf(answers, home),
      unlisted: unlistedIn(answers, home),
      requests: shownRequests(request, referral, requests),
      groups: showAnswers(answers),
      formToken: request.formToken,
    },
  );
  return { status: 200, body };
}

// Where the referral has a case they stand there; whoever may not read them there is shown none.
function shownRequests(
  request: WorkRequest,
  referral: SentReferral,
  requests: readonly Parameters<typeof presentRow>[0][],
): ReferralPage['requests'] {
  const mayDo = (verb: 'request.read' | 'request.ask') =>
    may(bearerOf(request).actor, verb, referral.standing);
  if (!mayDo('request.read')) return null;
  const place = { kind: 'referral', referral } as const;
  const base = referral.ofCase === null ? baseAt(place) : `/cases/${referral.ofCase.reference}/requests`;
  return {
    heading: requestsHeading(requests, request.today),
    rows: requests.map((one) => presentRow(one, base, request.today, request.partnership.settings.calendar)),
    ask: mayDo('request.ask') && whyNotAsk(place) === null ? `${base}/ask` : null,
  };
}

const presentBefore = ({ id, number, begunAt, advisedAt, agency }: AskedBefore) => ({
  whom: whomAsked(agency),
  on: dayOf(begunAt),
  advised: advisedAt === null ? null : dayOf(advisedAt),
  reference: consultationName(number, begunAt),
  // What went to an agency's representative is theirs to read.
  href: agency === null ? `/consultations/${id}` : null,
});

// Acknowledged already is as good: the page says since when.
async function takeReceive(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const id = idIn(request);
  const outcome = await perform(room, bearerOf(request), receive, { id });
  const isThere = outcome.outcome === 'done' || isRefusedFor(outcome, 'referral-received');
  return isThere ? { seeOther: `/referrals/${id}` } : absent(room, request);
}

const isRefusedFor = (outcome: Awaited<ReturnType<typeof perform>>, code: string) =>
  outcome.outcome === 'refused' && outcome.refusal.refused === code;

async function showReplace(
  room: WorkRoom,
  request: WorkRequest,
  problem: string | null,
): Promise<WorkAnswer> {
  const referral = await referralOf(room, request);
  if (referral === null || !may(bearerOf(request).actor, 'receipt.replace', referral.standing))
    return absent(room, request);
  const reference = referenceOf(referral.number, dayOf(referral.sentAt));
  const errors = problem === null ? [] : [{ text: problem, href: '#checked' }];
  const title = `A new receipt for ${reference}`;
  const backLink = { text: reference, href: `/referrals/${referral.id}` };
  const frame = workspaceFrame(request, room.assets, { title, section: 'today', backLink, errors });
  const model = { id: referral.id, reference, formToken: request.formToken, problem };
  return { status: problem === null ? 200 : 400, body: replacePage(frame, model) };
}

async function takeReplace(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  if (request.form.get('checked') !== 'yes')
    return showReplace(room, request, 'Confirm that you have called the referrer');
  const id = idIn(request);
  const referral = await referralOf(room, request);
  const outcome = referral === null ? null : await perform(room, bearerOf(request), replace, { id });
  if (referral === null || outcome?.outcome !== 'done') return absent(room, request);
  const reference = referenceOf(referral.number, dayOf(referral.sentAt));
  const title = `The new receipt for ${reference}`;
  const frame = workspaceFrame(request, room.assets, { title, section: 'today' });
  return { status: 200, body: replacedPage(frame, { id, reference, receipt: receiptInWords(outcome.done) }) };
}

// The words are the coordinator's own: nothing of the case goes to the referrer that nobody has written for them.
async function showAnswer(
  room: WorkRoom,
  request: WorkRequest,
  problem: string | null = null,
): Promise<WorkAnswer> {
  const found = await look(room, bearerOf(request), answerable, { id: idIn(request) });
  if (found.outcome !== 'done') return absent(room, request);
  const { referral, decided } = found.done;
  if (!may(bearerOf(request).actor, 'referral.answer', referral.standing)) return absent(room, request);
  if (referral.state === 'closed') return { seeOther: `/referrals/${referral.id}` };
  const reference = referenceOf(referral.number, dayOf(referral.sentAt));
  const errors = problem === null ? [] : [{ text: problem, href: '#outcome' }];
  const backLink = { text: reference, href: `/referrals/${referral.id}` };
  const title = `Tell the referrer the outcome of ${reference}`;
  const frame = workspaceFrame(request, room.assets, { title, section: 'today', backLink, errors });
  const body = answerPage(frame, {
    id: referral.id,
    reference,
    formToken: request.formToken,
    formKey: formKey(request.form),
    outcome: request.form.get('outcome') ?? (decided === null ? '' : firstWords(decided)),
    problem,
    email: emailOf(referral.answers) !== null,
    ofCase: referral.ofCase?.reference ?? null,
  });
  return { status: problem === null ? 200 : 400, body };
}

// What can be said of a decision without saying anything of the case; the rest is the coordinator's.
function firstWords({ bodyName, on, outcome }: DecisionLine): string {
  const { name } = outcomeNamed(outcome);
  return `The ${bodyName} considered what you referred on ${inWords(on)}. Its decision: ${name.charAt(0).toLowerCase()}${name.slice(1)}.`;
}

async function takeAnswer(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const read = readAnswer(request.form);
  if ('problem' in read) return showAnswer(room, request, read.problem);
  const id = idIn(request);
  const wish = { id, words: read.words };
  const done = () => `/referrals/${id}`;
  const outcome = await performOnce(room, bearerOf(request), answer, wish, sentForm(request), done);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: done() };
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return showAnswer(room, request, words(outcome.refusal));
  return absent(room, request);
}
