import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { nameOfGroup, type ReviewGroup } from '../group/membership.ts';
import { holdsOn } from '../group/tiling.ts';
import { typedLong } from '../intake/typed.ts';
import { parseDay } from '../law/day.ts';
import { clockTime, fullDate } from '../platform/pages/filters.ts';
import { invitation } from './invitation.ts';
import { groupOn } from './attendance.ts';
import {
  meetingGroups,
  meetings,
  type MeetingFacts,
  moveMeeting,
  planMeeting,
  replanMeeting,
} from './commands.ts';
import { type Meeting, stateOf } from './meeting.ts';
import { callOffPage, listPage, type MeetingRow, planPage } from './pages/meetings.ts';
import { type PlanProblem, readPlan, typedPlan, type TypedPlan } from './plan-form.ts';
import {
  afterAct,
  baseOf,
  errorOf,
  factsOf,
  formTo,
  frameOf,
  nameOf,
  runs,
  toMeeting,
} from './routes-here.ts';
import { pageLength } from './store.ts';

/** The ledger of planning: the list of meetings, a new one, another time or place, calling off, and the file for calendars. */
export function planRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const showNew = open((here) => newAnswer(here, [], null));
  return [
    page('/meetings', 'meeting.list', 'session', open(showList)),
    page('/meetings/new', 'meeting.plan', 'session', showNew),
    post('/meetings/new', 'meeting.plan', 'session', open(takeNew), showNew),
    page('/meetings/:id/change', 'meeting.plan', 'session', open(showChange)),
    post('/meetings/:id/change', 'meeting.plan', 'session', open(takeChange), open(showChange)),
    page('/meetings/:id/call-off', 'meeting.move', 'session', open(showCallOff)),
    post('/meetings/:id/call-off', 'meeting.move', 'session', open(takeCallOff), open(showCallOff)),
    page('/meetings/:id/invitation.ics', 'meeting.read', 'session', open(takeInvitation)),
  ];
}

async function showList(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const before = parseDay(request.query.get('before') ?? '');
  const asked = { today: request.today, before };
  const outcome = await look(room, bearerOf(request), meetings, asked);
  if (outcome.outcome !== 'done') return null;
  const { groups, coming, past } = outcome.done;
  const rowOf = (meeting: Meeting): MeetingRow => {
    const group = groups.find(({ id }) => id === meeting.groupId);
    return {
      href: `/meetings/${meeting.id}`,
      group: group === undefined ? '' : groupOn(group, meeting.day),
      day: meeting.day,
      begins: meeting.begins,
      place: meeting.place,
      state: stateOf(meeting.state),
    };
  };
  const next = coming.find(({ state }) => state !== 'called-off');
  const heading =
    before !== null
      ? `Meetings before ${fullDate(before)}`
      : next === undefined
        ? 'No meeting is planned'
        : next.day.equals(request.today)
          ? `A meeting today at ${clockTime(next.begins)}`
          : `The next meeting is on ${fullDate(next.day)}`;
  const shown = past.slice(0, pageLength);
  // The day of the last on the page is shown again on the next one: two meetings may be on one day.
  const last = shown.at(-1)?.day.add({ days: 1 });
  const body = listPage(frameOf(here, heading), {
    heading,
    coming: coming.slice(0, pageLength).map(rowOf),
    past: shown.map(rowOf),
    isFirst: before === null,
    cut: coming.length > pageLength,
    earlier: past.length > pageLength && last !== undefined ? `/meetings?before=${last.toString()}` : null,
    plan: runs(here) ? '/meetings/new' : null,
  });
  return { status: 200, body };
}

