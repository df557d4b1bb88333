import { may } from '../access/policy.ts';
import { performOnce, sentForm } from '../acts/once.ts';
import { type Command, perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { formOf } from '../intake/answers.ts';
import { conventionsOf } from './clocks.ts';
import {
  changeFile,
  fileFormView,
  fileView,
  type Removal,
  removeKeyDate,
  removePerson,
} from './commands-people.ts';
import { peoplePage } from './pages/people.ts';
import type { FileFacts } from './people.ts';
import { baseField, baseOf, type FileForm, keptOf, readFile, sectionOf, titleOf } from './people-form.ts';
import { presentPeople } from './present-people.ts';
import {
  actionOf,
  askedFor,
  caseFrame,
  type CasePlace,
  clashAnswer,
  confirmAnswer,
  formAnswer,
  headerOf,
  itemIn,
  type ShownForm,
} from './routes-form.ts';

/** The ledger of the people of a case. Everybody on the case reads them; the coordinator changes them. */
export function casePeopleRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = (form: FileForm) => open((here) => showForm(here, form));
  const take = (form: FileForm) => open((here) => takeForm(here, form));
  return [
    page('/cases/:ref/people', 'case.read', 'session', open(showPeople)),
    page('/cases/:ref/people/children/:id', 'case.change', 'session', show('child')),
    post('/cases/:ref/people/children/:id', 'case.change', 'session', take('child'), show('child')),
    page('/cases/:ref/people/around/:id', 'case.change', 'session', show('person')),
    post('/cases/:ref/people/around/:id', 'case.change', 'session', take('person'), show('person')),
    page('/cases/:ref/people/around/:id/remove', 'case.change', 'session', open(showRemove)),
    post(
      '/cases/:ref/people/around/:id/remove',
      'case.change',
      'session',
      open((here) => takeRemove(here, true)),
    ),
    post(
      '/cases/:ref/people/around/:id/put-back',
      'case.change',
      'session',
      open((here) => takeRemove(here, false)),
    ),
    page('/cases/:ref/people/incidents/:id', 'case.change', 'session', show('incident')),
    post('/cases/:ref/people/incidents/:id', 'case.change', 'session', take('incident'), show('incident')),
    page('/cases/:ref/people/key-dates/:id', 'case.change', 'session', show('key-date')),
    post('/cases/:ref/people/key-dates/:id', 'case.change', 'session', take('key-date'), show('key-date')),
    page('/cases/:ref/people/key-dates/:id/remove', 'case.change', 'session', open(showRemoveDate)),
    post(
      '/cases/:ref/people/key-dates/:id/remove',
      'case.change',
      'session',
      open((here) => takeRemoveDate(here, true)),
    ),
    post(
      '/cases/:ref/people/key-dates/:id/put-back',
      'case.change',
      'session',
      open((here) => takeRemoveDate(here, false)),
    ),
    page('/cases/:ref/summary', 'case.change', 'session', show('summary')),
    post('/cases/:ref/summary', 'case.change', 'session', take('summary'), show('summary')),
  ];
}

const peopleOf = (reference: string) => ({ text: 'People', href: `/cases/${reference}/people` });

async function showPeople(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, fileView, { reference: askedFor(here) });
  if (outcome.outcome !== 'done') return hidden(here);
  const facts = outcome.done;
  const place: CasePlace = { headed: facts.headed, section: 'people', title: 'People', back: null };
  const model = presentPeople(facts, {
    header: headerOf(here, place),
    formToken: request.formToken,
    mayChange: may(bearer.actor, 'case.change', facts.headed.standing) && facts.headed.state !== 'closed',
  });
  return { status: 200, body: peoplePage(caseFrame(here, place), model) };
}

