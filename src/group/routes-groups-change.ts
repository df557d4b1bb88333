import { may } from '../access/policy.ts';
import type { Bearer } from '../acts/command.ts';
import { formKey, type OnceOutcome, performOnce, type Sent, sentForm } from '../acts/once.ts';
import { type RefusalCode, words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import {
  addGroup,
  describeGroup,
  endGroup,
  everyGroup,
  type GroupWithChoice,
  oneGroup,
  renameGroup,
  setChair,
  setQuorum,
  setRoute,
} from './commands-groups.ts';
import { addSeat, endSeat, giveSeat } from './commands-seats.ts';
import {
  type Asked,
  both,
  type Problems,
  readChair,
  readNewGroup,
  readQuorum,
  readRename,
  readRoute,
  readSaying,
  readSeat,
  readSeatChange,
  readTerms,
  readUntil,
} from './group-change.ts';
import {
  chairFields,
  endFields,
  newGroupFields,
  quorumFields,
  renameFields,
  routeFields,
  seatChangeFields,
  seatFields,
  type Shown,
  termsFields,
} from './group-forms.ts';
import { nameOfGroup, type ReviewGroup, type Seat } from './membership.ts';
import { type FormField, groupChangePage } from './pages/group-change.ts';
import { whoHas } from './present-groups.ts';

const at = '/settings/groups';

/** What a form is about: every group, the one in the address with whom it may be given to, and the seat in the address. */
interface Ground extends GroupWithChoice {
  readonly groups: readonly ReviewGroup[];
  readonly seat: Seat | null;
}

/** One form about a group: what it says, what it asks for, and the act that it leads to. */
interface Change {
  readonly path: string;
  readonly verb: Verb;
  readonly about: 'groups' | 'group' | 'seat';
  heading(ground: Ground, name: string): string;
  lead?(ground: Ground, today: Temporal.PlainDate): readonly string[];
  readonly button: string;
  said?(ground: Ground): number;
  fields(shown: Shown, ground: Ground): readonly FormField[];
  act(doing: Doing): Promise<OnceOutcome<string>> | Problems;
  /** Where it leads, where that is not the page of the group. */
  to?(done: string, id: string): string;
}

interface Doing {
  readonly here: Here;
  readonly bearer: Bearer;
  readonly sent: Sent | null;
  /** The page that tells what was done. */
  readonly to: (done: string) => string;
  readonly form: URLSearchParams;
  readonly today: Temporal.PlainDate;
  readonly id: string;
  readonly seatId: string;
}

/** Performs what a form asks for, or answers what is wrong with it. */
function asked<Value>(
  read: Asked<Value>,
  then: (value: Value) => Promise<OnceOutcome<string>>,
): Promise<OnceOutcome<string>> | Problems {
  return 'value' in read ? then(read.value) : read.problems;
}

const changes: readonly Change[] = [
  {
    path: `${at}/add`,
    verb: 'group.add',
    about: 'groups',
    heading: () => 'Add a group',
    button: 'Add the group',
    to: (done) => `${at}/${done}`,
    fields: newGroupFields,
    act: ({ here, bearer, sent, to, form, today }) =>
      asked(readNewGroup(form, today), (wanted) =>
        performOnce(here.room, bearer, addGroup, wanted, sent, to),
      ),
  },
  {
    path: `${at}/plans`,
    verb: 'route.set',
    about: 'groups',
    heading: () => 'Which group watches which action plans?',
    lead: () => ['An action plan is always watched by one group, so that none is left without an owner.'],
    button: 'Save',
    to: () => at,
    fields: (shown, { groups }) => routeFields(shown, groups),
    act: ({ here, bearer, sent, to, form, today }) =>
      asked(both(readRoute(form), readSaying(form, today)), (route) =>
        performOnce(here.room, bearer, setRoute, route, sent, to),
      ),
  },
  {
    path: `${at}/:id/name`,
    verb: 'group.rename',
    about: 'group',
    heading: (_ground, name) => `What is ${name} called, and from when?`,
    lead: () => ['Everything recorded before that day keeps the name that the group had then.'],
    button: 'Save the name',
    said: ({ group }) => group.said.names,
    fields: (shown, { group }) => renameFields(shown, group),
    act: ({ here, bearer, sent, to, form, today, id }) =>
      asked(both(readRename(form), readSaying(form, today)), (given) =>
        performOnce(here.room, bearer, renameGroup, { id, ...given }, sent, to),
      ),
  },
  {
    path: `${at}/:id/terms`,
    verb: 'group.describe',
    about: 'group',
    heading: (_ground, name) => `Terms of reference of ${name}`,
    button: 'Save the terms of reference',
    said: ({ group }) => group.said.terms,
    fields: (shown, { group }) => termsFields(shown, group),
    act: ({ here, bearer, sent, to, form, today, id }) =>
      asked(both(readTerms(form), readSaying(form, today)), (given) =>
        performOnce(here.room, bearer, describeGroup, { id, ...given }, sent, to),
      ),
  },
  {
    path: `${at}/:id/chair`,
    verb: 'chair.set',
    about: 'group',
    heading: (_ground, name) => `Who chairs ${name}?`,
    button: 'Save the chair',
    said: ({ group }) => group.said.chairs,
    fields: chairFields,
    act: ({ here, bearer, sent, to, form, today, id }) =>
      asked(both(readChair(form), readSaying(form, today)), (given) =>
        performOnce(here.room, bearer, setChair, { id, ...given }, sent, to),
      ),
  },
  {
    path: `${at}/:id/quorum`,
    verb: 'quorum.set',
    about: 'group',
    heading: (_ground, name) => `When can ${name} decide?`,
    lead: () => ['No law sets a quorum. It is this group’s own rule.'],
    button: 'Save the quorum',
    said: ({ group }) => group.said.quorums,
    fields: quorumFields,
    act: ({ here, bearer, sent, to, form, today, id }) =>
      asked(both(readQuorum(form), readSaying(form, today)), (given) =>
        performOnce(here.room, bearer, setQuorum, { id, ...given }, sent, to),
      ),
  },
  {
    path: `${at}/:id/end`,
    verb: 'group.end',
    about: 'group',
    heading: (_ground, name) => `End ${name}?`,
    lead: () => ['A group that is only called something else has another name, and does not end.'],
    button: 'End the group',
    fields: endFields,
    act: ({ here, bearer, sent, to, form, today, id }) =>
      asked(readUntil(form, today), ({ until }) =>
        performOnce(here.room, bearer, endGroup, { id, until }, sent, to),
      ),
  },
  {
    path: `${at}/:id/seats/add`,
    verb: 'seat.add',
    about: 'group',
    heading: (_ground, name) => `Add a seat to ${name}`,
    button: 'Add the seat',
    // An added seat is empty, so the next page asks who has it.
    to: (done, id) => `${at}/${id}/seats/${done}`,
    fields: (shown, { agencies }) => seatFields(shown, agencies),
    act: ({ here, bearer, sent, to, form, today, id }) =>
      asked(both(readSeat(form), readSaying(form, today)), ({ said: _said, ...seat }) =>
        performOnce(here.room, bearer, addSeat, { id, seat }, sent, to),
      ),
  },
  {
    path: `${at}/:id/seats/:seat`,
    verb: 'seat.hold',
    about: 'seat',
    heading: ({ seat }) => `Who has the seat “${seat?.name ?? ''}”?`,
    lead: ({ seat }, today) => (seat === null ? [] : [whoHas(seat, today)]),
    button: 'Save',
    said: ({ seat }) => seat?.said ?? 0,
    fields: (shown, { seat, people }) => (seat === null ? [] : seatChangeFields(shown, seat, people)),
    act: ({ here, bearer, sent, to, form, today, id, seatId }) =>
      asked(both(readSeatChange(form), readSaying(form, today)), (given) =>
        performOnce(here.room, bearer, giveSeat, { id, seatId, ...given }, sent, to),
      ),
  },
  {
    path: `${at}/:id/seats/:seat/end`,
    verb: 'seat.end',
    about: 'seat',
    heading: ({ seat }) => `End the seat “${seat?.name ?? ''}”?`,
    lead: () => ['Whoever has it ends with it. To hand it over to somebody else, do not end it.'],
    button: 'End the seat',
    fields: endFields,
    act: ({ here, bearer, sent, to, form, today, id, seatId }) =>
      asked(readUntil(form, today), ({ until }) =>
        performOnce(here.room, bearer, endSeat, { id, seatId, until }, sent, to),
      ),
  },
];

/** The ledger of every form about groups. Whoever may not send a form is not shown it. */
export function groupChangeRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return changes.flatMap((change) => {
    const show = (here: Here) => shown(here, change, {});
    return [
      page(change.path, change.verb, 'session', open(show)),
      post(
        change.path,
        change.verb,
        'session',
        open((here) => taken(here, change)),
        (request) => show({ room, request }),
      ),
    ];
  });
}

