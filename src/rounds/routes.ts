import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, nobodysId, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn, whyNotMove } from '../cases/case.ts';
import { presentHeader } from '../cases/header.ts';
import { nameOfGroup, type ReviewGroup, seatsOn } from '../group/membership.ts';
import { holdsOn } from '../group/tiling.ts';
import { typedLong } from '../intake/typed.ts';
import { closedOn, outcomes } from '../law/outcomes.ts';
import { workspaceFrame } from '../people/frame.ts';
import { london } from '../platform/clock/clock.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import { type AskProblems, decideAsk, readAsk, type TypedAsk } from './ask-form.ts';
import {
  type AskGround,
  askGround,
  askMembers,
  caseRounds,
  endAsked,
  letBackIn,
  oneRound,
  type RoundFacts,
} from './commands.ts';
import { askPage, type FormGround, listPage, roundPage } from './pages/round.ts';
import { presentList, presentRound } from './present.ts';
import { endings } from './round.ts';
import { roundsShown } from './store.ts';

/** The ledger of what is asked between meetings, for those who ask. */
export function roundRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/rounds';
  const one = open((here) => roundAnswer(here, null, null));
  return [
    page(base, 'round.read', 'session', open(showList)),
    page(`${base}/new`, 'round.ask', 'session', open(showAsk)),
    post(`${base}/new`, 'round.ask', 'session', open(takeAsk), open(showTyped)),
    page(`${base}/:id`, 'round.read', 'session', one),
    post(`${base}/:id/end`, 'round.end', 'session', open(takeEnd), one),
    post(`${base}/:id/let-in`, 'round.end', 'session', open(takeLetIn)),
  ];
}

const baseOf = ({ request }: Here) => `/cases/${referenceIn(request.params)}/rounds`;

const dayIn = (at: Temporal.Instant) => at.toZonedDateTimeISO(london).toPlainDate();

const formTo = ({ request }: Here, action: string): FormGround => ({
  action,
  formToken: request.formToken,
  formKey: formKey(request.form),
});

const headerOf = ({ request }: Here, { headed }: Pick<RoundFacts, 'headed'>) =>
  presentHeader(headed, bearerOf(request).actor, may, 'rounds');

function frameOf(here: Here, title: string, errors: readonly PageError[] = [], backLink?: Link) {
  const back = backLink === undefined ? {} : { backLink };
  return workspaceFrame(here.request, here.room.assets, { title, section: 'cases', errors, ...back });
}

async function showList(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const reference = referenceIn(request.params);
  const outcome = await look(room, bearerOf(request), caseRounds, { reference });
  if (outcome.outcome !== 'done') return null;
  const { headed, rounds, isShut } = outcome.done;
  const closed = whyNotMove('decision.record', headed.state);
  const mayAsk = may(bearerOf(request).actor, 'round.ask', headed.standing) && closed === null && !isShut;
  const model = presentList(headerOf(here, outcome.done), rounds, {
    base: baseOf(here),
    today: request.today,
    most: roundsShown,
    ask: mayAsk ? `${baseOf(here)}/new` : null,
    whyNot: closed === null ? null : words(closed),
  });
  return { status: 200, body: listPage(frameOf(here, `${reference} – asked between meetings`), model) };
}

