import { may } from '../access/policy.ts';
import { paperAnswer } from '../acts/paper-answer.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { isReference } from '../cases/case.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import { outcomeNamed } from '../law/outcomes.ts';
import { ruleNamed, rules } from '../law/rules.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import {
  answerChallenge,
  challenge,
  challengeGround,
  challenges,
  oneChallenge,
  pressChallenge,
  scrutiny,
} from './commands.ts';
import {
  challengePage,
  type ChallengeRow,
  challengesPage,
  type FormGround,
  newPage,
  scrutinyPage,
} from './pages/scrutiny.ts';
import {
  aboutWords,
  addressees,
  addresseeWords,
  answerDue,
  type Challenge,
  challengeState,
  dissentWords,
  lateWords,
  quarterBefore,
  quarterNamed,
  quarterOf,
  type ScrutinyFacts,
  scrutinyPaper,
  stateWords,
  stepWords,
} from './scrutiny.ts';
import { linesMost } from './store.ts';

/** The ledger of scrutiny: the scrutineer's own page, and challenges on both sides. */
export function scrutinyRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const one = open((here) => challengeAnswer(here, null, null));
  return [
    page('/scrutiny', 'scrutiny.read', 'session', open(showScrutiny)),
    page('/scrutiny/paper/:as', 'scrutiny.read', 'session', open(givePaper)),
    page('/challenges', 'challenge.read', 'session', open(showChallenges)),
    page('/challenges/new', 'challenge.make', 'session', open(showNew)),
    post('/challenges/new', 'challenge.make', 'session', open(takeNew), open(showNew)),
    page('/challenges/:id', 'challenge.read', 'session', one),
    post('/challenges/:id/answer', 'challenge.answer', 'session', open(takeAnswer), one),
    post('/challenges/:id/press', 'challenge.press', 'session', open(takePress), one),
  ];
}

const formTo = ({ request }: Here, action: string): FormGround => ({
  action,
  formToken: request.formToken,
  formKey: formKey(request.form),
});

function frameOf(here: Here, title: string, errors: readonly PageError[] = [], backLink?: Link) {
  const back = backLink === undefined ? {} : { backLink };
  const section = may(bearerOf(here.request).actor, 'scrutiny.read') ? 'scrutiny' : 'challenges';
  return workspaceFrame(here.request, here.room.assets, { title, section, errors, ...back });
}

async function factsOf({ room, request }: Here): Promise<ScrutinyFacts | null> {
  const quarter = quarterNamed(request.query.get('quarter'), request.today);
  const outcome = await look(room, bearerOf(request), scrutiny, { quarter });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const rowOf = (one: Challenge, today: Temporal.PlainDate): ChallengeRow => ({
  href: `/challenges/${one.id}`,
  reference: one.reference,
  about: aboutWords(one),
  to: addresseeWords(one.toWhom, one.madeOn),
  due: one.dueOn,
  state: stateWords(one, today),
});

async function showScrutiny(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null) return null;
  const { quarter, decided, late, challenges: made } = facts;
  const { today } = here.request;
  const before = quarterBefore(quarter);
  const next = quarterOf(quarter.until.add({ days: 1 }));
  const hasNext = Temporal.PlainDate.compare(next.from, today) <= 0;
  const to = (name: string) => `/scrutiny?quarter=${name}`;
  const dissented = decided.filter(({ dissent }) => dissent.length > 0).length;
  const body = scrutinyPage(frameOf(here, `Scrutiny, ${quarter.words}`), {
    heading: `${decided.length} decided, ${late.length} late, ${dissented} with dissent`,
    period: quarter.words,
    before: { text: before.words, href: to(before.name) },
    after: hasNext ? { text: next.words, href: to(next.name) } : null,
    decided: decided.slice(0, linesMost).map((line) => ({
      reference: line.reference,
      on: line.day,
      outcome: outcomeNamed(line.outcome).name,
      marks: [
        ...(line.dissent.length > 0 ? [{ mark: 'differs', words: `Disagreed: ${dissentWords(line)}` }] : []),
        ...(line.unquorate ? [{ mark: 'look', words: 'Without a quorum' }] : []),
        ...(line.stands ? [] : [{ mark: 'coming', words: 'Thought again since' }]),
      ],
      challenge: `/challenges/new?quarter=${quarter.name}&reference=${line.reference}&decision=${line.id}`,
    })),
    late: late.slice(0, linesMost).map((line) => ({
      reference: line.reference,
      rule: ruleNamed(line.rule).what,
      words: lateWords(line),
      challenge: `/challenges/new?quarter=${quarter.name}&reference=${line.reference}&rule=${line.rule}`,
    })),
    cut: decided.length > linesMost || late.length > linesMost,
    challenges: made.map((one) => rowOf(one, today)),
    all: '/challenges',
    pdf: `/scrutiny/paper/pdf?quarter=${quarter.name}`,
    word: `/scrutiny/paper/word?quarter=${quarter.name}`,
  });
  return { status: 200, body };
}

