import { page, post, type WorkAnswer, type WorkRequest, type WorkRoute } from '../acts/work-route.ts';
import { newToken } from '../platform/clock/clock.ts';
import { workspaceFrame } from './frame.ts';
import { roleWords } from './invitation.ts';
import { signInLinkGonePage, signInLinkPage } from './pages/sign-in-link.ts';
import type { PeopleRoom } from './routes.ts';
import { readSignInLink, signInByLink } from './store-sign-in-link.ts';

/** The ledger of sign-in links, which only people of a training partnership are given. */
export function signInLinkRoutes(room: PeopleRoom): readonly WorkRoute[] {
  return [
    page('/sign-in-link/:token', 'session.begin', 'anyone', (request) => showLink(room, request)),
    post('/sign-in-link/:token', 'session.begin', 'anyone', (request) => takeLink(room, request)),
  ];
}

const linkOf = ({ params }: WorkRequest): string | null => {
  const link = params['token'] ?? '';
  return /^[0-9A-Z]{24}$/.test(link) ? link : null;
};

const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

async function showLink(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const { partnership, formToken, path } = request;
  const link = linkOf(request);
  const roles = link === null ? null : await readSignInLink(room.db, partnership.id, link);
  if (roles === null) return gone(room, request);
  const words = inWords.format(roles.map(roleWords));
  const frame = workspaceFrame(request, room.assets, { title: `Sign in as ${words}`, section: null });
  const body = signInLinkPage(frame, {
    action: path,
    formToken,
    partnership: partnership.name,
    roles: words,
  });
  return { status: 200, body };
}

function gone(room: PeopleRoom, request: WorkRequest): WorkAnswer {
  const frame = workspaceFrame(request, room.assets, {
    title: 'This sign-in link can no longer be used',
    section: null,
  });
  return { status: 404, body: signInLinkGonePage(frame, {}) };
}

async function takeLink(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const link = linkOf(request);
  const session = newToken(48);
  const { device, partnership } = request;
  const done = link !== null && (await signInByLink(room.db, partnership.id, { link, device, session }));
  return done ? { seeOther: '/work', session: { token: session } } : gone(room, request);
}
