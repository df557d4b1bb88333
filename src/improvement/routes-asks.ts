import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { usualAnswerDay } from './ask.ts';
import { planAction, planning, type Planning } from './commands-actions.ts';
import { type AskFacts, oneAsk, sayAnswer, sayAsked, sayAssessed } from './commands-asks.ts';
import { loadOthers } from './commands-lists.ts';
import {
  actionSection,
  askedForm,
  assessmentForm,
  type AxisForm,
  deliveryForm,
  dueForm,
  escalationForm,
  lifeForm,
  positionForm,
  readActionForm,
} from './forms-axes.ts';
import { type AskRights, belongsTo, presentAsk } from './present-asks.ts';
import { addresseeWords } from './present.ts';
import {
  afterAct,
  type Asked,
  conventionsIn,
  dayFields,
  formOf,
  formPage,
  mayDo,
  recordAnswer,
  typedIn,
} from './routes-here.ts';

const axes = {
  asked: ['recommendation.ask', sayAsked, 'Ask for an answer'],
  due: ['recommendation.ask', sayAsked, 'Give more time to answer'],
  escalation: ['recommendation.ask', sayAsked, 'Take a delay further'],
  position: ['recommendation.answer', sayAnswer, 'Record the answer'],
  delivery: ['recommendation.answer', sayAnswer, 'Record how far it is'],
  assessment: ['recommendation.assess', sayAssessed, 'Assess the answer and the risk'],
  life: ['recommendation.assess', sayAssessed, 'Say what becomes of it'],
} as const satisfies Record<string, readonly [Verb, typeof sayAsked, string]>;

type AxisName = keyof typeof axes;
const axisNames = Object.keys(axes) as readonly AxisName[];

/** The ledger of a recommendation as it stands with one addressee: a page with the four axes, a form for each, and planning an action. */
export function askRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const one = '/improvement/asks/:id';
  return [
    page(one, 'recommendation.read', 'session', open(showAsk)),
    page(`${one}/plan`, 'action.plan', 'session', open(showPlan)),
    post(`${one}/plan`, 'action.plan', 'session', open(takePlan), open(showPlan)),
    ...axisNames.flatMap((axis) => {
      const [verb] = axes[axis];
      const show = open((here) => showAxis(here, axis));
      return [
        page(`${one}/${axis}`, verb, 'session', show),
        post(
          `${one}/${axis}`,
          verb,
          'session',
          open((here) => takeAxis(here, axis)),
          show,
        ),
      ];
    }),
  ];
}

/** Whether whoever asks is of the partnership’s office, and writes down what others said. */
const isOffice = (here: Here, { recommendation }: Pick<AskFacts, 'recommendation'>): boolean =>
  mayDo(here, 'recommendation.ask', recommendation.standing);

function rightsOf(here: Here, facts: AskFacts): AskRights {
  const { standing } = facts.recommendation;
  const isOwn = facts.ask.isOwn || isOffice(here, facts);
  return {
    asks: mayDo(here, 'recommendation.ask', standing),
    answers: mayDo(here, 'recommendation.answer', standing) && isOwn,
    assesses: mayDo(here, 'recommendation.assess', standing),
    plans: mayDo(here, 'action.plan', standing) && isOwn,
  };
}

const allows = (axis: AxisName, rights: AskRights): boolean => {
  const [verb] = axes[axis];
  if (verb === 'recommendation.ask') return rights.asks;
  return verb === 'recommendation.answer' ? rights.answers : rights.assesses;
};

