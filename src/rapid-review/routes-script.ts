import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { typedLine } from '../intake/typed.ts';
import { setScript } from './commands.ts';
import { scriptPage } from './pages/script.ts';
import { type ReviewFacts, whyNotWrite } from './review.ts';
import { baseOf, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';
import {
  devonsExample,
  readScript,
  type ScriptProblem,
  stepEnds,
  stepEndWords,
  type TypedStep,
  typedSteps,
} from './script.ts';

/** The ledger of the partnership's day script. */
export function scriptRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/rapid-review/script';
  return [
    page(path, 'rapid-review.plan', 'session', open(showScript)),
    post(path, 'rapid-review.plan', 'session', open(takeScript), open(showScript)),
  ];
}

interface Typed {
  readonly source: string;
  readonly steps: readonly TypedStep[];
}

async function found(here: Here): Promise<ReviewFacts | null> {
  const facts = await factsOf(here);
  return facts === null || !mayDo(here, 'rapid-review.plan', facts) || facts.review === null ? null : facts;
}

async function showScript(here: Here): Promise<WorkAnswer | null> {
  const facts = await found(here);
  if (facts === null) return hidden(here);
  if (whyNotWrite(facts) !== null) return { seeOther: baseOf(here) };
  if (here.request.restored) return scriptAnswer(here, facts, typedIn(here.request.form), [], null);
  const { source, steps } = facts.script ?? devonsExample;
  const typed = steps.map(({ name, from, until, done }) => ({
    name,
    from: `${from}`,
    until: `${until}`,
    done,
  }));
  return scriptAnswer(here, facts, { source, steps: typed }, [], null);
}

const typedIn = (form: URLSearchParams): Typed => ({
  source: typedLine(form.get('source')),
  steps: typedSteps(form),
});

function scriptAnswer(
  here: Here,
  facts: ReviewFacts,
  { source, steps }: Typed,
  problems: readonly ScriptProblem[],
  sentence: string | null,
): WorkAnswer {
  const { headed } = facts;
  const { request } = here;
  const problemOf = (field: string) => problems.find((one) => one.field === field)?.text ?? null;
  // Two empty rows to add a step in; one that is left empty is none.
  const empty = { name: '', from: '', until: '', done: 'calendar' };
  const rows = [...steps, empty, empty].slice(0, 12);
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problems.map(({ field, text }) => ({ text, href: `#${field}` })),
  ];
  const heading = 'The partnership’s day script';
  const body = scriptPage(frameOf(here, headed, heading, errors), {
    header: headerOf(here, headed),
    heading,
    isExample: facts.script === null,
    action: `${baseOf(here)}/script`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    source: { value: source, problem: problemOf('source') },
    rows: rows.map((row, at) => ({
      ...row,
      number: at + 1,
      problems: {
        name: problemOf(`step-${at}-name`),
        from: problemOf(`step-${at}-from`),
        until: problemOf(`step-${at}-until`),
        done: problemOf(`step-${at}-done`),
      },
    })),
    ends: stepEnds.map((value) => ({ value, text: stepEndWords[value] })),
  });
  return { status: sentence !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeScript(here: Here): Promise<WorkAnswer | null> {
  const facts = await found(here);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const typed = typedIn(request.form);
  const { script, problems } = readScript(typed.source, typed.steps);
  if (script === null) return scriptAnswer(here, facts, typed, problems, null);
  const to = () => `${baseOf(here)}#script`;
  const wish = { reference: referenceIn(request.params), ...script };
  const outcome = await performOnce(room, bearerOf(request), setScript, wish, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return scriptAnswer(here, facts, typed, [], words(outcome.refusal));
}
