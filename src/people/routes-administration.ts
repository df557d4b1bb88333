import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
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
import type { PageError } from '../platform/pages/frame.ts';
import {
  endMembership,
  everybody,
  type GivenOnce,
  oneInvitation,
  onePerson,
  resetPerson,
  takeBack,
} from './commands-administration.ts';
import { workspacePages } from './error-pages.ts';
import { workspaceFrame } from './frame.ts';
import { roleFor } from './invitation.ts';
import { endRolePage } from './pages/end-role.ts';
import { invitationSentPage } from './pages/invitation-sent.ts';
import { peopleHeading, peoplePage } from './pages/people.ts';
import { personPage } from './pages/person.ts';
import { isHere, type Person, type SentInvitation } from './people.ts';
import { momentOf, type PeopleRoom } from './routes.ts';
import { frameOf, givenOnce, type Here, idOf, otherwise } from './routes-answers.ts';
import { inviteAgain, showInvite, takeInvite } from './routes-invite.ts';

const toPeople = { text: 'People', href: '/people' };

/** The ledger of the administrator's pages. For everybody else they are not there. */
export function administrationRoutes(room: PeopleRoom): readonly WorkRoute[] {
  const { notFound } = workspacePages(room.assets);
  const hidden = (request: WorkRequest): WorkAnswer => ({ status: 404, body: notFound(request) });
  type Handle = (here: Here) => Promise<WorkAnswer | null>;
  const open = (handle: Handle) => async (request: WorkRequest) => {
    return (await handle({ room, request })) ?? hidden(request);
  };
  return [
    page('/people', 'person.list', 'session', open(showPeople)),
    page('/people/invite', 'person.invite', 'session', open(showInvite)),
    post('/people/invite', 'person.invite', 'session', open(takeInvite), open(inviteAgain)),
    page('/people/invitations/:id', 'person.list', 'session', open(showInvitation)),
    post('/people/invitations/:id/take-back', 'invitation.revoke', 'session', open(takeTakeBack)),
    page('/people/:id', 'person.list', 'session', open(showPerson)),
    post('/people/:id/reset', 'person.reset', 'session', open(takeReset)),
    page('/people/:id/roles/:role/end', 'person.list', 'session', open(showEndRole)),
    post('/people/:id/roles/:role/end', 'membership.end', 'session', open(takeEndRole)),
  ];
}

async function showPeople({ room, request }: Here): Promise<WorkAnswer | null> {
  const outcome = await look(room, bearerOf(request), everybody, null);
  if (outcome.outcome !== 'done') return null;
  const { people, invitations } = outcome.done;
  const left = request.query.has('left');
  const gone = people.filter((person) => !isHere(person));
  const model = {
    formToken: request.formToken,
    left,
    people: (left ? gone : people.filter(isHere)).map((person) => ({
      accountId: person.accountId,
      name: person.name,
      email: person.email,
      roles: roleLines(person, !left),
    })),
    waiting: left ? [] : invitations.filter(({ standing }) => standing === 'waiting').map(waitingLine),
    unused: left ? [] : invitations.filter(({ standing }) => standing !== 'waiting').map(unusedLine),
    othersLeft: gone.length,
  };
  const title = peopleHeading(model);
  const above = left ? { backLink: toPeople } : {};
  const frame = workspaceFrame(request, room.assets, { title, section: 'people', ...above });
  return { status: 200, body: peoplePage(frame, model) };
}

const roleLines = ({ roles: held }: Person, today: boolean) =>
  held
    .filter(({ holds }) => holds === today)
    .map(({ id, role, agency, from, until }) => ({
      id,
      words: roleFor(role, agency),
      from,
      until: today ? null : until,
    }));

const asWhat = ({ role, agency }: SentInvitation) =>
  role === null ? 'new password and authenticator' : roleFor(role, agency);

const waitingLine = (invitation: SentInvitation) => ({
  id: invitation.id,
  email: invitation.email,
  as: asWhat(invitation),
  ends: momentOf(invitation.expiresAt),
  formKey: newToken(),
});

const unusedLine = (invitation: SentInvitation) => ({
  id: invitation.id,
  email: invitation.email,
  why: `${asWhat(invitation)}: ${invitation.standing === 'tried' ? 'tried with ten wrong codes' : 'its time ran out'}`,
  ends: momentOf(invitation.expiresAt),
});

async function showInvitation(here: Here): Promise<WorkAnswer | null> {
  const id = idOf(here);
  if (id === null) return null;
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), oneInvitation, { id });
  if (outcome.outcome !== 'done') return null;
  const invitation = outcome.done;
  const body = invitationSentPage(frameOf(here, 'Invitation'), {
    formToken: request.formToken,
    formKey: newToken(),
    id,
    heading: invitationHeading(invitation),
    reset: invitation.purpose === 'reset',
    standing: invitation.standing,
    made: momentOf(invitation.issuedAt),
    ends: momentOf(invitation.expiresAt),
  });
  return { status: 200, body };
}