async function groupsOf({ room, request }: Here): Promise<readonly ReviewGroup[] | null> {
  const outcome = await look(room, bearerOf(request), meetingGroups, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const problemsOf = (problems: readonly PlanProblem[]) =>
  Object.fromEntries(problems.map(({ field, text }) => [field, text]));

const listed = (problems: readonly PlanProblem[]) =>
  problems.map(({ field, text }) => ({ text, href: `#${field}` }));

const statusOf = (problems: readonly unknown[], refusal: Refusal | null) =>
  refusal !== null ? 409 : problems.length > 0 ? 400 : 200;

async function newAnswer(
  here: Here,
  problems: readonly PlanProblem[],
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const groups = await groupsOf(here);
  if (groups === null) return null;
  const { form, today } = here.request;
  const typed = typedPlan(form);
  const heading = 'When and where is the meeting?';
  const errors = [...listed(problems), ...errorOf(refusal)];
  const back = { text: 'Meetings', href: '/meetings' };
  const body = planPage(frameOf(here, heading, errors, back), {
    heading,
    form: {
      ...formTo(here, '/meetings/new', true),
      version: null,
      button: 'Plan the meeting',
      groups: groups
        .filter((group) => group.until === null || holdsOn(group, today))
        .map((group) => ({
          value: group.id,
          text: nameOfGroup(group, today),
          selected: group.id === typed.group,
        })),
      typed,
      problems: problemsOf(problems),
    },
    cancel: '/meetings',
  });
  return { status: statusOf(problems, refusal), body };
}

async function takeNew(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const typed = typedPlan(request.form);
  const groups = await groupsOf(here);
  if (groups === null) return null;
  const read = readPlan(typed, request.today);
  const known = groups.some(({ id }) => id === typed.group);
  const problems = 'place' in read ? [] : read;
  if (!known || !('place' in read))
    return newAnswer(
      here,
      known ? problems : [{ field: 'group', text: 'Choose a group' }, ...problems],
      null,
    );
  const wish = { groupId: typed.group, plan: read };
  let made = '/meetings';
  const outcome = await performOnce(room, bearerOf(request), planMeeting, wish, sentForm(request), (id) => {
    made = `/meetings/${id}`;
    return made;
  });
  return afterAct(here, outcome, made, (refusal) => newAnswer(here, [], refusal));
}

const typedOf = ({ day, begins, ends, place }: Meeting): TypedPlan => ({
  group: '',
  day: String(day.day),
  month: String(day.month),
  year: String(day.year),
  begins: begins.toString().slice(0, 5),
  ends: ends.toString().slice(0, 5),
  place,
});

async function runFacts(here: Here): Promise<MeetingFacts | null> {
  return runs(here) ? factsOf(here) : null;
}

const showChange = async (here: Here): Promise<WorkAnswer | null> => {
  const facts = await runFacts(here);
  return facts === null ? null : changeAnswer(here, facts, [], null);
};

function changeAnswer(
  here: Here,
  { meeting }: MeetingFacts,
  problems: readonly PlanProblem[],
  refusal: Refusal | null,
): WorkAnswer {
  const wasSent = here.request.form.has('place');
  const heading = 'Another day, time or place';
  const errors = [...listed(problems), ...errorOf(refusal)];
  const body = planPage(frameOf(here, heading, errors, toMeeting(here)), {
    heading,
    form: {
      ...formTo(here, `${baseOf(here)}/change`, refusal === null),
      version: meeting.version,
      button: 'Change it',
      groups: null,
      typed: wasSent ? typedPlan(here.request.form) : typedOf(meeting),
      problems: problemsOf(problems),
    },
    cancel: baseOf(here),
  });
  return { status: statusOf(problems, refusal), body };
}

const versionIn = ({ request }: Here): number =>
  Number(/^\d{1,9}$/.exec(request.form.get('version') ?? '')?.[0] ?? 0);

async function takeChange(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const facts = await runFacts(here);
  if (facts === null) return null;
  const plan = readPlan(typedPlan(request.form), request.today);
  if (!('place' in plan)) return changeAnswer(here, facts, plan, null);
  const wish = { id: idIn(request), plan, version: versionIn(here) };
  const to = baseOf(here);
  const outcome = await performOnce(
    room,
    bearerOf(request),
    replanMeeting,
    wish,
    sentForm(request),
    () => to,
  );
  return afterAct(here, outcome, to, async (refusal) => {
    const now = await factsOf(here);
    return now === null ? null : changeAnswer(here, now, [], refusal);
  });
}

const showCallOff = async (here: Here): Promise<WorkAnswer | null> => {
  const facts = await runFacts(here);
  return facts === null ? null : callOffAnswer(here, facts, null, null);
};

function callOffAnswer(
  here: Here,
  facts: MeetingFacts,
  problem: string | null,
  refusal: Refusal | null,
): WorkAnswer {
  const heading = 'Call this meeting off?';
  const errors = [...(problem === null ? [] : [{ text: problem, href: '#why' }]), ...errorOf(refusal)];
  const body = callOffPage(frameOf(here, heading, errors, { text: nameOf(facts), href: baseOf(here) }), {
    heading,
    form: {
      ...formTo(here, `${baseOf(here)}/call-off`, refusal === null),
      version: facts.meeting.version,
      why: (here.request.form.get('why') ?? '').slice(0, 8_000),
      problem,
    },
    cancel: baseOf(here),
  });
  return { status: statusOf(problem === null ? [] : [problem], refusal), body };
}

async function takeCallOff(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const facts = await runFacts(here);
  if (facts === null) return null;
  const why = typedLong(request.form.get('why'));
  const problem = why === '' ? 'Say why' : why.length > 2_000 ? 'Use 2,000 characters or fewer' : null;
  if (problem !== null) return callOffAnswer(here, facts, problem, null);
  const wish = { id: idIn(request), move: 'call-off', why, version: versionIn(here) } as const;
  const to = baseOf(here);
  const outcome = await performOnce(room, bearerOf(request), moveMeeting, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, async (refusal) => callOffAnswer(here, facts, null, refusal));
}

async function takeInvitation(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const facts = await factsOf(here);
  if (facts === null) return hidden(here);
  const { meeting, group } = facts;
  const place = { host: new URL(request.origin).hostname, url: `${request.origin}${baseOf(here)}` };
  const file = invitation(meeting, groupOn(group, meeting.day), { ...place, now: room.clock.now() });
  return {
    file: new TextEncoder().encode(file),
    type: 'text/calendar; charset=utf-8',
    saveAs: `meeting-${meeting.day.toString()}.ics`,
  };
}
