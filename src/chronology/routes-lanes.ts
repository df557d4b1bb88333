import { perform } from '../acts/command.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  postFile,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import type { Section } from '../intake/question.ts';
import { codeInWords } from '../people/link.ts';
import { type StepName, stepNamed } from '../requests/request.ts';
import { laneSection, laneStepSection, readLane, readLaneStep, whyNotLaneStep } from './asking.ts';
import { type ChronologyFacts, whyNotWork } from './chronology.ts';
import { askLane, chase, type OfLane, type OneLane, showLaneLink } from './commands.ts';
import { office } from './commands-taking.ts';
import { agencyLanePage, laneFormPage, laneLinkPage } from './pages/chronology.ts';
import { bringPage } from './pages/lane.ts';
import { presentLane } from './present.ts';
import { mostFileBytes } from './reading.ts';
import {
  bringFile,
  notArrived,
  putAway,
  type Sender,
  showCheck,
  takeCorrections,
  takeSend,
} from './routes-check.ts';
import {
  baseOf,
  calendarIn,
  contextOf,
  factsOf,
  frameOf,
  headerOf,
  laneFor,
  laneIn,
  mayDo,
  wantedIn,
} from './routes-here.ts';

/** The ledger of the lanes of a chronology: asking, chasing, and putting in what came another way. */
export function laneRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const all = '/cases/:ref/chronology/:number/lanes';
  const one = `${all}/:lane`;
  const file = {
    most: mostFileBytes,
    fieldsFirst: true as const,
    refused: async (request: WorkRequest, why: string) =>
      (await showBring({ room, request }, notArrived(why))) ?? hidden({ room, request }),
  };
  const taken = (handle: (here: Here) => Promise<WorkAnswer>) =>
    open(async (here) => ((await maySend(here)) ? handle(here) : null));
  return [
    page(`${all}/add`, 'chronology.ask', 'session', open(showAsk)),
    post(`${all}/add`, 'chronology.ask', 'session', open(takeAsk), open(showAsk)),
    page(one, 'chronology.read', 'session', open(showLane)),
    post(`${one}/link`, 'link.show', 'session', open(takeLink)),
    page(`${one}/steps/:step`, 'chronology.chase', 'session', open(showStep)),
    post(`${one}/steps/:step`, 'chronology.chase', 'session', open(takeStep), open(showStep)),
    page(
      `${one}/bring`,
      'chronology.take',
      'session',
      open((here) => showBring(here, null)),
    ),
    postFile(`${one}/bring`, 'chronology.take', 'session', file, taken(takeFile)),
    page(
      `${one}/check`,
      'chronology.take',
      'session',
      taken((here) => showCheck(here, sender, 'file')),
    ),
    post(
      `${one}/check`,
      'chronology.take',
      'session',
      taken((here) => takeCorrections(here, sender)),
    ),
    post(
      `${one}/check/away`,
      'chronology.take',
      'session',
      open((here) => putAway(here, sender)),
    ),
    post(
      `${one}/check/send`,
      'chronology.take',
      'session',
      taken((here) => takeSend(here, sender, 'file')),
    ),
  ];
}

const addressOf = (here: Here) => `${baseOf(here)}/lanes/${laneIn(here).lane}`;

const sender: Sender<OfLane> = {
  acts: office,
  isOffice: true,
  whereOf: laneIn,
  checkAt: (here) => `${addressOf(here)}/check`,
  backTo: addressOf,
  rowsAt: () => null,
  gone: hidden,
  async frame(here, title, errors) {
    const facts = await factsOf(here);
    if (facts === null) throw new Error('a chronology that was there a moment ago');
    const back = { text: 'The lane', href: addressOf(here) };
    return {
      frame: frameOf(here, facts.headed, title, errors, back),
      header: headerOf(here, facts.headed),
    };
  },
};

async function maySend(here: Here): Promise<boolean> {
  const facts = await factsOf(here);
  return facts !== null && mayDo(here, 'chronology.take', facts.headed);
}

interface Shown {
  readonly section: Section;
  readonly lead: readonly string[];
  readonly button: string;
  readonly back: string;
  readonly values: URLSearchParams;
  readonly problems: readonly Problem[];
  readonly sentence: string | null;
}

function formAnswer(here: Here, { headed }: ChronologyFacts, shown: Shown): WorkAnswer {
  const { section, lead, button, back, values, problems, sentence } = shown;
  const { request } = here;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const body = laneFormPage(frameOf(here, headed, section.title, errors), {
    header: headerOf(here, headed),
    heading: section.title,
    lead,
    action: request.path.split('?', 1)[0] ?? request.path,
    button,
    formToken: request.formToken,
    formKey: formKey(request.form),
    fields: presentFields(section, values, problems),
    back,
  });
  return { status: sentence !== null ? 409 : problems.length > 0 ? 400 : 200, body };
}

function askAnswer(
  here: Here,
  facts: ChronologyFacts,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const { form, partnership } = here.request;
  const section = laneSection(facts);
  const offered = section.questions[0]?.options?.length ?? 0;
  return formAnswer(here, facts, {
    section,
    lead:
      offered === 0
        ? ['Every agency that is involved has a lane already. Involve another first, under “Agencies”.']
        : ['They read what the chronology asks and its period, and nothing else of the case.'],
    button: 'Open the lane',
    back: baseOf(here),
    values: form.has('way')
      ? form
      : new URLSearchParams({ way: 'link', days: String(partnership.settings.agencyAnswerWorkingDays) }),
    problems,
    sentence,
  });
}

async function showAsk(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null || !mayDo(here, 'chronology.ask', facts.headed)) return hidden(here);
  return whyNotWork(facts) === null ? askAnswer(here, facts, [], null) : { seeOther: baseOf(here) };
}

