import { may } from '../access/policy.ts';
import type { Command } from '../acts/command.ts';
import { type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { roleWords } from '../people/invitation.ts';
import {
  type AccessFacts,
  accessTitle,
  type AgencyFacts,
  giveSection,
  involveSection,
  readGive,
  type ReadAccess,
  readInvolve,
  readShutOut,
  shutOutSection,
} from './access.ts';
import {
  accessView,
  agencyView,
  endGivenPart,
  endInvolvement,
  type Ending,
  formView,
  givePart,
  involveAgency,
  letBackIn,
  shutSomebodyOut,
} from './commands-access.ts';
import { accessPage } from './pages/access.ts';
import { agenciesPage } from './pages/agencies.ts';
import { presentAccess, presentAgencies, readersFor } from './present-access.ts';
import {
  actionOf,
  askedFor,
  caseFrame,
  type CasePlace,
  confirmAnswer,
  formAnswer,
  headerOf,
  itemIn,
  type ShownForm,
} from './routes-form.ts';

/** The ledger of who can open a case: the agencies involved, the parts given by name, and those shut out. */
export function caseAccessRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/agencies', 'case.read', 'session', open(showAgencies)),
    page('/cases/:ref/agencies/involve', 'access.give', 'session', open(showInvolve)),
    post('/cases/:ref/agencies/involve', 'access.give', 'session', open(takeInvolve), open(showInvolve)),
    page(
      '/cases/:ref/agencies/:id/end',
      'access.end',
      'session',
      open((here) => askEndAgency(here, null)),
    ),
    post('/cases/:ref/agencies/:id/end', 'access.end', 'session', open(takeEndAgency)),
    page('/cases/:ref/access', 'access.read', 'session', open(showAccess)),
    page('/cases/:ref/access/give', 'access.give', 'session', open(showGive)),
    post('/cases/:ref/access/give', 'access.give', 'session', open(takeGive), open(showGive)),
    page(
      '/cases/:ref/access/parts/:id/end',
      'access.end',
      'session',
      open((here) => askEndPart(here, null)),
    ),
    post('/cases/:ref/access/parts/:id/end', 'access.end', 'session', open(takeEndPart)),
    page('/cases/:ref/access/shut-out', 'exclusion.begin', 'session', open(showShutOut)),
    post('/cases/:ref/access/shut-out', 'exclusion.begin', 'session', open(takeShutOut), open(showShutOut)),
    page(
      '/cases/:ref/access/shut-out/:id/end',
      'exclusion.end',
      'session',
      open((here) => askLetIn(here, null)),
    ),
    post('/cases/:ref/access/shut-out/:id/end', 'exclusion.end', 'session', open(takeLetIn)),
  ];
}

const agenciesOf = (reference: string) => ({ text: 'Agencies', href: `/cases/${reference}/agencies` });
const accessOf = (reference: string) => ({ text: 'Access', href: `/cases/${reference}/access` });

const selfOf = ({ request }: Here): string => {
  const { actor } = bearerOf(request);
  return actor.kind === 'member' ? actor.accountId : '';
};

