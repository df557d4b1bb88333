import { perform } from '../acts/command.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import type { Problem } from '../intake/answers.ts';
import { problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import type { Section } from '../intake/question.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import { codeInWords } from '../people/link.ts';
import { readStep, type StepName, stepNamed, stepSection } from '../requests/request.ts';
import {
  ask,
  chase,
  type OneSummary,
  oneSummary,
  showSummaryLink,
  summaries,
  type Summaries,
} from './commands-summaries.ts';
import { formPage } from './pages/sealing.ts';
import { summariesPage, summaryLinkPage, summaryPage } from './pages/summary.ts';
import { presentSummaries, presentSummary } from './present-summaries.ts';
import { whyNotWrite } from './review.ts';
import { baseOf as reviewBase, clockIn, conventionsIn, frameOf, headerOf, mayDo } from './routes-here.ts';
import { sealFormOf } from './routes-sealing.ts';
import { numberedDays } from './script.ts';
import { askSection, readAsk, whyNotStep } from './summary.ts';

/** The ledger of the agencies' summaries. */
export function summaryRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/rapid-review/summaries';
  return [
    page(base, 'request.read', 'session', open(showSummaries)),
    page(`${base}/ask`, 'request.ask', 'session', open(showAsk)),
    post(`${base}/ask`, 'request.ask', 'session', open(takeAsk), open(showAsk)),
    page(`${base}/:id`, 'request.read', 'session', open(showSummary)),
    post(`${base}/:id/link`, 'link.show', 'session', open(takeLink)),
    page(`${base}/:id/:step`, 'request.chase', 'session', open(showStep)),
    post(`${base}/:id/:step`, 'request.chase', 'session', open(takeStep), open(showStep)),
  ];
}

const baseOf = (here: Here) => `${reviewBase(here)}/summaries`;
const above = (here: Here) => ({ text: 'Summaries', href: baseOf(here) });

