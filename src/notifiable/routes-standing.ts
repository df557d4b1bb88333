import { may } from '../access/policy.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { type Here, idIn, nobodysId } from '../acts/work-room.ts';
import { bearerOf, isId, type WorkAnswer } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { presentHeader } from '../cases/header.ts';
import type { PartnerId } from '../law/outcomes.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { type CaseNotifiable, caseNotifiable, escalate, giveView } from './commands.ts';
import type { Problem } from './decide.ts';
import { answerErrors } from './pages/answer.ts';
import { canEscalate, presentStanding, standingPage } from './pages/standing.ts';
import { escalationForm, viewForm } from './pages/view-fields.ts';
import {
  decideEscalation,
  decideView,
  readEscalationForm,
  readViewForm,
  type TypedEscalation,
  type TypedView,
} from './view-form.ts';

/** The page of a case that says whether it is notifiable. */
export async function showStanding(here: Here): Promise<WorkAnswer | null> {
  const found = await readAt(here, null);
  return found === null ? null : pageOf(here, found);
}

/** An earlier record of it. */
export async function showEarlier(here: Here): Promise<WorkAnswer | null> {
  const found = await readAt(here, idIn(here.request));
  return found === null ? null : pageOf(here, found);
}

async function readAt({ room, request }: Here, id: string | null): Promise<CaseNotifiable | null> {
  const wish = { reference: referenceIn(request.params), id };
  const outcome = await look(room, bearerOf(request), caseNotifiable, wish);
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** What was typed into one of the forms of the page, with what is wrong with it. */
interface Typed {
  readonly view?: TypedView;
  readonly escalation?: TypedEscalation;
  readonly problems: readonly Problem[];
  readonly refusal: string | null;
}

const today = ({ request }: Here) => {
  const { day, month, year } = request.today;
  return { day: `${day}`, month: `${month}`, year: `${year}` };
};

/** The partners for which whoever looks may speak here; null for those who write down what others said, empty for nobody. */
function speaksFor({ request }: Here, found: CaseNotifiable): readonly PartnerId[] | null {
  const { actor } = bearerOf(request);
  if (!may(actor, 'notifiable.view', found.headed.standing) || found.headed.state === 'closed') return [];
  return actor.kind === 'member' && actor.roles.includes('coordinator') ? null : found.speaksFor;
}

function pageOf(here: Here, found: CaseNotifiable, typed: Typed | null = null): WorkAnswer {
  const { room, request } = here;
  const { headed, ground, record, records } = found;
  const { actor } = bearerOf(request);
  const base = `/cases/${headed.reference}/notifiable`;
  const mayRecord = may(actor, 'notifiable.record', headed.standing) && headed.state !== 'closed';
  const refusal = typed?.refusal ?? null;
  const errors: PageError[] = [
    ...(refusal === null ? [] : [{ text: refusal, href: null }]),
    ...answerErrors(typed?.problems ?? []),
  ];
  const shared = {
    formToken: request.formToken,
    formKey: formKey(request.form),
    problems: typed?.problems ?? [],
  };
  const speaks = speaksFor(here, found);
  const model = presentStanding({
    header: presentHeader(headed, actor, may, 'notifiable'),
    ground,
    homeCode: request.partnership.authorityCode,
    record,
    records,
    conventions: conventionsOf(request.partnership.settings),
    today: request.today,
    mayRecord,
    viewForm:
      record === null || speaks?.length === 0
        ? null
        : viewForm(
            typed?.view ?? { ...readViewForm(new URLSearchParams()), given: today(here) },
            { speaksFor: speaks, said: record.views.map(({ partner }) => partner) },
            record.decidedOn,
            { ...shared, action: `${base}/view`, again: typed?.view !== undefined },
          ),
    escalationForm:
      mayRecord && canEscalate(record)
        ? escalationForm(
            typed?.escalation ?? { ...readEscalationForm(new URLSearchParams()), day: today(here) },
            {
              ...shared,
              action: `${base}/escalate`,
              again: typed?.escalation !== undefined,
              waits: record?.escalations.length === 0,
            },
          )
        : null,
  });
  const frame = workspaceFrame(request, room.assets, {
    title: `${headed.reference} – ${model.heading}`,
    section: 'cases',
    errors,
  });
  const status = errors.length === 0 ? 200 : refusal === null ? 400 : 409;
  return { status, body: standingPage(frame, model) };
}

const recordIn = ({ request }: Here): string => {
  const given = request.form.get('record') ?? '';
  return isId(given) ? given : nobodysId;
};

/** Takes a partner's view: on record, or the page again with what was typed and why not. */
export async function takeView(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const typed = readViewForm(request.form);
  const { actor } = bearerOf(request);
  const delegate = !(actor.kind === 'member' && actor.roles.includes('coordinator'));
  const wish = { reference: referenceIn(request.params), recordId: recordIn(here), typed, delegate };
  const to = `/cases/${wish.reference}/notifiable#views`;
  const outcome = await performOnce(room, bearerOf(request), giveView, wish, sentForm(request), () => to);
  return answered(here, outcome, to, (found) => {
    const { record } = found;
    if (record === null) return { view: typed, problems: [] };
    const context = {
      today: request.today,
      decidedOn: record.decidedOn,
      speaksFor: delegate ? found.speaksFor : null,
    };
    const decided = decideView(typed, context);
    return { view: typed, problems: 'partner' in decided ? [] : decided };
  });
}

/** Takes an escalation in the same way. */
export async function takeEscalation(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const typed = readEscalationForm(request.form);
  const wish = { reference: referenceIn(request.params), recordId: recordIn(here), typed };
  const to = `/cases/${wish.reference}/notifiable#views`;
  const outcome = await performOnce(room, bearerOf(request), escalate, wish, sentForm(request), () => to);
  return answered(here, outcome, to, ({ record }) => {
    if (record === null) return { escalation: typed, problems: [] };
    const decided = decideEscalation(typed, { today: request.today, decidedOn: record.decidedOn });
    return { escalation: typed, problems: 'toWhom' in decided ? [] : decided };
  });
}

async function answered(
  here: Here,
  outcome: OnceOutcome<string>,
  to: string,
  typedOf: (found: CaseNotifiable) => Omit<Typed, 'refusal'>,
): Promise<WorkAnswer | null> {
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  const found = await readAt(here, null);
  if (found === null) return null;
  const isWrong = outcome.refusal.refused === 'answers-wrong';
  const typed = typedOf(found);
  return pageOf(here, found, {
    ...typed,
    problems: isWrong ? typed.problems : [],
    refusal: isWrong ? null : words(outcome.refusal),
  });
}