// What is there for whoever may do this; null for everybody else.
async function accessFor(here: Here, verb: Verb): Promise<AccessFacts | null> {
  const bearer = bearerOf(here.request);
  const view = formView(accessView, bearer.actor, verb);
  const outcome = await look(here.room, bearer, view, { reference: askedFor(here) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function agenciesFor(here: Here, verb: Verb): Promise<AgencyFacts | null> {
  const bearer = bearerOf(here.request);
  const view = formView(agencyView, bearer.actor, verb);
  const outcome = await look(here.room, bearer, view, { reference: askedFor(here) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showAgencies(here: Here): Promise<WorkAnswer> {
  const { actor } = bearerOf(here.request);
  const facts = await agenciesFor(here, 'case.read');
  if (facts === null) return hidden(here);
  const { headed } = facts;
  const place: CasePlace = { headed, section: 'agencies', title: 'Agencies', back: null };
  const model = presentAgencies(facts, {
    header: headerOf(here, place),
    mayChange: may(actor, 'access.give', headed.standing),
    mayCount: may(actor, 'access.read', headed.standing),
  });
  return { status: 200, body: agenciesPage(caseFrame(here, place), model) };
}

async function showAccess(here: Here): Promise<WorkAnswer> {
  const { actor } = bearerOf(here.request);
  const facts = await accessFor(here, 'access.read');
  if (facts === null) return hidden(here);
  const { headed } = facts;
  const place: CasePlace = { headed, section: 'access', title: 'Access', back: null };
  const model = presentAccess(facts, {
    header: headerOf(here, place),
    self: selfOf(here),
    isCoordinator: may(actor, 'exclusion.begin', headed.standing),
    roleWords,
  });
  return { status: 200, body: accessPage(caseFrame(here, place), model) };
}

type Shown = Omit<ShownForm, 'questions' | 'problems' | 'sentence' | 'values'>;

const involveForm = (here: Here, { headed }: AgencyFacts): Shown => ({
  place: { headed, section: 'agencies', title: accessTitle('involve'), back: agenciesOf(askedFor(here)) },
  lead: [
    'Its representatives, delegates and notifiers will be able to open this file from that day on. How many they are today stands beside each agency.',
  ],
  action: actionOf(here),
  button: 'Involve the agency',
  base: '',
});

const giveForm = (here: Here, { headed }: AccessFacts): Shown => ({
  place: { headed, section: 'access', title: accessTitle('give'), back: accessOf(askedFor(here)) },
  lead: [
    'Coordinators and chairs can open every case. A part can be given for a role that somebody holds today; when the role ends, so does what the part opens.',
  ],
  action: actionOf(here),
  button: 'Give the part',
  base: '',
});

const shutOutForm = (here: Here, { headed }: AccessFacts): Shown => ({
  place: { headed, section: 'access', title: accessTitle('shut-out'), back: accessOf(askedFor(here)) },
  lead: [
    'For a conflict of interest, or where somebody is named in the case. From that moment the case is not there for them, whatever their role, and they are not told.',
  ],
  action: actionOf(here),
  button: 'Shut out',
  base: '',
});

// What was typed, where a form came back from somebody who had to sign in again; else today as the first day.
function valuesOf({ request }: Here): URLSearchParams {
  if ([...request.form.keys()].length > 0) return request.form;
  const { day, month, year } = request.today;
  return new URLSearchParams({ 'from-day': `${day}`, 'from-month': `${month}`, 'from-year': `${year}` });
}

async function showInvolve(here: Here): Promise<WorkAnswer> {
  const facts = await agenciesFor(here, 'access.give');
  if (facts === null) return hidden(here);
  const questions = involveSection(facts);
  const shown = { ...involveForm(here, facts), questions, values: valuesOf(here) };
  return formAnswer(here, { ...shown, problems: [], sentence: null });
}

async function showGive(here: Here): Promise<WorkAnswer> {
  const facts = await accessFor(here, 'access.give');
  if (facts === null) return hidden(here);
  const questions = giveSection(facts, roleWords);
  const shown = { ...giveForm(here, facts), questions, values: valuesOf(here) };
  return formAnswer(here, { ...shown, problems: [], sentence: null });
}

async function showShutOut(here: Here): Promise<WorkAnswer> {
  const facts = await accessFor(here, 'exclusion.begin');
  if (facts === null) return hidden(here);
  const self = selfOf(here);
  const questions = shutOutSection(facts, roleWords, here.request.form.get('who') === self ? self : null);
  const shown = { ...shutOutForm(here, facts), questions, values: here.request.form };
  return formAnswer(here, { ...shown, problems: [], sentence: null });
}

// A form that was not taken, with what was typed: beside the fields where one is wrong, else above them.
function again(here: Here, outcome: OnceOutcome<unknown>, shown: Shown, read: ReadAccess): WorkAnswer {
  if (outcome.outcome !== 'refused') return hidden(here);
  const isWrong = outcome.refusal.refused === 'answers-wrong';
  return formAnswer(here, {
    ...shown,
    questions: read.section,
    values: here.request.form,
    problems: isWrong ? read.problems : [],
    sentence: isWrong ? null : words(outcome.refusal),
  });
}

async function takeInvolve(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const reference = askedFor(here);
  const to = agenciesOf(reference).href;
  const input = { reference, sent: request.form };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    involveAgency,
    input,
    sentForm(request),
    () => to,
  );
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const facts = await agenciesFor(here, 'access.give');
  if (facts === null) return hidden(here);
  return again(here, outcome, involveForm(here, facts), readInvolve(facts, request.form, request.today));
}

async function takeGive(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const reference = askedFor(here);
  const to = accessOf(reference).href;
  const input = { reference, sent: request.form };
  const outcome = await performOnce(room, bearerOf(request), givePart, input, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const facts = await accessFor(here, 'access.give');
  if (facts === null) return hidden(here);
  return again(here, outcome, giveForm(here, facts), readGive(facts, request.form, request.today, roleWords));
}

// Whoever has shut themselves out goes where the case is not.
async function takeShutOut(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const reference = askedFor(here);
  const self = selfOf(here);
  const to = ({ isSelf }: { readonly isSelf: boolean }) => (isSelf ? '/work' : accessOf(reference).href);
  const input = { reference, sent: request.form, self };
  const outcome = await performOnce(room, bearerOf(request), shutSomebodyOut, input, sentForm(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const facts = await accessFor(here, 'exclusion.begin');
  if (facts === null) return hidden(here);
  return again(here, outcome, shutOutForm(here, facts), readShutOut(facts, request.form, self, roleWords));
}

async function askEndAgency(here: Here, sentence: string | null): Promise<WorkAnswer> {
  const facts = await agenciesFor(here, 'access.end');
  const agency = facts?.involved.find(({ id, timing }) => id === itemIn(here) && timing !== 'ended');
  if (facts === null || agency === undefined) return hidden(here);
  const people = readersFor(facts, agency);
  const whom =
    people === 1
      ? '1 person who can open this file for it'
      : `The ${people} people who can open this file for it`;
  return confirmAnswer(here, {
    place: {
      headed: facts.headed,
      section: 'agencies',
      title: 'End an involvement',
      back: agenciesOf(askedFor(here)),
    },
    heading: `End the involvement of ${agency.name}?`,
    sentences: [
      people === 0
        ? 'Nobody can open this file for it today.'
        : `${whom} will lose it at once, unless another way is open to them.`,
    ],
    action: actionOf(here),
    button: 'End the involvement',
    sentence,
  });
}

async function askEndPart(here: Here, sentence: string | null): Promise<WorkAnswer> {
  const facts = await accessFor(here, 'access.end');
  const part = facts?.parts.find(({ id, timing }) => id === itemIn(here) && timing !== 'ended');
  if (facts === null || part === undefined) return hidden(here);
  return confirmAnswer(here, {
    place: { headed: facts.headed, section: 'access', title: 'End a part', back: accessOf(askedFor(here)) },
    heading: `End the part of ${part.name} as ${roleWords(part.part)}?`,
    sentences: [
      'They lose this file at once, unless another way is open to them. The part stays in the list of those that have ended.',
    ],
    action: actionOf(here),
    button: 'End the part',
    sentence,
  });
}

async function askLetIn(here: Here, sentence: string | null): Promise<WorkAnswer> {
  const facts = await accessFor(here, 'exclusion.end');
  const one = facts?.exclusions.find(({ id, endedAt }) => id === itemIn(here) && endedAt === null);
  if (facts === null || one === undefined) return hidden(here);
  return confirmAnswer(here, {
    place: {
      headed: facts.headed,
      section: 'access',
      title: 'Let somebody back in',
      back: accessOf(askedFor(here)),
    },
    heading: `Let ${one.name} back in?`,
    sentences: [
      'They can open this file again as soon as their role, their agency or a part in it allows.',
      `They were shut out because: ${one.reason}`,
    ],
    action: actionOf(here),
    button: 'Let back in',
    sentence,
  });
}

// What has ended already is as good: the list shows how it is.
async function takeEnding<Loaded, Decided>(
  here: Here,
  act: Command<Ending, Loaded, Decided, null>,
  to: string,
  ask: (here: Here, sentence: string | null) => Promise<WorkAnswer>,
): Promise<WorkAnswer> {
  const { room, request } = here;
  const input = { reference: askedFor(here), id: idIn(here.request) };
  const outcome = await performOnce(room, bearerOf(request), act, input, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return outcome.refusal.refused === 'so-already' ? { seeOther: to } : ask(here, words(outcome.refusal));
}

const takeEndAgency = (here: Here) =>
  takeEnding(here, endInvolvement, agenciesOf(askedFor(here)).href, askEndAgency);
const takeEndPart = (here: Here) => takeEnding(here, endGivenPart, accessOf(askedFor(here)).href, askEndPart);
const takeLetIn = (here: Here) => takeEnding(here, letBackIn, accessOf(askedFor(here)).href, askLetIn);
