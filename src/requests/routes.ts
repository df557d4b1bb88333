import { may } from '../access/policy.ts';
import { perform } from '../acts/command.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { type HeadedCase, presentHeader } from '../cases/header.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import type { Section } from '../intake/question.ts';
import { workspaceFrame } from '../people/frame.ts';
import { codeInWords } from '../people/link.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { ask, caseRequests, chase, type OneRequest, oneRequest, showRequestLink } from './commands.ts';
import { requestFormPage, requestLinkPage, requestPage, requestsPage } from './pages/request.ts';
import { presentRequest, presentRequests } from './present.ts';
import {
  askSection,
  type CaseRequests,
  decideStep,
  readAsk,
  readStep,
  type StepName,
  stepNamed,
  stepSection,
} from './request.ts';

/** The ledger of requests to the agencies of a case. */
export function requestRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/requests', 'request.read', 'session', open(showRequests)),
    page('/cases/:ref/requests/ask', 'request.ask', 'session', open(showAsk)),
    post('/cases/:ref/requests/ask', 'request.ask', 'session', open(takeAsk), open(showAsk)),
    page('/cases/:ref/requests/:id', 'request.read', 'session', open(showRequest)),
    post('/cases/:ref/requests/:id/link', 'link.show', 'session', open(takeLink)),
    page('/cases/:ref/requests/:id/:step', 'request.chase', 'session', open(showStep)),
    post('/cases/:ref/requests/:id/:step', 'request.chase', 'session', open(takeStep), open(showStep)),
  ];
}

const baseOf = ({ request }: Here) => `/cases/${referenceIn(request.params)}/requests`;

const headerOf = ({ request }: Here, headed: HeadedCase) =>
  presentHeader(headed, bearerOf(request).actor, may, 'requests');

function frameOf(
  here: Here,
  headed: HeadedCase,
  title: string,
  above: boolean,
  errors: readonly PageError[] = [],
) {
  const backLink = above ? { backLink: { text: 'Requests', href: baseOf(here) } } : {};
  const facts = { title: `${headed.reference} – ${title}`, section: 'cases', errors, ...backLink } as const;
  return workspaceFrame(here.request, here.room.assets, facts);
}