const isWrong = (outcome: OnceOutcome<unknown>) =>
  outcome.outcome === 'refused' && outcome.refusal.refused === 'answers-wrong';

async function takeAsk(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const calendar = calendarIn(here);
  const input = { ...wantedIn(here), sent: request.form, calendar };
  const to = ({ id }: { readonly id: string }) => `${baseOf(here)}/lanes/${id}`;
  const outcome = await performOnce(room, bearerOf(request), askLane, input, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const facts = outcome.outcome === 'refused' ? await factsOf(here) : null;
  if (facts === null || outcome.outcome !== 'refused' || !mayDo(here, 'chronology.ask', facts.headed))
    return hidden(here);
  const problems = isWrong(outcome) ? readLane(facts, request.form, request.today, calendar).problems : [];
  return askAnswer(here, facts, problems, problems.length > 0 ? null : words(outcome.refusal));
}

async function showLane(here: Here): Promise<WorkAnswer | null> {
  const one = await laneFor(here);
  if (one === null) return null;
  const { all, lane } = one;
  const model = presentLane(all, lane, contextOf(here, all));
  return { status: 200, body: agencyLanePage(frameOf(here, all.headed, 'a lane'), model) };
}

const stepLead: Readonly<Record<StepName, readonly string[]>> = {
  remind: ['They are sent an e-mail with a new link. The code stays the same.'],
  'send-again': [
    'They are sent a new link with a new code; a link that was sent before is dead at once. What has been typed and given is there for them.',
  ],
  escalate: ['For the record: nothing is sent. Tell them yourself, by telephone or in a meeting.'],
  withdraw: ['The link opens nothing from then on, and what was typed stays unread.'],
};

function stepAnswer(
  here: Here,
  { all, lane }: OneLane,
  step: StepName,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const section = laneStepSection(step);
  const { form, partnership } = here.request;
  const isTyped = [...form.keys()].length > 0;
  return formAnswer(here, all, {
    section,
    lead: stepLead[step],
    button: section.title,
    back: addressOf(here),
    values: isTyped
      ? form
      : new URLSearchParams({
          person: lane.person,
          email: lane.email,
          days: String(partnership.settings.agencyAnswerWorkingDays),
        }),
    problems,
    sentence,
  });
}

async function stepFor(here: Here): Promise<{ one: OneLane; step: StepName } | null> {
  const step = stepNamed(here.request.params['step']);
  const one = step === null ? null : await laneFor(here);
  return one === null || step === null || !mayDo(here, 'chronology.chase', one.all.headed)
    ? null
    : { one, step };
}

async function showStep(here: Here): Promise<WorkAnswer | null> {
  const found = await stepFor(here);
  if (found === null) return hidden(here);
  // Where the step cannot be taken any more, the lane itself says how it stands.
  const over =
    found.one.all.chronology.closedAt !== null || whyNotLaneStep(found.one.lane, found.step) !== null;
  return over ? { seeOther: addressOf(here) } : stepAnswer(here, found.one, found.step, [], null);
}

async function takeStep(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const step = stepNamed(request.params['step']);
  if (step === null) return hidden(here);
  const to = addressOf(here);
  const calendar = calendarIn(here);
  const input = { ...laneIn(here), step, sent: request.form, calendar };
  const outcome = await performOnce(room, bearerOf(request), chase, input, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const found = outcome.outcome === 'refused' ? await stepFor(here) : null;
  if (found === null || outcome.outcome !== 'refused') return hidden(here);
  const problems = isWrong(outcome) ? readLaneStep(step, request.form, request.today, calendar).problems : [];
  return stepAnswer(here, found.one, step, problems, isWrong(outcome) ? null : words(outcome.refusal));
}

// The page itself is the answer to the form, so that the link stands in no address; sent again, it makes another link, and the first is dead.
async function takeLink(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await perform(room, bearerOf(request), showLaneLink, laneIn(here));
  const back = addressOf(here);
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted') return { seeOther: back };
  if (outcome.outcome !== 'done') return hidden(here);
  const { token, code, expiresAt } = outcome.done;
  const facts = await factsOf(here);
  if (facts === null) return null;
  const frame = frameOf(here, facts.headed, 'link and code', [], { text: 'Back', href: back });
  const link = `${request.origin}/link/${token}`;
  return {
    status: 200,
    body: laneLinkPage(frame, { link, code: codeInWords(code), ends: momentOf(expiresAt), back }),
  };
}

async function showBring(here: Here, problem: string | null): Promise<WorkAnswer | null> {
  const one = await laneFor(here);
  if (one === null || !mayDo(here, 'chronology.take', one.all.headed)) return hidden(here);
  if (whyNotWork(one.all) !== null || one.lane.state === 'withdrawn') return { seeOther: addressOf(here) };
  const { headed } = one.all;
  const errors = problem === null ? [] : [{ text: problem, href: '#file' }];
  const heading = `Put in the chronology of ${one.lane.agency}`;
  const body = bringPage(
    frameOf(here, headed, 'Put in a chronology', errors, { text: 'The lane', href: addressOf(here) }),
    {
      header: headerOf(here, headed),
      heading,
      action: `${addressOf(here)}/bring`,
      formToken: here.request.formToken,
      problem,
      waiting: null,
      check: `${addressOf(here)}/check`,
      back: addressOf(here),
    },
  );
  return { status: problem === null ? 200 : 400, body };
}

async function takeFile(here: Here): Promise<WorkAnswer> {
  const came = await bringFile(here, sender);
  if (came === 'gone') return hidden(here);
  if (came === 'held') return { seeOther: `${addressOf(here)}/check` };
  return (await showBring(here, came.why)) ?? hidden(here);
}