async function givePaper(here: Here): Promise<WorkAnswer | null> {
  const as = here.request.params['as'];
  const facts = as === 'pdf' || as === 'word' ? await factsOf(here) : null;
  if (facts === null || (as !== 'pdf' && as !== 'word')) return null;
  const { name, training } = here.request.partnership;
  const paper = scrutinyPaper(facts, { partnership: name, isTraining: training });
  return paperAnswer(paper, as, `scrutiny-${facts.quarter.name}.${as === 'pdf' ? 'pdf' : 'docx'}`);
}

async function showChallenges(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), challenges, null);
  if (outcome.outcome !== 'done') return null;
  const waiting = outcome.done.filter((one) => challengeState(one) === 'waiting').length;
  const heading =
    outcome.done.length === 0
      ? 'The scrutineer has challenged nothing'
      : waiting === 0
        ? 'No challenge waits for an answer'
        : `${waiting} ${waiting === 1 ? 'challenge waits' : 'challenges wait'} for an answer`;
  const body = challengesPage(frameOf(here, heading), {
    heading,
    rows: outcome.done.slice(0, linesMost).map((one) => rowOf(one, request.today)),
    cut: outcome.done.length > linesMost,
  });
  return { status: 200, body };
}

function aboutIn({ request }: Here) {
  const given = (name: string) => request.form.get(name) ?? request.query.get(name) ?? '';
  const reference = given('reference');
  const rule = rules.find(({ id }) => id === given('rule'))?.id ?? null;
  return {
    reference: isReference(reference) ? reference : 'NONE-0000-0000',
    decisionId: rule === null && isId(given('decision')) ? given('decision') : null,
    rule,
  };
}

const showNew = (here: Here) => newAnswer(here, {}, null);

