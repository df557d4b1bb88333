import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import type { HeadedCase } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import { momentOf } from '../intake/moment.ts';
import { withoutWeekday } from '../law/day.ts';
import type { Setup } from './chronology.ts';
import { whyNotWork } from './chronology.ts';
import { type AllOfCase, changeSetup, chronologies, move, openChronology } from './commands.ts';
import { chronologiesPage, lanesPage, setupPage } from './pages/chronology.ts';
import { presentLanes } from './present.ts';
import { baseOf, contextOf, factsOf, frameOf, headerOf, mayDo, wantedIn } from './routes-here.ts';
import { laneRoutes } from './routes-lanes.ts';
import { columnChoices, readSetup, type SetupProblem, setupForm } from './setting-up.ts';

/** The ledger of the chronologies of a case: the list, opening one, what it asks, its lanes, releasing and closing it. */
export function chronologyRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const all = '/cases/:ref/chronology';
  const one = `${all}/:number`;
  return [
    page(all, 'chronology.read', 'session', open(showAll)),
    page(`${all}/open`, 'chronology.open', 'session', open(showOpen)),
    post(`${all}/open`, 'chronology.open', 'session', open(takeOpen), open(showOpen)),
    page(one, 'chronology.read', 'session', open(showOne)),
    page(`${one}/setup`, 'chronology.open', 'session', open(showSetup)),
    post(`${one}/setup`, 'chronology.open', 'session', open(takeSetup), open(showSetup)),
    post(`${one}/move`, 'chronology.release', 'session', open(takeMove)),
    ...laneRoutes(room),
  ];
}

const listOf = ({ request }: Here) => `/cases/${referenceIn(request.params)}/chronology`;

async function allFor(here: Here): Promise<AllOfCase | null> {
  const wanted = { reference: referenceIn(here.request.params) };
  const outcome = await look(here.room, bearerOf(here.request), chronologies, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showAll(here: Here): Promise<WorkAnswer | null> {
  const all = await allFor(here);
  if (all === null) return null;
  const { headed, chronologies: found } = all;
  const n = found.length;
  const body = chronologiesPage(frameOf(here, headed, 'Chronology', [], null), {
    header: headerOf(here, headed),
    heading:
      n === 0
        ? 'No chronology has been opened'
        : `${n} ${n === 1 ? 'chronology' : 'chronologies'} of this case`,
    rows: found.map(({ number, setup, openedAt, releasedAt, closedAt }) => ({
      title: setup.title,
      href: `${listOf(here)}/${number}`,
      words: `Opened on ${withoutWeekday(momentOf(openedAt).day)}${releasedAt === null ? '' : ', released'}${closedAt === null ? '' : ', closed'}`,
    })),
    open:
      mayDo(here, 'chronology.open', headed) && whyNotChange({ headed }) === null
        ? `${listOf(here)}/open`
        : null,
  });
  return { status: 200, body };
}

async function showOne(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null) return null;
  const frame = frameOf(here, facts.headed, 'Chronology', [], {
    text: 'All chronologies',
    href: listOf(here),
  });
  return { status: 200, body: lanesPage(frame, presentLanes(facts, contextOf(here, facts))) };
}

interface SetupShown {
  readonly headed: HeadedCase;
  readonly setup: Setup | null;
  readonly problems: readonly SetupProblem[];
  readonly sentence: string | null;
}

function setupAnswer(here: Here, { headed, setup, problems, sentence }: SetupShown): WorkAnswer {
  const { request } = here;
  const values = request.form.has('title') ? request.form : setupForm(setup);
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problems.map(({ field, text }) => ({
      text,
      href: `#${field === 'from' || field === 'until' ? `${field}-day` : field}`,
    })),
  ];
  const back = setup === null ? listOf(here) : baseOf(here);
  const title = setup === null ? 'Open a chronology' : 'Change what is asked';
  const typed = (name: string) => ({
    day: values.get(`${name}-day`) ?? '',
    month: values.get(`${name}-month`) ?? '',
    year: values.get(`${name}-year`) ?? '',
  });
  const body = setupPage(frameOf(here, headed, title, errors, { text: 'Chronology', href: back }), {
    header: headerOf(here, headed),
    heading: title,
    action: request.path.split('?', 1)[0] ?? request.path,
    formToken: request.formToken,
    formKey: formKey(request.form),
    from: setup?.version ?? 0,
    values: {
      title: values.get('title') ?? '',
      instructions: values.get('instructions') ?? '',
      from: typed('from'),
      until: typed('until'),
    },
    columns: columnChoices(values),
    problems: Object.fromEntries(problems.map(({ field, text }) => [field, text])),
    back,
    button: setup === null ? 'Open the chronology' : 'Ask this from now on',
  });
  return { status: sentence !== null ? 409 : problems.length > 0 ? 400 : 200, body };
}

async function showOpen(here: Here): Promise<WorkAnswer | null> {
  const all = await allFor(here);
  if (all === null || !mayDo(here, 'chronology.open', all.headed)) return hidden(here);
  if (whyNotChange(all) !== null) return { seeOther: listOf(here) };
  return setupAnswer(here, { headed: all.headed, setup: null, problems: [], sentence: null });
}

async function takeOpen(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const input = { reference: referenceIn(request.params), sent: request.form };
  const to = ({ number }: { readonly number: number }) => `${listOf(here)}/${number}`;
  const outcome = await performOnce(room, bearerOf(request), openChronology, input, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const all = outcome.outcome === 'refused' ? await allFor(here) : null;
  if (all === null || outcome.outcome !== 'refused' || !mayDo(here, 'chronology.open', all.headed))
    return hidden(here);
  const isWrong = outcome.refusal.refused === 'answers-wrong';
  return setupAnswer(here, {
    headed: all.headed,
    setup: null,
    problems: isWrong ? readSetup(request.form).problems : [],
    sentence: isWrong ? null : words(outcome.refusal),
  });
}

async function showSetup(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null || !mayDo(here, 'chronology.open', facts.headed)) return hidden(here);
  if (whyNotWork(facts) !== null) return { seeOther: baseOf(here) };
  const { headed, chronology } = facts;
  return setupAnswer(here, { headed, setup: chronology.setup, problems: [], sentence: null });
}

async function takeSetup(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const input = { ...wantedIn(here), sent: request.form, from: Number(request.form.get('from') ?? '0') };
  const to = () => baseOf(here);
  const outcome = await performOnce(room, bearerOf(request), changeSetup, input, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  const facts = outcome.outcome === 'refused' ? await factsOf(here) : null;
  if (facts === null || outcome.outcome !== 'refused' || !mayDo(here, 'chronology.open', facts.headed))
    return hidden(here);
  const isWrong = outcome.refusal.refused === 'answers-wrong';
  return setupAnswer(here, {
    headed: facts.headed,
    setup: facts.chronology.setup,
    problems: isWrong ? readSetup(request.form).problems : [],
    sentence: isWrong ? null : words(outcome.refusal),
  });
}

// What was so already leads to the same page, which says so.
async function takeMove(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const to = request.form.get('to') === 'closed' ? 'closed' : 'released';
  const input = { ...wantedIn(here), to } as const;
  const outcome = await performOnce(room, bearerOf(request), move, input, sentForm(request), () =>
    baseOf(here),
  );
  if (outcome.outcome === 'not-found') return hidden(here);
  if (outcome.outcome === 'refused' && outcome.refusal.refused === 'not-permitted') return hidden(here);
  return { seeOther: baseOf(here) };
}
