import { may } from '../access/policy.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { type RefusalCode, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  isId,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import type { Verb } from '../acts/verbs.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { agencyKinds, isPartner, kindNamed, kindWords, missingPartners } from './agency.ts';
import { readAdding, readEnding, typedDay } from './agency-form.ts';
import { addAgency, everyAgency, finishAgency } from './commands.ts';
import { addAgencyPage } from './pages/add-agency.ts';
import { agenciesHeading, agenciesPage } from './pages/agencies.ts';
import { type EndAgencyPage, endAgencyPage } from './pages/end-agency.ts';
import type { ListedAgency } from './store.ts';

const toAgencies = { text: 'Agencies', href: '/agencies' };

/** The ledger of agencies: administrators change them, coordinators may read the list, and for everybody else it is not there. */
export function agencyRoutes(room: WorkRoom): readonly WorkRoute[] {
  type Handle = (room: WorkRoom, request: WorkRequest) => Promise<WorkAnswer | null>;
  const open = (handle: Handle) => answering(room)((here) => handle(here.room, here.request));
  const again = (handle: Handle) => (request: WorkRequest) => handle(room, request);
  return [
    page('/agencies', 'agency.list', 'session', open(showAgencies)),
    page('/agencies/add', 'agency.add', 'session', open(showAdd)),
    post('/agencies/add', 'agency.add', 'session', open(takeAdd), again(showAdd)),
    page('/agencies/:id/end', 'agency.end', 'session', open(showEnd)),
    post('/agencies/:id/end', 'agency.end', 'session', open(takeEnd), again(showEnd)),
  ];
}

const mayDo = (request: WorkRequest, verb: Verb) => may(bearerOf(request).actor, verb);

async function showAgencies(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const outcome = await look(room, bearerOf(request), everyAgency, null);
  if (outcome.outcome !== 'done') return null;
  const lines = outcome.done.map((agency) => ({
    ...agency,
    partner: isPartner(agency.kind),
    words: kindWords(agency.kind),
  }));
  const present = lines.filter(({ until }) => until === null);
  const inList = (those: typeof lines) => those.map(({ words: kind, ...agency }) => ({ ...agency, kind }));
  const model = {
    mayChange: mayDo(request, 'agency.add'),
    partners: inList(present.filter(({ partner }) => partner)),
    others: inList(present.filter(({ partner }) => !partner)),
    ended: inList(lines.filter(({ until }) => until !== null)),
    missing: missingPartners(present).map(kindWords),
  };
  const frame = workspaceFrame(request, room.assets, { title: agenciesHeading(model), section: 'agencies' });
  return { status: 200, body: agenciesPage(frame, model) };
}

type Problems = Readonly<Record<string, string>>;

function frameOf(room: WorkRoom, request: WorkRequest, title: string, problems: Problems) {
  const errors: readonly PageError[] = Object.entries(problems).map(([field, text]) => ({
    text,
    href: field === 'form' ? null : `#${field}${field === 'from' || field === 'until' ? '-day' : ''}`,
  }));
  return workspaceFrame(request, room.assets, { title, section: 'agencies', backLink: toAgencies, errors });
}

const statusOf = (problems: Problems) => (Object.keys(problems).length === 0 ? 200 : 400);

const typed = ({ form }: WorkRequest, field: string) => (form.get(field) ?? '').slice(0, 400);

async function showAdd(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  return addAnswer(room, request, {});
}

// An empty form shows nothing, so there is nothing for the trail; who may not send it does not see it.
function addAnswer(room: WorkRoom, request: WorkRequest, problems: Problems): WorkAnswer | null {
  if (!mayDo(request, 'agency.add')) return null;
  const chosen = kindNamed(request.form.get('kind'));
  const body = addAgencyPage(frameOf(room, request, 'Add an agency', problems), {
    formToken: request.formToken,
    formKey: formKey(request.form),
    kinds: agencyKinds.map((kind) => ({ value: kind, words: kindWords(kind), chosen: kind === chosen })),
    name: typed(request, 'name'),
    code: typed(request, 'code'),
    from: typedDay(request.form, 'from'),
    problems: {
      kind: problems['kind'] ?? null,
      name: problems['name'] ?? null,
      code: problems['code'] ?? null,
      from: problems['from'] ?? null,
    },
  });
  return { status: statusOf(problems), body };
}