async function groundOf({ room, request }: Here): Promise<AskGround | null> {
  const wish = { reference: referenceIn(request.params) };
  const outcome = await look(room, bearerOf(request), askGround, wish);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const showAsk = (here: Here) => askAnswer(here, null, {}, null);

const showTyped = (here: Here) => askAnswer(here, readAsk(here.request.form), {}, null);

/** The group that is asked: the one that was chosen, else the first of those that are there today. */
function groupOf({ request }: Here, groups: readonly ReviewGroup[]): ReviewGroup | undefined {
  const wanted = request.form.get('group') ?? request.query.get('group');
  const there = groups.filter((group) => holdsOn(group, request.today));
  return there.find(({ id }) => id === wanted) ?? there[0];
}

async function askAnswer(
  here: Here,
  typed: TypedAsk | null,
  problems: AskProblems,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const ground = await groundOf(here);
  if (ground === null) return null;
  const group = groupOf(here, ground.groups);
  const cannot = whyNotMove('decision.record', ground.headed.state) !== null || ground.isShut;
  if (cannot || group === undefined) return { seeOther: baseOf(here) };
  const errors = [
    ...(['question', 'proposal', 'seats', 'due'] as const).flatMap((field) => {
      const text = problems[field];
      return text === undefined ? [] : [{ text, href: field === 'due' ? '#due-day' : `#${field}` }];
    }),
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
  ];
  const heading = 'Ask for views before the next meeting';
  const title = `${ground.headed.reference} – ${heading}`;
  const frame = frameOf(here, title, errors, { text: 'Asked between meetings', href: baseOf(here) });
  const model = presentAsk(here, ground, group, typed ?? readAsk(new URLSearchParams()), {
    problems,
    isNew: typed === null,
    heading,
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body: askPage(frame, model) };
}

function presentAsk(
  here: Here,
  ground: AskGround,
  group: ReviewGroup,
  typed: TypedAsk,
  shown: { readonly problems: AskProblems; readonly isNew: boolean; readonly heading: string },
) {
  const { request } = here;
  const { today } = request;
  const seats = seatsOn(group, today);
  const open = outcomes.filter(({ kind }) => closedOn(kind, today, request.partnership.settings) === null);
  return {
    header: headerOf(here, ground),
    heading: shown.heading,
    form: {
      ...formTo(here, `${baseOf(here)}/new`),
      group: group.id,
      groupName: nameOfGroup(group, today),
      question: typed.question,
      outcomes: [
        { value: '', text: 'Nothing is proposed: it is a question alone', checked: typed.outcome === '' },
        ...open.map(({ kind, name }) => ({ value: kind, text: name, checked: typed.outcome === kind })),
      ],
      proposal: typed.proposal,
      day: typed.day,
      seats: seats.map(({ seat, holder, deputies }) => ({
        value: seat.id,
        text: seat.name,
        hint: hintOf(holder, deputies),
        checked: shown.isNew ? seat.capacity === 'member' : typed.seats.includes(seat.id),
      })),
      papers: ground.papers.map(({ fileId, number, version, title }) => ({
        value: fileId,
        text: `${number}. ${title} (version ${version})`,
        checked: typed.files.includes(fileId),
      })),
      problems: shown.problems,
    },
    others: ground.groups
      .filter((one) => one.id !== group.id && holdsOn(one, today))
      .map((one) => ({ text: nameOfGroup(one, today), href: `${baseOf(here)}/new?group=${one.id}` })),
    cancel: baseOf(here),
  };
}

type Who = { readonly name: string; readonly accountId: string | null };

function hintOf(holder: Who | null, deputies: readonly Who[]): string {
  const named = ({ name, accountId }: Who) => (accountId === null ? `${name} (cannot sign in)` : name);
  const deputed = deputies.length === 0 ? '' : `; deputy: ${deputies.map(named).join(', ')}`;
  return `${holder === null ? 'Nobody has this seat' : named(holder)}${deputed}`;
}

async function takeAsk(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const typed = readAsk(request.form);
  const clean = { ...typed, seats: typed.seats.filter(isId), files: typed.files.filter(isId) };
  const { ask, problems } = decideAsk(clean, request.today);
  if (ask === null) return askAnswer(here, typed, problems, null);
  const given = request.form.get('group') ?? '';
  const wish = {
    reference: referenceIn(request.params),
    groupId: isId(given) ? given : nobodysId,
    ask,
  };
  const to = (id: string) => `${baseOf(here)}/${id}`;
  const outcome = await performOnce(room, bearerOf(request), askMembers, wish, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return askAnswer(here, typed, {}, outcome.refusal);
}

async function roundAnswer(
  here: Here,
  problem: string | null,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { reference: referenceIn(request.params), id: idIn(request) };
  const outcome = await look(room, bearerOf(request), oneRound, wish);
  if (outcome.outcome !== 'done') return null;
  const base = `${baseOf(here)}/${wish.id}`;
  const model = presentRound(outcome.done, {
    header: headerOf(here, outcome.done),
    today: request.today,
    dayIn,
    formTo: (path) => formTo(here, `${base}${path}`),
    typed: typedLong(request.form.get('why')).slice(0, 4_000),
    problem,
    decideHref: `/cases/${wish.reference}/decide`,
  });
  const errors = [
    ...(problem === null ? [] : [{ text: problem, href: '#why' }]),
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
  ];
  const title = `${wish.reference} – a question between meetings`;
  const frame = frameOf(here, title, errors, { text: 'Asked between meetings', href: baseOf(here) });
  return { status: refusal !== null ? 409 : problem === null ? 200 : 400, body: roundPage(frame, model) };
}

async function takeEnd(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const how = endings.find((one) => one === request.form.get('how'));
  const why = typedLong(request.form.get('why'));
  if (how === undefined) return roundAnswer(here, null, null);
  if (how === 'withdrawn' && why === '') return roundAnswer(here, 'Say why it is withdrawn', null);
  if (Array.from(why).length > 2_000) return roundAnswer(here, 'Use 2,000 characters or fewer', null);
  const wish = { reference: referenceIn(request.params), id: idIn(request), how, why };
  const to = how === 'decision' ? `/cases/${wish.reference}/decide` : `${baseOf(here)}/${wish.id}`;
  const outcome = await performOnce(room, bearerOf(request), endAsked, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return roundAnswer(here, null, outcome.refusal);
}

async function takeLetIn(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const given = request.form.get('answer') ?? '';
  const wish = {
    reference: referenceIn(request.params),
    id: idIn(request),
    answer: isId(given) ? given : nobodysId,
  };
  const to = `${baseOf(here)}/${wish.id}`;
  const outcome = await performOnce(room, bearerOf(request), letBackIn, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return roundAnswer(here, null, outcome.refusal);
}