async function requestsFor(here: Here): Promise<CaseRequests | null> {
  const wanted = { reference: referenceIn(here.request.params) };
  const outcome = await look(here.room, bearerOf(here.request), caseRequests, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function oneFor(here: Here): Promise<OneRequest | null> {
  const wanted = { reference: referenceIn(here.request.params), id: idIn(here.request) };
  const outcome = await look(here.room, bearerOf(here.request), oneRequest, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const mayAsk = ({ request }: Here, { headed }: Pick<CaseRequests, 'headed'>) =>
  may(bearerOf(request).actor, 'request.ask', headed.standing);

async function showRequests(here: Here): Promise<WorkAnswer> {
  const facts = await requestsFor(here);
  if (facts === null) return hidden(here);
  const model = presentRequests(facts, {
    header: headerOf(here, facts.headed),
    today: here.request.today,
    isCoordinator: mayAsk(here, facts),
    seesAll: may(bearerOf(here.request).actor, 'history.read', facts.headed.standing),
  });
  return { status: 200, body: requestsPage(frameOf(here, facts.headed, model.heading, false), model) };
}

async function showRequest(here: Here): Promise<WorkAnswer> {
  const found = await oneFor(here);
  if (found === null) return hidden(here);
  const { facts, request } = found;
  const model = presentRequest(request, {
    header: headerOf(here, facts.headed),
    reference: facts.headed.reference,
    today: here.request.today,
    isCoordinator: mayAsk(here, facts),
    goesOut: facts.goesOut,
    formToken: here.request.formToken,
    formKey: formKey(here.request.form),
  });
  return { status: 200, body: requestPage(frameOf(here, facts.headed, 'a request', true), model) };
}

interface ShownForm {
  readonly section: Section;
  readonly lead: readonly string[];
  readonly button: string;
  readonly back: string;
  readonly values: URLSearchParams;
  readonly problems: readonly Problem[];
  /** Why nothing was done, where it is not the fault of a field. */
  readonly sentence: string | null;
}

function formAnswer(here: Here, headed: HeadedCase, shown: ShownForm): WorkAnswer {
  const { section, lead, button, back, values, problems, sentence } = shown;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const body = requestFormPage(frameOf(here, headed, section.title, true, errors), {
    header: headerOf(here, headed),
    heading: section.title,
    lead,
    action: here.request.path.split('?', 1)[0] ?? here.request.path,
    formToken: here.request.formToken,
    formKey: formKey(here.request.form),
    fields: presentFields(section, values, problems),
    button,
    back,
  });
  if (sentence !== null) return { status: 409, body };
  return { status: problems.length === 0 ? 200 : 400, body };
}

// What was typed, or the words to begin from.
function askValues({ request }: Here, { whom }: CaseRequests): URLSearchParams {
  if (request.form.has('about')) return request.form;
  const days = String(request.partnership.settings.agencyAnswerWorkingDays);
  return new URLSearchParams({ about: whom.join('\n'), days });
}

function askAnswer(here: Here, facts: CaseRequests, problems: readonly Problem[], sentence: string | null) {
  const section = askSection(facts);
  const offered = section.questions[0]?.options?.length ?? 0;
  const lead =
    offered === 0
      ? [
          'Every agency that is involved has been asked already, or none is involved. Involve one first, under “Agencies”.',
        ]
      : ['They read what you write here and nothing else of the case. A nil return is one button for them.'];
  const shown = {
    section,
    lead,
    button: 'Ask the agency',
    back: baseOf(here),
    values: askValues(here, facts),
  };
  return formAnswer(here, facts.headed, { ...shown, problems, sentence });
}

async function showAsk(here: Here): Promise<WorkAnswer> {
  const facts = await requestsFor(here);
  return facts === null || !mayAsk(here, facts) ? hidden(here) : askAnswer(here, facts, [], null);
}

// Refused, with what was typed: beside the fields where one is wrong, else above them.
const isWrong = (outcome: OnceOutcome<unknown>) =>
  outcome.outcome === 'refused' && outcome.refusal.refused === 'answers-wrong';

async function takeAsk(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const input = { reference: referenceIn(request.params), sent: request.form };
  const to = ({ id }: { readonly id: string }) => `${baseOf(here)}/${id}`;
  const outcome = await performOnce(room, bearerOf(request), ask, input, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const facts = outcome.outcome === 'refused' ? await requestsFor(here) : null;
  if (facts === null || outcome.outcome !== 'refused' || !mayAsk(here, facts)) return hidden(here);
  const { problems } = readAsk(facts, request.form, request.today);
  if (isWrong(outcome) && problems.length > 0) return askAnswer(here, facts, problems, null);
  const sentence = isWrong(outcome) ? 'That many working days cannot be counted' : words(outcome.refusal);
  return askAnswer(here, facts, [], sentence);
}

const stepLead: Readonly<Record<StepName, readonly string[]>> = {
  remind: ['They are sent an e-mail with a new link. The code stays the same.'],
  'send-again': [
    'They are sent a new link with a new code, and the link that was sent before is dead at once. What has been drafted is there for them.',
  ],
  escalate: ['For the record: nothing is sent. Tell them yourself, by telephone or in a meeting.'],
  withdraw: ['The link opens nothing from then on, and what was drafted stays unread.'],
};

function stepAnswer(
  here: Here,
  { facts, request }: OneRequest,
  step: StepName,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const section = stepSection(step);
  const isTyped = [...here.request.form.keys()].length > 0;
  const values = isTyped
    ? here.request.form
    : new URLSearchParams({ person: request.person, email: request.email });
  const back = `${baseOf(here)}/${request.id}`;
  const form = { section, lead: stepLead[step], button: section.title, back, values, problems, sentence };
  return formAnswer(here, facts.headed, form);
}

async function stepFor(here: Here): Promise<{ found: OneRequest; step: StepName } | null> {
  const step = stepNamed(here.request.params['step']);
  const found = step === null ? null : await oneFor(here);
  if (found === null || step === null || !mayAsk(here, found.facts)) return null;
  return { found, step };
}

async function showStep(here: Here): Promise<WorkAnswer> {
  const one = await stepFor(here);
  if (one === null) return hidden(here);
  // Where the step cannot be taken any more, the request itself says how it stands.
  if (decideStep(one.found.request, { step: one.step }) !== null)
    return { seeOther: `${baseOf(here)}/${one.found.request.id}` };
  return stepAnswer(here, one.found, one.step, [], null);
}

async function takeStep(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const step = stepNamed(request.params['step']);
  if (step === null) return hidden(here);
  const id = idIn(here.request);
  const to = `${baseOf(here)}/${id}`;
  const input = { reference: referenceIn(request.params), id, step, sent: request.form };
  const outcome = await performOnce(room, bearerOf(request), chase, input, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const one = outcome.outcome === 'refused' ? await stepFor(here) : null;
  if (one === null || outcome.outcome !== 'refused') return hidden(here);
  const problems = isWrong(outcome) ? readStep(step, request.form, request.today).problems : [];
  return stepAnswer(here, one.found, step, problems, isWrong(outcome) ? null : words(outcome.refusal));
}

// The page itself is the answer to the form, so that the link stands in no address; sent again, it makes another link, and the first is dead.
async function takeLink(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const wanted = { reference: referenceIn(request.params), id: idIn(here.request) };
  const outcome = await perform(room, bearerOf(request), showRequestLink, wanted);
  const back = `${baseOf(here)}/${wanted.id}`;
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted') return { seeOther: back };
  if (outcome.outcome !== 'done') return hidden(here);
  const { token, code, expiresAt } = outcome.done;
  const title = `${wanted.reference} – link and code`;
  const frame = workspaceFrame(request, room.assets, { title, section: 'cases' });
  const link = `${request.origin}/link/${token}`;
  const facts = { link, code: codeInWords(code), ends: momentOf(expiresAt), back };
  return { status: 200, body: requestLinkPage(frame, facts) };
}