async function allFor(here: Here): Promise<Summaries | null> {
  const wanted = { reference: referenceIn(here.request.params) };
  const outcome = await look(here.room, bearerOf(here.request), summaries, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function oneFor(here: Here): Promise<OneSummary | null> {
  const wanted = { reference: referenceIn(here.request.params), id: idIn(here.request) };
  const outcome = await look(here.room, bearerOf(here.request), oneSummary, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const asks = (here: Here, { facts }: Summaries) =>
  mayDo(here, 'request.ask', facts) && whyNotWrite(facts) === null;

const contextOf = (here: Here, all: Summaries) => ({
  header: headerOf(here, all.facts.headed),
  today: here.request.today,
  calendar: conventionsIn(here).calendar,
  base: baseOf(here),
  asks: asks(here, all),
});

async function showSummaries(here: Here): Promise<WorkAnswer | null> {
  const all = await allFor(here);
  if (all === null) return null;
  const seesAll = mayDo(here, 'history.read', all.facts);
  const model = presentSummaries(all, { ...contextOf(here, all), seesAll });
  return { status: 200, body: summariesPage(frameOf(here, all.facts.headed, 'Summaries'), model) };
}

async function showSummary(here: Here): Promise<WorkAnswer | null> {
  const one = await oneFor(here);
  if (one === null) return null;
  const { request } = here;
  const model = presentSummary(one.summary, {
    ...contextOf(here, one.all),
    goesOut: one.all.goesOut,
    formToken: request.formToken,
    formKey: formKey(request.form),
  });
  return {
    status: 200,
    body: summaryPage(frameOf(here, one.all.facts.headed, 'a summary', [], above(here)), model),
  };
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

function formAnswer(here: Here, { facts }: Summaries, shown: Shown): WorkAnswer {
  const { section, lead, button, back, values, problems, sentence } = shown;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const action = here.request.path.split('?', 1)[0] ?? here.request.path;
  const body = formPage(frameOf(here, facts.headed, section.title, errors, above(here)), {
    header: headerOf(here, facts.headed),
    heading: section.title,
    lead,
    form: sealFormOf(here, action, button, section, values, problems),
    back,
  });
  return { status: sentence !== null ? 409 : problems.length > 0 ? 400 : 200, body };
}

// The day script says until when, where there is one and its day is still to come; else the partnership's own number of days.
function usualDays(here: Here, { facts }: Summaries): number {
  const { request } = here;
  const step = facts.script?.steps.find(({ done }) => done === 'summaries');
  const clock = clockIn(here, facts);
  const day = step === undefined || clock === null ? undefined : numberedDays(clock.counted).get(step.until);
  if (day === undefined || Temporal.PlainDate.compare(day, request.today) <= 0)
    return request.partnership.settings.agencyAnswerWorkingDays;
  return workingDaysUntil(request.today, day, conventionsIn(here).calendar);
}

function askAnswer(
  here: Here,
  all: Summaries,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const { form } = here.request;
  const askable = { involved: all.facts.involved, summaries: all.summaries };
  const section = askSection(askable);
  const offered = section.questions[0]?.options?.length ?? 0;
  const values = form.has('about')
    ? form
    : new URLSearchParams({ about: all.whom.join('\n'), days: String(usualDays(here, all)) });
  const lead =
    offered === 0
      ? [
          'Every agency that is involved has been asked already, or none is involved. Involve one first, under “Agencies”.',
        ]
      : [
          'They read what you write here and nothing else of the case. Their draft is kept, and a nil return is one button.',
        ];
  return formAnswer(here, all, {
    section,
    lead,
    button: 'Ask the agency',
    back: baseOf(here),
    values,
    problems,
    sentence,
  });
}

async function showAsk(here: Here): Promise<WorkAnswer | null> {
  const all = await allFor(here);
  if (all === null || !mayDo(here, 'request.ask', all.facts)) return hidden(here);
  return whyNotWrite(all.facts) === null ? askAnswer(here, all, [], null) : { seeOther: baseOf(here) };
}

const isWrong = (outcome: OnceOutcome<unknown>) =>
  outcome.outcome === 'refused' && outcome.refusal.refused === 'answers-wrong';

async function takeAsk(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { calendar } = conventionsIn(here);
  const input = { reference: referenceIn(request.params), sent: request.form, calendar };
  const to = ({ id }: { readonly id: string }) => `${baseOf(here)}/${id}`;
  const outcome = await performOnce(room, bearerOf(request), ask, input, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const all = outcome.outcome === 'refused' ? await allFor(here) : null;
  if (all === null || outcome.outcome !== 'refused' || !mayDo(here, 'request.ask', all.facts))
    return hidden(here);
  const askable = { involved: all.facts.involved, summaries: all.summaries };
  const problems = isWrong(outcome) ? readAsk(askable, request.form, request.today, calendar).problems : [];
  return askAnswer(here, all, problems, problems.length > 0 ? null : words(outcome.refusal));
}

const stepLead: Readonly<Record<StepName, readonly string[]>> = {
  remind: ['They are sent an e-mail with a new link. The code stays the same.'],
  'send-again': [
    'They are sent a new link with a new code; the link that was sent before is dead at once. What has been drafted is there for them.',
  ],
  escalate: ['For the record: nothing is sent. Tell them yourself, by telephone or in a meeting.'],
  withdraw: ['The link opens nothing from then on, and what was drafted stays unread.'],
};

function stepAnswer(
  here: Here,
  { all, summary }: OneSummary,
  step: StepName,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const section = stepSection(step);
  const isTyped = [...here.request.form.keys()].length > 0;
  const values = isTyped
    ? here.request.form
    : new URLSearchParams({ person: summary.person, email: summary.email });
  const back = `${baseOf(here)}/${summary.id}`;
  return formAnswer(here, all, {
    section,
    lead: stepLead[step],
    button: section.title,
    back,
    values,
    problems,
    sentence,
  });
}

async function stepFor(here: Here): Promise<{ one: OneSummary; step: StepName } | null> {
  const step = stepNamed(here.request.params['step']);
  const one = step === null ? null : await oneFor(here);
  return one === null || step === null || !mayDo(here, 'request.chase', one.all.facts) ? null : { one, step };
}

async function showStep(here: Here): Promise<WorkAnswer | null> {
  const found = await stepFor(here);
  if (found === null) return hidden(here);
  // Where the step cannot be taken any more, the summary itself says how it stands.
  if (whyNotStep(found.one.summary, found.step) !== null)
    return { seeOther: `${baseOf(here)}/${found.one.summary.id}` };
  return stepAnswer(here, found.one, found.step, [], null);
}

async function takeStep(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const step = stepNamed(request.params['step']);
  if (step === null) return hidden(here);
  const id = idIn(request);
  const to = `${baseOf(here)}/${id}`;
  const input = { reference: referenceIn(request.params), id, step, sent: request.form };
  const outcome = await performOnce(room, bearerOf(request), chase, input, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const found = outcome.outcome === 'refused' ? await stepFor(here) : null;
  if (found === null || outcome.outcome !== 'refused') return hidden(here);
  const problems = isWrong(outcome) ? readStep(step, request.form, request.today).problems : [];
  return stepAnswer(here, found.one, step, problems, isWrong(outcome) ? null : words(outcome.refusal));
}

// The page itself is the answer to the form, so that the link stands in no address; sent again, it makes another link, and the first is dead.
async function takeLink(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wanted = { reference: referenceIn(request.params), id: idIn(request) };
  const outcome = await perform(room, bearerOf(request), showSummaryLink, wanted);
  const back = `${baseOf(here)}/${wanted.id}`;
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted') return { seeOther: back };
  if (outcome.outcome !== 'done') return hidden(here);
  const { token, code, expiresAt } = outcome.done;
  const all = await allFor(here);
  if (all === null) return null;
  const frame = frameOf(here, all.facts.headed, 'link and code', [], { text: 'Back', href: back });
  const link = `${request.origin}/link/${token}`;
  return {
    status: 200,
    body: summaryLinkPage(frame, { link, code: codeInWords(code), ends: momentOf(expiresAt), back }),
  };
}