async function newAnswer(
  here: Here,
  problems: { readonly to?: string; readonly words?: string },
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { today, partnership, form } = request;
  const about = aboutIn(here);
  const quarter = quarterNamed(form.get('quarter') ?? request.query.get('quarter'), today);
  const outcome = await look(room, bearerOf(request), challengeGround, { quarter, about });
  if (outcome.outcome !== 'done' || !outcome.done) return null;
  const back = `/scrutiny?quarter=${quarter.name}`;
  const errors = [
    ...(['to', 'words'] as const).flatMap((field) => {
      const text = problems[field];
      return text === undefined ? [] : [{ text, href: `#${field}` }];
    }),
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
  ];
  const heading = 'Make a challenge';
  const body = newPage(frameOf(here, heading, errors, { text: 'Scrutiny', href: back }), {
    heading,
    about: `${about.reference}: ${aboutWords(about).toLowerCase()}`,
    form: {
      ...formTo(here, '/challenges/new'),
      hidden: [
        { name: 'quarter', value: quarter.name },
        { name: 'reference', value: about.reference },
        { name: 'decision', value: about.decisionId ?? '' },
        { name: 'rule', value: about.rule ?? '' },
      ],
      to: addressees.map((value) => ({
        value,
        text: addresseeWords(value, today),
        checked: form.get('to') === value,
      })),
      words: typedLong(form.get('words')).slice(0, 10_000),
      due: answerDue(today, partnership.settings.calendar),
      problems,
    },
    cancel: back,
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

const wordsProblem = (text: string, missing: string) =>
  text === '' ? missing : Array.from(text).length > 5_000 ? 'Use 5,000 characters or fewer' : null;

async function takeNew(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const toWhom = addressees.find((one) => one === request.form.get('to'));
  const text = typedLong(request.form.get('words'));
  const wrong = wordsProblem(text, 'Say what you challenge, and what you ask for');
  if (toWhom === undefined || wrong !== null)
    return newAnswer(
      here,
      {
        ...(toWhom === undefined ? { to: 'Choose to whom it goes' } : {}),
        ...(wrong === null ? {} : { words: wrong }),
      },
      null,
    );
  const made = {
    ...aboutIn(here),
    toWhom,
    words: text,
    dueOn: answerDue(request.today, request.partnership.settings.calendar),
  };
  const to = (id: string | null) => (id === null ? '/scrutiny' : `/challenges/${id}`);
  const outcome = await performOnce(room, bearerOf(request), challenge, made, sentForm(request), to);
  if (outcome.outcome === 'done') return outcome.done === null ? null : { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return newAnswer(here, {}, outcome.refusal);
}

async function challengeAnswer(
  here: Here,
  problem: { readonly at: 'answer' | 'press'; readonly text: string } | null,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), oneChallenge, { id: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  const found = outcome.done;
  const { actor } = bearerOf(request);
  const state = challengeState(found);
  const base = `/challenges/${found.id}`;
  const typed = (name: string) => typedLong(request.form.get(name)).slice(0, 10_000);
  const mayAnswer = may(actor, 'challenge.answer') && state !== 'settled';
  const mayPress = may(actor, 'challenge.press') && found.isOwn && state !== 'settled';
  const errors = [
    ...(problem === null
      ? []
      : [{ text: problem.text, href: problem.at === 'answer' ? '#answer' : '#press' }]),
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
  ];
  const body = challengePage(
    frameOf(here, 'A challenge of the scrutineer', errors, { text: 'Challenges', href: '/challenges' }),
    {
      reference: found.reference,
      heading: stateWords(found, request.today).words,
      about: aboutWords(found),
      aboutHref:
        may(actor, 'decision.record') && found.decisionId !== null
          ? `/cases/${found.reference}/decisions/${found.decisionId}`
          : null,
      to: addresseeWords(found.toWhom, found.madeOn),
      made: { by: found.madeBy, on: found.madeOn },
      due: found.dueOn,
      state: stateWords(found, request.today),
      words: found.words,
      steps: found.steps.map((step) => ({ words: stepWords(step), text: step.words })),
      answer: mayAnswer
        ? {
            ...formTo(here, `${base}/answer`),
            typed: { words: typed('answer'), behalf: typedLine(request.form.get('behalf')).slice(0, 400) },
            problem: problem?.at === 'answer' ? problem.text : null,
          }
        : null,
      press: mayPress
        ? {
            ...formTo(here, `${base}/press`),
            words: typed('press'),
            problem: problem?.at === 'press' ? problem.text : null,
            mayPress: state === 'answered',
          }
        : null,
    },
  );
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeAnswer(here: Here): Promise<WorkAnswer | null> {
  const { form } = here.request;
  const text = typedLong(form.get('answer'));
  const behalf = typedLine(form.get('behalf'));
  const wrong =
    behalf.length > 200 ? 'For whom: use 200 characters or fewer' : wordsProblem(text, 'Write the answer');
  if (wrong !== null) return challengeAnswer(here, { at: 'answer', text: wrong }, null);
  return takeStep(here, answerChallenge, { kind: 'answered', onBehalf: behalf, words: text });
}

async function takePress(here: Here): Promise<WorkAnswer | null> {
  const { form } = here.request;
  const kind = form.get('how') === 'pressed' ? 'pressed' : 'settled';
  const text = typedLong(form.get('press'));
  const wrong = wordsProblem(text, 'Say in a few words why');
  if (wrong !== null) return challengeAnswer(here, { at: 'press', text: wrong }, null);
  return takeStep(here, pressChallenge, { kind, onBehalf: '', words: text });
}

async function takeStep(
  here: Here,
  command: typeof answerChallenge,
  said: {
    readonly kind: 'answered' | 'settled' | 'pressed';
    readonly onBehalf: string;
    readonly words: string;
  },
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { id: idIn(request), ...said };
  const to = `/challenges/${wish.id}`;
  const outcome = await performOnce(room, bearerOf(request), command, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return challengeAnswer(here, null, outcome.refusal);
}
