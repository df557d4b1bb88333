import { look } from '../acts/view.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { newToken } from '../platform/clock/clock.ts';
import { ownLink } from './commands-link.ts';
import { workspaceFrame } from './frame.ts';
import { openedPath } from './link.ts';
import { linkDonePage, linkGonePage, linkPage } from './pages/link.ts';
import { momentOf, type PeopleRoom } from './routes.ts';
import { openLink } from './store-link.ts';

/** The ledger of the links that are mailed to people without an account: the link, its code, and the end. */
export function linkRoutes(room: PeopleRoom): readonly WorkRoute[] {
  return [
    page('/link/:token', 'invitation.read', 'link', (request) => showLink(room, request, null)),
    post('/link/:token', 'link.open', 'link', (request) => takeCode(room, request)),
    page('/answered', 'intake.start', 'anyone', async (request) => showDone(room, request)),
  ];
}

// Whatever a link was, one that is over looks like one that never was.
function gone({ assets }: PeopleRoom, request: WorkRequest): WorkAnswer {
  const frame = workspaceFrame(request, assets, {
    title: 'This link opens nothing any longer',
    section: null,
  });
  return { status: 404, body: linkGonePage(frame, {}) };
}

async function showLink(room: PeopleRoom, request: WorkRequest, problem: string | null): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), ownLink, null);
  if (outcome.outcome !== 'done') return gone(room, request);
  const { partnership, formToken, path } = request;
  const errors = problem === null ? [] : [{ text: problem, href: '#code' }];
  const frame = workspaceFrame(request, room.assets, { title: 'Enter the code', section: null, errors });
  const body = linkPage(frame, {
    action: path.split('?', 1)[0] ?? path,
    formToken,
    partnership: partnership.name,
    ends: momentOf(outcome.done.expiresAt),
    problem,
  });
  return { status: problem === null ? 200 : 400, body };
}

async function takeCode(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const code = (request.form.get('code') ?? '').replace(/[^\p{L}\p{N}]/gu, '').slice(0, 20);
  if (code === '') return showLink(room, request, 'Enter the code that you were told');
  const token = newToken(48);
  const opened = await openLink(room.db, bearerOf(request).token, { code, token });
  if (opened === 'gone') return gone(room, request);
  if (opened === 'code') return showLink(room, request, 'The code is not right');
  return { seeOther: openedPath(opened), opened: { invitationId: opened.invitationId, token } };
}

function showDone({ assets }: PeopleRoom, request: WorkRequest): WorkAnswer {
  const frame = workspaceFrame(request, assets, { title: 'Your answer has been sent', section: null });
  return { status: 200, body: linkDonePage(frame, {}) };
}
