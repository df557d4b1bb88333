import encodeQR from 'qr';
import { carriedField } from '../acts/carried-form.ts';
import { perform, type Room } from '../acts/command.ts';
import { look } from '../acts/view.ts';
import {
  bearerOf,
  isId,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { london, newToken } from '../platform/clock/clock.ts';
import type { AssetLinks, PageError } from '../platform/pages/frame.ts';
import { endOwnSession, ownInvitation, ownSessions } from './commands.ts';
import { workspaceFrame } from './frame.ts';
import { roleWords } from './invitation.ts';
import { invitationGonePage, type InvitationPage, invitationPage } from './pages/invitation.ts';
import { sessionsPage } from './pages/sessions.ts';
import { signInHeading, signInPage } from './pages/sign-in.ts';
import { signOutPage } from './pages/sign-out.ts';
import { authenticatorAddress, derive, newParameters, passwordProblem, secretInWords } from './password.ts';
import {
  acceptInvitation,
  type InvitationFacts,
  readInvitation,
  readPasswordParameters,
  signIn,
} from './store.ts';

/** What the pages of sign-in need of the house. */
export interface PeopleRoom extends Room {
  readonly assets: AssetLinks;
}

/** The ledger of sign-in, invitations and sessions. */
export function peopleRoutes(room: PeopleRoom): readonly WorkRoute[] {
  return [
    page('/sign-in', 'session.begin', 'anyone', async (request) => showSignIn(room, request, '', null)),
    post('/sign-in', 'session.begin', 'anyone', (request) => takeSignIn(room, request)),
    page('/sign-out', 'session.end', 'session', async (request) => showSignOut(room, request)),
    page('/sessions', 'session.list', 'session', (request) => showSessions(room, request)),
    post('/sessions/:id/end', 'session.end', 'session', (request) => takeEnd(room, request)),
    page('/invitation/:token', 'invitation.read', 'link', (request) => showInvitation(room, request)),
    post('/invitation/:token', 'invitation.accept', 'link', (request) => takeInvitation(room, request)),
  ];
}

const after = (to: string) => (/^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : '/work');

function showSignIn(
  room: PeopleRoom,
  request: WorkRequest,
  email: string,
  problem: string | null,
): WorkAnswer {
  const errors: readonly PageError[] = problem === null ? [] : [{ text: problem, href: '#email' }];
  const carried = carriedBy(request);
  const ended = carried === '' ? null : 'carried';
  const title = signInHeading(ended);
  const frame = workspaceFrame(request, room.assets, { title, section: null, errors });
  const to = request.form.get('to') ?? request.query.get('to') ?? '';
  const model = {
    action: '/sign-in',
    formToken: request.formToken,
    email,
    to,
    carried,
    ended,
    lost: [],
    problem,
  } as const;
  return { status: problem === null ? 200 : 400, body: signInPage(frame, model) };
}

// A form that waits for its person, sealed: it stays with the page until somebody has signed in.
function carriedBy({ form }: WorkRequest): string {
  const carried = form.get(carriedField) ?? '';
  return /^[\w-]*$/.test(carried) ? carried : '';
}

const wrong =
  'The e-mail address, password or code is not right. Each code works once: wait for the next one';

async function takeSignIn(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const email = typed(request.form.get('email')).toLowerCase().slice(0, 320);
  const password = request.form.get('password') ?? '';
  const code = figures(request.form.get('code'));
  if (email === '' || password === '' || code === '')
    return showSignIn(
      room,
      request,
      email,
      'Enter your e-mail address, your password and the code from your authenticator app',
    );
  // The same work for every address, known or not.
  const derived = await derive(password.slice(0, 1_000), await readPasswordParameters(room.db, email));
  const token = newToken(48);
  const { address, device } = request;
  const given = { partnershipId: request.partnership.id, email, derived, code, address, device, token };
  const outcome = await signIn(room.db, given);
  if (outcome === 'done')
    return { seeOther: after(request.form.get('to') ?? ''), session: { token }, carried: carriedBy(request) };
  if (outcome === 'wrong') return showSignIn(room, request, email, wrong);
  const wait = outcome < 60 ? `${outcome} seconds` : `${Math.ceil(outcome / 60)} minutes`;
  return showSignIn(room, request, email, `There were too many attempts. Wait ${wait} and try again`);
}

const figures = (text: string | null) => (text ?? '').replace(/[^\p{L}\p{N}]/gu, '').slice(0, 20);

// Without what no keyboard types: the database takes no zero character, and marks that turn the direction of writing would let one
// name look like another.
const typed = (text: string | null) =>
  (text ?? '')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function showSignOut(room: PeopleRoom, request: WorkRequest): WorkAnswer {
  const { actor } = bearerOf(request);
  const frame = workspaceFrame(request, room.assets, { title: 'Sign out', section: null });
  const sessionId = actor.kind === 'member' ? actor.sessionId : '';
  return { status: 200, body: signOutPage(frame, { formToken: request.formToken, sessionId }) };
}

async function showSessions(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, ownSessions, null);
  const sessions = outcome.outcome === 'done' ? outcome.done : [];
  const frame = workspaceFrame(request, room.assets, {
    title: 'Where you are signed in',
    section: 'sessions',
  });
  const { actor } = bearer;
  const model = {
    formToken: request.formToken,
    sessions: sessions.map(({ id, device, startedAt, seenAt }) => ({
      id,
      device,
      began: momentOf(startedAt),
      seen: momentOf(seenAt),
      present: actor.kind === 'member' && actor.sessionId === id,
    })),
  };
  return { status: 200, body: sessionsPage(frame, model) };
}

