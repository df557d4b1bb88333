import { may } from '../access/policy.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { parseDay } from '../law/day.ts';
import { workspaceFrame } from '../people/frame.ts';
import { everyGroup, oneGroup } from './commands-groups.ts';
import { groupsPage } from './pages/groups.ts';
import { oneGroupPage } from './pages/one-group.ts';
import { presentGroup, presentGroups } from './present-groups.ts';
import { groupChangeRoutes } from './routes-groups-change.ts';

const at = '/settings/groups';

/** The ledger of the groups: coordinators and administrators change them, the chair may see them, and to everybody else they are not there. */
export function groupSettingRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page(at, 'group.list', 'session', open(showGroups)),
    ...groupChangeRoutes(room),
    page(`${at}/:id`, 'group.read', 'session', open(showGroup)),
  ];
}

async function showGroups({ room, request }: Here): Promise<WorkAnswer | null> {
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, everyGroup, null);
  if (outcome.outcome !== 'done') return null;
  const model = presentGroups(outcome.done, request.today, may(bearer.actor, 'group.add'));
  const frame = workspaceFrame(request, room.assets, {
    title: model.heading,
    section: 'settings',
    backLink: { text: 'Settings', href: '/settings' },
  });
  return { status: 200, body: groupsPage(frame, model) };
}

async function showGroup({ room, request }: Here): Promise<WorkAnswer | null> {
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, oneGroup, { id: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  const asked = request.query.get('day');
  const day = asked === null ? null : parseDay(asked);
  const dayProblem =
    asked !== null && (day === null || day.year < 1900 || day.year > 2100)
      ? 'Enter a day such as 2026-04-01'
      : null;
  const shown = {
    day: dayProblem === null ? (day ?? request.today) : request.today,
    today: request.today,
    dayProblem,
  };
  const model = presentGroup(outcome.done.group, shown, may(bearer.actor, 'seat.hold'));
  const frame = workspaceFrame(request, room.assets, {
    title: model.heading,
    section: 'settings',
    backLink: { text: 'Groups', href: at },
    errors: dayProblem === null ? [] : [{ text: dayProblem, href: '#day' }],
  });
  return { status: dayProblem === null ? 200 : 400, body: oneGroupPage(frame, model) };
}
