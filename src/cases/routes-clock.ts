import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { referenceIn } from './case.ts';
import { fixedWords, mayChangeTime } from './clock-change.ts';
import { type ChangeField, readChange, typedChange } from './clock-change-form.ts';
import { type CaseClock, clockFacts, clockName, clocksOf, conventionsOf } from './clocks.ts';
import { changeClock, type ClockFactsShown, oneClock } from './commands-clock.ts';
import { presentHeader } from './header.ts';
import { clockPage, presentClock } from './pages/clock.ts';
import { clockChangePage } from './pages/clock-change.ts';

/** The ledger of one clock of a case: its working, and the change of a time that the law does not set. */
export function clockRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const at = '/cases/:ref/clocks/:rule';
  return [
    page(at, 'case.read', 'session', open(showClock)),
    page(`${at}/change`, 'clock.change', 'session', open(showChange)),
    post(`${at}/change`, 'clock.change', 'session', open(takeChange), (request) =>
      showChange({ room, request }),
    ),
  ];
}

async function clockOf({ room, request }: Here): Promise<ClockFactsShown | null> {
  const wanted = { reference: referenceIn(request.params), rule: request.params['rule'] ?? '' };
  const outcome = await look(room, bearerOf(request), oneClock, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const ruleIn = ({ request }: Here) => request.params['rule'] ?? '';

async function showClock(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const found = await clockOf(here);
  if (found === null) return null;
  const { headed } = found.facts;
  const { actor } = bearerOf(request);
  const header = presentHeader(headed, actor, may, 'overview');
  const conventions = conventionsOf(request.partnership.settings);
  const mayChange = may(actor, 'clock.change', headed.standing) && headed.state !== 'closed';
  const model = presentClock(found, header, ruleIn(here), conventions, request.today, mayChange);
  if (model === null) return null;
  const title = `${headed.reference} – ${model.heading}`;
  return {
    status: 200,
    body: clockPage(workspaceFrame(request, room.assets, { title, section: 'cases' }), model),
  };
}

const showChange = (here: Here) => changeAnswer(here, {}, null);

const kinds = {
  extended: ['Another last day', 'The time is longer: it ends on the day below.'],
  paused: ['A pause', 'From the day below no day counts, until the time runs again.'],
  resumed: [
    'The end of the pause',
    'From the day below days count again, and the last day is later by as many.',
  ],
} as const;

function running({ facts }: ClockFactsShown, here: Here): CaseClock | null {
  const conventions = conventionsOf(here.request.partnership.settings);
  const clocks = clocksOf(clockFacts(facts), conventions);
  return clocks.find(({ due }) => due.rule.id === ruleIn(here)) ?? null;
}

async function changeAnswer(
  here: Here,
  problems: Readonly<Partial<Record<ChangeField, string>>>,
  refusal: string | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const found = await clockOf(here);
  const clock = found === null ? null : running(found, here);
  if (found === null || clock === null) return null;
  const { headed } = found.facts;
  const { actor } = bearerOf(request);
  if (!may(actor, 'clock.change', headed.standing)) return null;
  const rule = ruleIn(here);
  const back = `/cases/${headed.reference}/clocks/${rule}`;
  if (headed.state === 'closed') return { seeOther: back };
  const heading = `Change a time: ${clockName(rule)}`;
  const errors = [
    ...Object.entries(problems).map(([field, text]) => ({
      text,
      href: field === 'day' || field === 'authorised' ? `#${field}-day` : `#${field}`,
    })),
    ...(refusal === null ? [] : [{ text: refusal, href: null }]),
  ];
  const title = `${headed.reference} – ${heading}`;
  const offered = clock.pausedOn === null ? (['extended', 'paused'] as const) : (['resumed'] as const);
  const body = clockChangePage(workspaceFrame(request, room.assets, { title, section: 'cases', errors }), {
    header: presentHeader(headed, actor, may, 'overview'),
    heading,
    shut: shutWords(rule, clock),
    due: clock.due.due,
    pausedOn: clock.pausedOn,
    action: `${back}/change`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    kinds: offered.map((value) => ({ value, text: kinds[value][0], hint: { text: kinds[value][1] } })),
    typed: typedChange(request.form),
    problems,
    back,
  });
  return { status: errors.length > 0 ? 400 : 200, body };
}

function shutWords(rule: string, { met }: CaseClock): string | null {
  if (!mayChangeTime(rule)) return fixedWords;
  return met === null ? null : 'What this time was for has been done, so there is nothing left to change.';
}

async function takeChange(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const rule = ruleIn(here);
  const { given, problems } = readChange(typedChange(request.form), rule);
  // What cannot be changed at all is told before what is wrong with the form.
  if (given === null && mayChangeTime(rule)) return changeAnswer(here, problems, null);
  const wish = {
    reference: referenceIn(request.params),
    given: given ?? nothingGiven(rule, request.today),
    conventions: conventionsOf(request.partnership.settings),
  };
  const to = `/cases/${wish.reference}/clocks/${rule}`;
  const outcome = await performOnce(room, bearerOf(request), changeClock, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  return changeAnswer(here, {}, words(outcome.refusal));
}

// Stands for a form that says nothing, where the answer does not depend on it.
const nothingGiven = (rule: string, today: Temporal.PlainDate) =>
  ({
    rule,
    kind: 'extended',
    day: today,
    authorisedOn: today,
    authorityName: '',
    authorityCapacity: '',
    reason: '',
  }) as const;
