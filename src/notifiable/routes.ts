import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { type CaseNotifiable, caseNotifiable, recordNotifiable } from './commands.ts';
import { decideRecord, judgeTyped, type Problem, type RecordContext } from './decide.ts';
import { emptyForm, readForm, type TypedRecord } from './form.ts';
import { whyNotJudge } from './ground.ts';
import { answerErrors, answerHeading, answerPage, presentAnswer } from './pages/answer.ts';
import { showEarlier, showStanding, takeEscalation, takeView } from './routes-standing.ts';

/** The ledger of whether a case is notifiable: the answer, the form that asks the law, the partners' views, and escalations. */
export function notifiableRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/notifiable';
  return [
    page(base, 'notifiable.read', 'session', open(showStanding)),
    page(`${base}/records/:id`, 'notifiable.read', 'session', open(showEarlier)),
    page(`${base}/answer`, 'notifiable.record', 'session', open(showAnswer)),
    post(`${base}/answer`, 'notifiable.record', 'session', open(takeAnswer), open(showTyped)),
    post(`${base}/view`, 'notifiable.view', 'session', open(takeView), open(showStanding)),
    post(`${base}/escalate`, 'notifiable.record', 'session', open(takeEscalation), open(showStanding)),
  ];
}

async function readCase({ room, request }: Here): Promise<CaseNotifiable | null> {
  const wish = { reference: referenceIn(request.params), id: null };
  const outcome = await look(room, bearerOf(request), caseNotifiable, wish);
  if (outcome.outcome !== 'done') return null;
  return may(bearerOf(request).actor, 'notifiable.record', outcome.done.headed.standing)
    ? outcome.done
    : null;
}

function contextOf({ request }: Here, { headed, ground }: CaseNotifiable): RecordContext {
  const { partnership, today } = request;
  return {
    ground,
    homeCode: partnership.authorityCode,
    base: `/cases/${headed.reference}`,
    today,
    conventions: conventionsOf(partnership.settings),
    decidesThemselves: headed.standing.notifier,
  };
}

async function showAnswer(here: Here): Promise<WorkAnswer | null> {
  const found = await readCase(here);
  if (found === null) return null;
  if (found.headed.state === 'closed') return { seeOther: `/cases/${found.headed.reference}/notifiable` };
  const { partnership, today } = here.request;
  const typed = emptyForm(found.ground, partnership.authorityCode, today, found.record?.answers);
  return formAnswer(here, found, typed, { problems: [], refusal: null, showsAnswer: false });
}

/** The form as it was sent, with the answer to it: the page that works out, and the one after a session that had ended. */
async function showTyped(here: Here): Promise<WorkAnswer | null> {
  const found = await readCase(here);
  if (found === null) return null;
  const typed = readForm(here.request.form, here.request.today);
  const { problems } = judgeTyped(typed, contextOf(here, found));
  return formAnswer(here, found, typed, { problems, refusal: staleWords(here, found), showsAnswer: true });
}

// Somebody may have decided while this form was open, and what was typed is kept for it all the same.
function staleWords({ request }: Here, { ground }: CaseNotifiable): string | null {
  const isStale = (request.form.get('standing') ?? '') !== (ground.standing?.id ?? '');
  return isStale ? words({ refused: 'decided-meanwhile', parameters: {} }) : null;
}

async function takeAnswer(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  if (request.form.has('ask') || !request.form.has('record')) return showTyped(here);
  const found = await readCase(here);
  if (found === null) return null;
  const typed = readForm(request.form, request.today);
  const context = contextOf(here, found);
  const { ground: _ground, today: _today, ...rest } = context;
  const wish = {
    ...rest,
    reference: found.headed.reference,
    typed,
    standing: request.form.get('standing') || null,
  };
  const to = `${context.base}/notifiable`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    recordNotifiable,
    wish,
    sentForm(request),
    () => to,
  );
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  // Somebody was quicker, perhaps since this request began: what stands now is read anew, and what was typed is kept.
  const now = await readCase(here);
  if (now === null) return null;
  const isWrong = outcome.refusal.refused === 'answers-wrong';
  const { problems } = isWrong ? decideRecord(typed, contextOf(here, now)) : { problems: [] };
  const refusal = isWrong ? null : words(outcome.refusal);
  return formAnswer(here, now, typed, { problems, refusal, showsAnswer: true });
}

interface Shown {
  readonly problems: readonly Problem[];
  readonly refusal: string | null;
  readonly showsAnswer: boolean;
}

function formAnswer(
  here: Here,
  found: CaseNotifiable,
  typed: TypedRecord,
  { problems, refusal, showsAnswer }: Shown,
): WorkAnswer {
  const { room, request } = here;
  const { headed, ground } = found;
  const context = contextOf(here, found);
  const { judged } = showsAnswer ? judgeTyped(typed, context) : { judged: null };
  const errors: PageError[] = [
    ...(refusal === null ? [] : [{ text: refusal, href: null }]),
    ...errorsOf(problems, ground, context.base),
  ];
  const frame = workspaceFrame(request, room.assets, {
    title: `${headed.reference} – ${answerHeading(headed.pseudonym)}`,
    section: 'cases',
    backLink: { text: headed.reference, href: `${context.base}/notifiable` },
    errors,
  });
  const model = presentAnswer({
    reference: headed.reference,
    pseudonym: headed.pseudonym,
    formToken: request.formToken,
    formKey: formKey(request.form),
    ground,
    homeCode: context.homeCode,
    typed,
    problems,
    answer: judged?.answer ?? null,
    decidesThemselves: context.decidesThemselves,
    conventions: context.conventions,
    today: request.today,
  });
  const status = errors.length === 0 ? 200 : refusal === null ? 400 : 409;
  return { status, body: answerPage(frame, model) };
}

// Days on record that cannot be right are put right on their own page, and not in this form.
function errorsOf(
  problems: readonly Problem[],
  ground: CaseNotifiable['ground'],
  base: string,
): readonly PageError[] {
  const wrong = whyNotJudge(ground, base);
  return answerErrors(problems).map((error) =>
    wrong !== null && error.text === wrong.text ? { text: error.text, href: wrong.href } : error,
  );
}