async function askIn(here: Here): Promise<AskFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneAsk, { id: idIn(here.request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showAsk(here: Here): Promise<WorkAnswer | null> {
  const facts = await askIn(here);
  if (facts === null) return null;
  const ground = {
    today: here.request.today,
    calendar: conventionsIn(here).calendar,
    rights: rightsOf(here, facts),
  };
  return recordAnswer(
    here,
    { ...presentAsk(facts, ground), form: null },
    { title: 'A recommendation and its addressee' },
  );
}

// What could take its place: other recommendations of the same review, or of none.
async function othersFor(here: Here, facts: AskFacts) {
  const outcome = await look(here.room, bearerOf(here.request), loadOthers, { id: facts.recommendation.id });
  return outcome.outcome === 'done' ? outcome.done : [];
}

async function formFor(here: Here, facts: AskFacts, axis: AxisName): Promise<AxisForm> {
  const office = isOffice(here, facts);
  if (axis === 'asked') return askedForm();
  if (axis === 'due') return dueForm();
  if (axis === 'escalation') return escalationForm();
  if (axis === 'position') return positionForm(office);
  if (axis === 'delivery') return deliveryForm(office);
  if (axis === 'assessment') return assessmentForm();
  return lifeForm(facts.ask.life === 'open', await othersFor(here, facts));
}

async function showAxis(here: Here, axis: AxisName): Promise<WorkAnswer | null> {
  const facts = await askIn(here);
  if (facts === null || !allows(axis, rightsOf(here, facts))) return null;
  const { today } = here.request;
  const first =
    axis === 'asked'
      ? {
          ...dayFields('day', today),
          ...dayFields('until', usualAnswerDay(today, conventionsIn(here).calendar)),
        }
      : dayFields('day', today);
  const { section } = await formFor(here, facts, axis);
  return axisAnswer(here, facts, axis, { section, form: typedIn(here, first), problems: [] });
}

function axisAnswer(
  here: Here,
  facts: AskFacts,
  axis: AxisName,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { recommendation, ask } = facts;
  const [, , title] = axes[axis];
  const base = `/improvement/asks/${ask.id}`;
  const model = formPage({
    above: belongsTo(recommendation),
    heading: title,
    lead: [`${recommendation.headline}: ${addresseeWords(ask)}`],
    form: formOf(here, asked, {
      heading: 'What is to be on record',
      action: `${base}/${axis}`,
      button: 'Put it on record',
    }),
    back: { text: 'The recommendation and its addressee', href: base },
  });
  return recordAnswer(here, model, { title, asked, refusal });
}

async function takeAxis(here: Here, axis: AxisName): Promise<WorkAnswer | null> {
  const facts = await askIn(here);
  if (facts === null || !allows(axis, rightsOf(here, facts))) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const { section, read } = await formFor(here, facts, axis);
  const { given, problems } = read(form);
  if (given === null) return axisAnswer(here, facts, axis, { section, form, problems });
  const [, command] = axes[axis];
  const wish = {
    id: facts.ask.id,
    given,
    isOffice: isOffice(here, facts) || axis === 'assessment' || axis === 'life',
  };
  const to = () => `/improvement/asks/${facts.ask.id}`;
  const outcome = await performOnce(room, bearerOf(request), command, wish, sentForm(request), to);
  return afterAct(here, outcome, to, async (refusal) => {
    const now = await askIn(here);
    return now === null ? null : axisAnswer(here, now, axis, { section, form, problems: [] }, refusal);
  });
}

async function planningIn(here: Here): Promise<Planning | null> {
  const outcome = await look(here.room, bearerOf(here.request), planning, { id: idIn(here.request) });
  if (outcome.outcome !== 'done') return null;
  return rightsOf(here, outcome.done.facts).plans ? outcome.done : null;
}

async function showPlan(here: Here): Promise<WorkAnswer | null> {
  const found = await planningIn(here);
  if (found === null) return null;
  return planAnswer(here, found, { section: actionSection(found.owners), form: typedIn(here), problems: [] });
}

function planAnswer(here: Here, found: Planning, asked: Asked, refusal: Refusal | null = null): WorkAnswer {
  const { recommendation, ask } = found.facts;
  const base = `/improvement/asks/${ask.id}`;
  const model = formPage({
    above: belongsTo(recommendation),
    heading: 'Plan an action',
    lead: [`${recommendation.headline}: ${addresseeWords(ask)}`],
    form: formOf(here, asked, {
      heading: 'The action',
      action: `${base}/plan`,
      button: 'Plan the action',
    }),
    back: { text: 'The recommendation and its addressee', href: base },
  });
  return recordAnswer(here, model, { title: 'Plan an action', asked, refusal });
}

async function takePlan(here: Here): Promise<WorkAnswer | null> {
  const found = await planningIn(here);
  if (found === null) return hidden(here);
  const { room, request } = here;
  const { form, today } = request;
  const section = actionSection(found.owners);
  const { given, problems } = readActionForm(section, form);
  if (given === null) return planAnswer(here, found, { section, form, problems });
  const wish = {
    id: found.facts.ask.id,
    given,
    why: 'Named when the action was planned.',
    isOffice: isOffice(here, found.facts),
    today,
  };
  const to = (id: string) => `/improvement/actions/${id}`;
  const outcome = await performOnce(room, bearerOf(request), planAction, wish, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    planAnswer(here, found, { section, form, problems: [] }, refusal),
  );
}