async function takeEnd(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const bearer = bearerOf(request);
  const id = request.params['id'] ?? '';
  if (isId(id)) await perform(room, bearer, endOwnSession, { id });
  const own = bearer.actor.kind === 'member' && bearer.actor.sessionId === id;
  return own ? { seeOther: '/sign-in', session: 'ended' } : { seeOther: '/sessions' };
}

/** The day and the time in London. */
export function momentOf(instant: Temporal.Instant) {
  const here = instant.toZonedDateTimeISO(london);
  return { day: here.toPlainDate(), time: here.toPlainTime() };
}

const noProblems: InvitationPage['problems'] = { code: null, name: null, password: null, factor: null };

async function showInvitation(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), ownInvitation, null);
  if (outcome.outcome !== 'done') return gone(room, request);
  const facts = outcome.done;
  return invitationAnswer(room, request, facts, '', noProblems);
}

function gone(room: PeopleRoom, request: WorkRequest): WorkAnswer {
  const frame = workspaceFrame(request, room.assets, {
    title: 'This invitation can no longer be used',
    section: null,
  });
  return { status: 410, body: invitationGonePage(frame, {}) };
}

function invitationAnswer(
  room: PeopleRoom,
  request: WorkRequest,
  facts: InvitationFacts,
  name: string,
  problems: InvitationPage['problems'],
): WorkAnswer {
  const errors = Object.entries(problems).flatMap(([field, text]) =>
    text === null ? [] : [{ text, href: `#${field}` }],
  );
  const frame = workspaceFrame(request, room.assets, {
    title: facts.role === null ? 'Set a new password and authenticator' : 'Join the partnership',
    section: null,
    errors,
  });
  const body = invitationPage(frame, {
    action: request.path,
    formToken: request.formToken,
    partnership: request.partnership.name,
    role: facts.role === null ? null : roleWords(facts.role),
    email: facts.email,
    expires: momentOf(facts.expiresAt),
    known: facts.known,
    picture: pictureOf(
      authenticatorAddress(facts.factor, `Foresight ${request.partnership.referencePrefix}`, facts.email),
    ),
    secret: secretInWords(facts.factor),
    name,
    problems,
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

// One path of unit squares, with the quiet margin that readers need.
function pictureOf(text: string) {
  const modules = encodeQR(text, 'raw', { border: 4, ecc: 'low' });
  const squares = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: modules.length, path: squares.join('') };
}

async function takeInvitation(room: PeopleRoom, request: WorkRequest): Promise<WorkAnswer> {
  const { token: link } = bearerOf(request);
  const facts = await readInvitation(room.db, link);
  if (facts === null) return gone(room, request);
  const { form } = request;
  const name = typed(form.get('name')).normalize('NFC').slice(0, 200);
  const password = (form.get('password') ?? '').slice(0, 1_000);
  const code = figures(form.get('code'));
  const factorCode = figures(form.get('factor'));
  const problems: InvitationPage['problems'] = {
    code: code === '' ? `Enter the ${facts.role === null ? 'code for this link' : 'invitation code'}` : null,
    name: facts.role !== null && !facts.known && name === '' ? 'Enter your name' : null,
    password: passwordTrouble(password, facts, name, request.partnership.name),
    factor: factorCode === '' ? 'Enter the code from your authenticator app' : null,
  };
  if (Object.values(problems).some((problem) => problem !== null))
    return invitationAnswer(room, request, facts, name, problems);
  const parameters = facts.known ? await readPasswordParameters(room.db, facts.email) : newParameters();
  const derived = await derive(password, parameters);
  const token = newToken(48);
  const given = { code, name, parameters, derived, factorCode, device: request.device, token };
  const outcome = await acceptInvitation(room.db, link, given);
  if (outcome === 'done') return { seeOther: '/work', session: { token } };
  if (outcome === 'gone') return gone(room, request);
  const said =
    outcome === 'code'
      ? { code: `The ${facts.role === null ? 'code for this link' : 'invitation code'} is not right` }
      : { factor: factorTrouble(facts.known) };
  return invitationAnswer(room, request, facts, name, { ...noProblems, ...said });
}

function passwordTrouble(
  password: string,
  facts: InvitationFacts,
  name: string,
  partnership: string,
): string | null {
  if (facts.known) return password === '' ? 'Enter your password' : null;
  return passwordProblem(password, [facts.email, name, partnership, 'foresight']);
}

const factorTrouble = (known: boolean) =>
  known
    ? 'The password or the code is not right. Each code works once: wait for the next one'
    : 'The code is not right. Look at the app again, and check that its clock is right';