async function groundOf(here: Here, { about }: Change): Promise<Ground | null> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  if (about === 'groups') {
    const every = await look(room, bearer, everyGroup, null);
    const [group] = every.outcome === 'done' ? every.done : [];
    return every.outcome === 'done' && group !== undefined
      ? { groups: every.done, group, people: [], agencies: [], seat: null }
      : null;
  }
  const one = await look(room, bearer, oneGroup, { id: idIn(request) });
  if (one.outcome !== 'done' || one.done.group.until !== null) return null;
  const seat = one.done.group.seats.find(({ id }) => id === request.params['seat']) ?? null;
  if (about === 'seat' && (seat === null || seat.until !== null)) return null;
  return { ...one.done, groups: [], seat };
}

async function shown(here: Here, change: Change, problems: Problems): Promise<WorkAnswer | null> {
  const { room, request } = here;
  if (!may(bearerOf(request).actor, change.verb)) return null;
  const ground = await groundOf(here, change);
  if (ground === null) return null;
  const { today, form, formToken } = request;
  const back = change.about === 'groups' ? at : `${at}/${ground.group.id}`;
  const name = nameOfGroup(ground.group, today);
  const heading = change.heading(ground, `the ${name}`);
  const fields = change.fields({ form, problems, today }, ground);
  const days = new Set(fields.filter(({ kind }) => kind === 'day').map((field) => field.name));
  const hrefOf = (field: string) =>
    fields.some((one) => one.name === field) ? `#${field}${days.has(field) ? '-day' : ''}` : null;
  const frame = workspaceFrame(request, room.assets, {
    title: heading,
    section: 'settings',
    backLink: { text: change.about === 'groups' ? 'Groups' : name, href: back },
    errors: Object.entries(problems).map(([field, text]) => ({ text, href: hrefOf(field) })),
  });
  const said = form.get('said') ?? '';
  const body = groupChangePage(frame, {
    heading,
    lead: change.lead?.(ground, today) ?? [],
    action: request.path.split('?', 1)[0] ?? at,
    back,
    button: change.button,
    formToken,
    formKey: formKey(form),
    // What came back out of date is shown beside what holds now, and may then be sent.
    said:
      /^\d{1,6}$/.test(said) && problems['said'] === undefined ? Number(said) : (change.said?.(ground) ?? 0),
    fields,
  });
  return { status: Object.keys(problems).length > 0 ? 400 : 200, body };
}

// Beside which field a refusal stands; at the top of the page where it is about none.
const fieldOf: Readonly<Partial<Record<RefusalCode, string>>> = {
  'group-name-taken': 'name',
  'group-kind-taken': 'kind',
  'seat-name-taken': 'name',
  'seat-over': 'from',
  'seat-end-day': 'until',
  'nobody-sits': 'from',
  'person-not-here': 'account',
  'agency-not-here': 'agency',
  'group-changed': 'said',
};

async function taken(here: Here, change: Change): Promise<WorkAnswer | null> {
  const { request } = here;
  const id = idIn(request);
  const to = (done: string) => change.to?.(done, id) ?? `${at}/${id}`;
  const acted = change.act({
    here,
    bearer: bearerOf(request),
    sent: sentForm(request),
    to,
    form: request.form,
    today: request.today,
    id,
    seatId: idIn(request, 'seat'),
  });
  if (!(acted instanceof Promise)) return shown(here, change, acted);
  const outcome = await acted;
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found') return null;
  const { refused } = outcome.refusal;
  if (refused === 'not-permitted') return null;
  return shown(here, change, { [fieldOf[refused] ?? 'form']: words(outcome.refusal) });
}