async function takeAdd(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const read = readAdding(request.form, request.today);
  if ('problems' in read) return addAnswer(room, request, read.problems);
  const adding = { partnershipId: request.partnership.id, agency: read.value };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    addAgency,
    adding,
    sentForm(request),
    () => '/agencies',
  );
  return answered(outcome, (problems) => addAnswer(room, request, problems));
}

// Where a refusal stands on the page; what belongs to no field stands above the form.
const fieldOf: Partial<Readonly<Record<RefusalCode, string>>> = {
  'agency-name-taken': 'name',
  'agency-end-day': 'until',
  'agency-not-here': 'successor',
};

function answered<Answer>(
  outcome: OnceOutcome<unknown>,
  shownAgain: (problems: Problems) => Answer,
): Answer | WorkAnswer | null {
  if (outcome.outcome === 'done') return { seeOther: '/agencies' };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found') return null;
  const { refused } = outcome.refusal;
  if (refused === 'not-permitted') return null;
  return shownAgain({ [fieldOf[refused] ?? 'form']: words(outcome.refusal) });
}

async function showEnd(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  return endAnswer(room, request, {});
}

async function endAnswer(
  room: WorkRoom,
  request: WorkRequest,
  problems: Problems,
): Promise<WorkAnswer | null> {
  const id = request.params['id'] ?? '';
  if (!isId(id) || !mayDo(request, 'agency.end')) return null;
  const outcome = await look(room, bearerOf(request), everyAgency, null);
  if (outcome.outcome !== 'done') return null;
  const present = outcome.done.filter(({ until }) => until === null);
  const agency = present.find((one) => one.id === id);
  if (agency === undefined) return null;
  const title = `What has become of ${agency.name}?`;
  const body = endAgencyPage(
    frameOf(room, request, title, problems),
    endModel(request, agency, present, problems),
  );
  return { status: statusOf(problems), body };
}

function endModel(
  request: WorkRequest,
  agency: ListedAgency,
  present: readonly ListedAgency[],
  problems: Problems,
): EndAgencyPage {
  const { form, formToken } = request;
  return {
    formToken,
    formKey: formKey(form),
    id: agency.id,
    agency: agency.name,
    people: agency.people,
    how: (['gone', 'replaced', 'renamed'] as const).find((one) => one === form.get('how')) ?? null,
    others: present
      .filter(({ id }) => id !== agency.id)
      .map(({ id, name }) => ({ id, name, chosen: id === form.get('successor') })),
    name: typed(request, 'name'),
    code: typed(request, 'code'),
    until: typedDay(form, 'until'),
    problems: {
      how: problems['how'] ?? null,
      successor: problems['successor'] ?? null,
      name: problems['name'] ?? null,
      code: problems['code'] ?? null,
      until: problems['until'] ?? null,
    },
  };
}

async function takeEnd(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const id = request.params['id'] ?? '';
  if (!isId(id)) return null;
  const read = readEnding(request.form, request.today);
  if ('problems' in read) return endAnswer(room, request, read.problems);
  const input = { partnershipId: request.partnership.id, id, ending: read.value };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    finishAgency,
    input,
    sentForm(request),
    () => '/agencies',
  );
  // Somebody else has ended it in the meantime: the list tells how.
  if (outcome.outcome === 'refused' && outcome.refusal.refused === 'agency-over')
    return { seeOther: '/agencies' };
  return answered(outcome, (problems) => endAnswer(room, request, problems));
}