function invitationHeading(invitation: SentInvitation): string {
  const { email, role, agency, standing } = invitation;
  if (role === null)
    return {
      waiting: `${email} can set a new password and authenticator`,
      lapsed: `${email} did not set a new password in time`,
      tried: `The new password of ${email} was not set`,
      accepted: `${email} has set a new password and authenticator`,
      revoked: `The new password of ${email} was taken back`,
    }[standing];
  const as = roleFor(role, agency);
  return {
    waiting: `${email} is invited as ${as}`,
    lapsed: `${email} did not accept in time`,
    tried: `The invitation of ${email} is dead`,
    accepted: `${email} has accepted, as ${as}`,
    revoked: `The invitation of ${email} was taken back`,
  }[standing];
}

async function takeTakeBack(here: Here): Promise<WorkAnswer | null> {
  const id = idOf(here);
  if (id === null) return null;
  const { room, request } = here;
  const to = `/people/invitations/${id}`;
  const outcome = await performOnce(room, bearerOf(request), takeBack, { id }, sentForm(request), () => to);
  return outcome.outcome === 'done' ? { seeOther: to } : otherwise(here, outcome, to);
}

async function showPerson(here: Here): Promise<WorkAnswer | null> {
  const accountId = idOf(here);
  if (accountId === null) return null;
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), onePerson, { accountId });
  if (outcome.outcome !== 'done') return null;
  const { person, resets } = outcome.done;
  const held = roleLines(person, true);
  const [reset] = resets;
  const body = personPage(frameOf(here, 'One person'), {
    formToken: request.formToken,
    formKey: newToken(),
    accountId,
    name: person.name,
    email: person.email,
    heading:
      held.length === 0
        ? `${person.name} has left`
        : `${person.name}: ${held.map((role) => role.words).join(', ')}`,
    roles: held,
    ended: roleLines(person, false),
    reset: reset === undefined ? null : { id: reset.id, ends: momentOf(reset.expiresAt) },
  });
  return { status: 200, body };
}

async function takeReset(here: Here): Promise<WorkAnswer | null> {
  const accountId = idOf(here);
  if (accountId === null) return null;
  const { room, request } = here;
  const wish = { partnershipId: request.partnership.id, accountId };
  const to = ({ id }: GivenOnce) => `/people/invitations/${id}`;
  const outcome = await performOnce(room, bearerOf(request), resetPerson, wish, sentForm(request), to);
  if (outcome.outcome !== 'done') return otherwise(here, outcome, `/people/${accountId}`);
  return givenOnce(
    here,
    outcome.done,
    `${outcome.done.email} can set a new password and authenticator`,
    true,
  );
}

async function showEndRole(here: Here): Promise<WorkAnswer | null> {
  return endRoleAnswer(here, []);
}

async function endRoleAnswer(here: Here, errors: readonly PageError[]): Promise<WorkAnswer | null> {
  const accountId = idOf(here);
  const membershipId = idOf(here, 'role');
  if (accountId === null || membershipId === null) return null;
  const { room, request } = here;
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, onePerson, { accountId });
  if (outcome.outcome !== 'done') return null;
  const { person } = outcome.done;
  const held = roleLines(person, true);
  const role = held.find(({ id }) => id === membershipId);
  if (role === undefined) return null;
  const body = endRolePage(frameOf(here, 'End a role', errors), {
    formToken: request.formToken,
    formKey: formKey(request.form),
    accountId,
    membershipId,
    name: person.name,
    role: role.words,
    since: role.from,
    kept: held.filter(({ id }) => id !== membershipId).map((other) => other.words),
    own: isOwn(request, accountId),
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

const isOwn = ({ held }: WorkRequest, accountId: string) =>
  held?.actor.kind === 'member' && held.actor.accountId === accountId;

async function takeEndRole(here: Here): Promise<WorkAnswer | null> {
  const accountId = idOf(here);
  const membershipId = idOf(here, 'role');
  if (accountId === null || membershipId === null) return null;
  const { room, request } = here;
  const to = `/people/${accountId}`;
  const ending = { accountId, membershipId };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    endMembership,
    ending,
    sentForm(request),
    () => to,
  );
  // Whoever ends a role of their own is signed out with it.
  if (outcome.outcome === 'done')
    return isOwn(request, accountId) ? { seeOther: '/sign-in', session: 'ended' } : { seeOther: to };
  if (outcome.outcome === 'refused' && outcome.refusal.refused === 'last-administrator')
    return endRoleAnswer(here, [{ text: words(outcome.refusal), href: null }]);
  return otherwise(here, outcome, to);
}
