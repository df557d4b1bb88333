import { may } from '../access/policy.ts';
import { perform } from '../acts/command.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { presentHeader } from '../cases/header.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import type { Section } from '../intake/question.ts';
import { workspaceFrame } from '../people/frame.ts';
import { codeInWords } from '../people/link.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { ask, chase, type OneRequest, oneRequest, requestsAt, showRequestLink } from './commands.ts';
import { requestFormPage, requestLinkPage, requestPage, requestsPage } from './pages/request.ts';
import { presentRequest, presentRequests } from './present.ts';
import type { Place } from '../safety/safety.ts';
import {
  type AskedPlace,
  askSection,
  decideStep,
  readAsk,
  readStep,
  referenceAt,
  type Requests,
  standingOfRequests,
  type StepName,
  stepNamed,
  stepSection,
} from './request.ts';

/** The ledger of requests to agencies: on a case, and on a referral before there is one. */
export function requestRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return ['/cases/:ref/requests', '/referrals/:id/requests'].flatMap((base) => {
    const one = base.startsWith('/cases') ? `${base}/:id` : `${base}/:request`;
    return [
      page(base, 'request.read', 'session', open(showRequests)),
      page(`${base}/ask`, 'request.ask', 'session', open(showAsk)),
      post(`${base}/ask`, 'request.ask', 'session', open(takeAsk), open(showAsk)),
      page(one, 'request.read', 'session', open(showRequest)),
      post(`${one}/link`, 'link.show', 'session', open(takeLink)),
      page(`${one}/:step`, 'request.chase', 'session', open(showStep)),
      post(`${one}/:step`, 'request.chase', 'session', open(takeStep), open(showStep)),
    ];
  });
}

const askedIn = ({ request: { params } }: Here): AskedPlace =>
  params['ref'] === undefined
    ? { kind: 'referral', id: idIn({ params }) }
    : { kind: 'case', reference: referenceIn(params) };

// On a referral `id` is the referral's.
const requestIn = ({ request: { params } }: Here) => {
  const wanted = params['ref'] === undefined ? params['request'] : params['id'];
  return idIn({ params: wanted === undefined ? {} : { id: wanted } });
};

const baseOf = (here: Here) => {
  const at = askedIn(here);
  return at.kind === 'case' ? `/cases/${at.reference}/requests` : `/referrals/${at.id}/requests`;
};

const headerOf = ({ request }: Here, place: Place) =>
  place.kind === 'case' ? presentHeader(place.headed, bearerOf(request).actor, may, 'requests') : null;

// Once a referral has a case its requests are the case's, and are shown there.
function inItsCase({ place }: Requests, more = ''): WorkAnswer | null {
  if (place.kind === 'case' || place.referral.ofCase === null) return null;
  return { seeOther: `/cases/${place.referral.ofCase.reference}/requests${more}` };
}

function frameOf(here: Here, place: Place, title: string, above: boolean, errors: readonly PageError[] = []) {
  const reference = referenceAt(place);
  const toReferral =
    place.kind === 'case' ? {} : { backLink: { text: reference, href: `/referrals/${place.referral.id}` } };
  const backLink = above ? { backLink: { text: 'Requests', href: baseOf(here) } } : toReferral;
  const section = place.kind === 'case' ? 'cases' : 'today';
  const facts = { title: `${reference} – ${title}`, section, errors, ...backLink } as const;
  return workspaceFrame(here.request, here.room.assets, facts);
}