async function factsOf(here: Here): Promise<FileFacts | null> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  const view = fileFormView(bearer.actor, 'case.change');
  const outcome = await look(room, bearer, view, { reference: askedFor(here) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const leads: Readonly<Record<FileForm, readonly string[]>> = {
  child: ['Names are shown on the page of people and nowhere else.'],
  person: ['A parent, a carer, a brother or sister, or anybody else who matters to the child.'],
  incident: [],
  'key-date': ['Nothing is counted from it: the days from which limits run are recorded on the overview.'],
  summary: [],
};

// Where a form stands, and where one goes from it.
function placeOf(here: Here, form: FileForm, { headed }: FileFacts): CasePlace {
  const reference = askedFor(here);
  const isSummary = form === 'summary';
  const back = isSummary ? { text: headed.pseudonym, href: `/cases/${reference}` } : peopleOf(reference);
  return { headed, section: isSummary ? 'overview' : 'people', title: titleOf(form), back };
}

// The form with what is kept, or with what was typed where it came back from somebody who had to sign in again.
async function showForm(here: Here, form: FileForm): Promise<WorkAnswer> {
  const facts = await factsOf(here);
  const kept = facts === null ? null : keptOf(form, facts, itemIn(here));
  if (facts === null || kept === null) return hidden(here);
  const { request } = here;
  const isTyped = [...request.form.keys()].length > 0;
  const section = sectionOf(form, facts, request.form.has('unborn'));
  return formAnswer(here, {
    ...shownOf(here, form, facts),
    questions: section,
    values: isTyped ? request.form : formOf(section, kept),
    base: isTyped ? (request.form.get(baseField) ?? '') : baseOf(kept),
    problems: [],
    sentence: null,
  });
}

const shownOf = (
  here: Here,
  form: FileForm,
  facts: FileFacts,
): Pick<ShownForm, 'place' | 'lead' | 'action' | 'button'> => ({
  place: placeOf(here, form, facts),
  lead: leads[form],
  action: actionOf(here),
  button: 'Save',
});

async function takeForm(here: Here, form: FileForm): Promise<WorkAnswer> {
  const { room, request } = here;
  const sent = request.form;
  if (sent.has('show')) return showForm(here, form);
  const reference = askedFor(here);
  const onwards = form === 'summary' ? `/cases/${reference}` : peopleOf(reference).href;
  const conventions = conventionsOf(request.partnership.settings);
  const change = { reference, form, id: itemIn(here), sent, conventions };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    changeFile,
    change,
    sentForm(request),
    () => onwards,
  );
  if (outcome.outcome === 'done') return { seeOther: onwards };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const facts = outcome.outcome === 'refused' ? await factsOf(here) : null;
  const kept = facts === null ? null : keptOf(form, facts, change.id);
  if (outcome.outcome !== 'refused' || facts === null || kept === null) return hidden(here);
  const { section, filled, problems } = readFile(change, facts, request.today);
  const shown = {
    ...shownOf(here, form, facts),
    questions: section,
    values: sent,
    base: sent.get(baseField) ?? '',
    problems,
  };
  const { refused } = outcome.refusal;
  if (refused === 'answers-wrong') return formAnswer(here, { ...shown, sentence: null });
  if (refused === 'changed-elsewhere')
    return clashAnswer(here, { ...shown, base: baseOf(kept), sentence: null }, kept, filled);
  return formAnswer(here, { ...shown, problems: [], sentence: words(outcome.refusal) });
}

async function showRemove(here: Here): Promise<WorkAnswer> {
  const facts = await factsOf(here);
  const person = facts?.persons.find(({ id, removedAt }) => id === itemIn(here) && removedAt === null);
  if (facts === null || person === undefined) return hidden(here);
  return confirmAnswer(here, {
    place: {
      headed: facts.headed,
      section: 'people',
      title: 'Take out of the list',
      back: peopleOf(askedFor(here)),
    },
    heading: `Take ${person.name} out of the list?`,
    sentences: [
      'They are no longer shown among the people around the child. What is on record of them is kept, and they can be put back.',
    ],
    action: actionOf(here),
    button: 'Take out',
    sentence: null,
  });
}

async function showRemoveDate(here: Here): Promise<WorkAnswer> {
  const facts = await factsOf(here);
  const date = facts?.keyDates.find(({ id, removedAt }) => id === itemIn(here) && removedAt === null);
  if (facts === null || date === undefined) return hidden(here);
  const back = peopleOf(askedFor(here));
  return confirmAnswer(here, {
    place: { headed: facts.headed, section: 'people', title: 'Take out of the list', back },
    heading: 'Take this key date out of the list?',
    sentences: [date.what, 'It is no longer shown among the key dates. It is kept, and can be put back.'],
    action: actionOf(here),
    button: 'Take out',
    sentence: null,
  });
}

const takeRemove = (here: Here, removed: boolean) => takeOut(here, removePerson, removed);
const takeRemoveDate = (here: Here, removed: boolean) => takeOut(here, removeKeyDate, removed);

// Taken out or put back already is as good: the list shows how it is.
async function takeOut<Loaded>(
  here: Here,
  command: Command<Removal, Loaded, Loaded, null>,
  removed: boolean,
): Promise<WorkAnswer> {
  const reference = askedFor(here);
  const removal = { reference, id: idIn(here.request), removed };
  const outcome = await perform(here.room, bearerOf(here.request), command, removal);
  const isGone = outcome.outcome === 'not-found';
  if (isGone || (outcome.outcome === 'refused' && outcome.refusal.refused === 'not-permitted'))
    return hidden(here);
  return { seeOther: peopleOf(reference).href };
}