async function requestsFor(here: Here): Promise<Requests | null> {
  const outcome = await look(here.room, bearerOf(here.request), requestsAt, { at: askedIn(here) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function oneFor(here: Here): Promise<OneRequest | null> {
  const wanted = { at: askedIn(here), id: requestIn(here) };
  const outcome = await look(here.room, bearerOf(here.request), oneRequest, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const mayAsk = ({ request }: Here, facts: Requests) =>
  may(bearerOf(request).actor, 'request.ask', standingOfRequests(facts));

async function showRequests(here: Here): Promise<WorkAnswer> {
  const facts = await requestsFor(here);
  if (facts === null) return hidden(here);
  const elsewhere = inItsCase(facts);
  if (elsewhere !== null) return elsewhere;
  const model = presentRequests(facts, {
    header: headerOf(here, facts.place),
    today: here.request.today,
    calendar: here.request.partnership.settings.calendar,
    isCoordinator: mayAsk(here, facts),
    seesAll: may(bearerOf(here.request).actor, 'history.read', standingOfRequests(facts)),
  });
  return { status: 200, body: requestsPage(frameOf(here, facts.place, model.heading, false), model) };
}

async function showRequest(here: Here): Promise<WorkAnswer> {
  const found = await oneFor(here);
  if (found === null) return hidden(here);
  const { facts, request } = found;
  const elsewhere = inItsCase(facts, `/${request.id}`);
  if (elsewhere !== null) return elsewhere;
  const model = presentRequest(request, {
    header: headerOf(here, facts.place),
    place: facts.place,
    today: here.request.today,
    calendar: here.request.partnership.settings.calendar,
    isCoordinator: mayAsk(here, facts),
    goesOut: facts.goesOut,
    formToken: here.request.formToken,
    formKey: formKey(here.request.form),
  });
  return { status: 200, body: requestPage(frameOf(here, facts.place, 'a request', true), model) };
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

function formAnswer(here: Here, place: Place, shown: ShownForm): WorkAnswer {
  const { section, lead, button, back, values, problems, sentence } = shown;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const body = requestFormPage(frameOf(here, place, section.title, true, errors), {
    header: headerOf(here, place),
    reference: referenceAt(place),
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
function askValues({ request }: Here, { whom }: Requests): URLSearchParams {
  if (request.form.has('about')) return request.form;
  const days = String(request.partnership.settings.agencyAnswerWorkingDays);
  return new URLSearchParams({ about: whom.join('\n'), days });
}

const noneLeft: Readonly<Record<Place['kind'], string>> = {
  case: 'Every agency that is involved has been asked already, or none is involved. Involve one first, under “Agencies”.',
  referral: 'Every agency of this partnership has been asked already, or none has been entered yet.',
};

function askAnswer(here: Here, facts: Requests, problems: readonly Problem[], sentence: string | null) {
  const section = askSection(facts);
  const offered = section.questions[0]?.options?.length ?? 0;
  const lead =
    offered === 0
      ? [noneLeft[facts.place.kind]]
      : ['They read what you write here and nothing else. A nil return is one button for them.'];
  const shown = {
    section,
    lead,
    button: 'Ask the agency',
    back: baseOf(here),
    values: askValues(here, facts),
  };
  return formAnswer(here, facts.place, { ...shown, problems, sentence });
}

async function showAsk(here: Here): Promise<WorkAnswer> {
  const facts = await requestsFor(here);
  if (facts === null || !mayAsk(here, facts)) return hidden(here);
  return inItsCase(facts, '/ask') ?? askAnswer(here, facts, [], null);
}

// Refused, with what was typed: beside the fields where one is wrong, else above them.
const isWrong = (outcome: OnceOutcome<unknown>) =>
  outcome.outcome === 'refused' && outcome.refusal.refused === 'answers-wrong';

async function takeAsk(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const { calendar } = request.partnership.settings;
  const input = { at: askedIn(here), sent: request.form, calendar };
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
  return formAnswer(here, facts.place, form);
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
  const id = requestIn(here);
  const to = `${baseOf(here)}/${id}`;
  const input = { at: askedIn(here), id, step, sent: request.form };
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
  const wanted = { at: askedIn(here), id: requestIn(here) };
  const outcome = await perform(room, bearerOf(request), showRequestLink, wanted);
  const back = `${baseOf(here)}/${wanted.id}`;
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted') return { seeOther: back };
  if (outcome.outcome !== 'done') return hidden(here);
  const { token, code, expiresAt } = outcome.done;
  const isCase = wanted.at.kind === 'case';
  const title = `${isCase ? referenceIn(request.params) : 'A request'} – link and code`;
  const section = isCase ? 'cases' : 'today';
  const frame = workspaceFrame(request, room.assets, { title, section });
  const link = `${request.origin}/link/${token}`;
  const facts = { link, code: codeInWords(code), ends: momentOf(expiresAt), back };
  return { status: 200, body: requestLinkPage(frame, facts) };
}
